"""Whatever a source sends: one clear line in the status, the rest goes on, nothing stored is lost."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from wire import Site

from dragoman.config import load
from dragoman.dispatch.crew import Crew
from dragoman.newsroom import models

BY = "https://creativecommons.org/licenses/by/4.0/"
SENTENCE = "The harbour council met on Monday and agreed to mend the old quay before the winter storms arrive. "


def page(body: str, language: str = "en") -> bytes:
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>A day at the quay</title>'
        f'<link rel="license" href="{BY}"></head><body><main><article><h1>A day at the quay</h1>{body}'
        f"</article></main></body></html>"
    ).encode()


UKRAINIAN = "Рада порту зібралася в понеділок і домовилася полагодити старий причал до зимових штормів. "
PAGES: dict[str, tuple[int, str, bytes]] = {
    "/good": (200, "text/html", page(f"<p>{SENTENCE * 3}</p><p>{SENTENCE * 2}</p>")),
    "/pdf": (200, "application/pdf", b"%PDF-1.7\n" + bytes(range(256)) * 40),
    "/empty": (200, "text/html", b""),
    "/missing": (404, "text/html", b"no"),
    "/broken": (500, "text/html", b"no"),
    "/charset": (200, "text/html; charset=utf-16", page(f"<p>{SENTENCE * 3}</p><p>{SENTENCE}</p>")),
    "/paragraph": (200, "text/html", page("<p>" + "word and more of it " * 262_144 + "</p>")),
    "/ukrainian": (200, "text/html", page(f"<p>{UKRAINIAN * 4}</p><p>{UKRAINIAN * 3}</p>", "uk")),
}


def feed(base: str) -> bytes:
    items = "".join(
        f"<item><title>Title of {path[1:]}</title><link>{base}{path}</link><guid>{path}</guid></item>"
        for path in (*PAGES, "/slow")
    )
    return f'<rss version="2.0"><channel><title>Odd</title><link>{base}</link>{items}</channel></rss>'.encode()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        base = f"http://{self.headers['Host']}"
        if self.path == "/slow":
            time.sleep(3)
        status, kind, body = {
            "/feed": (200, "application/rss+xml", feed(base)),
            "/nofeed": (200, "text/html", page("<p>Not a feed at all.</p>")),
            "/slow": (200, "text/html", b""),
            "/robots.txt": (404, "text/plain", b""),
            **PAGES,
        }.get(self.path, (404, "text/plain", b"no"))
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, crew: Crew, base: str) -> Site:
    feeds = {"odd": f"{base}/feed", "nofeed": f"{base}/nofeed", "away": f"{base}/away"}
    site = Site.made(tmp_path_factory.mktemp("bad") / "site", crew, feeds)
    settings = site.folder / "dragoman.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("gap = 1.0 ", "timeout = 1.0\ngap = 1.0 "), encoding="utf-8")
    assert load(site.folder).network.timeout == 1.0
    site.once()
    return site


def trouble(site: Site) -> dict[str, str]:
    return {row["url"].rsplit("/", 1)[1]: row["error"] for row in site.report()["trouble"]}  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["pdf", "empty", "missing", "broken", "slow"])
def test_a_page_that_is_none_is_one_clear_line(site: Site, name: str) -> None:
    line = trouble(site)[name]
    assert "\n" not in line
    assert "Traceback" not in line
    assert 10 < len(line) < 300


@pytest.mark.parametrize("name", ["good", "charset"])
def test_the_rest_goes_on(site: Site, name: str) -> None:
    assert name not in trouble(site)
    states = dict(models.Page.objects.filter(article__guid=f"/{name}").values_list("language", "state"))
    assert states == {"en": "published", "pt": "published"}


def test_a_paragraph_of_five_megabytes_blocks_nothing(site: Site) -> None:
    found = site.article("/paragraph")
    assert found.error or found.rendered


def test_a_language_that_no_model_serves_is_shown_as_a_headline_and_told(site: Site) -> None:
    states = dict(models.Page.objects.filter(article__guid="/ukrainian").values_list("language", "state"))
    assert states == {"en": "headline", "pt": "headline"}
    assert any("uk->pt" in row["reason"] for row in site.report()["headlines"])  # type: ignore[attr-defined]


def test_a_page_that_can_not_be_read_is_still_a_headline_with_its_link(site: Site) -> None:
    states = dict(models.Page.objects.filter(article__guid="/pdf").values_list("language", "state"))
    assert states == {"en": "headline", "pt": "headline"}


@pytest.mark.parametrize("name", ["nofeed", "away"])
def test_a_feed_that_is_none_is_one_clear_line(site: Site, name: str) -> None:
    (source,) = (row for row in site.report()["sources"] if row["source"] == name)  # type: ignore[attr-defined]
    assert source["error"]
    assert "\n" not in source["error"]


def test_a_second_run_loses_nothing(site: Site, tmp_path: Path) -> None:
    tree = site.tree()
    site.clock.forward(days=1)
    site.once(recheck=True)
    assert set(tree) <= set(site.tree())
