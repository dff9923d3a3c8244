"""The settings by which articles are chosen: what the operator leaves out, and what feeds of his own hold."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from dragoman.targets import Handle, Language, Part

Slug = Annotated[str, Field(min_length=1, max_length=80)]
Words = Annotated[str, Field(min_length=1, max_length=200, pattern=r"[\p{L}\p{N}]")]


class Criteria(Part):
    """What an article must be: of every kind that is named at least one must fit, and none of `without`.

    `topics` are the keys of sections, `languages` those of origin, `places` names in English of what its opening
    speaks of; `words` and `without` stand as whole words in its text, with a star behind them for any ending.
    """

    topics: tuple[Handle, ...] = ()
    sources: tuple[Slug, ...] = ()
    languages: tuple[Language, ...] = ()
    places: tuple[Words, ...] = ()
    words: tuple[Words, ...] = ()
    without: tuple[Words, ...] = ()

    @model_validator(mode="after")
    def _names_any(self) -> Self:
        if not any((self.topics, self.sources, self.languages, self.places, self.words, self.without)):
            raise ValueError("it names nothing to choose by: topics, sources, languages, places, words or without")
        return self


class FilterSettings(Criteria):
    """What is left out: what fits it (`exclude`), or what fits none of those that say `only`."""

    name: Handle
    do: Literal["exclude", "only"] = "exclude"


class FeedSettings(Criteria):
    """A feed for all that fits it, with a page, in every edition: at /LANGUAGE/feeds/NAME/."""

    name: Handle
    title: str = Field(min_length=1, max_length=100)
