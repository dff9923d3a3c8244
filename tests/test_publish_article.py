import json
from dataclasses import replace
from datetime import timedelta

import pytest
from articles import BY, SEEN, SITE, article, doubted, kept, rich, said, short
from lxml import html
from lxml.html import HtmlElement

from dragoman.publish.paths import article_path
from dragoman.publish.site import article_files
from dragoman.publish.told import told
from dragoman.publish.words import words
from dragoman.types import (
    Article,
    Decision,
    Document,
    Heading,
    Level,
    Licence,
    Paragraph,
    Quote,
    Rendition,
    State,
    Text,
)

ND = Licence("CC BY-ND 4.0", "https://creativecommons.org/licenses/by-nd/4.0/")


def source_of(found: Article, language: str) -> str:
    content = article_files(found, SITE)[article_path(found, language) + "index.html"]
    assert content is not None
    return content.decode()


def page(found: Article, language: str) -> HtmlElement:
    return html.document_fromstring(source_of(found, language))


def one(tree: HtmlElement, path: str) -> str:
    (element,) = tree.cssselect(path)
    return " ".join(element.text_content().split())


def every(tree: HtmlElement, path: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in tree.cssselect(path)]


def held(found: Article, language: str, state: State, *reasons: str) -> Article:
    rendition = replace(found.renditions[language], state=state, reasons=reasons)
    return replace(found, renditions={**found.renditions, language: rendition})


# --- What every translation says ---


def test_the_label_is_one_line_above_the_headline_in_the_language_of_the_page() -> None:
    english, arabic = page(short(), "en"), page(short(), "ar")
    assert one(english, ".label") == (
        "AI · Machine-translated from Portuguese. Not reviewed by a person. Original: Correio do Porto Novo"
    )
    assert one(arabic, ".label").startswith("ذكاء اصطناعي · ترجمة آلية من البرتغالية.")
    source = source_of(short(), "en")
    assert source.index('class="label"') < source.index("<h1") < source.index('class="text"')
    (link,) = english.cssselect(".label a")
    assert (link.get("href"), link.get("hreflang")) == ("https://correio.example/lota", "pt")


def test_the_label_of_a_portuguese_page_is_portuguese() -> None:
    document = Document("https://a.example/1", "en", Text("Hello"), (Paragraph(Text("World.")),))
    found = article(document, {"pt": {"headline": (said("Hello", "Olá"),), "0": (said("World.", "Mundo."),)}})
    assert one(page(found, "pt"), ".label").startswith("IA · Traduzido por máquina do inglês. Sem revisão humana.")


def test_the_original_headline_stands_beneath_the_headline_in_its_own_language() -> None:
    tree = page(short(), "en")
    assert one(tree, "h1") == "Fish auction reopens on Monday"
    (original,) = tree.cssselect(".was [lang]")
    assert (original.text, original.get("lang"), original.get("dir")) == ("Lota reabre na segunda-feira", "pt", "ltr")


def test_source_author_and_both_times_with_their_zone_are_told() -> None:
    tree = page(short(), "en")
    assert one(tree, ".by") == "By Rita Moura"
    times = [time.get("datetime") for time in tree.cssselect(".facts time")]
    assert times == ["2026-11-22T10:00:00Z", "2026-11-22T13:05:09Z"]
    assert all("UTC" in text for text in every(tree, ".facts time"))
    (source,) = tree.cssselect(".facts a.out")
    assert source.get("href") == "https://correio.example/lota"


def test_an_article_that_changed_at_its_source_says_when() -> None:
    changed = short(revision=2, updated=SEEN + timedelta(hours=1))
    assert "Updated after a change at the source" in one(page(changed, "en"), ".facts")
    assert "Updated" not in one(page(short(), "en"), ".facts")


def test_an_article_without_author_or_date_says_what_it_knows() -> None:
    tree = page(short(document={"authors": (), "published": None}), "en")
    assert not tree.cssselect(".by")
    assert every(tree, ".facts p")[0] == "Source: Correio do Porto Novo"


