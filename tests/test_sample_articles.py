"""The articles of the sample source hold what real news holds, and the causes of the ten faults."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

from dragoman.cli.new import NewSite, make
from dragoman.testing.harbour import CHANGES, FAULTS, Piece, load_pieces
from dragoman.testing.harbour.articles import read_piece
from dragoman.testing.harbour.pages import Press, english_date, portuguese_date
from dragoman.translate.termlist import read_terms
from dragoman.types import Pair


def page(path: str) -> html.HtmlElement:
    served = Press("http://127.0.0.1:1", load_pieces()).serve(path)
    assert served
    return html.fromstring(served.body.decode())


def plain(piece: Piece) -> str:
    """The words of an article as a reader sees them, block by block."""
    body = html.fromstring(f"<div>{piece.body}</div>")
    return "\n".join([piece.title, piece.standfirst, *(" ".join(block.text_content().split()) for block in body)])


def paragraphs(language: str) -> list[str]:
    pieces = [piece for piece in load_pieces().values() if piece.language == language]
    return [line for piece in pieces for line in plain(piece).splitlines()]


def bodies(language: str) -> html.HtmlElement:
    pieces = [piece for piece in load_pieces().values() if piece.language == language]
    return html.fromstring(f"<div>{''.join(piece.body for piece in pieces)}</div>")


# --- The articles -------------------------------------------------------------------------------------------------


def test_each_paper_holds_twelve_articles_of_its_own() -> None:
    languages = [piece.language for piece in load_pieces().values()]
    assert (languages.count("en"), languages.count("pt")) == (12, 12)


def test_one_article_is_two_sentences_and_one_is_a_very_long_read() -> None:
    words = {path: len(plain(piece).split()) for path, piece in load_pieces().items()}
    longest = max(words, key=words.__getitem__)
    assert longest == "/packet/the-room-where-the-world-came-in"
    assert words[longest] >= 2_500
    shortest = load_pieces()[min(words, key=words.__getitem__)]
    assert len(re.findall(r"\.(?:</p>| [A-Z])", shortest.body)) == 2
    assert 9_000 < sum(words.values()) < 12_000


WRITTEN = {
    "numbers with separators (en)": ("en", r"\b\d{1,3}(,\d{3})+\b"),
    "numbers with separators (pt)": ("pt", r"\b\d{1,3}(\.\d{3})+\b"),
    "decimals (en)": ("en", r"\b\d+\.\d+ (metres|cm|mm|kg)\b"),
    "decimals (pt)": ("pt", r"\b\d+,\d+ metros\b"),
    "pounds": ("en", r"£\d+,\d{3}\b"),
    "euros": ("en", r"€\d+(\.\d+)? million\b"),
    "dollars": ("en", r"US\$\d+,\d{3}\b"),
    "reais (en)": ("en", r"R\$\d+\.\d+ million\b"),
    "reais (pt)": ("pt", r"R\$ \d+,\d{2}\b"),
    "millions of reais (pt)": ("pt", r"R\$ \d+,\d milhões\b"),
    "dollars (pt)": ("pt", r"US\$ \d+,\d{2}\b"),
    "euros (pt)": ("pt", r"€ \d+,\d{2}\b"),
    "percent": ("en", r"\b\d+\.\d+%"),
    "percent (pt)": ("pt", r"\b\d+%"),
    "a score": ("en", r"\b\d–\d\b"),
    "a date": ("en", r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d{1,2} [A-Z][a-z]+\b"),
    "a date (pt)": ("pt", r"\b\d{1,2} de (novembro|dezembro|janeiro) de \d{4}\b"),
    "a weekday with its day (pt)": ("pt", r"\b(segunda|terça|quarta|quinta|sexta)-feira \(\d{1,2}\)"),
    "a clock time": ("en", r"\b\d{1,2}\.\d{2} [ap]m\b"),
    "a clock time of 24 hours": ("en", r"\b\d{2}:\d{2}\b"),
    "a clock time (pt)": ("pt", r"\b\d{1,2}h\d{2}\b"),
    "a title and initials": ("en", r"\bDr\. J\. K\. Albright\b"),
    "a senior": ("en", r"\bJ\. K\. Albright, Sr\., was\b"),
    "a professor": ("en", r"\bProf\. [A-Z][a-z]+ [A-Z]"),
    "titles (pt)": ("pt", r"\bProfa\. Dra\. Helena\b"),
    "a Polish name": ("en", r"\bŁukasz Żak\b"),
    "a Turkish name": ("en", r"\bAyşe Erdoğmuş\b.*\bİzmir\b"),
    "a Danish name": ("en", r"\bSøren Kjærgaard\b"),
    "a German name": ("en", r"\bJürgen Müller\b"),
    "a Polish name (pt)": ("pt", r"\bŻółkiewska\b"),
    "a quotation inside a quotation": ("en", r"“[^”]*‘[^’”]+,?’[^”]*”"),
    "a quotation inside that": ("en", r"“[^”]*‘[^’”“]*“[^”]+”[^’]*’[^”]*”"),
    "a quotation inside a quotation (pt)": ("pt", r"“[^”]*‘[^’”]+’[^”]*”"),
    "guillemets": ("pt", r"«[^»“]+\.»"),
    "a dash of dialogue": ("pt", r"^— .* — perguntou"),
    "a minus sign": ("pt", r"−\d+%"),
    "an apostrophe": ("en", r"\b[a-z]+’s\b"),
    "a question to be answered (pt)": ("pt", r"^Como a senhora .*\?$"),
    "an errou": ("pt", r"^Diário errou: .*, e não "),
    "all capitals in a body": ("en", r"“ALL WELL HERE\. IS ANYONE STILL LISTENING\?”"),
}


@pytest.mark.parametrize("what", WRITTEN)
def test_the_articles_hold(what: str) -> None:
    language, pattern = WRITTEN[what]
    assert any(re.search(pattern, paragraph) for paragraph in paragraphs(language))


MARKED = {
    "a figure with caption and credit": ("en", "//figure[img]/figcaption/span[@class='credit']"),
    "a table with a head and a caption": ("en", "//table[caption]/thead/tr/th"),
    "a table (pt)": ("pt", "//table[caption]/tbody/tr/td"),
    "an ordered list": ("en", "//ol[count(li) = 6]"),
    "an ordered list (pt)": ("pt", "//ol[count(li) = 3]"),
    "an unordered list": ("en", "//ul[count(li) = 4]"),
    "an unordered list (pt)": ("pt", "//ul[count(li) = 8]"),
    "a subhead": ("en", "//h2"),
    "a link in mid-sentence": ("en", "//p/a[preceding-sibling::text() and following-sibling::text()]"),
    "a link in mid-sentence (pt)": ("pt", "//p/a[preceding-sibling::text() and following-sibling::text()]"),
    "emphasis in mid-sentence": ("en", "//p/em[preceding-sibling::text() and following-sibling::text()]"),
    "emphasis in mid-sentence (pt)": ("pt", "//p/em[preceding-sibling::text() and following-sibling::text()]"),
    "weight in mid-sentence": ("en", "//p/strong[preceding-sibling::text() and following-sibling::text()]"),
    "a long quotation": ("en", "//blockquote/p[starts-with(., '“') and string-length(.) > 400]"),
    "a long quotation (pt)": ("pt", "//blockquote/p[starts-with(., '“') and string-length(.) > 400]"),
}


@pytest.mark.parametrize("what", MARKED)
def test_the_articles_are_marked_up_with(what: str) -> None:
    language, xpath = MARKED[what]
    assert bodies(language).xpath(xpath)


def test_a_long_quotation_runs_over_several_sentences_and_is_closed_once() -> None:
    for language in ("en", "pt"):
        quotes = [quote.text_content().strip() for quote in bodies(language).xpath("//blockquote")]
        longest = max(quotes, key=len)
        assert len(re.findall(r"[.?!] [A-Z]", longest)) >= 5
        assert (longest[0], longest[-1], longest.count("“"), longest.count("”")) == ("“", "”", 1, 1)


def test_each_paper_has_one_headline_in_capitals() -> None:
    shouting = [piece for piece in load_pieces().values() if piece.title == piece.title.upper()]
    assert sorted(piece.language for piece in shouting) == ["en", "pt"]


def test_the_live_blog_has_timed_entries_newest_first() -> None:
    live = next(piece for piece in load_pieces().values() if piece.kind == "LiveBlogPosting")
    times = html.fromstring(live.body).xpath("//section/h3/time/@datetime")
    assert len(times) == 12
    assert times == sorted(times, reverse=True)
    assert (datetime.fromisoformat(times[-1]), datetime.fromisoformat(times[0])) == (live.published, live.modified)


def test_the_article_that_changes_corrects_three_facts_and_says_so() -> None:
    first, second = load_pieces()[CHANGES], load_pieces(edited=True)[CHANGES]
    assert (first.guid, first.published) == (second.guid, second.published)
    assert second.updated > max(piece.updated for piece in load_pieces().values())
    old, new = plain(first).splitlines(), plain(second).splitlines()
    kept = [line for line in old if line in new]
    assert len(kept) == 6
    assert len(old) - len(kept) == 4
    assert new[-1].startswith("Correction: An earlier version of this article said that two workers")
    assert "R$180,000" in plain(first)
    assert "damage at R$310,000" in plain(second)
    assert "Correction" not in plain(first)


@pytest.mark.parametrize("language", ["en", "pt"])
def test_quotation_marks_are_curly_and_paired_in_every_block(language: str) -> None:
    for paragraph in paragraphs(language):
        assert '"' not in paragraph
        assert "'" not in paragraph
        assert paragraph.count("“") == paragraph.count("”"), paragraph
        assert paragraph.count("«") == paragraph.count("»"), paragraph


def test_letters_are_latin_and_whole() -> None:
    for piece in (*load_pieces().values(), *load_pieces(edited=True).values()):
        assert not re.search(r"[\u0300-\u036f\u0370-\u04ff\u00ad\u200b-\u200f\ufffd]", plain(piece) + piece.body)


def test_articles_come_newest_first_between_the_tenth_and_the_twentieth_of_november() -> None:
    for language in ("en", "pt"):
        times = [piece.published for piece in load_pieces().values() if piece.language == language]
        assert times == sorted(times, reverse=True)
        assert all(time.utcoffset() is not None and 10 <= time.day <= 20 for time in times)
        assert {(time.year, time.month) for time in times} == {(2026, 11)}


def test_the_english_page_carries_json_ld_and_open_graph() -> None:
    for piece in (piece for piece in load_pieces().values() if piece.language == "en"):
        root = page(piece.path)
        ld = json.loads(root.xpath("//script[@type='application/ld+json']")[0].text)
        assert ld["@type"] in ("NewsArticle", "LiveBlogPosting", "OpinionNewsArticle")
        assert ld["headline"] == piece.title == root.xpath("string(//meta[@property='og:title']/@content)")
        assert [author["name"] for author in ld["author"]] == list(piece.authors)
        assert datetime.fromisoformat(ld["datePublished"]) == piece.published
        assert ld.get("license", "") == piece.licence_url
        assert root.xpath("//figure[@class='lead']/figcaption/span[@class='credit']") or not piece.picture


def test_the_portuguese_page_is_div_soup_with_plain_meta_tags() -> None:
    for piece in (piece for piece in load_pieces().values() if piece.language == "pt"):
        root = page(piece.path)
        assert not root.xpath("//article | //main | //script | //meta[starts-with(@property, 'og:')]")
        assert root.xpath("string(//meta[@name='author']/@content)") == ", ".join(piece.authors)
        assert root.xpath("string(//meta[@name='DC.date.issued']/@content)") == piece.published.isoformat()
        assert root.xpath("//div[@class='foto-principal']//span[@class='credito']") or not piece.picture


def test_dates_are_written_as_each_paper_writes_them() -> None:
    assert english_date(datetime.fromisoformat("2026-11-18T00:05:00-03:00")) == "18 November 2026, 12.05 am"
    assert english_date(datetime.fromisoformat("2026-11-18T16:40:00-03:00")) == "18 November 2026, 4.40 pm"
    assert portuguese_date(datetime.fromisoformat("2026-11-20T06:45:00-03:00")) == "20 de novembro de 2026, às 6h45"
    assert portuguese_date(datetime.fromisoformat("2026-11-13T18:00:00-03:00")) == "13 de novembro de 2026, às 18h"


# --- The causes of the ten faults ---------------------------------------------------------------------------------

SKIP = {"en": "Skip to content", "pt": "Pular para o conteúdo"}
BRACKET = {
    "en": "“He [the harbour master] asks to know the exact time of every sailing, and he is right to ask,”",
    "pt": "“Ele [o capitão dos portos] pede para saber a hora exata de cada saída, e tem razão de pedir”,",
}
CUT = {
    "en": r"told <a href=\"[^\"]+\">Rádio Maré</a>, the local station, that she ",
    "pt": r"contou à <a href=\"[^\"]+\">Rádio Maré</a>, a emissora local, que atravessou ",
}
FURNITURE = {
    "en": ("Front page", "Email", "Copy link", "More from the Packet", "© 2026 The Velame Packet"),
    "pt": ("Usamos cookies", "Compartilhe", "Publicidade", "Leia também", "Receba o boletim", "Trabalhe conosco"),
}


@pytest.mark.parametrize("language", ["en", "pt"])
class TestThePageWithTheCausesOfTheTenFaults:
    @pytest.fixture
    def get(self, language: str) -> Callable[[str], Any]:
        return page(FAULTS[language]).xpath

    @pytest.fixture
    def piece(self, language: str) -> Piece:
        return load_pieces()[FAULTS[language]]

    def test_1_it_has_a_skip_link_and_furniture_round_the_text(
        self, get: Callable[[str], Any], language: str, piece: Piece
    ) -> None:
        assert get("//body//a")[0].text == SKIP[language]
        whole = get("//body")[0].text_content()
        for words in FURNITURE[language]:
            assert words in whole
            assert words not in plain(piece)

    def test_2_and_8_every_picture_has_the_headline_as_its_alt_and_a_caption_beside_it(
        self, get: Callable[[str], Any], piece: Piece
    ) -> None:
        assert get("//img/@alt") == [piece.title] * 3
        assert len(get("//figure[img]/figcaption")) >= 2

    def test_3_a_bracket_is_added_inside_a_quotation(self, piece: Piece, language: str) -> None:
        assert BRACKET[language] in plain(piece)

    def test_4_a_sentence_runs_through_a_link(self, piece: Piece, language: str) -> None:
        assert re.search(CUT[language], piece.body)

    def test_5_to_7_author_date_time_and_language_stand_in_metadata_and_byline(
        self, get: Callable[[str], Any], piece: Piece, language: str
    ) -> None:
        visible = get("//body")[0].text_content()
        shown = {"en": english_date, "pt": portuguese_date}[language](piece.published)
        assert piece.authors[0] in visible
        assert shown in visible
        head = etree.tostring(get("//head")[0], encoding="unicode")
        assert piece.authors[0] in head
        assert piece.published.isoformat() in head
        assert get("/html/@lang") == [{"en": "en-GB", "pt": "pt-BR"}[language]]

    def test_9_curly_quotations_run_over_several_sentences(self, piece: Piece) -> None:
        quotations = re.findall(r"“[^”]+”", plain(piece))
        assert len(quotations) >= 5
        assert sum(len(re.findall(r"[.?!]’? [A-ZÀ-Ú]", quotation)) >= 2 for quotation in quotations) >= 2


@pytest.mark.parametrize(
    ("head", "complaint"),
    [
        ("title: A\nauthor: B\nsection: C\nlicence: none", "'published' is missing"),
        ("title: A\nauthor: B\npublished: 2026-11-10T10:00:00-03:00\nsection: C\nlicence: BY", "none of the licences"),
        ("title: A\ntitle: B", "'title: B'"),
        ("titel: A", "'titel: A'"),
    ],
)
def test_a_data_file_that_is_wrong_is_named_with_what_is_wrong(tmp_path: Path, head: str, complaint: str) -> None:
    file = tmp_path / "01-story.html"
    file.write_text(f"{head}\n\n<p>Text.</p>\n", encoding="utf-8")
    with pytest.raises(ValueError, match=rf"01-story\.html: .*{re.escape(complaint)}"):
        read_piece(file)


def test_a_sample_site_holds_the_names_of_the_town_and_every_one_stands_in_the_articles(tmp_path: Path) -> None:
    site = tmp_path / "site"
    told = list(make(NewSite(site, "Test", ("en", "pt"), "http://127.0.0.1:8000", (), sample=True)))
    assert any("glossary.toml" in line for line in told)
    entries = read_terms((site / "glossary.toml").read_text(encoding="utf-8"), "glossary.toml")
    assert entries.keys() == {Pair("en", "pt"), Pair("pt", "en")}
    for pair, rows in entries.items():
        articles = "\n".join(paragraphs(pair.source))
        assert [form.text for row in rows for form in row.forms if form.text not in articles] == []
