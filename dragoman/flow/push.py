"""Let hubs push: ask them to, answer their questions, and take their word as a hint that a source has news."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import structlog

from dragoman.dispatch.local import Job
from dragoman.errors import NetworkError
from dragoman.flow.desk import FORM_HEADERS, Desk
from dragoman.flow.listing import Answer
from dragoman.ingest import websub
from dragoman.ingest.websub import Asked, Confirmed, Denied
from dragoman.net.answers import Request
from dragoman.newsroom import subscriptions
from dragoman.newsroom.setup import release
from dragoman.newsroom.subscriptions import Offer, SubscriptionState
from dragoman.types import Feed

log = structlog.get_logger()

QUIET = timedelta(minutes=1)
"""How long after a poll a push is heard at the soonest: a hub that pushes all the time makes no hammer of us."""
PATH = "_push"
"""Where hubs reach us under the site's address."""


def note_hub(desk: Desk, slug: str, feed: Feed, answer: Answer) -> None:
    """Store which hub a feed or the headers of its answer name, as far as the operator lets hubs push."""
    if not desk.settings.push.subscribe:
        return
    named, topic = websub.from_headers(answer.headers, answer.url)
    if hub := named or feed.hub:
        offer = Offer(hub, topic or feed.topic or answer.url, websub.new_token(), websub.new_secret())
        subscriptions.accept(slug, offer, desk.clock())
    else:
        subscriptions.end(slug)


def subscribe(desk: Desk, slug: str) -> Iterable[Job]:
    """Ask a source's hub to push, or to go on; it answers at our callback."""
    state = subscriptions.of(slug)
    if state is None:
        return []
    callback = f"{desk.settings.site.address}/{PATH}/{state.token}"
    form = websub.subscription(_asked(state), callback, state.secret)
    # Stored before it is asked: some hubs confirm before they answer. An asking counts as failed until then.
    subscriptions.record_asked(slug, websub.retry_at(desk.clock(), state.failures + 1, slug))
    try:
        desk.door.fetch(Request(state.hub, post=form, headers=FORM_HEADERS))
    except NetworkError as error:
        subscriptions.record_error(slug, str(error))
    return []


class Callbacks:
    """Answers the hubs, in whatever thread the server listens."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock

    def __call__(
        self, token: str, query: Mapping[str, str], body: Iterable[bytes] | None, signature: str
    ) -> tuple[int, str]:
        """Confirm what we asked for; take a signed push as news. 410 tells a hub that nobody listens any more."""
        try:
            state = subscriptions.named(token)
            if state is None:
                return 410, ""
            return self._confirm(state, query) if body is None else self._push(state, body, signature)
        finally:
            release()

    def _confirm(self, state: SubscriptionState, query: Mapping[str, str]) -> tuple[int, str]:
        now = self._clock()
        match websub.verify(query, _asked(state)):
            case Confirmed(challenge, lease):
                due = websub.renew_at(now, lease, state.source)
                subscriptions.record_confirmed(state.token, now + lease, due)
                return 200, challenge
            case Denied(reason):
                told = f"Its hub {urlsplit(state.hub).netloc} refuses to push ({reason or 'no reason given'})"
                subscriptions.record_denied(state.token, now + websub.DENIED_FOR, told)
                return 200, ""
            case _:
                return 404, ""

    def _push(self, state: SubscriptionState, body: Iterable[bytes], signature: str) -> tuple[int, str]:
        if not websub.signed(body, signature, state.secret):
            log.warning("a push was not signed by its hub; nothing is done about it", source=state.source)
        elif state.until and state.until > self._clock():
            subscriptions.record_push(state.token, self._clock(), QUIET)
        return 202, ""


def _asked(state: SubscriptionState) -> Asked:
    return Asked("subscribe", state.topic)