def test_other_editions_are_offered_by_their_own_names() -> None:
    links = page(short(), "en").cssselect(".tongues a")
    assert [(a.text, a.get("lang"), a.get("hreflang"), a.get("aria-current")) for a in links] == [
        ("English", None, None, "page"),
        ("Português", "pt", "pt", None),
        ("العربية", "ar", "ar", None),
    ]


def test_every_sentence_carries_its_original_hidden_until_asked_for() -> None:
    tree = page(short(), "en")
    sentences = tree.cssselect(".s")
    assert [(s[0].text_content(), s.cssselect(".o")[0].text) for s in sentences] == [
        ("The market had been closed since May.", "O mercado estava fechado desde maio."),
        ("The fish auction reopens on Monday.", "A lota reabre na segunda-feira."),
        ("The mayor said: “There is no danger.”", "O prefeito disse: “Não há perigo.”"),
    ]
    for sentence in sentences:
        (original,) = sentence.cssselect(".o")
        assert sentence.get("tabindex") == "0"
        assert (original.get("lang"), original.get("dir"), original.get("hidden")) == ("pt", "ltr", "")
    assert tree.cssselect(".both + * ~ .text")  # the switch stands before the text that it sets in two columns


def test_a_right_to_left_page_turns_and_its_originals_do_not() -> None:
    tree = page(short(), "ar")
    assert (tree.get("lang"), tree.get("dir")) == ("ar", "rtl")
    assert {o.get("dir") for o in tree.cssselect(".o")} == {"ltr"}


# --- Outcomes ---


def test_a_sentence_left_in_the_original_is_marked_with_a_word_why() -> None:
    (sentence,) = page(rich(), "en").cssselect(".kept")
    assert (sentence[0].text, sentence[0].get("lang"), sentence[0].get("dir")) == ("O prazo é de 90 dias.", "pt", "ltr")
    assert sentence.cssselect(".why")[0].text == "original: not verified"
    assert sentence.cssselect(".o small")[0].text == "The number “90” is missing."


def test_a_doubted_sentence_is_marked_and_says_what_is_in_doubt() -> None:
    (sentence,) = page(rich(), "en").cssselect(".doubt")
    assert sentence.cssselect(".q .vh")[0].text == "In doubt"
    (note,) = sentence.cssselect(".o small [lang]")  # nobody has put this one into other words
    assert (note.text, note.get("lang"), note.get("dir")) == ("A name may differ.", "en", "ltr")


def test_repaired_and_clean_sentences_look_alike() -> None:
    tree = page(rich(), "en")
    (repaired,) = [s for s in tree.cssselect(".s") if s[0].text == "It will end in March 2027."]
    assert repaired.get("class") == "s"


def test_what_nobody_translated_stands_in_the_original_and_says_so() -> None:
    passages = dict(short().renditions["en"].passages)
    del passages["0"]
    tree = page(short(passages={"en": passages}), "en")
    (sentence,) = tree.cssselect(".text .kept")
    assert sentence[0].get("lang") == "pt"
    assert sentence.cssselect(".why")[0].text == "original: not translated"


def test_the_receipt_counts_what_came_of_the_sentences_and_names_engine_and_checks() -> None:
    receipt = one(page(rich(), "en"), ".receipt")
    assert "25 sentences: 22 as translated, 1 after repair, 1 in doubt, 1 left in the original" in receipt
    assert "fxtranslate 0.5, model base 2026-02" in receipt
    assert "numbers, quotations, completeness" in receipt
    assert "The feed states CC BY 4.0." in receipt
    assert "a1b2c3d4e5" in receipt


def test_the_receipt_gives_state_and_reasons() -> None:
    receipt = one(page(held(rich(), "en", State.PARTIAL, "One sentence failed twice."), "en"), ".receipt")
    assert "with parts of it in the original" in receipt
    assert "One sentence failed twice." in receipt


# --- Structure ---


