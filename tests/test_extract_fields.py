"""What a page says of its article: headline, authors, dates, standfirst, lead picture, section, addresses, paywall."""

import json
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import ModuleType
from typing import Any

import benches
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.extract import bylines, dates, extract, headline
from dragoman.types import Alternate, Document

PAGES = Path(__file__).parent / "pages"
URL = "https://www.harbourpost.example/news/harbour-wall"
LINES = (
    "The harbour was opened again on Monday after nine weeks of work on its outer wall, the mayor said in the town.",
    "Divers filled the crack by night, because the ferry to the islands kept running through all of the long spring.",
    "The council paid for it out of the fund that it set aside after the great storm, and nobody had to be asked.",
)
BODY = "".join(f"<p>{line}</p>" for line in LINES)


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    return benches.load("extract")


def page(head: str = "", body: str = "", title: str = "Harbour wall reopens after storm") -> Document:
    top = f"<article><h1>Harbour wall reopens after storm</h1>{body}{BODY}</article>"
    return extract(f"<html lang=en><head><title>{title}</title>{head}</head><body>{top}</body></html>".encode(), URL)


def test_no_score_on_our_own_pages_is_under_its_floor(bench: ModuleType) -> None:
    results = bench.run(bench.ours, bench.read_rows(PAGES), PAGES, "ours")
    floors = bench.read_floors()
    assert set(floors["own"]) == set(results["own"].means()), "a score without a floor: pin it"
    assert bench.below(results, floors) == []


def test_floors_fall_by_the_flag_alone(
    bench: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = tmp_path / "extract.toml"
    monkeypatch.setattr(bench, "FLOORS", floors)
    floors.write_text('[own]\n"headline" = 1.100\n\n[other]\n"day" = 0.500\n')
    monkeypatch.setattr(sys, "argv", ["extract.py", "--data", str(PAGES)])
    with pytest.raises(SystemExit, match=r"own: headline is 1\.000, its floor is 1\.100"):
        bench.main()
    monkeypatch.setattr(sys, "argv", ["extract.py", "--data", str(PAGES), "--pin"])
    bench.main()
    assert bench.read_floors()["own"]["headline"] == 1
    assert bench.read_floors()["other"] == {"day": 0.5}
    assert "[1.000 1.000]" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ana Lopes", ["Ana Lopes"]),
        ("By Ana Lopes, Tom O’Neill and Rui Sá", ["Ana Lopes", "Tom O’Neill", "Rui Sá"]),
        ("Por Ana Lopes, repórter da Agência Brasil", ["Ana Lopes"]),
        ("Por Ana Lopes e Rui Sá - Lisboa", ["Ana Lopes", "Rui Sá"]),
        ("Juan García, enviado especial", ["Juan García"]),
        ("Por Juan García y Eva Ruiz", ["Juan García", "Eva Ruiz"]),
        ("Von Anna Weber und Jan Groß", ["Anna Weber", "Jan Groß"]),
        ("Par Anne Roy (avec Luc Petit et Léa Blanc)", ["Anne Roy", "Luc Petit", "Léa Blanc"]),
        ("Auteur: Anna Kubišta", ["Anna Kubišta"]),
        ("Eva Maier im Gespräch mit Jan Groß", ["Eva Maier", "Jan Groß"]),
        ("Ana Lopes, Lisbon", ["Ana Lopes"]),
        ("Ana Lopes, Reuters", ["Ana Lopes", "Reuters"]),
        ("Ana Lopes Associated Press", ["Ana Lopes", "Associated Press"]),
        ("By Ana Maria Lopes The Washington Post", ["Ana Maria Lopes", "The Washington Post"]),
        ("By Ana Lopes Washington Post Dec 13, 2016", ["Ana Lopes", "Washington Post"]),
        ("AFP/The Local", ["AFP", "The Local"]),
        ("Jan Groß/dpa", ["Jan Groß", "dpa"]),
        ("dpa/lno", ["dpa"]),
        ("Ana Lopes / Harbour Post", ["Ana Lopes"]),
        ("New York Times News Service", ["New York Times News Service"]),
        ("Rui Sá Edited by Eva Maier", ["Rui Sá"]),
        ("Eva Maier Illustration von Jan Groß", ["Eva Maier"]),
        ("T. B. Stone Thursday, November 9, 2023", ["T. B. Stone"]),
        ("Eva Maier Stand: 4. Mai 2026", ["Eva Maier"]),
        ("1", []),
        ("Ana Lopes Published Nov 8, 2023", ["Ana Lopes"]),
        ("Ana Lopes 4 May 2026", ["Ana Lopes"]),
        ("By Ana Lopes | Published: 4 May 2026 | No comments yet", ["Ana Lopes"]),
        ("Text: Ana Lopes", ["Ana Lopes"]),
        ("example.com, Lisbon, Portugal", ["example.com"]),
        ("Read more", []),
        ("Ana Lopes ana@harbourpost.example", ["Ana Lopes"]),
        ("Ana Lopes, Senior Political Correspondent", ["Ana Lopes"]),
        ("Redacci&oacute;n Diario del Puerto", ["Redacción Diario del Puerto"]),
        ("著者：後藤大地", ["後藤大地"]),
        ("Last Updated: January 7, 2025", []),
        ("vor 5 Stunden", []),
        ("https://www.facebook.com/harbourpost", []),
        ("admin", []),
    ],
)
def test_names_are_read_out_of_bylines(byline: str, names: list[str]) -> None:
    assert list(bylines.names([byline])) == names


