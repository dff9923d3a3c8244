"""What reads bytes from outside, each as a function of bytes: whatever they are, it returns or raises our own error."""

from __future__ import annotations

from contextlib import suppress

from dragoman.errors import DragomanError
from dragoman.extract.article import extract
from dragoman.ingest.feeds import parse_feed
from dragoman.translate.engines import Question
from dragoman.translate.engines.deepl import DeepL
from dragoman.translate.engines.libretranslate import LibreTranslate
from dragoman.translate.engines.openai import Chat, OpenAI
from dragoman.types import Pair
from dragoman.verify import judge

URL = "https://news.example/quay"
QUESTION = Question(Pair("en", "pt"), ("The quay is mended.", "Nobody was hurt."))
GIVEN = (judge.Given("The quay is mended.", "O cais foi consertado."),)


def feed(data: bytes) -> None:
    """Read a feed of any kind."""
    with suppress(DragomanError):
        parse_feed(data, URL)


def page(data: bytes) -> None:
    """Read the article on a page."""
    with suppress(DragomanError):
        extract(data, URL)


def answer(data: bytes) -> None:
    """Read what an engine or a judge answered, of each kind."""

    def post(*_: object) -> bytes:
        return data

    for remote in (OpenAI(Chat("x", post, "m")), LibreTranslate("x", post), DeepL("x", post, "k")):
        with suppress(DragomanError):
            remote.translate(QUESTION)
    with suppress(DragomanError):
        judge.read(Chat("x", post, "m").ask("", {}), GIVEN)


TARGETS = {"feed": feed, "page": page, "answer": answer}
