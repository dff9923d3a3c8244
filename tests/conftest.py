from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
import wire
from hypothesis import settings

from dragoman.dispatch.crew import Crew

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# How long an example takes says more about the machine than about the code.
settings.register_profile("dragoman", deadline=None)
settings.load_profile("dragoman")


@pytest.fixture(scope="session")
def crew() -> Iterator[Crew]:
    """Two worker processes with the real engines, shared by all tests of the wire."""
    with Crew(2) as crew:
        yield crew


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from browsing import chromium  # imported where a test wants it: 0.3 s

    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session", autouse=True)
def database_server() -> Iterator[None]:
    """Where DRAGOMAN_TEST_POSTGRES is set, every site of a test has its tables on a PostgreSQL server."""
    if not os.environ.get("DRAGOMAN_TEST_POSTGRES"):
        yield
        return
    postgres = pytest.importorskip("postgres", reason="needs dragoman[postgres]")
    if postgres.programs() is None:
        pytest.skip("needs PostgreSQL's programs (Debian: postgresql)")

    with postgres.server() as server:
        wire.new_database, wire.new_copy = server.new, server.new_copy
        yield
