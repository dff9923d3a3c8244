"""A WordPress blog: each article is a post, a draft unless told otherwise, by the REST API and an application password.

https://developer.wordpress.org/rest-api/reference/posts/ . A post is found again by its slug, which holds the article's
id, so that none is made twice. What a person deleted there is not put back.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode

from markupsafe import Markup, escape

from dragoman.announce import Api, Message, News
from dragoman.announce.answers import named
from dragoman.errors import BadStatus, TargetError

POSTS = "/wp-json/wp/v2/posts"
EVERY = "publish,future,draft,pending,private"
GONE = frozenset({404, 410})


def message(news: News) -> Message:
    """Return a post."""
    return {
        # WordPress takes both for HTML, and shows them as they are.
        "title": str(escape(news.headline)),
        "slug": news.slug,
        # A bracket would call one of the blog's own shortcodes.
        "content": f"{news.html or _short(news)}\n{_link(news)}".replace("[", "&#91;"),
        "excerpt": str(escape(news.summary)),
    }


def _short(news: News) -> Markup:
    """Return what stands for a text that may not be shown: label, summary and credit."""
    label = Markup("<p><small>{}</small></p>").format(news.label)
    summary = Markup("<p>{}</p>").format(news.summary) if news.summary else Markup()
    return label + summary + Markup("<p><small>{}</small></p>").format(news.credit)


def _link(news: News) -> Markup:
    return Markup('<p><a href="{}">{}</a></p>').format(news.url, news.headline)


@dataclass(frozen=True)
class WordPress:
    name: str
    api: Api
    user: str
    password: str
    status: Literal["draft", "publish"] = "draft"

    def tell(self, news: Sequence[News]) -> Sequence[str]:
        """Make, change or delete the post of each."""
        return [self._tell(each) for each in news]

    def _tell(self, news: News) -> str:
        id_ = news.remote or self._found(news)
        if news.withdrawn:
            return self._delete(id_) if id_ else ""
        if not id_:
            return named(self._ask(POSTS, {**message(news), "status": self.status}), self.name)
        try:
            # Without its status: whether it is a draft still is for those who run the blog.
            return named(self._ask(f"{POSTS}/{id_}", message(news)), self.name)
        except BadStatus as error:
            if error.status not in GONE:
                raise
            return id_

    def _found(self, news: News) -> str:
        """Return the id of the post of an article, made before a crash perhaps."""
        query = urlencode({"slug": news.slug, "status": EVERY, "context": "edit", "_fields": "id"})
        try:
            posts = json.loads(self._ask(f"{POSTS}?{query}", None, "GET"))
            return str(posts[0]["id"]) if posts else ""
        except (ValueError, TypeError, LookupError):
            raise TargetError(f"{self.name} did not list its posts as WordPress does; it is asked again") from None

    def _delete(self, id_: str) -> str:
        try:
            self._ask(f"{POSTS}/{id_}?force=true", None, "DELETE")
        except BadStatus as error:
            if error.status not in GONE:
                raise
        return ""

    def _ask(self, path: str, value: Message | None, verb: str = "POST") -> bytes:
        login = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        return self.api(path, value, {"Authorization": f"Basic {login}"}, verb)
