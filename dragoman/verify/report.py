"""Show verified lines to people: which words a finding means, and a page that needs nothing but itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from dragoman.types import Finding, Pair, Severity, Span
from dragoman.types.text import primary
from dragoman.verify import verdict

_RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he iw ks ku ps sd ug ur yi".split())
_STYLE = (
    ":root{color-scheme:light dark;--fail:#ffc9c9;--warn:#ffec99;--rule:#8888}"
    "@media(prefers-color-scheme:dark){:root{--fail:#842029;--warn:#664d03}}"
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:80rem;margin:1rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:start;vertical-align:top;padding:.5rem;"
    "border-top:1px solid var(--rule);overflow-wrap:anywhere}mark{color:inherit;background:var(--warn)}"
    "mark.fail,td.fail{background:var(--fail)}td.warn{background:var(--warn)}ul{margin:0;padding-inline-start:1rem}"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, its translation and what was found, with its number from 1."""

    number: int
    source: str
    target: str
    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> str:
        """Return the worst of the findings."""
        return verdict(self.findings)


def pieces(text: str, findings: Sequence[Finding], side: str) -> Iterator[tuple[str, Severity | None]]:
    """Cut a text (`side` is source or target) where findings begin and end; yield each piece with the worst of them."""
    spans: list[tuple[Span, Severity]] = [
        (span, finding.severity) for finding in findings if (span := getattr(finding, side)) is not None
    ]
    edges = sorted({0, len(text), *(min(edge, len(text)) for span, _ in spans for edge in span)})
    for start, end in pairwise(edges):
        here = {severity for span, severity in spans if span[0] <= start and end <= span[1]}
        yield text[start:end], next((severity for severity in Severity if severity in here), None)


def page_head(pair: Pair) -> str:
    """Return the beginning of a page of verified lines."""
    title = f"Verified: {escape(str(pair))}"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body><h1>{title}</h1><table><thead><tr>"
        "<th>Line</th><th>Original</th><th>Translation</th><th>Findings</th></tr></thead><tbody>\n"
    )


def page_row(line: Line, pair: Pair) -> str:
    """Return one line of the page, as a row of its table."""
    told = "".join(f"<li>{escape(f.check)}: {escape(f.message)} ({escape(f.severity)})</li>" for f in line.findings)
    return (
        f'<tr><td class="{escape(line.verdict)}">{line.number}</td>'
        f"{_cell(line.source, line.findings, 'source', pair.source)}"
        f"{_cell(line.target, line.findings, 'target', pair.target)}<td><ul>{told}</ul></td></tr>\n"
    )


def page_tail(counts: dict[str, int]) -> str:
    """Return the end of the page, with how many lines passed, warned and failed."""
    return f"</tbody></table><p>{escape(summary(counts))}</p></body></html>\n"


def summary(counts: dict[str, int]) -> str:
    """Say how many lines passed, warned and failed."""
    total = sum(counts.values())
    kinds = ", ".join(f"{counts.get(kind, 0)} {kind}" for kind in ("pass", "warn", "fail"))
    return f"{total} {'line' if total == 1 else 'lines'}: {kinds}."


def _cell(text: str, findings: Sequence[Finding], side: str, language: str) -> str:
    way = "rtl" if primary(language) in _RIGHT_TO_LEFT else "ltr"
    marked = "".join(
        f'<mark class="{severity}">{escape(piece)}</mark>' if severity else escape(piece)
        for piece, severity in pieces(text, findings, side)
    )
    return f'<td lang="{escape(language)}" dir="{way}">{marked}</td>'
