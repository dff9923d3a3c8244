"""An article as its pages show it, and the writing of all that is made of it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from dragoman.corrections.notices import notices
from dragoman.extract.identity import content_hash
from dragoman.flow import illustrating, storypages
from dragoman.flow.desk import Desk
from dragoman.flow.shelving import shelve
from dragoman.newsroom import archive, history, showing
from dragoman.provenance import keys
from dragoman.provenance.envelope import Signer
from dragoman.publish import site as pages
from dragoman.publish import tree
from dragoman.publish.facts import SiteFacts
from dragoman.publish.themes import UNSOUND
from dragoman.publish.tree import Written
from dragoman.types import Article


class Writer(NamedTuple):
    """What the pages of a site's articles are written with, and into which folder."""

    desk: Desk
    site: SiteFacts
    signer: Signer
    out: Path

    def write(self, id_: str) -> tuple[Article, Written] | None:
        """Write an article's pictures and pages, and note what lists hold of it; None where it has nothing to show.

        One that can't be shown is noted as such: it must not keep the others from their readers.
        """
        try:
            article = load(self.desk, id_)
            if article is None:
                return None
            made = pages.made_of(article, self.site, self.signer)
            written = tree.write(self.out, {**illustrating.files_of(self.desk, article, self.out), **made.files})
            shelve(article, made.items, self.site, self.desk.settings.feeds)
        except UNSOUND as error:
            showing.record_unshowable(id_, f"Its pages could not be made ({type(error).__name__}: {error})")
            return None
        return article, written


def writer(desk: Desk, site: SiteFacts, out: Path) -> Writer:
    """Return what writes the pages of a site's articles into a folder."""
    return Writer(desk, site, keys.signer(keys.folder_of(desk.folder)), out)


def load(desk: Desk, id_: str) -> Article | None:
    """Return an article as its pages show it; None where nothing of it was ever rendered."""
    stored = archive.article(id_)
    if stored is None or not (stored.renditions or stored.slugs):
        return None
    revision = stored.revision
    return Article(
        id=id_,
        source=revision.source,
        url=revision.document.canonical or revision.document.url,
        first_seen=stored.first_seen,
        updated=stored.withdrawn_at or revision.seen,
        revision=revision.number,
        document=revision.document,
        decision=desk.decision_on(revision),
        renditions=stored.renditions,
        slugs=stored.slugs,
        withdrawn=stored.withdrawn,
        digest=content_hash(revision.document),
        updates=history.updates(id_, revision.number),
        notices=notices(revision.document),
        pictures=illustrating.shown(desk, revision),
        telling=storypages.telling(id_, desk.settings.site.languages),
        above=stored.above,
    )


def sound(desk: Desk, id_: str) -> Article | None:
    """Return an article, None where what is stored of it can't be understood: its own pages tell that."""
    try:
        return load(desk, id_)
    except UNSOUND:
        return None
