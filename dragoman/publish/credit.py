"""What a page owes its reader and its source: the label, the credit, the reasons, the mark of how it came out."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup

from dragoman.publish.marks import one_line
from dragoman.publish.shown import Mark, Shown
from dragoman.publish.view import Edition
from dragoman.types import Embed, Level, Outcome, State


def label(edition: Edition) -> Markup:
    """Return the line that stands above every text, with a link to the original."""
    words, key = edition.words, _label_key(edition)
    text = words(key, origin=words.form("from", edition.origin), source=source_link(edition))
    parts = [Markup("<b>{}</b>").format(words("ai"))] if edition.translated else []
    return Markup(" · ").join([*parts, text, *([words("state_media")] if _is_states(edition) else [])])


def plain_label(edition: Edition) -> str:
    """Return the same line as plain text, for feeds and previews."""
    words, key = edition.words, _label_key(edition)
    text = words.plain(key, origin=words.form("from", edition.origin), source=edition.source_name)
    parts = [words.plain("ai")] if edition.translated else []
    return " · ".join([*parts, text, *([words.plain("state_media")] if _is_states(edition) else [])])


def _is_states(edition: Edition) -> bool:
    return edition.article.decision.state_media


def _label_key(edition: Edition) -> str:
    if edition.own and edition.shown is not Shown.HEADLINE:
        return "label_own"
    if not edition.translated:
        return "label_none"
    return "label_headline" if edition.shown is Shown.HEADLINE else "label_text"


def source_link(edition: Edition) -> Markup:
    """Return the source's name as a link to the original article."""
    if not edition.original_url:
        return Markup("<bdi>{}</bdi>").format(edition.source_name)
    hreflang = Markup(' hreflang="{}"').format(edition.origin) if edition.origin else ""
    return Markup('<a class="out" href="{}"{}><bdi>{}</bdi></a>').format(
        edition.original_url, hreflang, edition.source_name
    )


def authors(edition: Edition) -> Markup:
    """Return the authors' names, each of its own direction."""
    return edition.words("and_so").join(Markup("<bdi>{}</bdi>").format(name) for name in edition.authors)


def translators(edition: Edition) -> Markup:
    """Return the names of those who translated the article before, each with the language where it is said."""
    told = ((one_line(each.name), each.language) for each in edition.document.translators)
    names = (f"{name} ({language})" if language else name for name, language in told)
    return edition.words("and_so").join(Markup("<bdi>{}</bdi>").format(name) for name in names)


def licence_link(edition: Edition) -> Markup:
    """Return the licence as a link where it has an address, or the words for none."""
    name, address = edition.licence
    if edition.article.decision.licence is None:
        return edition.words("no_licence")
    return Markup('<a rel="license" href="{}">{}</a>').format(address, name) if address else Markup("{}").format(name)


@lru_cache(maxsize=8)
def credit(edition: Edition) -> tuple[Markup, ...]:
    """Return the credit that licences ask for, one sentence each: title, author, source, licence, changes.

    Pages, feeds and data each ask for it, one after the other.
    """
    return tuple(_credit(edition))


def _credit(edition: Edition) -> list[Markup]:
    words, source = edition.words, source_link(edition)
    sentences = []
    if edition.authors:
        sentences.append(words("credit_author", authors=authors(edition)))
    if edition.document.translators:
        sentences.append(words("credit_translators", names=translators(edition)))
    key = "credit_first" if edition.published else "credit_first_undated"
    date = words.date(edition.published) if edition.published else ""
    sentences.append(words(key, source=source, date=date, title=_title(edition)))
    if edition.article.decision.licence:
        sentences.append(words("credit_licence", licence=licence_link(edition)))
    if edition.shown is Shown.HEADLINE:
        return sentences + (_credit_of_headline(edition) if edition.translated else [])
    if len(edition.pictures) < _pictures(edition):
        sentences.append(words("credit_pictures"))
    if edition.pictures:
        sentences.append(words("credit_own_pictures"))
    return sentences + (_credit_of_translation(edition) if edition.translated else [words("credit_verbatim")])


