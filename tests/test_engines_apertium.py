"""Apertium as a process, with what Debian has of it: words, marks, broken pipelines, pivots, and a page at the end."""

import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from shutil import which

import pytest
from guards import PATIENCE
from hypothesis import given, settings
from hypothesis import strategies as st
from wire import Site

from dragoman.dispatch.crew import Crew
from dragoman.errors import EngineError
from dragoman.flow.interpreter import interpret_text, interpreter
from dragoman.flow.market import local_offers, ways
from dragoman.newsroom import models, wordings
from dragoman.newsroom.wordings import Wording
from dragoman.testing.engine import ScriptedEngine
from dragoman.testing.site import ScriptedSite, page
from dragoman.translate.engines import Offer, apertium
from dragoman.translate.engines.apertium import Apertium, respelled
from dragoman.translate.routing import Quality, Route
from dragoman.types import Outcome, Pair

needs_apertium = pytest.mark.skipif(
    not which("apertium") or Pair("es", "pt") not in {offer.pair for offer in apertium.offers()},
    reason="Apertium is not installed (Debian: apt install apertium apertium-es-pt)",
)
ES_PT, ES_EN, EN_ES = Pair("es", "pt"), Pair("es", "en"), Pair("en", "es")


@pytest.fixture(scope="module")
def es_pt() -> Apertium:
    return Apertium("apertium-es-pt", "es-pt_BR")


def opened(*engines: tuple[Pair, str]) -> Route:
    """Return a route of scripted answers."""
    legs = [
        Offer(f"{pair}", pair, "fxtranslate", answer, partial(ScriptedEngine, pair, lambda _, said=answer: said))
        for pair, answer in engines
    ]
    return Route(tuple(legs), Quality(0, 0))


def test_where_it_is_not_installed_nothing_is_offered(tmp_path: Path) -> None:
    assert apertium.offers(tmp_path) == []


@needs_apertium
def test_a_sentence_is_translated_and_words_it_does_not_know_are_told_without_their_marks(es_pt: Apertium) -> None:
    assert es_pt.translate("Los zapateadores llegaron ayer.") == "Os zapateadores chegaram ontem."
    assert es_pt.unknown == {"zapateadores"}


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("Dantes do acordo, o esquí parou.", "Antes do acordo, o esqui parou."),
        ("Vive nA Serra.", "Vive na Serra."),
        ("Vive em #o Guatemala.", "Vive na Guatemala."),
        ("Continuará o 18 de maio, do 2 ao 4 de abril.", "Continuará em 18 de maio, de 2 a 4 de abril."),
        ("OS VOOS ESTADOUNIDENSES", "OS VOOS ESTADUNIDENSES"),
        ("São os papéis de *Dantes e de #esquí.", "São os papéis de *Dantes e de #esquí."),
    ],
)
def test_what_its_packages_misspell_is_mended_but_no_word_that_they_did_not_know(answer: str, right: str) -> None:
    assert respelled(answer, "pt") == right
    assert respelled(answer, "es") == answer


@needs_apertium
def test_a_word_that_it_always_gets_wrong_comes_out_right(es_pt: Apertium) -> None:
    assert es_pt.translate("Antes de la cena hubo dos vuelos.").startswith("Antes do jantar ")
    assert es_pt.translate("Dantes llegó ayer.") == "Dantes chegou ontem."


@needs_apertium
@pytest.mark.parametrize("text", ["Dijo [sic] que {sí}.", "a/b y c^d$", "1 < 2 > 0", "Titular sin punto", "¿Qué?"])
def test_signs_of_its_own_stream_come_through_as_they_are(es_pt: Apertium, text: str) -> None:
    answer = es_pt.translate(text)
    assert [c for c in answer if c in "[]{}/^$<>"] == [c for c in text if c in "[]{}/^$<>"]
    assert "\\" not in answer
    assert answer.endswith(".") == text.endswith(".")


@needs_apertium
@settings(max_examples=60)
@given(st.text(st.characters(codec="utf-8", exclude_characters="*#@\\\0"), min_size=1, max_size=80))
def test_any_text_gets_an_answer_of_its_own_or_an_error(text: str) -> None:
    engine = _kept()
    try:
        engine.translate(text)
    except EngineError:
        assert not any(map(str.isalnum, text))
    assert engine.translate("Hola.") == "Olá."


_engines: list[Apertium] = []


def _kept() -> Apertium:
    if not _engines:
        _engines.append(Apertium("apertium-es-pt", "es-pt_BR"))
    return _engines[0]


@needs_apertium
def test_a_pipeline_of_which_any_program_dies_is_opened_again_at_once(
    es_pt: Apertium, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What waited for the time to be over would never come back.
    monkeypatch.setattr(apertium, "SECONDS", 10 * PATIENCE)
    es_pt.translate("Hola.")
    for place in range(len(es_pt._programs)):
        program = es_pt._programs[place]
        program.kill()
        program.wait()
        assert es_pt.translate("Hola.") == "Olá."
        assert program not in es_pt._programs


@needs_apertium
def test_a_broken_pair_is_an_error_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "modes").mkdir()
    (tmp_path / "modes" / "es-pt.mode").write_text("lt-proc '/nowhere.bin'")
    with pytest.raises(EngineError, match="ended without an answer"):
        Apertium("apertium-es-pt", "es-pt", tmp_path).translate("Hola.")


