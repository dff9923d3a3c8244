"""What pages show of stories: an article's neighbours and copies, and the pages of the stories themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import structlog

from dragoman.flow.desk import Desk
from dragoman.flow.stories import FILED
from dragoman.newsroom import archive, stories, tellings
from dragoman.newsroom.archive import StoredArticle
from dragoman.newsroom.stories import StoredMember
from dragoman.publish import site as pages
from dragoman.publish import tree
from dragoman.publish.facts import SiteFacts
from dragoman.publish.items import Item, item_from_json
from dragoman.publish.paths import page_file, story_path
from dragoman.publish.shown import Shown
from dragoman.publish.stories import Differing, Says, StoryFacts
from dragoman.publish.themes import UNSOUND
from dragoman.stories.disagreements import Disagreement, Saying, disagreements
from dragoman.types import Elsewhere, Outcome, Related, Telling

log = structlog.get_logger()

BATCH = 100


def telling(id_: str, languages: Sequence[str]) -> Telling:
    """Return what an article's pages show of its story."""
    place = tellings.place(id_)
    if place is None:
        return Telling()
    if place.kept:
        found = {language: tellings.items([place.kept], language) for language in languages}
        return Telling(kept={language: item_from_json(item).path for language, each in found.items() for item in each})
    before, after = tellings.neighbours(id_) if place.story else ([], [])
    beside = [*reversed(after), *before]
    related = {code: tuple(map(_related, tellings.items(beside, code))) for code in languages}
    also = tuple(Elsewhere(*each) for each in tellings.addresses(place.copies))
    return Telling(place.story, related, also)


def _related(text: str) -> Related:
    item = item_from_json(text)
    moment = item.published or item.seen
    return Related(item.path, item.headline, item.headline_language, item.source_name, moment, item.stated)


def show(desk: Desk, site: SiteFacts) -> None:
    """Write the pages of the stories that articles came to, left or changed."""
    tellings.pass_over()
    while ids := tellings.unshown(BATCH):
        versions = tellings.versions(ids)
        for id_ in ids:
            for found in (*files(site, id_), _left(desk.public, site, id_)):
                tree.write(desk.public, found)
        tellings.record_shown(versions)


def files(site: SiteFacts, id_: str) -> list[pages.Files]:
    """Return the files of a story's pages by edition.

    Where they can't be made none is to be there: the old ones may name what was withdrawn.
    """
    try:
        return list(_files(site, id_))
    except UNSOUND as error:
        log.warning("story not shown", story=id_, error=str(error))
        return [{_page(language, id_): None} for language in site.languages]


def _left(public: Path, site: SiteFacts, id_: str) -> pages.Files:
    """Return the pages of a story that stand in editions which the site has no longer: none is to be there."""
    found = {file.relative_to(public).as_posix() for file in public.glob(_page("*", id_))}
    return dict.fromkeys(found - {_page(language, id_) for language in site.languages})


def _page(language: str, id_: str) -> str:
    return page_file(story_path(language, id_))


def _files(site: SiteFacts, id_: str) -> Iterator[pages.Files]:
    into = tellings.moved(id_)
    members = [each for each in stories.members(id_) if not each.kept]
    differing = [] if into else _differing(members)
    for language in site.languages:
        items = [item_from_json(item) for item in tellings.items([each.id for each in members], language)]
        facts = StoryFacts(id_, items, _told(differing, {item.id: item for item in items}, language), into)
        yield pages.story_files(language, facts, site)


def _differing(members: Sequence[StoredMember]) -> Sequence[Disagreement]:
    filed = {each.id: FILED.validate_json(each.body) for each in reversed(members)}
    return disagreements(
        {id_: one.claims for id_, one in filed.items()}, {id_: one.rival.host for id_, one in filed.items()}
    )


def _told(found: Sequence[Disagreement], items: Mapping[str, Item], language: str) -> list[Differing]:
    """Return disagreements in the words of an edition, those between reports that stand in it."""
    told = []
    for each in found:
        says = [_says(saying, items[saying.article], language) for saying in each.sayings if saying.article in items]
        if len(says) > 1:
            told.append(Differing(each.kind, each.about, tuple(says)))
    return told


def _says(saying: Saying, item: Item, language: str) -> Says:
    stored = archive.article(saying.article) if item.shown is Shown.TEXT else None
    sentence, tongue = _sentence(stored, saying.claim.sentence, language) if stored else ("", "")
    return Says(item, saying.claim.value, sentence, tongue)


def _sentence(stored: StoredArticle, sentence: str, language: str) -> tuple[str, str]:
    """Return a sentence in the words of an edition, with the language of one that stands in the original."""
    rendition = stored.renditions.get(language)
    passages = rendition.passages.values() if rendition else ()
    one = next((one for passage in passages for one in passage if one.source.text == sentence), None)
    if one and one.outcome is not Outcome.ORIGINAL:
        return one.target.text, ""
    own = stored.revision.document.language
    return sentence, "" if own == language else own
