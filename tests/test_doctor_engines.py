"""What the doctor and the list say about engines: missing keys, damaged models, languages that nothing leads to."""

from pathlib import Path

import pytest
from test_models import PACKAGED, folder, own_store, run  # noqa: F401 - fixtures

from dragoman.config import Settings, parse
from dragoman.errors import UsageError
from dragoman.flow.doctor import examine
from dragoman.newsroom import usage
from dragoman.newsroom.setup import open_database

ENGINE = '[[engines]]\nname = "ours"\nkind = "deepl"\naddress = "https://api.example/"\nkey = "NO_SUCH_KEY"\n'


def told(tmp_path: Path, settings: Settings) -> str:
    open_database(tmp_path / "dragoman.sqlite3")
    return "\n".join(examine(tmp_path, settings))


def test_a_key_that_is_not_in_the_environment_is_named(tmp_path: Path) -> None:
    assert "set NO_SUCH_KEY in the environment" in told(tmp_path, parse(ENGINE))


def test_an_engine_that_failed_is_told_with_its_error(tmp_path: Path) -> None:
    open_database(tmp_path / "dragoman.sqlite3")
    from dragoman.clock import utc_now

    now = utc_now()
    usage.reserve("ours", 10, usage.Budget(), now)
    usage.record_failure("ours", "https://api.example answered 403 Forbidden.", now)
    assert "The engine ours failed (https://api.example answered 403 Forbidden)" in told(tmp_path, Settings())


def test_a_damaged_model_is_told_with_its_cure(tmp_path: Path, own_store: Path, folder: Path) -> None:  # noqa: F811
    run("add", "ru-en", folder)
    (own_store / "ru-en" / PACKAGED.vocabulary.name).write_bytes(b"")
    assert "run `dragoman models add ru-en` again" in told(tmp_path, Settings())


def test_a_language_that_no_engine_leads_to_is_told(tmp_path: Path) -> None:
    site = '[site]\nlanguages = ["en", "ja"]\n'
    assert "No model translates into ja" in told(tmp_path, parse(site))
    assert "No model translates into ja" not in told(tmp_path, parse(site + ENGINE))


@pytest.mark.parametrize(
    "line",
    ['kind = "google"', 'address = "ftp://x"', 'address = "https://user:pass@x/"', 'name = "A B"', 'pairs = ["en>pt"]',
     "day = -1", 'key = "not a name"', "timeout = 0"],
)  # fmt: skip
def test_a_setting_that_makes_no_sense_is_refused_by_name(line: str) -> None:
    name = line.split()[0]
    lines = [each for each in ENGINE.splitlines() if not each.startswith(f"{name} ")]
    with pytest.raises(UsageError, match=name):
        parse("\n".join([*lines, line]))
