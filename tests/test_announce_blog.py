"""The picture of a post: brought to a WordPress once, with its words, and gone with its article; no post waits long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest

from dragoman.announce import News, Photo
from dragoman.announce.wordpress import PATIENCE, WordPress
from dragoman.errors import DragomanError, UsageError
from dragoman.flow.apis import Endpoint
from dragoman.net.door import Door, DoorSettings
from dragoman.testing.pictures import painted
from dragoman.testing.targets import KEY, USER, TargetServer

BOATS, SEA = painted(60, 40), painted(80, 40)
PHOTO = Photo(
    name="0a1b2c",
    read=lambda: BOATS,
    alt="Two boats.",
    caption="Boats <at> the quay [old].",
    credit="Ana Reis",
    licence="CC BY 4.0",
    licence_url="https://creativecommons.org/licenses/by/4.0/",
)
NEWS = News(
    key="tag:news.example,2026:abc/en/blog/1",
    id="abc",
    language="en",
    url="https://news.example/en/2026/11/a-story-abc/",
    slug="a-story-abc-en",
    updated=dt.datetime(2026, 11, 22, tzinfo=dt.UTC),
    headline="The quay is mended",
    photo=PHOTO,
)
GONE = replace(NEWS, headline="", photo=None, withdrawn="Withdrawn")


@dataclass
class Blog:
    """A blog, what it is told with, and what was said of what it lacks."""

    server: TargetServer
    door: Door
    lacks: list[str] = field(default_factory=list)

    def tell(self, news: News) -> str:
        api = Endpoint(self.server.base, self.door, 5)
        (remote,) = WordPress("blog", api, USER, KEY, self.lacks.append, "publish").tell([news])
        return remote

    def fail(self, news: News) -> None:
        with pytest.raises(DragomanError):
            self.tell(news)


@pytest.fixture
def blog() -> Iterator[Blog]:
    with TargetServer() as server, Door(DoorSettings("test", gap=0)) as door:
        yield Blog(server, door)


def test_a_picture_is_brought_with_what_it_shows_and_whom_it_is_owed_and_leads_the_post(blog: Blog) -> None:
    blog.tell(NEWS)
    ((number, medium),) = blog.server.media.items()
    (post,) = blog.server.posts.items()
    assert blog.server.files[number] == BOATS
    assert int(post[1]["featured_media"]) == number
    assert medium["alt_text"] == "Two boats."
    owed = '<a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>'
    assert medium["caption"] == f"Boats &lt;at&gt; the quay &#91;old]. · Ana Reis · {owed}"
    assert int(medium["post"]) == post[0]
    assert blog.lacks == []


def test_an_article_without_a_picture_asks_for_none(blog: Blog) -> None:
    blog.tell(replace(NEWS, photo=None))
    assert not [path for _, path in blog.server.asked if "media" in path]
    assert "featured_media" not in str(blog.server.posts)


@pytest.mark.parametrize("lost", [1, 2])
def test_an_answer_that_is_lost_brings_no_picture_twice(blog: Blog, lost: int) -> None:
    blog.server.faults = {"media": [*[""] * lost, "lost"]}  # after it was looked for: the picture, then its words
    blog.fail(NEWS)
    blog.tell(replace(NEWS, tries=1))
    assert len(blog.server.media) == len(blog.server.posts) == 1
    (post,) = blog.server.posts.values()
    assert int(post["featured_media"]) in blog.server.media


def test_a_picture_is_sent_once_and_its_words_follow(blog: Blog) -> None:
    remote = blog.tell(NEWS)
    blog.tell(replace(NEWS, remote=remote, photo=replace(PHOTO, alt="Three boats.")))
    (medium,) = blog.server.media.values()
    assert medium["alt_text"] == "Three boats."
    assert sum(verb == "POST" and "media?" in path for verb, path in blog.server.asked) == 1


def test_another_picture_takes_the_place_of_the_first(blog: Blog) -> None:
    remote = blog.tell(NEWS)
    blog.tell(replace(NEWS, remote=remote, photo=replace(PHOTO, name="3d4e5f", read=lambda: SEA)))
    ((number, content),) = blog.server.files.items()
    (post,) = blog.server.posts.values()
    assert content == SEA
    assert int(post["featured_media"]) == number


def test_a_picture_that_may_be_shown_no_more_goes_and_the_post_stays(blog: Blog) -> None:
    remote = blog.tell(NEWS)
    blog.tell(replace(NEWS, remote=remote, photo=None))
    (post,) = blog.server.posts.values()
    assert not blog.server.media
    assert post["featured_media"] == 0


def test_a_withdrawal_takes_the_picture_too_and_no_other(blog: Blog) -> None:
    remote = blog.tell(NEWS)
    theirs = {"id": 7, "slug": "a-picture-of-their-own", "source_url": "", "post": int(remote)}
    blog.server.media[7] = theirs
    assert blog.tell(replace(GONE, remote=remote)) == ""
    assert not blog.server.posts
    assert list(blog.server.media.values()) == [theirs]


def test_a_picture_whose_post_was_never_heard_of_goes_with_its_article(blog: Blog) -> None:
    blog.server.faults = {"wordpress": ["", "500"]}
    blog.fail(NEWS)
    assert blog.server.media
    blog.tell(GONE)
    assert not blog.server.media


def test_a_picture_that_people_chose_for_the_post_stays_with_it(blog: Blog) -> None:
    remote = blog.tell(NEWS)
    (post,) = blog.server.posts.values()
    post["featured_media"] = 0
    blog.tell(replace(NEWS, remote=remote, headline="The quay is mended at last"))
    assert (post["title"], post["featured_media"]) == ("The quay is mended at last", 0)


def test_a_post_that_people_deleted_brings_no_picture_back(blog: Blog) -> None:
    remote = blog.tell(NEWS)
    blog.server.posts.clear()
    assert blog.tell(replace(NEWS, remote=remote)) == remote
    assert not blog.server.posts
    assert not blog.server.media


@pytest.mark.parametrize("status", ["400", "403", "413", "415"])
def test_a_blog_that_refuses_the_picture_has_the_post_without_it(blog: Blog, status: str) -> None:
    blog.server.faults = {"media": ["", status]}
    blog.tell(NEWS)
    (post,) = blog.server.posts.values()
    assert "featured_media" not in post
    (told,) = blog.lacks
    assert told.startswith(f"{NEWS.url} stands there without its picture (")
    assert status in told


@pytest.mark.parametrize("fault", ["500", "cut"])
def test_a_blog_that_breaks_over_the_picture_is_asked_again_and_then_has_the_post_without_it(
    blog: Blog, fault: str
) -> None:
    for tries in range(PATIENCE + 1):
        blog.server.faults = {"media": [fault]}
        if tries < PATIENCE:
            blog.fail(replace(NEWS, tries=tries))
            assert not blog.server.posts
    blog.tell(replace(NEWS, tries=PATIENCE))
    assert len(blog.server.posts) == len(blog.lacks) == 1


def test_a_picture_whose_file_is_not_there_keeps_no_post_back(blog: Blog) -> None:
    def lost() -> bytes:
        raise UsageError("The file is not there")

    blog.tell(replace(NEWS, photo=replace(PHOTO, read=lost)))
    assert len(blog.server.posts) == len(blog.lacks) == 1


def test_a_blog_that_lets_us_keep_no_pictures_loses_no_withdrawal(blog: Blog) -> None:
    remote = blog.tell(replace(NEWS, photo=None))
    blog.server.faults = {"media": ["403"]}
    assert blog.tell(replace(GONE, remote=remote)) == ""
    assert not blog.server.posts
