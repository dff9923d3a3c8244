"""Check a published page against its signed record, and the record against its site's keys."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from dragoman.errors import DragomanError, NotGenuine, UsageError
from dragoman.provenance.envelope import PublicKey, keys_from, opened, parts
from dragoman.publish.manifest import FORMAT
from dragoman.publish.paths import KEYS, manifest_file, page_file


@dataclass(frozen=True, slots=True)
class Checked:
    """What a record says that was found genuine; `page` tells whether the page it speaks of was compared."""

    statement: dict[str, Any]
    page: bool


class Shelf(Protocol):
    """Where a page, its record and its site's keys lie: on disk or on a server."""

    def given(self) -> bytes:
        """Return what was given to be checked."""

    def record(self, page: bytes) -> bytes:
        """Return the record that a page names."""

    def page(self) -> bytes | None:
        """Return the page beside a record, None where there is none."""

    def keys(self, statement: dict[str, Any]) -> bytes:
        """Return the keys of the site."""


def check(shelf: Shelf, keys: Callable[[], bytes] | None = None) -> Checked:
    """Return what a record says, of a page or by itself; raise NotGenuine where anything does not hold.

    `keys` gives the public keys to trust; without it the site's own are taken, which proves that a page is as its site
    made it, and not whose site it is.
    """
    given = shelf.given()
    is_record = given.lstrip()[:1] == b"{"
    record = given if is_record else shelf.record(given)
    statement = _statement(record, shelf, keys)
    page = shelf.page() if is_record else given
    if page is not None and hashlib.sha256(page).hexdigest() != statement["output"]["sha256"]:
        raise NotGenuine("The page is not the one that was signed: its bytes have another hash than its record says")
    return Checked(statement, page is not None)


def _statement(record: bytes, shelf: Shelf, keys: Callable[[], bytes] | None) -> dict[str, Any]:
    # Read once without trust, only to learn where its keys would be.
    told, _ = parts(record)
    known: list[PublicKey] = keys_from(keys() if keys else shelf.keys(told))
    statement = opened(record, known)
    output = statement.get("output")
    if statement.get("format") != FORMAT or not isinstance(output, dict) or "sha256" not in output:
        raise NotGenuine("The record has another form than this Dragoman reads; check it with a newer one")
    return statement


def record_of(page: bytes) -> str:
    """Return the address of the record that a page names; raise NotGenuine where it names none."""
    try:
        links = html.fromstring(page).xpath('//link[@rel="describedby" and @type="application/json"]/@href')
    except (ValueError, etree.ParserError, etree.XMLSyntaxError):
        links = []
    if not links:
        raise NotGenuine("The page names no signed record; only articles have one, since Dragoman 0.1")
    return str(links[0])


@dataclass(frozen=True, slots=True)
class OnDisk:
    """A file of a site tree, or of a copy of one."""

    file: Path

    def given(self) -> bytes:
        return read_file(self.file)

    def record(self, page: bytes) -> bytes:
        record_of(page)
        return read_file(self.file.with_name(manifest_file("")))

    def page(self) -> bytes | None:
        file = self.file.with_name(page_file(""))
        return file.read_bytes() if file.is_file() else None

    def keys(self, statement: dict[str, Any]) -> bytes:
        for folder in self.file.resolve().parents:
            if (folder / KEYS).is_file():
                return read_file(folder / KEYS)
        raise UsageError(f"There is no {KEYS} in any folder above {self.file}; give the site's own with --keys")


def read_file(file: Path) -> bytes:
    """Return a file's bytes; raise UsageError where it can't be read."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file} can't be read ({error.strerror}); check its name") from None


@dataclass(frozen=True, slots=True)
class OnServer:
    """An address of a published site; `fetch` returns a body and the address that it came from."""

    url: str
    fetch: Callable[[str], tuple[bytes, str]]

    def given(self) -> bytes:
        return self.fetch(self.url)[0]

    def record(self, page: bytes) -> bytes:
        return self._fetched(urljoin(self.url, record_of(page)), "record")

    def page(self) -> bytes | None:
        try:
            return self._fetched(urljoin(self.url, "./"), "page")
        except NotGenuine:
            raise
        except DragomanError:
            return None

    def keys(self, statement: dict[str, Any]) -> bytes:
        return self._fetched(str(statement.get("keys", "")), "keys")

    def _fetched(self, url: str, what: str) -> bytes:
        if urlsplit(url)[:2] != urlsplit(self.url)[:2]:
            raise NotGenuine(f"Its {what} would be at another site ({url or 'nowhere'}); give the keys that you trust")
        return self.fetch(url)[0]
