"""Our standing with the hubs that push the news of sources."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from dragoman.newsroom import models


@dataclass(frozen=True, slots=True)
class SubscriptionState:
    """A source's subscription: the hub may push until `until`, None where it never confirmed."""

    source: str
    hub: str
    topic: str
    token: str
    secret: str
    until: datetime | None
    failures: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A hub that a feed names, with the new token and secret to subscribe under."""

    hub: str
    topic: str
    token: str
    secret: str


def accept(slug: str, offer: Offer, now: datetime) -> None:
    """Store that a feed names a hub: it is to be asked at once where it is another than before."""
    source = models.Source.objects.get(slug=slug)
    standing = models.Subscription.objects.filter(source=source)
    if standing.filter(hub=offer.hub, topic=offer.topic).exists():
        return
    with transaction.atomic():
        standing.delete()
        models.Subscription.objects.create(
            source=source, hub=offer.hub, topic=offer.topic, token=offer.token, secret=offer.secret, due=now
        )


def end(slug: str) -> None:
    """Forget a source's subscription: its feed names no hub any more."""
    models.Subscription.objects.filter(source__slug=slug).delete()


def due(now: datetime, limit: int) -> list[tuple[str, str]]:
    """Return the short names and hubs of the sources whose hub is to be asked now."""
    found = models.Subscription.objects.filter(due__lte=now, source__paused=False).order_by("due", "id")
    return list(found.values_list("source__slug", "hub")[:limit])


def of(slug: str) -> SubscriptionState | None:
    """Return a source's subscription, None where it has none."""
    return _state(models.Subscription.objects.select_related("source").filter(source__slug=slug).first())


def named(token: str) -> SubscriptionState | None:
    """Return the subscription of a token, None where there is none or its source is polled no more."""
    found = models.Subscription.objects.select_related("source").filter(token=token, source__paused=False)
    return _state(found.first())


def alive(slug: str, now: datetime) -> bool:
    """Tell whether a source's hub pushes its news: it confirmed, and its lease is not over."""
    return models.Subscription.objects.filter(source__slug=slug, until__gt=now).exists()


def record_asked(slug: str, due: datetime) -> None:
    """Store that a hub is asked, and when it is asked again if it does not confirm."""
    models.Subscription.objects.filter(source__slug=slug).update(due=due, failures=F("failures") + 1, error="")


def record_confirmed(token: str, until: datetime, due: datetime) -> None:
    """Store that a hub confirmed until the end of a lease, and when to renew it."""
    models.Subscription.objects.filter(token=token).update(until=until, due=due, failures=0, error="")


def record_error(slug: str, error: str) -> None:
    """Store why a hub could not be asked."""
    models.Subscription.objects.filter(source__slug=slug).update(error=error)


def record_denied(token: str, due: datetime, error: str) -> None:
    """Store that a hub does not push, or no longer, and when it is asked again."""
    models.Subscription.objects.filter(token=token).update(until=None, due=due, error=error)


def record_push(token: str, now: datetime, quiet: timedelta) -> None:
    """Store that a hub says there is news: the source is due at once, but for a quiet time after its last poll."""
    with transaction.atomic():
        models.Subscription.objects.filter(token=token).update(pushed=now)
        for source in models.Source.objects.filter(subscription__token=token, paused=False):
            soon = max(now, source.polled + quiet) if source.polled else now
            models.Source.objects.filter(pk=source.pk, due__gt=soon).update(due=soon)


def _state(row: models.Subscription | None) -> SubscriptionState | None:
    if row is None:
        return None
    return SubscriptionState(row.source.slug, row.hub, row.topic, row.token, row.secret, row.until, row.failures)
