"""A digest by e-mail: what is new in an edition, what was corrected and what was withdrawn of what was mailed before.

Plain text, since every reader can read it. The Message-ID follows from what is in it, so that a mail which is sent
again after a crash is known as the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr

from dragoman.announce import Message, News

Send = Callable[[bytes], object]
"""Sends the bytes of a mail to those who get the digest."""


def message(news: News) -> Message:
    """Return what a digest says of an article: of one that was mailed before, only what was put right since."""
    return {"headline": news.headline, "url": news.url, "notes": list(news.notes), "withdrawn": news.withdrawn}


@dataclass(frozen=True)
class Heading:
    """What stands above a digest: the site's name and address, and the words for its subject."""

    title: str
    subject: str
    sender: str
    contact: str = ""
    """An e-mail address to which those write who want no more of it."""


@dataclass(frozen=True)
class Mail:
    heading: Heading
    send: Send
    clock: Callable[[], datetime]

    def tell(self, news: Sequence[News]) -> Sequence[str]:
        """Send one mail with all that is worth one; an edition at a time."""
        told = [each for each in news if _is_told(each)]
        if told:
            self.send(self.digest(told).as_bytes(policy=SMTP))
        return ["" if each.withdrawn else each.id for each in news]

    def digest(self, news: Sequence[News]) -> EmailMessage:
        """Return the mail."""
        mail = EmailMessage()
        mail["Subject"] = " ".join(self.heading.subject.split())
        mail["From"] = mail["To"] = formataddr((self.heading.title, self.heading.sender))
        mail["Date"] = format_datetime(self.clock())
        name = hashlib.sha256("\n".join(sorted(each.key for each in news)).encode()).hexdigest()[:32]
        mail["Message-ID"] = f"<{name}@{self.heading.sender.rpartition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"
        if self.heading.contact:
            mail["List-Unsubscribe"] = f"<mailto:{self.heading.contact}?subject=unsubscribe>"
        mail.set_content("\n\n\n".join("\n".join(_lines(each)) for each in news) + "\n", charset="utf-8")
        mail["Content-Language"] = news[0].language
        return mail


def _is_told(news: News) -> bool:
    """Tell whether a digest speaks of an article: of one that was mailed before, only where it was wrong or is gone."""
    return bool(news.withdrawn or news.notes) if news.remote else not news.withdrawn


def _lines(news: News) -> Iterator[str]:
    if news.withdrawn:
        yield from (news.withdrawn, news.url)
        return
    yield news.headline
    yield from news.notes
    if news.summary and not news.remote:
        yield from ("", news.summary, "")
    yield from filter(None, (news.label, news.credit, news.url))
