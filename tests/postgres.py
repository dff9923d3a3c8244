"""A PostgreSQL server of the tests' own, and a new database in it for each site that asks for one."""

from __future__ import annotations

import itertools
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from dragoman.newsroom.setup import release

USER = "dragoman"


def programs() -> Path | None:
    """Return the folder of the server's programs, None where there is none on this machine."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = shutil.which("initdb")
    return next(iter(debian), Path(found).parent if found else None)


@dataclass
class Server:
    """A running server, reached at a port of loopback."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes]
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def address(self, name: str) -> str:
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{name}"

    def new(self, template: str = "template1") -> str:
        """Make a database and return its address."""
        name = f"site{os.getpid()}_{next(self._numbers)}"
        self.do(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.address(name)

    def new_copy(self, settings: str) -> str:
        """Copy the database that a site's settings name, and return them with the copy's name."""
        found = re.search(r"/(site\w+)\"", settings)
        assert found
        release()
        self.drop_connections()
        return settings.replace(self.address(found[1]), self.new(found[1]))

    def drop_connections(self) -> None:
        """Cut off everybody who is connected, as a restart does."""
        others = "pid <> pg_backend_pid() AND datname LIKE 'site%'"
        self.do(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")  # noqa: S608 - our own words

    def do(self, statement: str) -> None:
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def server() -> Iterator[Server]:
    """Run a server that keeps nothing; it runs as another user where we are root, who may not be it."""
    here = programs()
    assert here is not None
    folder = Path(tempfile.mkdtemp(prefix="dragoman-postgres-"))
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
    data = folder / "data"
    with (folder.with_suffix(".log")).open("wb") as log:
        make = [here / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        subprocess.run(make, check=True, user=user, stdout=log, stderr=log, cwd=folder)
        with running(here, data, user, log.fileno()) as (port, process):
            yield Server(folder, port, process)
    shutil.rmtree(folder)
    folder.with_suffix(".log").unlink()


@contextmanager
def running(here: Path, data: Path, user: str | None, log: int) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Run the server's process until it is done with, and wait before that until it answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    # Nothing here has to outlive a machine.
    fast = [each for name in ("fsync", "synchronous_commit", "full_page_writes") for each in ("-c", f"{name}=off")]
    place = ["-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", data.parent, "-c", "max_connections=200"]
    process = subprocess.Popen([here / "postgres", *place, *fast], user=user, stdout=log, stderr=log, cwd=data.parent)
    try:
        ready = [here / "pg_isready", "-h", "127.0.0.1", "-p", str(port), "-q"]
        while subprocess.run(ready, check=False).returncode:
            assert process.poll() is None
            time.sleep(0.05)
        yield port, process
    finally:
        process.send_signal(signal.SIGINT)  # at once, whoever is connected
        process.wait()
