"""What a feed says about rights that feedparser loses: RSL terms, the licences of pictures, more licences than one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from dragoman.ingest import clean
from dragoman.types import Signal

RSL = b"https://rslstandard.org/rsl"
_MARKS = (
    b":rights",
    RSL,
    b"http://search.yahoo.com/mrss",
    b"creativeCommons",
    b"creativecommons.org/ns",
    b"web.resource.org/cc",
)
_LICENCES = ("creativecommonsrssmodule", "web.resource.org/cc", "creativecommons.org/ns")
_MOST = 20
_MAX_RSL = 8000


@dataclass(frozen=True, slots=True)
class Marks:
    """The signals of a feed as a whole, and those of its items in their order."""

    feed: tuple[Signal, ...] = ()
    items: Sequence[tuple[Signal, ...]] = ()

    def of(self, number: int) -> tuple[Signal, ...]:
        """Return the signals of an item by its number."""
        return self.items[number] if number < len(self.items) else ()


def read(document: bytes) -> Marks:
    """Return the signals in a prepared feed; none where it is broken, or has none of their namespaces."""
    if not any(mark in document for mark in _MARKS):
        return Marks()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root: etree._Element | None = etree.fromstring(document, parser)
    except (etree.XMLSyntaxError, ValueError):
        return Marks()
    if root is None:
        return Marks()
    items = [each for each in root.iter() if _name(each) in ("item", "entry")]
    channel = next((each for each in root if _name(each) == "channel"), root)
    return Marks(_signals(channel, "feed"), [_signals(each, "entry") for each in items])


def _signals(parent: etree._Element, place: str) -> tuple[Signal, ...]:
    found = [signal for child in parent for signal in _of(child, place)]
    prose = [clean.plain(child.text or "", limit=500) for child in parent if _name(child) in ("rights", "copyright")]
    if len(prose) > 1:  # a single one is the entry's own
        found += [Signal("rights", words, place) for words in prose if words]
    return tuple(dict.fromkeys(found))[:_MOST]


def _of(element: etree._Element, place: str) -> Iterator[Signal]:
    name, space = _name(element), _space(element)
    if name == "content" and space == RSL.decode():
        text = etree.tostring(element, encoding="unicode", with_tail=False)
        # Terms too long to be kept are terms that nobody read.
        yield Signal("rsl-document", text, place) if len(text) <= _MAX_RSL else Signal("rsl", "file too long", place)
    elif name == "license" and any(each in space.lower() for each in _LICENCES):
        yield from _licence("licence", element, place)
    elif name in ("content", "group") and "mrss" in space:
        yield from _of_pictures(element, place)


def _of_pictures(media: etree._Element, place: str) -> Iterator[Signal]:
    """Yield the licences of pictures, with the addresses of those that they stand in or beside."""
    for each in media.iter():
        if _name(each) != "license":
            continue
        box = next((up for up in each.iterancestors() if _name(up) in ("content", "group")), media)
        for address in [str(up.get("url")) for up in box.iter() if up.get("url") and _name(up) == "content"][:_MOST]:
            yield from _licence("picture-licence", each, f"{place} media:license {clean.link(address)}")


def _licence(name: str, element: etree._Element, place: str) -> Iterator[Signal]:
    attributes = {str(key).rpartition("}")[2]: str(value) for key, value in element.attrib.items()}
    value = attributes.get("resource") or attributes.get("href") or (element.text or "")
    if told := clean.plain(value, markup=False, limit=300):
        yield Signal(name, told, place)


def _name(element: etree._Element) -> str:
    # By hand: QName raises over the names that broken markup has.
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _space(element: etree._Element) -> str:
    return element.tag.rpartition("}")[0].lstrip("{") if isinstance(element.tag, str) else ""
