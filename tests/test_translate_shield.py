import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.translate.shield import shield
from dragoman.types import Pair

EN_PT, PT_EN = Pair("en", "pt"), Pair("pt", "en")
ACCENTS = set("áàâãéêíóôõúçÁÉ")


def knows(character: str) -> bool:
    """What the embedded models read: plain ASCII less a few signs, and some accents."""
    return character in ACCENTS or (character.isascii() and character not in "#<@\\^`{}~")


@pytest.mark.parametrize(
    ("pair", "published", "read"),
    [
        (EN_PT, "“It’s ‘done’,” he said — twice…", "\"It's 'done',\" he said - twice..."),
        (EN_PT, "The 52–48 vote", "The 52-48 vote"),
        (EN_PT, "a £125m deal and €1.5bn more", "a 125 million pounds deal and 1.5 billion euros more"),
        (EN_PT, "worth $125m", "worth $125 million"),
        (EN_PT, "820,000 copies, 1,234.5 tonnes", "820000 copies, 1234.5 tonnes"),
        (EN_PT, "Łukasz Żak met Erdoğan", "Lukasz Zak met Erdogan"),
        (EN_PT, "write to @quay or a.b@example.org", "write to X1 or X2"),
        (EN_PT, "X1 is a road; see #tag", "X1 is a road; see X2"),
        (EN_PT, "he said Москва twice", "he said X1 twice"),
        (EN_PT, "3½ metres", "3.5 metres"),
        (PT_EN, "Às 15h, 1.234.567 pessoas", "às 15h, 1234567 pessoas"),
        (PT_EN, "« o cais » custou £ 40 mil", '"o cais" custou 40 mil libras'),
    ],
)
def test_the_engine_reads_only_what_it_knows(pair: Pair, published: str, read: str) -> None:
    shielded = shield(published, pair, knows)
    assert shielded.text == read
    assert all(map(knows, shielded.text))


@pytest.mark.parametrize(
    ("pair", "published", "answer", "restored"),
    [
        (EN_PT, "“Yes,” he said — twice.", '"Sim", disse ele - duas vezes.', "“Sim”, disse ele — duas vezes."),
        (EN_PT, "“She said ‘no’.”", "\"Ela disse 'não'\".", "“Ela disse ‘não’”."),
        (EN_PT, "820,000 copies", "820000 cópias", "820.000 cópias"),
        (EN_PT, "1,234.5 tonnes", "1234,5 toneladas", "1.234,5 toneladas"),
        (PT_EN, "1.234.567 pessoas", "1234567 people", "1,234,567 people"),
        (EN_PT, "Erdoğan’s aide", "assessor de Erdogan", "Assessor de Erdoğan"),
        (EN_PT, "🚢 Back!", "De volta!", "🚢 De volta!"),
        (EN_PT, 'He said "no".', 'Ele disse "não".', 'Ele disse "não".'),
        (PT_EN, "A Índia cresce", "India grows", "India grows"),
        (EN_PT, "It cost $5", "Custou US $ 5", "Custou US$ 5"),
    ],
)
def test_everything_is_put_back_in_the_target_languages_way(
    pair: Pair, published: str, answer: str, restored: str
) -> None:
    assert shield(published, pair, knows).restore(answer) == restored


@settings(max_examples=300)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=120))
def test_no_text_breaks_the_shield_and_the_engine_never_reads_an_unknown_character(text: str) -> None:
    shielded = shield(text, EN_PT, knows)
    assert all(knows(character) for character in shielded.text if not character.isspace())
    shielded.restore(shielded.text)
