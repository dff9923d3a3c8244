"""A WordPress blog: each article is a post, a draft unless told otherwise, by the REST API and an application password.

https://developer.wordpress.org/rest-api/reference/posts/ and /media/ . A post is found again by its slug, which holds
the article's id, and so is its picture, so that neither is made twice. What a person deleted there is not put back, and
what a person chose is left: the picture is featured once, when it comes.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlencode

from markupsafe import Markup, escape

from dragoman.announce import Api, Message, News, Photo
from dragoman.announce.answers import named
from dragoman.errors import BadStatus, DragomanError, TargetError

POSTS, MEDIA = "/wp-json/wp/v2/posts", "/wp-json/wp/v2/media"
EVERY = "publish,future,draft,pending,private"
GONE = frozenset({404, 410})
CLOSED = GONE | {401, 403}
"""What a blog answers where we may not keep pictures there, and so keep none."""
PATIENCE = 3
"""How often a picture that meets an error which passes is tried before the post goes out without it."""


def message(news: News) -> Message:
    """Return a post."""
    return {
        # WordPress takes both for HTML, and shows them as they are.
        "title": str(escape(news.headline)),
        "slug": news.slug,
        # A bracket would call one of the blog's own shortcodes.
        "content": _unbracketed(f"{news.html or _short(news)}\n{_link(news)}"),
        "excerpt": str(escape(news.summary)),
    }


def whole(news: News) -> Message:
    """Return a post and what is told of its picture."""
    photo = news.photo
    return {**message(news), **({"picture": photo.name, **words_of(photo, news.headline)} if photo else {})}


def words_of(photo: Photo, headline: str) -> Message:
    """Return what a blog is told of a picture: what it shows, and in its caption whom it is owed, with the licence."""
    licence = Markup('<a href="{}">{}</a>').format(photo.licence_url, photo.licence)
    owed = [photo.caption, photo.credit, licence if photo.licence_url else photo.licence]
    caption = Markup(" · ").join(filter(None, owed))
    return {"alt_text": photo.alt, "caption": _unbracketed(caption), "title": str(escape(headline))}


def _unbracketed(html: str) -> str:
    return str(html).replace("[", "&#91;")


def _short(news: News) -> Markup:
    """Return what stands for a text that may not be shown: label, summary and credit."""
    label = Markup("<p><small>{}</small></p>").format(news.label)
    summary = Markup("<p>{}</p>").format(news.summary) if news.summary else Markup()
    return label + summary + Markup("<p><small>{}</small></p>").format(news.credit)


def _link(news: News) -> Markup:
    return Markup('<p><a href="{}">{}</a></p>').format(news.url, news.headline)


@dataclass(frozen=True, slots=True)
class _Media:
    """A picture in the blog's library; `placed` tells that it was featured once: from then on, that is for people."""

    id: str
    placed: bool


@dataclass(frozen=True)
class WordPress:
    """Tells a blog; `warn` is told, in a sentence, what of a post could not be had."""

    name: str
    api: Api
    user: str
    password: str
    warn: Callable[[str], object]
    status: Literal["draft", "publish"] = "draft"

    def tell(self, news: Sequence[News]) -> Sequence[str]:
        """Make, change or delete the post of each, with its picture."""
        return [self._tell(each) for each in news]

    def _tell(self, news: News) -> str:
        id_ = news.remote or str(self._found(POSTS, news.slug, status=EVERY).get("id", ""))
        if news.withdrawn:
            if id_:
                self._delete(f"{POSTS}/{id_}")
            self._drop(news)
            return ""
        media = self._pictured(news, new=not id_)
        featured = {"featured_media": media.id} if media and not (id_ and media.placed) else {}
        try:
            posted = self._post(id_, {**message(news), **featured})
        except BadStatus as error:
            if not id_ or error.status not in GONE:
                raise
            self._drop(news)
            return id_
        if media and not media.placed:
            self._place(news, media, posted)
        return posted

    def _post(self, id_: str, value: Message) -> str:
        if id_:
            # Without its status: whether it is a draft still is for those who run the blog.
            return named(self._ask(f"{POSTS}/{id_}", value), self.name)
        return named(self._ask(POSTS, {**value, "status": self.status}), self.name)

    # --- Its picture ---

    def _pictured(self, news: News, *, new: bool) -> _Media | None:
        """Bring the picture of an article to the blog, or take it away; a post waits for none that it can't have."""
        try:
            if news.photo:
                return self._put(news, news.photo)
            if not new:
                self._drop(news)
        except DragomanError as error:
            self._bear(error, news, "without its picture" if news.photo else "with a picture that is to go")
        return None

    def _place(self, news: News, media: _Media, post: str) -> None:
        """Store at the blog that a picture was featured."""
        try:
            self._ask(f"{MEDIA}/{media.id}", {"post": post})
        except DragomanError as error:
            self._bear(error, news, "with a picture that will be featured again")

    def _bear(self, error: DragomanError, news: News, how: str) -> None:
        """Let an error over a picture pass with a word; raise it where it may be over by the next try."""
        if error.transient and news.tries < PATIENCE:
            raise error
        self.warn(f"{news.url} stands there {how} ({error})")

    def _put(self, news: News, photo: Photo) -> _Media:
        found = self._found(MEDIA, _name(news))
        if found and photo.name not in str(found.get("source_url")):
            self._delete(f"{MEDIA}/{found['id']}")  # the article leads with another picture now
            found = {}
        id_ = str(found["id"]) if found else self._upload(news, photo)
        self._ask(f"{MEDIA}/{id_}", words_of(photo, news.headline))
        return _Media(id_, bool(found.get("post")))

    def _upload(self, news: News, photo: Photo) -> str:
        disposition = f'attachment; filename="{_name(news)}-{photo.name}.jpg"'
        headers = {"Content-Type": "image/jpeg", "Content-Disposition": disposition}
        path = f"{MEDIA}?{urlencode({'slug': _name(news)})}"
        return named(self._ask(path, photo.read(), headers=headers), self.name)

    def _drop(self, news: News) -> None:
        """Delete the picture that we brought for an article: WordPress takes it from the post by itself."""
        try:
            found = self._found(MEDIA, _name(news))
        except BadStatus as error:
            if error.status not in CLOSED:
                raise
            return
        if found:
            self._delete(f"{MEDIA}/{found['id']}")

    # --- The API ---

    def _found(self, kind: str, slug: str, **more: str) -> Mapping[str, Any]:
        """Return what has a slug, made before a crash perhaps; nothing where there is none."""
        query = urlencode({"slug": slug, **more, "context": "edit", "_fields": "id,source_url,post"})
        try:
            found = json.loads(self._ask(f"{kind}?{query}", None, "GET"))
            return {**found[0], "id": int(found[0]["id"])} if found else {}
        except (ValueError, TypeError, LookupError):
            raise TargetError(f"{self.name} did not list its posts as WordPress does; it is asked again") from None

    def _delete(self, path: str) -> None:
        try:
            self._ask(f"{path}?force=true", None, "DELETE")
        except BadStatus as error:
            if error.status not in GONE:
                raise

    def _ask(
        self, path: str, value: Message | bytes | None, verb: str = "POST", headers: Mapping[str, str] | None = None
    ) -> bytes:
        login = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        return self.api(path, value, {"Authorization": f"Basic {login}", **(headers or {})}, verb)


def _name(news: News) -> str:
    """Return the slug of an article's picture."""
    return f"{news.slug}-picture"
