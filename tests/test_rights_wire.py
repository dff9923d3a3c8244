"""Rights on the wire: what a host says for all its pages, excerpts, and texts that were translated before."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner
from wire import Site

from dragoman.cli import whole
from dragoman.dispatch.crew import Crew
from dragoman.extract import extract
from dragoman.flow.explaining import decision_of_source, source_of
from dragoman.flow.wire import Wire
from dragoman.newsroom import archive, models
from dragoman.newsroom import sources as stored
from dragoman.rights.registry import load as load_registry
from dragoman.rights.registry import shipped
from dragoman.testing.engine import ScriptedEngine
from dragoman.testing.site import Answer, ScriptedSite, page
from dragoman.types import Document, Level, Source, Translator

app = whole()
RELAY = Path(__file__).parent.parent.parent / "shared/data/news/globalvoices_de_relay_translation.html"
FIRST = "The harbour council met on Monday and spoke of the old quay."
REST = "".join(
    f"<p>Nobody knows what the mending of the {n} piers will cost before the spring comes.</p>" for n in "abcde"
)
STORY = page(f"<p>{FIRST} It will meet again on Friday.</p>{REST}")


@pytest.fixture
def source() -> Iterator[ScriptedSite]:
    with ScriptedSite() as source:
        source.answers = {"/story": STORY, "/feed": source.feed(["/story"])}
        yield source


@pytest.fixture
def site(tmp_path: Path, source: ScriptedSite) -> Iterator[Site]:
    with Crew(0) as crew:
        yield Site.made(tmp_path / "site", crew, {"feed": f"{source.base}/feed"})


def with_head(answer: Answer, head: str) -> Answer:
    return replace(answer, body=answer.body.replace(b"</head>", f"{head}</head>".encode()))


def decided(site: Site) -> tuple[Level, bool, bool]:
    decision = decision_of_source(shipped(), load_settings(site), stored.source("feed").source, site.clock())
    return decision.level, decision.translate, decision.remember


def load_settings(site: Site):  # type: ignore[no-untyped-def]
    from dragoman.config import load

    return load(site.folder)


def shown(site: Site, language: str) -> str:
    return site.tree()[site.pages("/story")[language]][0].decode()


def test_what_a_host_says_for_all_its_pages_is_kept_to_and_asked_once_a_day(site: Site, source: ScriptedSite) -> None:
    source.answers |= {
        "/robots.txt": Answer(
            b"User-agent: *\nContent-Usage: train-ai=n\nLicense: /rsl.xml\n", content_type="text/plain"
        ),
        "/.well-known/tdmrep.json": Answer(b'[{"location": "/other", "tdm-reservation": 1}]'),
        "/rsl.xml": Answer(
            b'<rsl xmlns="https://rslstandard.org/rsl"><content url="/story"><license>'
            b'<prohibits type="usage">ai-input</prohibits></license></content></rsl>'
        ),
    }
    site.once(open_engine=ScriptedEngine)
    assert decided(site) == (Level.HEADLINE, False, False)
    site.once(recheck=True, open_engine=ScriptedEngine)
    assert [source.asked[path] for path in ("/robots.txt", "/.well-known/tdmrep.json", "/rsl.xml")] == [1, 1, 1]
    site.clock.forward(hours=25)
    source.answers["/rsl.xml"] = Answer(b"no", 503)
    site.once(recheck=True, open_engine=ScriptedEngine)
    assert source.asked["/rsl.xml"] == 2
    assert decided(site)[0] is Level.HEADLINE, "what it said last holds while it can't be read"
    site.clock.forward(hours=25)
    source.answers["/rsl.xml"] = Answer(b"no", 404)
    site.once(recheck=True, open_engine=ScriptedEngine)
    assert decided(site)[0] is Level.FULL, "a licence stands beside a file that is not there"


def test_a_feed_that_calls_itself_another_has_no_licence_from_it(site: Site, source: ScriptedSite) -> None:
    listed = next(each for each in shipped() if each.translatable and each.home)
    feed, own = source.answers["/feed"], f"<link>{source.base}</link>".encode()
    source.answers["/feed"] = replace(feed, body=feed.body.replace(own, f"<link>{listed.home}</link>".encode(), 1))
    source.answers["/story"] = page(f"<p>{FIRST}</p>{REST}", licence="")
    site.once(open_engine=ScriptedEngine)
    assert stored.source("feed").source.home
    assert decided(site)[0] is Level.HEADLINE


def test_what_a_feed_says_for_all_its_items_holds_beside_what_an_item_says(site: Site, source: ScriptedSite) -> None:
    terms = b"Shared under CC BY-ND 4.0 only: no derivatives, no translations."
    own = b'<dc:rights xmlns:dc="http://purl.org/dc/elements/1.1/">(c) 2026 Jane Doe</dc:rights></item>'
    body = source.answers["/feed"].body.replace(b"<channel>", b"<channel><copyright>" + terms + b"</copyright>")
    source.answers["/feed"] = replace(source.answers["/feed"], body=body.replace(b"</item>", own))
    site.once(open_engine=ScriptedEngine)
    assert not decided(site)[1], "it may not be translated"


def test_a_feed_that_says_less_than_before_is_obeyed_at_once(site: Site, source: ScriptedSite) -> None:
    site.once(open_engine=ScriptedEngine)
    assert not site.article("/story").withdrawn
    terms = (
        b'<rsl:content xmlns:rsl="https://rslstandard.org/rsl" url="/"><rsl:license>'
        b'<rsl:prohibits type="usage">all</rsl:prohibits></rsl:license></rsl:content></item>'
    )
    feed = source.answers["/feed"]
    source.answers["/feed"] = replace(feed, body=feed.body.replace(b"</item>", terms))
    site.clock.forward(hours=2)
    site.once(recheck=True, open_engine=ScriptedEngine)
    assert site.article("/story").withdrawn


def test_a_feed_whose_headers_alone_say_less_than_before_is_obeyed_at_once(site: Site, source: ScriptedSite) -> None:
    site.once(open_engine=ScriptedEngine)
    assert decided(site)[0] is Level.FULL
    source.answers["/feed"] = replace(source.answers["/feed"], headers={"Content-Signal": "ai-input=no"})
    site.clock.forward(hours=2)
    site.once(recheck=True, open_engine=ScriptedEngine)
    assert decided(site)[0] is Level.HEADLINE


@pytest.mark.parametrize(("path", "header"), [
    ("/feed", {"Content-Signal": "ai-input=no"}), ("/story", {"X-Robots-Tag": "nosnippet"}),
])  # fmt: skip
def test_headers_that_say_less_are_obeyed_though_the_body_is_as_it_was(
    site: Site, source: ScriptedSite, path: str, header: dict[str, str]
) -> None:
    source.answers[path] = replace(source.answers[path], headers={"ETag": '"1"'})
    site.once(open_engine=ScriptedEngine)
    assert decided(site)[0] is Level.FULL
    for _ in range(2):
        site.clock.forward(hours=2)
        site.once(recheck=True, open_engine=ScriptedEngine)
    assert site.article("/story").revision == 1
    source.answers[path] = replace(source.answers[path], headers={"ETag": '"1"', **header})
    site.clock.forward(hours=2)
    site.once(recheck=True, open_engine=ScriptedEngine)
    assert decided(site)[0] is Level.HEADLINE


def test_a_host_that_says_less_is_obeyed_though_its_page_is_as_it_was(site: Site, source: ScriptedSite) -> None:
    source.answers["/story"] = replace(STORY, headers={"ETag": '"1"'})
    site.once(open_engine=ScriptedEngine)
    robots = b"User-agent: *\nContent-Signal: ai-input=no\n"
    source.answers["/robots.txt"] = Answer(robots, content_type="text/plain")
    site.clock.forward(hours=25)
    site.once(recheck=True, open_engine=ScriptedEngine)
    assert decided(site)[0] is Level.HEADLINE


def test_a_licence_file_whose_address_is_none_stops_no_reading(site: Site, source: ScriptedSite) -> None:
    source.answers["/story"] = with_head(STORY, '<link rel="license" type="application/rsl+xml" href="http://[">')
    site.once(open_engine=ScriptedEngine)
    assert site.article("/story").revision
    assert decided(site)[0] is Level.FULL


def test_a_licence_file_that_nobody_can_read_grants_nothing(site: Site, source: ScriptedSite) -> None:
    source.answers["/robots.txt"] = Answer(b"License: https://127.0.0.1:1/rsl.xml\n", content_type="text/plain")
    source.answers["/story"] = page(f"<p>{FIRST}</p>{REST}", licence="")
    site.once(open_engine=ScriptedEngine)
    assert decided(site)[0] is Level.HEADLINE


def test_an_excerpt_is_translated_and_no_longer_than_its_page_allows(site: Site, source: ScriptedSite) -> None:
    source.answers["/story"] = with_head(STORY, '<meta name="robots" content="max-snippet:90">')
    site.once()
    assert dict(models.Page.objects.values_list("language", "state")) == {"en": "published", "pt": "published"}
    assert FIRST[:60] in shown(site, "en")
    assert "segunda-feira" in shown(site, "pt")
    assert "sexta-feira" not in shown(site, "pt"), "the second sentence is too long for it"
    for language in ("en", "pt"):
        assert "Nobody" not in shown(site, language)
        assert "Ninguém" not in shown(site, language)


def test_terms_that_say_nothing_of_translations_give_an_excerpt_in_their_own_language(
    site: Site, source: ScriptedSite
) -> None:
    feed = source.answers["/feed"].body.decode()
    own = "<copyright>You may republish our articles free of charge, with credit.</copyright><item>"
    source.answers["/feed"] = replace(source.answers["/feed"], body=feed.replace("<item>", own).encode())
    source.answers["/story"] = page(f"<p>{FIRST}</p>{REST}", licence="")
    site.once(open_engine=ScriptedEngine)
    assert dict(models.Page.objects.values_list("language", "state")) == {"en": "published", "pt": "headline"}
    assert FIRST in shown(site, "en")
    assert "Nobody" not in shown(site, "en")


def test_who_allows_no_copy_is_not_shown_beside_its_translation(site: Site, source: ScriptedSite) -> None:
    site.once()
    assert FIRST in shown(site, "pt")
    source.answers["/story"] = with_head(STORY, '<meta name="robots" content="noarchive">')
    site.once(recheck=True)
    assert FIRST not in shown(site, "pt")
    assert "não se guarde cópia do texto" in shown(site, "pt")


def test_what_is_kept_out_of_quotations_is_in_no_language(site: Site, source: ScriptedSite) -> None:
    kept = "<div data-nosnippet><p>These eleven words stand apart and are shown to nobody else.</p></div>"
    source.answers["/story"] = replace(STORY, body=STORY.body.replace(b"</article>", kept.encode() + b"</article>"))
    site.once(open_engine=ScriptedEngine)
    assert "Nobody knows" in shown(site, "en")
    assert not any(b"eleven" in content or b"nevele" in content for content, _ in site.tree().values())


def test_a_state_s_source_is_called_so_wherever_its_text_is_shown(site: Site, source: ScriptedSite) -> None:
    own = f'[[source]]\nname = "Herald"\nhome = "{source.base}"\nread = 2026-11-22\nstate = true\nblocked = ["EU"]\n'
    (site.folder / "sources.toml").write_text(own, encoding="utf-8")
    with site.desk() as desk:
        Wire(replace(desk, registry=load_registry(site.folder))).once()
    assert "Mídia estatal" in shown(site, "pt")
    assert "State media" in shown(site, "en")
    feeds = [path for path in site.tree() if path.startswith("pt/") and path.split(".")[-1] in ("atom", "rss", "xml")]
    assert any("Mídia estatal" in site.tree()[path][0].decode() for path in feeds)
    site.change('jurisdiction = ""', 'jurisdiction = "EU"')
    with site.desk() as desk:
        Wire(replace(desk, registry=load_registry(site.folder))).once()
    assert site.article("/story").withdrawn


@pytest.mark.parametrize("status", [401, 402, 403])
def test_a_page_that_is_not_for_everybody_gives_the_headline_of_its_feed(
    site: Site, source: ScriptedSite, status: int
) -> None:
    source.answers["/story"] = Answer(b"Subscribe", status)
    site.once(open_engine=ScriptedEngine)
    assert dict(models.Page.objects.values_list("language", "state")) == {"en": "headline", "pt": "headline"}
    assert "only for readers who pay" in run("source", "list", "--site", site.folder)


def test_past_the_day_that_a_page_set_nothing_of_it_is_shown(site: Site, source: ScriptedSite) -> None:
    head = '<meta name="robots" content="unavailable_after: 2026-11-25T00:00:00Z">'
    source.answers["/story"] = with_head(STORY, head)
    site.once(open_engine=ScriptedEngine)
    assert not site.article("/story").withdrawn
    site.clock.forward(days=4)
    source.answers["/story"] = with_head(STORY, head + "<!-- later -->" + '<meta name="robots" content="all">')
    site.once(recheck=True, open_engine=ScriptedEngine)
    assert site.article("/story").withdrawn


def explained(site: Site, url: str) -> str:
    told: str = json.loads(run("rights", "explain", url, "--site", site.folder, "--json"))["level"]
    return told


def test_the_wire_the_list_and_the_explanation_decide_alike_on_a_part_of_a_text(
    site: Site, source: ScriptedSite
) -> None:
    source.answers["/story"] = page(f"<p>{FIRST}</p>{REST}<p>It goes on. Continue reading</p>")
    site.once(open_engine=ScriptedEngine)
    assert dict(models.Page.objects.values_list("language", "state")) == {"en": "headline", "pt": "headline"}
    assert decided(site)[0] is Level.HEADLINE
    assert explained(site, f"{source.base}/story") == "headline"


def test_the_list_and_the_explanation_show_nothing_past_the_day_that_a_page_set(
    site: Site, source: ScriptedSite
) -> None:
    until = '<meta name="robots" content="unavailable_after: %s-11-25T00:00:00Z">'
    source.answers["/story"] = with_head(STORY, until % site.clock().year)
    site.once(open_engine=ScriptedEngine)
    assert decided(site)[0] is Level.FULL
    site.clock.forward(days=4)
    assert decided(site)[0] is Level.SKIP
    source.answers["/story"] = with_head(STORY, until % 2020)
    assert explained(site, f"{source.base}/story") == "skip"


@pytest.mark.skipif(not RELAY.exists(), reason="the recorded page (../shared/data/news) is not here")
def test_a_recorded_relay_keeps_author_translators_licence_and_the_way_to_its_original() -> None:
    document: Document = extract(RELAY.read_bytes(), "https://de.globalvoices.org/2019/04/30/x/")
    assert document.authors == ("Elisa Marvena",)
    assert document.translators == (Translator("Flavia Minaya", "en"), Translator("Monica Seemann"))
    assert document.original is not None
    assert (document.original.language, document.original.href[:27]) == ("es", "https://es.globalvoices.org")
    assert "/licenses/by/3.0/" in document.licence


def run(*arguments: object) -> str:
    told = CliRunner().invoke(app, [str(each) for each in arguments])
    assert told.exit_code == 0, told.output
    return told.output


def test_a_crawl_delay_hides_nothing_that_the_host_reserves(site: Site, source: ScriptedSite) -> None:
    source.answers |= {
        "/robots.txt": Answer(b"User-agent: *\nCrawl-delay: 40\n", content_type="text/plain"),
        "/.well-known/tdmrep.json": Answer(b'[{"location": "/", "tdm-reservation": 1}]'),
    }
    for _ in range(4):
        site.once(open_engine=ScriptedEngine)
        site.clock.forward(minutes=1)
    told = archive.newest_revision(site.article("/story").public_id).signals
    assert ("tdm-reservation", "1") in {(signal.name, signal.value) for signal in told}
    assert [source.asked[path] for path in ("/story", "/.well-known/tdmrep.json")] == [1, 1]


def test_every_signal_and_the_decision_are_told_in_plain_words(site: Site, source: ScriptedSite) -> None:
    source.answers["/story"] = with_head(STORY, '<meta name="robots" content="noarchive">')
    source.answers["/.well-known/tdmrep.json"] = Answer(b'[{"location": "/", "tdm-reservation": 1}]')
    told = run("rights", "explain", f"{source.base}/story", "--site", site.folder)
    for words in (
        "robots: noarchive", "tdm-reservation: 1", "licence: https://creativecommons.org/licenses/by/4.0/",
        "Shown: the whole text.", "May be translated: yes.", "May be kept in the translation memory: no.",
        "May be shown beside its original: no. The page asks that no copy of its text be kept (noarchive).",
    ):  # fmt: skip
        assert words in told
    plain = json.loads(run("rights", "explain", f"{source.base}/story", "--site", site.folder, "--json"))
    assert plain["level"] == "full"
    assert plain["uses"]["remember"]["allowed"] is False
    feed = run("rights", "explain", f"{source.base}/feed", "--site", site.folder, "--licence", "CC-BY-ND-4.0")
    assert "It is a feed" in feed
    assert "Shown: the headline and a link." in feed


def test_a_page_that_robots_txt_forbids_is_explained_without_a_look_at_it(site: Site, source: ScriptedSite) -> None:
    source.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /story\n", content_type="text/plain")
    told = run("rights", "explain", f"{source.base}/story", "--site", site.folder)
    assert "robots.txt forbids it" in told
    assert source.asked["/story"] == 0


def test_a_source_of_the_registry_is_added_by_its_name(site: Site, source: ScriptedSite) -> None:
    row = '[[source]]\nname = "Harbour"\nlicence = "CC BY 4.0"\nread = 2026-01-02\nnote = "Ours."\n[source.feeds]\n'
    (site.folder / "sources.toml").write_text(f'{row}en = "{source.base}/other"\npt = "{source.base}/outro"\n')
    source.answers["/outro"] = source.feed(["/story"])
    told = run("source", "add", "harbour", "--language", "pt", "--site", site.folder)
    assert f"{source.base}/outro" in told
    assert "In the registry of sources: Harbour, CC BY 4.0 (read 2026-01-02). Ours." in told
    assert "The registry of sources states the licence CC BY 4.0" in told


def test_the_list_of_sources_says_what_each_lets_us_do(site: Site, source: ScriptedSite) -> None:
    assert "No licence is stated" in run("source", "list", "--site", site.folder)
    site.once(open_engine=ScriptedEngine)
    told = run("source", "list", "--site", site.folder)
    assert "Shown as full, translated: The page states the licence CC BY 4.0" in told
    plain = json.loads(run("source", "list", "--site", site.folder, "--json"))
    assert plain[0]["rights"]["level"] == "full"
    assert archive.latest_of("feed") is not None


def test_a_page_in_a_file_has_the_licence_of_no_source() -> None:
    folder = Source("agency", "/srv/agency", "Agency", licence="CC-BY-4.0")
    assert source_of(iter([folder]), "", "").licence == ""


def test_what_was_skipped_is_not_to_expire_again(site: Site, source: ScriptedSite) -> None:
    head = '<meta name="robots" content="unavailable_after: 2020-01-01T00:00:00Z">'
    source.answers["/story"] = with_head(STORY, head)
    site.once(open_engine=ScriptedEngine)
    assert site.article("/story").withdrawn
    assert site.article("/story").expires is None
