"""Bring the site tree up to date: the pages of the articles that changed, and the front pages and feeds they touch.

Article pages are written first, then the lists that name them, and only then is it stored that they are shown: after
a crash at any point the same files are written again, with the same bytes.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from datetime import UTC, date
from itertools import chain
from pathlib import Path

import structlog

from dragoman import metrics, traces
from dragoman.dispatch.local import Job
from dragoman.flow import illustrating, jobs, storypages
from dragoman.flow.accounts import account_files, unanswered
from dragoman.flow.articlepages import writer
from dragoman.flow.desk import Desk
from dragoman.flow.lists import every_spot, lists
from dragoman.flow.ownfeeds import dropped
from dragoman.flow.sitefacts import STAMP, facts, is_stamped, stamp
from dragoman.flow.stories import join
from dragoman.flow.touched import Touched
from dragoman.newsroom import pictures, pins, showing, spots, stories, tellings
from dragoman.newsroom.setup import alone
from dragoman.publish import tree
from dragoman.publish.facts import SiteFacts
from dragoman.publish.tree import Written
from dragoman.types import Article

log = structlog.get_logger()

BATCH = 100


@alone("publish")
def publish(desk: Desk, _: str) -> Iterable[Job]:
    """Write every page that is older than its facts; the tree is whole after each file."""
    site = facts(desk)
    anew = not is_stamped(desk, site)
    if anew:
        showing.show_all_again()
        tellings.show_all_again()
    # Whose articles let them go before this moment have their pages written without them below.
    orphans = pictures.orphans(illustrating.ORPHANS)
    pins.end(desk.clock())
    late = True
    while late:  # what is to be shown, or taken down, waits for one batch of what is to be joined at most
        late = join(desk)
        while found := showing.unshown(BATCH):
            shown = _show(desk, site, {id_: each.version for id_, each in found.items()})
            _note(desk, shown, {id_ for id_, each in found.items() if each.new and not anew})
        storypages.show(desk, site)
    if spots.touched():
        _relist(desk, site)
    illustrating.drop(desk, orphans)
    whole = chain(dropped(desk.public, site), lists(site, _whole(site))) if anew else ()
    for made in chain(whole, account_files(desk, site, desk.public, anew=anew)):
        tree.write(desk.public, made)
    tree.write(desk.public, {STAMP: stamp(site)})
    tree.sweep(desk.public)
    return [jobs.announce()]


def stale(desk: Desk, *, here: bool = True) -> bool:
    """Tell whether the tree lacks anything, as far as facts tell it where the tree is not `here` but elsewhere."""
    site = facts(desk)
    of_old = here and not is_stamped(desk, site)
    late = bool(
        showing.unshown(1) or tellings.unshown(1) or stories.unjoined(1) or stories.loose() or pictures.orphans(1)
    )
    pinned = pins.over(desk.clock()) or bool(spots.touched())
    return of_old or late or pinned or any(unanswered(site))


def build(desk: Desk, out: Path) -> Written:
    """Write the whole tree of a site anew into a folder; what is there and not part of it stays."""
    site = facts(desk)
    articles = writer(desk, site, out)
    whole = [made[1] for id_ in showing.all_rendered() if (made := articles.write(id_))]
    whole += [tree.write(out, each) for id_ in tellings.every_story() for each in storypages.files(site, id_)]
    touched = spots.touched()
    every = chain(lists(site, _whole(site, at_home=out == desk.public)), account_files(desk, site, out, anew=True))
    whole += [tree.write(out, found) for found in every]
    if out == desk.public:
        spots.record_listed(touched)
    whole.append(tree.write(out, {STAMP: stamp(site)}))
    tree.sweep(out)
    return Written(
        tuple(path for each in whole for path in each.written),
        tuple(path for each in whole for path in each.removed),
        sum(each.unchanged for each in whole),
    )


def _whole(site: SiteFacts, *, at_home: bool = True) -> Touched:
    """Touch every list of a site."""
    return Touched(frozenset(every_spot(site)), frozenset(showing.days()), lambda _: False, at_home)


def _show(desk: Desk, site: SiteFacts, versions: Mapping[str, int]) -> list[Article]:
    """Write the pages of some articles and what they touch; return those whose pages were written."""
    articles = writer(desk, site, desk.public)
    shown = [made[0] for id_ in versions if (made := articles.write(id_))]
    _relist(desk, site, frozenset(article.first_seen.astimezone(UTC).date() for article in shown))
    showing.record_shown(versions)
    return shown


def _relist(desk: Desk, site: SiteFacts, seen: frozenset[date] = frozenset()) -> None:
    """Write the lists that are touched, and the sitemaps of the days on which articles were seen."""
    touched = spots.touched()
    for found in lists(site, Touched(frozenset(touched), seen, lambda path: (desk.public / path).is_file())):
        tree.write(desk.public, found)
    spots.record_listed(touched)


def _note(desk: Desk, shown: Iterable[Article], new: Container[str]) -> None:
    """Log what was shown, and count how fresh it is where it is new to readers."""
    now = desk.clock()
    for article in shown:
        log.info("shown", article=article.id, revision=article.revision)
        traces.shared(article.id)
        if article.id not in new:
            continue
        traces.arrived(article.id, article.first_seen)
        metrics.FRESHNESS.labels("seen").observe((now - article.first_seen).total_seconds())
        if article.document.published:
            metrics.FRESHNESS.labels("published").observe((now - article.document.published).total_seconds())
