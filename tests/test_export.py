"""All of a site in open formats: nothing is missing, and no secret is in it."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from commandline import run as dragoman
from django.apps import apps
from wire import Site

from dragoman.cli.app import open_site
from dragoman.dispatch.crew import Crew
from dragoman.ingest import opml
from dragoman.newsroom import models
from dragoman.newsroom.setup import release
from dragoman.testing.site import ScriptedSite, page

DOCS = Path(__file__).parent.parent / "docs"
SENTENCE = "The harbour council met on Monday and agreed to mend the old quay before the winter storms arrive. "
PASSWORD = "open-sesame"  # noqa: S105 - of nothing
IN_AN_ARTICLE = {
    "ruling",
    "pin",
    "pick",
    "exclusion",
    "revision",
    "rendition",
    "update",
    "page",
    "announcement",
    "picture",
}
UNTOLD = {"token", "note", "engine", "member", "link", "textkey"}
"""What the wire keeps of its own state only, what a story and its articles are found by, what opens the console."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, crew: Crew) -> Iterator[Site]:
    with ScriptedSite() as source:
        source.answers = {"/quay": page(f"<p>{SENTENCE * 3}</p>"), "/feed": source.feed(["/quay"])}
        site = Site.made(tmp_path_factory.mktemp("export") / "site", crew, {"feed": f"{source.base}/feed"})
        site.once()
        (site.folder / "rules.toml").write_text(f"# postgresql://news:{PASSWORD}@db.example/news\n", encoding="utf-8")
        row = models.Source.objects.get()
        models.Subscription.objects.create(
            source=row, hub="https://hub.example", topic=row.feed, token="t" * 20, secret=PASSWORD, due=row.due
        )
        release()
        yield site


@pytest.fixture(scope="module")
def out(site: Site) -> Path:
    target = site.folder.parent / "out"
    told = dragoman("export", target, "--site", site.folder)
    assert told.returncode == 0, told.stderr
    assert "1 articles" in told.stdout
    return target


def rows(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_an_article_stands_in_one_line_with_all_that_belongs_to_it(out: Path) -> None:
    (article,) = rows(out / "articles.jsonl")
    (revision,) = article["revisions"]
    assert SENTENCE.strip() in json.dumps(revision["document"])
    portuguese = next(each for each in revision["renditions"] if each["language"] == "pt")
    assert portuguese["body"]["passages"]
    assert {each["language"] for each in article["pages"]} == {"en", "pt"}
    assert len(rows(out / "memory.jsonl")) > 0


def test_the_items_are_those_that_readers_get(site: Site, out: Path) -> None:
    open_site(site.folder)
    id_ = models.Article.objects.get().public_id
    shown = site.folder / "public/api/pt/items" / f"{id_}.json"
    assert (out / "items/pt" / f"{id_}.json").read_bytes() == shown.read_bytes()
    assert [each.feed for each in opml.read((out / "sources.opml").read_bytes())] == [models.Source.objects.get().feed]


def test_no_secret_is_in_it(site: Site, out: Path) -> None:
    key = (site.folder / "data/keys/signing.pem").read_text().splitlines()[1]
    for file in out.rglob("*"):
        if file.is_file():
            text = file.read_text(encoding="utf-8", errors="replace")
            assert PASSWORD not in text
            assert key not in text
    assert "news:SECRET@" in (out / "rules.toml").read_text()


def test_every_table_is_exported_and_every_file_explained(out: Path) -> None:
    tables = {each._meta.model_name for each in apps.get_app_config("newsroom").get_models(include_auto_created=False)}
    told = {"usage": "engines", "memory": "memory", "story": "stories"}
    for table in tables - IN_AN_ARTICLE - UNTOLD:
        assert (out / f"{told.get(table, f'{table}s')}.jsonl").is_file(), table
    page = (DOCS / "export.md").read_text(encoding="utf-8")
    assert all(f"`{file.name}" in page for file in out.iterdir() if file.name != "items")


def test_it_may_be_packed_and_never_overwrites(site: Site, out: Path, tmp_path: Path) -> None:
    told = dragoman("export", tmp_path / "news.tar.gz", "--site", site.folder)
    assert told.returncode == 0, told.stderr
    with tarfile.open(tmp_path / "news.tar.gz") as packed:
        assert "news/articles.jsonl" in packed.getnames()
    assert [place.stat().st_mode & 0o777 for place in (tmp_path / "news.tar.gz", out)] == [0o600, 0o700]
    again = dragoman("export", out, "--site", site.folder)
    assert (again.returncode, again.stderr.count("\n")) == (2, 1)
    inside = dragoman("export", site.folder / "data" / "out", "--site", site.folder)
    assert inside.returncode == 2
    assert [file.name for file in tmp_path.iterdir()] == ["news.tar.gz"]
