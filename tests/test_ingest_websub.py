"""WebSub's rules without a network: what is asked, confirmed, believed and found."""

from __future__ import annotations

import hashlib
import hmac
import re
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

import pytest
from guards import ends_soon
from hypothesis import given
from hypothesis import strategies as st

from dragoman.ingest import websub
from dragoman.ingest.websub import Asked, Confirmed, Denied, from_headers, signed, verify

TOPIC = "https://paper.example/feed?utm_source=hub&a=1"
CALLBACK = "https://site.example/_push/abc"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SUBSCRIBE, UNSUBSCRIBE = Asked("subscribe", TOPIC), Asked("unsubscribe", TOPIC)
SECRET = "0123456789abcdef" * 4


def challenge(**more: str) -> dict[str, str]:
    question = {"mode": "subscribe", "topic": TOPIC, "challenge": "a b&c", "lease_seconds": "3600", **more}
    return {f"hub.{name}": value for name, value in question.items()}


# --- Asking ------------------------------------------------------------------------------------------------------


def test_a_subscription_names_topic_callback_lease_and_secret() -> None:
    form = parse_qs(websub.subscription(SUBSCRIBE, CALLBACK, SECRET).decode(), strict_parsing=True)
    assert form == {
        "hub.mode": ["subscribe"], "hub.topic": [TOPIC], "hub.callback": [CALLBACK],
        "hub.lease_seconds": ["864000"], "hub.secret": [SECRET],
    }  # fmt: skip


def test_the_end_of_a_subscription_tells_no_secret() -> None:
    form = parse_qs(websub.subscription(UNSUBSCRIBE, CALLBACK, SECRET).decode(), strict_parsing=True)
    assert form == {"hub.mode": ["unsubscribe"], "hub.topic": [TOPIC], "hub.callback": [CALLBACK]}


def test_an_announcement_names_every_feed_in_one_form() -> None:
    feeds = ["https://site.example/en/atom.xml", "https://site.example/pt/feed.json?x=a b"]
    assert parse_qs(websub.announcement(feeds).decode()) == {"hub.mode": ["publish"], "hub.url": feeds}


def test_tokens_and_secrets_hold_256_bits_and_fit_their_places() -> None:
    tokens, keys = {websub.new_token() for _ in range(50)}, {websub.new_secret() for _ in range(50)}
    assert len(tokens) == len(keys) == 50
    assert all(re.fullmatch(r"[\w-]{43}", token) for token in tokens)
    assert all(re.fullmatch(r"[0-9a-f]{64}", key) for key in keys)


@given(st.timedeltas(websub.LEAST_LEASE, websub.MOST_LEASE), st.text(max_size=30))
def test_a_lease_is_renewed_shortly_before_two_thirds_of_it_are_over(lease: timedelta, key: str) -> None:
    when = websub.renew_at(NOW, lease, key)
    assert NOW + lease * 0.59 < when < NOW + lease * 0.67
    assert when == websub.renew_at(NOW, lease, key)


def test_renewals_of_many_sources_are_spread() -> None:
    moments = {websub.renew_at(NOW, timedelta(days=10), str(n)) for n in range(100)}
    assert len(moments) == 100
    assert max(moments) - min(moments) > timedelta(hours=8)


def test_a_hub_that_does_not_confirm_is_asked_ever_less_often_but_once_a_day() -> None:
    waits = [websub.retry_at(NOW, failures, "x") - NOW for failures in (1, 2, 3, 8, 100, 10**6)]
    assert timedelta(minutes=15) <= waits[0] <= timedelta(minutes=17)
    assert waits[0] < waits[1] < waits[2] < waits[3]
    assert all(timedelta(days=1) <= wait <= timedelta(hours=27) for wait in waits[3:])


# --- Being asked -------------------------------------------------------------------------------------------------


def test_what_we_asked_for_is_confirmed_with_the_challenge_itself() -> None:
    assert verify(challenge(), SUBSCRIBE) == Confirmed("a b&c", timedelta(hours=1))
    assert verify(challenge(mode="unsubscribe"), UNSUBSCRIBE) == Confirmed("a b&c", timedelta(0))


