"""Push through the wire: a real hub process, our own server as the callback, a source that names the hub."""

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from guards import PATIENCE
from wire import Site

from dragoman.dispatch.crew import Crew
from dragoman.flow.push import Callbacks
from dragoman.newsroom import models
from dragoman.serve import Ears, make_server
from dragoman.testing.site import Answer, ScriptedSite, page

STORY = "<p>The council met on Monday and agreed to mend the old quay before the winter storms.</p>" * 3


@pytest.fixture(scope="module")
def hub() -> Iterator[str]:
    command = [sys.executable, "-m", "dragoman.testing.hub", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield re.search(r"http://\S+", process.stdout.readline())[0]  # type: ignore[index]
        process.terminate()


@pytest.fixture
def town(hub: str) -> Iterator[ScriptedSite]:
    with ScriptedSite() as town:
        put_up(town, hub, "bridge")
        yield town


def put_up(town: ScriptedSite, hub: str, *names: str) -> None:
    for name in names:
        town.answers[f"/{name}"] = page(STORY, f"The {name} of the quay")
    feed = town.feed([f"/{name}" for name in names]).body.decode()
    links = f'<atom:link rel="hub" href="{hub}"/><atom:link rel="self" href="{town.base}/feed"/>'
    feed = feed.replace("<rss ", '<rss xmlns:atom="http://www.w3.org/2005/Atom" ')
    town.answers["/feed"] = Answer(feed.replace("<title>Scripted", f"{links}<title>Scripted", 1).encode())


@pytest.fixture
def site(tmp_path: Path, crew: Crew, town: ScriptedSite, hub: str) -> Iterator[Site]:
    get(f"{hub}ctl?reset=1")
    site = Site.made(tmp_path / "site", crew, {"town": f"{town.base}/feed"})
    server = make_server(tmp_path / "site" / "public", port=0, ears=Ears(push=Callbacks(site.clock)))
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    site.change('address = "http://127.0.0.1:8000"', f'address = "http://127.0.0.1:{server.server_port}"')
    site.change("subscribe = false", "subscribe = true")
    site.change("allow = [", f'allow = ["{urlsplit(hub).netloc}", ')
    yield site
    server.shutdown()
    server.server_close()


def get(url: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> int:
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=PATIENCE)
    connection.request("POST" if body else "GET", f"{parts.path}?{parts.query}", body, headers or {})
    status = connection.getresponse().status
    connection.close()
    return status


def ping(hub: str, topic: str) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    get(hub, urlencode({"hub.mode": "publish", "hub.url": topic}).encode(), form)
    get(f"{hub}ctl?settle=1")


def subscription() -> models.Subscription:
    return models.Subscription.objects.get()


def subscribed(site: Site, hub: str) -> None:
    """Let the wire find the hub, ask it, and be confirmed."""
    site.once()
    get(f"{hub}ctl?settle=1")
    assert subscription().until is not None


def test_a_signed_push_makes_its_source_due_at_once(site: Site, town: ScriptedSite, hub: str) -> None:
    subscribed(site, hub)
    site.once()
    assert town.asked["/feed"] == 1
    put_up(town, hub, "ferry", "bridge")
    site.clock.forward(minutes=2)
    ping(hub, f"{town.base}/feed")
    assert models.Source.objects.get().due == site.clock()
    site.once()
    assert models.Article.objects.count() == 2
    assert site.report()["sources"][0]["pushed"]


def test_a_push_that_is_forged_or_not_signed_does_nothing(site: Site, town: ScriptedSite, hub: str) -> None:
    subscribed(site, hub)
    due = models.Source.objects.get().due
    for fault in ("forged", "unsigned"):
        get(f"{hub}ctl?fault={fault}")
        ping(hub, f"{town.base}/feed")
    assert models.Source.objects.get().due == due
    assert subscription().pushed is None


def test_a_lease_is_renewed_before_it_ends(site: Site, hub: str) -> None:
    subscribed(site, hub)
    first = subscription().until
    assert first is not None
    site.clock.forward(seconds=(first - site.clock()).total_seconds() * 0.7)
    site.once()
    get(f"{hub}ctl?settle=1")
    later = subscription().until
    assert later is not None
    assert later - first > timedelta(days=1)


def test_a_hub_that_refuses_or_is_silent_is_asked_again_later(site: Site, hub: str) -> None:
    get(f"{hub}ctl?fault=deny")
    site.once()
    get(f"{hub}ctl?settle=1")
    assert subscription().until is None
    assert "refuses" in subscription().error
    assert subscription().due > site.clock()


def test_a_callback_that_nobody_keeps_any_more_is_gone(site: Site, hub: str) -> None:
    subscribed(site, hub)
    token = subscription().token
    models.Subscription.objects.all().delete()
    callback = re.search(r'address = "(\S+)"', (site.folder / "dragoman.toml").read_text())
    assert callback
    assert get(f"{callback[1]}/_push/{token}", b"x") == 410


def test_our_own_hub_is_told_of_news_once(site: Site, town: ScriptedSite, hub: str) -> None:
    site.change('hub = ""', f'hub = "{hub}"')
    site.once()
    told = models.Note.objects.filter(name__startswith="announced").count()
    assert told == 6
    before = dict(models.Note.objects.values_list("name", "text"))
    site.once()
    assert dict(models.Note.objects.values_list("name", "text")) == before
