"""The sentences that say why: by key, so that they can be said in other languages."""

from __future__ import annotations

REASONS = {
    "allowed": "{who} states the licence {licence}, which allows translation with credit.",
    "share_alike": "{who} states the licence {licence}, which allows translation under the same licence.",
    "no_derivatives": "{who} states {licence}: the text may not be changed, and a translation is a change.",
    "non_commercial": "{who} states the licence {licence}: no commercial use, and this site is commercial.",
    "no_licence": "No licence is stated: only the headline and a link are shown.",
    "unknown_terms": "{who} states terms that we do not know (“{words}”): only the headline and a link are shown.",
    "noindex": "{who} asks not to be listed anywhere ({words}).",
    "nosnippet": "{who} asks that no part of its text be shown elsewhere ({words}).",
    "max_snippet": "{who} allows only an excerpt of its text ({words}).",
    "no_translation": "{who} asks not to be translated by machine.",
    "no_ai": "{who} asks that its text be given to no AI system ({words}).",
    "no_search": "{who} asks that its text be given to no search service ({words}).",
    "reserved": "{who} reserves the right to process its text by machine, and the operator of this site has no grant.",
    "paid": "{who} says that its whole text is only for readers who pay.",
}


def say(key: str, **words: str) -> str:
    """Return the sentence of a reason."""
    return REASONS[key].format(**words)
