import pytest

from dragoman.types import Pair
from dragoman.verify import check, verdict
from dragoman.verify.brackets import mended


@pytest.mark.parametrize(
    ("pair", "source", "target", "expected"),
    [
        ("en-pt", "“He (us) asks to know,” she said.", "“Ele (nos) pede para saber”, disse ela.", "fail"),
        ("pt-en", "“Ele (nós) pede para saber”, disse ela.", "“He (us) asks to know,” she said.", "fail"),
        ("en-pt", "“He [the pilot] asks to know,” she said.", "“Ele pede para saber”, disse ela.", "fail"),
        ("en-pt", "“He [the pilot] asks to know,” she said.", "“Ele [o piloto] pede para saber”, disse ela.", "pass"),
        ("en-pt", "She told him (us) the news.", "Ela contou a ele (nos) as notícias.", "pass"),
        ("en-pt", "The US (us) team won.", "A equipe dos EUA (nós) venceu.", "pass"),
        ("en-pt", "It is a common project (PCI).", "É um projeto comum (IC PCI).", "warn"),
        ("en-pt", "It is a common project (PCI).", "É um projeto comum (PCI).", "pass"),
        ("en-pt", "The army (US GI) left.", "O exército (US GI) saiu.", "pass"),
        ("en-pt", 'She is accused of "not want[ing] to pay".', 'Ela é acusada de "não querer pagar".', "pass"),
        ("en-pt", "“He is [very] tired.”", "“Ele está cansado.”", "fail"),
        ("pt-en", "“Não sei [de nada]”, disse.", "“I don’t know [anything],” he said.", "pass"),
    ],
)
def test_an_addition_in_brackets_is_kept_or_the_sentence_fails(
    pair: str, source: str, target: str, expected: str
) -> None:
    assert verdict(check(source, target, Pair.of(pair))) == expected


def test_what_an_engine_explained_in_brackets_goes_and_what_the_source_has_stays() -> None:
    assert mended("Vanessa Hicks", "Vanessa Hicks (em inglês)", Pair("en", "pt")) == "Vanessa Hicks"
    assert mended("The party won.", "O partido (o PT) venceu.", Pair("en", "pt")) == "O partido (o PT) venceu."
    assert mended("The IMF (Fund) met.", "O FMI (Fundo) se reuniu.", Pair("en", "pt")) == "O FMI (Fundo) se reuniu."