def test_every_kind_of_block_is_shown() -> None:
    tree = page(rich(), "en")
    assert every(tree, ".text ol li > .s > :first-child") == ["Two cranes", "An 18-metre lighthouse"]
    assert every(tree, "blockquote p .s > :first-child") == ["The sea waits for no one.", "Neither do we."]
    assert every(tree, "th .s > :first-child") == ["Year", "Boats"]
    assert every(tree, "td") == ["2024", "198", "2026", "240"]
    assert one(tree, "pre code") == "if maré > 2: fechar()"
    assert one(tree, ".embed a") == "Shown at video.example"
    assert tree.cssselect(".text strong")[0].text == "R$3.5 million"
    assert tree.cssselect(".scroll")[0].get("aria-label") == "Registered boats"


def test_a_figure_keeps_picture_caption_and_credit_together() -> None:
    lead, second = page(rich(), "en").cssselect("figure")
    assert lead.cssselect(".frame a")[0].get("href") == "https://correio.example/aereo.jpg"
    assert lead.cssselect("figcaption .s > span")[0].text == "The breakwater seen from above."
    assert lead.cssselect("figcaption > small")[0].text == "Credit: Correio"
    assert second.cssselect(".frame .s > span")[0].text == "Colourful boats behind a stone wall"


def test_headings_skip_no_level() -> None:
    levels = (4, 4, 6, 2, 3)
    blocks = tuple(Heading(Text(f"Heading {level}"), level) for level in levels)
    document = Document("https://a.example/1", "pt", Text("Título"), blocks)
    tree = page(article(document, {}), "pt")
    assert [h.tag for h in tree.cssselect("h1, h2, h3, h4, h5, h6")] == ["h1", "h2", "h2", "h3", "h2", "h3"]


def test_lines_of_a_paragraph_and_paragraphs_of_a_quotation_stay_apart() -> None:
    document = Document(
        "https://a.example/1", "pt", Text("Título"), (Paragraph(Text("um\ndois")), Quote(Text("três\n\nquatro")))
    )
    tree = page(article(document, {}), "pt")
    assert len(tree.cssselect(".text p br")) == 1
    assert every(tree, "blockquote p") == ["três", "quatro"]


def test_a_page_has_landmarks_one_h1_a_skip_link_first_and_unique_ids() -> None:
    for language in ("en", "pt"):
        tree = page(rich(), language)
        assert len(tree.cssselect("h1")) == len(tree.cssselect("main")) == 1
        assert tree.body[0].get("href") == "#main"
        assert tree.cssselect("body > header")
        assert tree.cssselect("body > footer")
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids))
        assert {a.get("href")[1:] for a in tree.cssselect("a[href^='#']")} <= set(ids)


def test_a_page_asks_no_one_but_its_own_site_for_anything() -> None:
    for language in ("en", "pt"):
        tree = page(rich(), language)
        assert not tree.xpath("//img | //iframe | //video | //audio | //object | //embed | //source | //style")
        assert tree.xpath("//link[@rel='stylesheet']/@href") == ["/style.css"]
        assert tree.xpath("//script/@type") == ["application/ld+json"]
        assert not tree.xpath("//@style | //@onclick | //@src")


def test_a_reader_can_report_a_fault_in_the_article_and_in_each_paragraph() -> None:
    tree = page(short(), "en")
    assert tree.cssselect(".report")[0].get("href").startswith("mailto:desk@example.org?subject=Fault%20in%20a1b2")
    (flag,) = tree.cssselect("#p0 .flag")
    assert "p0" in flag.get("href")
    quiet = article_files(short(), replace(SITE, contact=""))[article_path(short(), "en") + "index.html"]
    assert quiet is not None
    assert b"mailto:" not in quiet


# --- Rights ---


def test_the_credit_names_title_author_source_licence_and_change() -> None:
    assert one(page(short(), "en"), ".credit") == (
        "By Rita Moura. Originally published by Correio do Porto Novo on November 22, 2026 as “Lota reabre na"
        " segunda-feira”. Licence: CC BY 4.0. The original work was translated from Portuguese into English by"
        " machine. Correio do Porto Novo does not endorse this version."
        " In case of doubt the original prevails."
    )
    assert page(short(), "en").cssselect(".credit a[rel=license]")[0].get("href") == BY.url


