"""NewsML-G2, the news items in XML of the IPTC: one item, or a message with many and the packages that join them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml.etree import _Element as Element

from dragoman.ingest.agency import bodies, items
from dragoman.ingest.agency.items import Item
from dragoman.ingest.markup import MAX_ENTRIES

ROOTS = frozenset(("newsitem", "newsmessage", "packageitem"))

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_WEB = frozenset("canonical weburl url permalink webpage alternate".split())
_SUMMARIES = ("summary", "abstract", "lead", "")


def read(root: Element) -> list[Item]:
    """Return the items of a document, and its packages with those of their members that it holds."""
    told = root.get(_LANGUAGE, "")
    found = [_item(element, told) for element in _some(root.iter("newsItem"))]
    known = {item.id: item for item in found}
    return [*found, *(_package(element, known) for element in _some(root.iter("packageItem")))]


def parts(root: Element) -> tuple[str, ...]:
    """Return the addresses of the items that packages point to and the document does not hold."""
    held = {element.get("guid", "") for element in root.iter("newsItem")}
    refs = (ref for ref in root.iter("itemRef") if ref.get("residref", "") not in held)
    texts = (ref for ref in refs if _code(ref.find("itemClass")) in ("", "text", "composite"))
    return tuple(ref.get("href", "") for ref in _some(texts) if _is_item(ref.get("contenttype", "")))


def _some(elements: Iterable[Element]) -> list[Element]:
    return [element for element, _ in zip(elements, range(MAX_ENTRIES), strict=False)]


def _is_item(media_type: str) -> bool:
    return not media_type or "g2" in media_type or media_type.endswith("xml")


def _package(element: Element, known: dict[str, Item]) -> Item:
    refs = (ref.get("residref", "") for ref in element.iter("itemRef"))
    members = tuple(known[ref] for ref in dict.fromkeys(refs) if ref in known)
    return Item(element.get("guid", ""), kind="package", members=members)


def _item(element: Element, told: str) -> Item:
    tag = element.find("contentMeta/language")
    language = (tag.get("tag", "") if tag is not None else "") or element.get(_LANGUAGE, told)
    embargo, nitf = element.find("itemMeta/embargoed"), next(element.iter("nitf"), None)
    kind = _code(element.find("itemMeta/itemClass"))
    return Item(
        id=element.get("guid", ""),
        version=element.get("version", ""),
        kind=kind,
        status=_code(element.find("itemMeta/pubStatus")),
        # The standard says that an item without this element is under no embargo; an empty one is without an end.
        embargo=bodies.words(embargo) if embargo is not None else None,
        url=next(_pages(element), ""),
        headline=_headline(element, nitf, language),
        summary=_summary(element, nitf, kind, language),
        content=bodies.best(_bodies(element)),
        authors=tuple(_authors(element, nitf)),
        created=(_text(element, "itemMeta/firstCreated"), _text(element, "contentMeta/contentCreated")),
        changed=_text(element, "itemMeta/versionCreated"),
        subjects=tuple(_subjects(element, language)),
        language=language,
        rights=tuple(_first(element, f"rightsInfo/{name}", language) for name in ("usageTerms", "copyrightNotice")),
        licence=_licence(element),
        renditions=items.pictures(map(_rendition, element.iter("remoteContent"))),
    )


# --- Fields --------------------------------------------------------------------------------------------------------


def _code(found: Element | None) -> str:
    """Return what an element says by code or address: `usable` for `stat:usable`."""
    return "" if found is None else items.tail(found.get("qcode", "") or found.get("uri", ""))


def _text(element: Element, path: str) -> str:
    return bodies.words(element.find(path))


def _said(element: Element, path: str, language: str) -> list[tuple[str, str]]:
    """Return the texts at a path with their roles; those in the item's language, where it says which are."""
    found = [each for each in element.iterfind(path) if bodies.words(each)]
    own = [each for each in found if each.get(_LANGUAGE, language) == language]
    return [(items.tail(each.get("role", "")), bodies.words(each)) for each in own or found]


def _first(element: Element, path: str, language: str) -> str:
    return next((text for _, text in _said(element, path, language)), "")


