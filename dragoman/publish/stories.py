"""The page of a story: its leading report, all others by time, and in what they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from markupsafe import Markup

from dragoman.publish.facts import SiteFacts
from dragoman.publish.items import Item
from dragoman.publish.paths import story_path
from dragoman.publish.ranking import ranked
from dragoman.publish.render import page, render_text
from dragoman.publish.standing import links_of
from dragoman.publish.words import Words, words
from dragoman.types import Elsewhere, Shelf
from dragoman.urls import gate

VAGUE = "~"
"""What stands before a number that its source gives as about so many."""


@dataclass(frozen=True, slots=True)
class Says:
    """What a report says of something, with its sentence, which is empty where its page doesn't show it.

    `language` is set where the sentence isn't in the edition's.
    """

    item: Item
    value: str
    sentence: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Differing:
    """Something of which reports say different things."""

    kind: str
    about: str
    says: tuple[Says, ...]


@dataclass(frozen=True, slots=True)
class StoryFacts:
    """A story in an edition: its reports, the newest first; `into` is the story that it became a part of."""

    id: str
    items: Sequence[Item] = ()
    differing: Sequence[Differing] = ()
    into: str = ""


def story_page(language: str, found: StoryFacts, site: SiteFacts) -> bytes:
    """Render the page of a story."""
    w = words(language)
    lead = ranked(found.items, 1)[0]
    # A story spans days, so its lead has a date and not a time of day.
    return page(
        "story.html",
        Shelf(language),
        site,
        found=found,
        lead=lead,
        card=Markup(render_text("cards.html", "card", lead, "first", 2, site, w, date.min)),  # noqa: S704
        value=partial(told_value, w),
        about=partial(told_about, w),
        tongue_links=links_of(site, lambda code: story_path(code, found.id)),
    )


def told_value(w: Words, kind: str, value: str) -> str:
    """Return a value in words: a weekday's name, a day, a sum, a vote, a number, or about how many."""
    number = _number(w, kind, value.removeprefix(VAGUE))
    return w.plain("story_vague", n=number) if value.startswith(VAGUE) else number


def _number(w: Words, kind: str, value: str) -> str:
    match kind:
        case "day":
            return w.day_name(int(value))
        case "date":
            return w.day_of_year(*map(int, value.split("-")))
        case "money":
            currency, amount = value.split()
            return w.money(Decimal(amount), currency)
        case "votes":
            return "–".join(w.number(int(each)) for each in value.split("-"))
        case _:
            return w.number(Decimal(value))


def told_about(w: Words, about: str) -> Markup:
    """Return what reports say different things of; whose it is stands behind a colon."""
    what, _, whose = about.partition(":")
    return w(f"story_{what}", whose=whose)


def moved_page(language: str, path: str, site: SiteFacts, why: str) -> bytes:
    """Render the page that stands where a copy (`copy`) or a story (`story`) is shown in place of another."""
    link = Markup('<a href="{}">{}</a>').format(site.href(path), site.url(path))
    return page("moved.html", Shelf(language), site, path=path, why=why, link=link)


def also_at(places: Sequence[Elsewhere], w: Words) -> Markup:
    """Return where else a text stands, as links."""
    links = (Markup('<a class="out" href="{}"><bdi>{}</bdi></a>').format(gate(each.url), each.name) for each in places)
    return w("and_so").join(links)
