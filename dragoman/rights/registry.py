"""Sources whose terms were read: offered to an operator, who answers for the choice, and whose own file goes first."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dragoman.errors import UsageError
from dragoman.rights.licences import permits, recognise
from dragoman.urls import bare_host

OWN_FILE = "sources.toml"
"""The operator's own file of sources, in the site's folder."""


class Listed(BaseModel):
    """A source and its terms: who it is, what it grants, where it says so, and when we read it.

    `feeds` by language; `licence` is empty where nothing is granted that a translation needs, `terms` where they only
    stand in the list that the note names. `state` marks what a state runs or pays for, `blocked` names jurisdictions
    in which nothing of it is shown.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    home: str = ""
    feeds: Mapping[str, str] = Field(default_factory=dict)
    licence: str = ""
    terms: str = ""
    read: date
    note: str = ""
    state: bool = False
    blocked: tuple[Annotated[str, Field(pattern=r"^[A-Za-z-]{2,12}$")], ...] = ()

    @property
    def translatable(self) -> bool:
        """Tell whether its licence lets a translation be published, if only without earning money."""
        return permits(recognise(self.licence))


Registry = tuple[Listed, ...]


@cache
def shipped() -> Registry:
    """Return the sources that come with Dragoman, in their order."""
    return _parsed(files("dragoman.rights").joinpath("registry.toml").read_text(encoding="utf-8"), "registry.toml")


def load(folder: Path | None = None) -> Registry:
    """Return the sources of the operator's file, then the shipped ones; raise UsageError where the file is wrong."""
    file = folder / OWN_FILE if folder else None
    if file is None or not file.is_file():
        return shipped()
    try:
        own = _parsed(file.read_text(encoding="utf-8"), str(file))
    except UnicodeDecodeError:
        raise UsageError(f"{file} is not UTF-8 text; save it as such") from None
    except OSError as error:
        raise UsageError(f"{file} can't be read ({error.strerror}); let Dragoman read it") from None
    return own + shipped()


def find(registry: Registry, feed: str) -> Listed | None:
    """Return the source with a feed, else the first on whose host it lies."""
    by_feed = (each for each in registry if feed in each.feeds.values())
    return next(by_feed, None) or next((each for each in registry if _lies_at(each, feed)), None)


def _lies_at(listed: Listed, address: str) -> bool:
    """Tell whether an address lies on the host of a source's home, or under it."""
    own, host = _host(listed.home), _host(address)
    return bool(own and host) and (host == own or host.endswith(f".{own}"))


_host = lru_cache(maxsize=1024)(bare_host)


def _parsed(text: str, file: str) -> Registry:
    try:
        rows: list[dict[str, Any]] = tomllib.loads(text).get("source", [])
        return tuple(Listed(**row) for row in rows)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{file} is not valid TOML ({error}); mend that line") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UsageError(f"In {file}, {where} of a source is wrong: {first['msg']}; mend or remove it") from None
    except (TypeError, AttributeError):
        raise UsageError(f"{file} does not list its sources as [[source]]; write each under such a line") from None
