"""The search: a page that finds headlines in the lists of its edition, and says where to go without a script."""

import json
import shutil
from collections.abc import Iterator

import pytest
from articles import SITE, rich, short, whole_site
from playwright.sync_api import Browser, Page, Route, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json"}

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def files() -> dict[str, bytes | None]:
    return whole_site([rich(id="bbbbbbbbbb"), short()])


def opened(browser: Browser, files: dict[str, bytes | None], path: str, scripts: bool = True) -> Page:
    def answer(route: Route) -> None:
        asked = route.request.url.removeprefix(SITE.url()).partition("?")[0]
        content = files.get(asked + "index.html" if asked.endswith("/") else asked)
        kind = next((kind for suffix, kind in TYPES.items() if asked.endswith(suffix)), "text/html; charset=utf-8")
        route.fulfill(body=content, content_type=kind) if content else route.abort()

    context = browser.new_context(java_script_enabled=scripts)
    context.route("**/*", answer)
    page = context.new_page()
    page.goto(SITE.url(path))
    return page


def test_words_are_found_without_case_and_accents_in_headline_description_and_source(
    browser: Browser, files: dict[str, bytes | None]
) -> None:
    for query, count in (("AUCTION", 1), ("breakwater porto", 1), ("correio", 2), ("nothing of the kind", 0)):
        page = opened(browser, files, f"en/search/?q={query}")
        page.wait_for_function("!['', '…'].includes(document.querySelector('.status').textContent)")
        assert page.locator(".results li").count() == count, query
    assert page.locator(".status").inner_text() == "Nothing was found."
    page = opened(browser, files, "pt/search/?q=lota")
    page.wait_for_function("!['', '…'].includes(document.querySelector('.status').textContent)")
    assert page.locator(".status").inner_text() == "1 notícia encontrada"
    assert page.locator(".results a").get_attribute("href") == SITE.url(f"{short_path('pt')}")


def short_path(language: str) -> str:
    return next(path for path in whole_site([short()]) if path.startswith(f"{language}/2026/")).removesuffix(
        "index.html"
    )


def test_a_form_asks_again_on_the_same_page(browser: Browser, files: dict[str, bytes | None]) -> None:
    page = opened(browser, files, "en/search/")
    page.get_by_label("Words to look for").fill("auction")
    page.get_by_role("button", name="Search").click()
    page.wait_for_selector(".results li")
    assert page.url.endswith("?q=auction")


def test_what_is_found_is_text_and_never_markup(browser: Browser) -> None:
    hostile = '<img src=x onerror="document.title=1">'
    files = whole_site([short()])
    found = json.loads(files["api/en/latest.json"] or b"{}")
    found["items"][0]["title"] = f"auction {hostile}"
    files["api/en/latest.json"] = json.dumps(found).encode()
    page = opened(browser, files, "en/search/?q=auction")
    page.wait_for_selector(".results li")
    assert hostile in page.locator(".results a").inner_text()
    assert not page.locator(".results img").count()


def test_without_a_script_the_archive_is_offered(browser: Browser, files: dict[str, bytes | None]) -> None:
    page = opened(browser, files, "en/search/", scripts=False)
    assert not page.locator("form").is_visible()
    assert page.locator("main .go").get_attribute("href") == "/en/archive/"
