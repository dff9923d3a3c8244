"""What other places are told: once, in full or as far as rights allow, and again only under the same name."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from wire import Site

from dragoman.config import parse
from dragoman.dispatch.crew import Crew
from dragoman.errors import UsageError
from dragoman.flow import editions, telling
from dragoman.flow.doctor import examine
from dragoman.newsroom import announcements, models, sources, withdrawal
from dragoman.testing.pictures import painted
from dragoman.testing.site import Answer, ScriptedSite, page
from dragoman.testing.targets import KEY, RETRY_AFTER, USER, TargetServer

SENTENCE = "The harbour council met on Monday and agreed to mend the old quay before the winter storms arrive. "
OTHER = "The harbour council met on Tuesday and refused to mend the old quay before the winter storms arrive. "
KINDS = {
    "webhook": 'kind = "webhook"\naddress = "{base}/hook"',
    "wordpress": f'kind = "wordpress"\naddress = "{{base}}"\nuser = "{USER}"\nstatus = "publish"',
    "mastodon": 'kind = "mastodon"\naddress = "{base}"',
}
ND = "https://creativecommons.org/licenses/by-nd/4.0/"


def story(sentence: str = SENTENCE, title: str = "A day at the quay", **more: str) -> Answer:
    return page(f"<p>{sentence * 3}</p><p>{sentence * 2}</p><p>{sentence}</p>", title, **more)


@pytest.fixture
def source() -> Iterator[ScriptedSite]:
    with ScriptedSite() as source:
        source.answers = {"/story": story(), "/feed": source.feed(["/story"])}
        yield source


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[TargetServer]:
    monkeypatch.setenv("PLACE_KEY", KEY)
    with TargetServer() as place:
        yield place


@pytest.fixture
def site(tmp_path: Path, crew: Crew, source: ScriptedSite) -> Site:
    site = Site.made(tmp_path / "site", crew, {"feed": f"{source.base}/feed"})
    site.change('languages = ["en", "pt"]', 'languages = ["en"]')
    return site


def told_by(site: Site, settings: str, **more: Any) -> None:
    """Add a target to a site, and let it be there before the news."""
    name = settings.split('"')[1]
    with (site.folder / "dragoman.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[[announce]]\nname = "{name}"\nkey = "PLACE_KEY"\n{settings.format(**more)}\n')
    announcements.begin([name], site.clock() - timedelta(days=1))


def told_by_all(site: Site, place: TargetServer, more: str = "") -> None:
    for settings in KINDS.values():
        told_by(site, f"{settings}\n{more}", base=place.base)


def taken(place: TargetServer) -> list[str]:
    """Return what a place holds of our news, in words: from a webhook, as posts, as statuses."""
    live = {each["data"]["url"]: each for each in place.heard.values()}
    hooked = [str(each["data"]) for each in live.values() if each["type"] != "article.withdrawn"]
    return [*hooked, *map(str, place.posts.values()), *map(str, place.statuses.values())]


def lines(site: Site) -> dict[str, dict[str, Any]]:
    return {line["target"]: line for line in announcements.report()}


def test_each_place_is_told_once_and_then_of_what_changes(
    site: Site, source: ScriptedSite, place: TargetServer
) -> None:
    told_by_all(site, place)
    site.once()
    slug = models.Page.objects.get().slug
    for said in taken(place):
        assert "A day at the quay" in said
        assert "CC BY 4.0" in said
        assert f"/{slug}-" in said
    assert len(taken(place)) == 3
    asked = len(place.asked)
    site.clock.forward(hours=30)
    site.once(recheck=True)
    assert len(place.asked) == asked
    source.answers["/story"] = story(OTHER, "Another day at the quay")
    site.once(recheck=True)
    assert len(taken(place)) == 3
    assert all("Another day at the quay" in said for said in taken(place))
    withdrawal.withdraw(site.article("/story").public_id, "Asked for.", site.clock(), withdrawal.OPERATOR)
    site.once()
    assert taken(place) == []
    assert not models.Announcement.objects.filter(due__isnull=False).exists()


@pytest.mark.parametrize("fault", ["500", "429", "slow", "cut", "lost"])
def test_what_fails_is_told_again_and_never_stands_there_twice(site: Site, place: TargetServer, fault: str) -> None:
    told_by_all(site, place, "timeout = 0.5")
    # A WordPress is first asked whether it has the post.
    place.faults = {"webhook": [fault], "wordpress": ["", fault], "mastodon": [fault]}
    site.once()
    # Who hears a webhook has nothing to say but that it did.
    failed = set(KINDS) - ({"webhook"} if fault == "cut" else set())
    assert {name for name, line in lines(site).items() if line["waiting"] and line["error"]} == failed
    asked = len(place.asked)
    site.once()
    assert len(place.asked) == asked
    for _ in range(3 if fault == "429" else 1):  # who shares a host that wants to be left alone waits with it
        site.clock.forward(seconds=2 * RETRY_AFTER + 1)
        site.once()
    assert len(taken(place)) == 3
    assert {(line["told"], line["waiting"], line["error"]) for line in lines(site).values()} == {(1, 0, "")}


def test_a_crash_between_telling_and_storing_tells_once_more_under_the_same_name(
    site: Site, place: TargetServer
) -> None:
    told_by_all(site, place)
    site.once()
    models.Announcement.objects.update(told=None, remote="", due=site.clock())
    site.once()
    assert len(taken(place)) == 3
    assert place.repeated == 2  # the third found its post
    assert {line["told"] for line in lines(site).values()} == {1}


def test_what_a_place_took_though_its_answer_was_lost_is_withdrawn_there(site: Site, place: TargetServer) -> None:
    told_by_all(site, place, "timeout = 0.5")
    place.faults = {"webhook": ["lost"], "wordpress": ["", "lost"]}
    site.once()
    assert len(taken(place)) == 3
    withdrawal.withdraw(site.article("/story").public_id, "Asked for.", site.clock(), withdrawal.OPERATOR)
    site.clock.forward(hours=2)
    site.once()
    assert taken(place) == []


def test_an_article_that_can_not_be_understood_any_more_is_withdrawn_too(site: Site, place: TargetServer) -> None:
    told_by_all(site, place)
    site.once()
    article = site.article("/story")
    withdrawal.withdraw(article.public_id, "Asked for.", site.clock(), withdrawal.OPERATOR)
    with site.desk() as desk:
        editions.publish(desk, "site")
        telling.note(desk)
        models.Rendition.objects.update(body="{}")
        for name in KINDS:
            telling.tell(desk, name)
    assert taken(place) == []


def test_an_article_withdrawn_while_it_is_told_is_withdrawn_there(site: Site, place: TargetServer) -> None:
    told_by(site, KINDS["mastodon"], base=place.base)
    site.once()
    row = models.Announcement.objects.get()
    models.Announcement.objects.update(told=None, remote="", due=site.clock())
    assert announcements.record_tried([row.id]) == {row.id}  # and is under way
    withdrawal.withdraw(site.article("/story").public_id, "Asked for.", site.clock(), withdrawal.OPERATOR)
    with site.desk() as desk:
        telling.note(desk)
    assert announcements.record_tried([row.id]) == set()
    announcements.record_told({row.id: row.remote}, site.clock())
    site.once()
    assert taken(place) == []


def test_a_withdrawal_waits_for_no_picture(site: Site, place: TargetServer) -> None:
    told_by_all(site, place)
    site.once()
    assert len(taken(place)) == 3
    models.Article.objects.update(illustrate=site.clock())  # as it is after a new rendering
    sources.remove_source("feed", site.clock())
    site.once()
    assert taken(place) == []


def test_a_wrong_key_rests_a_place_and_the_doctor_says_so(site: Site, place: TargetServer) -> None:
    place.key = "another"
    told_by_all(site, place)
    site.once()
    site.once()
    assert len(place.asked) == 3
    with site.desk() as desk:
        complaints = [each for each in examine(site.folder, desk.settings) if "target" in each]
    assert len(complaints) == 3
    assert all("PLACE_KEY" in told and KEY not in told for told in complaints)
    place.key = KEY
    site.clock.forward(hours=2)
    site.once()
    assert len(taken(place)) == 3


def test_a_key_that_is_missing_is_told_before_anything_is_sent(
    site: Site, place: TargetServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PLACE_KEY")
    told_by(site, KINDS["mastodon"], base=place.base)
    site.once()
    assert not place.asked
    with site.desk() as desk:
        complaints = examine(site.folder, desk.settings)
    assert "The key of the target mastodon is missing: set PLACE_KEY in the environment" in complaints


def test_of_an_article_that_may_not_be_shown_places_are_told_headline_and_link(
    site: Site, source: ScriptedSite, place: TargetServer
) -> None:
    source.answers["/story"] = story(licence=ND)
    told_by_all(site, place)
    site.once()
    assert len(taken(place)) == 3
    for said in taken(place):
        assert "harbour council" not in said
        assert "A day at the quay" in said
        assert "http://127.0.0.1:8000/en/" in said


def test_a_translation_says_everywhere_that_it_is_one(site: Site, source: ScriptedSite, place: TargetServer) -> None:
    site.change('languages = ["en"]', 'languages = ["pt"]')
    told_by_all(site, place)
    site.once()
    assert len(taken(place)) == 3
    for said in taken(place):
        assert "IA · Traduzido por máquina do inglês" in re.sub("<[^>]*>", "", said)


def test_a_new_place_is_not_flooded_with_what_was_there_before(
    site: Site, source: ScriptedSite, place: TargetServer
) -> None:
    site.once()
    site.clock.forward(hours=1)
    with (site.folder / "dragoman.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[[announce]]\nname = "new"\nkey = "PLACE_KEY"\n{KINDS["mastodon"].format(base=place.base)}\n')
    site.once()
    assert not place.statuses
    source.answers |= {"/new": story(OTHER, "A new day"), "/feed": source.feed(["/new", "/story"])}
    site.clock.forward(hours=1)
    site.once()
    assert [each["status"].split("\n")[0] for each in place.statuses.values()] == ["A new day"]


def test_what_people_do_with_a_post_is_theirs(site: Site, source: ScriptedSite, place: TargetServer) -> None:
    told_by(site, KINDS["wordpress"].replace('status = "publish"', ""), base=place.base)
    site.once()
    (post,) = place.posts.values()
    assert post["status"] == "draft"
    post["status"] = "publish"
    source.answers["/story"] = story(OTHER, "Another day at the quay")
    site.once(recheck=True)
    assert (post["status"], post["title"]) == ("publish", "Another day at the quay")
    place.posts.clear()
    source.answers["/story"] = story(SENTENCE, "A third day at the quay")
    site.once(recheck=True)
    assert not place.posts
    assert lines(site)["wordpress"]["waiting"] == 0


def test_a_version_that_a_place_never_takes_is_given_up_and_holds_up_no_other(
    site: Site, source: ScriptedSite, place: TargetServer
) -> None:
    told_by(site, KINDS["webhook"], base=place.base)
    place.faults = {"webhook": ["422"]}
    source.answers |= {"/new": story(OTHER, "A new day"), "/feed": source.feed(["/new", "/story"])}
    site.once()
    assert len(place.heard) == 1
    (line,) = announcements.report()
    assert (line["told"], line["refused"], line["waiting"]) == (1, 1, 0)


def test_an_article_with_a_picture_is_told_once_with_it(site: Site, source: ScriptedSite, place: TargetServer) -> None:
    figure = (
        '<figure><img src="/boats.jpg" alt="Two boats." width="300" height="200">'
        "<figcaption>Boats. Photo: Ana Reis, CC BY 4.0</figcaption></figure>"
    )
    plain = story()
    source.answers["/story"] = replace(plain, body=plain.body.replace(b"</p>", f"</p>{figure}".encode(), 1))
    source.answers["/boats.jpg"] = Answer(painted(300, 200), content_type="image/jpeg")
    for kind in ("webhook", "wordpress"):
        told_by(site, KINDS[kind], base=place.base)
    place.faults = {"media": ["", "413"]}
    site.once()
    (event,) = place.heard.values()
    assert event["data"]["image"].endswith(".jpg")
    assert "<img" in event["data"]["html"]
    assert "without its picture" in lines(site)["wordpress"]["lacks"]
    assert not place.media
    edited = source.answers["/story"].body.replace(b"Monday", b"Tuesday")
    source.answers["/story"] = replace(plain, body=edited)
    site.once(recheck=True)
    ((number, medium),) = place.media.items()
    assert medium["alt_text"] == "Two boats."
    assert "Ana Reis" in medium["caption"]
    (kept,) = (site.folder / "data/pictures").glob("**/*.jpg")
    assert place.files[number] == kept.read_bytes()
    assert [int(post["featured_media"]) for post in place.posts.values()] == [number]
    assert lines(site)["wordpress"]["lacks"] == ""


# --- By mail -----------------------------------------------------------------------------------------------------


class Box:
    """A mail server's inbox; refuses what it is told to."""

    def __init__(self) -> None:
        self.mails: list[Any] = []
        self.answers: list[str] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250"):
            mail = message_from_bytes(envelope.content, policy=policy.default)
            self.mails.append((envelope.rcpt_tos, mail))
        return answer


