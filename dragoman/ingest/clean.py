"""What comes out of a feed, made safe: plain text, harmless HTML, gated URLs, language tags."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from functools import lru_cache

import nh3

from dragoman.urls import gate

MAX_FIELD = 256 * 1024
MAX_LINE = 1000
MAX_DEPTH = 200
MAX_TAGS = 20_000
MAX_ATTRIBUTES = 200
MAX_REOPENED = 1_000_000
MAX_LIST = 100
MAX_HREF = 8192
MAX_PARAMETERS = 100

# Lone surrogates would break every later encode.
_FORBIDDEN = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
_NO_XML = re.compile(f"[{_FORBIDDEN}]")
_NO_TEXT = re.compile(f"[{_FORBIDDEN}\x7f-\x9f\ufeff]")
_BREAKS = re.compile(r"<(?:br|/?p|/?div|/?li|/?h[1-6])\b[^<>]{0,200}>", re.IGNORECASE)
# What is no comment, CDATA section or document type would swallow the text behind it.
_DECLARED = re.compile(r"<!(?!--|\[|doctype)", re.IGNORECASE)
# Its content counts as mere text to the parser, and is most often the picture that a script would have loaded.
_NOSCRIPT = re.compile(r"</?noscript\b[^<>]{0,200}>", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_WHOLE_TAG = re.compile(r"<[^<>]*>")
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{1000,}>?")
# What is still open at the end of a block is opened again in the next; those without attributes three times at most.
_FORMATTING = re.compile(r"<(b|big|code|em|font|i|s|small|strike|strong|tt|u)[\s/][^<>]*>?", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-zA-Z]{2,8}(?:-[a-zA-Z0-9]{1,8}){0,5}")
# Tags that do not nest: void ones, and those that the next of their kind closes.
_FLAT = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th option".split()
)
_KEPT = "notranslate"
_ATTRIBUTES = {
    **nh3.ALLOWED_ATTRIBUTES,
    "*": {"lang", "dir", "class", "translate", "data-nosnippet"},
    "a": {"href", "hreflang"},
    "abbr": {"title"},
    "img": {"src", "alt", "width", "height"},
    "time": {"datetime"},
}


def bare(text: str) -> str:
    """Drop NUL, control characters and what else no text may hold."""
    return _NO_TEXT.sub("", text)


def xml_characters(text: str) -> str:
    """Drop what no XML document may hold (C1 controls stay: they are signs of a wrong encoding that can be mended)."""
    return _NO_XML.sub("", text)


def plain(text: str, *, markup: bool = True, limit: int = MAX_LINE) -> str:
    """Return one line of plain text of at most `limit` characters: entities decoded and, with markup, tags gone."""
    text = text[: min(MAX_FIELD, 64 * limit)]
    if markup and "<" in text:
        text = _BREAKS.sub(" ", text)
        text = _WHOLE_TAG.sub(" ", text) if _is_tangled(text) else nh3.clean(_bearable(text), tags=set())
    text = html.unescape(text)
    return " ".join(bare(text).split())[:limit].rstrip()


def rich(text: str, base: str, *, markup: bool = True) -> str:
    """Return harmless HTML with absolute links; markup that is over-deep or swells beyond bounds becomes text.

    Without markup, tags are text; entities are decoded even so, as feeds that call their markup text are many.
    """
    text = bare(text[:MAX_FIELD]).strip()
    if not markup:
        return html.escape(html.unescape(text), quote=False)
    if "<" not in text and "&" not in text:
        return text
    if not _is_tangled(text):
        cleaned = _cleaner(base).clean(_NOSCRIPT.sub("", _DECLARED.sub("&lt;!", _bearable(text)))).strip()
        if len(cleaned) <= 2 * MAX_FIELD:
            return cleaned
    return html.escape(plain(_WHOLE_TAG.sub(" ", text), limit=MAX_FIELD), quote=False)


def link(href: str, base: str = "") -> str:
    """Return a gated absolute URL, or an empty string; spaces and line breaks inside are mended as browsers do."""
    if len(href) > MAX_HREF or href.count("&") > MAX_PARAMETERS:
        return ""
    return gate(re.sub(r"[\t\r\n]", "", href.strip()).replace(" ", "%20"), base)


def language(tag: str) -> str:
    """Return a language tag, or an empty string where it is none."""
    tag = tag.strip().replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else ""


@lru_cache(maxsize=64)
def _cleaner(base: str) -> nh3.Cleaner:
    def resolve(_: str, name: str, value: str) -> str | None:
        if name == "class":  # the one that says what may be done with the words
            return _KEPT if _KEPT in value.split() else None
        return link(value, base) or None if name in ("href", "src", "cite") else value

    return nh3.Cleaner(attributes=_ATTRIBUTES, attribute_filter=resolve, url_schemes={"http", "https"}, link_rel=None)


def _is_tangled(text: str) -> bool:
    # The parser behind the sanitiser takes quadratic time in depth; counting open tags overestimates a little.
    depth = deepest = 0
    tags = _TAG.findall(text)
    for closing, name in tags[:MAX_TAGS]:
        if name.lower() not in _FLAT:
            depth = max(0, depth - 1) if closing else depth + 1
            deepest = max(deepest, depth)
    return deepest > MAX_DEPTH or len(tags) > MAX_TAGS


def _bearable(text: str) -> str:
    """Take away the attributes that the parser needs quadratic time and room for."""
    text = _LONG_TAG.sub(lambda tag: "" if len(tag[0].split(None, MAX_ATTRIBUTES)) > MAX_ATTRIBUTES else tag[0], text)
    formatting = len(_FORMATTING.findall(text))
    return _FORMATTING.sub(r"<\1>", text) if formatting * text.count("<") > MAX_REOPENED else text


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """Return the values that are not empty, each once, in their order, and not more than a list may hold."""
    return tuple(dict.fromkeys(value for value in values if value))[:MAX_LIST]
