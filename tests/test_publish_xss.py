"""Scripts and strangers in feeds and pages: on what we publish none runs and none is called, in a real browser.

Every vector goes through the readers and the templates in every place of a feed and of an article page. The pages are
opened with scripts on and without their security headers: nothing but our own writing stands before them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
import xss_payloads
from articles import SITE, SOURCE, article, index_files, rich
from browsing import CHROMIUM, chromium
from lxml import etree
from playwright.sync_api import Browser, Request
from xss_payloads import Arming

from dragoman.errors import NotAPage
from dragoman.extract import extract
from dragoman.extract.entry import from_entry
from dragoman.ingest.feeds import parse_feed
from dragoman.publish.site import LATEST, article_files
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

URL = "https://correio.example/a-story"
OURS = {
    None,
    "http://www.w3.org/2005/Atom",
    "http://purl.org/atompub/tombstones/1.0",
    "http://purl.org/syndication/history/1.0",
    "http://www.sitemaps.org/schemas/sitemap/0.9",
    "http://www.google.com/schemas/sitemap-news/0.9",
    "http://purl.org/rss/1.0/modules/content/",
    "http://purl.org/dc/elements/1.1/",
    "http://backend.userland.com/creativeCommonsRssModule",
}
"""The namespaces of our feeds: none of a language that a browser runs."""
HTML_IN_FEEDS = (
    "{http://www.w3.org/2005/Atom}content",
    "{http://purl.org/rss/1.0/modules/content/}encoded",
    "item/description",
)
A_HEAP = 40
A_PAGE = 100
"""Documents that are opened at once, each in a frame."""
TYPES = {
    "html": "text/html",
    "atom": "application/atom+xml",
    "rss": "application/rss+xml",
    "xml": "text/xml",
    "css": "text/css",
}

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
    try:
        document = extract(body, URL)
    except NotAPage:
        document = Document(URL, "pt", Text())  # bytes with many NULs
    entry = Entry(URL, document.canonical, document.headline.text, rights=document.section, licence=document.licence)
    return published(document, Feed(document.publisher, document.canonical), entry), entry


CARRIERS: Mapping[str, tuple[Callable[[xss_payloads.Arm], bytes], Callable[[bytes], tuple[Article, Entry]]]] = {
    "rss": (xss_payloads.rss, from_feed),
    "atom": (xss_payloads.atom, from_feed),
    "json": (xss_payloads.json_feed, from_feed),
    "page": (xss_payloads.page, from_page),
}


Read = Mapping[str, tuple[Article, Entry]]


@pytest.fixture(scope="module")
def read() -> Read:
    """Return what came of every vector in an RSS feed, in a page, and in an Atom or a JSON feed by turns."""
    found, arming = {}, Arming()
    for number, vector in enumerate(xss_payloads.VECTORS):
        for name in ("rss", "page", "atom" if number % 2 else "json"):
            carry, make = CARRIERS[name]
            written, entry = make(carry(lambda vector=vector: arming.armed(vector)))  # type: ignore[misc]
            found[f"{name}-{number}"] = replace(written, id=f"{name}{number}"), entry
    assert next(arming.numbers) > 1500
    return found


# --- A browser that believes everything --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1") as browser:
        yield browser


PROVOKE = """() => [...document.querySelectorAll('iframe')].map(frame => {
    const found = [];
    const page = frame.contentDocument;
    if (!page) return [frame.title + ' is gone'];
    page.addEventListener('click', event => {
        const link = event.target.closest('a[href]');
        if (link && /^(https?|mailto):/.test(link.href)) event.preventDefault();
    });
    for (const element of page.querySelectorAll('*')) {
        for (const event of ['mouseover', 'focus', 'pointerrawupdate', 'animationstart', 'toggle', 'load', 'error'])
            element.dispatchEvent(new Event(event));
        element.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}));
        found.push(element.localName, ...element.getAttributeNames().map(name => element.localName + ' ' + name));
        for (const name of ['href', 'src', 'action'])
            if (element.hasAttribute(name)) found.push(name + ' ' + String(element[name]).split(':')[0]);
    }
    return [...new Set(found)];
}).flat()"""
"""Does to every element what a reader might, and returns the names of all elements, attributes and schemes."""


class Reader:
    """A reader with scripts, to whom everything happens that a document can make happen on its own or when touched.

    `ran` are the numbers of the vectors whose script did, `asked` the addresses outside the site that were asked for,
    `seen` the names of the elements and attributes and the schemes of the addresses in all documents.
    """

    def __init__(self, browser: Browser, documents: Documents) -> None:
        self.ran: list[int] = []
        self.asked: list[str] = []
        self.seen: set[str] = set()
        with served(documents) as base, browser.new_context() as context:
            context.expose_binding("hit", lambda _, number: self.ran.append(number))
            context.on("request", lambda request: self._note(base, request))
            for start in range(0, len(documents), A_PAGE):
                page = context.new_page()
                page.on("dialog", lambda dialog: dialog.dismiss())
                page.goto(f"{base}/all/{start}", wait_until="load")
                self.seen |= set(page.evaluate(PROVOKE))
                page.close()

    def _note(self, base: str, request: Request) -> None:
        if not request.url.startswith((base, "data:", "blob:")):
            self.asked.append(f"{request.resource_type} {request.url}")


@contextmanager
def served(documents: Documents) -> Iterator[str]:
    """Serve documents, and pages that hold a hundred of them in frames, without a header that protects their reader."""
    paths = list(documents)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.removeprefix("/")
            body = frames(paths, int(path[4:])) if path.startswith("all/") else documents.get(path, b"")
            self.send_response(200)
            self.send_header("Content-Type", TYPES.get(path.rpartition(".")[2], "text/html") + "; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def frames(paths: Sequence[str], start: int) -> bytes:
    held = "".join(f'<iframe src="/{path}" title="{path}"></iframe>' for path in paths[start:][:A_PAGE])
    return f"<!doctype html><title>all</title>{held}".encode()


# --- Tests -------------------------------------------------------------------------------------------------------


def test_the_vectors_act_where_nothing_stands_before_them(browser: Browser) -> None:
    arming = Arming()
    reader = Reader(browser, pages_of(arming.armed(vector) for vector in xss_payloads.MARKUP))
    called = (re.search(rf"{xss_payloads.STRANGER}/(\d+)", address) for address in reader.asked)
    acted = set(reader.ran) | {int(call[1]) for call in called if call}
    assert len(acted) > len(xss_payloads.MARKUP) / 2


def pages_of(markup: Iterable[str]) -> Documents:
    """Return pages that hold markup as it is."""
    pages = (f"<!doctype html><meta charset=utf-8><body>{each}" for each in markup)
    return {f"{number}.html": page.encode("utf-8", "surrogatepass") for number, page in enumerate(pages)}


def in_heaps(markup: Sequence[str]) -> Iterator[str]:
    """Yield pieces of markup many at a time, which only what should be harmless may be."""
    for start in range(0, len(markup), A_HEAP):
        yield "".join(f"<div>{each}</div>" for each in markup[start : start + A_HEAP])


def test_no_article_page_runs_a_script_or_calls_a_stranger(browser: Browser, read: Read) -> None:
    pages: dict[str, bytes] = {}
    for number, (written, _) in enumerate(read.values()):
        # Each is opened in one of its two editions.
        pages |= article_pages(written, "en" if number % 2 else "pt")
    reader = Reader(browser, pages)
    assert len(pages) > 1.3 * len(read)  # with what sets translations beside their originals
    assert (reader.ran, reader.asked) == ([], [])
    long = rich(document={"headline": Text("A long headline of many words " * 4)})
    harmless = article_pages(rich(), "en") | article_pages(long, "pt")
    assert reader.seen <= Reader(browser, harmless).seen


def article_pages(written: Article, language: str) -> dict[str, bytes]:
    files = article_files(written, replace(SITE, languages=(language,)))
    return {path: page for path, page in files.items() if page and path.endswith(".html")}


def test_no_front_page_and_no_feed_runs_a_script_or_calls_a_stranger(browser: Browser, read: Read) -> None:
    written = [each for each, _ in read.values()]
    documents, contents = {}, []
    for start in range(0, len(written), LATEST):
        language = "en" if start // LATEST % 2 else "pt"
        for path, content in index_files(language, written[start : start + LATEST], SITE).items():
            documents[f"{start}/{path}"] = content
            contents += content_of(path, content)
    assert len(contents) >= 2 * len(written)
    documents = {path: body for path, body in documents.items() if not path.endswith(".json")}
    for shown in (documents, pages_of(in_heaps(contents))):
        reader = Reader(browser, shown)
        assert (reader.ran, reader.asked) == ([], [])


def content_of(path: str, content: bytes) -> list[str]:
    """Return the HTML that readers of our feeds show."""
    if path.endswith(".json"):
        return [item[key] for item in json.loads(content)["items"] for key in ("content_html",) if key in item]
    if not path.endswith(".xml"):
        return []
    tree = etree.fromstring(content)
    assert {etree.QName(element).namespace for element in tree.iter()} <= OURS
    found = [element.text for tag in HTML_IN_FEEDS for element in tree.iterfind(f".//{tag}")]
    return list(filter(None, found))


def test_no_html_that_a_feed_is_read_as_runs_a_script(browser: Browser, read: Read) -> None:
    reader = Reader(browser, pages_of(in_heaps([entry.summary + entry.content for _, entry in read.values()])))
    assert reader.ran == []
    assert all(address.startswith("image ") for address in reader.asked)
