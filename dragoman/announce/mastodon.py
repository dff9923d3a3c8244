"""A server that speaks Mastodon's API: each article is a status; a change edits it, a withdrawal deletes it.

https://docs.joinmastodon.org/methods/statuses/ . A status that is sent again with its Idempotency-Key is the same one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.announce import Api, Message, News
from dragoman.announce.answers import named
from dragoman.errors import BadStatus

STATUSES = "/api/v1/statuses"
LENGTH = 500
"""Characters of a status; an address counts as `ADDRESS` of them, however long it is."""
ADDRESS = 23
GONE = frozenset({404, 410})
_CALLS = re.compile(r"@(?=\w)")
"""What would call somebody by name: an article must not."""


def message(news: News, length: int = LENGTH) -> Message:
    """Return a status: headline, as much of the summary as fits, label, credit in short, address."""
    headline, summary, label, source = (
        _CALLS.sub("@\u200b", each) for each in (news.headline, news.summary, news.label, news.source)
    )
    owed = ", ".join(filter(None, (source, news.licence)))
    below = "\n".join(filter(None, (_cut(label, 120), _cut(owed, 60))))
    room = length - ADDRESS - len(below) - 6
    headline = _cut(headline, room)
    summary = _cut(summary, room - len(headline))
    return {
        "status": "\n\n".join(filter(None, (headline, summary, f"{below}\n{news.url}"))),
        "language": news.language.partition("-")[0],
    }


def _cut(text: str, length: int) -> str:
    """Return a text of so many characters at most, cut between words; nothing where that is too few for any."""
    if len(text) <= length:
        return text
    return (text[: length - 1].rpartition(" ")[0] + "…") if length > 40 else ""


@dataclass(frozen=True)
class Mastodon:
    name: str
    api: Api
    token: str
    visibility: str = "public"
    length: int = LENGTH

    def tell(self, news: Sequence[News]) -> Sequence[str]:
        """Post, edit or delete the status of each."""
        return [self._tell(each) for each in news]

    def _tell(self, news: News) -> str:
        headers = {"Authorization": f"Bearer {self.token}"}
        at = f"{STATUSES}/{news.remote}"
        if not news.remote:
            if news.withdrawn:
                return ""
            value = {**message(news, self.length), "visibility": self.visibility}
            return named(self.api(STATUSES, value, {**headers, "Idempotency-Key": news.key}), self.name)
        try:
            if news.withdrawn:
                self.api(at, None, headers, "DELETE")
                return ""
            return named(self.api(at, message(news, self.length), headers, "PUT"), self.name)
        except BadStatus as error:
            if error.status not in GONE:
                raise
            return "" if news.withdrawn else news.remote