@pytest.fixture
def box() -> Iterator[tuple[Box, int]]:
    box = Box()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port, ready_timeout=60)
    controller.start()
    yield box, port
    controller.stop()


MAIL = (
    'kind = "mail"\nserver = "127.0.0.1:{port}"\nsecurity = "none"\nsender = "desk@test.example"\n'
    'to = ["list@readers.example", "me@readers.example"]\nat = "07:00"'
)


def test_a_digest_comes_at_its_hour_with_all_that_is_new(
    site: Site, source: ScriptedSite, box: tuple[Box, int]
) -> None:
    inbox, port = box
    source.answers |= {"/new": story(OTHER, "A new day"), "/feed": source.feed(["/new", "/story"])}
    told_by(site, MAIL.replace("key", "nokey"), port=port)
    site.once()
    assert not inbox.mails
    site.clock.forward(hours=20)
    site.once()
    ((to, mail),) = inbox.mails
    assert to == ["list@readers.example", "me@readers.example"]
    text = mail.get_content()
    assert {"A day at the quay", "A new day"} <= set(text.splitlines())
    assert "CC BY 4.0" in text
    assert len(re.findall("http://127.0.0.1:8000/en/", text)) == 2
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "en"
    site.clock.forward(hours=24)
    site.once()
    assert len(inbox.mails) == 1


