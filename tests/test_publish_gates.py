"""Every kind of page before its judges: axe-core, html-validate, a reader without a mouse, one without a script."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import npm
import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import CHROMIUM, PATIENCE, served
from gallery import PAGES, gallery
from playwright.sync_api import Browser, Page

from dragoman.publish.tree import write

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
VALIDATE = npm.tool("html-validate")
DARK = {"article", "comparison", "history", "how", "report refused"}
"""Pages that have all colours between them."""
SHOWING = {"illustrated": 2, "section": 1}
"""Pages that show pictures, and how many at least."""
ALIKE = {"front right to left", "copy", "month", "failed", "missing", "report taken"}
"""Pages that are made of what others are made of."""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("public")
    write(root, gallery())
    return root


@pytest.fixture(scope="module")
def site(tree: Path) -> Iterator[str]:
    with served(tree) as address:
        yield address


def faults(page: Page, *rules: str) -> list[str]:
    """Return what axe-core finds wrong with a page, by some of its rules or all."""
    options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{each['id']}: {node['html'][:200]}" for each in found for node in each["nodes"]]


@needs_chromium
def test_axe_finds_nothing_wrong_with_any_kind_of_page_and_no_weak_contrast_in_the_dark(
    browser: Browser, site: str
) -> None:
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    for name in PAGES.keys() - ALIKE:
        page.goto(f"{site}/{PAGES[name]}")
        assert name not in SHOWING or page.locator("main img").count() >= SHOWING[name], name
        if name == "search":
            page.wait_for_selector(".results li")
        for summary in page.locator("summary").all():
            summary.click()
        page.emulate_media(color_scheme="light")
        assert faults(page) == [], name
        if name in DARK:
            page.emulate_media(color_scheme="dark")
            assert faults(page, "color-contrast") == [], f"{name}, dark"
    page.set_content("<p>A page of which axe must find that it has no language, title and landmark.</p>")
    assert faults(page)


@pytest.mark.skipif(VALIDATE is None, reason="no html-validate on this machine")
def test_every_page_is_valid_html(tree: Path, tmp_path: Path) -> None:
    (tmp_path / "rules.json").write_text('{"root": true, "extends": ["html-validate:standard"]}', encoding="utf-8")
    (tmp_path / "bad.html").write_text("<p><div>A bad page</p>", encoding="utf-8")
    files = sorted(str(file) for file in tree.rglob("*.html"))
    said = ["--config", str(tmp_path / "rules.json"), "--formatter", "json", *files, str(tmp_path / "bad.html")]
    done = subprocess.run([str(VALIDATE), *said], capture_output=True, text=True, check=False)
    assert [each["filePath"] for each in json.loads(done.stdout)] == [str(tmp_path / "bad.html")], done.stdout


FOCUSED = """() => {
  const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
  return [at.tagName, at.textContent.trim(), style.outlineStyle !== 'none', box.width > 1 && box.height > 1];
}"""


def walked(page: Page) -> Iterator[tuple[str, str]]:
    """Go on with the Tab key and yield what has the focus, which must be seen to have it, until the page ends."""
    for _ in range(200):
        page.keyboard.press("Tab")
        tag, text, outlined, seen = page.evaluate(FOCUSED)
        if tag == "BODY":
            return
        assert outlined, text
        assert seen, text
        yield tag, text
    pytest.fail("The focus does not leave the page.")


@needs_chromium
def test_a_reader_with_a_keyboard_gets_from_the_front_page_to_a_story_its_original_and_back(
    browser: Browser, site: str
) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{site}/en/")
    stops = walked(page)
    assert next(stops) == ("A", "Skip to the text")
    assert ("A", "New breakwater shelters 240 boats in Porto Novo") in stops
    page.keyboard.press("Enter")
    page.wait_for_selector("article.story", timeout=PATIENCE)
    stops = walked(page)
    next(stops)
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUSED)[0] == "MAIN"
    assert any(tag == "SUMMARY" for tag, _ in stops)
    page.keyboard.press("Enter")
    assert page.locator("details.both").first.get_attribute("open") is not None
    assert ("A", "Front page") in walked(page)
    page.keyboard.press("Enter")
    page.wait_for_selector(".front", timeout=PATIENCE)


@needs_chromium
def test_every_link_and_field_of_a_page_is_reached_with_the_keyboard(browser: Browser, site: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    for name in ("article", "comparison", "front", "day", "report"):
        page.goto(f"{site}/{PAGES[name]}")
        there = page.locator(":is(a[href], button, textarea, select, summary):visible").count()
        stops = sum(tag in ("A", "BUTTON", "TEXTAREA", "SELECT", "SUMMARY") for tag, _ in walked(page))
        assert stops >= there > 0, name


@needs_chromium
def test_a_reader_without_a_script_gets_everywhere(browser: Browser, site: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{site}/")
    ways = (
        "English", "Politics", "New breakwater shelters 240 boats in Porto Novo", "Compare sentence by sentence",
        "Archive", "November 2026", "22", "Fish auction reopens on Monday", "The Dragoman", "Sources",
        "Correio do Porto Novo",
    )  # fmt: skip
    for way in ways:
        page.get_by_role("link", name=way).first.click()
        assert page.locator("h1").count() == 1, way
    assert page.url == f"{site}/en/sources/correio/"
