"""How the wire is: what it holds, what waits, what is wrong."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F

from dragoman.newsroom import models
from dragoman.types import State

SHOWN = 20
"""Troubles that a report names at most; the rest are counted."""


def report() -> dict[str, Any]:
    """Return the state of the wire as plain values: counts, sources, troubles."""
    articles = models.Article.objects
    current = models.Page.objects.filter(article__withdrawn="")
    troubled = articles.exclude(error="").order_by("-checked", "id")
    return {
        "articles": articles.count(),
        "withdrawn": articles.exclude(withdrawn="").count(),
        "waiting": {
            "to read": articles.filter(due__isnull=False, revision=0).count(),
            "to translate": articles.filter(rendered__lt=F("revision"), withdrawn="").count(),
            "to publish": articles.filter(shown__lt=F("version")).count(),
        },
        "headlines": list(_headlines(current.filter(state=State.HEADLINE).exclude(reason=""))),
        "editions": _editions(current.values_list("language", "state").annotate(count=Count("id"))),
        "sources": [_source(row) for row in models.Source.objects.annotate(count=Count("articles")).order_by("added")],
        "troubles": troubled.count(),
        "trouble": [{"url": row.url, "error": row.error} for row in troubled[:SHOWN]],
    }


def _headlines(pages: Any) -> Any:
    """Return why pages show a headline only, the commonest reasons first."""
    reasons = pages.values("language", "reason").annotate(count=Count("id"))
    return reasons.order_by("-count", "language", "reason")[:SHOWN]


def _editions(counts: Any) -> dict[str, dict[str, int]]:
    editions: dict[str, dict[str, int]] = {}
    for language, state, count in counts:
        editions.setdefault(language, {})[state] = count
    return editions


def _source(row: Any) -> dict[str, Any]:
    return {
        "source": row.slug,
        "name": row.name,
        "feed": row.feed,
        "articles": row.count,
        "paused": row.paused,
        "polled": row.polled,
        "next": None if row.paused else row.due,
        "failures": row.failures,
        "error": row.error,
    }


def lines(report: dict[str, Any]) -> list[str]:
    """Return a report as lines for a terminal."""
    waiting = ", ".join(f"{count} {what}" for what, count in report["waiting"].items() if count)
    said = [f"{report['articles']} articles, {report['withdrawn']} withdrawn; {waiting or 'nothing waits'}"]
    for language, states in sorted(report["editions"].items()):
        said.append(f"{language}: " + ", ".join(f"{count} {state}" for state, count in sorted(states.items())))
    said += [f"{each['language']}: {each['count']} as headline: {each['reason']}" for each in report["headlines"]]
    said += [source_line(each) for each in report["sources"]]
    said += [f"! {each['url']}: {each['error']}" for each in report["trouble"]]
    more = report["troubles"] - len(report["trouble"])
    return [*said, *([f"! and {more} more"] if more else [])]


def source_line(source: dict[str, Any]) -> str:
    """Return one source as a line for a terminal."""
    state = "paused" if source["paused"] else f"next poll {source['next']:%Y-%m-%d %H:%M}Z"
    line = f"{source['source']}: {source['articles']} articles, {state}"
    return f"{line}\n! {source['feed']}: {source['error']}" if source["error"] else line