def test_a_digest_that_is_sent_again_after_a_crash_is_the_same_mail(site: Site, box: tuple[Box, int]) -> None:
    inbox, port = box
    told_by(site, MAIL, port=port)
    site.once()
    site.clock.forward(hours=20)
    site.once()
    models.Announcement.objects.update(told=None, remote="", due=site.clock())
    site.once()
    first, second = (mail for _, mail in inbox.mails)
    assert first["Message-ID"] == second["Message-ID"]


def test_a_digest_tells_of_what_was_withdrawn_and_not_of_small_changes(
    site: Site, source: ScriptedSite, box: tuple[Box, int]
) -> None:
    inbox, port = box
    told_by(site, MAIL, port=port)
    site.once()
    site.clock.forward(hours=20)
    site.once()
    source.answers["/story"] = page(f"<p>{SENTENCE * 3}</p><p>{SENTENCE * 3}</p><p>{SENTENCE}</p>")
    site.once(recheck=True)
    site.clock.forward(hours=24)
    site.once()
    assert len(inbox.mails) == 1
    withdrawal.withdraw(site.article("/story").public_id, "Asked for.", site.clock(), withdrawal.OPERATOR)
    site.once()
    site.clock.forward(hours=24)
    site.once()
    text = inbox.mails[-1][1].get_content()
    assert "Withdrawn" in text
    assert "A day at the quay" not in text


