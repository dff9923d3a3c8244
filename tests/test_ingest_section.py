"""Front and section pages as lists of news, in the shapes that publishing systems give them."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from guards import ends_soon
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import NotAFeed, UsageError
from dragoman.ingest.lists import addresses
from dragoman.ingest.lists.section import MAX_ENTRIES, parse_section
from dragoman.types import Feed
from dragoman.urls import gate

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
URL = "https://daily.example/politics/"

HEADLINES = [
    ("parliament-votes-on-the-new-budget", "Parliament votes on the new budget"),
    ("storm-closes-ports-along-the-coast", "Storm closes ports along the coast"),
    ("teachers-strike-enters-third-week", "Teachers' strike enters its third week"),
    ("central-bank-keeps-rates-unchanged", "Central bank keeps rates unchanged"),
]
TITLES = [title for _, title in HEADLINES]

MENU = """
<header class="site-header"><a href="/">The Daily</a>
  <nav><ul><li><a href="/politics/">Politics</a></li><li><a href="/sport/">Sport</a></li>
  <li><a href="/how-we-work-and-who-pays-for-it">How we work and who pays for it</a></li></ul></nav>
</header>"""
FOOT = """
<aside><h3>Most read</h3><ol><li><a href="/2026/11/01/the-old-story-that-everybody-reads">The old story that everybody
reads</a></li></ol></aside>
<footer><a href="/privacy-policy">Privacy policy</a> <a href="/terms-and-conditions-of-use-2026">Terms and conditions of
the use of this site</a></footer>"""


def site(content: str, head: str = "<title>Politics | The Daily</title>") -> str:
    return (
        f'<!doctype html><html lang="en-GB"><head>{head}</head><body>{MENU}<main>{content}</main>{FOOT}</body></html>'
    )


def parse(text: str, url: str = URL, selector: str = "") -> Feed:
    return parse_section(text.encode(), url, "text/html; charset=utf-8", selector, NOW)


def wordpress(slug: str, title: str, number: int) -> str:
    return f"""
<article id="post-{number}" class="post-{number} post type-post status-publish category-c{number}">
  <a class="post-thumbnail" href="https://daily.example/2026/11/{20 + number}/{slug}/" aria-hidden="true">
    <img src="/wp-content/uploads/{number}.jpg" alt="A very long description of all that this picture shows"></a>
  <header class="entry-header"><span class="cat-links"><a href="/category/politics/">Politics</a></span>
    <h2 class="entry-title">
      <a href="https://daily.example/2026/11/{20 + number}/{slug}/" rel="bookmark">{title}</a></h2>
    <div class="entry-meta"><span class="posted-on">
      <a href="https://daily.example/2026/11/{20 + number}/{slug}/">
        <time class="entry-date published" datetime="2026-11-{20 + number}T08:00:00+00:00">yesterday</time></a></span>
      <span class="byline"> by <a class="url fn n" href="/author/ann-lee/">Ann Lee</a></span>
      <span class="comments-link">
      <a href="https://daily.example/2026/11/{20 + number}/{slug}/#respond">Leave a comment</a></span></div></header>
  <div class="entry-content"><p>What happened, in one long sentence that is longer than the headline itself. <a
    class="more-link" href="https://daily.example/2026/11/{20 + number}/{slug}/">Continue reading
    <span class="screen-reader-text">“{title}”</span></a></p></div>
</article>"""


def drupal(slug: str, title: str, number: int) -> str:
    return f"""
<div class="views-row views-row-{number} views-row-odd">
  <div class="views-field views-field-field-image"><div class="field-content">
    <a href="/node/90{number}/{slug}"><img src="/sites/default/files/{number}.jpg" alt=""></a></div></div>
  <div class="views-field views-field-title"><span class="field-content"><a href="/node/90{number}/{slug}">{title}</a>
  </span></div>
  <div class="views-field views-field-created"><span class="field-content date-display-single"
    content="2026-11-{20 + number}T08:00:00+00:00">{20 + number}.11.2026</span></div>
</div>"""


def whole_card(slug: str, title: str, number: int) -> str:
    return f"""