def test_the_credit_speaks_of_pictures_where_there_are_any() -> None:
    assert "Its pictures are linked, not copied." in one(page(rich(), "en"), ".credit")
    assert "pictures" not in one(page(short(), "en"), ".credit")


def test_a_share_alike_licence_covers_the_translation() -> None:
    decision = Decision(Level.FULL, True, Licence("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"))
    assert "This version is under the same licence." in one(page(short(decision=decision), "en"), ".credit")


def test_the_text_in_its_own_language_is_a_copy_that_points_to_the_original() -> None:
    tree = page(short(), "pt")
    assert one(tree, ".label") == "Texto original de Correio do Porto Novo"
    assert tree.xpath("//link[@rel='canonical']/@href") == ["https://correio.example/lota"]
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert one(tree, ".text p").startswith("A lota reabre na segunda-feira. O prefeito disse: “Não há perigo.”")
    assert not tree.cssselect(".s, .both")


def test_a_translation_is_its_own_canonical_page_and_may_be_indexed() -> None:
    tree = page(short(), "en")
    assert tree.xpath("//link[@rel='canonical']/@href") == [SITE.url(article_path(short(), "en"))]
    assert tree.xpath("//meta[@name='robots']/@content") == ["max-image-preview:large"]


def test_an_article_that_may_not_be_translated_is_its_own_headline_with_a_link_and_the_reason() -> None:
    found = short(decision=Decision(Level.FULL, False, ND, ("The licence forbids adaptations.",)))
    tree = page(found, "en")
    assert one(tree, ".label") == "Not translated. Original: Correio do Porto Novo"
    assert (one(tree, "h1"), tree.cssselect("h1 span")[0].get("lang")) == ("Lota reabre na segunda-feira", "pt")
    assert one(tree, ".note") == "Correio do Porto Novo does not allow its articles to be translated."
    assert one(tree, ".go") == "Read it at Correio do Porto Novo, in Portuguese"
    assert "The licence forbids adaptations." in one(tree, ".receipt")
    assert not tree.cssselect(".text")
    source = source_of(found, "en")
    for sentence in ("fish auction", "market had been", "mercado estava", "A lota reabre"):
        assert sentence not in source
    assert "A lota reabre" in source_of(found, "pt")


def test_an_article_of_which_only_the_headline_may_be_shown_shows_no_more_in_any_edition() -> None:
    found = short(decision=Decision(Level.HEADLINE, True, None, ("No licence is stated.",)))
    for language in ("en", "pt"):
        source = source_of(found, language)
        assert "danger" not in source
        assert "perigo" not in source
        assert "desde maio" not in source
        assert 'content="noindex"' in source
    assert one(page(found, "en"), ".note") == "Correio do Porto Novo allows no more than a headline and a link."
    assert one(page(found, "en"), ".label").startswith("AI · Headline machine-translated from Portuguese.")


def test_an_excerpt_is_the_first_whole_sentences_and_a_link() -> None:
    found = short(decision=Decision(Level.EXCERPT, True, None))
    tree = page(found, "en")
    assert every(tree, ".text .s > :first-child") == ["The market had been closed since May."]
    assert "danger" not in source_of(found, "en")
    assert tree.cssselect(".go")
    assert one(page(found, "pt"), ".text p") == "O mercado estava fechado desde maio."


def test_an_excerpt_never_grows_beyond_its_length() -> None:
    long = "Uma frase que não acaba " * 12 + "."
    document = {"standfirst": Text("")}
    found = short(document=document, decision=Decision(Level.EXCERPT, True, None))
    found = replace(found, document=replace(found.document, blocks=(Paragraph(Text(long)),)))
    rendition = replace(found.renditions["en"], passages={"headline": found.renditions["en"].passages["headline"]})
    found = replace(found, renditions={**found.renditions, "en": rendition})
    assert long.strip() not in source_of(found, "en")
    assert long.strip() not in source_of(found, "pt")


