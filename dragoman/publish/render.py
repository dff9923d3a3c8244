"""Templates to bytes. What is missing in a template's context is an error, what is filled in is escaped."""

from __future__ import annotations

from functools import lru_cache
from types import SimpleNamespace
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from dragoman.publish import body, marks, paths, pictures, record, told, words
from dragoman.urls import gate


def render(template: str, **context: object) -> bytes:
    """Render a template, without the characters that neither HTML nor XML may hold."""
    return marks.permitted(_environment().get_template(template).render(context)).encode()


def render_text(template: str, macro: str, *arguments: object) -> str:
    """Render one macro of a template."""
    module = _environment().get_template(template).module
    return marks.permitted(str(getattr(module, macro)(*arguments))).strip()


_PATHS = (
    *("iso", "front_path", "how_path", "standing_path", "archive_path", "day_path", "section_path"),
    *("source_path", "shelf_path", "shelf_feed", "shelf_data", "item_data", "feeds_opml"),
    *("history_path", "manifest_file", "corrections_path", "takedowns_path"),
)


@lru_cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("dragoman.publish"),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
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
        record=record,
        pictures=pictures,
    )
    return environment
