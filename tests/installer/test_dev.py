# SPDX-License-Identifier: Apache-2.0
"""The set-up: finds what is missing, names the exact line, knows a screen when it answers."""

import importlib
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "installer"


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(FOLDER))
    return importlib.import_module("steps")


@pytest.fixture
def system_packages(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(FOLDER))
    return importlib.import_module("system_packages")


def test_every_sentence_it_says_exists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(FOLDER))
    speech = importlib.import_module("speech")
    code = "".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.py"))
    keys = set(re.findall(r'\b(?:say|sentence)\(\s*"(\w+)"', code))
    keys |= set(re.findall(r'_call\(.*"(\w+_failed)"\)', code))
    assert len(keys) > 15
    values = dict.fromkeys(
        [
            "arguments",
            "command",
            "folder",
            "line",
            "lock",
            "packages",
            "password",
            "pictures",
            "python",
            "reports",
            "tool",
        ],
        "x",
    )
    assert all(speech.sentence(key, **values) for key in keys)


def test_what_is_missing_is_named_by_its_package(system_packages: ModuleType) -> None:
    need = system_packages.Need
    needs = [
        need("python3", program="python3"),
        need("libc6", library="libc.so.6"),
        need("libnone1", library="libnone.so.1"),
        need("nonesuch", program="nonesuch-program"),
    ]
    assert system_packages.missing(needs) == ("libnone1", "nonesuch")


def test_without_the_right_to_install_the_exact_line_is_said(
    system_packages: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    found = {"apt-get": "/usr/bin/apt-get"}
    monkeypatch.setattr(shutil, "which", found.get)
    with pytest.raises(Exception, match="sudo apt-get install -y age unzip"):
        system_packages.install(("age", "unzip"))


def test_a_display_that_nobody_serves_is_none(
    steps: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    for dead in ("", ":", ":987", "localhost:987.0", "nonsense"):
        monkeypatch.setenv("DISPLAY", dead)
        assert not steps._has_display()


@pytest.mark.skipif(sys.platform != "linux", reason="abstract sockets are Linux's")
def test_a_display_that_answers_is_seen(steps: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":9871.0")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("\0/tmp/.X11-unix/X9871")
        server.listen()
        assert steps._has_display()


def test_help_needs_nothing_installed() -> None:
    command = [sys.executable, "-S", str(FOLDER / "dev.py"), "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert all(word in done.stdout for word in ("setup", "run", "test"))
