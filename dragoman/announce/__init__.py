"""Tell other places of news: each kind of place is one file, behind a Protocol of one method.

    webhook     a signed request                     mastodon    a status at a server that speaks Mastodon's API
    wordpress   a post of a blog                     mail        a digest, once a day

Pure but for what they are given to send with: who is told what, when, and how often is the business of `flow`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Photo:
    """The picture that leads an article, where its rights allow to show it: a JPEG; all but `read` is plain text.

    `name` follows from its bytes; `read` returns them, and raises a DragomanError where they are not there.
    """

    name: str
    read: Callable[[], bytes] = field(compare=False)
    alt: str = ""
    caption: str = ""
    credit: str = ""
    licence: str = ""
    licence_url: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """What there is to tell of an article in an edition, as far as its rights allow; all but `html` is plain text.

    `key` names this version of it to this target for ever; `remote` is the target's own name for it, empty where it has
    none. Where `withdrawn` is set, it says so in words, and all that tells of the article itself is empty.
    """

    key: str
    id: str
    language: str
    url: str
    slug: str
    updated: datetime
    headline: str = ""
    summary: str = ""
    html: str = ""
    """The whole text with label and credit, empty where it may not be shown."""
    label: str = ""
    credit: str = ""
    notes: tuple[str, ...] = ()
    """What was corrected, a sentence each."""
    source: str = ""
    original: str = ""
    licence: str = ""
    licence_url: str = ""
    image: str = ""
    """The address of the picture that leads it, on the site."""
    photo: Photo | None = None
    """The same picture, for places that keep a copy."""
    tags: tuple[str, ...] = ()
    remote: str = ""
    withdrawn: str = ""
    tries: int = 0
    """How often this version was told in vain."""


class Channel(Protocol):
    """Tells one place of news."""

    def tell(self, news: Sequence[News]) -> Sequence[str]:
        """Tell of some news, and return the place's own name for each, empty where it has none (any more).

        Raises a DragomanError where it can't be known that all of it was taken; told again with the same keys, nothing
        stands twice at a place that has a means against that.
        """


class Api(Protocol):
    """Asks the API of a place whose address the operator named."""

    def __call__(
        self, path: str, value: Mapping[str, object] | bytes | None, headers: Mapping[str, str], verb: str = "POST"
    ) -> bytes:
        """Return the answer's body; a `value` of None sends none, and a mapping is sent as JSON."""


Message = Mapping[str, object]
"""What a place is told, as plain values: two versions with equal messages are one."""
