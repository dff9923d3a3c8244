"""The pages of one article: the article itself, what became of it, and what stands where it was withdrawn."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from dragoman.publish import credit, history, metadata
from dragoman.publish.compare import compared
from dragoman.publish.facts import SiteFacts
from dragoman.publish.marks import one_line
from dragoman.publish.paths import compare_path, corrections_path, history_path, item_data
from dragoman.publish.render import page
from dragoman.publish.standing import links_of
from dragoman.publish.stories import also_at
from dragoman.publish.told import told
from dragoman.publish.view import Edition
from dragoman.publish.words import words
from dragoman.types import Article, Shelf
from dragoman.urls import gate


def article_page(edition: Edition) -> bytes:
    """Render an article, an excerpt or a headline with its link."""
    site = edition.site
    return page(
        "article.html",
        Shelf(edition.language),
        site,
        e=edition,
        canonical=metadata.canonical(edition),
        alternates=metadata.alternates(edition),
        graph=metadata.open_graph(edition),
        card=credit.card_text(edition),
        linked_data=metadata.linked_data(edition),
        data=item_data(edition.language, edition.article.id),
        compare=compare_path(edition.path) if compared(edition) else "",
        tongue_links=[(each.language, site.href(each.path)) for each in edition.every],
        label=credit.label(edition),
        source=credit.source_link(edition),
        authors=edition.words("by", authors=credit.authors(edition)),
        why=credit.why_less(edition),
        credit=credit.credit(edition),
        licence=credit.licence_link(edition),
        reasons=credit.reasons(edition),
        changes=credit.changes(edition),
        state=credit.state_key(edition),
        outcomes=edition.rendition.outcomes,
        has_history=bool(history.updates(edition)),
        related=edition.article.telling.related.get(edition.language, ()),
        also=also_at(edition.article.telling.also, edition.words),
    )


def history_page(edition: Edition) -> bytes:
    """Render the page that compares what an article said with what it says."""
    return page(
        "history.html",
        Shelf(edition.language),
        edition.site,
        e=edition,
        path=history_path(edition.path),
        label=credit.label(edition),
        credit=credit.credit(edition),
        updates=history.updates(edition),
    )


def corrections_page(language: str, corrected: Sequence[Edition], site: SiteFacts) -> bytes:
    """Render the list of an edition's latest corrections."""
    return page(
        "corrected.html",
        Shelf(language),
        site,
        editions=corrected,
        tongue_links=links_of(site, corrections_path),
    )


def gone_page(article: Article, language: str, site: SiteFacts) -> bytes:
    """Render the neutral page that stands where an article was withdrawn: nothing of the article is left on it."""
    rendition = article.renditions.get(language)
    reason = article.withdrawn or " ".join(rendition.reasons if rendition else ())
    name, home = one_line(article.source.name), gate(article.source.home)
    source = Markup('<a class="out" href="{}">{}</a>').format(home, name) if home else name
    return page(
        "gone.html",
        Shelf(language),
        site,
        article=article,
        reason=reason and told(words(language), reason),
        source=source,
    )
