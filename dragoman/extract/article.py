"""From a publisher's page to a Document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from lxml.html import HtmlElement

from dragoman.errors import NotAPage
from dragoman.extract import jsonld, page
from dragoman.extract import language as languages
from dragoman.extract.complete import is_complete
from dragoman.extract.edges import trimmed
from dragoman.extract.lead import lead_and_rest
from dragoman.extract.metadata import Metadata
from dragoman.extract.passage import passage, within
from dragoman.extract.rules import Rule, Rules
from dragoman.extract.standfirst import standfirst_and_rest
from dragoman.types import Block, Document, Figure, Heading, Paragraph, Text


def extract(body: bytes, url: str, content_type: str = "", language: str = "", rules: Rules | None = None) -> Document:
    """Return the article on a page.

    The same bytes, address, type, language and rules always give the same Document. `language` is what the feed or
    the operator says, for pages that say nothing themselves; `rules` are the operator's for the site.

    Raises:
        NotAPage: the bytes are no HTML page, or hold no article.
    """
    return extract_tree(page.parse(body, content_type), url, language, rules)


def extract_tree(root: HtmlElement, url: str, language: str = "", rules: Rules | None = None) -> Document:
    """Return the article on a page that `page.parse` read; the operator's rules may take elements out of it.

    Raises:
        NotAPage: the page holds no article.
    """
    rule = rules.of(url) if rules else None
    if rule:
        rule.prune(root)
    meta = Metadata(root, url)
    told = jsonld.body(meta.nodes)[: page.MAX_TEXT]
    described = meta.document()
    blocks, standfirst, lead = _body(meta, told, rule)
    if not blocks:
        under = f" under “{described.headline.text[:80]}”" if described.headline else ""
        raise NotAPage(f"The page holds no article: no text was found{under}.")
    spoken = languages.settled(described.language or languages.normalised(language), _plain(described.headline, blocks))
    document = replace(
        described,
        language=spoken,
        standfirst=standfirst,
        lead=lead,
        blocks=blocks,
        complete=is_complete(blocks, standfirst, told, meta),
    )
    return rule.applied(document, root, meta.base) if rule else document


def _plain(headline: Text, blocks: Iterable[Block]) -> str:
    return "\n".join([headline.text, *(block.text.text for block in blocks if isinstance(block, Paragraph))])


def _body(meta: Metadata, told: str, rule: Rule | None) -> tuple[tuple[Block, ...], Text, Figure | None]:
    """Return the blocks, the standfirst and the lead figure; told is the text that the page gives to machines."""
    boxes = rule.boxes(meta.root) if rule else []
    chosen, before = (within(boxes, meta.base), []) if boxes else passage(meta, told)
    standfirst, chosen = standfirst_and_rest(trimmed(chosen, meta), before, meta)
    lead, blocks = lead_and_rest(chosen, before, meta)
    return tuple(map(_below_headline, blocks)), standfirst, lead


def _below_headline(block: Block) -> Block:
    """Return a block that leaves the first level of headings to the headline."""
    return replace(block, level=2) if isinstance(block, Heading) and block.level == 1 else block
