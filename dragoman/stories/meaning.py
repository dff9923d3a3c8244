"""Vectors of meaning from any OpenAI-compatible server: one more thing by which articles are alike, beside their words.

A vector is kept in bytes, so that servers that round otherwise from call to call make no other stories. Pure.
Source: https://platform.openai.com/docs/api-reference/embeddings/create
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul

from dragoman.errors import EngineError
from dragoman.stories.signature import Told

PATH = "/embeddings"
OPENING = 400
"""Code points of the text that go with the headline; models read little more."""
TOGETHER = 32
"""Texts of one request."""
WEIGHT = 0.7
"""How much likeness a cosine adds, or takes, for what it is away from the one that tells nothing."""
EVEN = 0.55
"""The cosine that tells nothing, of all-MiniLM-L6-v2."""
NUMBERS = 8192
"""Numbers of a vector at most."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """The vector of a text in bytes, as hexadecimal digits, and the model that made it: those of others say nothing."""

    model: str
    text: str
    """A digest of the text."""
    vector: str


def digest(text: str) -> str:
    """Return what a text is known again by."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def text_of(told: Told) -> str:
    """Return the words of an article that a vector is asked for."""
    return f"{told.headline}. {told.opening[:OPENING]}".strip()


def form(model: str, texts: Sequence[str]) -> dict[str, object]:
    """Return the request for the vectors of some texts."""
    return {"model": model, "input": list(texts), "encoding_format": "float"}


def read(answer: dict[str, object], count: int, name: str) -> list[str]:
    """Return the vectors of an answer as they are kept; raise EngineError where it isn't one for each text."""
    data = answer.get("data")
    if not isinstance(data, list) or len(data) != count:
        raise EngineError(f"{name} did not give one vector for each of {count} texts")
    rows = {str(row.get("index")): row.get("embedding") for row in data if isinstance(row, dict)}
    vectors = [_packed(rows.get(str(n)), name) for n in range(count)]
    if len(set(map(len, vectors))) > 1:
        raise EngineError(f"{name} gave vectors of several lengths")
    return vectors


def _packed(vector: object, name: str) -> str:
    if not isinstance(vector, list) or not 0 < len(vector) <= NUMBERS:
        raise EngineError(f"{name} answered with JSON of another form than its API has")
    numbers = [float(each) for each in vector if isinstance(each, int | float)]
    most = max(map(abs, numbers), default=0.0)
    if len(numbers) < len(vector) or not math.isfinite(sum(numbers)) or not most:
        raise EngineError(f"{name} gave a vector that has no direction")
    return bytes(round(127 * each / most) & 0xFF for each in numbers).hex()


def closeness(one: Meaning, other: Meaning) -> float | None:
    """Return the cosine of two vectors, None where different models made them."""
    if one.model != other.model or len(one.vector) != len(other.vector):
        return None
    mine, its = (memoryview(bytes.fromhex(each.vector)).cast("b") for each in (one, other))
    return float(sum(map(mul, mine, its)) / math.sqrt(sum(map(mul, mine, mine)) * sum(map(mul, its, its))))
