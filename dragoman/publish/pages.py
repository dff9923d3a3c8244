"""The pages of one article: the article itself, and what stands where it was withdrawn."""

from __future__ import annotations

from markupsafe import Markup

from dragoman.publish import credit, metadata
from dragoman.publish.compare import compared
from dragoman.publish.facts import SiteFacts
from dragoman.publish.marks import one_line
from dragoman.publish.paths import compare_path, item_data
from dragoman.publish.render import render
from dragoman.publish.standing import contact
from dragoman.publish.told import told
from dragoman.publish.view import Edition, editions
from dragoman.publish.words import words
from dragoman.types import Article, Shelf
from dragoman.urls import gate


def article_page(edition: Edition) -> bytes:
    """Render an article, an excerpt or a headline with its link."""
    site = edition.site
    siblings = editions(edition.article, site)
    return render(
        "article.html",
        site=site,
        w=edition.words,
        contact=contact(site),
        e=edition,
        shelf=Shelf(edition.language),
        canonical=metadata.canonical(edition),
        alternates=metadata.alternates(edition.article, site),
        graph=metadata.open_graph(edition),
        linked_data=metadata.linked_data(edition),
        data=item_data(edition.language, edition.article.id),
        compare=compare_path(edition.path) if compared(edition) else "",
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
        contact=contact(site),
        shelf=Shelf(language),
        article=article,
        reason=reason and told(words(language), reason),
        source=source,
    )