@given(st.text(max_size=400))
def test_whatever_a_byline_holds_its_names_are_short_and_said_once(byline: str) -> None:
    names = bylines.names([byline, byline])
    assert len(set(names)) == len(names)
    assert all(0 < len(name) <= 60 for name in names)


@pytest.mark.parametrize("name", ["Reuters", "AFP", "Lusa", "EFE", "Agência Brasil", "Redação Sul", "ABC News"])
def test_agencies_and_desks_are_organisations(name: str) -> None:
    assert bylines.is_organisation(name)


@pytest.mark.parametrize("name", ["Ana Lopes", "Tom O’Neill", "後藤大地", "Marianne1"])
def test_persons_are_no_organisations(name: str) -> None:
    assert not bylines.is_organisation(name)


def test_the_site_itself_is_an_author_only_where_nobody_else_is_named() -> None:
    site = '<meta property="og:site_name" content="Harbour Post"><meta name="author" content="Harbour Post">'
    assert page(site).authors == ("Harbour Post",)
    assert page(site).organisations == ("Harbour Post",)
    assert page(site, '<p class="byline">By Ana Lopes</p>').authors == ("Ana Lopes",)


def test_a_photographer_is_no_author() -> None:
    figure = '<figure><img src="/a.jpg" width=800 height=500><figcaption>Boats <span class="author">Rui Sá</span>'
    assert page("", figure + "</figcaption></figure>").authors == ()


KEYS = st.sampled_from(["@id", "@type", "name", "url", "item", "logo", "contentUrl"])
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20) | st.just(URL),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["@id", "@type", "name", "url", "item", "logo", "contentUrl"]), inner, max_size=3
        )
    ),
    max_leaves=8,
)
TOLD = (
    "headline description author creator publisher image thumbnailUrl datePublished dateModified keywords wordCount "
    "articleSection articleBody isAccessibleForFree hasPart mainEntityOfPage url inLanguage license itemListElement @id"
).split()


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(st.sampled_from(TOLD), ANYTHING, max_size=6), st.sampled_from(["NewsArticle", "BreadcrumbList"]))
def test_whatever_machines_are_told_the_article_stands(told: dict[str, Any], kind: str) -> None:
    data = json.dumps({"@type": kind, **told}).replace("</", "<\\/")
    note = page(f'<script type="application/ld+json">{data}</script>')
    assert note.headline.text
    assert {type(name) for name in (*note.authors, *note.tags, note.section, note.publisher, note.canonical)} <= {str}
    assert note == page(f'<script type="application/ld+json">{data}</script>')


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("15 августа 2016, 13:43", "", datetime(2016, 8, 15, 13, 43, tzinfo=UTC)),
        ("4 de maio de 2026 às 10h15", "", datetime(2026, 5, 4, 10, 15, tzinfo=UTC)),
        ("Mon Aug 03 12:45:00 EDT 2015", "en", datetime(2015, 8, 3, 12, 45, tzinfo=timezone(timedelta(hours=-4)))),
        ("20.12.2022 10:00-11:30", "de", datetime(2022, 12, 20, 10, 0, tzinfo=UTC)),
        ("May 4, 2026 10:00 GMT+0200", "en", datetime(2026, 5, 4, 10, 0, tzinfo=timezone(timedelta(hours=2)))),
        ("1970-01-01T01:00:00+01:00", "en", None),
    ],
)
def test_dates_are_read_as_pages_write_them(text: str, language: str, day: datetime | None) -> None:
    found = dates.parse(text, language)
    assert found == day
    assert day is None or (found is not None and found.utcoffset() == day.utcoffset())


