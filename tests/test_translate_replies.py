"""Replies are known by themselves; what only looks like one is left to the engine."""

import pytest

from dragoman.translate.replies import reply
from dragoman.types import Pair


@pytest.mark.parametrize(
    ("pair", "said", "right"),
    [
        ("pt-en", "Sim.", "Yes."),
        ("pt-en", "“Pois é…”", "“That’s right…”"),
        ("pt-en", "Não sei.", "I don't know."),
        ("pt-en", "não", "no"),
        ("en-pt", "Not at all!", "De modo nenhum!"),
        ("en-pt", "“I don’t think so.”", "“Acho que não.”"),
        ("es-pt", "Claro que sí.", "Claro."),
        ("pt-en", "Sim, senhor.", None),
        ("pt-en", "Sim. Não.", None),
        ("pt-fr", "Sim.", None),
        ("en-pt", "No. 10", None),
    ],
)
def test_a_reply_is_translated_as_a_whole(pair: str, said: str, right: str | None) -> None:
    assert reply(said, Pair.of(pair)) == right
