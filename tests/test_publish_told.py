"""What the checks and the policy say in English is said in the reader's language: every sentence that they can say."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import dragoman
from dragoman.publish.told import recognised, told
from dragoman.publish.words import Words, words, written
from dragoman.rights.reasons import REASONS
from dragoman.verify import CHECKS, consistency, headline, judge, meaning

PACKAGE = Path(dragoman.__file__).parent
FILLED = {"a": "Ana", "b": "Eva", "who": "The feed"}


def plain(found: Words, message: str) -> str:
    return told(found, message).striptags()


class Said(ast.NodeVisitor):
    """Collects the sentences that a module's code can say; what stands by itself is documentation."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        self._keep("".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in node.values))

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            self._keep(node.value)

    def _keep(self, text: str) -> None:
        # What is longer is no sentence for readers: what an engine is asked.
        if re.match(r"[A-Z“]", text) and text.endswith(".") and " " in text and "Jan." not in text and len(text) < 200:
            self.found.append(text)


def said_by(folder: str) -> Iterator[str]:
    for file in sorted((PACKAGE / folder).rglob("*.py")):
        module = Said()
        module.visit(ast.parse(file.read_text("utf-8")))
        yield from module.found


@pytest.mark.parametrize("sentence", sorted({*said_by("verify")}))
def test_every_sentence_of_the_checks_is_known(sentence: str) -> None:
    choices = {"A number x.": ["lost its percent sign", "got a percent sign"]}.get(sentence, ["twice in a row"])
    whole = sentence.replace("” x.", f"” {choices[0]}.") if sentence.endswith("” x.") else sentence
    for choice in choices:
        assert recognised(whole.replace("number x.", f"number {choice}.")), sentence


def test_every_sentence_of_the_policy_is_known_by_its_own_words() -> None:
    said = words("en").table["told"]["said"]
    for key, sentence in REASONS.items():
        assert re.sub(r"{(licence|words)}", "{a}", sentence) == said[key]


@pytest.mark.parametrize("language", written())
def test_every_known_sentence_is_said_in_every_language_with_what_fills_it(language: str) -> None:
    for key, sentence in words("en").table["told"]["said"].items():
        english = sentence.format(**FILLED)
        known = recognised(english)
        assert known
        assert known.key == key
        here = plain(words(language), english)
        assert "{" not in here
        for fill in re.findall(r"{([ab])}", words(language).table["told"]["said"][key]):
            assert FILLED[fill] in here
        if language != "en":
            assert here != english


def test_a_number_is_not_taken_for_a_word() -> None:
    assert recognised("The number “7” is missing.") == ("number_missing", {"a": "7"})
    assert recognised("“Rio” is missing.") == ("missing", {"a": "Rio"})
    assert plain(words("de"), "“7” became “8”.") == "„7“ wurde zu „8“."


def test_what_nobody_has_put_otherwise_stands_in_english_and_says_so() -> None:
    assert told(words("pt"), "Asked for <b>.") == '<span lang="en" dir="ltr">Asked for &lt;b&gt;.</span>'
    assert plain(words("pt"), "Asked for it.") == "Asked for it."


def test_who_says_so_is_said_too() -> None:
    sentence = REASONS["paid"].format(who="The page")
    assert plain(words("pt"), sentence).startswith("A página diz")
    assert recognised(REASONS["paid"].format(who="Somebody")) is None


def test_every_check_that_a_receipt_can_name_has_a_name_for_readers() -> None:
    every = {*CHECKS, *meaning.CHECKS, consistency.NAME, headline.NAME, judge.NAME}
    for language in written():
        assert every <= words(language).table["checks"].keys(), language
