"""The rooms and who may know whom: data flows one way, and the import graph proves it."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "dragoman"
LEAVES = {
    "types",
    "errors",
    "urls",
    "clock",
    "metrics",
    "traces",
    "commonwords",
    "gender",
    "quotes",
    "spokentimes",
    "survey",
}
STAGES = {
    "announce",
    "corrections",
    "net",
    "ingest",
    "extract",
    "pictures",
    "rights",
    "stories",
    "translate",
    "verify",
    "publish",
}
MAY_IMPORT = {
    **{leaf: {leaf} for leaf in LEAVES},
    **{stage: {stage, *LEAVES} for stage in STAGES},
    "config": {"errors", "filters", "targets"},
    "filters": {"targets"},
    "targets": set(),
    "serve": {"serve", "errors"},
    "dispatch": {"dispatch", "errors"},
    "newsroom": {"newsroom", *LEAVES},
    "console": {"console", "flow", "newsroom", "config", "targets", "rights", "translate", *LEAVES},
    "provenance": {"provenance", "errors"},
    "testing": {"testing", *LEAVES},
}
"""What each room may import of the project; `flow` and `cli` compose and may import all."""
SOCKETS = {"aiohttp", "socket", "ssl", "http.client", "urllib.request", "requests", "httpx", "urllib3", "smtplib"}
SERVERS = {"http.server", "socketserver", "waitress.server"}
CALLS_BACK = "testing/hub.py"
"""A hub asks its subscribers back: a site of its own, which no other module imports."""


def imports(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def room(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


MODULES = sorted(file for file in PACKAGE.rglob("*.py") if file.name != "__init__.py" or file.parent != PACKAGE)


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_a_room_imports_only_what_it_may_know(file: Path) -> None:
    allowed = MAY_IMPORT.get(room(file))
    if allowed is None:
        assert room(file) in {"flow", "cli", "__main__"}
        return
    ours = {name.split(".")[1] for name in imports(file) if name.startswith("dragoman.")}
    assert ours <= allowed


def test_django_is_known_at_the_edge_only() -> None:
    users = {room(file) for file in MODULES if any(name.split(".")[0] == "django" for name in imports(file))}
    assert users == {"newsroom", "console"}


def test_only_the_door_opens_outgoing_sockets() -> None:
    users = {file for file in MODULES if imports(file) & SOCKETS} - {PACKAGE / CALLS_BACK}
    assert {room(file) for file in users} == {"net"}
    assert not any("dragoman.testing.hub" in imports(file) for file in MODULES)


def test_only_serve_and_the_public_fakes_listen() -> None:
    users = {room(file) for file in MODULES if imports(file) & SERVERS}
    assert users <= {"serve", "console", "testing", "cli"}


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_a_module_is_one_thing_and_fits_a_few_screens(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 300
