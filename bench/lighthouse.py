"""Have Lighthouse judge the site: front page, article, comparison, the search and an Arabic page, on a slow phone.

    npm install --prefix .npm lighthouse@12
    python bench/lighthouse.py [--pages "front,article"] [--port 8123]

Serves the site of tests/gallery.py, which has every kind of page, as `dragoman serve` does, and prints for each page
its scores of 100 for performance, accessibility, best practices and SEO, and what costs it points. Needs Chromium.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))

import npm
from browsing import CHROMIUM, served
from gallery import PAGES, gallery

from dragoman.publish.tree import write

JUDGED = "front,article,comparison,article right to left,search"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FLAGS = "--headless --no-sandbox --disable-gpu --disable-dev-shm-usage"


def report(lighthouse: str, address: str) -> dict[str, Any]:
    """Return Lighthouse's report of a page."""
    said = ["--quiet", "--output=json", f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={FLAGS}"]
    environment = {**os.environ, "CHROME_PATH": str(CHROMIUM)}
    done = subprocess.run([lighthouse, address, *said], capture_output=True, text=True, check=True, env=environment)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def costs(found: dict[str, Any]) -> Iterator[str]:
    """Yield the audits of a report that cost its page points."""
    for category in CATEGORIES:
        for part in found["categories"][category]["auditRefs"]:
            audit = found["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 1:
                yield f"{part['id']} {audit['score']:.2f} {audit.get('displayValue', '')}".strip()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", default=JUDGED)
    asked = parser.parse_args()
    lighthouse = npm.tool("lighthouse")
    if lighthouse is None or CHROMIUM is None:
        sys.exit("Lighthouse and Chromium must be there: npm install --prefix .npm lighthouse@12, apt install chromium")
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), gallery())
        with served(Path(folder)) as address:
            print(f"{'page':24}" + "".join(f"{category:>16}" for category in CATEGORIES))
            for name in asked.pages.split(","):
                found = report(lighthouse, f"{address}/{PAGES[name]}")
                scores = (found["categories"][category]["score"] for category in CATEGORIES)
                print(f"{name:24}" + "".join(f"{round(100 * score):>16}" for score in scores), flush=True)
                for cost in costs(found):
                    print(f"    {cost}", flush=True)


if __name__ == "__main__":
    main()
