"""The sentences that say why: by key, so that they can be said in other languages."""

from __future__ import annotations

REASONS = {
    "allowed": "{who} states the licence {licence}, which allows translation with credit.",
    "share_alike": "{who} states the licence {licence}, which allows translation under the same licence.",
    "permission": "{who} has the publisher's leave to translate and publish the text.",
    "leave": "{who} lets others translate and publish the text (“{words}”).",
    "no_derivatives": "{who} states {licence}: the text may not be changed, and a translation is a change.",
    "non_commercial": "{who} states the licence {licence}: no commercial use, and this site is commercial.",
    "own_terms": "{who} lets others publish the text with credit, but says nothing of translations (“{words}”).",
    "no_licence": "No licence is stated: only the headline and a link are shown.",
    "quotation": "No licence is stated: a very short quotation and a link are shown.",
    "unknown_terms": "{who} states terms that we do not know (“{words}”): only the headline and a link are shown.",
    "noindex": "{who} asks not to be listed anywhere ({words}).",
    "nosnippet": "{who} asks that no part of its text be shown elsewhere ({words}).",
    "max_snippet": "{who} allows only an excerpt of its text ({words}).",
    "no_copy": "{who} asks that no copy of its text be kept ({words}).",
    "no_translation": "{who} asks not to be translated by machine.",
    "no_ai": "{who} asks that its text be given to no AI system ({words}).",
    "no_learning": "{who} asks that nothing be learnt from its text ({words}).",
    "no_search": "{who} asks that its text be given to no search service ({words}).",
    "no_pictures": "{who} asks that its pictures be not shown elsewhere ({words}).",
    "reserved": "{who} reserves the right to process its text by machine, and the operator of this site has no grant.",
    "paid": "{who} says that its whole text is only for readers who pay.",
    "disallowed": "{who} keeps us from the page, so only what the feed says is shown.",
    "rsl_all": "{who} prohibits every use by machine in its licence file (RSL).",
    "licence_elsewhere": "{who} grants the text only by a licence of its own, to be obtained there ({words}).",
    "third_party": "The text is not the publisher's own ({words}): its licence does not cover it.",
    "relayed": "The text is a translation itself; its original can be had ({words}), so it is not translated again.",
    "blocked": "The operator of this site shows nothing of this source where {words} law holds.",
    "expired": "{who} asked not to be shown after {words}.",
    "partial": "The page shows only a part of the article.",
    "no_own_picture": "A text's licence does not cover its pictures, and none of them states one of its own.",
    "picture_licensed": "The picture states the licence {licence}.",
    "picture_unlicensed": "The picture states no licence of its own.",
    "picture_non_commercial": "The picture's licence {licence} allows no commercial use, and this site is commercial.",
    "picture_kept": "The picture is another's, or kept back ({words}).",
    "may_translate": "The headline alone is translated: a headline is a fact that anyone may tell.",
    "may_remember": "Nobody asks that no copy be kept or nothing be learnt from the text.",
    "may_compare": "What may be translated may be shown beside its original.",
    "may_index": "Nobody asks to be left out of search.",
    "may_illustrate": "A picture states a licence of its own.",
}


def say(key: str, **words: str) -> str:
    """Return the sentence of a reason."""
    return REASONS[key].format(**words)
