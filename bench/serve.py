"""Measure how many requests a second `dragoman serve` answers, beside nginx with the same tree, each on one core.

    python bench/serve.py [--seconds 10] [--rounds 3] [--connections 16]

Makes a small site of every kind of page, hands it out by both in turn on the first core, and has wrk ask for its pages
one after another from the second, packed and over connections that stay open. Prints the requests a second of each
round, and the ratio of the medians. nginx is set up as docs/serving.md says. Needs nginx, wrk and taskset (Debian:
nginx, wrk, util-linux), and a machine of two cores or more that does nothing else.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))

import nginx
from articles import rich, short, whole_site

from dragoman.cli.new import NewSite, make
from dragoman.publish.tree import write

SERVERS, ASKING = ("taskset", "-c", "0"), ("taskset", "-c", "1")
"""One core for who answers, another for who asks."""
SCRIPT = """local paths = {{ {paths} }}
local at = 0
request = function()
    at = at % #paths + 1
    return wrk.format("GET", paths[at], {{ ["Accept-Encoding"] = "gzip, deflate" }})
end
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=16)
    args = parser.parse_args()
    if not (nginx.program() and shutil.which("wrk") and shutil.which("taskset")):
        sys.exit("nginx, wrk and taskset must be here; install them (Debian: apt install nginx wrk util-linux)")
    with tempfile.TemporaryDirectory() as folder:
        _measure(Path(folder), args)


def _measure(folder: Path, args: argparse.Namespace) -> None:
    site = folder / "site"
    list(make(NewSite(site, "Bench", ("en", "pt"), "http://127.0.0.1:8000", (), sample=False, contact="")))
    write(site / "public", whole_site([rich(), short()]))
    script = folder / "pages.lua"
    pages = sorted(f"/{page.parent.relative_to(site / 'public')}/" for page in (site / "public/en").rglob("index.html"))
    script.write_text(SCRIPT.format(paths=", ".join(f'"{page}"' for page in pages)), encoding="utf-8")
    ask = [*ASKING, "wrk", "-t1", f"-c{args.connections}", f"-d{args.seconds}s", f"-s{script}"]
    with ours(site) as our_port, nginx.running(folder / "nginx", site / "public", *SERVERS) as their_port:
        ports = {"dragoman": our_port, "nginx": their_port}
        rates: dict[str, list[float]] = {name: [] for name in ports}
        for _ in range(args.rounds):
            for name, port in ports.items():
                rates[name].append(rate([*ask, f"http://127.0.0.1:{port}"]))
    for name, found in rates.items():
        print(f"{name:9} {statistics.median(found):9,.0f} requests a second  ({', '.join(f'{r:,.0f}' for r in found)})")
    print(f"ratio     {statistics.median(rates['dragoman']) / statistics.median(rates['nginx']):9.3f}")


def rate(command: Sequence[str]) -> float:
    """Run wrk and return the requests a second; exit where any was answered by an error."""
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"Requests/sec:\s*([0-9.]+)", told)
    if not found or "Non-2xx" in told or "Socket errors" in told:
        sys.exit(told)
    return float(found[1])


@contextmanager
def ours(site: Path) -> Iterator[int]:
    """Run `dragoman serve` over a site and yield its port."""
    port = nginx.free_port()
    program = [sys.executable, "-c", "from dragoman.cli import main; main()"]
    command = [*SERVERS, *program, "serve", "--site", str(site), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        while process.poll() is None:
            try:
                HTTPConnection("127.0.0.1", port).connect()
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main()
