"""The wire on the sample source, end to end: real server, network, store, engines and files."""

import re
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest
from guards import PATIENCE
from wire import Site

from dragoman.dispatch.crew import Crew
from dragoman.flow import jobs
from dragoman.flow.wire import Wire
from dragoman.newsroom import models, sources
from dragoman.serve import make_server
from dragoman.testing.harbour import CHANGES, DISAPPEARS, HarbourSource, load_pieces

ND = "/packet/leave-the-old-quay-its-stones"
UNLICENSED = "/diario/2026/11/o-guarda-chuva-de-dona-amalia.html"


@pytest.fixture(scope="module")
def harbour() -> Iterator[HarbourSource]:
    with HarbourSource() as harbour:
        yield harbour


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, crew: Crew, harbour: HarbourSource) -> Site:
    feeds = {f"harbour-{language}": feed for language, feed in harbour.feeds.items()}
    site = Site.made(tmp_path_factory.mktemp("wire") / "site", crew, feeds)
    site.once()
    return site


def states(path: str) -> dict[str, str]:
    pages = models.Page.objects.filter(article__url__endswith=path)
    return dict(pages.values_list("language", "state"))


def test_every_article_stands_in_both_editions(site: Site) -> None:
    for path in load_pieces():
        assert set(site.pages(path)) == {"en", "pt"}, path
    assert site.report()["troubles"] == 0


def test_nearly_all_are_published_whole_and_what_may_not_be_is_a_headline(site: Site) -> None:
    shown = [state for path in load_pieces() for state in states(path).values()]
    assert sum(state in ("published", "partial") for state in shown) >= len(shown) - 5
    assert set(states(ND).values()) == set(states(UNLICENSED).values()) == {"headline"}


def test_a_headline_under_a_no_derivatives_licence_is_not_translated(site: Site) -> None:
    page = site.tree()[site.pages(ND)["pt"]][0].decode()
    assert load_pieces()[ND].title in page
    assert "Machine-translated" not in page


def test_a_second_run_asks_for_nothing_translates_nothing_and_writes_nothing(
    site: Site, harbour: HarbourSource
) -> None:
    tree, hits, memory = site.tree(), harbour.hits, models.Memory.objects.count()
    site.once()
    assert harbour.hits == hits
    assert models.Memory.objects.count() == memory
    assert site.tree() == tree


def test_a_recheck_of_an_unchanged_source_gets_304s_and_writes_nothing(site: Site, harbour: HarbourSource) -> None:
    tree, hits = site.tree(), harbour.hits
    site.once(recheck=True)
    again = {path: counts for path, counts in harbour.hits.items() if counts != hits.get(path)}
    assert set(load_pieces()) <= set(again)
    assert all(counts[0] == hits[path][0] for path, counts in again.items())
    assert site.tree() == tree


def test_a_corrected_article_costs_its_changed_sentences_and_its_own_pages(site: Site, harbour: HarbourSource) -> None:
    site.clock.forward(hours=1)
    before, memory = site.tree(), models.Memory.objects.count()
    harbour.edit(CHANGES)
    site.once(recheck=True)
    assert site.article(CHANGES).revision == 2
    new = models.Memory.objects.count() - memory
    assert 0 < new <= 8
    changed = {path for path, file in site.tree().items() if file != before.get(path)}
    changed -= {path for path in changed if path.endswith((".gz", ".br"))}
    lists = re.compile(
        r"(en|pt)/(sources/[\w-]+/|sections/\w+/|archive/[\w/-]+/)?(index\.html|atom\.xml|rss\.xml|feed\.json)|api/.*"
        r"|(en|pt)/corrections/index\.html|sitemaps/.*|sitemap\.xml"
    )
    own = set(site.pages(CHANGES).values())
    names = ("history/index.html", "provenance.json")
    beside = {path.removesuffix("index.html") + name for path in own for name in names}
    comparison = {page.replace("index.html", "compare/index.html") for page in own}
    assert own | beside <= {path for path in changed if not lists.fullmatch(path)} <= own | beside | comparison


def test_an_article_whose_server_fails_stays_and_the_trouble_is_told(site: Site, harbour: HarbourSource) -> None:
    path = next(path for path in load_pieces() if path not in (CHANGES, DISAPPEARS, ND, UNLICENSED))
    before = site.tree()
    harbour.fail(path)
    site.clock.forward(hours=1)
    site.once(recheck=True)
    assert site.tree() == before
    assert any("503" in trouble["error"] for trouble in site.report()["trouble"])
    harbour.reset()
    harbour.edit(CHANGES)


def test_an_article_that_is_gone_is_withdrawn_from_every_edition(site: Site, harbour: HarbourSource) -> None:
    pages = site.pages(DISAPPEARS)
    harbour.remove(DISAPPEARS)
    site.clock.forward(hours=1)
    site.once(recheck=True)
    tree = site.tree()
    for language, page in pages.items():
        assert "2.140" not in tree[page][0].decode()
        assert page.replace("index.html", "gone") in tree
        assert page.removesuffix("index.html") not in tree[f"{language}/index.html"][0].decode()
        assert b"deleted-entry" in tree[f"{language}/atom.xml"][0]


def test_the_server_answers_410_304_and_404_honestly(site: Site) -> None:
    server = make_server(site.folder / "public", port=0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=PATIENCE)

    def status(path: str, **headers: str) -> tuple[int, dict[str, str]]:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        response.read()
        return response.status, dict(response.getheaders())

    gone = "/" + site.pages(DISAPPEARS)["en"].removesuffix("index.html")
    assert status(gone)[0] == 410
    code, headers = status("/en/")
    assert code == 200
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert status("/en/", **{"If-None-Match": headers["ETag"]})[0] == 304
    assert status("/en")[0] == 301
    assert status("/nothing/here")[0] == 404
    assert status("/../data/dragoman.sqlite3")[0] == 404
    connection.close()
    server.shutdown()
    server.server_close()


def test_a_build_from_nothing_gives_the_same_bytes(site: Site, tmp_path: Path) -> None:
    from dragoman.flow.editions import build

    with site.desk() as desk:
        build(desk, tmp_path / "again")
    again = {
        str(f.relative_to(tmp_path / "again")): f.read_bytes() for f in (tmp_path / "again").rglob("*") if f.is_file()
    }
    assert again == {path: content for path, (content, _) in site.tree().items()}


def test_the_sample_papers_let_themselves_be_asked_every_minute(site: Site) -> None:
    # The README promises that a correction is seen within a minute, and a feed's own ttl is kept.
    assert all(state.hints.least <= 60 for state in sources.sources())


def test_a_run_looks_for_work_at_once_and_not_after_its_first_pause(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "PAUSE", 10 * PATIENCE)
    sources.make_due(site.clock())
    with site.desk() as desk:
        wire = Wire(desk)
        thread = threading.Thread(target=wire.run)
        thread.start()
        end = time.monotonic() + PATIENCE
        while sources.due_sources(site.clock(), 1) and time.monotonic() < end:
            time.sleep(0.05)
        wire.stop()
        thread.join()
    assert not sources.due_sources(site.clock(), 1)