<div class="css-1a{number}b{number}"><a class="Card_card__x9Kd{number}" href="/politics/{slug}-ncna12930{number}">
  <div class="Card_media__1"><img alt="Picture" src="x.jpg"></div>
  <div class="Card_text__2"><span class="Card_kicker__3">Politics</span><h3 class="Card_title__4">{title}</h3>
  <p>A summary that is told in more words than the headline has, and ends with a stop.</p>
  <time datetime="2026-11-{20 + number}T08:00:00Z">{number} hours ago</time></div></a></div>"""


def overlay_card(slug: str, title: str, number: int) -> str:
    return f"""
<li class="fc-slice__item"><div class="fc-item__container"><h4>{title}</h4>
  <p>Some words of introduction stand here.</p><span class="timestamp">2026-11-{20 + number} 08:00</span>
  <a class="u-faux-block-link__overlay" href="/world/2026/nov/{20 + number}/{slug}" tabindex="-1"></a>
</div></li>"""


def titled_card(slug: str, title: str, number: int) -> str:
    return f"""
<div class="teaser"><a href="/artikel/{slug},90{number}.html"><img src="x.jpg"></a>
  <div class="teaser__kicker">Haushalt</div><a class="teaser__headline-link" href="/artikel/{slug},90{number}.html">
  <span class="teaser__headline">{title}</span><span class="teaser__intro">Some words of introduction.</span></a>
  <a href="/impressum/redaktion/ann-lee">Ann Lee</a><div class="date">{20 + number}.11.2026 08:00</div></div>"""


def bare_list(slug: str, title: str, number: int) -> str:
    return f'<li><span class="date">2026-11-{20 + number}T08:00:00Z</span> <a href="{slug}.shtml">{title}</a></li>'


def old_table(slug: str, title: str, number: int) -> str:
    return f"""<tr><td><a href="news.asp?id=90{number}"><img src=x.gif></a></td>
<td><font size=2><b><a href="news.asp?id=90{number}">{title}</a></b></font><br>{slug}</td></tr>"""


def kicker_and_subtitle(slug: str, title: str, number: int) -> str:
    return f"""
<div class="story"><a class="category" href="/category/politics">Politics</a>
  <div class="date">{20 + number}.11.2026 08:00</div>
  <a href="/story/{slug}"><h2 class="main">{title}</h2><h3>A longer line below that says more than it</h3></a>
  <p class="subtitle"><a class="subtitle" href="/story/{slug}">And what is longer still, a summary of the story</a></p>
</div>"""


SHAPES = [kicker_and_subtitle, wordpress, drupal, whole_card, overlay_card, titled_card, bare_list, old_table]


# --- By structure ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_the_articles_of_a_page_are_its_entries_in_its_order(shape: object) -> None:
    assert callable(shape)
    cards = "".join(shape(slug, title, number) for number, (slug, title) in enumerate(HEADLINES[:2]))
    feed = parse(site(cards + "".join(shape(*HEADLINES[number], number) for number in (2, 3))))
    assert [entry.title for entry in feed.entries] == TITLES
    assert len({entry.url for entry in feed.entries}) == 4
    assert all(entry.id == entry.url and entry.url.startswith("https://daily.example/") for entry in feed.entries)
    if shape is not old_table:
        assert [entry.published for entry in feed.entries][:2] == [
            datetime(2026, 11, 20, 8, tzinfo=UTC),
            datetime(2026, 11, 21, 8, tzinfo=UTC),
        ]


def test_the_page_says_what_the_site_is_called_and_in_which_language_it_is() -> None:
    cards = "".join(bare_list(*each, 0) for each in HEADLINES)
    feed = parse(site(cards))
    assert (feed.title, feed.link, feed.language) == ("Politics | The Daily", URL, "en-GB")
    assert {entry.language for entry in feed.entries} == {"en-GB"}
    head = (
        '<meta property="og:site_name" content="The Daily"><meta name=description content="All of it."><title>x</title>'
    )
    assert (parse(site(cards, head)).title, parse(site(cards, head)).subtitle) == ("The Daily", "All of it.")


def test_several_kinds_of_cards_on_a_front_page_all_count_and_an_article_shown_twice_counts_once() -> None:
    lead = whole_card(*HEADLINES[0], 0)
    rest = "".join(titled_card(*each, 1) for each in HEADLINES[1:3]) + bare_list(*HEADLINES[3], 2)
    again = (
        f'<div class=strip><a href="/politics/{HEADLINES[0][0]}-ncna129300?pos=strip">Budget voted on at last</a></div>'
    )
    assert [entry.title for entry in parse(site(lead + rest + again)).entries] == TITLES


def test_words_that_are_the_same_for_many_links_are_no_headlines() -> None:
    cards = "".join(
        f'<div><p>{title}</p><a href="/2026/11/22/{slug}">Read the whole story here</a></div>'
        for slug, title in HEADLINES
    )
    with pytest.raises(NotAFeed, match="none of its"):
        parse(site(cards))


def test_links_to_other_sites_to_lists_and_to_the_page_itself_do_not_count() -> None:
    cards = "".join(bare_list(*each, 0) for each in HEADLINES)
    others = """
