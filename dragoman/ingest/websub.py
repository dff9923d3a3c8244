"""WebSub without a network: what to ask of a hub, what to answer it, and which of its pushes are its own."""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from urllib.parse import urlencode, urljoin

from dragoman.ingest import clean
from dragoman.ingest.timing.jitter import share
from dragoman.urls import MAX_LENGTH, gate

LEASE = timedelta(days=10)
LEAST_LEASE, MOST_LEASE = timedelta(minutes=10), timedelta(days=30)
RETRY, LONGEST_RETRY = timedelta(minutes=15), timedelta(days=1)
DENIED_FOR = timedelta(days=7)
"""How long a hub that denied a subscription is not asked again."""
METHODS = ("sha1", "sha256", "sha384", "sha512")
MAX_CHALLENGE = 2048
MAX_LINKS = 16 * 1024

# An unterminated quotation runs to the end: the scan never starts over inside it.
_QUOTED = r'"((?:[^"\\]|\\.)*+)(?:"|\\?\Z)'
_LINK = re.compile(rf'<([^<>]*+)>((?:[^<",]|{_QUOTED})*+)', re.DOTALL)
_PARAMETER = re.compile(rf'[;\s]([a-z*-]++)\s*+=\s*+(?:{_QUOTED}|([^\s;,"]++))', re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a hub was asked for last about a topic, which is its exact address in the hub's own spelling."""

    mode: Literal["subscribe", "unsubscribe"]
    topic: str
    lease: timedelta = LEASE


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A hub asked whether we mean it, and we do: `challenge` is the answer's whole body, `lease` what it grants."""

    challenge: str
    lease: timedelta


@dataclass(frozen=True, slots=True)
class Denied:
    """A hub will not push a topic, or no longer; `reason` in its own words, empty where it gives none."""

    reason: str


# --- Asking ------------------------------------------------------------------------------------------------------


def new_token() -> str:
    """Return the unguessable last part of a callback's address (256 bits)."""
    return secrets.token_urlsafe(32)


def new_secret() -> str:
    """Return a key for a hub's signatures (256 bits, in 64 of the 199 bytes that a hub must take)."""
    return secrets.token_hex(32)


def subscription(asked: Asked, callback: str, secret: str) -> bytes:
    """Return the form that asks a hub to subscribe a callback to a topic, or to end that."""
    form = {"hub.mode": asked.mode, "hub.topic": asked.topic, "hub.callback": callback}
    if asked.mode == "subscribe":
        form |= {"hub.lease_seconds": str(int(asked.lease.total_seconds())), "hub.secret": secret}
    return urlencode(form).encode()


def announcement(feeds: Sequence[str]) -> bytes:
    """Return the form that tells a hub that some feeds have news."""
    return urlencode([("hub.mode", "publish"), *(("hub.url", feed) for feed in feeds)]).encode()


def renew_at(now: datetime, lease: timedelta, key: str) -> datetime:
    """Decide when to renew a lease granted now: at two thirds of it, up to a tenth sooner as `key` spreads them."""
    return now + lease * (2 / 3) * (1 - share(key) / 10)


def retry_at(now: datetime, failures: int, key: str) -> datetime:
    """Decide when to ask a hub again that did not confirm what it was asked now, for the first or a later time."""
    wait = min(RETRY * 2.0 ** min(max(failures - 1, 0), 16), LONGEST_RETRY)
    return now + wait * (1 + share(f"{key} {failures}") / 10)


# --- Being asked -------------------------------------------------------------------------------------------------


def verify(query: Mapping[str, str], asked: Asked) -> Confirmed | Denied | None:
    """Read what a hub asks of a callback; None where it is not what we asked the hub for, which is answered 404."""
    mode, challenge = query.get("hub.mode"), query.get("hub.challenge", "")
    if query.get("hub.topic") != asked.topic:
        return None
    if mode == "denied":
        return Denied(clean.plain(query.get("hub.reason", ""), markup=False, limit=200))
    if mode != asked.mode or not 0 < len(challenge) <= MAX_CHALLENGE:
        return None
    lease = _lease(query.get("hub.lease_seconds", ""), asked.lease) if mode == "subscribe" else timedelta(0)
    return Confirmed(challenge, lease)


def signed(body: Iterable[bytes], header: str, secret: str) -> bool:
    """Tell whether X-Hub-Signature says that a body, given in parts, comes from who knows the secret.

    Where it does not, the push is answered as if it did, and nothing is done about it.
    """
    method, _, signature = header.strip().partition("=")
    if method.lower() not in METHODS or not secret:
        return False
    expected = hmac.new(secret.encode(), digestmod=method.lower())
    for part in body:
        expected.update(part)
    return hmac.compare_digest(expected.hexdigest().encode(), signature.strip().lower().encode("utf-8", "replace"))


def _lease(seconds: str, asked: timedelta) -> timedelta:
    seconds = seconds.strip()
    granted = timedelta(seconds=int(seconds[:9])) if seconds.isascii() and seconds.isdigit() else asked
    return min(max(granted, LEAST_LEASE), MOST_LEASE)


# --- Discovery ---------------------------------------------------------------------------------------------------


def from_headers(headers: Mapping[str, str], url: str) -> tuple[str, str]:
    """Return the hub and the topic that the Link header of a feed at `url` names, each empty where it does not."""
    found = {"hub": "", "self": ""}
    for target, relations in _links(headers.get("link", "")[:MAX_LINKS]):
        for relation in found.keys() & relations:
            found[relation] = found[relation] or verbatim(target, url)
    return found["hub"], found["self"]


def verbatim(href: str, base: str) -> str:
    """Return an address resolved but otherwise as it was written, or an empty string where the gate refuses it.

    A hub knows a topic by its exact spelling, which the gate would change.
    """
    address = urljoin(base, href.strip()) if gate(href, base) else ""
    return address if len(address) <= MAX_LENGTH else ""


def _links(header: str) -> Iterator[tuple[str, set[str]]]:
    """Yield the target and the relations of each link that is about the feed itself (RFC 8288)."""
    for link in _LINK.finditer(header):
        parameters: dict[str, str] = {}
        for each in _PARAMETER.finditer(link[2]):
            value = re.sub(r"\\(.)", r"\1", each[2]) if each[3] is None else each[3]
            parameters.setdefault(each[1].lower(), value)
        if "anchor" not in parameters:
            yield link[1], set(parameters.get("rel", "").lower().split())