@given(st.text(max_size=200), st.sampled_from(["", "en", "pt-BR", "de", "xx"]))
def test_whatever_a_text_holds_it_is_a_sound_date_or_none(text: str, language: str) -> None:
    found = dates.parse(text, language)
    assert found is None or (1900 <= found.year <= 2100 and found.tzinfo is not None)


def test_a_day_without_a_time_stays_that_day_whatever_the_zone_of_the_time() -> None:
    day, time = "2026-05-04", "2026-05-03T22:00:00Z"
    told = f'<meta property="article:published_time" content="{day}"><meta name="pubdate" content="{time}">'
    assert page(told).published == datetime(2026, 5, 4, tzinfo=UTC)
    told = f'<meta property="article:published_time" content="{day}"><meta name="pubdate" content="{day}T10:00:00Z">'
    assert page(told).published == datetime(2026, 5, 4, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("told", "shown", "hours"),
    [
        ("2026-05-03T22:00:00Z", "4 May 2026", 2),
        ("2026-05-03T20:10:31Z", "4 May 2026, 05:10", 9),
        ("2026-05-05T00:47:31Z", "Published: May 4, 2026, 6:47 p.m.", -6),
        ("2026-05-04T10:00:00Z", "4 May 2026, 12:00", 0),
        ("2026-05-04T20:00:00-05:00", "5 May 2026, 01:00", -5),
        ("2026-05-04T10:00:00Z", "Updated: 5 May 2026", 0),
        ("2026-05-04T10:00:00Z", "1 March 2026", 0),
    ],
)
def test_a_moment_in_utc_is_told_in_the_zone_of_the_day_that_the_page_shows(told: str, shown: str, hours: int) -> None:
    note = page(f'<meta property="article:published_time" content="{told}">', f"<p>{shown}</p>")
    assert note.published == datetime.fromisoformat(told)
    assert note.published is not None
    assert note.published.utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize(("first", "second"), [("2025-11-02", "2026-05-04T08:00"), ("04/05/2026 08:00", "")])
def test_of_several_times_told_that_of_the_day_shown_wins(first: str, second: str) -> None:
    told = f'<meta property="article:published_time" content="{first}"><meta name="date" content="{second}">'
    assert page(told, "<p>4 May 2026</p>").published == datetime(2026, 5, 4, 8, tzinfo=UTC)


def test_the_day_of_an_event_or_of_a_board_s_clock_is_not_the_date() -> None:
    event, clock = '<p class="date">19.1.27, 10:00-11:30</p>', '<p class="time">Current time: 8.8.2027, 12:18</p>'
    assert page("", event + clock).published is None
    assert page("", f'{event}{clock}<dl class="date"><dt>4.5.2026</dt></dl>').published == datetime(
        2026, 5, 4, tzinfo=UTC
    )


@pytest.mark.parametrize("line", ["<a href=/r23>r23</a> » 4.5.2026, 05:42", "<b>Joined:</b> 1.1.2001 <i>4.5.2026</i>"])
def test_a_date_may_follow_a_name_but_no_label_of_something_else(line: str) -> None:
    note = page("", f"<div>{line}{'<br>The town and its harbour wall, told by those who built it.' * 3}</div>")
    assert note.published is not None
    assert note.published.date() == datetime(2026, 5, 4, tzinfo=UTC).date()


def test_a_captioned_figure_leads_where_the_picture_told_is_not_shown_and_stands_there_once() -> None:
    figure = '<figure><img src="/x.jpg" width=800 height=500><figcaption>Boats at anchor</figcaption></figure>'
    note = page('<meta property="og:image" content="/social/1.jpg">', figure)
    assert note.lead is not None
    assert note.lead.caption.text == "Boats at anchor"
    assert not [block for block in note.blocks if block.kind == "figure"]


