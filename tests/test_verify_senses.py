"""Words of a wrong sense, and words that can't stand together."""

import pytest

from dragoman.flow.interpreter import Interpreter
from dragoman.translate.brief import cut_text
from dragoman.types import Attempt, Outcome, Pair, Text
from dragoman.verify import check, mending
from dragoman.verify.senses import mended

EN_PT, PT_EN = Pair("en", "pt"), Pair("pt", "en")


def found(source: str, target: str, pair: Pair) -> set[str]:
    return {finding.check for finding in check(source, target, pair)}


@pytest.mark.parametrize(
    ("source", "target", "pair", "right"),
    [
        ("The rally began at noon.", "O rali começou ao meio-dia.", EN_PT, "O comício começou ao meio-dia."),
        ("The ruling party won.", "A festa governante venceu.", EN_PT, "O partido governante venceu."),
        ("The party is split.", "A festa está dividida.", EN_PT, "A festa está dividida."),
        ("Actually, he left.", "Atualmente, ele saiu.", EN_PT, "Na verdade, ele saiu."),
        ("O prefeito saiu.", "The perfect left.", PT_EN, "The mayor left."),
        ("The plane made a landing.", "O avião fez um desembarque.", EN_PT, "O avião fez um pouso."),
        ("Disse Ana, uma porta-voz.", "Said Ana, a spokesman.", PT_EN, "Said Ana, a spokeswoman."),
        ("Ficaram presos no elevador.", "They were imprisoned in the lift.", PT_EN, "They were trapped in the lift."),
        ("É um mandado de prisão.", "It is a mandate for arrest.", PT_EN, "It is a warrant for arrest."),
        ("A coletiva foi cancelada.", "The collective was cancelled.", PT_EN, "The press conference was cancelled."),
        ("Ele negou o corte.", "He denied the court.", PT_EN, "He denied the cut."),
        ("Houve um assalto.", "There was an assault.", PT_EN, "There was a robbery."),
        ("O deputado saiu.", "The honourable Member left.", PT_EN, "The deputy left."),
        ("O juiz determinou a busca.", "The judge determined the search.", PT_EN, "The judge ordered the search."),
        ("O evento foi um êxito.", "The event was an exit.", PT_EN, "The event was a success."),
    ],
)  # fmt: skip
def test_a_word_of_another_sense_is_doubted_and_put_right_where_it_agrees(
    source: str, target: str, pair: Pair, right: str
) -> None:
    assert "senses" in found(source, target, pair)
    assert mended(source, target, pair) == right


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("The rally cars stopped.", "Os carros de rali pararam."),
        ("The party had a birthday cake and music.", "A festa tinha bolo e música."),
        ("Guests left the party.", "Os convidados deixaram a festa."),
        ("She read the sentence, and three words more.", "Ela leu a frase, e mais três palavras."),
        ("Kim Jong Un left.", "Kim Jong Un saiu."),
        ("The plane's passengers landed.", "Os passageiros do avião desembarcaram."),
        ("The release of the film, he said in court.", "O lançamento do filme, disse ele no tribunal."),
        ("The jury's sentence was one phrase.", "A sentença do júri foi uma frase."),
    ],
)
def test_a_word_in_its_own_sense_is_left_alone(source: str, target: str) -> None:
    assert "senses" not in found(source, target, EN_PT)


def test_the_wire_takes_the_right_word_before_it_asks_the_engine_again() -> None:
    (segment,) = cut_text("text", Text("The rally began at noon."), "en")
    sentence = Interpreter("given", EN_PT).render(segment, "O rali começou ao meio-dia.")
    assert (sentence.target.text, sentence.outcome) == ("O comício começou ao meio-dia.", Outcome.REPAIRED)


