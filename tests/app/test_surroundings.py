# SPDX-License-Identifier: Apache-2.0
"""Folders and log: what the program writes outside a school's record."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from schoolguard.app.logs import LOGGER, note, start_log, stop_log
from schoolguard.app.paths import Paths, usual_paths
from schoolguard.kernel.errors import UserError


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    start_log(tmp_path)
    yield tmp_path / "schoolguard.log"
    stop_log()


def raised(error: Exception) -> Exception:
    with pytest.raises(type(error)):
        raise error
    return error


@pytest.mark.parametrize(
    ("platform", "environment", "ending"),
    [
        ("linux", {"HOME": "/home/zhou"}, "/home/zhou/.local/share/schoolguard"),
        ("linux", {"HOME": "/h", "XDG_DATA_HOME": "/data"}, "/data/schoolguard"),
        ("darwin", {"HOME": "/h"}, "/h/Library/Application Support/SchoolGuard"),
        ("win32", {"USERPROFILE": "/u"}, "/u/AppData/Local/SchoolGuard"),
        ("win32", {"LOCALAPPDATA": "/l"}, "/l/SchoolGuard"),
    ],
)
def test_each_system_has_its_folder(
    platform: str, environment: dict[str, str], ending: str
) -> None:
    paths = usual_paths(environment, platform)
    assert paths.data.as_posix() == ending
    assert paths.logs.parent == paths.data


def test_the_log_names_code_and_place_but_quotes_nothing(log: Path) -> None:
    for word, error in (
        ("refused", UserError("roster.unknown_class", name="王小明")),
        ("failed", ValueError("王小明 38.6")),
    ):
        LOGGER.error(word, exc_info=raised(error))
    text = log.read_text(encoding="utf-8")
    assert "refused: roster.unknown_class" in text
    assert "failed: ValueError at test_surroundings.py:" in text
    assert "王小明" not in text
    assert "38.6" not in text


def test_a_second_start_does_not_write_twice(tmp_path: Path, log: Path) -> None:
    start_log(tmp_path)
    LOGGER.info("once")
    assert log.read_text(encoding="utf-8").count("once") == 1
    assert LOGGER.level == logging.INFO


def test_the_first_error_opens_the_usual_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("schoolguard.app.logs.usual_paths", lambda: Paths(tmp_path / "own"))
    note(raised(ValueError("王小明")))
    note(raised(UserError("checks.not_yet")))
    stop_log()
    text = (tmp_path / "own" / "logs" / "schoolguard.log").read_text(encoding="utf-8")
    assert [line.split("error: ")[1].split(" at ")[0] for line in text.splitlines()] == [
        "ValueError",
        "checks.not_yet",
    ]


def test_a_log_that_can_not_be_written_costs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setattr("schoolguard.app.logs.usual_paths", lambda: Paths(tmp_path / "file"))
    note(raised(ValueError("x")))
    stop_log()
