"""The data of a site for programs: valid ninjs with both texts, and lists that lead from one to the next."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from articles import SEEN, SITE, index_files, rich, short, whole_site
from jsonschema import Draft202012Validator, FormatChecker

from dragoman.publish.paths import item_data
from dragoman.publish.site import article_files
from dragoman.types import Article, Decision, Elsewhere, Level, Licence, Telling

SCHEMA = Path(__file__).parents[2] / "shared" / "data" / "schema" / "ninjs-3.1.schema.json"
ND = Decision(Level.FULL, False, Licence("CC BY-ND 4.0", "https://creativecommons.org/licenses/by-nd/4.0/"))


def data(article: Article, language: str = "en") -> dict[str, Any]:
    content = article_files(article, SITE)[item_data(language, article.id)]
    assert content is not None
    found: dict[str, Any] = json.loads(content)
    return found


@pytest.mark.skipif(not SCHEMA.is_file(), reason="the schema of ninjs 3.1 is not here")
@pytest.mark.parametrize("language", ["en", "pt", "ar"])
@pytest.mark.parametrize(
    "article",
    [
        rich(),
        short(telling=Telling(also=(Elsewhere("Gazeta", "https://gazeta.example/"),))),
        short(),
        short(decision=ND),
        short(document={"authors": (), "published": None}),
    ],
)
def test_articles_and_what_lists_say_of_them_are_valid_ninjs(article: Article, language: str) -> None:
    schema = json.loads(SCHEMA.read_text())
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    listed = json.loads(index_files(language, [article])[f"api/{language}/latest.json"] or b"{}")["items"]
    for item in [*listed, *([data(article, language)] if listed else [])]:
        assert not [error.message for error in validator.iter_errors(item)]


def test_both_texts_are_there_sentence_by_sentence_with_findings() -> None:
    bodies = {body["role"]: body for body in data(rich())["bodies"]}
    assert "R$3.5 million" in bodies["main"]["value"]
    assert "R$ 3,5 milhões" in bodies["original"]["value"]
    aligned = json.loads(bodies["aligned"]["value"])
    assert len(aligned) == 25
    (kept,) = [each for each in aligned if each["outcome"] == "original"]
    assert kept["source"] == kept["target"] == "O prazo é de 90 dias."
    assert kept["findings"][0]["message"] == "The number “90” is missing."
    assert aligned[0]["place"] == "headline"


def test_where_the_same_text_stands_too_is_told_in_data_and_feeds() -> None:
    also = Telling(
        also=(Elsewhere("Gazeta & Co", "https://gazeta.example/a?b=1&c=2"), Elsewhere("Ill", "javascript:1"))
    )
    article = short(telling=also)
    (copy,) = [each for each in data(article)["associations"] if each["rel"] == "alsoAt"]
    assert (copy["uri"], copy["infoSources"][0]["name"]) == ("https://gazeta.example/a?b=1&c=2", "Gazeta & Co")
    files = index_files("en", [article])
    link = b'rel="related" type="text/html" title="Gazeta &amp; Co" href="https://gazeta.example/a?b=1&amp;c=2"'
    assert all(link in (files[f"en/{name}"] or b"") for name in ("atom.xml", "rss.xml"))
    (entry,) = json.loads(files["en/feed.json"] or b"")["items"]
    assert entry["_translation"]["also_at"] == [{"name": "Gazeta & Co", "url": "https://gazeta.example/a?b=1&c=2"}]


def test_the_machine_is_told_and_the_original_named() -> None:
    found = data(rich())
    assert found["digitalSourceType"]["uri"].endswith("trainedAlgorithmicMedia")
    original = found["associations"][0]
    assert (original["rel"], original["uri"], original["language"]) == ("translationOf", rich().url, "pt")
    assert "Machine-translated" in found["edNote"]
    assert found["usageTerms"] == "CC BY 4.0"
    assert "digitalSourceType" not in data(rich(), "pt")


def test_what_may_not_be_shown_is_not_in_the_data() -> None:
    for decision in (ND, Decision(Level.HEADLINE, True)):
        text = json.dumps(data(short(decision=decision)), ensure_ascii=False)
        for part in ("danger", "perigo", "since May", "desde maio"):
            assert part not in text


def test_a_withdrawn_article_has_no_data() -> None:
    files = article_files(short(withdrawn="Gone."), SITE)
    assert files[item_data("en", short().id)] is None


def test_lists_lead_from_part_to_part_to_the_oldest() -> None:
    came = [short(id=f"{n:010x}", first_seen=SEEN + timedelta(seconds=n)) for n in range(201)]
    files = whole_site(came)
    for shelf in ("api/en/", "api/en/sources/correio/"):
        sizes, ids, path = [], set(), f"{shelf}latest.json"
        while path:
            found = json.loads(files[path] or b"{}")
            sizes.append(len(found["items"]))
            ids |= {item["altIds"][0]["value"] for item in found["items"]}
            path = (found["next"] or "").removeprefix(SITE.url())
        assert sizes == [40, 1, 100, 100]
        assert len(ids) == 201


def test_the_description_names_every_kind_of_address() -> None:
    found = json.loads(whole_site([short()])["api/openapi.json"] or b"{}")
    assert found["openapi"] == "3.1.0"
    assert len({path["get"]["operationId"] for path in found["paths"].values()}) == len(found["paths"]) == 9
    for path, told in found["paths"].items():
        assert {f"{{{each['name']}}}" for each in told["get"]["parameters"]} == {
            part.removesuffix(".json") for part in path.split("/") if part.startswith("{")
        }
