"""The sample source over HTTP: its controls, its feeds and the form of its pages."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urljoin, urlsplit

import feedparser
import pytest
from guards import PATIENCE
from lxml import etree, html

from dragoman.testing.harbour import CHANGES, DISAPPEARS, FAULTS, HarbourSource, load_pieces
from dragoman.testing.harbour.pages import HERE

BY, BY_ND = "https://creativecommons.org/licenses/by/4.0/", "https://creativecommons.org/licenses/by-nd/4.0/"
FEEDS = {"en": "/packet/rss.xml", "pt": "/diario/atom.xml"}
PATHS = sorted(load_pieces())


@pytest.fixture(scope="module")
def running() -> Iterator[HarbourSource]:
    with HarbourSource() as harbour:
        yield harbour


@pytest.fixture
def harbour(running: HarbourSource) -> HarbourSource:
    running.reset()
    return running


def ask(
    harbour: HarbourSource, path: str, headers: dict[str, str] | None = None, method: str = "GET"
) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection(urlsplit(harbour.base).netloc, timeout=PATIENCE)
    try:
        connection.request(method, path, headers=headers or {})
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


def page(harbour: HarbourSource, path: str) -> html.HtmlElement:
    return html.fromstring(ask(harbour, path)[1].decode())


def entries(harbour: HarbourSource, language: str) -> dict[str, feedparser.FeedParserDict]:
    parsed = feedparser.parse(ask(harbour, FEEDS[language])[1])
    return {entry.link.removeprefix(harbour.base): entry for entry in parsed.entries}


# --- The server ---------------------------------------------------------------------------------------------------


def test_it_serves_on_loopback_and_names_its_feeds(harbour: HarbourSource) -> None:
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+", harbour.base)
    assert harbour.feeds == {language: harbour.base + path for language, path in FEEDS.items()}
    for path in FEEDS.values():
        assert ask(harbour, path)[0].status == 200


def test_two_can_run_side_by_side_and_one_ends_with_its_block(harbour: HarbourSource) -> None:
    with HarbourSource() as other:
        assert other.base != harbour.base
        other.remove(DISAPPEARS)
        assert ask(harbour, DISAPPEARS)[0].status == 200
    with pytest.raises(ConnectionRefusedError):
        ask(other, "/")


def test_the_same_state_gives_the_same_bytes(harbour: HarbourSource) -> None:
    first = {path: ask(harbour, path)[1] for path in [*PATHS, *FEEDS.values()]}
    harbour.edit(CHANGES)
    harbour.reset()
    assert first == {path: ask(harbour, path)[1] for path in first}


@pytest.mark.parametrize("path", [PATHS[0], PATHS[-1], *FEEDS.values(), "/", "/packet/", "/diario/", "/robots.txt"])
def test_a_second_visit_with_the_tag_or_the_time_gets_an_empty_304(harbour: HarbourSource, path: str) -> None:
    first, _ = ask(harbour, path)
    tag, when = first.headers["ETag"], first.headers["Last-Modified"]
    for headers in ({"If-None-Match": tag}, {"If-None-Match": f'"x", W/{tag}'}, {"If-Modified-Since": when}):
        answer, body = ask(harbour, path, headers)
        assert (answer.status, body, answer.headers["ETag"]) == (304, b"", tag)
    assert harbour.hits[path] == [1, 3]


def test_a_wrong_tag_wins_over_a_right_time(harbour: HarbourSource) -> None:
    first, body = ask(harbour, CHANGES)
    headers = {"If-None-Match": '"other"', "If-Modified-Since": first.headers["Last-Modified"]}
    answer, again = ask(harbour, CHANGES, headers)
    assert (answer.status, again) == (200, body)


def test_one_connection_carries_many_requests(harbour: HarbourSource) -> None:
    connection = HTTPConnection(urlsplit(harbour.base).netloc, timeout=PATIENCE)
    for path in (*PATHS[:5], "/nothing"):
        connection.request("GET", path)
        assert connection.getresponse().read()
    connection.close()


def test_head_answers_as_get_does_without_the_body(harbour: HarbourSource) -> None:
    got, body = ask(harbour, CHANGES)
    head, nothing = ask(harbour, CHANGES, method="HEAD")
    assert nothing == b""
    assert head.headers["Content-Length"] == got.headers["Content-Length"] == str(len(body))
    assert head.headers["ETag"] == got.headers["ETag"]


def test_what_is_not_there_is_404_and_not_counted(harbour: HarbourSource) -> None:
    for path in ("/packet/no-such-story", "/pictures/../server.py", "/pictures/ferry.svg", "/articles/en/"):
        assert ask(harbour, path)[0].status == 404
    assert harbour.hits == {}


def test_robots_txt_allows_all_but_private_and_private_answers_if_asked(harbour: HarbourSource) -> None:
    _, robots = ask(harbour, "/robots.txt")
    assert robots.decode().splitlines() == ["User-agent: *", "Allow: /", "Disallow: /private/"]
    assert ask(harbour, "/private/diary.html")[0].status == 200


def test_an_edit_changes_the_page_its_times_and_its_feed_and_nothing_else(harbour: HarbourSource) -> None:
    every = [*PATHS, *FEEDS.values(), "/packet/", "/diario/"]
    before = {path: ask(harbour, path) for path in every}
    harbour.edit(CHANGES)
    after = {path: ask(harbour, path) for path in every}
    changed = {path for path in every if before[path][1] != after[path][1]}
    assert changed == {CHANGES, FEEDS["en"], "/packet/"}
    for path in changed:
        old = {name: before[path][0].headers[name] for name in ("ETag", "Last-Modified")}
        assert ask(harbour, path, {"If-None-Match": old["ETag"]})[0].status == 200
        assert ask(harbour, path, {"If-Modified-Since": old["Last-Modified"]})[0].status == 200


def test_an_edit_moves_the_time_in_page_and_feed_but_not_the_guid(harbour: HarbourSource) -> None:
    before = entries(harbour, "en")[CHANGES]
    harbour.edit(CHANGES)
    after = entries(harbour, "en")[CHANGES]
    modified = load_pieces(edited=True)[CHANGES].updated
    assert (after.id, after.published) == (before.id, before.published)
    assert datetime.fromisoformat(after.updated) == modified > datetime.fromisoformat(before.updated)
    ld = json.loads(page(harbour, CHANGES).xpath("//script[@type='application/ld+json']")[0].text)
    assert datetime.fromisoformat(ld["dateModified"]) == modified


def test_a_removed_article_is_410_and_leaves_its_feed(harbour: HarbourSource) -> None:
    old = ask(harbour, FEEDS["pt"])[0].headers["Last-Modified"]
    assert DISAPPEARS in entries(harbour, "pt")
    harbour.remove(DISAPPEARS)
    assert ask(harbour, DISAPPEARS)[0].status == 410
    assert DISAPPEARS not in entries(harbour, "pt")
    assert len(entries(harbour, "pt")) == 11
    assert ask(harbour, FEEDS["pt"], {"If-Modified-Since": old})[0].status == 200


def test_removing_the_newest_article_moves_the_time_of_the_feed_too(harbour: HarbourSource) -> None:
    old = ask(harbour, FEEDS["pt"])[0].headers["Last-Modified"]
    harbour.remove(next(path for path, piece in load_pieces().items() if piece.language == "pt"))
    assert ask(harbour, FEEDS["pt"])[0].headers["Last-Modified"] > old


@pytest.mark.parametrize(("status", "retry"), [(503, "60"), (429, "60"), (500, None), (404, None)])
def test_any_path_can_be_made_to_fail(harbour: HarbourSource, status: int, retry: str | None) -> None:
    for path in (FAULTS["pt"], FEEDS["en"], "/robots.txt"):
        harbour.fail(path, status=status)
        answer, _ = ask(harbour, path)
        assert (answer.status, answer.headers["Retry-After"]) == (status, retry)
    assert FAULTS["pt"] in entries(harbour, "pt")


def test_reset_puts_all_back_counts_included(harbour: HarbourSource) -> None:
    before = ask(harbour, CHANGES)[1]
    harbour.edit(CHANGES)
    harbour.remove(DISAPPEARS)
    harbour.fail(FAULTS["en"])
    harbour.reset()
    assert harbour.hits == {}
    assert ask(harbour, CHANGES)[1] == before
    assert ask(harbour, DISAPPEARS)[0].status == ask(harbour, FAULTS["en"])[0].status == 200


def test_the_same_controls_work_over_http(harbour: HarbourSource) -> None:
    before = ask(harbour, CHANGES)[1]
    for query in (f"edit={CHANGES}", f"gone={DISAPPEARS}", f"fail={FAULTS['en']}&status=502"):
        assert ask(harbour, f"/ctl?{query}")[0].status == 200
    assert ask(harbour, CHANGES)[1] != before
    assert [ask(harbour, path)[0].status for path in (DISAPPEARS, FAULTS["en"])] == [410, 502]
    assert json.loads(ask(harbour, "/hits")[1]) == harbour.hits == {CHANGES: [2, 0]}
    assert ask(harbour, "/ctl?reset=1")[0].status == 200
    assert ask(harbour, CHANGES)[1] == before


@pytest.mark.parametrize("query", [f"edit={DISAPPEARS}", "gone=/nothing", "fail=/x&status=200", "fail=/x&status=ten"])
def test_a_control_that_makes_no_sense_is_refused_in_words(harbour: HarbourSource, query: str) -> None:
    answer, body = ask(harbour, f"/ctl?{query}")
    assert answer.status == 400
    assert len(body) > 10
    assert ask(harbour, DISAPPEARS)[0].status == 200


def test_the_command_serves_until_stopped_and_says_where_in_one_line() -> None:
    command = [sys.executable, "-m", "dragoman.testing.harbour", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        line = process.stdout.readline()
        found = re.search(r"127\.0\.0\.1:(\d+)/ ", line)
        assert found
        connection = HTTPConnection("127.0.0.1", int(found[1]), timeout=PATIENCE)
        connection.request("GET", "/packet/rss.xml")
        assert connection.getresponse().status == 200
        connection.close()
        process.terminate()
        assert process.stdout.read() == ""


def test_the_command_says_in_one_line_that_its_port_is_taken(harbour: HarbourSource) -> None:
    port = str(urlsplit(harbour.base).port)
    command = [sys.executable, "-m", "dragoman.testing.harbour", "--port", port]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "--port" in done.stderr


# --- Feeds --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "version", "code"), [("en", "rss20", "en-GB"), ("pt", "atom10", "pt-BR")])
def test_each_feed_parses_without_complaint_and_lists_twelve_articles(
    harbour: HarbourSource, language: str, version: str, code: str
) -> None:
    parsed = feedparser.parse(ask(harbour, FEEDS[language])[1])
    assert (parsed.bozo, parsed.version, len(parsed.entries)) == (False, version, 12)
    raw = etree.fromstring(ask(harbour, FEEDS[language])[1])
    assert code in (raw.findtext("channel/language"), raw.get("{http://www.w3.org/XML/1998/namespace}lang"))
    assert len({entry.id for entry in parsed.entries}) == 12
    assert all(not entry.id.startswith("http") for entry in parsed.entries)


@pytest.mark.parametrize("language", ["en", "pt"])
def test_feed_entries_say_what_the_articles_say_and_hold_summaries_only(harbour: HarbourSource, language: str) -> None:
    for path, entry in entries(harbour, language).items():
        piece = load_pieces()[path]
        assert entry.title == piece.title
        assert [author["name"] for author in entry.authors] == list(piece.authors)
        assert entry.get("license", "") == piece.licence_url
        assert "content" not in entry
        summary = f"<p>{piece.standfirst}</p>" if language == "en" and piece.standfirst else piece.standfirst
        assert entry.get("summary", "") == summary
        assert datetime.fromisoformat(entry.updated) == piece.updated


@pytest.mark.parametrize("path", [*PATHS, "/", "/packet/", "/diario/"])
def test_every_page_is_well_formed_and_all_its_links_and_pictures_lead_somewhere(
    harbour: HarbourSource, path: str
) -> None:
    root = etree.fromstring(ask(harbour, path)[1])
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    for address in {urljoin(harbour.base + path, found) for found in root.xpath("//@href | //img/@src")}:
        parts = urlsplit(address)
        if parts.scheme == "mailto" or parts.hostname != "127.0.0.1":
            assert parts.scheme == "mailto" or parts.hostname in ("creativecommons.org",) or ".example" in parts.netloc
            continue
        answer, body = ask(harbour, parts.path)
        assert answer.status == 200, address
        if parts.fragment:
            assert f'id="{parts.fragment}"'.encode() in body, address


def test_every_picture_is_a_small_png_with_the_size_its_page_says(harbour: HarbourSource) -> None:
    used = {source for path in PATHS for source in page(harbour, path).xpath("//img/@src")}
    stored = {f"/pictures/{file.name}" for file in (HERE / "pictures").glob("*.png")}
    assert used == stored
    for source in used:
        answer, body = ask(harbour, source)
        assert answer.headers["Content-Type"] == "image/png"
        assert body.startswith(b"\x89PNG\r\n\x1a\n")
        assert (int.from_bytes(body[16:20]), int.from_bytes(body[20:24])) == (960, 600)
        assert len(body) < 20_000


def test_every_licence_stands_in_head_page_and_feed_and_two_articles_differ(harbour: HarbourSource) -> None:
    licences = {path: piece.licence_url for path, piece in load_pieces().items()}
    assert sorted(licences.values()).count(BY) == 22
    assert [load_pieces()[path].language for path, url in licences.items() if url == BY_ND] == ["en"]
    assert [load_pieces()[path].language for path, url in licences.items() if not url] == ["pt"]
    for path, url in licences.items():
        root = page(harbour, path)
        assert root.xpath("//head/link[@rel='license']/@href") == ([url] if url else [])
        assert root.xpath("//body//a[@rel='license']/@href") == ([url] if url else [])
        assert url or "creativecommons" not in etree.tostring(root).decode()
