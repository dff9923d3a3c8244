from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from articles import SITE, short
from hypothesis import given
from hypothesis import strategies as st

from dragoman.publish.facts import SiteFacts
from dragoman.publish.paths import article_path, slug


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Fish auction reopens on Monday", "fish-auction-reopens-on-monday"),
        ("Câmara aprova “pacote” de R$ 3,5 bi", "camara-aprova-pacote-de-r-3-5-bi"),
        ("Straße nach Łódź: Ærø’s Größe", "strasse-nach-lodz-aeros-grosse"),
        ("Don't panic", "dont-panic"),
        ("مزاد السمك", ""),
        ("東京で地震", ""),
        ("", ""),
    ],
)
def test_a_slug_is_the_headline_in_plain_letters(headline: str, expected: str) -> None:
    assert slug(headline) == expected


def test_a_long_headline_is_cut_between_words() -> None:
    assert slug("word " * 40) == "-".join(["word"] * 12)
    assert slug("x" * 100) == "x" * 60


@given(st.text())
def test_a_slug_is_safe_and_the_slug_of_itself(headline: str) -> None:
    part = slug(headline)
    assert set(part) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(part) <= 60
    assert slug(part) == part


def test_an_address_holds_language_month_slug_and_id() -> None:
    assert article_path(short(), "en") == "en/2026/11/fish-auction-reopens-on-monday-a1b2c3d4e5/"


def test_an_article_without_a_slug_is_found_under_its_id() -> None:
    assert article_path(short(slugs={"ar": ""}), "ar") == "ar/2026/11/a1b2c3d4e5/"


def test_a_slug_from_elsewhere_cannot_lead_out_of_the_folder() -> None:
    assert article_path(short(slugs={"en": "../../x"}), "en") == "en/2026/11/x-a1b2c3d4e5/"


def test_the_month_of_an_address_is_told_in_utc() -> None:
    late = datetime(2026, 11, 30, 23, 0, tzinfo=timezone(timedelta(hours=-3)))
    assert article_path(short(first_seen=late), "en").startswith("en/2026/12/")


def test_links_keep_the_folder_that_the_site_stands_in() -> None:
    site = replace(SITE, address="https://example.org/news")
    assert site.href("en/") == "/news/en/"
    assert site.url("en/") == "https://example.org/news/en/"
    assert SITE.href() == "/"


def test_permanent_ids_outlive_the_address_where_the_operator_says_so() -> None:
    site = SiteFacts("T", "https://old.example", ("en",))
    assert site.permanent_id("a", "en") == "tag:old.example,2026:a/en"
    moved = replace(site, address="https://new.example", tag="old.example,2026")
    assert moved.permanent_id("a", "en") == site.permanent_id("a", "en")


def test_reports_go_by_mail_or_to_a_web_address_or_nowhere() -> None:
    assert SITE.report("Fault in a&b", "x") == "mailto:desk@example.org?subject=Fault%20in%20a%26b&body=x"
    assert replace(SITE, contact="https://example.org/report").report("s", "b") == "https://example.org/report"
    assert replace(SITE, contact="javascript:x@y").report("s", "b") == ""
    assert replace(SITE, contact="").report("s", "b") == ""
