"""A site with every kind of page, for tools that judge pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

from articles import BY, SEEN, SITE, rich, short, stories, whole_site
from PIL import Image

from dragoman.pictures.encoding import Owed, encoded
from dragoman.publish import pagefind
from dragoman.publish.paths import article_path
from dragoman.publish.reports import Fields, Reply, report_page
from dragoman.publish.search import part_of, parts_file
from dragoman.publish.site import Files
from dragoman.types import Article, Change, Decision, Fact, Level, Picture, PictureFile, Update

FORM = replace(SITE, form=True)
_CHANGE = Change("headline", "New breakwater shelters 24 boats", "New breakwater shelters 240 boats", (Fact.NUMBER,))
TEXT = rich(
    id="bbbbbbbbbb",
    revision=2,
    document={"section": "Politics"},
    updates={"en": (Update(SEEN + timedelta(hours=2), 2, (_CHANGE,)),)},
)
SHORT = short(document={"section": "Sport"})
GONE = short(id="cccccccccc", withdrawn="Removed by its source.")
HEADLINE = short(id="dddddddddd", decision=Decision(Level.HEADLINE, True, reasons=("Its licence is not known.",)))
UNTRANSLATED = short(id="eeeeeeeeee", passages={})


def made() -> dict[PictureFile, bytes]:
    """Return the files of a picture with their bytes."""
    pixels = BytesIO()
    Image.linear_gradient("L").resize((640, 320)).save(pixels, "PNG")
    return encoded(pixels.getvalue(), Owed("Ana Reis", BY.url))


def illustrated(article: Article) -> Article:
    """Return an article all of whose pictures may be shown."""
    picture = Picture(tuple(FILES), "Ana Reis", BY)
    return replace(article, pictures={figure.src: picture for _, figure in article.document.figures()})


FILES = made()
ILLUSTRATED = illustrated(rich(id="ffffffffff", document={"section": "Politics"}))
ARTICLES = [TEXT, SHORT, GONE, HEADLINE, UNTRANSLATED, ILLUSTRATED, *(short(id=f"{n:010x}") for n in range(9))]

PAGES = {
    "article": article_path(TEXT, "en"),
    "illustrated": article_path(ILLUSTRATED, "en"),
    "article right to left": article_path(SHORT, "ar"),
    "comparison": f"{article_path(TEXT, 'en')}compare/",
    "history": f"{article_path(TEXT, 'en')}history/",
    "headline": article_path(HEADLINE, "en"),
    "copy": article_path(UNTRANSLATED, "pt"),
    "tombstone": article_path(GONE, "en"),
    "front": "en/",
    "front right to left": "ar/",
    "section": "en/sections/politics/",
    "source": "en/sources/correio/",
    "archive": "en/archive/",
    "month": "en/archive/2026-11/",
    "day": "en/archive/2026-11-22/",
    **{name: f"en/{name}/" for name in ("how", "sources", "feeds", "data", "offline", "corrections", "takedowns")},
    "search": "en/search/?q=auction",
    "languages": "",
    "missing": "404.html",
    "failed": "50x.html",
    "report": "report.html",
    "report refused": "refused.html",
    "report taken": "taken.html",
}
"""Every kind of page of the site, by what it is: an article in English, the same right to left, and so on."""


def gallery() -> Files:
    """Return every file of the site, with its search in English, and the form as a server shows it."""
    files = whole_site(ARTICLES, FORM) | {file.path: content for file, content in FILES.items()}
    filled = Fields(article=f"{FORM.address}/{PAGES['article']}", language="en", text="The number is wrong.")
    files |= {
        "report.html": report_page("en", FORM, filled, Reply()),
        "refused.html": report_page("en", FORM, filled, Reply("text")),
        "taken.html": report_page("en", FORM, filled, Reply(number="R-1", due=SEEN)),
    }
    if pagefind.program():
        part, bundle = part_of("en", 0, stories("en", ARTICLES, FORM)[0])
        files |= bundle | parts_file("en", [part], "gallery")
    return files
