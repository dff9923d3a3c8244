"""The reader against feedparser's own test documents and recorded real feeds, where those are at hand."""

from __future__ import annotations

import ast
import gzip
import io
import re
import tarfile
import warnings
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import feedparser
import pytest

from dragoman.errors import NotAFeed
from dragoman.ingest import clean
from dragoman.ingest.feeds import parse_feed
from dragoman.types import Entry, Feed

DATA = Path(__file__).resolve().parents[2] / "shared/data/feeds"
HOME = "http://127.0.0.1:8097/"
NOW = datetime(2026, 11, 22, tzinfo=UTC)

pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the recorded feeds are not at hand (../shared/data/feeds)")


@dataclass(frozen=True)
class Check:
    """One comparison of a test document: a path such as ("entries", 0, "title") and the value it must have."""

    document: str
    path: tuple[Any, ...]
    expected: Any


def documents() -> Iterator[tuple[str, bytes]]:
    with tarfile.open(DATA / "suite.tar.gz") as suite:
        for member in suite:
            if member.isfile() and (file := suite.extractfile(member)):
                yield member.name.removeprefix("./"), file.read()


def header(body: bytes, name: str) -> str:
    match = re.search(rf"^Header:\s*{name}:(.*)$".encode(), body, re.MULTILINE | re.IGNORECASE)
    return match[1].decode("latin-1").strip() if match else ""


def parse(body: bytes) -> Feed:
    url = urljoin(HOME, header(body, "content-location"))
    return parse_feed(body, url, header(body, "content-type"), NOW, header(body, "content-language"))


def checks(name: str, body: bytes) -> Iterator[Check]:
    match = re.search(rb"^\s*Expect:\s*(.*)$", body, re.MULTILINE)
    try:
        tree = ast.parse(match[1].decode("utf-8", "replace").strip() if match else "", mode="eval").body
    except SyntaxError:
        return
    for node in tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]:
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], ast.Eq):
            path = path_of(node.left)
            try:
                expected = ast.literal_eval(node.comparators[0])
            except ValueError:
                continue
            if path:
                yield Check(name, path, expected)


def path_of(node: ast.expr) -> tuple[Any, ...]:
    match node:
        case ast.Name(name):
            return (name,)
        case ast.Attribute(inner, name):
            return (*path_of(inner), name)
        case ast.Subscript(inner, ast.Constant(key)):
            return (*path_of(inner), key)
    return ()


def html_of(check: Check) -> set[str]:
    text = str(check.expected)
    return {clean.rich(text, HOME, markup=markup) for markup in (True, False)}


def lines_of(check: Check) -> set[str]:
    return {clean.plain(str(check.expected), markup=markup) for markup in (True, False)}


def moment_of(check: Check) -> datetime:
    return datetime(*check.expected[:6], tzinfo=UTC)


def name_of(check: Check) -> str:
    return re.sub(r"\s*\(\S+@\S+\)$", "", str(check.expected))


