"""From a publisher's page to a Document."""

from dragoman.extract.article import extract
from dragoman.extract.forms import to_json
from dragoman.extract.identity import content_hash

__all__ = ["content_hash", "extract", "to_json"]
