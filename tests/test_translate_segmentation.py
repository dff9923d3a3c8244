import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.translate.segmentation import MAX_WORDS, segment


def sentences(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in segment(text, language)]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["Dr. Smith arrived at 3 p.m. on Jan. 5.", "He paid £3.5 million."]),
        ("en", ["“I know.", "It works,” said J. K. Rowling."]),
        ("en", ["The U.S. Army left.", "It left the U.S.", "The end."]),
        ("en", ["“Really?” she said.", "See example.com for No. 5."]),
        ("en", ["He asked “Why?” and left.", "Nobody answered.", "Then it rained."]),
        ("pt", ["O Sr. Silva chegou às 15h30.", "A S.A. foi vendida."]),
        ("pt", ["“Não sei.”", "Disse o art. 5º da lei.", "São Paulo venceu por 3 a 1."]),
        ("pt", ["O dólar fechou a R$ 3,25.", "A alta foi de 1.250 pontos."]),
        ("en", ["It closed at noon.", "12 people were inside.", "On Sept. 11 it reopened."]),
        ("en", ["“No,” he said, “no.”", "Then he left No. 10 with J. K. Rowling’s Mr. Dawes."]),
        ("en", ["The vote was 5.5% vs. 3.2 in D.C. on Aug. 4.", "Read www.example.org/a.b?c=D.E for more."]),
        ("en", ["Martin Clarke Jr. and Sr. spoke.", "“Stop!” they cried.", "Nobody did."]),
        ("en", ["The firm, Acme Inc., lost.", "It sold to Yahoo! in May.", "The end came at 5 p.m.", "They wept."]),
        ("pt", ["O art. 5º da Lei n. 8.112 vale.", "A av. Paulista fechou às 9h.", "Eram 14 pessoas."]),
        ("pt", ["Foi pela arte.", "Veio o Exmo. Sr. Dr. João P. da Costa.", "20 pessoas o viram."]),
        ("es", ["El presidente de EE. UU. llegó a Madrid.", "La Sra. Ruiz, de la c/ Mayor, núm. 5, lo vio."]),
        ("es", ["Los EE. UU. y la I. A. chocan.", "¿Qué dirán?", "¡Nadie lo sabe!", "D. José calla."]),
        (
            "ca",
            ["El Sr. Puig i la Sra. Vila van dir que no.", "L’art. 3 de la llei ho diu.", "15 persones hi van anar."],
        ),
        ("ca", ["Va dir: «No ho sé.»", "Després va marxar."]),
        ("gl", ["O Sr. Castro chegou ás 7 p. m. da tarde.", "Os EE. UU. non responderon.", "Foi así."]),
        ("fr", ["« Quel jour ! » dit M. Dupont.", "« Rien ne va. »", "Mme Petit, elle, rit.", "Il a vu J.-P. Blanc."]),
        ("fr", ["Il coûte 3,5 millions d’euros, cf. l’art. 4.", "Est-ce vrai ?", "Oui."]),
        ("de", ["Am 3. Oktober kam Dr. Braun, d. h. der Arzt.", "Er blieb z. B. bis zum 2. Weltkrieg."]),
        ("de", ["Die Bahn zahlt ca. 5 Mio. Euro.", "Das reicht nicht."]),
        ("it", ["Il dott. Rossi e il sig. Bruni sono a St. Moritz.", "L’art. 5 non cambia.", "12 persone lo sanno."]),
    ],
)
def test_a_text_is_cut_at_its_sentences_and_nowhere_else(language: str, expected: list[str]) -> None:
    assert sentences(" ".join(expected), language) == expected


def test_a_newline_always_ends_a_sentence() -> None:
    assert sentences("First line\nsecond line", "en") == ["First line", "second line"]


def test_a_sentence_without_an_end_is_cut_to_what_an_engine_carries() -> None:
    parts = sentences("word " * 1000, "en")
    assert max(len(part.split()) for part in parts) <= MAX_WORDS
    assert sum(len(part.split()) for part in parts) == 1000


def test_a_long_sentence_is_cut_at_a_clause() -> None:
    clause = "the council of the town met again in the old hall by the water, "
    parts = sentences(clause * 8 + "and left.", "en")
    assert all(part.endswith((",", ".")) for part in parts)


@given(st.text(max_size=300), st.sampled_from(["en", "pt", "ar", "zh", "xx"]))
def test_no_letter_is_lost_and_none_comes_twice(text: str, language: str) -> None:
    assert "".join("".join(sentences(text, language)).split()) == "".join(text.split())


@pytest.mark.parametrize("language", ["en", "pt", "es", "ca", "gl", "fr", "de", "it", "ar", "zh", "hi"])
def test_no_word_number_or_address_is_cut_in_two(language: str) -> None:
    text = "See https://example.org/a.b/C.D?e=F.G. 3.5 x 2,000.75 U.S.A. e.g. J.R.R. 10.30 a.m. v1.2.3 " * 40
    for start, end in segment(text, language):
        assert text[max(0, start - 1) : start].strip() == ""
        assert text[end : end + 1].strip() == ""
