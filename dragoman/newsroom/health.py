"""How the wire is: what it holds, what waits, what is wrong."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F

from dragoman.newsroom import announcements, breakdowns, exclusions, models, pictures, usage
from dragoman.types import State

SHOWN = 20
"""Troubles that a report names at most; the rest are counted."""


WEEK = timedelta(days=7)


def report(now: datetime) -> dict[str, Any]:
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
            "for an engine": articles.filter(stale=True, rests__gt=now, withdrawn="").count(),
            "to publish": articles.filter(shown__lt=F("version")).count(),
        },
        "by words alone": models.Member.objects.filter(bare=True).count(),
        "headlines": list(_headlines(_explained(current))),
        "left out": exclusions.counts(SHOWN),
        "editions": _editions(),
        "broken": breakdowns.report(now),
        "sources": sources(now),
        "engines": usage.report(now),
        "pictures": pictures.counts(),
        "targets": announcements.report(),
        "reports": [_report(row) for row in models.Report.objects.filter(outcome="").select_related("article")[:SHOWN]],
        "troubles": troubled.count(),
        "trouble": [{"url": row.url, "error": row.error} for row in troubled[:SHOWN]],
    }


def _report(row: models.Report) -> dict[str, Any]:
    return {"number": row.number, "kind": row.kind, "url": row.article.url, "received": row.received, "due": row.due}


def sources(now: datetime) -> list[dict[str, Any]]:
    """Return how each source is, as plain values."""
    kept = models.Source.objects.filter(removed=None).select_related("subscription").order_by("added", "id")
    every = _counted(models.Article.objects, "source")
    # Counted here: asked for groups, SQLite would go through the articles of all time by their source.
    lately = Counter(models.Article.objects.filter(first_seen__gt=now - WEEK).values_list("source", flat=True))
    return [_source(row, every[row.pk,], lately[row.pk], now) for row in kept]


def _explained(pages: Any) -> Any:
    """Return the pages that show no whole text for a reason, but for what a filter leaves out."""
    short = pages.filter(state__in=[State.HEADLINE, State.HELD], article__exclusion=None)
    return short.exclude(reason="")


def _headlines(pages: Any) -> Any:
    """Return why pages show a headline only, the commonest reasons first."""
    reasons = pages.values("language", "reason").annotate(count=Count("id"))
    return reasons.order_by("-count", "language", "reason")[:SHOWN]


def _editions() -> dict[str, dict[str, int]]:
    """Return how many pages stand in each edition, by state.

    All are counted, along an index, less the few that are withdrawn: to leave those out, each article would be read.
    """
    pages, gone = models.Page.objects, models.Article.objects.exclude(withdrawn="")
    standing = _counted(pages, "language", "state")
    standing.subtract(_counted(pages.filter(article__in=gone), "language", "state"))
    editions: dict[str, dict[str, int]] = {}
    for (language, state), count in sorted((+standing).items()):
        editions.setdefault(language, {})[state] = count
    return editions


def _counted(found: Any, *columns: str) -> Counter[tuple[Any, ...]]:
    """Return how many rows have the same values in some columns."""
    rows = found.values_list(*columns).annotate(count=Count("id")).order_by()
    return Counter({tuple(values): count for *values, count in rows})


def _source(row: Any, every: int, lately: int, now: datetime) -> dict[str, Any]:
    subscription = getattr(row, "subscription", None)
    return {
        "source": row.slug,
        "name": row.name,
        "feed": row.feed,
        "kind": row.kind,
        "language": row.language,
        "licence": row.licence,
        "health": word(row),
        "articles": every,
        "a day": round(lately / max(min(WEEK, now - row.added) / timedelta(days=1), 1), 1),
        "pushed": bool(subscription and subscription.until and subscription.until > now),
        "paused": row.paused,
        "reason": row.reason,
        "alarm": row.alarm,
        "polled": row.polled,
        "next": None if row.paused else row.due,
        "failures": row.failures,
        "error": row.error,
        "lasting": bool(row.error) and row.lasting,
        "hub": subscription.error if subscription else "",
    }


def lines(report: dict[str, Any]) -> list[str]:
    """Return a report as lines for a terminal."""
    wrong = report.get("settings")
    waiting = ", ".join(f"{count} {what}" for what, count in report["waiting"].items() if count)
    said = [f"{report['articles']} articles, {report['withdrawn']} withdrawn; {waiting or 'nothing waits'}"]
    for language, states in sorted(report["editions"].items()):
        said.append(f"{language}: " + ", ".join(f"{count} {state}" for state, count in sorted(states.items())))
    said += [f"{each['language']}: {each['count']} as headline: {each['reason']}" for each in report["headlines"]]
    if bare := report["by words alone"]:
        said.append(f"{bare} are in stories by words alone: their vectors of meaning are owed by an engine")
    said += [f"{each['count']} left out: {each['reason']}" for each in report["left out"]]
    said += [source_line(each) for each in report["sources"]]
    said += [engine_line(each) for each in report["engines"]]
    said += [target_line(each) for each in report["targets"]]
    said += [report_line(each) for each in report["reports"]]
    said += [f"! {breakdowns.line(each)}" for each in report["broken"]]
    said += [f"! {each['url']}: {each['error']}" for each in report["trouble"]]
    more = report["troubles"] - len(report["trouble"])
    said += [f"! and {more} more"] if more else []
    return [*said, *([f"! {wrong}; what is at work keeps to what stood there before"] if wrong else [])]


def report_line(report: dict[str, Any]) -> str:
    """Return a report that waits as a line for a terminal."""
    until = f"takes effect {report['due']:%Y-%m-%d %H:%M}Z" if report["due"] else "waits for you"
    return f"{report['kind']} {report['number']}: {report['url']}, {until}"


def target_line(target: dict[str, Any]) -> str:
    """Return what a target was told as a line for a terminal, and more for what is wrong."""
    line = f"{target['target']}: told {target['told']} times, {target['waiting']} wait"
    rests = f", not asked before {target['rests']:%Y-%m-%d %H:%M}Z" if target["rests"] else ""
    wrong = [f"! {target['target']}: {target['error']}{rests}"] if target["error"] else []
    lacks = [f"! {target['target']}: {target['lacks']}"] if target["lacks"] else []
    refused = f"! {target['target']}: refused {target['refused']} for good, the last: {target['refusal']}"
    return "\n".join([line, *wrong, *lacks, *([refused] if target["refused"] else [])])


def engine_line(engine: dict[str, Any]) -> str:
    """Return what an engine was asked as a line for a terminal, and one more for what is wrong with it."""
    line = f"{engine['engine']}: {engine['today']} characters today, {engine['month']} this month"
    rests = f", not asked before {engine['rests']:%Y-%m-%d %H:%M}Z" if engine["rests"] else ""
    wrong = [f"! {engine['engine']}: {engine['error']}{rests}"] if engine["error"] else []
    return "\n".join([line, *wrong])


def source_line(source: dict[str, Any]) -> str:
    """Return one source as a line for a terminal, and one more for what is wrong with it."""
    state = "paused" if source["paused"] else f"next poll {source['next']:%Y-%m-%d %H:%M}Z"
    pushed = ", pushed" if source["pushed"] else ""
    line = f"{source['source']}: {source['health']}, {source['articles']} articles, {source['a day']:g} a day, {state}"
    wrong = [source["reason"], source["alarm"], source["error"] and f"{source['feed']}: {source['error']}"]
    return "\n".join([line + pushed, *(f"! {each}" for each in wrong if each)])


WORDS = ("well", "new", "odd", "failed once", "failing", "paused")


def word(row: Any) -> str:
    """Name how a source is, in one of WORDS."""
    if row.paused:
        return "paused"
    if row.failures:
        return "failing" if row.failures > 1 else "failed once"
    return "odd" if row.alarm else "well" if row.polled else "new"