def test_nothing_is_written_of_what_may_not_be_shown_at_all() -> None:
    found = short(decision=Decision(Level.SKIP, False))
    assert set(article_files(found, SITE).values()) == {None}


# --- States ---


def test_a_translation_that_failed_is_its_headline_a_link_and_the_reason() -> None:
    found = held(short(), "en", State.HEADLINE, "3 of 3 sentences failed.")
    tree = page(found, "en")
    assert one(tree, ".note") == "The translation did not pass our checks, so only its headline is shown."
    assert "3 of 3 sentences failed." in one(tree, ".receipt")
    assert "danger" not in source_of(found, "en")
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_a_headline_that_failed_too_stands_in_the_original() -> None:
    passages = {"headline": (kept("Lota reabre na segunda-feira", "A name is missing."),)}
    found = held(short(passages={"en": passages}), "en", State.HEADLINE)
    tree = page(found, "en")
    assert one(tree, ".label").startswith("Not translated.")
    assert tree.cssselect("h1 span")[0].get("lang") == "pt"
    assert not tree.cssselect(".was")


def test_a_translation_that_is_held_is_not_there_and_nothing_points_to_it() -> None:
    found = held(short(), "en", State.HELD)
    files = article_files(found, SITE)
    assert files[article_path(found, "en") + "index.html"] is None
    assert article_path(found, "en") not in source_of(found, "pt")


def test_an_edition_without_a_rendition_is_not_there() -> None:
    found = replace(short(), renditions={"pt": Rendition("pt", State.PUBLISHED)})
    assert article_files(found, SITE)[article_path(found, "en") + "index.html"] is None


def test_a_withdrawn_article_leaves_a_neutral_page_that_is_marked_gone_in_every_edition() -> None:
    found = short(withdrawn="The source removed the article.")
    files = article_files(found, SITE)
    for language in ("en", "pt", "ar"):
        path = article_path(found, language)
        assert files[path + "gone"] == b""
        content = (files[path + "index.html"] or b"").decode()
        for word in ("Lota", "Fish", "Rita", "danger", "perigo", "مزاد"):
            assert word not in content.replace(path, "")
        assert 'content="noindex"' in content
        assert told(words(language), "The source removed the article.") in content


def test_a_withdrawn_article_leaves_one_too_in_an_edition_that_the_site_has_no_longer() -> None:
    found, site = short(withdrawn="Asked for."), replace(SITE, languages=("en",))
    files, path = article_files(found, site), article_path(found, "pt")
    assert files[path + "gone"] == b""
    assert files[path + "index.html"]
    assert not any(name.startswith("pt/") for name in article_files(replace(found, withdrawn=""), site))


def test_an_article_that_comes_back_is_no_longer_marked_gone() -> None:
    files = article_files(short(), SITE)
    assert files[article_path(short(), "en") + "gone"] is None


def test_a_withdrawn_article_has_no_page_where_it_never_had_one() -> None:
    found = short(withdrawn="Gone.", slugs={"pt": "lota"})
    found = replace(found, renditions={"pt": found.renditions["pt"]})
    assert article_files(found, SITE)[article_path(found, "en") + "index.html"] is None


def test_an_incomplete_article_says_that_it_is() -> None:
    assert "gave only a part" in one(page(short(document={"complete": False}), "en"), ".note")


# --- For machines ---


def test_every_edition_names_the_same_set_of_languages() -> None:
    sets = []
    for language in ("en", "pt", "ar"):
        links = page(short(), language).xpath("//link[@rel='alternate'][not(@type)]")
        sets.append([(link.get("hreflang"), link.get("href")) for link in links])
    assert sets[0] == sets[1] == sets[2]
    assert [code for code, _ in sets[0]] == ["en", "pt", "ar", "x-default"]
    assert dict(sets[0])["ar"] == SITE.url(article_path(short(), "ar"))


def linked_data(found: Article, language: str) -> dict[str, object]:
    (script,) = page(found, language).xpath("//script")
    return json.loads(script.text)  # type: ignore[no-any-return]


