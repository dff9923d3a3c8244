"""Templates to bytes. What is missing in a template's context is an error, what is filled in is escaped."""

from __future__ import annotations

from functools import lru_cache
from types import SimpleNamespace
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from dragoman.publish import body, marks, paths, record, words
from dragoman.publish.credit import came_out
from dragoman.urls import gate


def render(template: str, **context: object) -> bytes:
    """Render a template, without the characters that neither HTML nor XML may hold."""
    return marks.permitted(_environment().get_template(template).render(context)).encode()


def render_text(template: str, macro: str, *arguments: object) -> str:
    """Render one macro of a template."""
    module = _environment().get_template(template).module
    return marks.permitted(str(getattr(module, macro)(*arguments))).strip()


@lru_cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("dragoman.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(
        paths=SimpleNamespace(
            front_path=paths.front_path,
            how_path=paths.how_path,
            feed_path=paths.feed_path,
            history_path=paths.history_path,
            manifest_file=paths.manifest_file,
            corrections_path=paths.corrections_path,
            takedowns_path=paths.takedowns_path,
            iso=paths.iso,
            endonym=words.endonym,
        ),
        levels=body.levels,
        tells=body.tells,
        permitted=marks.permitted,
        gate=gate,
        public_address=_public_address,
        host=lambda address: urlsplit(address).netloc,
        came_out=came_out,
        record=record,
    )
    return environment


def _public_address(url: str) -> str:
    """Return an address as strangers may see it: what stands behind its question mark may be a key."""
    return gate(url).partition("?")[0]
