"""The one network door: every byte from outside comes in here, and no other module opens an outgoing socket.

It is a plain call on the outside. Inside, aiohttp runs on an event loop of its own in a thread of its own,
because it is the one client whose total deadline also ends slow bodies and endless interim answers.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from types import TracebackType
from urllib.parse import urljoin

import aiohttp
import yarl

from dragoman import metrics
from dragoman.errors import AddressRefused, BadStatus, NetworkError, TooLarge
from dragoman.net import failures, guard
from dragoman.net.answers import Request, Response, bad_status, retry_after
from dragoman.net.body import ACCEPTED, Body, Bounds
from dragoman.net.guard import Target, shown
from dragoman.net.pace import Pace
from dragoman.net.sockets import Connector, Hop, acknowledge, hop, open_socket

VALIDATORS = {"etag": 500, "last-modified": 100}
"""Headers that tell one state of a page from the next, and the letters of the longest that are kept."""
ACCEPT = (
    "text/html, application/xhtml+xml, application/atom+xml, application/rss+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
)


@dataclass(frozen=True, slots=True)
class DoorSettings:
    """How the door behaves: `allow` holds "host:port" entries, times are seconds, `bounds` are bytes.

    `timeout` bounds one fetch with all its hops; waiting for a host's turn does not count. A fetch waits at most
    `patience` for the time its host is to be left in peace: gaps, Crawl-delay, back-off.
    `concurrency` fetches run at once.
    """

    user_agent: str
    allow: frozenset[str] = frozenset()
    gap: float = 1.0
    patience: float = 30.0
    timeout: float = 30.0
    connect_timeout: float = 10.0
    hops: int = 5
    bounds: Bounds = field(default_factory=Bounds)
    concurrency: int = 32


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


class Door:
    """Fetch pages and feeds, safely and politely; a context manager that any thread may call while it is open."""

    def __init__(self, settings: DoorSettings, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.settings = settings
        self._now = now
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Door:
        if self._loop:
            raise RuntimeError("this door is open already")
        self._loop = asyncio.new_event_loop()
        # Name look-ups block a thread each: the default of six would let a few dead names hold up every feed.
        self._names = ThreadPoolExecutor(self.settings.concurrency, thread_name_prefix="names")
        self._loop.set_default_executor(self._names)
        self._thread = threading.Thread(target=self._loop.run_forever, name="door", daemon=True)
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        loop, thread = self._loop, self._thread
        if not loop or not thread:
            return
        asyncio.run_coroutine_threadsafe(self._close(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        self._names.shutdown(wait=False, cancel_futures=True)
        loop.close()
        self._loop = self._thread = None

    def fetch(self, request: Request) -> Response:
        """Ask for one page or feed; raises a NetworkError whose one sentence names the URL, or the host if TooSoon."""
        if not self._loop:
            raise RuntimeError("this door is not open: use it in a with statement")
        future = asyncio.run_coroutine_threadsafe(self._fetch(request), self._loop)
        try:
            answer = future.result()
        except BaseException as error:
            future.cancel()
            if isinstance(error, NetworkError):
                metrics.FETCHES.labels(_outcome(error)).inc()
            raise
        metrics.FETCHES.labels(f"{answer.status // 100}xx").inc()
        return answer

    def gap(self, request: Request) -> float:
        """Return how many seconds the host of a request is left in peace after it; raise AddressRefused."""
        target = guard.check(request.url, self.settings.allow | request.allow)
        return max(self._own_gap(target), request.gap)

    def adapt(self, settings: DoorSettings) -> None:
        """Behave otherwise from the next request on; patience, concurrency and the bounds stay as they were opened."""
        self.settings = settings

    async def _open(self) -> None:
        settings = self.settings
        self._pace = Pace(settings.patience)
        self._room = asyncio.Semaphore(settings.concurrency)
        self._session = aiohttp.ClientSession(
            connector=Connector(socket_factory=open_socket, limit=settings.concurrency, limit_per_host=1),
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=settings.connect_timeout),
            headers={"Accept": ACCEPT, "Accept-Encoding": ACCEPTED},
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            max_headers=100,
        )

    async def _close(self) -> None:
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._session.close()

    async def _fetch(self, request: Request) -> Response:
        settings = self.settings
        allow, left = settings.allow | request.allow, request.timeout or settings.timeout
        target = first = guard.check(request.url, allow)
        redirects: list[tuple[int, str]] = []
        step: float | None = None
        while True:
            own = self._own_gap(target)
            gap = max(own, request.gap) if target.lane == first.lane else own
            async with self._pace.turn(target.lane, gap, step=step) as lane, self._room:
                clock = asyncio.get_running_loop().time
                start = clock()
                headers = [("User-Agent", settings.user_agent), *_headers(request, first, target)]
                answer = await self._ask(target, request, headers, left)
                left -= clock() - start
                lane.answered(answer.status, retry_after(answer.headers.get("retry-after", ""), self._now()))
            if answer.status not in request.redirects:
                return self._response(request, target, answer, tuple(redirects))
            before, target = target, guard.step(target, _location(target, answer), allow)
            redirects.append((answer.status, target.url))
            if len(redirects) > self.settings.hops:
                much = f"{shown(request.url)} redirects more than {self.settings.hops} times."
                raise BadStatus(much, answer.status, url=before.url)
            # A host that redirects within itself is asked again soon: its Crawl-delay may be beyond our patience.
            step = own if target.lane == before.lane else None

    def _own_gap(self, target: Target) -> float:
        return 0.0 if target.allowed else self.settings.gap

    async def _ask(self, target: Target, request: Request, headers: Sequence[tuple[str, str]], left: float) -> _Answer:
        tries = Hop(target)
        hop.set(tries)
        try:
            async with asyncio.timeout(left):
                return await self._exchange(target, request, headers)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            if tries.refused and len(tries.refused) == tries.tried:
                raise failures.private(target, tries.refused[0]) from None
            raise failures.in_words(error, target, request.timeout or self.settings.timeout) from error

    async def _exchange(self, target: Target, request: Request, headers: Sequence[tuple[str, str]]) -> _Answer:
        url, method = _yarl(target), request.method
        data = None if request.post is None else BytesIO(request.post)
        async with self._session.request(method, url, data=data, headers=headers, allow_redirects=False) as got:
            acknowledge(got)
            lower = {name: _text(", ".join(got.headers.getall(name))) for name in map(str.lower, got.headers)}
            if not request.brings_content(got.status):
                if got.status != 304:
                    got.close()  # what an error page says is of no use, and may be endless
                return _Answer(got.status, lower, b"")
            body = Body(shown(target.url), _packing(lower), self.settings.bounds)
            if (got.content_length or 0) > self.settings.bounds.wire:
                raise TooLarge(f"{shown(target.url)} says it is {got.content_length} bytes long, which is too long.")
            async for chunk in got.content.iter_any():
                body.add(chunk)
                if request.watch:
                    request.watch(len(chunk))
            return _Answer(200 if got.status == 203 else got.status, lower, body.end())

    def _response(
        self, request: Request, target: Target, answer: _Answer, redirects: tuple[tuple[int, str], ...]
    ) -> Response:
        unchanged = answer.status == 304 and bool(request.conditions)
        if not request.brings_content(answer.status) and not unchanged:
            raise bad_status(target.url, answer.status, answer.headers, self._now())
        etag, modified = (_validator(answer.headers.get(name, ""), most) for name, most in VALIDATORS.items())
        if unchanged:
            etag, modified = etag or request.etag, modified or request.last_modified
        return Response(target.url, answer.status, answer.headers, answer.body, etag, modified, redirects)


def _outcome(error: NetworkError) -> str:
    """Name what became of a request by the status that came, or by the error where none did."""
    return f"{error.status // 100}xx" if isinstance(error, BadStatus) else type(error).__name__


def _headers(request: Request, first: Target, target: Target) -> list[tuple[str, str]]:
    # What an origin is told, a key perhaps, is not for another one it redirects to.
    home = (first.scheme, first.host, first.port) == (target.scheme, target.host, target.port)
    extra = [(name, value) for name, value in request.headers if home or name.lower().startswith("content-")]
    return [*request.conditions.items(), *extra]


def _packing(headers: Mapping[str, str]) -> str:
    transfer = headers.get("transfer-encoding", "")
    coded = "" if transfer.strip().lower() in ("chunked", "identity") else transfer
    return ", ".join(filter(None, (headers.get("content-encoding", ""), coded)))


def _validator(header: str, most: int) -> str:
    """Return a validator, or nothing where it is longer than any that is kept: half of one would match nothing."""
    return header if len(header) <= most else ""


def _text(header: str) -> str:
    """Return a header's value as text that can be stored: bytes that are no UTF-8 were read as halves of characters."""
    return header.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _location(target: Target, answer: _Answer) -> str:
    place = answer.headers.get("location", "").strip().replace(" ", "%20")
    if not place:
        raise BadStatus(f"{shown(target.url)} redirects to nowhere.", answer.status, url=target.url)
    try:
        return urljoin(target.url, place)
    except ValueError:
        raise AddressRefused(f"{shown(target.url)} redirects to an address that is not well-formed.") from None


def _yarl(target: Target) -> yarl.URL:
    url = yarl.URL(target.url)
    # The allow list was asked with one parser's reading of the URL, the connection is made with another's.
    if target.allowed and (url.host, url.port) != (target.host, target.port):
        raise AddressRefused(f"{shown(target.url)} can be read as the address of two hosts.")
    return url
