"""`dragoman source add` and its kin, as people use them, against a real server."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from commandline import run

from dragoman.testing.site import Answer, ScriptedSite, page

BY = "https://creativecommons.org/licenses/by/4.0/"
CC = "http://backend.userland.com/creativeCommonsRssModule"


@pytest.fixture(scope="module")
def town() -> Iterator[ScriptedSite]:
    with ScriptedSite() as town:
        head = '<link rel="alternate" type="application/rss+xml" title="News" href="/news.rss">'
        town.answers["/"] = Answer(
            f"<html lang=en><head><title>Town</title>{head}</head><body>x</body></html>".encode()
        )
        feed = town.feed(["/bridge", "/ferry"]).body.decode()
        feed = feed.replace("<item>", f"<item><cc:license>{BY}</cc:license>")
        feed = feed.replace("<rss ", f'<rss xmlns:cc="{CC}" ')
        town.answers["/news.rss"] = Answer(feed.encode(), content_type="application/rss+xml")
        cards = "".join(
            f'<article><h2><a href="/2026/11/{n}-story-of-the-old-quay">The old quay, part {n}</a></h2></article>'
            for n in range(6)
        )
        town.answers["/front"] = page(cards, "Front page")
        town.answers["/empty"] = page("<p>Nothing to see.</p>", "Nothing")
        yield town


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, town: ScriptedSite) -> Path:
    folder = tmp_path_factory.mktemp("add")
    assert run("init", "here", "--allow", urlsplit(town.base).netloc, folder=folder).returncode == 0
    return folder / "here"


def listed(site: Path) -> dict[str, dict[str, object]]:
    found = json.loads(run("source", "list", "--json", folder=site).stdout)
    return {each["feed"]: each for each in found}


def test_the_feed_of_a_home_page_is_found_and_shown_with_what_it_lets_us_do(site: Path, town: ScriptedSite) -> None:
    told = run("source", "add", f"{town.base}/", folder=site)
    assert told.returncode == 0, told.stderr
    assert f"{town.base}/news.rss" in told.stdout
    assert "Title of bridge" in told.stdout
    assert "CC BY 4.0" in told.stdout
    kept = listed(site)[f"{town.base}/news.rss"]
    assert (kept["kind"], kept["health"], kept["name"]) == ("feed", "new", "Scripted")


def test_a_page_without_a_feed_becomes_a_section(site: Path, town: ScriptedSite) -> None:
    told = run("source", "add", f"{town.base}/front", folder=site)
    assert told.returncode == 0, told.stderr
    assert listed(site)[f"{town.base}/front"]["kind"] == "section"


def test_a_page_that_leads_nowhere_is_refused_in_one_sentence(site: Path, town: ScriptedSite) -> None:
    told = run("source", "add", f"{town.base}/empty", folder=site)
    assert told.returncode == 1
    assert told.stderr.startswith("dragoman: ")
    assert told.stderr.count("\n") == 1
    assert f"{town.base}/empty" not in listed(site)


def test_what_can_not_be_reached_now_is_added_all_the_same(site: Path) -> None:
    told = run("source", "add", "https://news.example/feed.xml", "--licence", "CC-BY-4.0", folder=site)
    assert told.returncode == 0
    assert "could not be looked at now" in told.stdout
    assert "https://news.example/feed.xml" in listed(site)


def test_a_selector_that_is_none_is_refused(site: Path, town: ScriptedSite) -> None:
    told = run("source", "add", f"{town.base}/front", "--selector", "a[[", folder=site)
    assert told.returncode == 2
    assert told.stderr.count("\n") == 1


def test_sources_go_out_and_in_as_opml(site: Path, tmp_path: Path) -> None:
    exported = run("source", "export", folder=site).stdout
    (tmp_path / "all.opml").write_text(exported, encoding="utf-8")
    assert run("init", "other", folder=tmp_path).returncode == 0
    told = run("source", "import", tmp_path / "all.opml", folder=tmp_path / "other")
    assert told.returncode == 0, told.stderr
    ours, theirs = listed(site), listed(tmp_path / "other")
    assert [(each["feed"], each["kind"], each["licence"]) for each in ours.values()] == [
        (each["feed"], each["kind"], each["licence"]) for each in theirs.values()
    ]
    again = run("source", "import", tmp_path / "all.opml", folder=tmp_path / "other")
    assert "Added 0 of" in again.stdout


def test_a_folder_is_an_agency_and_a_source_that_is_removed_can_be_added_again(site: Path, tmp_path: Path) -> None:
    told = run("source", "add", tmp_path, "--short", "agency", folder=site)
    assert told.returncode == 0
    assert listed(site)[str(tmp_path)]["kind"] == "agency"
    assert run("source", "remove", "agency", folder=site).returncode == 0
    assert str(tmp_path) not in listed(site)
    assert run("source", "add", tmp_path, "--short", "agency", folder=site).returncode == 0
    assert str(tmp_path) in listed(site)


@pytest.mark.parametrize("short", ["my paper", "../x", "Ágora", "-a", "a" * 81])
def test_a_short_name_that_could_stand_in_no_address_is_refused(site: Path, tmp_path: Path, short: str) -> None:
    told = run("source", "add", tmp_path, f"--short={short}", folder=site)
    assert told.returncode == 2
    assert "small letters, digits and hyphens" in told.stderr
    assert str(tmp_path) not in listed(site)


def test_a_feed_of_whole_articles_is_published_without_its_pages_where_the_operator_says_so(
    tmp_path: Path, town: ScriptedSite
) -> None:
    text = "".join(f"<p>Part {n}: the council met on Monday and mended the old quay.</p>" for n in range(20))
    item = f'<c:encoded xmlns:c="http://purl.org/rss/1.0/modules/content/"><![CDATA[{text}]]></c:encoded></item>'
    town.answers["/pier"] = page("<p>The pier is mended. Subscribe to read on.</p>", "The pier")
    town.answers["/whole.rss"] = Answer(town.feed(["/pier"]).body.replace(b"</item>", item.encode()))
    for options, asked in ((("--full-text",), 0), ((), 1)):
        name = f"asked-{asked}"
        run("init", name, "--languages", "en", "--allow", urlsplit(town.base).netloc, folder=tmp_path)
        add = ("source", "add", f"{town.base}/whole.rss", "--licence", "CC-BY-4.0", "--language", "en")
        assert run(*add, *options, folder=tmp_path / name).returncode == 0
        assert run("once", folder=tmp_path / name).returncode == 0
        pages = (tmp_path / name / "public" / "en").rglob("index.html")
        assert any("Part 19" in file.read_text(encoding="utf-8") for file in pages)
        assert town.asked["/pier"] == asked
