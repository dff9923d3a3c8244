"""Take down what is due: a takedown that nobody refused in time, an article past the day that its source set."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.dispatch.local import Job
from dragoman.flow import jobs
from dragoman.flow.desk import Desk
from dragoman.newsroom import reports, withdrawal


def hide(desk: Desk, number: str) -> Iterable[Job]:
    """Take down the article of a takedown whose time has come."""
    reports.take_effect(number, desk.clock())
    return [jobs.publish()]


def expire(desk: Desk, id_: str) -> Iterable[Job]:
    """Take down an article that its source wanted shown until now."""
    expires, now = withdrawal.expiry(id_), desk.clock()
    if expires is None or expires > now:
        return []
    withdrawal.withdraw(id_, f"Its source asked for it not to be shown after {expires:%Y-%m-%d}.", now)
    return [jobs.publish()]
