"""What a client takes and has already (RFC 9110, 12.5.3 and 13). Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from functools import lru_cache

ENCODINGS = {"br": ".br", "gzip": ".gz"}
"""The compressed copies that may lie beside a file, the smallest first."""
_WEIGHT = re.compile(r"q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)")
_TAG = re.compile(r'"[^"]*"')


@lru_cache(maxsize=256)
def encodings(accepted: str) -> tuple[str, ...]:
    """Return which of ENCODINGS an Accept-Encoding header takes, the best liked first, the smallest first of equals.

    One that is liked less than the file as it is, is left out.
    """
    weights = dict(_weighed(each) for each in accepted.lower().split(",") if each.strip())
    wanted = {name: weights.get(name, weights.get("*", 0.0)) for name in ENCODINGS}
    least = weights.get("identity", 0.0)
    taken = (name for name, weight in wanted.items() if weight and weight >= least)
    return tuple(sorted(taken, key=lambda name: -wanted[name]))


def _weighed(coding: str) -> tuple[str, float]:
    """Return a coding and its weight; 0 where the weight is none, since what is not understood is not taken."""
    name, _, parameter = (part.strip() for part in coding.partition(";"))
    weight = _WEIGHT.fullmatch(parameter)
    return name, float(weight[1]) if weight else 0.0 if parameter else 1.0


def is_known(headers: Message | Mapping[str, str], tag: str, modified: int) -> bool:
    """Tell whether a client has a file already, by its entity tag (quoted) or, without one, its time in seconds.

    Tags are compared weakly: a proxy that packs an answer itself makes its tag a weak one.
    """
    if "If-None-Match" in headers:
        told = headers["If-None-Match"]
        return told.strip() == "*" or tag in _TAG.findall(told)
    with suppress(ValueError, OverflowError):
        since = parsedate_to_datetime(headers.get("If-Modified-Since", ""))
        return datetime.fromtimestamp(modified, UTC) <= (since if since.tzinfo else since.replace(tzinfo=UTC))
    return False
