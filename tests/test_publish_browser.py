"""What only a browser can tell: what is seen without a script when a reader points, taps, or opens the comparison."""

from pathlib import Path

import pytest
from articles import rich, short, whole_site
from browsing import CHROMIUM
from playwright.sync_api import Browser, Page

from dragoman.publish.paths import article_path
from dragoman.publish.tree import write

HOST = "https://news.example.org"

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("public")
    write(root, whole_site([rich(id="bbbbbbbbbb"), short()]))
    return root


class Reader:
    """A reader without JavaScript, whose every request is answered from the tree and written down."""

    def __init__(self, browser: Browser, tree: Path, width: int = 1400) -> None:
        self.asked: list[str] = []
        self.tree = tree
        context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=False)
        context.route("**/*", self._answer)
        self.page: Page = context.new_page()

    def _answer(self, route: object) -> None:
        address: str = route.request.url  # type: ignore[attr-defined]
        self.asked.append(address)
        path = address.removeprefix(HOST + "/")
        file = self.tree / path / "index.html" if path == "" or path.endswith("/") else self.tree / path
        kind = "text/css" if file.suffix == ".css" else "text/html; charset=utf-8"
        if address.startswith(HOST) and file.is_file():
            route.fulfill(body=file.read_bytes(), content_type=kind)  # type: ignore[attr-defined]
        else:
            route.abort()  # type: ignore[attr-defined]

    def open(self, path: str) -> Page:
        self.page.goto(f"{HOST}/{path}")
        return self.page


ORIGINAL = "A lota reabre na segunda-feira."


def test_an_original_is_seen_only_while_its_sentence_is_pointed_at(browser: Browser, tree: Path) -> None:
    page = Reader(browser, tree).open(article_path(short(), "en"))
    original = page.get_by_text(ORIGINAL)
    assert not original.is_visible()
    page.get_by_text("The fish auction reopens on Monday.").hover()
    assert original.is_visible()
    sentence = page.locator("#p0 .s").first.bounding_box()
    shown = original.bounding_box()
    assert sentence
    assert shown
    assert shown["x"] >= sentence["x"] + sentence["width"]  # beside the text, not over it
    page.locator("h1").hover()
    assert not original.is_visible()


def test_an_original_is_reached_with_the_keyboard(browser: Browser, tree: Path) -> None:
    page = Reader(browser, tree).open(article_path(short(), "en"))
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.get_by_text(ORIGINAL).is_visible():
            break
    assert page.get_by_text(ORIGINAL).is_visible()


def test_on_a_phone_a_tap_shows_the_original_under_its_sentence(browser: Browser, tree: Path) -> None:
    page = Reader(browser, tree, width=360).open(article_path(short(), "en"))
    page.get_by_text("The fish auction reopens on Monday.").click()
    original = page.get_by_text(ORIGINAL).bounding_box()
    sentence = page.get_by_text("The fish auction reopens on Monday.").bounding_box()
    assert original
    assert sentence
    assert original["y"] >= sentence["y"] + sentence["height"] - 4


def test_the_whole_original_stands_beside_the_text_when_asked_for(browser: Browser, tree: Path) -> None:
    page = Reader(browser, tree).open(article_path(short(), "en"))
    page.locator(".both summary").click()
    target = page.get_by_text("The fish auction reopens on Monday.").bounding_box()
    original = page.get_by_text(ORIGINAL).bounding_box()
    assert target
    assert original
    assert original["x"] > target["x"] + target["width"]
    assert abs(original["y"] - target["y"]) < 12


def test_text_that_is_copied_holds_no_originals(browser: Browser, tree: Path) -> None:
    page = Reader(browser, tree).open(article_path(short(), "en"))
    copied = page.locator("article").inner_text()
    assert "The fish auction reopens on Monday. The mayor said: “There is no danger.”" in copied
    assert "A lota" not in copied


@pytest.mark.parametrize("width", [320, 800, 1400])
def test_no_page_is_wider_than_its_window(browser: Browser, tree: Path, width: int) -> None:
    reader = Reader(browser, tree, width)
    long = article_path(rich(id="bbbbbbbbbb"), "en")
    lists = ("en/", "ar/", "", "en/sources/correio/", "en/archive/", "en/archive/2026-11/", "en/archive/2026-11-22/")
    standing = [f"en/{name}/" for name in ("how", "sources", "feeds", "data", "search", "offline")]
    for path in (*lists, *standing, long, f"{long}compare/", article_path(short(), "ar"), "ar/how/"):
        page = reader.open(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_a_page_costs_two_requests_and_asks_no_third_party(browser: Browser, tree: Path) -> None:
    reader = Reader(browser, tree)
    reader.open(article_path(rich(id="bbbbbbbbbb"), "en"))
    asked = [address for address in reader.asked if not address.endswith("favicon.ico")]
    assert asked == [f"{HOST}/{article_path(rich(id='bbbbbbbbbb'), 'en')}", f"{HOST}/style.css"]
