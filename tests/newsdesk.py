"""A small site for tests of what operators do: one article that came out well, and one of which half could not be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wire import Site

from dragoman.dispatch.crew import Crew
from dragoman.newsroom.setup import release
from dragoman.testing.engine import ScriptedEngine
from dragoman.testing.site import ScriptedSite, page
from dragoman.types import Pair

SAID = "The council met in the old hall on Monday and spoke about the quay."
PUT = "O conselho se reuniu no salão antigo na segunda-feira e falou do cais."
WORDED = "A câmara reuniu-se na segunda-feira no salão antigo e falou do cais."
COST = "The works cost 14 million euros and begin before the winter storms arrive."
ANSWERS = {
    SAID: PUT,
    COST: "As obras custam 41 milhões de euros e começam antes das tempestades de inverno.",  # not what was said
    "A day at the quay": "Um dia no cais",
    "The cost of the quay": "O custo do cais",
}


class Asked:
    """Opens engines that answer as they were told, and write down what they are asked."""

    def __init__(self) -> None:
        self.sentences: list[str] = []

    def __call__(self, pair: Pair) -> ScriptedEngine:
        return ScriptedEngine(pair, self._answer)

    def _answer(self, sentence: str) -> str:
        self.sentences.append(sentence)
        return ANSWERS.get(sentence, sentence)


@contextmanager
def newsdesk(folder: Path) -> Iterator[tuple[Site, Asked]]:
    """Make a site that has published both articles, `/well` and `/ill`."""
    with ScriptedSite() as source, Crew(0) as crew:
        source.answers = {
            "/well": page(f"<p>{SAID} {SAID}</p><p>{SAID}</p>"),
            "/ill": page(f"<p>{SAID} {COST}</p><p>{COST} {SAID}</p>", "The cost of the quay"),
            "/feed": source.feed(["/well", "/ill"]),
        }
        site, asked = Site.made(folder, crew, {"feed": f"{source.base}/feed"}), Asked()
        site.once(open_engine=asked)
        yield site, asked
        release()