def test_a_large_picture_before_the_text_leads_a_page_that_names_none_and_a_small_one_does_not() -> None:
    opening = '<p><img src="/wall-at-noon.jpg" style="width: {}px; height: 300px"></p>'
    assert page("", opening.format(80)).lead is None
    lead = page("", opening.format(600)).lead
    assert lead is not None
    assert (lead.src, lead.width) == ("https://www.harbourpost.example/wall-at-noon.jpg", 600)


def test_a_change_is_never_told_as_publication() -> None:
    changed = '<meta property="article:modified_time" content="2026-05-06T08:00:00+01:00">'
    assert page(changed).published is None
    assert page(changed).modified == datetime(2026, 5, 6, 7, 0, tzinfo=UTC)


def test_a_date_in_a_sentence_of_the_body_is_not_the_date() -> None:
    assert (
        page(
            "", "<p>The storm of 3 March 1998 broke the wall for the first time, and nobody has forgotten it.</p>"
        ).published
        is None
    )


@pytest.mark.parametrize(
    ("tops", "told", "headline_"),
    [
        (["Harbour Post", "Wall opens after storm"], ["Wall opens after storm"], "Wall opens after storm"),
        (["NewsWall opens after storm"], ["Wall opens after storm"], "Wall opens after storm"),
        ([], ["Wall opens after storm | Harbour Post"], "Wall opens after storm"),
        ([], ["A wall - and a storm - Harbour Post"], "A wall - and a storm"),
        (["« Wall » reopens"], ["« Wall » reopens"], "« Wall » reopens"),
        ([], [], ""),
    ],
)  # fmt: skip
def test_a_headline_is_chosen(tops: list[str], told: list[str], headline_: str) -> None:
    assert headline.choose(tops, [], told, ["Harbour Post"]) == headline_


def test_readings_over_characters_are_no_part_of_a_headline() -> None:
    ruby = "<ruby>港<rt>みなと</rt></ruby>が<ruby>開<rt>ひら</rt></ruby>く"
    note = extract(f"<html lang=ja><body><article><h1>{ruby}</h1>{BODY}</article></body></html>".encode(), URL)
    assert note.headline.text == "港が開く"


def test_a_standfirst_is_never_the_only_text_and_never_in_the_body() -> None:
    told = "The outer wall is open again, and the fleet is back at its moorings before the summer."
    note = page(f'<meta name="description" content="{told}">', f'<div class="lead">{told}</div>')
    assert note.standfirst.text == told
    assert told not in [str(getattr(block, "text", "")) for block in note.blocks]
    alone = extract(
        f"<html><body><article><h1>A note</h1><p class=lead>{told}</p></article></body></html>".encode(), URL
    )
    assert [str(getattr(block, "text", "")) for block in alone.blocks] == [told]


def test_the_first_paragraph_of_an_agency_is_no_standfirst() -> None:
    first = "PORTO VELAME (Reuters) - The harbour was opened again on Monday, and the fleet is back at its moorings."
    note = page(f'<meta name="description" content="{first}">', f"<div><p><b>{first}</b></p></div>")
    assert not note.standfirst


def test_a_standfirst_may_stand_in_boxes_of_boxes() -> None:
    told = "What the divers found under the outer wall, and what the council will do about it"
    note = page("", f'<div class="id-r-synopsis"><div class="x1"><div class="x2"><div>{told}</div></div></div></div>')
    assert note.standfirst.text == told


def test_a_second_heading_right_under_the_headline_is_the_standfirst_where_it_is_as_long_as_a_sentence() -> None:
    told = "Divers have found what broke the outer wall, and the council wants to mend it by the summer"
    note = page("", f"<h2>{told}</h2>")
    assert note.standfirst.text == told
    assert not page("", "<h2>What divers found</h2>").standfirst


def test_a_list_before_the_text_is_the_standfirst_without_the_text_round_it() -> None:
    points = ("Divers filled the crack in the wall by night.", "The ferry kept running through all of the spring.")
    told = "".join(f"<li>{point}</li>" for point in points)
    note = page(
        "", f'<div class="intro-content"><ul class="summary-list">{told}</ul><p>So it began.</p><p>A day.</p></div>'
    )
    assert note.standfirst.text == "\n".join(points)