<li><a href="https://other.example/2026/11/22/a-story-of-someone-else">A story of someone else</a></li>
<li><a href="/tag/the-budget-of-this-year">All about the budget of this year</a></li>
<li><a href="/authors/ann-lee-1234">All that Ann Lee wrote here</a></li>
<li><a href="/page/2">Older stories of this section here</a></li>
<li><a href="/2026/11/21/">All the stories of this day</a></li>
<li><a href="/report-of-the-year-2026.pdf">The report of the whole year</a></li>
<li><a href="javascript:more()">Show me more of these stories</a></li>
<li><a href="/politics/#top">Back to the top of this page</a></li>
<li><a href="/search?q=budget+2026&id=4711">Search for more of these stories</a></li>"""
    assert [entry.title for entry in parse(site(f"<ul>{cards}{others}</ul>")).entries] == TITLES


def test_subdomains_are_of_the_site_and_addresses_start_from_the_base_of_the_page() -> None:
    cards = "".join(f'<h2><a href="story/{slug}-4711">{title}</a></h2>' for slug, title in HEADLINES)
    feed = parse(site(cards, '<base href="https://news.daily.example/en/"><title>x</title>'))
    assert feed.entries[0].url == "https://news.daily.example/en/story/parliament-votes-on-the-new-budget-4711"


def test_a_page_that_stands_whole_in_a_content_with_sidebar_is_read_all_the_same() -> None:
    cards = "".join(wordpress(*each, 0) for each in HEADLINES)
    feed = parse(site(f'<div class="content-sidebar-wrap"><div class="site-content has-sidebar">{cards}</div></div>'))
    assert [entry.title for entry in feed.entries] == TITLES
    margin = '<div class="sidebar"><ul>' + bare_list(
        "a-story-in-the-margin-of-it-all", "A story in the margin of it", 0
    )
    assert [entry.title for entry in parse(site(cards + margin)).entries] == TITLES


@pytest.mark.parametrize(
    "titles",
    [
        ["国会今日表决通过新预算案", "台风逼近沿海多港口关闭", "教师罢工进入第三周谈判", "央行宣布维持利率不变"],
        ["議会が新予算案を可決", "台風で沿岸の港が閉鎖", "教員ストは三週目に入る", "中央銀行は金利を据え置き"],
        ["รัฐสภาลงมติผ่านงบประมาณ", "พายุปิดท่าเรือชายฝั่ง", "ครูนัดหยุดงานต่อเนื่อง", "ธนาคารกลางคงดอกเบี้ย"],
        ["Парламент принял новый бюджет", "Шторм закрыл порты побережья", "Банк сохранил ставку без изменений"],
        ["البرلمان يصوت على الميزانية", "العاصفة تغلق موانئ الساحل", "البنك المركزي يثبت الفائدة"],
    ],
)
def test_headlines_of_any_script_are_headlines(titles: list[str]) -> None:
    cards = "".join(f'<li><a href="/news/{4711 + place}">{title}</a></li>' for place, title in enumerate(titles))
    assert [entry.title for entry in parse(site(f"<ul>{cards}</ul>")).entries] == titles


def test_a_page_in_another_charset_is_read_by_its_own_word() -> None:
    cards = "".join(bare_list(slug, f"Não há dúvida: {title}", 0) for slug, title in HEADLINES)
    body = site(cards, '<meta charset="iso-8859-1"><title>Notícias</title>').encode("latin-1")
    feed = parse_section(body, URL, "text/html", now=NOW)
    assert (feed.title, feed.entries[0].title) == ("Notícias", f"Não há dúvida: {TITLES[0]}")


def test_at_most_a_hundred_entries_come() -> None:
    cards = "".join(f'<h2><a href="/story-{n}-{4711 + n}">Story of the number {n}</a></h2>' for n in range(300))
    entries = parse(site(cards)).entries
    assert len(entries) == MAX_ENTRIES
    assert entries[0].title == "Story of the number 0"


def test_a_page_without_articles_is_refused_and_the_sentence_asks_for_a_selector() -> None:
    with pytest.raises(NotAFeed, match=r"^https://daily.example/politics/ is no list .* 2 of its .*CSS selector.*\.$"):
        parse(site("".join(bare_list(*each, 0) for each in HEADLINES[:2])))
    with pytest.raises(NotAFeed, match="none of its 0 links"):
        parse("<html><body><div id=root></div><script src=app.js></script></body></html>")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "it is empty"),
        (b"<?xml version='1.0'?><rss version='2.0'><channel/></rss>", "it is a feed"),
        (b"<urlset/>", "it is a sitemap"),
        (b'{"version": "https://jsonfeed.org/version/1"}', "plain text"),
        (b"%PDF-1.7", "a PDF file"),
        (b"<html><body>" + b"<p>" * 200_000, "only a trap"),
        (b"<html><body><p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">", "only a trap"),
        (b"<html>" + b" " * 6_000_000, "larger than 5 MB"),
    ],
)
def test_what_is_no_page_is_called_by_its_name(body: bytes, told: str) -> None:
    with pytest.raises(NotAFeed, match=rf"^{URL} is no list of articles: .*{told}.*\.$"):
        parse_section(body, URL, now=NOW)


# --- By selector -------------------------------------------------------------------------------------------------


def test_a_page_within_one_form_is_a_page_all_the_same() -> None:
    cards = "".join(kicker_and_subtitle(*each, 0) for each in HEADLINES)
    feed = parse(site(f'<form id="aspnetForm" action="?">{cards}</form>'))
    assert [entry.title for entry in feed.entries] == TITLES


def test_a_selector_of_whole_cards_prefers_the_headline_s_link_to_that_of_the_category() -> None:
    feed = parse(site("".join(kicker_and_subtitle(*each, 0) for each in HEADLINES)), selector=".story")
    assert [entry.title for entry in feed.entries] == TITLES
    assert feed.entries[0].url == f"https://daily.example/story/{HEADLINES[0][0]}"


@pytest.mark.parametrize("selector", ["article", "article h2", "article h2 a", ".entry-title > a[rel=bookmark]"])
def test_a_selector_picks_links_or_what_holds_them(selector: str) -> None:
    feed = parse(site("".join(wordpress(*each, 0) for each in HEADLINES)), selector=selector)
    assert [entry.title for entry in feed.entries] == TITLES


def test_a_selector_may_pick_what_stands_in_a_link_and_leads_elsewhere() -> None:
    links = '<a href="https://other.example/x"><span class=t>Short</span></a><a href="/y">No</a><b class=t>no link</b>'
    feed = parse(site(links), selector=".t")
    assert [(entry.url, entry.title) for entry in feed.entries] == [("https://other.example/x", "Short")]


def test_a_selector_that_picks_the_cards_finds_their_dates_too() -> None:
    feed = parse(site("".join(titled_card(*each, 1) for each in HEADLINES)), selector=".teaser")
    assert [entry.published for entry in feed.entries] == [datetime(2026, 11, 21, 8, tzinfo=UTC)] * 4


@pytest.mark.parametrize("selector", ["a[", "::", "a:nth-child(x)", "a:hover-me", "$", "a > > b", "x|a", "é["])
def test_a_selector_that_is_none_is_told_with_an_example(selector: str) -> None:
    with pytest.raises(UsageError, match=r"is no CSS selector .* write one such as “article h2 a”|write a simpler"):
        parse(site("<a href=/x>x</a>"), selector=selector)


def test_a_selector_that_picks_nothing_says_so() -> None:
    with pytest.raises(NotAFeed, match=r"the selector “\.gone a” picks no link"):
        parse(site("<a href=/x>x</a>"), selector=".gone a")


# --- Addresses ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        *("/2026/11/22/storm", "/2026/11/storm/", "/2026/storm", "/world/2026/nov/22/storm", "/storm-2026-11-22"),
        *("/politics/the-storm-hits-the-coast", "/news/storm_4711", "/world/storm-hits.html", "/4711.html", "/?p=4711"),
        *("/news.php?id=4711", "/artikel/4711/storm", "/storm-ncna1289320", "/a/k9x2m4v7q8w1", "/%D1%88-4711"),
        *("/sections/money/2026/11/22/storm", "/2026/11/22/politics/storm/index.html", "/archives/4711.html"),
    ],
)  # fmt: skip
def test_an_address_like_an_article_s_is_known(path: str) -> None:
    url = gate(f"https://daily.example{path}")
    assert addresses.is_article(url)
    assert not addresses.is_list(url)


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/index.html", "/politics", "/politics/europe/", "/tag/the-storm-on-the-coast", "/author/ann-4711"),
        *("/2026/11/22/", "/2026/", "/politics/2026/11", "/category/politics/page/2", "/the-storm-hits-the-coast.jpg"),
        *("/search?id=4711", "/login/?id=4711", "/en/about", "/sponsored/the-best-shoes-of-the-year"),
    ],
)  # fmt: skip
def test_an_address_like_a_list_s_is_known(path: str) -> None:
    assert not addresses.is_article(gate(f"https://daily.example{path}"))


@pytest.mark.parametrize(
    ("url", "other", "same"),
    [
        ("https://daily.example/a", "https://www.daily.example/", True),
        ("https://m.daily.example/a", "https://www.daily.example/", True),
        ("https://sport.daily.example/a", "https://daily.example/", True),
        ("https://daily.example/a", "https://news.daily.example/", True),
        ("https://notdaily.example/a", "https://daily.example/", False),
        ("https://daily.example.evil.example/a", "https://daily.example/", False),
    ],
)
def test_a_site_is_its_host_and_what_lies_under_it(url: str, other: str, same: bool) -> None:
    assert addresses.same_site(url, other) == same


# --- Hostile pages -----------------------------------------------------------------------------------------------

LINK = '<a href="/2026/11/22/x{0}">one two three four five {0}</a>'
START = "<!doctype html><html><body>"
TRAPS = {
    "links": "".join(LINK.format(n) for n in range(40_000)),
    "deep links": "<div class='a-b'>" * 200 + "".join(f"<p>{LINK.format(n)}</p>" for n in range(30_000)),
    "one link": LINK.format(0) * 40_000,
    "long text": "<a href=/2026/11/22/x>" + "x " * 2_000_000,
    "headings": "<article>" + LINK.format(1) + "<h2>one two three four</h2>" * 40_000,
    "titles in titles": ("<a href=/2026/11/22/x>" + "<b class=title>" * 200 + "one two three " * 1000) * 20,
    "long addresses": "".join(f"<a href='/{'ab' * 950}{n}'>one two three four</a>" for n in range(2000)),
    "letters": "".join(f"<a href='/{'a1-' * 600}{n}'>one two three four</a>" for n in range(2000)),
    "classes": ("<div class='" + "nav-" * 5000 + "'>") * 200 + LINK.format(1) * 1000,
    "brackets": "<" * 900_000,
}


@pytest.mark.parametrize("trap", TRAPS)
@pytest.mark.parametrize("selector", ["", "a"])
def test_a_trap_holds_nothing_up(trap: str, selector: str) -> None:
    with ends_soon(), suppress(NotAFeed):
        assert len(parse(START + TRAPS[trap], selector=selector).entries) <= MAX_ENTRIES


def safe(body: bytes, selector: str) -> None:
    try:
        feed = parse_section(body, URL, selector=selector, now=NOW)
    except (NotAFeed, UsageError):
        return
    assert 0 < len(feed.entries) <= MAX_ENTRIES
    for entry in feed.entries:
        assert gate(entry.url) == entry.url != ""
        assert entry.published is None or entry.published <= NOW.replace(hour=13)


@given(st.one_of(st.binary(), st.text().map(str.encode)), st.one_of(st.just(""), st.text(max_size=20)))
def test_no_bytes_and_no_selector_raise_anything_else(body: bytes, selector: str) -> None:
    safe(START.encode() + body, selector)
    safe(body, selector)


@settings(max_examples=100)
@given(st.data())
def test_no_mutation_raises_anything_else(data: st.DataObject) -> None:
    shapes = (wordpress, drupal, overlay_card)
    body = bytearray(site("".join(shape(*each, 0) for shape in shapes for each in HEADLINES)).encode())
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(body) - 1))
        body[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=20))
    safe(bytes(body), data.draw(st.sampled_from(["", "article a", "h2"])))
