"""Make the pictures of docs/looks.md: twelve kinds of page on a desktop and on a phone, of the sample's made-up town.

    python bench/screenshots.py [--out docs/screenshots] [--site FOLDER]

Has the wire read the two papers of the sample twice, with an article edited and one taken down in between (a minute of
one core; `--site` keeps the site and uses it again), serves what it published and looks at it in Chromium. What reads
from right to left is taken from the site of tests/gallery.py, since the sample's papers are in English and Portuguese.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))

from browsing import CHROMIUM, PATIENCE, chromium, served
from gallery import PAGES, gallery
from PIL import Image
from playwright.sync_api import Browser, Page
from wire import Site

from dragoman.dispatch.crew import Crew
from dragoman.flow import editions, searching
from dragoman.publish.tree import write
from dragoman.testing.harbour import CHANGES, DISAPPEARS, HarbourSource

OUT = Path(__file__).resolve().parents[1] / "docs" / "screenshots"
WINDOWS = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
QUALITY = 60


@dataclass(frozen=True)
class Shot:
    """A page to be taken: where it is, what is clicked first, to what it is scrolled, and whether in the dark."""

    path: str
    click: str = ""
    scroll: str = ""
    dark: bool = False


def publish(folder: Path) -> None:
    """Have the wire publish the sample, with an edit and a removal after the first day."""
    with HarbourSource() as harbour, Crew(1) as crew:
        site = Site.made(folder, crew, {f"harbour-{language}": feed for language, feed in harbour.feeds.items()})
        site.change('title = "Test"', 'title = "The Porto Velame Interpreter"')
        site.once()
        harbour.edit(CHANGES)
        harbour.remove(DISAPPEARS)
        for _ in range(2):  # what is gone is asked for once more before it is believed
            site.clock.forward(hours=26)
            site.once(recheck=True)


def rebuild(folder: Path) -> None:
    """Write the pages of a site that was published before as they look now."""
    with Crew(1) as crew, Site(folder, crew).desk() as desk:
        editions.build(desk, desk.public)
        searching.build(desk, desk.public)


def shots(public: Path) -> dict[str, Shot]:
    """Return what is taken of the sample's site, by name."""
    article = _folder(public, "wind-of-96")
    return {
        "front": Shot("en/"),
        "front-dark": Shot("pt/", dark=True),
        "article": Shot(article),
        "original": Shot(article, click=".both summary", scroll="#p1"),
        "receipt": Shot(article, click="#about summary", scroll="#about"),
        "compare": Shot(f"{_folder(public, 'sea-does-not')}compare/"),
        "history": Shot(f"{_folder(public, 'fire')}history/"),
        "section": Shot("en/sections/sport/"),
        "day": Shot("en/archive/2026-11-20/"),
        "search": Shot("en/search/?q=harbour"),
        "how": Shot("en/how/"),
        "gone": Shot(f"{next(public.glob('en/*/*/*/gone')).parent.relative_to(public)}/"),
    }


def _folder(public: Path, word: str) -> str:
    """Return the folder of an English article with a word in its address."""
    return f"{sorted(public.glob(f'en/2*/*/*{word}*'))[0].relative_to(public)}/"


def take(browser: Browser, site: str, shot: Shot) -> Iterator[tuple[str, bytes]]:
    """Yield a page as a PNG in each window."""
    for window, size in WINDOWS.items():
        page = browser.new_page(viewport=size, color_scheme="dark" if shot.dark else "light", locale="en-GB")
        page.set_default_timeout(PATIENCE)
        page.goto(f"{site}/{shot.path}")
        _prepare(page, shot)
        yield window, page.screenshot()
        page.close()


def _prepare(page: Page, shot: Shot) -> None:
    if "?q=" in shot.path:
        page.wait_for_selector(".results li")
    if shot.click:
        page.locator(shot.click).first.click()
    if shot.scroll:
        page.locator(shot.scroll).first.evaluate("it => it.scrollIntoView()")
    page.wait_for_load_state("networkidle")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--site", type=Path)
    asked = parser.parse_args()
    if CHROMIUM is None:
        sys.exit("Chromium must be there: apt install chromium")
    with ExitStack() as stack:
        folder = asked.site or Path(stack.enter_context(tempfile.TemporaryDirectory())) / "site"
        (rebuild if folder.exists() else publish)(folder)
        other = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        write(other, gallery())
        browser = stack.enter_context(chromium())
        taken = {name: (folder / "public", shot) for name, shot in shots(folder / "public").items()}
        taken["right-to-left"] = (other, Shot(PAGES["article right to left"]))
        asked.out.mkdir(parents=True, exist_ok=True)
        for name, (public, shot) in taken.items():
            with served(public) as address:
                for window, picture in take(browser, address, shot):
                    file = asked.out / f"{name}-{window}.webp"
                    Image.open(io.BytesIO(picture)).save(file, quality=QUALITY, method=6)
                    print(f"{file.name:32}{file.stat().st_size:>10,} bytes", flush=True)


if __name__ == "__main__":
    main()
