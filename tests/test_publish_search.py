"""The search: Pagefind's index in parts, asked by a real browser under the headers of the real server."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from articles import SEEN, SITE, SOURCE, rich, short, stories, whole_site
from browsing import CHROMIUM, PATIENCE, served
from playwright.sync_api import Browser, Locator, Page, expect

from dragoman.errors import SearchError
from dragoman.publish import pagefind
from dragoman.publish.search import part_of, parts_file, read_parts
from dragoman.publish.site import Files
from dragoman.publish.tree import write

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
    pytest.mark.skipif(pagefind.program() is None, reason="no Pagefind on this machine"),
]

OLD = rich(id="cccccccccc", source=replace(SOURCE, slug="gazeta", name="Gazeta"), first_seen=SEEN - timedelta(days=40))
ARTICLES = [rich(id="bbbbbbbbbb"), short(), OLD]


def searched(files: Files, language: str, *parts: list[int]) -> Files:
    """Add the search of an edition to a site: each part with some of the articles, the oldest part first."""
    found, _ = stories(language, ARTICLES)
    made = [part_of(language, number, [found[n] for n in held]) for number, held in enumerate(parts)]
    for _, bundle in made:
        files |= bundle
    return files | parts_file(language, [part for part, _ in made], "test")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("public")
    files = whole_site(ARTICLES)
    write(root, searched(searched(files, "en", [2], [1, 0]), "pt", [0, 1, 2]))
    with served(root) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="en-GB")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.on("console", lambda message: print(message.text))
    yield page
    context.close()


def looked(page: Page, address: str) -> Locator:
    """Open a page of the search and return its results, once it says what it found."""
    page.goto(address)
    expect(page.locator(".status")).to_have_text(re.compile(r"\w"), timeout=PATIENCE)
    return page.locator(".results li")


def test_words_are_found_in_headline_and_text_without_case_and_in_every_form(page: Page, site: str) -> None:
    assert looked(page, f"{site}/en/search/?q=AUCTIONS").count() == 1
    assert page.locator(".status").inner_text() == "1 story found"
    assert page.locator(".results mark").first.inner_text().lower().startswith("auction")
    page.locator(".results a").click()
    expect(page.locator("h1")).to_have_text("Fish auction reopens on Monday", timeout=PATIENCE)
    assert looked(page, f"{site}/pt/search/?q=lota").count() == 1
    assert page.locator(".status").inner_text() == "1 notícia encontrada"
    assert looked(page, f'{site}/en/search/?q="market had been closed" monday').count() == 1
    assert looked(page, f"{site}/en/search/?q=thursday breakwater").count() == 2
    assert looked(page, f"{site}/en/search/?q=monday breakwater").count() == 0
    assert looked(page, f"{site}/en/search/?q=zeppelin").count() == 0
    assert page.locator(".status").inner_text() == "Nothing was found."


def test_a_result_says_its_source_its_day_and_that_a_machine_translated_it(page: Page, site: str) -> None:
    entry = looked(page, f"{site}/en/search/?q=auction").inner_text()
    assert "Correio" in entry
    assert "2026" in entry
    assert "Machine-translated" in entry


def test_parts_are_searched_together_and_filters_leave_out_what_is_of_another_source_or_month(
    page: Page, site: str
) -> None:
    assert looked(page, f"{site}/en/search/?q=breakwater").count() == 2
    assert looked(page, f"{site}/en/search/?q=breakwater&source=gazeta").count() == 1
    assert looked(page, f"{site}/en/search/?q=breakwater&month=2026-11").count() == 1
    assert looked(page, f"{site}/en/search/?q=breakwater&source=gazeta&month=2026-11").count() == 0
    assert looked(page, f"{site}/en/search/?language=pt").count() == 3


def test_the_form_offers_what_there_is_in_words_and_asks_again_on_the_same_page(page: Page, site: str) -> None:
    page.goto(f"{site}/pt/search/")
    for label, offered in {
        "Fonte": ["Qualquer", "Correio do Porto Novo", "Gazeta"],
        "Mês": ["Qualquer", "novembro de 2026", "outubro de 2026"],
    }.items():
        expect(page.get_by_label(label).locator("option")).to_have_text(offered, timeout=PATIENCE)
    page.get_by_label("Palavras a procurar").fill("quebra-mar")
    page.get_by_label("Mês").select_option("2026-10")
    page.get_by_role("button", name="Buscar").click()
    expect(page.locator(".results li")).to_have_count(1, timeout=PATIENCE)
    expect(page.get_by_label("Mês")).to_have_value("2026-10", timeout=PATIENCE)


def test_only_the_newest_parts_are_loaded_until_older_ones_are_asked_for(
    page: Page, tmp_path: Path, browser: Browser
) -> None:
    write(tmp_path, searched(whole_site(ARTICLES), "en", [2], [], [0], [1], [1], [1]))
    with served(tmp_path) as site:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url.removeprefix(site)))
        assert looked(page, f"{site}/en/search/?q=breakwater").count() == 1
        assert {path.split("/")[3] for path in asked if path.count("/") > 3} == {"2", "3", "4", "5"}
        page.get_by_role("button", name="Look through older stories").click()
        expect(page.locator(".results li")).to_have_count(2, timeout=PATIENCE)
        assert not page.get_by_role("button", name="Look through older stories").is_visible()


def test_chinese_is_found_by_its_words_and_shown_without_spaces(page: Page, tmp_path: Path) -> None:
    found, _ = stories("en", [short()])
    item = replace(found[0].item, language="zh", headline="港口重新开放", path="zh/2026/11/a/")
    part, files = part_of("zh", 0, [found[0]._replace(item=item, content="<p>周一，鱼拍卖将重新开始。</p>")])
    site = replace(SITE, languages=("zh",))
    write(tmp_path, whole_site([short()], site) | files | parts_file("zh", [part], "test"))
    with served(tmp_path) as address:
        entry = looked(page, f"{address}/zh/search/?q=鱼拍卖")
        assert entry.count() == 1
        assert "港口重新开放" in entry.inner_text()
        assert "周一，鱼拍卖将重新开始" in entry.inner_text()


def test_a_headline_without_a_text_is_found_though_nothing_else_is_there(page: Page, tmp_path: Path) -> None:
    found, _ = stories("en", [short()])
    item = replace(found[0].item, headline="Breakwater closed", description="")
    part, files = part_of("en", 0, [found[0]._replace(item=item, content="")])
    write(tmp_path, whole_site([short()]) | files | parts_file("en", [part], "test"))
    with served(tmp_path) as address:
        assert looked(page, f"{address}/en/search/?q=breakwater").count() == 1


def test_what_is_found_is_text_and_never_markup(page: Page, tmp_path: Path) -> None:
    hostile = '<img src=x onerror="document.title=1"><mark>auction</mark>'
    found, _ = stories("en", [short()])
    item = replace(found[0].item, headline=hostile, label=hostile, source_name=hostile, description=hostile)
    part, files = part_of("en", 0, [found[0]._replace(item=item, content="")])
    write(tmp_path, whole_site([short()]) | files | parts_file("en", [part], "test"))
    with served(tmp_path) as address:
        entry = looked(page, f"{address}/en/search/?q=auction")
        assert entry.inner_text().count('<img src=x onerror="document.title=1">') == 4
        assert not entry.locator("img").count()


def test_without_an_index_or_without_a_script_the_archive_is_offered(
    browser: Browser, page: Page, site: str, tmp_path: Path
) -> None:
    write(tmp_path, whole_site([short()]))
    with served(tmp_path) as bare:
        looked(page, f"{bare}/en/search/?q=auction")
        assert page.locator(".status").inner_text() == "The search can’t be used just now. The archive can."
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(f"{site}/en/search/?q=auction")
    assert not plain.locator("form").is_visible()
    assert not plain.get_by_role("button").count()
    plain.locator("main .go").click()
    plain.get_by_role("link", name="November 2026").click()
    plain.get_by_role("link", name="22").click()
    assert plain.get_by_role("link", name="Fish auction reopens on Monday").is_visible()


def test_parts_of_another_version_are_none() -> None:
    part, _ = part_of("en", 3, stories("en", [short()])[0])
    (content,) = parts_file("en", [part], "1.0").values()
    assert content
    assert read_parts(content, "1.0") == [part]
    assert read_parts(content, "1.1") == []


def test_a_pagefind_that_fails_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", "/bin/false")
    with pytest.raises(SearchError, match=r"^Pagefind failed \(.*\); what changed is found once it works$"):
        pagefind.bundle({"a/index.html": "<p>A</p>"}, "en")
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", "/nowhere")
    with pytest.raises(SearchError, match="is not installed; run"):
        pagefind.bundle({"a/index.html": "<p>A</p>"}, "en")
