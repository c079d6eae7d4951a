# SPDX-License-Identifier: Apache-2.0
"""Folders, log and window state: what the program writes outside a school's record."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from schoolguard.app.logs import LOGGER, start_log, stop_log
from schoolguard.app.paths import usual_paths
from schoolguard.app.ui_state import UiState
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
    assert paths.logs.parent == paths.state_file.parent == paths.schools.parent == paths.data


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


def test_the_window_remembers_widths_and_the_last_folder(tmp_path: Path) -> None:
    path = tmp_path / "new" / "state.json"
    state = UiState(path)
    assert state.numbers("checks.columns") == ()
    state.keep("checks.columns", (120, 80))
    state.keep("last_folder", "D:/学校")
    state.save()
    again = UiState(path)
    assert again.numbers("checks.columns") == (120, 80)
    assert again.text("last_folder") == "D:/学校"
    assert again.text("checks.columns") == ""
    assert again.numbers("last_folder") == ()


@pytest.mark.parametrize("spoilt", [b"", b"\xff", b"[1]", b"{"])
def test_a_spoilt_state_file_is_forgotten(tmp_path: Path, spoilt: bytes) -> None:
    path = tmp_path / "state.json"
    path.write_bytes(spoilt)
    assert UiState(path).text("last_folder") == ""


def test_a_state_that_can_not_be_saved_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    state = UiState(tmp_path / "file" / "state.json")
    state.keep("x", "y")
    state.save()
