"""The check of terms: a fixed translation that is called for, and words of another sense."""

from __future__ import annotations

from dragoman.types import Context, Pair, Severity, Term
from dragoman.verify import CHECKS, check

PAIR = Pair("en", "pt")
OFFICE = Term("Harbour Office", ("Capitania", "Capitania do Porto"))
STRIKE = Term("strike", (), ("greve*",))


def _found(source: str, target: str, *terms: Term) -> list[tuple[Severity, str]]:
    findings = check(source, target, PAIR, Context(terms))
    return [(finding.severity, finding.message) for finding in findings if finding.check == "terms"]


def test_any_of_the_agreed_translations_will_do() -> None:
    assert not _found("The Harbour Office is shut.", "A Capitania está fechada.", OFFICE)


def test_another_translation_than_the_agreed_one_is_a_warning() -> None:
    ((severity, message),) = _found("The Harbour Office is shut.", "O escritório do porto está fechado.", OFFICE)
    assert severity is Severity.WARN
    assert message == "“Harbour Office” must be translated as “Capitania” or “Capitania do Porto”."


def test_a_word_of_another_sense_is_a_warning_at_its_place() -> None:
    target = "As greves mataram três soldados."
    (finding,) = (
        each
        for each in check("The strike killed three soldiers.", target, PAIR, Context((STRIKE,)))
        if each.check == "terms"
    )
    assert finding.target
    assert target[slice(*finding.target)] == "greves"
    assert finding.source == (4, 10)


def test_part_of_another_word_is_not_the_word() -> None:
    assert not _found("The strike ended.", "O agreve terminou.", STRIKE)


def test_without_terms_nothing_is_found() -> None:
    assert not _found("The strike ended.", "A greve terminou.")
    assert "terms" in CHECKS


def test_no_check_objects_to_the_words_of_a_fixed_translation() -> None:
    source, target = "Bring the dorado.", "Traga o Mahi-Mahi."
    fish = Term("dorado", ("mahi-mahi",))
    assert check(source, target, PAIR)
    assert not check(source, target, PAIR, Context((fish,)))
