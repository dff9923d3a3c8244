from collections.abc import Iterator

import pytest

from dragoman.dispatch.crew import Crew


@pytest.fixture(scope="session")
def crew() -> Iterator[Crew]:
    """Two worker processes with the real engines, shared by all tests of the wire."""
    with Crew(2) as crew:
        yield crew
