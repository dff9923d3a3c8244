"""The table of signals, row by row and in pairs, each through real bytes: robots.txt, headers, pages, feeds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import combinations

import pytest
import test_disclosure
import test_net_manners
import test_rights_wire
import test_takedowns
import test_wire_corrections

from dragoman.extract.article import extract_tree
from dragoman.extract.page import drop_unquotable, parse
from dragoman.flow.desk import AGENT
from dragoman.flow.grants import Circumstances, decided
from dragoman.flow.hostwords import HostWords, signals_from
from dragoman.ingest.feeds import parse_feed
from dragoman.ingest.robots import allowed
from dragoman.rights.policy import STRICTNESS, Grant, Site, decide
from dragoman.rights.signals import from_entry, from_page
from dragoman.rights.sitefiles import ROBOTS
from dragoman.rights.thirdparty import from_document, from_holders
from dragoman.types import Decision, Level, Signal, Use

FULL, EXCERPT, HEADLINE, SKIP = Level.FULL, Level.EXCERPT, Level.HEADLINE, Level.SKIP
TRANSLATE, REMEMBER, COMPARE, INDEX, ILLUSTRATE = Use
URL = "https://paper.example/news/a-story"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CC = "https://creativecommons.org/licenses"
TEXT = "".join(
    f"<p>Paragraph {n} tells what the council of the harbour decided on its {n}th day, and what it cost.</p>"
    for n in range(2, 9)
)
RSL = 'xmlns:rsl="https://rslstandard.org/rsl"'
XMLNS = (
    f'{RSL} xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:creativeCommons="http://backend.userland.com/creativeCommonsRssModule" '
    'xmlns:cc="http://web.resource.org/cc/" '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:atom="http://www.w3.org/2005/Atom"'
)


@dataclass(frozen=True)
class Bytes:
    """What a publisher serves, in parts that can be put together."""

    robots: str = ""
    tdmrep: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    root: str = ""
    head: str = ""
    start: str = ""
    end: str = ""
    channel: str = ""
    item: str = ""
    terms: str = ""

    def __add__(self, other: Bytes) -> Bytes:
        names = self.headers.keys() | other.headers.keys()
        both = {n: "\n".join(filter(None, (self.headers.get(n), other.headers.get(n)))) for n in sorted(names)}
        parts = {n: getattr(self, n) + getattr(other, n) for n in vars(self) if n not in ("headers", "tdmrep", "terms")}
        parts["robots"] = f"{self.robots}\n{other.robots}"
        return Bytes(headers=both, tdmrep=self.tdmrep or other.tdmrep, terms=self.terms or other.terms, **parts)

    def decided(self, grant: str | Grant, commercial: bool = False) -> Decision:
        under = Circumstances(grant if isinstance(grant, Grant) else Grant(grant), Site(commercial))
        names = ("Paper", "paper.example")
        feed = parse_feed(
            f'<?xml version="1.0"?><rss version="2.0" {XMLNS}><channel><title>Paper</title>{self.channel}'
            f"<item><title>A story</title><link>{URL}</link>{self.item}</item></channel></rss>".encode(),
            "https://paper.example/feed",
        )
        words = HostWords(f"User-agent: *\n{self.robots}\n", self.tdmrep.encode(), self.terms.encode())
        told = from_entry(feed.entries[0], feed, names)
        if not allowed(words.robots, URL, AGENT):
            told = (*told, Signal("robots", "disallow", ROBOTS))
            return decided(signals_from(words, URL, told, lambda _: self.terms.encode()), under, NOW)
        page = f"<!doctype html><html {self.root}><head><title>A story</title>{self.head}</head><body><article>"
        page += f"<h1>A story</h1>{self.start}{TEXT}{self.end}</article></body></html>"
        root = parse(page.encode())
        own = from_page(root, self.headers, URL)
        drop_unquotable(root)
        document = extract_tree(root, URL, "en", None)
        told = (*told, *own, *from_holders(own, names), *from_document(document, names))
        signals = signals_from(words, URL, told, lambda _: self.terms.encode())
        return decided(signals, under, NOW, complete=document.complete)


def meta(content: str, name: str = "robots") -> Bytes:
    return Bytes(head=f'<meta name="{name}" content="{content}">')


def header(name: str, value: str) -> Bytes:
    return Bytes(headers={name.lower(): value})


def linked(licence: str) -> Bytes:
    return Bytes(head=f'<link rel="license" href="https://creativecommons.org/{licence}/">')


def data(fields: str) -> Bytes:
    return Bytes(head=f'<script type="application/ld+json">{{"@type": "NewsArticle", {fields}}}</script>')


def rsl(inner: str, attributes: str = 'url="/"') -> str:
    return f"<rsl:content {attributes}><rsl:license>{inner}</rsl:license></rsl:content>"


PROHIBITED = '<rsl:prohibits type="usage">{}</rsl:prohibits>'
BY = "CC-BY-4.0"
NO = frozenset[Use]()
ROWS: list[tuple[int, Bytes, str, Level, frozenset[Use]]] = [
    # the row of the table, what is served, what the operator vouches for, how much is shown, what is refused
    (1, Bytes(robots="Disallow: /news"), BY, HEADLINE, NO),
    (1, Bytes(robots="Disallow: /sport"), BY, FULL, NO),
    (2, Bytes(robots="Crawl-delay: 7"), BY, FULL, NO),
    (3, header("tdm-reservation", "1"), "", HEADLINE, NO | {REMEMBER}),
    (3, meta("1", "tdm-reservation"), "", HEADLINE, NO | {REMEMBER}),
    (3, Bytes(tdmrep='[{"location": "/news/*", "tdm-reservation": 1}]'), "", HEADLINE, NO | {REMEMBER}),
    (3, Bytes(tdmrep='[{"location": "/sport/*", "tdm-reservation": 1}]'), BY, FULL, NO),
    (3, meta("1", "tdm-reservation"), BY, FULL, NO),
    (3, linked("licenses/by/4.0") + meta("1", "tdm-reservation"), "", FULL, NO | {REMEMBER}),
    (4, header("Content-Usage", "train-ai=n"), BY, FULL, NO | {REMEMBER}),
    (4, Bytes(robots="Content-Usage: train-ai=n"), BY, FULL, NO | {REMEMBER}),
    (4, Bytes(robots="Content-Usage: /sport train-ai=n"), BY, FULL, NO),
    (5, header("Content-Usage", "search=n"), BY, HEADLINE, NO | {INDEX}),
    (5, Bytes(robots="Content-Usage: /news search=n"), BY, HEADLINE, NO | {INDEX}),
    (6, Bytes(robots="Content-Signal: search=yes, ai-input=no"), BY, HEADLINE, NO | {TRANSLATE, REMEMBER}),
    (6, Bytes(robots="Content-Signal: ai-train=no"), BY, FULL, NO | {REMEMBER}),
    (6, Bytes(channel=rsl(PROHIBITED.format("ai-input"))), BY, HEADLINE, NO | {TRANSLATE, REMEMBER}),
    (6, Bytes(item=rsl(PROHIBITED.format("ai-all"), "")), BY, HEADLINE, NO | {TRANSLATE, REMEMBER}),
    (6, Bytes(channel=rsl(PROHIBITED.format("all"))), BY, SKIP, frozenset(Use)),
    (6, Bytes(channel=rsl(PROHIBITED.format("all"), 'url="/sport/*"')), BY, FULL, NO),
    (
        6,
        Bytes(
            robots="License: https://paper.example/terms.xml",
            terms=f"<rsl:rsl {RSL}>{rsl(PROHIBITED.format('ai-input'))}</rsl:rsl>",
        ),
        BY,
        HEADLINE,
        NO | {TRANSLATE, REMEMBER},
    ),
    (
        6,
        Bytes(
            head=f'<script type="application/rsl+xml"><rsl:rsl {RSL}>'
            f"{rsl(PROHIBITED.format('ai-train'))}</rsl:rsl></script>"
        ),
        BY,
        FULL,
        NO | {REMEMBER},
    ),
    (7, Bytes(channel=rsl('<rsl:payment type="purchase"/>')), "", HEADLINE, NO),
    (7, linked("licenses/by/4.0") + Bytes(channel=rsl("", 'url="/" server="https://l.example"')), "", FULL, NO),
    (7, header("Link", '<https://a.example/t.xml>; rel="license"; type="application/rsl+xml"'), "", HEADLINE, NO),
    (7, Bytes(head='<link rel="license" type="application/rsl+xml" href="/t.xml">'), "", HEADLINE, NO),
    (8, meta("noindex"), BY, SKIP, frozenset(Use)),
    (8, meta("none", "googlebot"), BY, SKIP, frozenset(Use)),
    (8, header("X-Robots-Tag", "dragoman: noindex"), BY, SKIP, frozenset(Use)),
    (8, header("X-Robots-Tag", "otherbot: noindex"), BY, FULL, NO),
    (9, meta("nosnippet"), BY, HEADLINE, NO),
    (9, header("X-Robots-Tag", "max-snippet:0"), BY, HEADLINE, NO),
    (10, meta("max-snippet:80"), BY, EXCERPT, NO),
    (10, meta("max-snippet:-1"), BY, FULL, NO),
    (12, meta("noarchive"), BY, FULL, NO | {REMEMBER, COMPARE}),
    (12, header("X-Robots-Tag", "nocache"), BY, FULL, NO | {REMEMBER, COMPARE}),
    (13, meta("unavailable_after: 2026-11-21T00:00:00Z"), BY, SKIP, frozenset(Use)),
    (13, header("X-Robots-Tag", "unavailable_after: 25 Jun 2027 15:00:00 GMT"), BY, FULL, NO),
    (14, Bytes(start='<p class="notranslate">The motto of the harbour is Mar e Terra.</p>'), BY, FULL, NO),
    (14, meta("notranslate"), BY, HEADLINE, NO | {TRANSLATE}),
    (14, meta("notranslate", "google"), BY, HEADLINE, NO | {TRANSLATE}),
    (14, Bytes(root='translate="no"'), BY, HEADLINE, NO | {TRANSLATE}),
    (14, Bytes(root='class="notranslate"'), BY, HEADLINE, NO | {TRANSLATE}),
    (15, meta("noai"), "", HEADLINE, NO | {REMEMBER}),
    (15, header("X-Robots-Tag", "noimageai"), "", HEADLINE, NO | {REMEMBER, ILLUSTRATE}),
    (16, meta("max-image-preview:none"), BY, FULL, NO | {ILLUSTRATE}),
    (16, meta("noimageindex"), BY, FULL, NO | {ILLUSTRATE}),
    (17, linked("publicdomain/zero/1.0"), "", FULL, NO),
    (17, Bytes(item="<dc:rights>This text is in the public domain.</dc:rights>"), "", FULL, NO),
    (18, linked("licenses/by/3.0/br"), "", FULL, NO),
    (18, Bytes(end=f'<p><a rel="license" href="{CC}/by/4.0/">CC BY 4.0</a></p>'), "", FULL, NO),
    (18, Bytes(item=f"<creativeCommons:license>{CC}/by/2.5/</creativeCommons:license>"), "", FULL, NO),
    (18, Bytes(channel=f'<cc:license rdf:resource="{CC}/by/3.0/"/>'), "", FULL, NO),
    (18, Bytes(item=f'<atom:link rel="license" href="{CC}/by/4.0/"/>'), "", FULL, NO),
    (18, Bytes(item="<dc:rights>Creative Commons Attribution 4.0 International</dc:rights>"), "", FULL, NO),
    (18, data(f'"license": "{CC}/by/4.0/"'), "", FULL, NO),
    (18, header("Link", f'<{CC}/by/4.0/>; rel="license"'), "", FULL, NO),
    (19, linked("licenses/by-sa/4.0"), "", FULL, NO),
    (20, linked("licenses/by-nc/4.0"), "", FULL, NO),
    (21, linked("licenses/by-nd/4.0"), "", HEADLINE, NO | {TRANSLATE}),
    (21, linked("licenses/by-nd/4.0"), "permission", HEADLINE, NO | {TRANSLATE}),
    (21, linked("licenses/by-nc-nd/4.0"), BY, HEADLINE, NO | {TRANSLATE}),
    (21, Bytes(channel="<copyright>attribution, no derivatives</copyright>"), BY, HEADLINE, NO | {TRANSLATE}),
    (21, Bytes(item="<dc:rights>Atribuição, sem derivações</dc:rights>"), BY, HEADLINE, NO | {TRANSLATE}),
    (21, Bytes(item="<dc:rights>Sans modification</dc:rights>"), BY, HEADLINE, NO | {TRANSLATE}),
    (
        21,
        Bytes(item="<dc:rights>May be posted in their entirety, without any edits</dc:rights>"),
        BY,
        HEADLINE,
        NO | {TRANSLATE},
    ),
    (21, Bytes(end=f'<footer><a href="{CC}/by-nd/4.0/">Our licence</a></footer>'), BY, HEADLINE, NO | {TRANSLATE}),
    (22, Bytes(item="<dc:rights>You may republish our texts with credit.</dc:rights>"), "", EXCERPT, NO),
    (22, Bytes(item="<dc:rights>You may republish and translate our texts with credit.</dc:rights>"), "", FULL, NO),
    (22, Bytes(item="<dc:rights>You may republish our texts with credit.</dc:rights>"), "permission", FULL, NO),
    (23, Bytes(), "", HEADLINE, NO),
    (23, Bytes(channel="<copyright>© 2026 Paper. All rights reserved.</copyright>"), "", HEADLINE, NO),
    (23, Bytes(item="<dc:rights>All rights reserved. Photos: CC BY 4.0.</dc:rights>"), "", HEADLINE, NO),
    (23, Bytes(item="<dc:rights>© Paper. Photo by Ann Lee, CC BY 4.0.</dc:rights>"), "", HEADLINE, NO),
    (23, Bytes(item="<dc:rights>CC BY 4.0, all rights reserved</dc:rights>"), "", HEADLINE, NO),
    (18, Bytes(item="<dc:rights>Alguns direitos reservados. CC BY 4.0</dc:rights>"), "", FULL, NO),
    (24, Bytes(item="<author>Reuters</author>"), BY, HEADLINE, NO | {ILLUSTRATE}),
    (24, Bytes(start="<p>LONDON (Reuters) - The council met again on Monday to speak about it.</p>"), BY, HEADLINE, NO),
    (24, Bytes(end="<p>This article was originally published on Harbour Weekly.</p>"), BY, HEADLINE, NO),
    (24, Bytes(end="<p>This article was originally published on Paper.</p>"), BY, FULL, NO),
    (24, Bytes(end="<p>It is republished here under a partnership agreement, with edits.</p>"), BY, HEADLINE, NO),
    (24, Bytes(end="<p>Photo and text used with permission.</p>"), BY, HEADLINE, NO),
    (24, Bytes(end="<p>Direitos Reservados</p>"), BY, HEADLINE, NO),
    (24, data('"author": {"@type": "Organization", "name": "Lusa"}'), BY, HEADLINE, NO),
    (25, Bytes(item=f'<media:content url="https://p.example/"><media:license href="{CC}/by/4.0/"/></media:content>'),
     "", HEADLINE, NO),
    (26, data('"isAccessibleForFree": false'), BY, HEADLINE, NO),
]  # fmt: skip


ELSEWHERE = {
    # the rows that are no decision on one reading: what is done then, and the test that proves it with real bytes
    2: test_net_manners.test_a_crawl_delay_holds_after_the_first_page_and_not_before_it,
    11: test_rights_wire.test_what_is_kept_out_of_quotations_is_in_no_language,
    27: test_wire_corrections.test_a_changed_number_is_a_dated_correction_on_every_rendition_with_what_was_and_what_is,
    28: test_wire_corrections.test_a_source_that_says_it_was_wrong_is_heard_on_top_of_every_rendition,
    29: test_takedowns.test_what_its_source_takes_back_goes_the_same_way_by_itself,
    30: test_takedowns.test_a_complete_takedown_hides_the_article_within_the_configured_time_and_no_sooner,
    31: test_disclosure.test_no_page_shows_a_translated_sentence_before_its_label,
    32: test_rights_wire.test_a_state_s_source_is_called_so_wherever_its_text_is_shown,
}


def test_every_row_of_the_table_has_a_test() -> None:
    assert {row for row, *_ in ROWS} | ELSEWHERE.keys() == set(range(1, 33))


@pytest.mark.parametrize(("row", "served", "grant", "level", "refused"), ROWS)
def test_each_row_of_the_table_is_kept_to(
    row: int, served: Bytes, grant: str, level: Level, refused: frozenset[Use]
) -> None:
    decision = served.decided(grant)
    assert decision.level is level, (row, decision.reasons)
    # A text's licence never covers its pictures: they are refused unless one of them is licensed.
    assert refusals(decision) - {ILLUSTRATE} == refused - {ILLUSTRATE}, (row, decision.why)
    assert (not decision.illustrate) == (row != 25), row
    assert decision.reasons
    assert [use for use, _ in decision.why] == list(Use)
    assert all(sentence[0].isupper() and sentence.endswith(".") for _, sentence in decision.why)


def refusals(decision: Decision) -> frozenset[Use]:
    return frozenset(use for use in Use if not decision.allows(use))


READ = [(row, served) for row, served, *_ in ROWS if "Disallow: /news" not in served.robots]
"""What is served with a page that may be read: of one that may not, nobody knows what it says."""
PAIRS = list(combinations(READ, 2))[::7]


def test_of_two_signals_the_strictest_wins_whatever_they_are() -> None:
    for (first, one), (second, other) in PAIRS:
        both, alone = (one + other).decided(BY), [one.decided(BY), other.decided(BY)]
        strictest = max((each.level for each in alone), key=STRICTNESS.index)
        assert both.level is strictest, (first, second, both.reasons)
        asked = frozenset(Use) if first == 25 or second == 25 else frozenset(Use) - {ILLUSTRATE}
        assert refusals(both) & asked >= (refusals(alone[0]) | refusals(alone[1])) & (asked - {ILLUSTRATE})


def test_a_non_commercial_licence_is_kept_by_a_site_that_earns_nothing() -> None:
    for licence in ("by-nc", "by-nc-sa"):
        assert linked(f"licenses/{licence}/4.0").decided("", commercial=False).translatable
        assert linked(f"licenses/{licence}/4.0").decided("", commercial=True).level is EXCERPT


def test_a_word_nearer_to_the_page_overrules_a_reservation_for_the_whole_site() -> None:
    site = Bytes(tdmrep='[{"location": "/", "tdm-reservation": 1}]')
    licensed = linked("licenses/by/4.0")
    assert not (licensed + site).decided("").remember
    assert (licensed + site + header("tdm-reservation", "0")).decided("").remember
    assert not (licensed + site + header("tdm-reservation", "0") + meta("1", "tdm-reservation")).decided("").remember


def test_an_excerpt_is_as_long_as_the_page_allows() -> None:
    assert meta("max-snippet:80").decided(BY).excerpt == 80
    assert (meta("max-snippet:80") + meta("max-snippet:50")).decided(BY).excerpt == 50


def test_of_a_part_of_a_text_there_is_a_headline_whatever_it_grants() -> None:
    assert Bytes(end="<p>It goes on. Continue reading</p>").decided(BY).level is HEADLINE


def test_a_page_says_until_when_it_may_be_shown() -> None:
    until = meta("unavailable_after: Friday, 25-Jun-2027 15:00:00 GMT").decided(BY).until
    assert until is not None
    assert until.isoformat() == "2027-06-25T15:00:00+00:00"


def test_what_is_kept_out_of_quotations_is_not_in_the_text() -> None:
    kept = "<div data-nosnippet><p>Secret words stand here.</p></div>"
    page = f"<html><body><article><h1>A story</h1>{TEXT}{kept}</article></body></html>"
    root = parse(page.encode())
    drop_unquotable(root)
    assert "Secret" not in str(extract_tree(root, URL, "en", None))


def test_the_operators_leave_to_translate_counts_only_where_the_operator_gives_it() -> None:
    assert Bytes().decided("permission").translatable
    assert not Bytes(item="<dc:rights>permission</dc:rights>").decided("").translatable
    assert not meta("noindex").decided("permission").translatable


def test_a_blocked_source_is_not_shown_where_it_is_blocked() -> None:
    grant = Grant("CC-BY-4.0", blocked=("EU",))
    assert decide((), grant, Site(jurisdiction="eu")).level is SKIP
    assert decide((), grant, Site(jurisdiction="BR")).level is FULL


def test_a_text_without_a_licence_is_quoted_only_where_the_operator_dares() -> None:
    assert decide(()).level is HEADLINE
    quoted = decide((), site=Site(quotation=900))
    assert (quoted.level, quoted.excerpt) == (EXCERPT, 200)
