"""The description of the site's data for programs (OpenAPI 3.1)."""

from __future__ import annotations

from typing import Any

from dragoman.publish.facts import SiteFacts
from dragoman.publish.lines import as_json

NINJS = "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"
_LANGUAGE = {"name": "language", "in": "path", "required": True, "description": "An edition of the site."}


def description(site: SiteFacts) -> bytes:
    """Return what every address of the API answers; all are files that any client may read."""
    return as_json(
        {
            "openapi": "3.1.0",
            "info": {
                "title": site.title,
                "version": "1",
                "description": "Articles of this site as ninjs 3.1, and lists of them. Every answer is a static file:"
                " ask again with If-None-Match. A list names the next older one in `next`, which is null at the end.",
            },
            "servers": [{"url": site.address}],
            "paths": {path: {"get": _answer(site, path, told, schema)} for path, (told, schema) in _PATHS.items()},
            "components": {"schemas": {"List": _LIST, "Day": _DAY, "Article": {"$ref": NINJS}}},
        }
    )


_PATHS = {
    "/api/{language}/latest.json": ("What is newest in an edition.", "List"),
    "/api/{language}/{part}.json": ("A part of an edition: a hundred articles as they came.", "List"),
    "/api/{language}/days/{day}.json": ("Which parts of an edition hold the articles of a day.", "Day"),
    "/api/{language}/sections/{section}/latest.json": ("What is newest in a section.", "List"),
    "/api/{language}/sections/{section}/{part}.json": ("What a section has of a part of the edition.", "List"),
    "/api/{language}/sources/{source}/latest.json": ("What is newest of a source.", "List"),
    "/api/{language}/sources/{source}/{part}.json": ("What a source has of a part of the edition.", "List"),
    "/api/{language}/feeds/{feed}/latest.json": ("What is newest in a feed of the operator's own.", "List"),
    "/api/{language}/items/{id}.json": ("An article in an edition.", "Article"),
}
_PARAMETERS = {
    "part": "The number of a part: follow `next` rather than count.",
    "day": "The day on which the source published it (UTC), as 2026-11-22.",
    "section": "The key of a section, as `politics`.",
    "source": "The short name of a source.",
    "feed": "The short name of a feed.",
    "id": "The id of an article, in hexadecimal digits.",
}
_DAY = {
    "type": "object",
    "required": ["day", "language", "page", "lists"],
    "properties": {
        "day": {"type": "string", "format": "date"},
        "language": {"type": "string"},
        "page": {"type": "string", "format": "uri"},
        "lists": {"type": "array", "items": {"type": "string", "format": "uri"}},
    },
}
_LIST = {
    "type": "object",
    "required": ["name", "language", "page", "next", "items"],
    "properties": {
        "name": {"type": "string"},
        "language": {"type": "string"},
        "page": {"type": "string", "format": "uri"},
        "next": {"type": ["string", "null"], "format": "uri"},
        "items": {"type": "array", "items": {"$ref": "#/components/schemas/Article"}},
    },
}


def _answer(site: SiteFacts, path: str, told: str, schema: str) -> dict[str, Any]:
    named = [
        {"name": name, "in": "path", "required": True, "description": text, "schema": {"type": "string"}}
        for name, text in _PARAMETERS.items()
        if f"{{{name}}}" in path
    ]
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {
        "summary": told,
        "operationId": path.removeprefix("/api/{language}/").removesuffix(".json").translate(_IN_NAME),
        "parameters": [{**_LANGUAGE, "schema": {"type": "string", "enum": list(site.languages)}}, *named],
        "responses": {
            "200": {"description": told, "content": content},
            "404": {"description": "There is none."},
        },
    }


_IN_NAME = str.maketrans({"/": "_", "{": None, "}": None})
