"""The pages: each a template and the facts that it shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from dragoman.publish import credit, metadata, record
from dragoman.publish.facts import SiteFacts
from dragoman.publish.marks import one_line
from dragoman.publish.paths import corrections_path, front_path, history_path, how_path, utc
from dragoman.publish.render import render
from dragoman.publish.view import Edition, editions
from dragoman.publish.words import Words, words
from dragoman.types import Article
from dragoman.urls import gate

Links = list[tuple[str, str]]


def article_page(edition: Edition) -> bytes:
    """Render an article, an excerpt or a headline with its link."""
    site = edition.site
    siblings = editions(edition.article, site)
    return render(
        "article.html",
        site=site,
        w=edition.words,
        contact=_contact(site),
        e=edition,
        canonical=metadata.canonical(edition),
        alternates=metadata.alternates(edition.article, site),
        graph=metadata.open_graph(edition),
        card=credit.card_text(edition),
        linked_data=metadata.linked_data(edition),
        tongue_links=[(other.language, site.href(other.path)) for other in siblings],
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
        has_history=bool(record.updates(edition)),
    )


def history_page(edition: Edition) -> bytes:
    """Render the page that compares what an article said with what it says."""
    return render(
        "history.html",
        site=edition.site,
        w=edition.words,
        contact=_contact(edition.site),
        e=edition,
        path=history_path(edition.path),
        label=credit.label(edition),
        credit=credit.credit(edition),
        updates=record.updates(edition),
    )


def corrections_page(language: str, corrected: Sequence[Edition], site: SiteFacts) -> bytes:
    """Render the list of an edition's latest corrections."""
    return render(
        "corrected.html",
        site=site,
        w=words(language),
        contact=_contact(site),
        editions=corrected,
        tongue_links=_links(site, corrections_path),
    )


def gone_page(article: Article, language: str, site: SiteFacts) -> bytes:
    """Render the neutral page that stands where an article was withdrawn: nothing of the article is left on it."""
    rendition = article.renditions.get(language)
    reason = article.withdrawn or " ".join(rendition.reasons if rendition else ())
    name, home = one_line(article.source.name), gate(article.source.home)
    source = Markup('<a class="out" href="{}">{}</a>').format(home, name) if home else name
    return render(
        "gone.html",
        site=site,
        w=words(language),
        contact=_contact(site),
        article=article,
        reason=reason and Markup('<span lang="en" dir="ltr">{}</span>').format(one_line(reason)),
        source=source,
    )


def front_page(language: str, latest: Sequence[Edition], site: SiteFacts) -> bytes:
    """Render the front page of an edition: what is newest, largest first."""
    found = words(language)
    return render(
        "front.html",
        site=site,
        w=found,
        contact=_contact(site),
        latest=latest,
        day=max((utc(edition.article.updated) for edition in latest), default=None),
        tagline=tagline(found, site),
        tongue_links=_links(site, front_path),
    )


def how_page(language: str, site: SiteFacts) -> bytes:
    """Render the page that says how the site is made."""
    found = words(language)
    links = _links(site, how_path)
    return render("how.html", site=site, w=found, contact=_contact(site), how=found.table["how"], tongue_links=links)


def chooser_page(site: SiteFacts, missing: bool = False) -> bytes:
    """Render the root page, a choice of languages; with `missing`, the page for an address where nothing stands."""
    every = [words(code) for code in site.languages]
    return render("chooser.html", site=site, w=every[0], all=every, missing=missing, tagline=lambda w: tagline(w, site))


def tagline(found: Words, site: SiteFacts) -> str:
    """Return what the site says of itself in a language."""
    return site.tagline(found.language) or found.plain("tagline")


def _contact(site: SiteFacts) -> str:
    return site.report(site.title, "")


def _links(site: SiteFacts, path: Callable[[str], str]) -> Links:
    return [(code, site.href(path(code))) for code in site.languages]
