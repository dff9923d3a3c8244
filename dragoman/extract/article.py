"""From a publisher's page to a Document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urljoin

from lxml.html import HtmlElement

from dragoman.errors import NotAPage
from dragoman.extract import jsonld, page
from dragoman.extract import language as languages
from dragoman.extract.complete import is_complete
from dragoman.extract.edges import trimmed
from dragoman.extract.lead import lead_and_rest
from dragoman.extract.metadata import Metadata
from dragoman.extract.standfirst import standfirst_and_rest
from dragoman.types import Block, Document, Figure, Heading, Paragraph, Text
from dragoman.urls import gate


def extract(body: bytes, url: str, content_type: str = "", language: str = "") -> Document:
    """Return the article on a page.

    The same bytes, address, type and language always give the same Document. `language` is what the feed or the
    operator says, for pages that say nothing themselves.

    Raises:
        NotAPage: the bytes are no HTML page, or hold no article.
    """
    root = page.parse(body, content_type)
    meta = Metadata(root, url)
    told = jsonld.body(root)
    described = meta.document()
    blocks, standfirst, lead = _body(root, meta, told)
    if not blocks:
        under = f" under “{described.headline.text[:80]}”" if described.headline else ""
        raise NotAPage(f"The page holds no article: no text was found{under}.")
    spoken = languages.settled(described.language or languages.normalised(language), _plain(described.headline, blocks))
    return replace(
        described, language=spoken, standfirst=standfirst, lead=lead, blocks=blocks, complete=is_complete(blocks)
    )


def _plain(headline: Text, blocks: Iterable[Block]) -> str:
    return "\n".join([headline.text, *(block.text.text for block in blocks if isinstance(block, Paragraph))])


def base_of(root: HtmlElement, url: str) -> str:
    """Return the address that the page's relative addresses start from."""
    base = root.find(".//base")
    return gate(urljoin(url, base.get("href", "")), url) or url if base is not None else url


def _body(root: HtmlElement, meta: Metadata, told: str) -> tuple[tuple[Block, ...], Text, Figure | None]:
    """Return the blocks, the standfirst and the lead figure; told is the text that the page gives to machines."""
    chosen, before = passage(root, base_of(root, meta.url), told)
    standfirst, chosen = standfirst_and_rest(trimmed(chosen, meta), before, meta)
    lead, blocks = lead_and_rest(chosen, before, meta)
    return tuple(map(_below_headline, blocks)), standfirst, lead


def _below_headline(block: Block) -> Block:
    """Return a block that leaves the first level of headings to the headline."""
    return replace(block, level=2) if isinstance(block, Heading) and block.level == 1 else block
