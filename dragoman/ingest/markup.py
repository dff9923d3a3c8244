"""What is done to an XML feed before any parser sees it: a new prolog, cut to size, and the traps found.

feedparser takes quadratic time in the attributes of an element, the categories of an entry and the length of an
author's name, and has no bound on anything. What is bounded here keeps one feed to a few seconds and no more.
"""

from __future__ import annotations

import re
from html.entities import name2codepoint
from xml.parsers import expat

from dragoman.errors import NotAFeed

MAX_ENTRIES = 2000
MAX_ELEMENTS = 100_000
MAX_REFERENCES = 1_000_000
MAX_ATTRIBUTES = 100
MAX_DEPTH = 300
MAX_PAIRS = 20_000_000

ROOTS = frozenset({"rss", "rdf", "feed", "channel"})

_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?(?:rss|rdf|feed|channel)\b", re.IGNORECASE)
_NAME = re.compile(r"<(?:[\w.-]{1,40}:)?([a-zA-Z][\w.-]{0,40})")
_ENTITY = re.compile(r"<!ENTITY\s+([\w.-]{1,40})\s+(?:\"([^\"]*)\"|'([^']*)')\s*>")
_NESTED = re.compile(r"&(?!lt;|gt;|amp;|quot;|apos;|#)")
_NAMED = re.compile(r"&(?!lt;|gt;|amp;|quot;|apos;)([a-zA-Z][\w.-]{0,40});")
_HTML = {name: chr(code) for name, code in name2codepoint.items()}
_HARMLESS = re.compile(r"&#\w{1,8};|[^&<>]{0,16}")
_UNIT = re.compile(
    r"<(?:[\w.-]{1,40}:)?(?:(item|entry)\b|(?:category|subject|keywords|tags)\b[^<>]*>(?:<!\[CDATA\[)?([^<]*)"
    r"|(?:author|creator|name|email|managingeditor|webmaster)\b[^<>]*>(?:<!\[CDATA\[)?([^<]*))",
    re.IGNORECASE,
)
_LONG = re.compile(
    r"(<(?:[\w.-]{1,40}:)?(?:(?:author|creator|name|email|managingeditor|webmaster)\b[^<>]*>(?:<!\[CDATA\[)?[^<]{250}"
    r"|(?:category|subject|keywords|tags|pubdate|date|published|updated|modified|issued|created|lastbuilddate|language)"
    r"\b[^<>]*>(?:<!\[CDATA\[)?[^<]{500}))[^<]+",
    re.IGNORECASE,
)
_REFERENCES = re.compile(r"(?:&#(?:[xX][0-9a-fA-F]{1,8}|[0-9]{1,8});)+")
_REFERENCE = re.compile(r"#(?:[xX]([0-9a-fA-F]+)|([0-9]+))")


def root(text: str) -> tuple[str, int, str]:
    """Find the root element behind everything that may stand before it: its lower-case name, its place, the prolog.

    The name is empty and the place -1 where the text holds no element at all.
    """
    at = _skip_prolog(text)
    match = _NAME.match(text, at) if at >= 0 else None
    if match and match[1].lower() in (*ROOTS, "html"):
        return match[1].lower(), at, text[:at]
    late = _ROOT.search(text[:65536])  # a server's own warnings often stand before the feed
    if late and (found := _NAME.match(text, late.start())):
        return found[1].lower(), late.start(), text[: late.start()]
    return (match[1].lower(), at, text[:at]) if match else ("", -1, "")


def prepare(text: str, at: int, prolog: str) -> bytes:
    """Return the document from its root on as UTF-8 with a prolog of our own; raises NotAFeed for a trap."""
    entities = _entities(prolog)
    body = _NAMED.sub(lambda match: entities.get(match[1], match[0]), text[at:])
    body = _cut(_LONG.sub(r"\1", _REFERENCES.sub(_mended, body)))
    document = f'<?xml version="1.0" encoding="utf-8"?>\n{body}'.encode()
    _survey(document)
    return document


def _skip_prolog(text: str) -> int:
    """Return where the first element starts, or -1; every step goes forward, whatever the text."""
    at = 0
    while (at := text.find("<", at)) >= 0:
        if text.startswith("<!--", at):
            end = text.find("-->", at)
        elif text.startswith("<?", at):
            end = text.find("?>", at)
        elif text.startswith("<!", at):
            end = _declaration_end(text, at)
        else:
            return at
        if end < 0:
            return -1
        at = end + 1
    return -1


def _declaration_end(text: str, at: int) -> int:
    end, subset = text.find(">", at), text.find("[", at)
    if subset < 0 or end < subset:
        return end
    closed = re.compile(r"\]\s{0,1000}>").search(text, subset)
    return closed.end() - 1 if closed else -1


def _entities(prolog: str) -> dict[str, str]:
    """Return the named characters of HTML and those that the document declares; raises NotAFeed for nested ones."""
    found = [(name, double or single) for name, double, single in _ENTITY.findall(prolog)]
    if any(_NESTED.search(value) for _, value in found):
        raise NotAFeed("it declares entities made of other entities, as only a trap does")
    return _HTML | {name: value for name, value in found if _HARMLESS.fullmatch(value)}


def _mended(match: re.Match[str]) -> str:
    """Drop references to characters that XML forbids, and join the two halves that some writers make of one."""
    codes = [int(hexa, 16) if hexa else int(decimal) for hexa, decimal in _REFERENCE.findall(match[0])]
    if all(map(_legal, codes)):
        return match[0]
    text = "".join(chr(code) for code in codes if code < 0x110000)
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    return "".join(f"&#{ord(c)};" for c in joined if _legal(ord(c)))


def _legal(code: int) -> bool:
    return code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000


def _cut(text: str) -> str:
    """Keep the first entries and the end of the document; raises NotAFeed for what takes quadratic time to read."""
    entries = terms = pairs = 0
    for entry in _UNIT.finditer(text):
        several, name = entry[2], entry[3]
        if several is not None:
            terms += 1 + several.count(",")
        elif name is not None:
            pairs += len(name) ** 2 // 4
        else:
            entries, pairs, terms = entries + 1, pairs + terms**2, 0
        if entries > MAX_ENTRIES:
            text = _without_rest(text, entry)
            break
    if pairs + terms**2 > MAX_PAIRS:
        raise NotAFeed("it holds names or categories piled up by the thousand, as only a trap does")
    return text


def _without_rest(text: str, entry: re.Match[str]) -> str:
    close = f"</{entry[0][1:]}"
    last = text.rfind(close)
    tail = text[last + len(close) :].partition(">")[2] if last > entry.start() else ""
    return text[: entry.start()] + tail


def _survey(document: bytes) -> None:
    """Count elements, attributes and depth with a parser that is quick at it; raises NotAFeed past a bound."""
    count = depth = 0

    def start(_: str, attributes: list[str]) -> None:
        nonlocal count, depth
        count, depth = count + 1, depth + 1
        if count > MAX_ELEMENTS or depth > MAX_DEPTH or len(attributes) > 2 * MAX_ATTRIBUTES:
            raise NotAFeed("its markup is so large or so deeply nested that only a trap is made like it")

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    if document.count(b"&") > MAX_REFERENCES:
        raise NotAFeed("it holds more character references than any text needs")
    parser = expat.ParserCreate()
    parser.ordered_attributes = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(document, True)
    except expat.ExpatError:
        # The lenient parser will take it: that one is slow, but only in the number of tags.
        if document.count(b"<") > 2 * MAX_ELEMENTS:
            raise NotAFeed("it is broken markup of a size that only a trap has") from None