def plain_credit(edition: Edition) -> str:
    """Return the whole credit as plain text, for feeds and machines."""
    return " ".join(sentence.striptags() for sentence in credit(edition))


def card_text(edition: Edition) -> str:
    """Return what a preview elsewhere says of an edition: the label first, since the end is often cut off."""
    return " ".join(filter(None, (f"{plain_label(edition)}.", edition.description)))


def _credit_of_headline(edition: Edition) -> list[Markup]:
    words = edition.words
    origin, target = words.form("from", edition.origin), words.form("into", edition.language)
    change = words("credit_headline", origin=origin, target=target)
    return [change, words("credit_endorse", source=edition.source_name)]


def _credit_of_translation(edition: Edition) -> list[Markup]:
    words, licence = edition.words, edition.article.decision.licence
    origin, target = words.form("from", edition.origin), words.form("into", edition.language)
    sentences = [words("credit_change", origin=origin, target=target)]
    if licence and "SA" in licence.name.upper().replace("-", " ").split():
        sentences.append(words("credit_share"))
    return [*sentences, words("credit_endorse", source=edition.source_name), words("credit_prevails")]


def _title(edition: Edition) -> Markup:
    quoted = edition.words("credit_title", title=edition.original_headline)
    return Markup("<cite {}>{}</cite>").format(edition.foreign(edition.document.language), quoted)


def why_less(edition: Edition) -> Markup | None:
    """Return why a page shows less than the whole article, or None where it shows all of it."""
    words, decision = edition.words, edition.article.decision
    if edition.shown is Shown.EXCERPT:
        return words("why_excerpt", source=edition.source_name)
    if edition.shown is not Shown.HEADLINE:
        return None
    if decision.level is Level.HEADLINE:
        return words("why_rights", source=edition.source_name)
    if edition.document.original and not decision.translate and not edition.own:
        return words("why_relayed")
    if not decision.translate and not edition.own:
        return words("why_licence", source=edition.source_name)
    return words("why_checks") if edition.rendition.state is State.HEADLINE else words("why_language")


def reasons(edition: Edition) -> list[str]:
    """Return what the checks and the decision on rights say of themselves, in English."""
    decision = edition.article.decision
    every = (*edition.rendition.reasons, *decision.reasons, *decision.refusals)
    return [reason for reason in dict.fromkeys(map(one_line, every)) if reason]


def state_key(edition: Edition) -> str:
    """Return the key of the words for how much is shown."""
    if edition.shown is not Shown.TEXT:
        return f"state_{edition.shown}"
    return "state_partial" if edition.rendition.state is State.PARTIAL else "state_published"


def changes(edition: Edition) -> list[str]:
    """Return what was changed in the text on its way here."""
    words = edition.words
    done = []
    if edition.translated:
        origin, target = words.form("from", edition.origin), words.form("into", edition.language)
        done.append(words.plain("changed_machine", origin=origin, target=target))
    if len(edition.pictures) < _pictures(edition):
        done.append(words.plain("changed_pictures"))
    if edition.pictures:
        done.append(words.plain("changed_sizes"))
    if any(isinstance(block, Embed) for block in edition.document.blocks):
        done.append(words.plain("changed_embeds"))
    return done or [words.plain("changed_nothing")]


def _pictures(edition: Edition) -> int:
    """Count the pictures of the original."""
    return len({figure.src for _, figure in edition.document.figures()})


def mark(edition: Edition) -> Mark:
    """Return the mark that a list of articles shows beside each."""
    counts = edition.rendition.outcomes
    if edition.shown is Shown.HEADLINE:
        return Mark("less", "mark_headline")
    if edition.own:
        return Mark("own", "mark_own")
    if edition.shown is Shown.EXCERPT:
        return Mark("less", "mark_excerpt")
    if kept := counts[Outcome.ORIGINAL]:
        return Mark("part", "mark_original", kept)
    if doubted := counts[Outcome.FLAGGED]:
        return Mark("part", "mark_flagged", doubted)
    return Mark("clean", "mark_clean")
