"""Sources of every kind, and how the wire treats them: real server, door, store and clock that jumps."""

import json
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from wire import Site

from dragoman.dispatch.crew import Crew
from dragoman.flow import listing
from dragoman.flow.steps import POLLER, WORKER
from dragoman.flow.wire import Wire
from dragoman.newsroom import archive, models, sources
from dragoman.testing.site import Answer, ScriptedSite, page
from dragoman.types import Kind, Source

STORY = "<p>The council met on Monday and agreed to mend the old quay before the winter storms.</p>" * 3
LONG = "".join(f"<p>Part {n}: the council met on Monday and agreed to mend the old quay.</p>" for n in range(20))


@pytest.fixture
def town() -> Iterator[ScriptedSite]:
    with ScriptedSite() as town:
        yield town


@pytest.fixture
def site(tmp_path: Path, crew: Crew, town: ScriptedSite) -> Site:
    return Site.made(tmp_path / "site", crew, {"town": f"{town.base}/feed"})


def stories(town: ScriptedSite, *names: str) -> list[str]:
    """Put up the pages of some stories and return their paths."""
    paths = [f"/{name}" for name in names]
    for path in paths:
        town.answers[path] = page(STORY, f"The {path[1:]} of the quay")
    return paths


def source(slug: str = "town") -> models.Source:
    return models.Source.objects.get(slug=slug)


def urls() -> list[str]:
    return sorted(models.Article.objects.values_list("url", flat=True))


# --- Kinds -------------------------------------------------------------------------------------------------------


def test_a_news_sitemap_brings_its_articles(site: Site, town: ScriptedSite) -> None:
    stories(town, "bridge", "ferry")
    listed = "".join(
        f"<url><loc>{town.base}/{name}</loc><news:news><news:publication_date>2026-11-22T09:00:00Z"
        f"</news:publication_date><news:title>The {name}</news:title></news:news></url>"
        for name in ("bridge", "ferry")
    )
    head = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
    town.answers["/news.xml"] = Answer(f"{head}{listed}</urlset>".encode(), content_type="application/xml")
    index = f"<sitemapindex><sitemap><loc>{town.base}/news.xml</loc></sitemap></sitemapindex>"
    town.answers["/sitemap.xml"] = Answer(index.encode(), content_type="application/xml")
    sources.add_source(Source("map", f"{town.base}/sitemap.xml", "", kind=Kind.SITEMAP), site.clock())
    site.once()
    assert urls() == [f"{town.base}/bridge", f"{town.base}/ferry"]


def test_a_section_page_is_read_by_its_selector(site: Site, town: ScriptedSite) -> None:
    (path, _) = stories(town, "bridge", "ferry")
    links = f'<div class="news"><a href="{path}">The bridge opens at last</a></div><a href="/ferry">Ferry</a>'
    town.answers["/news"] = Answer(f"<html lang=en><title>News</title><body>{links}</body></html>".encode())
    kept = Source("section", f"{town.base}/news", "", kind=Kind.SECTION, selector=".news a")
    sources.add_source(kept, site.clock())
    site.once()
    assert urls() == [f"{town.base}/bridge"]