@needs_apertium
def test_a_pipeline_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apertium, "SECONDS", 0.3)
    monkeypatch.setattr(apertium, "_pipeline", lambda mode: [mode.split()])
    (tmp_path / "modes").mkdir()
    (tmp_path / "modes" / "es-pt.mode").write_text("sleep 60")
    with pytest.raises(EngineError, match=r"no answer within 0\.3 seconds"):
        Apertium("apertium-es-pt", "es-pt", tmp_path).translate("Hola.")


@needs_apertium
def test_a_pipeline_that_is_stuck_is_opened_once_more(es_pt: Apertium, monkeypatch: pytest.MonkeyPatch) -> None:
    es_pt.translate("Hola.")
    stuck = es_pt._programs[2]
    stuck.send_signal(signal.SIGSTOP)
    monkeypatch.setattr(apertium, "SECONDS", 5.0)
    assert es_pt.translate("Hola.") == "Olá."
    assert stuck.returncode == -signal.SIGKILL


@needs_apertium
def test_handles_addresses_numbers_and_names_survive_a_pivot() -> None:
    text = "«No sé», dijo Łukasz Żak a @juan: 3.500 millones de euros en https://example.org/a?b=1 #ahora."
    (sentence,) = interpret_text(ways(local_offers(), ES_EN), text)
    assert sentence.route.startswith("apertium-es-pt_BR-")
    assert "+pten-" in sentence.route
    for kept in ("Łukasz Żak", "@juan", "https://example.org/a?b=1", "#ahora", "3,500 million"):
        assert kept in sentence.target.text


@needs_apertium
def test_english_goes_to_spanish_through_portuguese() -> None:
    route, *_ = ways(local_offers(), EN_ES)
    assert [leg.pair for leg in route.legs] == [Pair("en", "pt"), Pair("pt", "es")]


def test_a_pivot_is_judged_from_its_source_to_its_end() -> None:
    # Each leg alone is in order: the second keeps the number that the first got wrong.
    route = opened(
        (Pair("es", "pt"), "Chegaram 40 barcos ao porto ontem."), (Pair("pt", "en"), "40 boats came to port.")
    )
    (sentence,) = interpret_text([route], "Llegaron 14 barcos al puerto ayer.")
    assert sentence.outcome is Outcome.ORIGINAL
    assert any(finding.check == "numbers" for finding in sentence.findings)


def test_words_that_an_engine_does_not_know_go_along_with_the_attempt() -> None:
    route = opened((ES_PT, "Olá."))
    made = interpreter(route)
    made._translators[0].engine.unknown = {"zapateadores"}  # type: ignore[attr-defined]
    assert next(made.attempts("Hola.")).unknown == ("zapateadores",)


STORY = "El consejo del puerto se reunió el lunes para hablar del muelle. La obra costará 3 millones de euros. "


@pytest.fixture
def source() -> Iterator[ScriptedSite]:
    with ScriptedSite() as source:
        body = f"<p>{STORY}</p><p>Nadie habló en contra de la obra del muelle, que empezará en enero.</p>"
        source.answers = {
            "/story": page(body, "El consejo del puerto se reúne", "es"),
            "/feed": source.feed(["/story"]),
        }
        yield source


@needs_apertium
def test_a_spanish_article_stands_in_both_editions_by_routes_that_its_receipt_names(
    tmp_path: Path, crew: Crew, source: ScriptedSite
) -> None:
    site = Site.made(tmp_path / "site", crew, {"feed": f"{source.base}/feed"})
    site.once()
    states = dict(models.Page.objects.values_list("language", "state"))
    assert states["pt"] in ("published", "partial")
    assert states["en"] in ("published", "partial")
    pages = {language: site.tree()[file][0].decode() for language, file in site.pages("/story").items()}
    assert "apertium-es-pt_BR-" in pages["pt"]
    assert "+pten-" in pages["en"]
    assert "3 milhões de euros" in pages["pt"]


def broken(pair: Pair) -> ScriptedEngine:
    raise EngineError("The model can't be opened.")


def test_a_route_that_can_not_be_opened_is_gone_round_or_waited_for(tmp_path: Path, source: ScriptedSite) -> None:
    lame = Offer("lame", ES_PT, "fxtranslate", "lame", partial(broken, ES_PT))
    with Crew(0) as crew:
        site = Site.made(tmp_path / "lame", crew, {"feed": f"{source.base}/feed"}, local=(lame,))
        site.once()
        page = models.Page.objects.get(language="pt")
        assert (page.state, page.reason) == ("headline", "The model can't be opened.")
        assert site.report()["waiting"]["for an engine"] == 1
        sound = Offer("sound", ES_PT, "apertium", "sound", partial(ScriptedEngine, ES_PT, answered))
        site.local = (lame, sound)
        wordings.give(Wording(ES_PT, COSTS, "A obra custa três milhões de euros.", site.clock()), [])
        site.clock.forward(hours=1)
        site.once()
        assert b"A obra custa tr\xc3\xaas milh\xc3\xb5es" in site.tree()[site.pages("/story")["pt"]][0]
    assert models.Page.objects.get(language="pt").state in ("published", "partial")


def answered(sentence: str) -> str:
    return SAID.get(sentence, "O conselho do porto se reúne")


COSTS = "La obra costará 3 millones de euros."
SAID = {
    "El consejo del puerto se reunió el lunes para hablar del muelle.": (
        "O conselho do porto se reuniu na segunda-feira para falar do cais."
    ),
    COSTS: "A obra custará 3 milhões de euros.",
    "Nadie habló en contra de la obra del muelle, que empezará en enero.": (
        "Ninguém falou contra a obra do cais, que começará em janeiro."
    ),
}