def test_a_link_in_a_standfirst_leads_where_the_page_says() -> None:
    lead = '<div class="standfirst">The outer wall is open again, <a href="map">where the map shows</a> it.</div>'
    note = page('<base href="https://cdn.harbourpost.example/x/">', lead)
    assert [mark.href for mark in note.standfirst.marks] == ["https://cdn.harbourpost.example/x/map"]


@pytest.mark.parametrize(
    "address",
    ["/static/logo.png", "/img/default.jpg", "/share.png", "/no-image.jpg", "/favicon.ico", "/wall.svg", "/", URL],
)
def test_pictures_of_the_site_are_no_lead(address: str) -> None:
    assert page(f'<meta property="og:image" content="{address}">').lead is None


def test_a_picture_that_only_sounds_like_one_of_the_site_is_a_lead() -> None:
    for address in ("/photos/bright-ice_social.jpg", "/photos/1*QWkog.png"):
        assert page(f'<meta property="og:image" content="{address}">').lead is not None


def test_a_front_page_is_no_canonical_address_but_another_paper_is() -> None:
    assert page('<link rel=canonical href="https://other.example/">').canonical == ""
    other = "https://other.example/news/harbour-wall"
    assert page(f'<link rel=canonical href="{other}">').canonical == other


def test_versions_in_other_languages_are_named_once_each() -> None:
    links = "".join(
        f'<link rel="alternate" hreflang="{code}" href="{href}">'
        for code, href in (("pt", "/pt/muro"), ("pt", "/pt/x"), ("en-GB", "/gb"), ("x-default", "/x"), ("fr", "/"))
    )
    assert page(links).alternates == (Alternate("pt", "https://www.harbourpost.example/pt/muro"),)


@pytest.mark.parametrize(
    ("told", "free"),
    [
        ('"isAccessibleForFree": true', True),
        ('"isAccessibleForFree": "False"', False),
        ('"isAccessibleForFree": true, "hasPart": [{"@type": "WebPageElement", "isAccessibleForFree": false}]', False),
        ('"headline": "x"', None),
    ],
)
def test_the_paywall_flag_counts_every_part(told: str, free: bool | None) -> None:
    assert page(f'<script type="application/ld+json">{{"@type": "NewsArticle", {told}}}</script>').free is free
    assert page('<meta name="article:content_tier" content="locked">').free is False


@pytest.mark.parametrize(
    "heading",
    [
        '<span class="overline">The port</span> Harbour wall reopens after storm',
        '<div class="topic-label">Storm damage</div>Harbour wall reopens after storm',
        "Harbour wall reopens after storm<br><small>4 May 2026, News</small>",
    ],
)
def test_what_is_set_apart_in_a_heading_is_no_headline(heading: str) -> None:
    head = "<title>The port: Harbour wall reopens after storm | Harbour Post</title>"
    body = f"<html lang=en><head>{head}</head><body><article><h1>{heading}</h1>{BODY}</article></body></html>"
    assert extract(body.encode(), URL).headline.text == "Harbour wall reopens after storm"


@pytest.mark.parametrize(
    ("heading", "headline"),
    [
        ('<span class="kicker">Harbour</span>: The wall reopens after storm', "Harbour: The wall reopens after storm"),
        ('<span class="kicker">Harbour: </span>The wall reopens after storm', "Harbour: The wall reopens after storm"),
        ('<span class="kicker">The wall reopens after the storm</span> Yes', "The wall reopens after the storm Yes"),
    ],
)
def test_a_kicker_that_a_colon_joins_or_that_is_most_of_a_heading_stays(heading: str, headline: str) -> None:
    body = f"<html lang=en><head></head><body><article><h1>{heading}</h1>{BODY}</article></body></html>"
    assert extract(body.encode(), URL).headline.text == headline


def test_the_end_of_a_trail_of_links_is_no_headline_where_another_is_told_and_shown() -> None:
    shown = "Why the harbour wall opens again after nine weeks"
    crumb = '<h1 class="breadcrumb__headline">Harbour wall 2026: all about the works</h1>'

    def read(told: str) -> str:
        head = f'<title>Harbour wall 2026: all about the works</title><meta property="og:title" content="{told}">'
        text = f"{crumb}<article><h2>{shown}</h2>{BODY}</article>"
        return extract(f"<html lang=en><head>{head}</head><body>{text}</body></html>".encode(), URL).headline.text

    assert read(shown) == shown
    assert read("Harbour wall 2026: all about the works") == "Harbour wall 2026: all about the works"
