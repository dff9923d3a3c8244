"""The nginx of docs/serving.md answers as we do: a small site of every kind of page, asked of both."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import nginx
import pytest
from articles import rich, short, whole_site
from guards import PATIENCE

from dragoman.publish.tree import write
from dragoman.serve import make_server

pytestmark = pytest.mark.skipif(nginx.program() is None, reason="needs nginx (Debian: nginx)")
PICTURE = "pictures/1d/1deca2f285a67d16ceca10d5.avif"
WORKER = "en/search/12/pagefind-worker.js"
SAME = (
    "Content-Type", "Content-Encoding", "Content-Length", "Cache-Control", "Content-Security-Policy", "Location",
    "Access-Control-Allow-Origin", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy",
    "Strict-Transport-Security", "Last-Modified",
)  # fmt: skip


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served") / "public"
    gone = short(id="dddddddddd", withdrawn="Its author asked for it.")
    write(folder, whole_site([rich(), short(), gone]) | {PICTURE: b"pixels" * 200, WORKER: b"'use strict'"})
    return folder


@pytest.fixture(scope="module")
def ports(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, int]]:
    server = make_server(root, port=0)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    with nginx.running(tmp_path_factory.mktemp("nginx"), root) as theirs:
        yield server.server_port, theirs
    server.shutdown()
    server.server_close()


def ask(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        return response.status, dict(response.headers.items()), response.read()


def told(answer: tuple[int, dict[str, str], bytes], leave: tuple[str, ...] = ()) -> object:
    status, headers, body = answer
    return status, {name: headers.get(name) for name in SAME if name not in leave}, body


def test_what_the_docs_say_is_understood_by_nginx(root: Path, tmp_path: Path) -> None:
    file = nginx.write_settings(tmp_path, root, nginx.free_port())
    done = subprocess.run(
        [str(nginx.program()), "-t", "-e", "stderr", "-c", str(file)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "warn" not in done.stderr


def test_every_file_of_a_site_is_answered_alike(ports: tuple[int, int], root: Path) -> None:
    files = [file.relative_to(root) for file in sorted(root.rglob("*.*")) if file.suffix not in (".gz", ".br")]
    assert len(files) > 50
    for file in files:
        folder = str(file).removesuffix("index.html")
        for path in {f"/{file}", f"/{folder}"}:
            ours, theirs = (ask(port, path, Accept_Encoding="gzip") for port in ports)
            # A page of an error has no time of its own.
            assert told(ours, ("Last-Modified",)) == told(theirs, ("Last-Modified",)), path
            assert "ETag" in theirs[1], path
            if ours[0] == 200 and "Content-Encoding" not in ours[1]:
                assert told(ours) == told(theirs), path


def test_what_is_gone_missing_or_hidden_is_answered_alike(ports: tuple[int, int], root: Path) -> None:
    (gone,) = (f"/{file.parent.relative_to(root)}/" for file in root.rglob("gone") if "en" in file.parts)
    answers = {path: [ask(port, path) for port in ports] for path in (gone, "/nothing/", "/.beside/1", "/en", "/a.jpg")}
    assert {path: ours[0] for path, (ours, _) in answers.items()} == {
        gone: 410, "/nothing/": 404, "/.beside/1": 404, "/en": 301, "/a.jpg": 404,
    }  # fmt: skip
    for path, (ours, theirs) in answers.items():
        leave = ("Content-Length", "Content-Type", "Cache-Control", "Access-Control-Allow-Origin", "Last-Modified")
        assert told(ours, leave)[:2] == told(theirs, leave)[:2], path
        assert ours[2] == theirs[2] or path == "/en", path


def test_nginx_keeps_what_may_be_kept_and_knows_what_clients_have(ports: tuple[int, int]) -> None:
    _, headers, _ = ask(ports[1], f"/{PICTURE}")
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert ask(ports[1], f"/{PICTURE}", If_None_Match=headers["ETag"])[0] == 304
