"""Routes over the graph of pairs: which ways there are, and which of them goes first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.translate.engines import Engine, Offer
from dragoman.translate.routing import LEAST, Quality, reader, routes
from dragoman.types import Pair

ES_EN = Pair("es", "en")
KNOWN = {"near": Quality(20, 51), "good": Quality(37, 62), "weak": Quality(15, 50), "near+good": Quality(29, 58)}


def never() -> Engine:
    raise AssertionError("nothing is opened to find a route")


def offer(label: str, source: str, target: str, **more: object) -> Offer:
    return Offer(f"{label}-1", Pair(source, target), "apertium", label, **{"open": never, **more})  # type: ignore[arg-type]


OFFERS = [offer("weak", "es", "en"), offer("near", "es", "pt"), offer("good", "pt", "en")]


def names(offers: list[Offer], pair: Pair = ES_EN) -> list[str]:
    return [route.name for route in routes(offers, pair, KNOWN)]


def test_a_pair_is_read_as_it_is_written_and_one_language_is_none() -> None:
    assert Pair.of("en-pt-BR") == Pair("en", "pt-BR")
    assert Pair.of(ES_EN.key) == ES_EN
    for key in ("en", "en-", "-pt", ""):
        with pytest.raises(ValueError, match="en-pt"):
            Pair.of(key)


def test_a_pivot_goes_before_a_direct_route_that_was_measured_worse() -> None:
    assert names(OFFERS) == ["near-1+good-1", "weak-1"]


def test_a_pivot_that_nobody_measured_is_worth_less_than_its_weaker_leg() -> None:
    known = {"near": Quality(20, 59), "good": Quality(37, 62)}
    (route,) = routes(OFFERS[1:], ES_EN, known)
    assert route.quality.usual
    assert LEAST <= route.quality.chrf < 59


def test_a_route_too_weak_to_publish_is_none() -> None:
    assert routes([offer("weak", "es", "en")], ES_EN, {"weak": Quality(10, LEAST - 1)}) == ()


def test_a_model_that_nobody_measured_goes_by_what_is_usual_for_its_kind() -> None:
    (route,) = routes([offer("new", "es", "en")], ES_EN, {"apertium": Quality(20, 51, usual=True)})
    assert route.quality == Quality(20, 51, usual=True)


def test_the_operators_word_goes_before_what_was_measured() -> None:
    first, last = offer("ours", "es", "en", open=None, rank=1), offer("last", "es", "en", open=None, rank=-1)
    assert names([last, *OFFERS, first]) == ["ours-1", "near-1+good-1", "weak-1", "last-1"]


def test_an_engine_behind_the_network_is_no_leg_of_a_pivot() -> None:
    assert names([offer("near", "es", "pt", open=None), offer("good", "pt", "en")]) == []


def test_a_headline_is_read_by_a_model_of_its_language_before_a_dictionary() -> None:
    model = Offer("m", Pair("es", "fr"), "fxtranslate", open=never)
    assert reader([*OFFERS, model], "es") is model
    assert reader(OFFERS, "de") is None


@given(st.lists(st.tuples(*[st.sampled_from(["en", "pt", "es", "ca"])] * 2).filter(lambda pair: pair[0] != pair[1])))
def test_every_route_leads_from_the_source_to_the_target_without_a_turn(pairs: list[tuple[str, str]]) -> None:
    offers = [offer("good", *pair) for pair in pairs]
    for route in routes(offers, ES_EN, KNOWN):
        assert route.pair == ES_EN
        stops = [leg.pair.source for leg in route.legs] + [route.legs[-1].pair.target]
        assert len(set(stops)) == len(stops) <= 3


@pytest.mark.parametrize("pair", [Pair("en", "pt"), Pair("pt", "en")])
def test_the_embedded_models_are_measured(pair: Pair) -> None:
    from dragoman.translate.engines import embedded

    (route,) = routes(embedded.offers(embedded.packaged_models()), pair)
    assert route.quality.on == "NTREX"
