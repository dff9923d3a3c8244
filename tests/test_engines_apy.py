"""Apertium's own HTTP server on loopback, where it is installed: from a poll to the page."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from urllib.error import URLError

import pytest
from wire import Site

from dragoman.dispatch.crew import Crew
from dragoman.newsroom import models
from dragoman.testing.site import ScriptedSite, page
from dragoman.translate.engines import apertium
from dragoman.types import Pair

PROGRAM = "apertium-apy"
ES_PT = Pair("es", "pt")
MODES = apertium.DATA / "modes"
SECONDS = 30.0
pytestmark = pytest.mark.skipif(
    not which(PROGRAM) or ES_PT not in {offer.pair for offer in apertium.offers()},
    reason="Apertium's server is not installed (Debian: apt install apertium-apy apertium-es-pt)",
)
HEADLINE = "El consejo del puerto se reúne"
BODY = (
    "<p>«Los barcos llegaron ayer», dijo Łukasz Żak a @juan. La obra costará 3.500 millones de euros y empezará "
    "el lunes.</p><p>Nadie habló en contra de la obra (12 votos a 1) en https://example.org/a?b=1&amp;c=2 #ahora.</p>"
)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The server's address, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [PROGRAM, "-p", str(port), "-j", "1", str(MODES)]
    # A session of its own: its pipelines must end with it.
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True) as apy:
        try:
            yield _answering(f"http://127.0.0.1:{port}")
        finally:
            os.killpg(apy.pid, signal.SIGKILL)


def _answering(base: str) -> str:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"{base}/listPairs", timeout=SECONDS):  # noqa: S310 - our own server
                return base
        except URLError:
            time.sleep(0.1)
    pytest.fail(f"{PROGRAM} does not answer")


def site_of(folder: Path, crew: Crew, feed: str, server: str, pair: str) -> Site:
    """Make a site that has no engine but the server."""
    site = Site.made(folder, crew, {"feed": feed}, local=())
    settings = f'name = "near"\nkind = "apy"\naddress = "{server}"\npairs = ["{pair}"]\n'
    with (site.folder / "dragoman.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[[engines]]\n{settings}")
    return site


def test_an_article_is_translated_by_the_server_and_nothing_in_it_is_lost(tmp_path: Path, server: str) -> None:
    with ScriptedSite() as source, Crew(0) as crew:
        source.answers = {"/story": page(BODY, HEADLINE, "es"), "/feed": source.feed(["/story"])}
        site = site_of(tmp_path / "site", crew, f"{source.base}/feed", server, "es-pt")
        site.once()
        shown = site.tree()[site.pages("/story")["pt"]][0].decode()
    assert models.Page.objects.get(language="pt").state == "published"
    assert models.Engine.objects.filter(failures__gt=0).count() == 0
    for arrived in (
        "O conselho do porto",
        "“Os barcos chegaram ontem”",
        "Łukasz Żak",
        "@juan",
        "3.500 milhões",
        "(12 votos a 1)",
        "https://example.org/a?b=1&amp;c=2",
        "#ahora",
    ):
        assert arrived in shown
    assert "*" not in shown.partition("<main")[2].partition("</main>")[0]


def test_a_pair_that_the_server_lacks_is_told_and_the_article_waits(tmp_path: Path, server: str) -> None:
    with ScriptedSite() as source, Crew(0) as crew:
        source.answers = {"/story": page("<p>Гавань открыта.</p>", "Гавань", "ru"), "/feed": source.feed(["/story"])}
        site_of(tmp_path / "site", crew, f"{source.base}/feed", server, "ru-pt").once()
    assert models.Page.objects.get(language="pt").state == "headline"
    assert "400" in models.Engine.objects.get(name="near").error