def _headline(element: Element, nitf: Element | None, language: str) -> str:
    said = _said(element, "contentMeta/headline", language)
    main = [text for role, text in said if role in ("", "main", "headline")]
    inner = [bodies.words(next(nitf.iter(name), None)) for name in ("hl1", "title")] if nitf is not None else []
    return next(filter(None, [*main, *(text for _, text in said), *inner, _text(element, "itemMeta/title")]), "")


def _summary(element: Element, nitf: Element | None, kind: str, language: str) -> str:
    """Return the description; what is called a caption is that of a picture, not of a text."""
    said = _said(element, "contentMeta/description", language)
    if kind == "picture":
        return bodies.paragraphs(next((text for _, text in said), ""))
    wanted = [text for role in _SUMMARIES for told, text in said if told == role]
    others = [text for role, text in said if role != "caption"]
    below = [text for role, text in _said(element, "contentMeta/headline", language) if role.startswith("sub")]
    inner = [bodies.words(next(nitf.iter("abstract"), None))] if nitf is not None else []
    return bodies.paragraphs(next(filter(None, [*wanted, *others, *below, *inner]), ""))


def _bodies(element: Element) -> Iterator[bodies.Body]:
    for inline in element.iter("inlineXML"):
        found = [bodies.from_element(child) for child in inline]
        if found:
            yield bodies.Body(min(each.rank for each in found), "".join(each.html for each in found))
    for inline in element.iter("inlineData"):
        if not inline.get("encoding"):
            yield bodies.from_text("".join(map(str, inline.itertext())), inline.get("contenttype", ""))


def _authors(element: Element, nitf: Element | None) -> Iterator[str]:
    """Yield the byline, and the creators that it does not name; without one, what the text itself says."""
    by = [bodies.words(each) for each in element.iterfind("contentMeta/by")]
    creators = [_name(each) for each in element.iterfind("contentMeta/creator")]
    told = " ".join(by).casefold()
    yield from by
    # In small letters it is the name of an account.
    yield from (
        name for name in creators if name != name.lower() and not all(w in told for w in name.casefold().split())
    )
    if not any(by) and not any(creators) and nitf is not None:
        yield bodies.words(next(nitf.iter("byline"), None))


def _name(party: Element) -> str:
    return bodies.words(party.find("name")) or party.get("literal", "")


def _subjects(element: Element, language: str) -> Iterator[str]:
    """Yield the names of subjects, told beside them or where the item explains its codes, then the keywords."""
    explained = {each.get("qcode", ""): each for each in element.iter("assert")}
    for subject in element.iterfind("contentMeta/subject"):
        yield _named(subject, language) or _named(explained.get(subject.get("qcode", "")), language)
    yield from (bodies.words(each) for each in element.iterfind("contentMeta/keyword"))


def _named(concept: Element | None, language: str) -> str:
    names = concept.findall("name") if concept is not None else []
    own = [name for name in names if name.get(_LANGUAGE, language) == language]
    return next(filter(None, map(bodies.words, own or names)), "")


def _pages(element: Element) -> Iterator[str]:
    """Yield the addresses of pages that show the item."""
    for link in element.iterfind("itemMeta/link"):
        if items.tail(link.get("rel", "")) in _WEB and link.get("contenttype", "text/html").startswith("text/html"):
            yield from _web(link.get("href", ""))
    for other in element.iterfind("contentMeta/altId"):
        if items.tail(other.get("type", "")) in _WEB:
            yield from _web(bodies.words(other))
    for remote in element.iter("remoteContent"):
        if remote.get("contenttype", "").startswith("text/html"):
            yield from _web(remote.get("href", ""))


def _web(address: str) -> list[str]:
    return [address] if address.startswith(("http://", "https://")) else []


def _licence(element: Element) -> str:
    links = [
        each.get("href", "") for each in element.iterfind("rightsInfo/link") if "licen" in each.get("rel", "").lower()
    ]
    terms = [each.get("href", "") or each.get("uri", "") for each in element.iterfind("rightsInfo/usageTerms")]
    return next(filter(None, [*links, *terms]), "")


def _rendition(remote: Element) -> tuple[str, str, str, str]:
    return remote.get("href", ""), remote.get("contenttype", ""), remote.get("rendition", ""), remote.get("width", "")
