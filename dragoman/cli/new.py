"""Make a site folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from dragoman.config import FILE, Settings, parse
from dragoman.errors import UsageError
from dragoman.newsroom import sources
from dragoman.newsroom.setup import DATABASE, open_database
from dragoman.provenance import keys
from dragoman.publish.words import words
from dragoman.rights import registry
from dragoman.testing.harbour.pages import HERE, PAPERS
from dragoman.translate import glossary
from dragoman.types import Source, primary

SAMPLE_PORT = 8900
SAMPLE_MINUTES = 1
SAMPLE_CONTACT = "reports@porto-velame.example"

TEMPLATE = """\
# The settings of this site. Every one can be set from the environment too: DRAGOMAN_SITE__TITLE and so on.

[site]
title = {title}
address = {address}        # where readers find it, without a slash at its end
languages = {languages}    # the editions, the first one first
contact = {contact}               # an e-mail or web address for reports; shown on every page
commercial = false         # true where the site earns money: of texts that forbid that, only an excerpt is shown
jurisdiction = ""          # the law that you are under (EU, BR): sources that are blocked there are left out
quotation = 0              # characters quoted of a text without a licence, 200 at most: only where your law lets you

[network]
allow = {allow}            # private host:port pairs that sources may be read from; none by default
gap = 1.0                  # seconds between two requests to one host

[poll]
minutes = {minutes}             # between two polls of a feed on the average: lively ones more often, quiet ones less

[push]
subscribe = false          # let hubs push news (WebSub); they must reach this site at its address
hub = ""                   # a hub to tell of this site's own news

[database]
address = {database}               # postgresql://user@host/name, for many machines; empty: a file in data/

[work]
processes = 0              # worker processes; 0 means one for each core

# What is not to be translated nor shown: by topics, sources, languages, places, words; see docs/choosing.md.
# [[filters]]
# name = "no-horoscopes"
# words = ["horoscope*", "horóscopo*"]

# A translation engine behind the network: kind "openai" (any compatible server), "libretranslate", "deepl", or "apy",
# Apertium's own.
# [[engines]]
# name = "mine"
# kind = "openai"
# address = "http://127.0.0.1:8080/v1"
# model = "name-of-the-model"
# key = "MY_ENGINE_KEY"    # the environment variable that holds its secret
# role = "last"            # first: before the local engines; last: only for what those could not prove;
#                          # judge: translates nothing, says what it finds wrong in what others did (openai only)
# day = 200000             # characters sent a day at most, and month = ... a month; 0 means no bound

[policy]
max_original = 0.2         # share of unproved sentences above which only headline and link are shown
max_flagged = 0.5          # share of doubted sentences above which it is so, too
hold = false               # hold such articles back instead of showing headline and link

[reports]
form = true                # take reports in by a form on this site's own server; false where a file server carries it
hours = 24                 # within which a complete takedown request hides its article by itself

[console]
open = false               # let operators in by `dragoman console`, at http://127.0.0.1:8010; see docs/console.md

[search]
minutes = 10               # how often the search is brought up to date, where anything changed

[retention]
revisions = 0              # days for which an earlier text of an article is kept; 0 keeps it for ever
articles = 0               # days after which an article is taken down; its address then says so
reporters = 180            # days for which it is kept who sent a report that is settled

[memory]
sentences = 500000         # translations kept for later, about 1 kB each; the least recently used go first
"""
SAMPLE = """
[sample]
enabled = true             # two papers of a made-up harbour town, served on loopback while the wire runs
port = {port}
"""


@dataclass(frozen=True, slots=True)
class NewSite:
    folder: Path
    title: str
    languages: tuple[str, ...]
    address: str
    allow: tuple[str, ...]
    sample: bool
    contact: str = ""
    database: str = ""


def make(new: NewSite) -> Iterator[str]:
    """Make a site folder and yield what was done and what to do next; raise UsageError where one is there already."""
    if (new.folder / FILE).exists():
        raise UsageError(f"There is a site in {new.folder} already; choose another folder")
    text = _text(new)
    settings = parse(text)
    for language in settings.site.languages:
        words(language)
    file = new.folder / FILE
    beside = file.with_suffix(".new")
    try:
        (new.folder / "public").mkdir(parents=True, exist_ok=True)
        beside.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{new.folder} can't be made ({error.strerror}); choose another folder") from None
    keys.ensure(keys.folder_of(new.folder), datetime.now(UTC))
    open_database(settings.database.address or new.folder.resolve() / "data" / DATABASE)
    told = list(_add_sample(new.folder, settings.sample.port)) if new.sample else list(_offer(settings))
    # The settings come last: where they stand, the site is whole.
    beside.rename(file)
    yield f"Made a site in {new.folder}; its settings are in {file}"
    yield from told


def _offer(settings: Settings) -> Iterator[str]:
    """Yield the sources of the registry that may be translated, in the languages of the site and in English."""
    wanted = {*map(primary, settings.site.languages), "en"}
    yield "Sources that you may translate, to begin with (dragoman source add URL --site ...):"
    for each in registry.load():
        feeds = {code: feed for code, feed in each.feeds.items() if primary(code) in wanted}
        if not each.translatable or each.state or (settings.site.commercial and "NC" in each.licence):
            continue
        yield from (f"  {feed}  {each.name} ({code}), {each.licence}" for code, feed in feeds.items())


def _text(new: NewSite) -> str:
    allow = (*new.allow, f"127.0.0.1:{SAMPLE_PORT}") if new.sample else new.allow
    minutes = SAMPLE_MINUTES if new.sample else 15
    values = {
        "title": new.title,
        "address": new.address,
        "languages": new.languages,
        "contact": new.contact or (SAMPLE_CONTACT if new.sample else ""),
        "allow": allow,
        "minutes": minutes,
        "database": new.database,
    }
    text = TEMPLATE.format(**{name: json.dumps(value, ensure_ascii=False) for name, value in values.items()})
    return text + (SAMPLE.format(port=SAMPLE_PORT) if new.sample else "")


def _add_sample(folder: Path, port: int) -> Iterator[str]:
    """Add the sample's sources and the names of its town, and yield what was done."""
    for language, paper in PAPERS.items():
        source = Source(f"harbour-{language}", f"http://127.0.0.1:{port}{paper.feed}", "")
        if source.feed not in {state.source.feed for state in sources.sources()}:
            sources.add_source(source, datetime.now(UTC))
        yield f"Added the sample source {source.slug}: {source.feed}"
    terms = folder / glossary.FILE
    if not terms.exists():
        terms.write_text((HERE / glossary.FILE).read_text(encoding="utf-8"), encoding="utf-8")
        yield f"Wrote the names of its town, to be kept or put as they are there, to {terms}"
