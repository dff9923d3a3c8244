"""What a site's robots.txt lets us do: pure; fetching it is the caller's work.

Lines are read as Google reads them (RFC 9309 and its robotstxt library), rules are matched by protego. That is given
each line in its plain form, for two readers: "us" and "others". By itself it takes "drago" for Dragoman, lets unknown
lines end a group, and costs agents times rules: 2,000 of each, in 50 KB, take seconds and 290 MB.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache
from string import punctuation
from urllib.parse import quote

from protego import Protego

from dragoman.urls import gate

ALLOW_ALL = ""
DISALLOW_ALL = "User-agent: *\nDisallow: /\n"
MAX_BYTES = 500 * 1024  # what RFC 9309 asks a reader to take in at least, and Google takes at most
MAX_LINE = 8 * 2083 - 1  # Google's measure too: the rest of a line is not read
MAX_DELAY = 24 * 3600.0
MAX_SITEMAPS = 20

_BOM = re.compile(rb"\A\xef(\xbb\xbf?)?")  # Google reads files whose byte order mark was cut short too
_SPACE = " \t\v\f"
_FIELD = re.compile(
    r"(?P<User_agent>user[- ]?agent)|(?P<Allow>allow)|(?P<Disallow>diss?allow|diss?alow|diasllow|disallaw)"
    r"|(?P<Crawl_delay>crawl[- ]delay)|(?P<Sitemap>site-?map)",
    re.IGNORECASE,
)
_PRODUCT = re.compile(r"[A-Za-z_-]*")
_PERCENT = "dragoman.percent"


def _percent(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(f"%{byte:02X}" for byte in error.object[error.start : error.end]), error.end


codecs.register_error(_PERCENT, _percent)  # "/café" in Latin-1 is /caf%E9 in the addresses of its site


def robots_from(status: int | None, body: bytes = b"") -> str:
    """Return the rules that an answer to /robots.txt stands for; `status` None where there was no answer at all.

    A 4xx says that there are no rules; 5xx, 429 and silence say that nobody may come in for now (RFC 9309, Google).
    """
    if status is not None and 200 <= status < 300:
        # To Google a line ends at a NUL; a comment does that, and can be stored.
        return _BOM.sub(b"", body[:MAX_BYTES]).decode("utf-8", _PERCENT).replace("\0", "#")
    if status is not None and 400 <= status < 500 and status != 429:
        return ALLOW_ALL
    return DISALLOW_ALL


def allowed(robots: str, url: str, agent: str) -> bool:
    """Tell whether `agent`, a product token or a whole User-Agent header, may fetch `url` by these rules."""
    return bool(_rules(robots, agent).can_fetch(url, "us"))


def crawl_delay(robots: str, agent: str) -> float | None:
    """Return the seconds that the site wants between two requests, at most a day; None where it does not say."""
    delay = _rules(robots, agent).crawl_delay("us")
    return None if delay is None else min(float(delay), MAX_DELAY)


def sitemaps(robots: str) -> tuple[str, ...]:
    """Return the addresses of the sitemaps that the site names, gated, each once, at most 20."""
    addresses = dict.fromkeys(gate(address) for address in _rules(robots, "").sitemaps)
    return tuple(filter(None, addresses))[:MAX_SITEMAPS]


@lru_cache(maxsize=4)  # half a megabyte of rules takes 44 MB in memory, and the usual file under a millisecond to read
def _rules(robots: str, agent: str) -> Protego:
    token = agent.partition("/")[0].lower()
    return Protego.parse("\n".join(_plain(line, token) for line in re.split(r"[\r\n]+", robots)))


def _plain(line: str, token: str) -> str:
    """Return a line in the standard's own form, empty where it is no rule of the standard."""
    line = line[:MAX_LINE].partition("#")[0].strip(_SPACE)
    key, colon, value = line.partition(":")
    if line and not colon:
        # Some forget the colon, which leaves two words and no more.
        words = re.split(r"[ \t]+", line)
        if len(words) != 2:
            return ""
        key, value = words
    # Quoted, since protego takes more characters for the end of a line than there are.
    field, value = _FIELD.match(key), quote(value.strip(_SPACE), safe=punctuation + " ", errors="replace")
    if not field or not field.lastgroup:
        return ""
    name = field.lastgroup.replace("_", "-")
    return f"{name}: {_reader(value, token) if name == 'User-agent' else value}"


def _reader(value: str, token: str) -> str:
    if value[:1] == "*" and not value[1:2].strip():
        return "*"
    product = _PRODUCT.match(value)
    return "us" if product and product[0].lower() == token else "others"
