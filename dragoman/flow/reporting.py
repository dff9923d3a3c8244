"""Take in what readers report by the form: refuse what is none, store the rest, say when a takedown takes effect."""

from __future__ import annotations

import hashlib
import ipaddress
import re
import secrets
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import fields as names_of
from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus

from dragoman.config import Settings
from dragoman.errors import UsageError
from dragoman.flow.sitefacts import site_facts
from dragoman.newsroom import articles, reports
from dragoman.newsroom.reports import FAULT, TAKEDOWN, Report
from dragoman.newsroom.setup import release
from dragoman.publish.marks import permitted
from dragoman.publish.reports import Fields, Reply, report_page

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ONE_SENDER = 10
"""Reports that one sender may send in an hour."""
SENDERS = 10_000
"""Senders that are kept in mind at most."""
LONGEST = {"text": 4000, "name": 200, "mail": 200, "article": 2000}
_MAIL = re.compile(r"[^\s@<>,;:\"()]{1,64}@[^\s@<>,;:\"()]{1,180}\.[^\s@<>,;:\"()]{2,}")
_PLACE = re.compile(r"p\d{1,5}")
_ID = re.compile(r"-?([0-9a-f]{10,16})/?(?:(?:compare|history)/?)?$")
"""The id at the end of the address of an article's page, or of one of the pages beside it."""


class Reports:
    """Answers the report form, in whatever thread the server listens."""

    def __init__(self, settings: Settings, clock: Callable[[], datetime]) -> None:
        self._settings, self._clock = settings, clock
        self._site = site_facts(settings)
        self._senders: dict[str, deque[datetime]] = {}
        self._salt = secrets.token_bytes(16)
        self._lock = threading.Lock()

    def __call__(self, filled: Mapping[str, str], sender: str, *, posted: bool) -> tuple[int, bytes]:
        """Return the status and the page that answer what a reader filled in, or asks to fill in."""
        known = {name.name for name in names_of(Fields)}
        fields = Fields(**{name: permitted(value).strip() for name, value in filled.items() if name in known})
        language = fields.language if fields.language in self._site.languages else self._site.languages[0]
        fields = replace(fields, language=language, kind=TAKEDOWN if fields.kind == TAKEDOWN else FAULT)
        try:
            status, reply = self._take(fields, sender) if posted else (HTTPStatus.OK, Reply())
        finally:
            release()
        return status, report_page(language, self._site, fields, reply)

    def _take(self, fields: Fields, sender: str) -> tuple[int, Reply]:
        now = self._clock()
        if self._too_many(sender, now):
            return HTTPStatus.TOO_MANY_REQUESTS, Reply("rate")
        named = _articles(fields.article)
        id_ = next((each for each in named if not articles.state(each).withdrawn), None)
        why = refusal(fields) or ("" if id_ else "gone" if named else "article")
        if why or id_ is None:
            return HTTPStatus.UNPROCESSABLE_ENTITY, Reply(why)
        due = self._due(now) if fields.kind == TAKEDOWN else None
        place = fields.place if _PLACE.fullmatch(fields.place) else ""
        report = Report(id_, fields.kind, fields.text, now, fields.language, place, fields.name, fields.mail, due)
        return HTTPStatus.OK, Reply(number=reports.add(report), due=due)

    def _due(self, now: datetime) -> datetime | None:
        """Return when a takedown takes effect by itself; None where too many came in, and the operator has to look."""
        bounds = self._settings.reports
        if reports.received(TAKEDOWN, now - DAY) >= bounds.daily:
            return None
        return now + timedelta(hours=bounds.hours)

    def _too_many(self, sender: str, now: datetime) -> bool:
        """Count a report of a sender, who is known by a digest that nobody can undo, and only until we stop."""
        if reports.received("", now - HOUR) >= self._settings.reports.hourly:
            return True
        if ipaddress.ip_address(sender).is_loopback:
            return False  # whoever stands behind a proxy of our own
        name = hashlib.sha256(self._salt + sender.encode()).hexdigest()
        with self._lock:
            if len(self._senders) >= SENDERS:
                self._senders.clear()
            times = self._senders.setdefault(name, deque(maxlen=ONE_SENDER))
            if len(times) == ONE_SENDER and times[0] > now - HOUR:
                return True
            times.append(now)
        return False


def refusal(fields: Fields) -> str:
    """Return why a report can't be taken, as a key of the words; empty where it can."""
    if fields.website:
        return "trap"
    if any(len(getattr(fields, name)) > longest for name, longest in LONGEST.items()) or len(fields.text) < 10:
        return "text"
    if fields.kind != TAKEDOWN:
        return ""
    if len(fields.name) < 2:
        return "name"
    if not _MAIL.fullmatch(fields.mail):
        return "mail"
    return "" if fields.sworn == "yes" else "sworn"


def _articles(named: str) -> list[str]:
    """Return the ids of the articles that a reader names by its address here, at its source, or by the id itself."""
    own = _ID.search(re.split("[?#]", named, maxsplit=1)[0])
    for name in filter(None, (named, own and own[1])):
        try:
            return articles.find_articles(name)
        except UsageError:
            continue
    return []
