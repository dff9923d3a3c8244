"""Check what a translation means, where its surface shows nothing, with a translation model as the witness.

    findings = check("Prices rose.", "Os preços caíram.", Pair("en", "pt"), witness)

A model is a good judge of another's words and none of its own: it always expected them. So `own` says that the
witness's own model made the target; then only what may lack a clause is looked into, and no word is called unlikely.
"""

from __future__ import annotations

from dragoman.types import Finding, Pair
from dragoman.verify.meaning import contrasts, exchanges, omissions, polarity, unlikely
from dragoman.verify.meaning.reading import Reading
from dragoman.verify.meaning.witness import Given, Witness

CHECKS = ("antonym", polarity.NAME, "person", omissions.NAME, "speaker", "order", unlikely.NAME)
"""The names of all checks of meaning."""

__all__ = ["CHECKS", "Given", "Pair", "Witness", "check"]


def check(source: str, target: str, pair: Pair, witness: Witness, *, own: bool = False) -> tuple[Finding, ...]:
    """Run the checks of meaning on a sentence and its translation; nothing is found where no model can be asked."""
    if own and not omissions.possible(source, target, pair):
        return ()
    forward = witness.target(source, target)
    if forward is None:
        return ()
    reading = Reading(source, target, pair, witness, forward)
    found = [finding for family in (omissions, contrasts, polarity, exchanges) for finding in family.check(reading)]
    if not found and not own:
        found += unlikely.check(reading)
    return tuple(found)
