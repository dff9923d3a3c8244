"""Templates to bytes. What is missing in a template's context is an error, what is filled in is escaped."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from types import SimpleNamespace
from urllib.parse import urlsplit

from jinja2 import Environment, StrictUndefined
from jinja2.runtime import Context
from markupsafe import Markup

from dragoman.publish import body, history, marks, paths, pictures, themes, told, words
from dragoman.publish.facts import SiteFacts
from dragoman.types import Shelf
from dragoman.urls import gate


def render(template: str, **context: object) -> bytes:
    """Render a template, without the characters that neither HTML nor XML may hold."""
    with themes.current().blamed():
        return marks.permitted(_environment().get_template(template).render(context)).encode()


def source(template: str) -> str:
    """Return a file among the templates as it is written."""
    return themes.current().loader.get_source(_environment(), template)[0]


def page(template: str, shelf: Shelf, site: SiteFacts, pieces: Iterable[bytes] = (), **context: object) -> bytes:
    """Render a page of a shelf, with what every page tells; pieces stand where the template says."""
    shared = {"shelf": shelf, "site": site, "w": words.words(shelf.language), "contact": site.report(site.title, "")}
    return b"".join(render_around(template, pieces, **shared, **context))


def render_around(template: str, pieces: Iterable[bytes], **context: object) -> list[bytes]:
    """Return a template's pieces, those given among them: it says where, by the name `pieces`."""
    with themes.current().blamed():
        around = _environment().get_template(template).render(context, pieces=Markup(_HOLE))  # noqa: S704
    head, _, tail = (marks.permitted(part).encode() for part in around.partition(_HOLE))
    return [head, *pieces, tail]


def render_text(template: str, macro: str, *arguments: object) -> str:
    """Render one macro of a template."""
    with themes.current().blamed():
        module = _environment().get_template(template).module
        return marks.permitted(str(getattr(module, macro)(*arguments))).strip()


_HOLE = "\0"
"""Stands for the pieces while what is around them is rendered: no text that comes from outside keeps it."""
_PATHS = (
    *("iso", "rfc822", "front_path", "how_path", "standing_path", "archive_path", "day_path", "section_path"),
    *("source_path", "shelf_path", "shelf_feed", "shelf_data", "item_data", "feeds_opml"),
    *("history_path", "manifest_file", "corrections_path", "takedowns_path", "story_path"),
)


class _Plain(Context):
    """A context whose calls are calls: nothing of ours asks for the context, and asking each about it costs as much."""

    def call(
        self, called: Callable[..., object], /, *args: object, _loop_vars: object = None, _block_vars: object = None,
        **fill: object,
    ) -> object:  # fmt: skip
        """Call what a template names."""
        return called(*args, **fill)


def _environment() -> Environment:
    return _environment_of(themes.current())


@lru_cache(maxsize=2)
def _environment_of(theme: themes.Theme) -> Environment:
    environment = Environment(
        loader=theme.loader,
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.context_class = _Plain
    environment.globals.update(
        paths=SimpleNamespace(
            **{name: getattr(paths, name) for name in _PATHS},
            endonym=words.endonym,
        ),
        foreign=words.language_attributes,
        told=told.told,
        news_language=words.news_language,
        levels=body.levels,
        tells=body.tells,
        permitted=marks.permitted,
        gate=gate,
        host=lambda address: urlsplit(address).netloc,
        history=history,
        pictures=pictures,
    )
    return environment