def test_other_attempts_are_put_right_as_the_plain_one_is() -> None:
    (segment,) = cut_text("text", Text("The rally began at noon with 500 people."), "en")
    plain = "O rali começou ao meio-dia com 600 pessoas."
    others = iter([Attempt("O rali começou ao meio-dia com 500 pessoas.", "numbers")])
    made = [each.text for each in Interpreter("given", EN_PT)._mended(segment, Attempt(plain, "plain"), others)]
    assert made == ["O comício começou ao meio-dia com 600 pessoas.", "O comício começou ao meio-dia com 500 pessoas."]


@pytest.mark.parametrize(
    ("source", "target", "right"),
    [
        ("They sold the boats.", "Eles venderam os os barcos.", "Eles venderam os barcos."),
        ("The jaw joints hurt.", "Doem as juntas da man mandíbula.", "Doem as juntas da mandíbula."),
        ("Bora Bora is far.", "Bora Bora fica longe longe.", "Bora Bora fica longe longe."),
        ("They ate, and ate.", "Comeram, comeram.", "Comeram, comeram."),
        ("Kim met Kimberly.", "Jan Janice saiu.", "Jan Janice saiu."),
    ],
)
def test_a_word_written_twice_is_written_once(source: str, target: str, right: str) -> None:
    assert mending.mended(source, target, EN_PT) == right


@pytest.mark.parametrize(
    ("source", "target", "pair"),
    [
        ("The appeal named them.", "O a recurso os citou.", EN_PT),
        ("There were four commutations.", "Houve quatro comutação.", EN_PT),
        ("They heard two stations.", "Ouviram dois estações.", EN_PT),
        ("They heard two problems.", "Ouviram duas problemas.", EN_PT),
        ("The two sides left.", "As dois partes saíram.", EN_PT),
        ("It lasted the last two months.", "Durou os últimos duas meses.", EN_PT),
        ("After he left it, it sank.", "Depois de deixou o barco, afundou.", EN_PT),
        ("They may leave.", "Eles vão saíram.", EN_PT),
        ("We lied.", "Nós menti.", EN_PT),
        ("The ships were late.", "Os navios foi lá.", EN_PT),
        ("It left from the sea.", "It left from of the sea.", PT_EN),
    ],
)
def test_words_that_cannot_stand_together_are_doubted(source: str, target: str, pair: Pair) -> None:
    assert "grammar" in found(source, target, pair)


@pytest.mark.parametrize(
    "target",
    [
        "Os vi a sair.",
        "Três são de Lisboa.",
        "Os que o amam saíram.",
        "Dos dois, um saiu.",
        "Às duas, os dois saíram.",
        "Depois de sair, para se mudar, tem amado.",
        "Nós aqui vimos tudo.",
        "Os mais velhos foram.",
    ],
)
def test_good_grammar_passes(target: str) -> None:
    assert "grammar" not in found("They left.", target, EN_PT)


def test_who_spoke_may_not_come_inside_the_quotation() -> None:
    source = 'He said Ana is "a model"; "I wrote an offer", she added.'
    assert "speech" in found(
        source, 'Ele disse que Ana é "um modelo"; "eu escrevi uma oferta que ela acrescentou".', EN_PT
    )
    assert "speech" not in found(
        source, 'Ele disse que Ana é "um modelo"; e acrescentou: "eu escrevi uma oferta".', EN_PT
    )


def test_what_an_and_joins_to_itself_is_a_repetition() -> None:
    assert "completeness" in found("It signed off and went off air.", "Ela saiu do ar e saiu do ar.", EN_PT)
    assert "completeness" not in found("It rained and rained.", "Choveu e choveu.", EN_PT)


@pytest.mark.parametrize(
    "target",
    ["Ele disse aaaaaaaa.", "Um de de de de de de de fim.", "Diz na-na-na-na-na-na-na.", "Vi o a o a o a o a o a o a."],
)
def test_a_stammer_is_heard(target: str) -> None:
    assert any("stammers" in finding.message for finding in check("He left the house.", target, EN_PT))
