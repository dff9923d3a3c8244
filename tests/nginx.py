"""The nginx that docs/serving.md tells of, on loopback, with a tree of the caller's."""

from __future__ import annotations

import getpass
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from guards import listens

DOCS = Path(__file__).resolve().parents[1] / "docs" / "serving.md"
MAIN = """user {user};
daemon off;
worker_processes 1;
pid {folder}/pid;
error_log stderr error;
events {{ worker_connections 512; }}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    {site}
}}
"""


def program() -> str | None:
    """Return nginx's program, None where it is not installed."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def write_settings(folder: Path, root: Path, port: int) -> Path:
    """Write what the docs say into a folder, for a tree and a port of this machine; return the file."""
    found = re.search(r"```nginx\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.S)
    assert found
    return write_site(folder, found[1], {"listen 80;": f"listen 127.0.0.1:{port};", "/srv/www/news": str(root)})


def write_site(folder: Path, site: str, here: dict[str, str]) -> Path:
    """Write a site's part of the settings into a folder, with what is otherwise here; return the file."""
    for told, instead in here.items():
        assert told in site
        site = site.replace(told, instead)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "nginx.conf"
    file.write_text(MAIN.format(user=getpass.getuser(), folder=folder, site=site), encoding="utf-8")
    return file


def free_port() -> int:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def running(folder: Path, root: Path, *before: str) -> Iterator[int]:
    """Run nginx over a tree and yield its port; `before` are words of a command that starts it, as taskset."""
    port = free_port()
    with started(write_settings(folder, root, port), port, *before):
        yield port


@contextmanager
def started(file: Path, port: int, *before: str) -> Iterator[None]:
    """Run nginx by the settings of a file, once it listens at a port."""
    process = subprocess.Popen([*before, str(program()), "-e", "stderr", "-c", str(file)])
    try:
        listens(process, port)
        yield
    finally:
        process.terminate()
        process.wait()
