"""What a host says about rights for all of its pages: robots.txt, tdmrep.json and the licence file that it names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from dragoman.errors import DragomanError, TooSoon
from dragoman.flow.desk import Desk
from dragoman.flow.manners import AGE, fetch, host_file, host_name, rules_of
from dragoman.net.answers import Response
from dragoman.newsroom import hosts
from dragoman.newsroom.rows import NO_VALIDATORS, Validators
from dragoman.rights.rsl import MAX_BYTES, NAMESPACE, from_rsl
from dragoman.rights.signals import settled
from dragoman.rights.sitefiles import TDMREP_PATH, from_robots, from_tdmrep
from dragoman.types import Signal
from dragoman.urls import gate

_FILE = "file "


@dataclass(frozen=True, slots=True)
class HostWords:
    """What a host says: its robots.txt, its tdmrep.json, and the licence file that its robots.txt names."""

    robots: str = ""
    tdmrep: bytes = b""
    terms: bytes = b""


Fetch = Callable[[str], bytes]
"""Returns a licence file by its address, empty where it can't be read."""


def fetch_page(desk: Desk, url: str, validators: Validators = NO_VALIDATORS) -> Response:
    """Fetch a page, and before it what its host reserves: behind it each wait may be beyond our patience.

    Raises as `fetch` does.
    """
    words_of(desk, url)
    return fetch(desk, url, validators)


def signals_of(desk: Desk, url: str, own: Iterable[Signal] = ()) -> tuple[Signal, ...]:
    """Return the signals of an address: `own`, which its page and headers give, and those of its host."""
    return signals_from(words_of(desk, url), url, own, partial(_licence_file, desk))


def signals_from(words: HostWords, url: str, own: Iterable[Signal], fetch: Fetch) -> tuple[Signal, ...]:
    """Return the same where the words of the host are at hand.

    A licence file that could be read stands as what it says of the address; the others stand as their address.
    """
    of_host = from_robots(words.robots, url)
    files = {signal.value: words.terms for signal in of_host if signal.name == "rsl"}
    found = [*of_host, *from_tdmrep(words.tdmrep, url), *own]
    return settled(opened for signal in found for opened in _opened(signal, url, files, fetch))


def _opened(signal: Signal, url: str, files: dict[str, bytes], fetch: Fetch) -> Iterable[Signal]:
    if signal.name != "rsl" or not signal.value.startswith(_FILE):
        return [signal]
    if signal.value not in files:
        files[signal.value] = fetch(gate(signal.value.removeprefix(_FILE), url))
    text = files[signal.value]
    return from_rsl(text, url, signal.place) if NAMESPACE.encode() in text else [signal]


def words_of(desk: Desk, url: str) -> HostWords:
    """Return what an address's host says for all of its pages, read at most once a day, and kept where it can't be.

    Where its robots.txt never could be read, the error is raised; so is TooSoon where the host wants no request now.
    """
    name, now = host_name(url), desk.clock()
    known = hosts.host(name)
    robots = rules_of(desk, url, known)
    if not known.told or known.told < now - AGE:
        tdmrep = _read(desk, f"{name}{TDMREP_PATH}", known.tdmrep)
        terms = _read(desk, _named(robots, url), known.terms)
        hosts.record_words(name, tdmrep, terms, now)
        return HostWords(robots, tdmrep.encode(), terms.encode())
    return HostWords(robots, known.tdmrep.encode(), known.terms.encode())


def _named(robots: str, url: str) -> str:
    """Return the address of the licence file that a robots.txt names first, empty where it names none."""
    named = (signal.value.removeprefix(_FILE) for signal in from_robots(robots, url) if signal.name == "rsl")
    return next(named, "")


def _read(desk: Desk, url: str, before: str) -> str:
    """Return the text of a host's file, what it said before where nobody can tell what it says now."""
    try:
        return _text(host_file(desk, url)) if url else ""
    except TooSoon:
        raise
    except DragomanError:
        return before


def _licence_file(desk: Desk, url: str) -> bytes:
    """Return a licence file, empty where it can't be read."""
    try:
        return host_file(desk, url) if url else b""
    except DragomanError:
        return b""


def _text(body: bytes) -> str:
    return body[:MAX_BYTES].decode("utf-8", "replace").replace("\0", " ")
