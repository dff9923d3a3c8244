"""What Dragoman is installed from: a wheel that works by itself, a container, units that start what there is."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest
import typer
import yaml

from dragoman import __version__
from dragoman.cli import whole
from dragoman.config import Settings
from dragoman.flow.steps import POLLER, STEPS, WORKER

app = whole()
ROOT = Path(__file__).parent.parent
DEPLOY, DOCS = ROOT / "deploy", ROOT / "docs"
CONTAINER = DEPLOY / "Containerfile"
UNITS = sorted((DEPLOY / "systemd").iterdir())
COMMANDS = set(typer.main.get_group(app).commands)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (made,) = out.iterdir()
    return made


def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        held = {name for name in packed.namelist() if ".dist-info/" not in name}
        (licence,) = [name for name in packed.namelist() if name.endswith("licenses/LICENSE")]
        assert b"Apache License" in packed.read(licence)
    files = (file for file in (ROOT / "dragoman").rglob("*") if file.is_file() and "__pycache__" not in file.parts)
    assert held == {str(file.relative_to(ROOT)) for file in files}
    assert {f"dragoman/console/locale/{each}/LC_MESSAGES/django.mo" for each in ("es", "pt")} <= held


def test_what_is_installed_from_the_wheel_makes_a_site(wheel: Path, tmp_path: Path) -> None:
    place = tmp_path / "venv"
    venv.create(place, symlinks=True)
    (packages,) = place.glob("lib/python*/site-packages")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(packages)
    # What Dragoman needs is that of the tests; Dragoman itself is the wheel's.
    (packages / "others.pth").write_text(str(Path(pytest.__file__).parent.parent))
    code = "import dragoman, sys; from dragoman.cli import main; print(dragoman.__file__); sys.exit(main())"
    run = [place / "bin" / "python", "-I", "-c", code]
    told = subprocess.run([*run, "--version"], capture_output=True, text=True, cwd=tmp_path, check=True)
    assert told.stdout.splitlines() == [str(packages / "dragoman" / "__init__.py"), f"dragoman {__version__}"]
    subprocess.run([*run, "init", "news", "--sample"], capture_output=True, cwd=tmp_path, check=True)
    subprocess.run([*run, "build", "--site", "news"], capture_output=True, cwd=tmp_path, check=True)
    assert (tmp_path / "news/public/en/index.html").is_file()


def test_the_container_is_without_rights_and_copies_only_what_is_there() -> None:
    lines = re.sub(r"\\\n\s*", " ", CONTAINER.read_text(encoding="utf-8")).splitlines()
    said = [line.partition(" ") for line in lines if line and not line.startswith("#")]
    final = said[max(n for n, (word, _, _) in enumerate(said) if word == "FROM") :]
    assert ("USER", " ", "10001:10001") in final
    assert {"HEALTHCHECK", "STOPSIGNAL"} <= {word for word, _, _ in final}
    images = [rest.split()[0] for word, _, rest in said if word == "FROM"]
    assert all(":" in image and not image.endswith(":latest") for image in images)
    for word, _, rest in said:
        if word == "COPY" and not rest.startswith("--from"):
            assert all((ROOT / source).exists() for source in rest.split()[:-1])
    kept = set((ROOT / ".dockerignore").read_text().split())
    assert {"!pyproject.toml", "!constraints.txt", "!README.md", "!LICENSE", "!dragoman"} <= kept
    assert ("CMD", " ", '["run", "--host", "0.0.0.0"]') in final
    builds = re.findall(r"podman build .*", CONTAINER.read_text() + (DOCS / "deploying.md").read_text(encoding="utf-8"))
    assert len(builds) == 2
    assert all("--format docker" in build for build in builds)  # in podman's own form there is no health check


@pytest.mark.skipif(shutil.which("hadolint") is None, reason="needs hadolint")
def test_hadolint_finds_nothing_in_the_container() -> None:
    subprocess.run(["hadolint", CONTAINER], check=True)


def test_the_parts_of_many_machines_do_every_step_and_are_closed_in() -> None:
    told = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    services = told["services"]
    assert services["database"]["image"].startswith("docker.io/library/postgres:")
    assert "-h 127.0.0.1" in services["database"]["healthcheck"]["test"][1]  # not the server that only sets it up
    ours = {name: each for name, each in services.items() if name != "database"}
    steps: set[str] = set()
    for each in ours.values():
        command = each["command"]
        assert command[0] in COMMANDS
        assert (each["read_only"], each["cap_drop"], each["tmpfs"]) == (True, ["ALL"], ["/tmp"])  # noqa: S108
        assert all(name.startswith(("DRAGOMAN_", "HEALTH")) for name in each["environment"])
        steps |= set(command[2].split(",")) if "--queues" in command else set()
        steps |= POLLER if command[0] == "poller" else set()
    assert steps == set(STEPS)
    named = {name.removeprefix("DRAGOMAN_").partition("__")[0].lower() for name in ours["poller"]["environment"]}
    assert named - {"health", "log"} <= set(Settings.model_fields)
    assert ours["serve"]["ports"] == ["127.0.0.1:8000:8000"]


def test_the_manual_names_all_queues_too() -> None:
    text = (DOCS / "operations.md").read_text(encoding="utf-8")
    named = {step for queues in re.findall(r"--queues ([a-z,]+)", text) for step in queues.split(",")}
    assert named == set(WORKER)


def test_the_units_start_commands_that_there_are() -> None:
    for unit in UNITS:
        for command in re.findall(r"ExecStart=\S+/dragoman (\S+)", unit.read_text(encoding="utf-8")):
            assert command == "%i" or command in COMMANDS
    page = (DOCS / "deploying.md").read_text(encoding="utf-8")
    assert set(re.findall(r"dragoman@(\w+)", page)) <= COMMANDS


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze (Debian: systemd)")
def test_systemd_takes_the_units_and_finds_them_closed_in(tmp_path: Path) -> None:
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8").replace("/opt/dragoman/bin/dragoman", "/bin/true")
        (tmp_path / unit.name.replace("@", "@run")).write_text(text, encoding="utf-8")
    told = subprocess.run(["systemd-analyze", "verify", *tmp_path.iterdir()], capture_output=True, text=True)
    assert not [line for line in told.stderr.splitlines() if "dragoman" in line]
    security = ["systemd-analyze", "security", "--offline=true", "--threshold=20", tmp_path / "dragoman@run.service"]
    subprocess.run(security, check=True, capture_output=True)
