from collections.abc import Iterator

import pytest
from hypothesis import settings

from dragoman.dispatch.crew import Crew

# How long an example takes says more about the machine than about the code.
settings.register_profile("dragoman", deadline=None)
settings.load_profile("dragoman")


@pytest.fixture(scope="session")
def crew() -> Iterator[Crew]:
    """Two worker processes with the real engines, shared by all tests of the wire."""
    with Crew(2) as crew:
        yield crew
