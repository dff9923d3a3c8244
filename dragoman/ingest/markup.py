"""What is done to an XML feed before any parser sees it: a new prolog, cut to size, and the traps found.

feedparser has no bound on anything, and its lenient parser takes quadratic time in what is left open. What is bounded
here and in `bounded` keeps one feed to a few seconds and no more.
"""

from __future__ import annotations

import re
from html.entities import name2codepoint
from itertools import islice, pairwise
from xml.parsers import expat

from dragoman.errors import NotAFeed

MAX_ENTRIES = 2000
MAX_COST = 1_500_000
MAX_PROLOG = 256 * 1024
MAX_END = 64 * 1024
MAX_ELEMENTS = 80_000
MAX_ATTRIBUTES = 100
MAX_DEPTH = 300
MAX_NAMESPACES = 100
MAX_NAMESPACE = 1000
MAX_OPEN = 100
MAX_TAG = 500_000

ROOTS = frozenset({"rss", "rdf", "feed", "channel"})

_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?(?:rss|rdf|feed|channel)\b", re.IGNORECASE)
_ENTRY = re.compile(r"<(?:[\w.-]{1,40}:)?(?:item|entry)\b", re.IGNORECASE)
_NAME = re.compile(r"<(?:[\w.-]{1,40}:)?([a-zA-Z][\w.-]{0,40})")
_ENTITY = re.compile(r"<!ENTITY\s+([\w.-]{1,40})\s+(?:\"([^\"]*)\"|'([^']*)')\s*>")
_SUBSET_END = re.compile(r"\]\s{0,1000}>")
_NESTED = re.compile(r"&(?!lt;|gt;|amp;|quot;|apos;|#)")
_NAMED = re.compile(r"&(?!lt;|gt;|amp;|quot;|apos;)([a-zA-Z][\w.-]{0,40});")
_HTML = {name: chr(code) for name, code in name2codepoint.items()}
_HARMLESS = re.compile(r"&#\w{1,8};|[^&<>]{0,16}")
_REFERENCES = re.compile(r"(?:&#(?:[xX][0-9a-fA-F]{1,8}|[0-9]{1,8});){1,5000}")
_REFERENCE = re.compile(r"#(?:[xX]([0-9a-fA-F]+)|([0-9]+))")
_SPACES = re.compile(r"(?<!\s)\s{200,}")
_LONG_TAG = re.compile(rb"<[a-zA-Z][^<>]{%d}" % MAX_TAG)
_WEIGHTS = {"=": 6, "<": 2, "&": 2, "\n": 1, "\r": 1}
_SECTIONS = ((b"<!--", b"-->"), (b"<![", b"]>"), (b"<!", b">"), (b"<?", b">"))


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
    body = _SPACES.sub(" ", _cut(text[at:]))
    body = _NAMED.sub(lambda match: entities.get(match[1], match[0]), body)
    body = _REFERENCES.sub(_mended, body)
    document = b'<?xml version="1.0" encoding="utf-8"?>\n' + body.encode()
    _survey(document)
    return document


def _skip_prolog(text: str) -> int:
    """Return where the first element starts, or -1; every step goes forward, whatever the text."""
    at = 0
    while 0 <= (at := text.find("<", at)) <= MAX_PROLOG:
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
    end = text.find(">", at)
    subset = text.find("[", at, end)
    if subset < 0:
        return end
    closed = _SUBSET_END.search(text, subset, at + MAX_PROLOG)
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


def cost(text: str, start: int = 0, end: int | None = None) -> int:
    """Return about how many microseconds a stretch of markup takes: by its tags, attributes, references and lines."""
    return sum(weight * text.count(sign, start, end) for sign, weight in _WEIGHTS.items())


def _cut(text: str) -> str:
    """Keep as many entries as can be read in time, and the end of the document."""
    entries = list(islice(_ENTRY.finditer(text), MAX_ENTRIES + 1))
    starts = [entry.start() for entry in entries]
    spent = cost(text, 0, starts[0] if starts else len(text))
    for number, (start, end) in enumerate(pairwise([*starts, len(text)])):
        spent += cost(text, start, end)
        if number and (spent > MAX_COST or number == MAX_ENTRIES):
            return _without_rest(text, entries[number])
        if spent > MAX_COST:
            break
    if spent > MAX_COST:
        raise NotAFeed("it is so full of markup that only a trap is made like it")
    return text


def _without_rest(text: str, entry: re.Match[str]) -> str:
    close = f"</{entry[0][1:]}"
    last = text.rfind(close)
    tail = text[last + len(close) :].partition(">")[2] if entry.start() < last > len(text) - MAX_END else ""
    return text[: entry.start()] + tail


def _survey(document: bytes) -> None:
    """Count elements, attributes and depth with a parser that is quick at it; raises NotAFeed past a bound."""
    count = depth = 0
    namespaces: set[str] = set()

    def start(_: str, attributes: list[str]) -> None:
        nonlocal count, depth
        count, depth = count + 1, depth + 1
        if count > MAX_ELEMENTS or depth > MAX_DEPTH or len(attributes) > 2 * MAX_ATTRIBUTES:
            raise NotAFeed("its markup is so large or so deeply nested that only a trap is made like it")
        for name, value in zip(attributes[::2], attributes[1::2], strict=True):
            if name.startswith("xmlns"):
                namespaces.add(name)
                if len(namespaces) > MAX_NAMESPACES or len(value) > MAX_NAMESPACE:
                    raise NotAFeed("it names namespaces by the hundred or by the kilobyte, as only a trap does")

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.ordered_attributes = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(document, True)
    except expat.ExpatError:
        _survey_broken(document)


def _survey_broken(document: bytes) -> None:
    """Look for what the lenient parser takes quadratic time in; raises NotAFeed where it is found."""
    if document.count(b"<") > 2 * MAX_ELEMENTS or _LONG_TAG.search(document):
        raise NotAFeed("it is broken markup of a size that only a trap has")
    for opening, closing in _SECTIONS:
        # For the end of each that is left open, all the rest is searched.
        if document.count(opening, document.rfind(closing) + 1) > MAX_OPEN:
            raise NotAFeed("it is broken markup that opens much and closes nothing, as only a trap does")