@pytest.mark.parametrize(
    "more",
    [
        {"topic": "https://paper.example/feed"}, {"topic": TOPIC + "#"}, {"topic": ""}, {"mode": "unsubscribe"},
        {"mode": "publish"}, {"mode": ""}, {"challenge": ""}, {"challenge": "x" * 5000},
        {"mode": "denied", "topic": "https://other.example/"},
    ],
)  # fmt: skip
def test_what_we_did_not_ask_for_is_not_confirmed(more: dict[str, str]) -> None:
    assert verify(challenge(**more), SUBSCRIBE) is None


def test_nobody_else_can_end_or_revive_a_subscription() -> None:
    assert verify(challenge(mode="unsubscribe"), SUBSCRIBE) is None
    assert verify(challenge(mode="subscribe"), UNSUBSCRIBE) is None
    assert verify({}, SUBSCRIBE) is None


@pytest.mark.parametrize(
    ("said", "granted"),
    [
        ("86400", timedelta(days=1)), (" 7200 ", timedelta(hours=2)), ("0", timedelta(minutes=10)),
        ("1", timedelta(minutes=10)), ("9" * 5000, timedelta(days=30)), ("99999999", timedelta(days=30)),
        ("", timedelta(days=5)), ("-5", timedelta(days=5)), ("1e9", timedelta(days=5)), ("٣٦٠٠", timedelta(days=5)),
    ],
)  # fmt: skip
def test_a_lease_is_what_the_hub_grants_between_ten_minutes_and_thirty_days(said: str, granted: timedelta) -> None:
    found = verify(challenge(lease_seconds=said), Asked("subscribe", TOPIC, timedelta(days=5)))
    assert found == Confirmed("a b&c", granted)


def test_a_denial_tells_its_reason_in_one_plain_line() -> None:
    query = {"hub.mode": "denied", "hub.topic": TOPIC, "hub.reason": "not\r\nyours \x00" + "x" * 1000}
    found = verify(query, SUBSCRIBE)
    assert isinstance(found, Denied)
    assert found.reason.startswith("not yours x")
    assert len(found.reason) == 200
    assert verify({"hub.mode": "denied", "hub.topic": TOPIC}, SUBSCRIBE) == Denied("")


@given(st.dictionaries(st.sampled_from(list(challenge())), st.text(max_size=50)))
def test_no_question_is_too_odd_to_be_read(query: dict[str, str]) -> None:
    verify(query, SUBSCRIBE)


# --- Signatures --------------------------------------------------------------------------------------------------


def signature(body: bytes, secret: str, method: str = "sha256") -> str:
    return f"{method}={hmac.new(secret.encode(), body, method).hexdigest()}"


@given(st.lists(st.binary(max_size=40), max_size=5), st.sampled_from(websub.METHODS))
def test_a_body_signed_with_the_secret_is_the_hubs(parts: list[bytes], method: str) -> None:
    right = signature(b"".join(parts), SECRET, method)
    assert signed(parts, right, SECRET)
    assert signed(iter(parts), f" {right.upper()} ", SECRET)
    assert not signed([*parts, b"!"], right, SECRET)
    assert not signed(parts, right, SECRET[:-1])
    assert not signed(parts, right[:-1], SECRET)


@pytest.mark.parametrize(
    "header",
    [
        "", "=", "sha256", "sha256=", "sha256=é", "sha256=\ud800", "=" + hashlib.sha256(b"x").hexdigest(),
        signature(b"x", SECRET).partition("=")[2], signature(b"x", SECRET, "md5"), signature(b"x", SECRET, "sha3_256"),
        signature(b"x", SECRET).replace("sha256", "sha1"), signature(b"x", SECRET) + ",sha1=0", signature(b"x", ""),
        "shake_128=00", "sha256==" + signature(b"x", SECRET)[7:],
    ],
)  # fmt: skip
def test_no_other_signature_is_believed(header: str) -> None:
    assert not signed([b"x"], header, SECRET)