# What each path of theirs says of our types: a function from ours and the check to whether they agree.
ENTRY: dict[str, Any] = {
    "title": lambda e, c: e.title in lines_of(c),
    "title_detail.value": lambda e, c: e.title in lines_of(c),
    "link": lambda e, c: e.url == clean.link(c.expected, HOME),
    "id": lambda e, c: e.id == c.expected,
    "guid": lambda e, c: e.id == c.expected,
    "summary": lambda e, c: e.summary in html_of(c),
    "description": lambda e, c: e.summary in html_of(c),
    "summary_detail.value": lambda e, c: e.summary in html_of(c),
    "content.0.value": lambda e, c: e.content in html_of(c),
    "published_parsed": lambda e, c: e.published == moment_of(c),
    "created_parsed": lambda e, c: e.published == moment_of(c),
    "updated_parsed": lambda e, c: e.updated == moment_of(c),
    "date_parsed": lambda e, c: e.updated == moment_of(c),
    "modified_parsed": lambda e, c: e.updated == moment_of(c),
    "author": lambda e, c: name_of(c) in e.authors,
    "author_detail.name": lambda e, c: c.expected in e.authors,
    "authors.*.name": lambda e, c: c.expected in e.authors,
    "category": lambda e, c: c.expected in e.categories,
    "tags.*.term": lambda e, c: c.expected in e.categories,
    "enclosures.*.href": lambda e, c: clean.link(c.expected) in e.enclosures,
    "enclosures.*.url": lambda e, c: clean.link(c.expected) in e.enclosures,
    "media_content.*.url": lambda e, c: clean.link(c.expected) in e.media,
    "media_thumbnail.*.url": lambda e, c: clean.link(c.expected) in e.media,
    "language": lambda e, c: e.language == c.expected,
    "title_detail.language": lambda e, c: e.language == (c.expected or ""),
    "content.0.language": lambda e, c: e.language == (c.expected or ""),
    "summary_detail.language": lambda e, c: e.language == (c.expected or ""),
    "license": lambda e, c: e.licence == c.expected,
    "rights": lambda e, c: e.rights in lines_of(c),
    "copyright": lambda e, c: e.rights in lines_of(c),
}
FEED: dict[str, Any] = {
    "title": lambda f, c: f.title in lines_of(c),
    "title_detail.value": lambda f, c: f.title in lines_of(c),
    "link": lambda f, c: f.link == clean.link(c.expected, HOME),
    "subtitle": lambda f, c: f.subtitle in lines_of(c),
    "tagline": lambda f, c: f.subtitle in lines_of(c),
    "description": lambda f, c: f.subtitle in lines_of(c),
    "language": lambda f, c: f.language == c.expected,
    "updated_parsed": lambda f, c: f.updated == moment_of(c),
    "modified_parsed": lambda f, c: f.updated == moment_of(c),
    "license": lambda f, c: f.licence == c.expected,
    "rights": lambda f, c: f.rights in lines_of(c),
    "copyright": lambda f, c: f.rights in lines_of(c),
}


def agrees(check: Check, feed: Feed) -> bool | None:
    """Tell whether we agree with a check, None where it is about something we do not keep."""
    path = check.path
    if path[0] == "entries" and len(path) > 2 and isinstance(path[1], int):
        exact, rest = ".".join(map(str, path[2:])), ENTRY
        ours: Entry | Feed | None = feed.entries[path[1]] if path[1] < len(feed.entries) else None
    elif path[0] == "feed":
        exact, rest, ours = ".".join(map(str, path[1:])), FEED, feed
    else:
        return None
    compare = rest.get(exact) or rest.get(re.sub(r"\.\d+\.", ".*.", exact))
    return None if compare is None else ours is not None and bool(compare(ours, check))


def results() -> tuple[dict[str, list[Check]], int]:
    wrong: dict[str, list[Check]] = defaultdict(list)
    count = 0
    for name, body in documents():
        if "/sanitize/" in name:
            continue
        try:
            feed = parse(body)
        except NotAFeed:
            feed = Feed()
        for check in checks(name, body):
            agreed = agrees(check, feed)
            count += agreed is not None
            if agreed is False:
                wrong[name].append(check)
    return wrong, count


def test_ninety_nine_of_a_hundred_checks_on_what_we_keep_agree() -> None:
    wrong, count = results()
    failed = sum(map(len, wrong.values()))
    assert count > 200
    assert failed <= count // 100, dict(wrong)


def outcome(body: bytes) -> Feed | str:
    try:
        return parse(body)
    except NotAFeed as error:
        return str(error)


def test_no_document_of_the_suite_ends_in_anything_but_a_feed_or_a_sentence() -> None:
    for name, body in documents():
        ended = outcome(body)
        assert isinstance(ended, Feed) or (" is no feed: it " in ended and ended.endswith(".")), name


def recorded() -> Iterator[tuple[str, bytes]]:
    for path in sorted((DATA / "real").glob("*.gz")):
        body = gzip.decompress(path.read_bytes())
        if len(body) < 250_000:  # the few larger ones take as long as all others together
            yield path.name, body


def test_real_feeds_have_as_many_entries_as_feedparser_finds_and_no_other_dates() -> None:
    total = 0
    for name, body in recorded():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False).entries
        try:
            ours = parse_feed(body, "https://news.example/feed", now=NOW).entries
        except NotAFeed:
            ours = ()
        assert len(ours) >= len(theirs), name
        total += len(ours)
        for mine, other in zip(ours, theirs, strict=False):
            dated = dict.get(other, "published_parsed")
            if dated and dated[0] >= 2000:
                assert mine.published == datetime(*dated[:6], tzinfo=UTC), name
            assert bool(mine.title) >= bool(clean.plain(dict.get(other, "title") or "")), name
            assert bool(mine.url) >= str(dict.get(other, "link")).startswith("http"), name
    assert total > 2000
