"""The jobs of the wire: which step, for what, how urgent, and what else must not run beside it."""

from __future__ import annotations

from urllib.parse import urlsplit

from dragoman.dispatch.local import Job, Urgency
from dragoman.newsroom.archive import Lack

SWEEP = "sweep"
_URGENCY = {Lack.CORRECTED: Urgency.CORRECT, Lack.NEW: Urgency.INTERPRET, Lack.STALE: Urgency.RENEW}
PAUSE = 5.0
"""Seconds between two sweeps while the wire runs."""
PUBLISH_DELAY = 2.0
"""Seconds in which finished articles gather for one writing of front pages and feeds."""


def poll(slug: str, feed: str) -> Job:
    """Poll a source; a host is asked for one thing at a time."""
    return Job("poll", slug, Urgency.POLL, group=urlsplit(feed).netloc)


def subscribe(slug: str, hub: str) -> Job:
    """Ask a source's hub to push its news."""
    return Job("subscribe", slug, Urgency.POLL, group=urlsplit(hub).netloc)


def sweep(*, at_once: bool = False) -> Job:
    """Look for what is missing, at once or after a pause, and look again after each pause."""
    return Job(SWEEP, "site", Urgency.SWEEP, delay=0.0 if at_once else PAUSE, again=True)


def read(id_: str, url: str) -> Job:
    """Read an article's page; a host's pages are read one after the other."""
    return Job("read", id_, Urgency.READ, group=urlsplit(url).netloc)


def interpret(id_: str, why: Lack) -> Job:
    """Render an article, a corrected one before news and those before all that only would look otherwise today."""
    return Job("interpret", id_, _URGENCY[why], group=id_, again=True)


def illustrate(id_: str) -> Job:
    """Fetch an article's pictures; one at a time for each, since two articles may show the same."""
    return Job("illustrate", id_, Urgency.READ, group=f"pictures {id_}", again=True)


def hide(number: str) -> Job:
    """Let a reader's takedown take effect."""
    return Job("hide", number, Urgency.PUBLISH, group="site")


def expire(id_: str) -> Job:
    """Take down an article whose time is over."""
    return Job("expire", id_, Urgency.PUBLISH, group=id_)


def publish() -> Job:
    """Bring the site tree up to date."""
    return Job("publish", "site", Urgency.PUBLISH, group="site", delay=PUBLISH_DELAY, again=True)


def search() -> Job:
    """Bring the search up to date, beside all else."""
    return Job("search", "site", Urgency.POLL, group="search")


def prune() -> Job:
    """Bring the memory back to its bound."""
    return Job("prune", "memory", Urgency.POLL, group="memory")


def announce() -> Job:
    """See whom there is to tell of news, the site's hub first."""
    return Job("announce", "site", Urgency.POLL, group="announce", again=True)


def tell(target: str) -> Job:
    """Tell a target of news."""
    return Job("tell", target, Urgency.POLL, group=f"tell {target}", again=True)
