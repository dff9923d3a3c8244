"""A server that speaks Mastodon's API: each article is a status; a change edits it, a withdrawal deletes it.

https://docs.joinmastodon.org/methods/statuses/ . A status that is sent again with its Idempotency-Key is the same one.
"""

from __future__ import annotations

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


def message(news: News, length: int = LENGTH) -> Message:
    """Return a status: headline, as much of the summary as fits, label, credit in short, address."""
    owed = ", ".join(filter(None, (news.source, news.licence)))
    below = [_cut(news.label, 200), _cut(owed, 100)]
    room = length - ADDRESS - sum(len(each) + 1 for each in below) - 2
    headline = _cut(news.headline, room)
    summary = _cut(news.summary, room - len(headline) - 2)
    above = [headline, "", *([summary, ""] if summary else [])]
    return {"status": "\n".join([*above, *filter(None, below), news.url]), "language": news.language.partition("-")[0]}


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
