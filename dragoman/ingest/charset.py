"""Bytes to text: which encoding a feed is in, whatever it says."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_STARTS = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})[\"']", re.IGNORECASE)
# Python also names codecs that are no charsets (base64, punycode, unicode_escape): only these families will do.
_CHARSET = re.compile(r"utf-|iso8859|iso2022|cp\d|koi8|mac|ascii|gb|big5|shift_jis|euc_|johab|tis-620|hz")
_ONE_BYTE = re.compile(r"utf-8|iso8859|cp125|koi8|mac|ascii")
# Names whose owners mean the larger set, as in every browser.
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949"}


def decode(body: bytes, content_type: str = "") -> str:
    """Decode a document by its byte order mark, else as it is declared, else as UTF-8, else as Windows-1252.

    What is valid UTF-8 is UTF-8, even where a one-byte encoding is declared for it.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    for start, name in _STARTS:
        if body.startswith(start):
            return body.decode(name, "replace")
    declared = _declared(body, content_type)
    if all(map(_ONE_BYTE.match, declared)):
        declared.insert(0, "utf-8")
    for name in declared:
        try:
            return _utf8(body) if name == "utf-8" else body.decode(name)
        except UnicodeError:
            continue
    return body.decode("cp1252", "replace")


def _declared(body: bytes, content_type: str) -> list[str]:
    header, inside = _HEADER.search(content_type[:500]), _DECLARED.search(body[:1000])
    names = [header[1] if header else "", inside[1].decode("ascii", "replace") if inside else ""]
    return [codec for name in names if name and (codec := _codec(name))]


def _codec(name: str) -> str:
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    return _MEANT.get(found, found) if _CHARSET.match(found) else ""


def _utf8(body: bytes) -> str:
    """Decode as UTF-8, overlooking a few broken characters among many sound ones; raises UnicodeDecodeError."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
        broken = text.count("�")
        if broken > (len(text) - len(text.encode("ascii", "ignore"))) // 10:
            raise
        return text
