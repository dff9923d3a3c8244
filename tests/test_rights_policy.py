"""What may be done, row by row, and that no signal ever loosens it."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.rights.policy import STRICTNESS, Grant, Site, decide
from dragoman.rights.reasons import REASONS
from dragoman.rights.signals import from_entry, from_page
from dragoman.types import Decision, Entry, Level, Licence, Signal

FULL, EXCERPT, HEADLINE, SKIP = Level.FULL, Level.EXCERPT, Level.HEADLINE, Level.SKIP
BY = "https://creativecommons.org/licenses/by/4.0/"


def of(
    head: str = "", headers: dict[str, str] | None = None, grant: str = "CC-BY-4.0", commercial: bool = False
) -> Decision:
    """Decide on a page as its bytes and headers come, with a grant unless told otherwise."""
    page = f"<html><head>{head}</head><body><p>Text</p></body></html>".encode()
    return decide(from_page(page, headers or {}), Grant(grant), Site(commercial))


def robots(directives: str) -> str:
    return f'<meta name="robots" content="{directives}">'


def linked(licence: str) -> str:
    return f'<link rel="license" href="https://creativecommons.org/{licence}/">'


ROWS = [
    # the row of the table of signals, the page's head, the operator's grant, commercial, level, translate
    (3, '<meta name="tdm-reservation" content="1">', "", False, HEADLINE, True),
    (3, '<meta name="tdm-reservation" content="1">', "CC-BY-4.0", False, FULL, True),
    (3, linked("licenses/by/4.0") + '<meta name="tdm-reservation" content="1">', "", False, FULL, True),
    (8, robots("noindex"), "CC-BY-4.0", False, SKIP, False),
    (8, robots("none"), "CC-BY-4.0", False, SKIP, False),
    (9, robots("nosnippet"), "CC-BY-4.0", False, HEADLINE, True),
    (9, robots("max-snippet:0"), "CC-BY-4.0", False, HEADLINE, True),
    (10, robots("max-snippet:50"), "CC-BY-4.0", False, EXCERPT, True),
    (10, robots("max-snippet:300"), "CC-BY-4.0", False, EXCERPT, True),
    (10, robots("max-snippet:-1, max-image-preview:large"), "CC-BY-4.0", False, FULL, True),
    (12, robots("noarchive"), "CC-BY-4.0", False, FULL, True),
    (14, '<meta name="google" content="notranslate">', "CC-BY-4.0", False, HEADLINE, False),
    (14, robots("notranslate"), "CC-BY-4.0", False, HEADLINE, False),
    (15, robots("noai"), "", False, HEADLINE, True),
    (17, linked("publicdomain/zero/1.0"), "", True, FULL, True),
    (18, linked("licenses/by/3.0/br"), "", True, FULL, True),
    (19, linked("licenses/by-sa/4.0"), "", True, FULL, True),
    (20, linked("licenses/by-nc/4.0"), "", False, FULL, True),
    (20, linked("licenses/by-nc/4.0"), "", True, EXCERPT, True),
    (20, linked("licenses/by-nc-sa/4.0"), "CC-BY-4.0", True, EXCERPT, True),
    (21, linked("licenses/by-nd/4.0"), "", False, HEADLINE, False),
    (21, linked("licenses/by-nc-nd/4.0"), "CC-BY-4.0", False, HEADLINE, False),
    (22, "", "you may republish with credit", False, EXCERPT, True),
    (23, "", "", False, HEADLINE, True),
    (26, '<meta property="article:content_tier" content="free">', "CC-BY-4.0", False, FULL, True),
]


@pytest.mark.parametrize(("row", "head", "grant", "commercial", "level", "translate"), ROWS)
def test_the_table_of_signals_holds_row_by_row(
    row: int, head: str, grant: str, commercial: bool, level: Level, translate: bool
) -> None:
    decision = of(head, grant=grant, commercial=commercial)
    assert (decision.level, decision.translate) == (level, translate), row
    assert decision.reasons


@pytest.mark.parametrize(
    ("head", "grant", "remember"),
    [
        ("", "CC-BY-4.0", True),
        (robots("max-image-preview:large"), "CC-BY-4.0", True),
        (robots("noarchive"), "CC-BY-4.0", False),
        (robots("NOCACHE"), "CC-BY-4.0", False),
        ('<meta name="tdm-reservation" content="1">', "CC-BY-4.0", True),
        (linked("licenses/by/4.0") + '<meta name="tdm-reservation" content="1">', "", False),
        (linked("licenses/by/4.0") + robots("noai"), "", False),
    ],
)
def test_whoever_forbids_copies_is_not_remembered(head: str, grant: str, remember: bool) -> None:
    assert of(head, grant=grant).remember is remember


def test_whoever_forbids_to_learn_from_a_text_is_not_remembered() -> None:
    assert not of(headers={"Content-Usage": "train-ai=n"}).remember
    assert not of(headers={"Content-Signal": "search=yes, ai-train=no"}).remember
    assert of(headers={"Content-Signal": "search=yes, ai-train=yes"}).remember


def test_a_paid_text_is_a_headline() -> None:
    told = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
    assert of(told).level is HEADLINE


@pytest.mark.parametrize(
    ("headers", "level", "translate"),
    [
        ({"X-Robots-Tag": "noindex"}, SKIP, False),
        ({"Content-Usage": "train-ai=n"}, FULL, True),
        ({"Content-Usage": "search=n"}, HEADLINE, True),
        ({"Content-Signal": "ai-train=no, search=yes"}, FULL, True),
        ({"Content-Signal": "ai-input=no"}, HEADLINE, False),
        ({"Link": '<https://creativecommons.org/licenses/by-nd/4.0/>; rel="license"'}, HEADLINE, False),
        ({"tdm-reservation": "1"}, FULL, True),
        ({}, FULL, True),
    ],
)
def test_the_headers_tighten_what_a_grant_allows(headers: dict[str, str], level: Level, translate: bool) -> None:
    decision = of(headers=headers)
    assert (decision.level, decision.translate) == (level, translate)


def test_the_licence_that_binds_is_named() -> None:
    assert of(linked("licenses/by-sa/3.0")).licence == Licence(
        "CC BY-SA 3.0", "https://creativecommons.org/licenses/by-sa/3.0/"
    )
    assert of().licence == Licence("CC BY 4.0", BY)
    assert of(grant="").licence is None


def test_a_feeds_licence_stands_where_the_page_says_nothing() -> None:
    entry = Entry("1", "https://a.example/", "A", licence="http://creativecommons.org/licenses/by/2.5/")
    assert replace(decide(from_entry(entry)), why=()) == Decision(
        FULL,
        True,
        Licence("CC BY 2.5", "https://creativecommons.org/licenses/by/2.5/"),
        ("The feed states the licence CC BY 2.5, which allows translation with credit.",),
    )


@pytest.mark.parametrize(
    "prose",
    [
        "Licensed as Creative Commons – attribution, no derivatives.",
        "Creative Commons Atribuição-SemDerivações 4.0 Internacional, sem derivações",
        "may be posted in their entirety, without any edits",
    ],
)
def test_a_feeds_prose_that_forbids_changes_is_kept_to(prose: str) -> None:
    decision = decide(from_entry(Entry("1", "https://a.example/", "A", rights=prose)), Grant("CC-BY-4.0"))
    assert (decision.level, decision.translate) == (HEADLINE, False)


def test_terms_that_we_do_not_know_tighten_a_feed_and_not_an_operator_who_has_read_them() -> None:
    unknown = Signal("licence", "https://paper.example/terms", "link rel=license")
    assert decide([Signal("licence", BY, "entry"), unknown]).level is HEADLINE
    assert decide([unknown], Grant("CC-BY-4.0")).level is FULL


def test_a_copyright_notice_is_no_licence_and_reserved_rights_are_none() -> None:
    licensed = Signal("licence", BY, "entry")
    assert decide([licensed, Signal("rights", "© 2026 Harbour Post", "feed")]).level is FULL
    assert decide([licensed, Signal("rights", "© 2026. All rights reserved.", "feed")]).level is HEADLINE


def test_every_reason_is_a_sentence_that_a_reader_can_be_shown() -> None:
    for sentence in REASONS.values():
        said = sentence.format(who="The page", licence="CC BY 4.0", words="noindex")
        assert said[0].isupper()
        assert said.endswith(".")
        assert "{" not in said


NAMES = (
    "robots tdm-reservation translate licence rights notice free content-usage content-signal rsl third-party "
    "picture-licence translation-of x"
).split()
DIRECTIVES = (
    "noindex none nosnippet noarchive max-snippet:0 max-snippet:250 max-snippet:-1 noai notranslate all 0 1 no true "
    "false search=n search=no ai-input=no train-ai=n ai-train=no noimageai max-image-preview:none disallow nocache"
).split()
TERMS = ("prohibits all", "prohibits ai-input", "permits search", "permits all", "payment purchase", "file x")
WORDS = (
    BY, "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-ND-4.0", "CC BY-NC-ND 3.0", "CC0", "public domain", "© Paper", "",
    "All rights reserved", "https://paper.example/terms", "without any edits",
)  # fmt: skip
PLACES = ("entry", "feed", "meta robots", "link rel=license", "header X-Robots-Tag")
SIGNALS = st.builds(
    Signal, st.sampled_from(NAMES), st.sampled_from((*DIRECTIVES, *TERMS, *WORDS)), st.sampled_from(PLACES)
)


@given(
    st.lists(SIGNALS, max_size=6), SIGNALS, st.sampled_from((BY, "CC-BY-NC-4.0", "CC-BY-ND-4.0", "CC0")), st.booleans()
)
@settings(max_examples=400, deadline=None)
def test_where_a_licence_is_granted_no_signal_loosens_the_decision(
    signals: list[Signal], more: Signal, grant: str, commercial: bool
) -> None:
    before, after = (
        decide(signals, Grant(grant), Site(commercial)),
        decide([*signals, more], Grant(grant), Site(commercial)),
    )
    assert STRICTNESS.index(after.level) >= STRICTNESS.index(before.level)
    assert before.translate or not after.translate
    assert before.remember or not after.remember


@given(
    st.lists(SIGNALS, max_size=6),
    SIGNALS.filter(lambda signal: signal.name not in ("licence", "rights")),
    st.booleans(),
)
@settings(max_examples=300, deadline=None)
def test_no_signal_but_a_licence_ever_loosens_a_decision(signals: list[Signal], more: Signal, commercial: bool) -> None:
    before, after = decide(signals, site=Site(commercial)), decide([*signals, more], site=Site(commercial))
    assert STRICTNESS.index(after.level) >= STRICTNESS.index(before.level)
    assert before.translate or not after.translate
    assert before.remember or not after.remember


@given(st.lists(SIGNALS, max_size=6), st.booleans(), st.randoms())
def test_the_order_of_signals_changes_nothing(signals: list[Signal], commercial: bool, random: Random) -> None:
    shuffled = list(signals)
    random.shuffle(shuffled)
    one, other = decide(signals, site=Site(commercial)), decide(shuffled, site=Site(commercial))
    assert (one.level, one.translate) == (other.level, other.translate)


@given(st.lists(SIGNALS, max_size=6), st.booleans())
def test_what_may_not_be_changed_is_never_translated(signals: list[Signal], commercial: bool) -> None:
    decision = decide([*signals, Signal("licence", "CC-BY-ND-4.0", "link rel=license")], Grant(BY), Site(commercial))
    assert not decision.translate
    assert decision.level in (HEADLINE, SKIP)