@pytest.fixture
def folder(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of an agency whose files are read as soon as they are there."""
    monkeypatch.setattr(listing, "SETTLED", 0)
    made = tmp_path / "agency"
    made.mkdir()
    kept = Source("agency", str(made), "Agency", kind=Kind.AGENCY, licence="CC-BY-4.0", language="en")
    sources.add_source(kept, site.clock())
    return made


def item(headline: str, **more: str) -> str:
    return json.dumps({"uri": "urn:a:1", "headline": headline, "language": "en", "body_html": LONG, **more})


KILL = json.dumps({"uri": "urn:a:1", "pubstatus": "canceled"})


def test_a_folder_of_an_agency_is_read_whole_once_and_a_bad_file_costs_only_itself(site: Site, folder: Path) -> None:
    (folder / "1.json").write_text(item("The bridge opens", version="1", body_html=STORY))
    (folder / "2.json").write_text("{")
    site.once()
    article = models.Article.objects.get()
    assert article.revision == 1
    assert "2.json" in source("agency").alarm
    assert "mend the old quay" in next(
        text.decode() for file, (text, _) in site.tree().items() if article.public_id in file and file.startswith("en/")
    )
    (folder / "3.json").write_text(item("The bridge opens late", version="2", body_html=STORY))
    site.clock.forward(hours=1)
    site.once()
    assert models.Article.objects.get().revision == 2


def test_of_two_versions_that_come_at_once_the_later_is_taken(site: Site, folder: Path) -> None:
    (folder / "1.json").write_text(item("Fire kills 7", versioncreated="2026-11-22T10:00:00Z"))
    (folder / "2.json").write_text(item("Fire kills 3", versioncreated="2026-11-22T09:00:00Z"))
    site.once()
    assert "Fire kills 7" in models.Article.objects.get().entry


@pytest.mark.parametrize("names", [("1", "2"), ("2", "1")])
def test_what_an_agency_takes_back_in_the_same_poll_is_never_shown(
    site: Site, folder: Path, names: tuple[str, str]
) -> None:
    for name, text in zip(names, (item("Mayor jailed"), KILL), strict=True):
        (folder / f"{name}.json").write_text(text)
    site.once()
    assert models.Article.objects.get().withdrawn
    assert not any(b"Mayor jailed" in text for text, _ in site.tree().values())


def test_what_an_agency_takes_back_before_we_saw_it_is_not_shown_when_it_comes(site: Site, folder: Path) -> None:
    (folder / "2.json").write_text(KILL)
    site.once()
    (folder / "1.json").write_text(item("Mayor jailed"))
    site.clock.forward(hours=1)
    site.once()
    assert models.Article.objects.get().withdrawn
    assert not any(b"Mayor jailed" in text for text, _ in site.tree().values())


def test_a_file_that_is_delivered_late_with_its_own_time_is_read(site: Site, folder: Path) -> None:
    (folder / "2.json").write_text(item("The bridge opens"))
    site.once()
    (folder / "1.json").write_text(item("The quay is mended", uri="urn:a:2"))
    os.utime(folder / "1.json", (1, 1))
    site.clock.forward(hours=1)
    site.once()
    assert models.Article.objects.filter(revision=1).count() == 2


def test_a_folder_that_cannot_be_listed_is_told_in_a_sentence(
    site: Site, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Path.iterdir

    def closed(self: Path) -> Iterator[Path]:
        if self == folder:
            raise PermissionError(13, "Permission denied")
        return whole(self)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "iterdir", closed)
        site.once()
    assert "let the user that runs Dragoman read it" in source("agency").error


# --- Identity and floods -----------------------------------------------------------------------------------------


def test_a_feed_that_changes_every_guid_and_address_floods_nothing(site: Site, town: ScriptedSite) -> None:
    paths = stories(town, *(f"story-{n}" for n in range(8)))
    town.answers["/feed"] = town.feed(paths)
    site.once()
    moved = stories(town, *(f"news-story-{n}" for n in range(8)))
    town.answers["/feed"] = town.feed(moved)
    site.clock.forward(minutes=30)
    site.once()
    assert len(urls()) == 8
    assert "dragoman source accept town" in source().alarm
    sources.accept_entries("town", site.clock())
    site.once()
    assert len(urls()) == 16
    assert source().alarm == ""


def test_one_article_under_two_spellings_of_its_address_is_one(site: Site, town: ScriptedSite) -> None:
    (path,) = stories(town, "bridge")
    town.answers[f"{path}/"] = town.answers[path]
    town.answers["/feed"] = town.feed([path], {path: "guid-1"})
    site.once()
    town.answers["/feed"] = town.feed([f"{path}/"], {f"{path}/": "guid-2"})
    site.clock.forward(hours=1)
    site.once()
    assert models.Article.objects.count() == 1


# --- Feeds that end, move or fail --------------------------------------------------------------------------------


def test_a_feed_that_is_gone_twice_is_paused_and_the_doctor_says_so(site: Site, town: ScriptedSite) -> None:
    town.answers["/feed"] = Answer(b"", 410)
    for _ in range(2):
        site.once()
        assert not source().paused or source().gone == 2
        site.clock.forward(days=2)
    assert source().paused
    assert "410" in source().reason
    (told,) = site.report()["sources"]
    assert told["health"] == "paused"


def test_a_feed_that_has_moved_for_good_is_followed_after_a_day(site: Site, town: ScriptedSite) -> None:
    town.answers["/feed"] = Answer(b"", 301, headers={"Location": "/new"})
    town.answers["/new"] = town.feed(stories(town, "bridge"))
    for _ in range(3):
        assert source().feed.endswith("/feed")
        site.once()
        site.clock.forward(hours=12, minutes=30)
    assert source().feed.endswith("/new")


def test_a_host_that_says_429_is_left_alone_as_a_whole(site: Site, town: ScriptedSite) -> None:
    one, two = stories(town, "bridge", "ferry")
    town.answers["/feed"] = town.feed([one, two])
    busy = Answer(b"", 429, headers={"Retry-After": "3600"})
    town.answers[one] = town.answers[two] = busy
    site.once()
    assert town.asked[one] + town.asked[two] == 1
    site.clock.forward(minutes=50)
    site.once(recheck=True)
    assert town.asked["/feed"] == 1
    stories(town, "bridge", "ferry")
    site.clock.forward(minutes=20)
    site.once()
    assert [town.asked[one] + town.asked[two], models.Article.objects.filter(revision=1).count()] == [3, 2]


def test_a_feed_is_asked_whole_once_a_week_in_case_its_validators_lie(site: Site, town: ScriptedSite) -> None:
    paths = stories(town, "bridge")
    town.answers["/feed"] = Answer(town.feed(paths).body, content_type="text/xml", headers={"ETag": '"same"'})
    site.once()
    assert source().etag == '"same"'
    first = source().whole
    site.clock.forward(days=3)
    site.once()
    assert source().whole == first
    site.clock.forward(days=6)
    site.once()
    assert source().whole == site.clock()


def test_a_removed_source_comes_back_with_its_articles(site: Site, town: ScriptedSite) -> None:
    town.answers["/feed"] = town.feed(stories(town, "bridge"))
    site.once()
    (page_,) = [file for file in site.pages("/bridge").values() if file.startswith("en/")]
    before = site.tree()[page_][0]
    sources.remove_source("town", site.clock())
    site.once()
    assert site.tree()[page_][0] != before
    sources.add_source(Source("town", f"{town.base}/feed", ""), site.clock())
    site.once()
    assert site.tree()[page_][0] == before


# --- Two processes -----------------------------------------------------------------------------------------------


def test_a_poller_and_a_worker_do_together_what_the_wire_does_alone(site: Site, town: ScriptedSite) -> None:
    (path,) = stories(town, "bridge")
    town.answers["/feed"] = town.feed([path])
    with site.desk() as desk:
        Wire(desk, POLLER).once()
        assert [models.Article.objects.count(), town.asked[path]] == [1, 0]
        Wire(desk, WORKER).once()
    assert town.asked["/feed"] == 1
    assert set(site.pages(path)) == {"en", "pt"}


# --- Feeds that carry whole articles -----------------------------------------------------------------------------


def with_content(town: ScriptedSite, path: str, html: str) -> Answer:
    feed = town.feed([path]).body.decode().replace("<rss ", f'<rss xmlns:c="{CONTENT}" ')
    return Answer(feed.replace("</item>", f"<c:encoded><![CDATA[{html}]]></c:encoded></item>").encode())


CONTENT = "http://purl.org/rss/1.0/modules/content/"


def text_of(site: Site, path: str) -> str:
    (file,) = [file for file in site.pages(path).values() if file.startswith("en/")]
    return site.tree()[file][0].decode()


def test_the_text_of_a_feed_stands_in_for_the_stub_of_its_page(site: Site, town: ScriptedSite) -> None:
    stories(town, "bridge")
    town.answers["/feed"] = with_content(town, "/bridge", LONG)
    site.once()
    assert "Part 19" in text_of(site, "/bridge")
    assert town.asked["/bridge"] == 1


def test_the_page_is_not_fetched_where_the_operator_trusts_the_feed(site: Site, town: ScriptedSite) -> None:
    town.answers["/full"] = with_content(town, "/bridge", LONG)
    kept = Source("full", f"{town.base}/full", "", language="en", licence="CC-BY-4.0", full_text=True)
    sources.add_source(kept, site.clock())
    site.once()
    assert "Part 19" in text_of(site, "/bridge")
    assert town.asked["/bridge"] == 0


def test_an_article_without_an_address_has_no_dead_links(site: Site, folder: Path) -> None:
    (folder / "1.json").write_text(item("Quay"))
    site.once()
    id_ = models.Article.objects.get().public_id
    pages = [text.decode() for file, (text, _) in site.tree().items() if id_ in file and file.endswith(".html")]
    assert len(pages) == 3, "one for each edition, and the comparison"
    assert not any('href=""' in text or "href='" in text or str(folder) in text for text in pages)


# --- What a review found -----------------------------------------------------------------------------------------


def test_two_addresses_of_one_page_are_one_article(site: Site, town: ScriptedSite) -> None:
    one, amp = stories(town, "bridge", "amp-bridge")
    link = f'<link rel="canonical" href="{town.base}{one}">'
    for path in (one, amp):
        answer = town.answers[path]
        town.answers[path] = Answer(answer.body.replace(b"</head>", link.encode() + b"</head>"))
    town.answers["/feed"] = town.feed([one, amp])
    site.once()
    assert models.Article.objects.filter(revision=1).count() == 1
    site.clock.forward(hours=2)
    site.once()
    assert models.Article.objects.filter(revision__gt=0).count() == 1


def test_a_template_that_names_one_canonical_address_for_all_costs_no_article(site: Site, town: ScriptedSite) -> None:
    paths = stories(town, "bridge", "market", "quay")
    link = f'<link rel="canonical" href="{town.base}/news">'.encode()
    for path in paths:
        town.answers[path] = Answer(town.answers[path].body.replace(b"</head>", link + b"</head>"))
    town.answers["/feed"] = town.feed(paths)
    site.once()
    assert models.Article.objects.filter(revision=1).count() == 3


def test_the_feed_dates_a_page_that_bears_no_date_and_a_new_date_there_is_no_news(
    site: Site, town: ScriptedSite
) -> None:
    def listed(day: int) -> Answer:
        body = town.feed(stories(town, "bridge")).body
        return Answer(
            re.sub(b"<pubDate>.*?</pubDate>", b"", body).replace(
                b"</item>", f"<pubDate>Sat, {day} Nov 2026 08:00:00 GMT</pubDate></item>".encode()
            )
        )

    for day in (21, 22):
        town.answers["/feed"] = listed(day)
        site.once()
        site.clock.forward(hours=2)
    article = models.Article.objects.get()
    assert article.revision == 1
    assert archive.newest_revision(article.public_id).document.published == datetime(2026, 11, 21, 8, tzinfo=UTC)


def test_a_page_that_was_never_there_is_given_up(site: Site, town: ScriptedSite) -> None:
    town.answers["/feed"] = town.feed(["/nowhere"])
    for _ in range(40):
        site.once()
        site.clock.forward(hours=12)
    assert models.Article.objects.get().due is None


def test_a_part_of_a_sitemap_that_fails_costs_only_itself(site: Site, town: ScriptedSite) -> None:
    stories(town, "bridge")
    dated = f"<url><loc>{town.base}/bridge</loc><lastmod>2026-11-22T09:00:00Z</lastmod></url>"
    town.answers["/news-1.xml"] = Answer(f"<urlset>{dated}</urlset>".encode(), content_type="text/xml")
    parts = "".join(f"<sitemap><loc>{town.base}/news-{n}.xml</loc></sitemap>" for n in (1, 2))
    town.answers["/sitemap.xml"] = Answer(f"<sitemapindex>{parts}</sitemapindex>".encode(), content_type="text/xml")
    sources.add_source(Source("map", f"{town.base}/sitemap.xml", "", kind=Kind.SITEMAP), site.clock())
    site.once()
    assert urls() == [f"{town.base}/bridge"]
    assert "news-2.xml" in source("map").alarm


def test_a_home_page_that_could_not_be_looked_at_is_looked_at_when_it_is_polled(site: Site, town: ScriptedSite) -> None:
    town.answers["/news.rss"] = town.feed(stories(town, "bridge"))
    link = '<link rel="alternate" type="application/rss+xml" href="/news.rss">'
    town.answers["/feed"] = Answer(f"<!doctype html><html><head>{link}</head><body>x</body></html>".encode())
    site.once()
    assert source().feed == f"{town.base}/news.rss"
    assert urls() == [f"{town.base}/bridge"]


def test_a_clock_that_was_a_year_ahead_stops_nothing(site: Site, town: ScriptedSite) -> None:
    town.answers["/feed"] = town.feed(stories(town, "bridge"))
    site.clock.forward(days=365)
    site.once()
    site.clock.forward(days=-365)
    town.answers["/feed"] = town.feed(stories(town, "bridge", "ferry"))
    site.once()
    assert len(urls()) == 2


def test_an_idle_cycle_asks_for_no_article(site: Site, town: ScriptedSite) -> None:
    paths = stories(town, "bridge", "ferry")
    town.answers["/feed"] = town.feed(paths)
    site.once()
    site.clock.forward(minutes=50)
    site.once()
    assert [town.asked[path] for path in paths] == [1, 1]
    assert town.asked["/feed"] == 2


def test_the_print_version_stands_in_where_the_page_is_cut_short(site: Site, town: ScriptedSite) -> None:
    cut = page("<p>The council met on Monday…</p>", "The quay").body
    link = b'<link rel="alternate" media="print" href="/bridge/print"></head>'
    town.answers["/bridge"] = Answer(cut.replace(b"</head>", link))
    town.answers["/bridge/print"] = page(LONG, "The quay")
    town.answers["/feed"] = town.feed(["/bridge"])
    site.once()
    assert "Part 19" in text_of(site, "/bridge")


def test_a_part_that_stops_answering_makes_no_flood_of_what_comes_late(site: Site, town: ScriptedSite) -> None:
    def put_up(file: str, *names: str) -> None:
        stories(town, *names)
        pages = (f"<url><loc>{town.base}/{name}</loc><lastmod>2026-11-22T09:00:00Z</lastmod></url>" for name in names)
        town.answers[file] = Answer(f"<urlset>{''.join(pages)}</urlset>".encode(), content_type="text/xml")

    parts = "".join(f"<sitemap><loc>{town.base}/news-{n}.xml</loc></sitemap>" for n in (1, 2))
    town.answers["/sitemap.xml"] = Answer(f"<sitemapindex>{parts}</sitemapindex>".encode(), content_type="text/xml")
    sources.add_source(Source("map", f"{town.base}/sitemap.xml", "", kind=Kind.SITEMAP), site.clock())
    put_up("/news-1.xml", "bridge")
    put_up("/news-2.xml", "quay")
    site.once()
    del town.answers["/news-2.xml"]
    for names in (["bridge"], ["bridge", "ferry"]):
        put_up("/news-1.xml", *names)
        site.clock.forward(hours=7)
        site.once()
    assert "news-2.xml" in source("map").alarm
    assert f"{town.base}/ferry" in urls()
