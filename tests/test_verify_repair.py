"""Repair, decision and JSON: which translation stands, what readers see of it, how findings are written."""

from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.types import Attempt, Finding, Outcome, Pair, Sentence, Severity, State, Text
from dragoman.verify import check
from dragoman.verify.decide import Policy, decide
from dragoman.verify.forms import to_json
from dragoman.verify.repair import TRIES, choose, similarity

FAIL = Finding("numbers", Severity.FAIL, "A number differs.")
WARN = Finding("negation", Severity.WARN, "A denial is missing.")
LOOP = Finding("completeness", Severity.FAIL, "The translation stammers.")
PLAIN = Attempt("A nova ponte do porto será aberta na segunda-feira, disse o prefeito da cidade.", "plain")
NEAR = Attempt("A nova ponte do porto será aberta na segunda-feira, afirmou o prefeito da cidade.", "lower")
MIDDLE = Attempt("A nova ponte no porto abre na segunda-feira, de acordo com o prefeito da cidade.", "clauses")
FAR = Attempt("Prefeito confirma: inauguração já marcada.", "numbers")


def judge_by(**findings: tuple[Finding, ...]):  # type: ignore[no-untyped-def]
    return lambda attempt: findings.get(attempt.route, ())


class Engine:
    """Candidates that count how many were asked for."""

    def __init__(self, *attempts: Attempt) -> None:
        self.attempts = attempts
        self.calls = 0

    def __iter__(self) -> Iterator[Attempt]:
        for attempt in self.attempts:
            self.calls += 1
            yield attempt


def test_a_plain_attempt_without_findings_stands_and_costs_no_candidate() -> None:
    engine = Engine(NEAR)
    choice = choose(PLAIN, engine, judge_by())
    assert (choice.attempt, choice.outcome, choice.tried, engine.calls) == (PLAIN, Outcome.CLEAN, ("plain",), 0)


def test_a_failing_sentence_takes_the_first_clean_candidate_that_is_close() -> None:
    engine = Engine(NEAR, MIDDLE)
    choice = choose(PLAIN, engine, judge_by(plain=(FAIL,)))
    assert (choice.attempt, choice.outcome, engine.calls) == (NEAR, Outcome.REPAIRED, 1)


def test_of_the_clean_candidates_the_closest_wins_not_the_first() -> None:
    closer = Attempt(PLAIN.text.replace("cidade", "vila"), "quotes")
    choice = choose(PLAIN, [MIDDLE, closer], judge_by(plain=(FAIL,)))
    assert choice.attempt == closer
    assert choice.tried == ("plain", "clauses", "quotes")


def test_a_heading_of_a_word_may_become_another() -> None:
    missing = Attempt("Missing", "lower")
    assert choose(Attempt("Disapset", "plain"), [missing], judge_by(plain=(WARN,))).attempt == missing


def test_a_candidate_that_moved_far_is_not_taken() -> None:
    assert choose(PLAIN, [FAR], judge_by(plain=(FAIL,))).outcome is Outcome.ORIGINAL


def test_the_plain_attempt_with_its_words_put_right_is_taken_at_once() -> None:
    engine = Engine(Attempt(FAR.text, "plain, mended"), NEAR)
    choice = choose(PLAIN, engine, judge_by(plain=(WARN,)))
    assert (choice.attempt.text, choice.outcome, engine.calls) == (FAR.text, Outcome.REPAIRED, 1)


def test_a_ruined_attempt_is_replaced_by_a_clean_one_however_far() -> None:
    choice = choose(PLAIN, [FAR, NEAR], judge_by(plain=(LOOP,)))
    assert (choice.attempt, choice.outcome) == (FAR, Outcome.REPAIRED)


def test_a_clean_candidate_goes_before_a_closer_one_that_warns() -> None:
    choice = choose(PLAIN, [NEAR, MIDDLE], judge_by(plain=(FAIL,), lower=(WARN,)))
    assert (choice.attempt, choice.outcome) == (MIDDLE, Outcome.REPAIRED)


def test_a_candidate_that_only_warns_is_flagged_rather_than_dropped() -> None:
    choice = choose(PLAIN, [NEAR], judge_by(plain=(FAIL,), lower=(WARN,)))
    assert (choice.attempt, choice.outcome, choice.findings) == (NEAR, Outcome.FLAGGED, (WARN,))


def test_where_nothing_passes_the_original_stands_with_the_plain_findings() -> None:
    choice = choose(PLAIN, [NEAR], judge_by(plain=(FAIL,), lower=(FAIL,)))
    assert (choice.attempt, choice.outcome, choice.findings) == (PLAIN, Outcome.ORIGINAL, (FAIL,))


def test_a_warning_is_repaired_only_by_a_clean_candidate_very_close() -> None:
    repaired = choose(PLAIN, [MIDDLE, NEAR], judge_by(plain=(WARN,)))
    assert (repaired.attempt, repaired.outcome) == (NEAR, Outcome.REPAIRED)
    kept = choose(PLAIN, [MIDDLE, FAR], judge_by(plain=(WARN,)))
    assert (kept.attempt, kept.outcome, kept.findings) == (PLAIN, Outcome.FLAGGED, (WARN,))


