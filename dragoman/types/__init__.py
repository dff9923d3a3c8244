"""What every stage takes and gives. A leaf: imports nothing of the project.

    Source -> Entry -> Article -> Revision(Document) -> Rendition(language) -> page, feed item, API item

All are frozen; all times are aware and in UTC unless a source states its own zone; all offsets count code points.
"""

from dragoman.types.document import (
    Alternate,
    Block,
    Code,
    Document,
    Embed,
    Figure,
    Heading,
    ItemList,
    Media,
    Paragraph,
    Place,
    Quote,
    Separator,
    Table,
    Translator,
    block_texts,
)
from dragoman.types.history import Change, Fact, Update
from dragoman.types.picture import Picture, PictureFile, PictureFormat, PictureWords
from dragoman.types.rendition import (
    BY_HAND,
    Article,
    Attempt,
    Context,
    Finding,
    Outcome,
    Rendition,
    Sentence,
    Severity,
    Span,
    State,
    Term,
)
from dragoman.types.shelf import Shelf
from dragoman.types.source import Decision, Entry, Feed, Hints, Kind, Level, Licence, Signal, Source, Use
from dragoman.types.story import Claim, Elsewhere, Related, Signature, Telling
from dragoman.types.text import Mark, MarkKind, Pair, Text, primary

__all__ = [
    "BY_HAND",
    "Alternate",
    "Article",
    "Attempt",
    "Block",
    "Change",
    "Claim",
    "Code",
    "Context",
    "Decision",
    "Document",
    "Elsewhere",
    "Embed",
    "Entry",
    "Fact",
    "Feed",
    "Figure",
    "Finding",
    "Heading",
    "Hints",
    "ItemList",
    "Kind",
    "Level",
    "Licence",
    "Mark",
    "MarkKind",
    "Media",
    "Outcome",
    "Pair",
    "Paragraph",
    "Picture",
    "PictureFile",
    "PictureFormat",
    "PictureWords",
    "Place",
    "Quote",
    "Related",
    "Rendition",
    "Sentence",
    "Separator",
    "Severity",
    "Shelf",
    "Signal",
    "Signature",
    "Source",
    "Span",
    "State",
    "Table",
    "Telling",
    "Term",
    "Text",
    "Translator",
    "Update",
    "Use",
    "block_texts",
    "primary",
]
