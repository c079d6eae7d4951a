# SPDX-License-Identifier: Apache-2.0
"""The command line in both languages, and passwords that never stand in it."""

import argparse
import io
from datetime import datetime
from pathlib import Path

import pytest

from schoolguard.cli.arguments import COMMANDS, MisuseError, parse, wanted_language
from schoolguard.cli.asked import Asked
from schoolguard.cli.main import run
from schoolguard.cli.windows import Windows
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.texts import LANGUAGES, Texts


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_command_has_help(
    command: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        parse([*command.split(), "--help"], Texts(language))
    assert left.value.code == 0
    assert "usage" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "environment", "language"),
    [
        (["check", "--lang", "zh_CN"], "en_US.UTF-8", "zh_CN"),
        (["check", "--lang=en"], "zh_CN.UTF-8", "en"),
        (["check"], "zh_CN.UTF-8", "zh_CN"),
        (["check"], "C.UTF-8", "zh_CN"),
        (["check"], "en_US.UTF-8", "en"),
    ],
)
def test_the_language_is_the_asked_one_else_the_terminals(
    words: list[str], environment: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", environment)
    assert wanted_language(words) == language


def test_a_naive_now_is_school_time() -> None:
    arguments = parse(["demo", "--out", "x", "--now", "2026-09-01T08:00"], Texts("en"))
    assert arguments.now.isoformat() == "2026-09-01T08:00:00+08:00"


def test_the_window_opens_the_school_that_is_named() -> None:
    opened: list[Path | None] = []

    def open_window(school: Path | None, *, now: datetime | None, language: str | None) -> int:
        assert (now, language) == (None, None)
        opened.append(school)
        return 0

    def draw(
        school: Path, password: str, out: Path, *, now: datetime, language: str
    ) -> tuple[Path, ...]:
        raise AssertionError("nothing is drawn")

    windows = Windows(open_window, draw, has_display=True)
    assert run(["--school", "here"], windows) == 0
    assert run([], windows) == 0
    assert opened == [Path("here"), None]


def test_options_of_the_window_survive_before_a_command() -> None:
    arguments = parse(["--now", "2026-09-01T08:00", "demo", "--out", "x"], Texts("en"))
    assert arguments.now is not None


def test_no_command_takes_a_password_as_a_word() -> None:
    with pytest.raises(MisuseError):
        parse(["check", "--school", "x", "--password", "secret"], Texts("en"))


def asked(password_file: str | None) -> Asked:
    return Asked(argparse.Namespace(password_file=password_file), Texts("en"), None)


def test_a_dash_reads_the_password_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("open sesame\nmore\n"))
    assert asked("-").password() == "open sesame"


def test_nobody_is_asked_where_nobody_can_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    with pytest.raises(UserError, match=r"cli\.no_password"):
        asked(None).password()


def test_a_password_file_that_is_not_there_is_named() -> None:
    with pytest.raises(UserError, match=r"cli\.password_unreadable"):
        asked("/nowhere/password.txt").password()


def test_a_day_that_is_none_is_quoted_with_the_right_spelling() -> None:
    words = ["bureau", "board", "--bureau", "x", "--on", "2026-13-01"]
    with pytest.raises(MisuseError, match=r"2026-13-01.*2026-09-01"):
        parse(words, Texts("en"))