def test_tries_are_bounded_and_repeated_texts_are_not_judged_again() -> None:
    judged: list[str] = []

    def judge(attempt: Attempt) -> tuple[Finding, ...]:
        judged.append(attempt.route)
        return (FAIL,)

    same = [Attempt(PLAIN.text, f"same{n}") for n in range(3)]
    choose(PLAIN, same, judge)
    assert judged == ["plain"]
    engine = Engine(*(Attempt(f"{PLAIN.text} {n}", f"form{n}") for n in range(50)))
    choose(PLAIN, engine, judge)
    assert engine.calls == TRIES


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_whole_for_equal_texts_and_the_same_both_ways(one: str, other: str) -> None:
    assert similarity(one, one) == 1
    assert similarity(one, other) == similarity(other, one)
    assert 0 <= similarity(one, other) <= 1


def test_a_real_sentence_is_repaired_by_the_real_checks() -> None:
    pair = Pair("en", "pt")
    source = "The city paid £125m for the bridge."
    plain = Attempt("A cidade pagou 125 milhões de euros pela ponte.", "plain")
    better = Attempt("A cidade pagou 125 milhões de libras pela ponte.", "money")
    choice = choose(plain, [better], lambda attempt: check(source, attempt.text, pair))
    assert (choice.attempt, choice.outcome) == (better, Outcome.REPAIRED)


# --- Decision ----------------------------------------------------------------------------------------------------


def sentences(*outcomes: Outcome) -> list[Sentence]:
    return [Sentence(Text("One."), Text("Um."), outcome, "plain") for outcome in outcomes]


GOOD, FLAGGED, ORIGINAL = Outcome.CLEAN, Outcome.FLAGGED, Outcome.ORIGINAL


@pytest.mark.parametrize(
    ("headline", "body", "state"),
    [
        ([GOOD], [GOOD] * 5, State.PUBLISHED),
        ([FLAGGED], [GOOD, FLAGGED, Outcome.REPAIRED], State.PUBLISHED),
        ([GOOD], [], State.PUBLISHED),
        ([ORIGINAL], [GOOD] * 5, State.HEADLINE),
        ([GOOD], [ORIGINAL, *[GOOD] * 9], State.PARTIAL),
        ([GOOD], [ORIGINAL] * 2 + [GOOD] * 8, State.PARTIAL),
        ([GOOD], [ORIGINAL] * 3 + [GOOD] * 7, State.HEADLINE),
        ([GOOD], [ORIGINAL, GOOD], State.PARTIAL),
        ([GOOD], [ORIGINAL], State.HEADLINE),
        ([GOOD], [FLAGGED] * 5 + [GOOD] * 5, State.PUBLISHED),
        ([GOOD], [FLAGGED] * 6 + [GOOD] * 4, State.HEADLINE),
    ],
)
def test_what_is_shown_follows_from_the_outcomes(
    headline: Iterable[Outcome], body: Iterable[Outcome], state: State
) -> None:
    decided, reasons = decide(sentences(*headline), sentences(*body), Policy())
    assert decided is state
    assert bool(reasons) == (state is not State.PUBLISHED)
    assert all(reason.endswith(".") for reason in reasons)


def test_the_shares_are_the_policys() -> None:
    body = sentences(*[ORIGINAL] * 3, *[GOOD] * 7)
    assert decide(sentences(GOOD), body, Policy(max_original=0.3))[0] is State.PARTIAL
    assert decide(sentences(GOOD), body, Policy(max_original=0.0, fewest=0))[0] is State.HEADLINE
    assert decide(sentences(GOOD), sentences(*[FLAGGED] * 2, *[GOOD] * 8), Policy(max_flagged=0.1))[0] is State.HEADLINE


def test_a_cautious_policy_holds_back_what_others_show_as_a_headline() -> None:
    assert decide(sentences(ORIGINAL), sentences(GOOD), Policy(hold=True))[0] is State.HELD
    assert decide(sentences(GOOD), sentences(*[ORIGINAL] * 3), Policy(hold=True))[0] is State.HELD
    assert decide(sentences(GOOD), sentences(GOOD), Policy(hold=True))[0] is State.PUBLISHED


# --- JSON --------------------------------------------------------------------------------------------------------


def test_a_verified_line_is_written_with_its_verdict_and_places() -> None:
    findings = check("It cost £5.", "Custou 5 euros.", Pair("en", "pt"))
    assert to_json(3, findings) == {
        "line": 3,
        "verdict": "fail",
        "findings": [
            {
                "check": "money",
                "severity": "fail",
                "source": [8, 9],
                "target": [9, 14],
                "message": "The currency “£” became “euros”.",
            }
        ],
    }
    assert to_json(1, ()) == {"line": 1, "verdict": "pass", "findings": []}


def test_a_doubted_sentence_stands_with_the_words_put_right_that_could_be() -> None:
    mended = Attempt(PLAIN.text.replace("ponte", "balsa"), "plain, mended")
    doubts = {"plain": (WARN, WARN), "plain, mended": (WARN,), "lower": (WARN,)}
    choice = choose(PLAIN, [mended, NEAR], judge_by(**doubts))
    assert (choice.attempt, choice.outcome, choice.findings) == (mended, Outcome.FLAGGED, (WARN,))
    choice = choose(PLAIN, [mended, NEAR], judge_by(**doubts | {"plain, mended": (WARN, WARN)}))
    assert choice.attempt == PLAIN