@pytest.mark.parametrize(("answer", "again"), [("451 later", True), ("554 never", False)])
def test_a_mail_server_that_says_later_is_asked_again_and_one_that_says_no_is_not(
    site: Site, box: tuple[Box, int], answer: str, again: bool
) -> None:
    inbox, port = box
    told_by(site, MAIL, port=port)
    site.once()
    inbox.answers = [answer]
    site.clock.forward(hours=20)
    site.once()
    assert not inbox.mails
    site.clock.forward(minutes=5)
    site.once()
    assert len(inbox.mails) == again
    assert announcements.report()[0]["refused"] == (not again)


# --- Settings ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ('name = "x"\nkind = "fax"', "announce"),
        ('name = "x"\nkind = "webhook"\naddress = "ftp://x"', "address"),
        ('name = "X x"\nkind = "webhook"\naddress = "https://x.example"', "name"),
        ('name = "x"\nkind = "wordpress"\naddress = "https://x.example"', "user"),
        ('name = "x"\nkind = "mail"\nserver = "m:25"\nsender = "a@b.example"\nto = []', "to"),
        (
            'name = "x"\nkind = "mail"\nserver = "m:25"\nsender = "a@b.example"\nto = ["a@b.example"]\n'
            'user = "me"\nsecurity = "none"',
            "encrypted",
        ),
        ('name = "x"\nkind = "mail"\nserver = "m:25"\nsender = "a@b.example"\nto = ["a@b\\nBcc: c@d"]', "to"),
    ],
)
def test_settings_that_are_wrong_are_refused_with_a_sentence(settings: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        parse(f"[[announce]]\n{settings}\n")


def test_two_targets_of_one_name_are_refused() -> None:
    one = '[[announce]]\nname = "x"\nkind = "webhook"\naddress = "https://x.example"\n'
    with pytest.raises(UsageError, match="two targets of announce are called x"):
        parse(one * 2)
