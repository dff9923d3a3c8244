"""Scripts and strangers in feeds and pages: on what we publish none runs and none is called, in a real browser.

Every vector goes through the readers and the templates in every place of a feed and of an article page. The pages are
opened with scripts on and without their security headers: nothing but our own writing stands before them.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
import xss_payloads
from articles import SITE, SOURCE, article
from lxml import etree
from playwright.sync_api import Browser, Route, sync_playwright
from xss_payloads import Arming

from dragoman.errors import NotAPage
from dragoman.extract import extract
from dragoman.extract.entry import from_entry
from dragoman.ingest.feeds import parse_feed
from dragoman.publish.site import LATEST, article_files, index_files
from dragoman.types import (
    Article,
    Decision,
    Document,
    Entry,
    Feed,
    Finding,
    Level,
    Licence,
    Outcome,
    Sentence,
    Severity,
    Text,
)

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
HOST = SITE.address
URL = "https://correio.example/a-story"
A_PAGE = 100
"""Documents that are opened at once, each in a frame."""
TYPES = {"html": "text/html", "atom": "application/atom+xml", "rss": "application/rss+xml", "xml": "text/xml"}

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

Documents = Mapping[str, bytes]
"""What stands at which path; the path ends in the kind of document."""


# --- What we make of them ----------------------------------------------------------------------------------------


def published(document: Document, feed: Feed, entry: Entry) -> Article:
    """Return an article in its own language and in a translation that says the same, with a doubt on its headline."""
    document = replace(document, language="pt")
    passages = {place: (_echoed(text),) for place, text in document.texts() if text}
    doubt = Finding("numbers", Severity.WARN, document.headline.text)
    passages["headline"] = (replace(_echoed(document.headline), outcome=Outcome.FLAGGED, findings=(doubt,)),)
    return article(
        document,
        {"en": passages},
        source=replace(SOURCE, name=feed.title, home=feed.link, feed=feed.link),
        url=entry.url,
        decision=Decision(Level.FULL, True, Licence(entry.rights, entry.licence), (entry.rights, entry.title)),
    )


def _echoed(text: Text) -> Sentence:
    return Sentence(text, replace(text, text=text.text + "."), Outcome.CLEAN, "fake")


def from_feed(body: bytes) -> tuple[Article, Entry]:
    feed = parse_feed(body, URL)
    entry = feed.entries[0]
    try:
        document = from_entry(entry)
    except NotAPage:
        document = Document(URL, "pt", Text(entry.title), authors=entry.authors, tags=entry.categories)
    return published(document, feed, entry), entry


def from_page(body: bytes) -> tuple[Article, Entry]:
    document = extract(body, URL)
    entry = Entry(URL, document.canonical, document.headline.text, rights=document.section, licence=document.licence)
    return published(document, Feed(document.publisher, document.canonical), entry), entry


CARRIERS: Mapping[str, tuple[Callable[[xss_payloads.Arm], bytes], Callable[[bytes], tuple[Article, Entry]]]] = {
    "rss": (xss_payloads.rss, from_feed),
    "atom": (xss_payloads.atom, from_feed),
    "json": (xss_payloads.json_feed, from_feed),
    "page": (xss_payloads.page, from_page),
}


@pytest.fixture(scope="module")
def read() -> dict[str, tuple[Article, Entry]]:
    """Return what came of every vector in every carrier."""
    found, arming = {}, Arming()
    for number, vector in enumerate(xss_payloads.VECTORS):
        for name, (carry, make) in CARRIERS.items():
            written, entry = make(carry(lambda vector=vector: arming.armed(vector)))  # type: ignore[misc]
            found[f"{name}-{number}"] = replace(written, id=f"{name}{number}"), entry
    assert next(arming.numbers) > 1500
    return found


# --- A browser that believes everything --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


PROVOKE = """() => [...document.querySelectorAll('iframe')].map(frame => {
    const found = [];
    const page = frame.contentDocument;
    if (!page) return [frame.title + ' is gone'];
    for (const element of page.querySelectorAll('*')) {
        const link = element.getAttribute('href') || '';
        for (const event of ['mouseover', 'focus', 'pointerrawupdate', 'animationstart', 'toggle', 'load', 'error'])
            element.dispatchEvent(new Event(event));
        if (element.click && !/^https?:|^mailto:/i.test(element.href || '')) element.click();
        else if (!element.click) element.dispatchEvent(new MouseEvent('click', {bubbles: true}));
        found.push(element.localName, ...element.getAttributeNames().map(name => element.localName + ' ' + name));
        for (const name of ['href', 'src', 'action'])
            if (element.hasAttribute(name)) found.push(name + ' ' + String(element[name]).split(':')[0]);
    }
    return found;
}).flat()"""
"""Does to every element what a reader might, and returns the names of all elements, attributes and schemes."""


class Reader:
    """A reader with scripts, to whom everything happens that a document can make happen."""

    def __init__(self, browser: Browser, documents: Documents) -> None:
        self.documents = documents
        self.ran: list[int] = []
        self.asked: list[str] = []
        self.seen: set[str] = set()
        self._context = browser.new_context()
        self._context.expose_binding("hit", lambda _, number: self.ran.append(number))
        self._context.route("**/*", self._answer)
        self.page = self._context.new_page()
        self.page.on("dialog", lambda dialog: dialog.dismiss())

    def open_all(self) -> None:
        paths = list(self.documents)
        for start in range(0, len(paths), A_PAGE):
            frames = "".join(f'<iframe src="{HOST}/{path}" title="{path}"></iframe>' for path in paths[start:][:A_PAGE])
            self._harness = f"<!doctype html><title>all</title>{frames}".encode()
            self.page.goto(f"{HOST}/all", wait_until="load")
            self.seen |= set(self.page.evaluate(PROVOKE))
            self.page.wait_for_timeout(50)
        self._context.close()

    def _answer(self, route: Route) -> None:
        address = route.request.url
        path = address.removeprefix(f"{HOST}/")
        if path == "all":
            route.fulfill(body=self._harness, content_type="text/html; charset=utf-8")
        elif path in self.documents:
            kind = TYPES[path.rpartition(".")[2]]
            route.fulfill(body=self.documents[path], content_type=f"{kind}; charset=utf-8")
        else:
            if not address.startswith(f"{HOST}/"):
                self.asked.append(f"{route.request.resource_type} {address}")
            route.abort()


def opened(browser: Browser, documents: Documents) -> Reader:
    reader = Reader(browser, documents)
    reader.open_all()
    return reader


# --- Tests -------------------------------------------------------------------------------------------------------


def test_the_vectors_act_where_nobody_stands_before_them(browser: Browser) -> None:
    arming = Arming()
    pages = {
        f"{n}.html": f"<!doctype html><body>{arming.armed(vector)}".encode("utf-8", "surrogatepass")
        for n, vector in enumerate(xss_payloads.MARKUP)
    }
    reader = opened(browser, pages)
    print(len(reader.ran), len(reader.asked), sorted(set(range(1, len(pages)+1)) - (set(reader.ran) | {int(address.rpartition("/")[2] or 0) for address in reader.asked})))
    acted = set(reader.ran) | {int(address.rpartition("/")[2] or 0) for address in reader.asked}
    assert len(acted) > len(pages) / 2


def test_no_article_page_runs_a_script_or_calls_a_stranger(browser: Browser, read: Any) -> None:
    pages = {
        f"{path}.html": content
        for written, _ in read.values()
        for path, content in article_files(written, SITE).items()
        if content
    }
    reader = opened(browser, pages)
    assert len(pages) == 2 * len(read)
    assert (reader.ran, reader.asked) == ([], [])
    assert reader.seen == set()