def test_nothing_is_signed_where_there_is_no_secret() -> None:
    assert not signed([b"x"], signature(b"x", ""), "")


@given(st.binary(max_size=20), st.text(max_size=80))
def test_no_header_is_too_odd_to_be_refused(body: bytes, header: str) -> None:
    assert not signed([body], header, SECRET)


# --- Discovery ---------------------------------------------------------------------------------------------------

HUB, SELF = "https://hub.example/", "https://paper.example/rss"


@pytest.mark.parametrize(
    ("header", "found"),
    [
        (f'<{HUB}>; rel="hub", <{SELF}>; rel="self"', (HUB, SELF)),
        (f"<{SELF}>;rel=self,<{HUB}>;rel=hub", (HUB, SELF)),
        (f"<{HUB}> ; REL = hub ; title=x", (HUB, "")),
        (f'<{HUB}>; title="a, b; rel=self <x>"; rel="hub"', (HUB, "")),
        (f'<{HUB}>; title="a \\"; rel=self"; rel="HUB preload"', (HUB, "")),
        (f'<{HUB}a,b;c?d=1,2>; rel="hub"', (HUB + "a,b;c?d=1,2", "")),
        (f"<{HUB}>; rel=hub, <https://second.example/>; rel=hub", (HUB, "")),
        (f"<javascript:alert(1)>; rel=hub, <{HUB}>; rel=hub", (HUB, "")),
        (f"<ftp://hub.example/>; rel=hub, <https://me:pw@hub.example/>; rel=hub, <{SELF}>; rel=self", ("", SELF)),
        (f'<{SELF}>; rel="hub self"', (SELF, SELF)),
        (f"<{HUB}>; rel=next; rel=hub", ("", "")),
        (f"<{HUB}>; rel=hub; anchor=https://other.example/", ("", "")),
        (f"<{HUB}>; xrel=hub, <{HUB}>; rel*=hub, <{HUB}>; rev=hub", ("", "")),
        ("<?format=rss>; rel=self", ("", "https://paper.example/feed?format=rss")),
        ("</hub>; rel=hub", ("https://paper.example/hub", "")),
        (f"<{SELF}?utm_source=rss&at_medium=x>; rel=self", ("", f"{SELF}?utm_source=rss&at_medium=x")),
        ("<https://Paper.example:443>; rel=self", ("", "https://Paper.example:443")),
        (f"{HUB}; rel=hub", ("", "")),
        (f"<{HUB}>, rel=hub", ("", "")),
        (f"<{HUB}; rel=hub", ("", "")),
        (f'<{HUB}>; rel="hub', (HUB, "")),
        ("", ("", "")),
    ],
)
def test_hub_and_topic_are_read_from_the_link_header(header: str, found: tuple[str, str]) -> None:
    assert from_headers({"link": header}, "https://paper.example/feed") == found


def test_a_feed_without_a_link_header_names_no_hub() -> None:
    assert from_headers({}, SELF) == ("", "")


def test_an_over_long_address_is_no_topic() -> None:
    assert from_headers({"link": f"<{SELF}?utm_x={'a' * 3000}>; rel=self"}, SELF) == ("", "")


@given(st.text(st.sampled_from("<>;,\"\\= relhubsf:/.'"), max_size=200))
def test_no_link_header_is_too_odd_to_be_read(header: str) -> None:
    from_headers({"link": f"{header}<{HUB}>; rel=hub"}, SELF)


@pytest.mark.parametrize("part", ['<a>\\"', '<a>"', "<", "<a>;", ";a ", '<a>;rel="', "a=", "; ", '<a>; a="\\'])
def test_no_link_header_takes_long(part: str) -> None:
    with ends_soon():
        from_headers({"link": part * 100_000 + "\\"}, SELF)
        from_headers({"link": f"<{HUB}>" + part * 100_000 + "\\"}, SELF)
