"""Tell others of news: our own hub that feeds have changed, and the places that the operator named."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import structlog

from dragoman.config import Settings
from dragoman.dispatch.local import Job
from dragoman.errors import NetworkError
from dragoman.flow import telling
from dragoman.flow.desk import FORM_HEADERS, Desk
from dragoman.flow.sitefacts import facts
from dragoman.ingest.websub import announcement
from dragoman.net.answers import Request
from dragoman.newsroom import notes
from dragoman.publish.paths import FEEDS, feed_path

log = structlog.get_logger()


def announce(desk: Desk, _: str) -> Iterable[Job]:
    """Tell the site's hub which feeds have changed since it was told last, and see whom else there is to tell."""
    _ping(desk)
    return telling.note(desk)


def wanted(settings: Settings) -> bool:
    """Tell whether anybody is told of news."""
    return bool(settings.push.hub or settings.announce)


def _ping(desk: Desk) -> None:
    changed = _changed(desk)
    if not changed:
        return
    addresses = [facts(desk).url(path) for path in changed]
    try:
        desk.door.fetch(Request(desk.settings.push.hub, post=announcement(addresses), headers=FORM_HEADERS))
    except NetworkError as error:
        log.warning("the hub could not be told of news; it is told with the next", error=str(error))
        return
    for path, digest in changed.items():
        notes.write(_note(path), digest)


def _changed(desk: Desk) -> dict[str, str]:
    """Return the feeds that differ from what the hub was told of, each with the digest of its bytes."""
    if not desk.settings.push.hub:
        return {}
    paths = [feed_path(language, kind) for language in desk.settings.site.languages for kind in FEEDS]
    files = {path: desk.public / path for path in paths}
    now = {path: hashlib.sha256(file.read_bytes()).hexdigest() for path, file in files.items() if file.is_file()}
    return {path: digest for path, digest in now.items() if notes.read(_note(path)) != digest}


def _note(path: str) -> str:
    return f"announced {path}"