def test_linked_data_names_the_original_its_author_and_the_machine() -> None:
    data = linked_data(short(), "en")
    assert data["@type"] == "NewsArticle"
    assert data["inLanguage"] == "en"
    assert data["author"] == [{"@type": "Person", "name": "Rita Moura"}]
    assert data["isBasedOn"] == "https://correio.example/lota"
    assert data["license"] == BY.url
    assert data["digitalSourceType"] == "https://schema.org/TrainedAlgorithmicMediaDigitalSource"
    assert data["translator"] == {
        "@type": "NewsMediaOrganization",
        "name": "The Dragoman",
        "url": "https://news.example.org/",
        "publishingPrinciples": "https://news.example.org/en/how/",
        "correctionsPolicy": "https://news.example.org/en/corrections/",
        "actionableFeedbackPolicy": "https://news.example.org/en/takedowns/",
    }
    original = data["translationOfWork"]
    assert isinstance(original, dict)
    assert (original["inLanguage"], original["headline"]) == ("pt", "Lota reabre na segunda-feira")


def test_linked_data_of_a_copy_claims_no_translation() -> None:
    data = linked_data(short(), "pt")
    assert not {"translator", "translationOfWork", "digitalSourceType"} & data.keys()


def test_without_an_author_the_source_is_named_and_never_the_machine() -> None:
    data = linked_data(short(document={"authors": ("Correio do Porto Novo",)}), "en")
    assert data["author"] == [
        {"@type": "NewsMediaOrganization", "name": "Correio do Porto Novo", "url": "https://correio.example/"}
    ]


def test_previews_carry_the_label_in_their_description() -> None:
    tree = page(short(), "en")
    (description,) = tree.xpath("//meta[@property='og:description']/@content")
    assert "Machine-translated from Portuguese" in description
    assert tree.xpath("//meta[@property='og:locale']/@content") == ["en_US"]
    assert tree.xpath("//meta[@property='og:locale:alternate']/@content") == ["pt_BR", "ar_EG"]
    assert not tree.xpath("//meta[@property='og:image']")


def test_feeds_of_the_edition_can_be_found_from_its_pages() -> None:
    links = page(short(), "en").xpath("//link[@rel='alternate'][@type]")
    assert [link.get("type") for link in links] == [
        "application/atom+xml",
        "application/rss+xml",
        "application/feed+json",
        "application/json",
    ]
    links.pop()  # the article's own data
    assert {link.get("hreflang") for link in links} == {"en"}


@pytest.mark.parametrize("language", ["en", "pt", "ar"])
def test_equal_facts_give_equal_bytes(language: str) -> None:
    assert source_of(short(), language) == source_of(short(), language)


def test_a_sentence_that_the_engine_left_alone_needs_no_original_beside_it() -> None:
    passages = {**short().renditions["en"].passages, "0": (said("G1.", "G1."), doubted("X.", "X.", "Odd."))}
    tree = page(short(passages={"en": passages}), "en")
    assert len(tree.cssselect(".text .s")) == 1


def test_a_sentence_of_a_third_language_shows_its_original_in_that_language() -> None:
    passages = {
        "headline": (said("Lota reabre", "Fish auction reopens"),),
        "0": (
            said("No hay peligro.", "There is no danger.", language="es"),
            kept(Text("Alles ist gut.")),
            said("Todos riram.", "Everyone laughed."),
        ),
    }
    passages["0"] = tuple(replace(s, language="de") if s.source.text == "Alles ist gut." else s for s in passages["0"])
    document = {"blocks": (Paragraph(Text("No hay peligro. Alles ist gut. Todos riram.")),), "standfirst": Text()}
    tree = page(short(document=document, passages={"en": passages}), "en")
    originals = {one.get("lang"): one.text_content() for one in tree.cssselect(".text .o")}
    assert originals["es"] == "No hay peligro."
    assert originals["pt"] == "Todos riram."
    assert every(tree, ".text [lang=de]") == ["Alles ist gut."]
    assert "not translated" in one(tree, ".text .why")
