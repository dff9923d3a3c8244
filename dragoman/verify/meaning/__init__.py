"""Check what a translation means, where its surface shows nothing, with a translation model as the witness.

    findings = check("Prices rose.", "Os preços caíram.", Pair("en", "pt"), witness)

Where a translator put much of a sentence otherwise, only what is sure is told: a model is no witness of a free hand.
A model is a good judge of another's words and none of its own: it always expected them. So `own` says that the
witness's own model made the target; then only what may lack a clause is looked into, and no word is called unlikely.
"""

from __future__ import annotations

import re

from dragoman.types import Finding, Pair, Severity
from dragoman.verify.meaning import contrasts, exchanges, omissions, polarity, unlikely
from dragoman.verify.meaning.reading import Reading
from dragoman.verify.meaning.witness import Given, Witness

CHECKS = ("antonym", polarity.NAME, "person", omissions.NAME, "speaker", "order", unlikely.NAME)
"""The names of all checks of meaning."""
_CHANGED = re.compile(r"\[(\w)\](\w+)")
"""A word of which an editor changed a letter, [W]ithin: read as one, and as long as it was."""
_FAMILIES = (omissions, contrasts, polarity, exchanges)

__all__ = ["CHECKS", "Given", "Pair", "Witness", "check"]


def check(source: str, target: str, pair: Pair, witness: Witness, *, own: bool = False) -> tuple[Finding, ...]:
    """Run the checks of meaning on a sentence and its translation; nothing is found where no model can be asked."""
    if own and not omissions.possible(source, target, pair):
        return ()
    source = _CHANGED.sub(r"\1\2  ", source)
    forward = witness.target(source, target)
    if forward is None:
        return ()
    reading = Reading(source, target, pair, witness, forward)
    if reading.foreign:
        return (Finding(unlikely.NAME, Severity.FAIL, "It hardly translates the original.", None, (0, len(target))),)
    found = [finding for family in _FAMILIES for finding in family.check(reading)]
    if reading.free:
        return tuple(finding for finding in found if finding.severity is Severity.FAIL)
    return tuple(found or (() if own else unlikely.check(reading)))
