"""One picture: its best version, its alternative text, its size, and whether it shows anything to read by."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from dragoman.extract.furniture import words_of
from dragoman.extract.text import clean, key
from dragoman.types import Figure
from dragoman.urls import bare_host, gate

_LAZY = (
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-lazy",
    "data-url",
    "data-image",
    "data-hi-res-src",
    "data-full-src",
)
_LAZY_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
_BLANK = re.compile(
    r"(?:^|[/_.-])(?:blank|spacer|preload|placeholder|transparent|pixel|1x1|grey|loading|lazy|empty|"
    r"fallback)[\w.-]{0,80}\.(?:gif|png|svg|jpe?g)",
    re.I,
)
_NO_PICTURE = frozenset(
    "avatar author authors byline logo icon icons emoji gravatar profile headshot portrait tracking pixel badge "
    "flag sprite ad ads "
    "advert mugshot bio rating stars wp-smiley smiley columnist".split()
)
_SIZE_IN_NAME = re.compile(
    r"[-_]?\d{2,4}x\d{2,4}|~?_v-[\w~-]+|-e\d{13}|[-_](?:(?:1[5-9]\d|[2-9]\d\d|\d{4})(?:px|w|h)?|scaled|large|medium|small|thumb(?:nail)?|crop(?:ped)?|o|b|c|z)$",
    re.I,
)
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|webp|avif|gif)(?:$|[?#])", re.I)
_SIZE = re.compile(r"(\d{1,5}(?:\.\d{1,3})?)([wx])")
_ID = re.compile(r"[0-9a-f]{12,}|\d{6,}")
_MAX_ADDRESS = 4000
_NO_LIMIT = "2147483647"
"""What resizers are told for "as large as it is"."""
_STYLED = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*(\d{1,5})(?:\.\d+)?px")
_SHOWN_SIZE = re.compile(r"\s*(\d{1,4})px\s*")
_LEAST, _LEAST_HEIGHT, _MOST = 100, 50, 4000
_MAX_SET, _MOST_TRIED = 8000, 8
"""Characters of a srcset that are read, and how many of its addresses are tried."""


def picture(image: HtmlElement, base: str) -> Figure | None:
    """Return the figure of one img element, or None where it shows nothing to read by."""
    width, height = (_pixels(image.get(side, "")) or _styled(image, side) for side in ("width", "height"))
    if (width and width < _LEAST) or (height and height < _LEAST_HEIGHT) or _is_ornament(image):
        return None
    source, wide = _best_source(image, base)
    if not source:
        return None
    if wide and width and height:
        width, height = wide, round(wide * height / width)
    elif not (width and height):
        width = height = None
    return Figure(source, alt=clean(image.get("alt", ""))[:500], width=width, height=height)


def leads_elsewhere(image: HtmlElement) -> bool:
    """Tell whether a picture is a link to something other than a picture, as a teaser's is."""
    href = _link(image)
    return bool(href.strip("#")) and not _PICTURE_FILE.search(href)


def leads_off(image: HtmlElement, base: str) -> bool:
    """Tell whether a picture is a link to another site, as that of a product is to its shop."""
    host = bare_host(gate(_link(image), base))
    return bool(host) and host != bare_host(base)


def _link(image: HtmlElement) -> str:
    """Return where the link that a picture stands in leads, or an empty string."""
    return next((box.get("href", "") for box in islice(image.iterancestors(), 6) if box.tag == "a"), "")


def same_picture(one: str, other: str) -> bool:
    """Tell whether two addresses seem to show one picture in two sizes."""
    if one == other:
        return True
    if _PICTURE_FILE.search(one) and _place(one) == _place(other):
        return True
    names = _stem(one), _stem(other)
    if len(names[0]) >= 8 and names[0] == names[1]:
        return True
    ids = _ids(one), _ids(other)
    return all(ids) and (ids[0] <= ids[1] or ids[1] <= ids[0])


def _place(address: str) -> tuple[str | None, str]:
    parts = urlsplit(address)
    return parts.hostname, parts.path


@lru_cache(maxsize=4096)
def _ids(address: str) -> frozenset[str]:
    """Return the long numbers in an address: those of the picture, of its article, of its store."""
    return frozenset(_ID.findall(unquote(address[:_MAX_ADDRESS]).lower())) - {_NO_LIMIT}


@lru_cache(maxsize=4096)
def _stem(address: str) -> str:
    """Return the name of a picture's file without what tells its size."""
    name = unquote(urlsplit(address).path).rstrip("/").rsplit("/", 1)[-1]
    name = name.rsplit(".", 1)[0] if "." in name[-6:] else name
    for _ in range(3):
        name = _SIZE_IN_NAME.sub("", name)
    return key(name)


def _is_ornament(image: HtmlElement) -> bool:
    names = f"{image.get('class', '')} {image.get('id', '')}"
    if not _NO_PICTURE.isdisjoint(words_of(names[:400])):
        return True
    if image.get("role") == "presentation" and not image.get("alt"):
        return True
    shown = _SHOWN_SIZE.fullmatch(image.get("sizes", "")[:20])
    return shown is not None and int(shown[1]) < _LEAST


def _best_source(image: HtmlElement, base: str) -> tuple[str, int | None]:
    """Return the address of the largest version of a picture, and its width where it is told."""
    sets = [image.get(name, "") for name in _LAZY_SETS]
    sets += [source.get(name, "") for source in _sources(image) for name in ("srcset", "data-srcset")]
    told = [found for value in sets if value for found in _from_set(value)]
    by_width = sorted(dict.fromkeys(told), key=lambda found: -found[1])[:_MOST_TRIED]
    candidates = ((address, wide) for source, wide in by_width if (address := gate(source, base)))
    best, wide = next(candidates, ("", 0))
    if best and wide:
        return best, wide if wide >= _LEAST else None
    for name in (*_LAZY, "src"):
        value = image.get(name, "").strip()
        if _is_picture(value) and (address := gate(value.replace(" ", "%20"), base)):
            return address, None
    return best, None


def _sources(image: HtmlElement) -> list[HtmlElement]:
    """Return the source elements beside a picture; the parser nests what HTML leaves open."""
    parent = image.getparent()
    for _ in range(8):
        if parent is None or parent.tag not in ("picture", "source"):
            return []
        if parent.tag == "picture":
            return list(parent.iter("source"))
        parent = parent.getparent()
    return []


def _from_set(value: str) -> list[tuple[str, int]]:
    """Return the addresses of a srcset as they stand, with their widths; a density or nothing told counts as 0."""
    found = []
    for part in re.split(r",\s+|(?<=\d[wx]),", value[:_MAX_SET]):
        words = part.strip().split()
        if not words or not _is_picture(words[0]):
            continue
        size = _SIZE.fullmatch(words[-1]) if len(words) > 1 else None
        wide = int(float(size[1])) if size and size[2] == "w" else 0
        if wide <= _MOST:
            found.append((words[0].rstrip(","), wide))
    return found


def _is_picture(value: str) -> bool:
    """Tell whether an address may lead to a picture: neither inline data nor a stand-in."""
    return bool(value) and not value.startswith("data:") and len(value) <= _MAX_SET and not _BLANK.search(value)


def _styled(image: HtmlElement, side: str) -> int | None:
    """Return the width or height that an image has by its own style, in pixels."""
    return next(
        (int(size[2]) or None for size in _STYLED.finditer(image.get("style", "")[:300]) if size[1] == side), None
    )


def _pixels(value: str) -> int | None:
    match = re.fullmatch(r"\s*(\d{1,5})(?:\.\d+)?(?:px)?\s*", value[:20])
    return int(match[1]) or None if match else None
