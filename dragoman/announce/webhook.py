"""A webhook: each change as a request, signed as Standard Webhooks has it (https://www.standardwebhooks.com/).

The receiver checks `webhook-signature`, and by `webhook-id`, which stays the same when a request is sent again, whether
it has had it already.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from dragoman.announce import Api, Message, News
from dragoman.errors import UsageError

PREFIX = "whsec_"


def message(news: News) -> Message:
    """Return what is said of an article."""
    stamp = news.updated.isoformat()
    if news.withdrawn:
        return {"id": news.id, "language": news.language, "url": news.url, "updated": stamp, "reason": news.withdrawn}
    return {
        "id": news.id,
        "language": news.language,
        "url": news.url,
        "updated": stamp,
        "headline": news.headline,
        "summary": news.summary,
        "html": news.html,
        "label": news.label,
        "credit": news.credit,
        "corrections": list(news.notes),
        "source": {"name": news.source, "url": news.original},
        "licence": {"name": news.licence, "url": news.licence_url},
        "image": news.image,
        "tags": list(news.tags),
    }


def secret_of(key: str, name: str) -> bytes:
    """Return the secret that a key stands for; raise UsageError where it is none."""
    try:
        secret = base64.b64decode(key.removeprefix(PREFIX), validate=True) if key.startswith(PREFIX) else key.encode()
    except (binascii.Error, ValueError):
        secret = b""
    if len(secret) < 16:
        raise UsageError(
            f"The key of the target {name} is too short or no base64: make one with `openssl rand -hex 32`"
        )
    return secret


def signature(secret: bytes, id_: str, stamp: int, body: bytes) -> str:
    """Return the signature of a request."""
    signed = f"{id_}.{stamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()


@dataclass(frozen=True)
class Webhook:
    api: Api
    secret: bytes
    clock: Callable[[], datetime]

    def tell(self, news: Sequence[News]) -> Sequence[str]:
        """Send each as a request of its own."""
        return [self._tell(each) for each in news]

    def _tell(self, news: News) -> str:
        what = "withdrawn" if news.withdrawn else "updated" if news.remote else "published"
        told = {"type": f"article.{what}", "timestamp": news.updated.isoformat(), "data": message(news)}
        body, stamp = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace"), int(self.clock().timestamp())
        headers = {
            "Content-Type": "application/json",
            "webhook-id": news.key,
            "webhook-timestamp": str(stamp),
            "webhook-signature": signature(self.secret, news.key, stamp, body),
        }
        self.api("", body, headers)
        return "" if news.withdrawn else news.id
