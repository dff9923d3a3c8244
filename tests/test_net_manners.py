"""How the wire behaves as a guest of real hosts on loopback: robots.txt, Crawl-delay, and hosts that want peace."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wire import Site

from dragoman.dispatch.crew import Crew
from dragoman.errors import BadStatus, TooSoon
from dragoman.flow import manners
from dragoman.flow.desk import Desk
from dragoman.newsroom import hosts
from dragoman.testing.site import Answer, ScriptedSite

PAGE = Answer(b"<p>news</p>")


@pytest.fixture
def town() -> Iterator[ScriptedSite]:
    with ScriptedSite() as town:
        yield town


@pytest.fixture
def harbour() -> Iterator[ScriptedSite]:
    with ScriptedSite() as harbour:
        yield harbour


@pytest.fixture
def site(tmp_path: Path, crew: Crew, town: ScriptedSite, harbour: ScriptedSite) -> Site:
    return Site.made(tmp_path / "site", crew, {"town": f"{town.base}/feed", "harbour": f"{harbour.base}/feed"})


@pytest.fixture
def desk(site: Site) -> Iterator[Desk]:
    with site.desk() as desk:
        yield desk


def test_a_crawl_delay_holds_after_the_first_page_and_not_before_it(desk: Desk, town: ScriptedSite) -> None:
    town.answers |= {
        "/robots.txt": Answer(b"User-agent: *\nCrawl-delay: 60\n", content_type="text/plain"),
        "/one": PAGE,
        "/two": PAGE,
    }
    assert manners.fetch(desk, f"{town.base}/one").body == PAGE.body
    with pytest.raises(TooSoon) as caught:
        manners.fetch(desk, f"{town.base}/two")
    assert 30 < caught.value.retry_after <= 60
    assert (town.asked["/robots.txt"], town.asked["/two"]) == (1, 0)


def test_a_crawl_delay_holds_for_all_processes_of_a_site(site: Site, town: ScriptedSite) -> None:
    town.answers |= {
        "/robots.txt": Answer(b"User-agent: *\nCrawl-delay: 20\n", content_type="text/plain"),
        **dict.fromkeys(("/one", "/two", "/three"), PAGE),
    }
    with site.desk() as poller, site.desk() as worker:
        manners.fetch(poller, f"{town.base}/one")
        site.clock.forward(seconds=19.7)
        began = time.monotonic()
        manners.fetch(worker, f"{town.base}/two")
        assert time.monotonic() - began >= 0.3
        site.clock.forward(seconds=9)  # the next turn is 11.3 seconds ahead, and the one after that too far
        assert hosts.take_turn(town.base, site.clock(), timedelta(seconds=20), timedelta(seconds=30)).seconds == 11
        with pytest.raises(TooSoon):
            manners.fetch(poller, f"{town.base}/three")
    assert town.asked["/three"] == 0


@pytest.mark.parametrize("status", [429, 503])
def test_the_host_that_wants_peace_rests_and_not_the_one_that_led_there(
    site: Site, town: ScriptedSite, harbour: ScriptedSite, status: int
) -> None:
    town.answers |= {"/moved": Answer(b"", 302, headers={"Location": f"{harbour.base}/busy"}), "/one": PAGE}
    harbour.answers |= {"/busy": Answer(b"", status, headers={"Retry-After": "3600"}), "/two": PAGE}
    with site.desk() as desk, pytest.raises(BadStatus) as refused:
        manners.fetch(desk, f"{town.base}/moved")
    assert refused.value.url == f"{harbour.base}/busy"
    with site.desk() as desk:  # another door, as after a restart: only what was stored is known
        assert manners.fetch(desk, f"{town.base}/one").body == PAGE.body
        with pytest.raises(TooSoon):
            manners.fetch(desk, f"{harbour.base}/two")
    assert harbour.asked.keys() == {"/busy"}


def test_a_host_that_a_redirect_spells_in_another_way_is_the_same_host() -> None:
    assert manners.host_name("HTTPS://News.Example:443/a") == manners.host_name("https://news.example/b")


def test_the_host_is_looked_up_once_a_fetch(desk: Desk, town: ScriptedSite) -> None:
    town.answers["/one"] = PAGE
    manners.fetch(desk, f"{town.base}/one")
    with CaptureQueriesContext(connection) as asked:
        manners.fetch(desk, f"{town.base}/one")
    assert len(asked) == 1
    assert hosts.host(town.base).read == desk.clock()
