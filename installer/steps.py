# SPDX-License-Identifier: Apache-2.0
"""What `setup`, `run` and `test` do, step by step."""

import argparse
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import environment
import system_packages
from speech import ROOT, SetupError, say, sentence

DEMO = ROOT / "demo"
_PLAYING = DEMO / ".playing"
"""The demonstration lays this file first and removes it last: see `schoolguard.demo`."""


def do(arguments: list[str]) -> int:
    """Read the command line and take its steps; return the exit code."""
    parser = argparse.ArgumentParser(prog="installer/dev.py", description=sentence("about"))
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("setup", "run", "test"):
        commands.add_parser(name, help=sentence(f"help_{name}"), add_help=name == "setup")
    chosen, extra = parser.parse_known_args(arguments)
    if chosen.command == "setup" and extra:
        parser.error(sentence("unknown_arguments", arguments=" ".join(extra)))
    try:
        return {"setup": _setup, "run": _run, "test": _test}[chosen.command](extra)
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _setup(_extra: list[str]) -> int:
    _prepare(dev=False)
    say("setup_done")
    return 0


def _run(extra: list[str]) -> int:
    _prepare(dev=False)
    _forget_unfinished_play()
    if not (DEMO / "password.txt").exists():
        say("playing", folder="demo")
        return _program(["demo", "--out", str(DEMO), *extra])
    say("already_played", folder="demo")
    if not _has_display():
        say("no_display", pictures=DEMO / "pictures", reports=DEMO / "reports")
        return 0
    say("opening_window", password=DEMO / "password.txt")
    return _program(["--school", str(DEMO / "school")])


def _test(extra: list[str]) -> int:
    _prepare(dev=True)
    say("testing")
    quiet = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    command = [str(environment.PYTHON), "-m", "pytest", *extra]
    return subprocess.run(command, cwd=ROOT, env=quiet, check=False).returncode


def _prepare(*, dev: bool) -> None:
    if sys.platform == "linux":
        _system(dev=dev)
    environment.prepare(dev=dev)


def _system(*, dev: bool) -> None:
    """Install what the system lacks; only what this machine can not do without is insisted on."""
    tools = system_packages.TEST_TOOLS if dev else ()
    screen = system_packages.WINDOWED if _has_display() and not dev else ()
    venv = ("python3-venv",) if environment.lacks_venv() else ()
    wanted = system_packages.WINDOWLESS + system_packages.WINDOWED + tools
    lacking = venv + system_packages.missing(wanted)
    if not lacking:
        say("system_ready")
        return
    try:
        system_packages.install(lacking)
    except SetupError:
        if venv or system_packages.missing(system_packages.WINDOWLESS + screen):
            raise
        say("can_do_without", line=system_packages.apt_line(lacking))


def _program(arguments: Sequence[str]) -> int:
    environ = dict(os.environ)
    if not _has_display():
        environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    command = [str(environment.PYTHON), "-m", "schoolguard", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environ, check=False).returncode


def _forget_unfinished_play() -> None:
    """Remove a demonstration that was interrupted; a finished one is never touched."""
    if _PLAYING.exists():
        say("unfinished_play", folder="demo")
        shutil.rmtree(DEMO)


def _has_display() -> bool:
    """Return whether a screen answers; a DISPLAY that nobody serves is none."""
    if sys.platform != "linux":
        return True
    wayland, runtime = os.environ.get("WAYLAND_DISPLAY"), os.environ.get("XDG_RUNTIME_DIR", "/")
    if wayland and _answers(socket.AF_UNIX, str(Path(runtime, wayland))):
        return True
    host, _, number = os.environ.get("DISPLAY", "").rpartition(":")
    screen = number.partition(".")[0]
    if not screen.isdigit():
        return False
    if host in {"", "unix"}:
        path = f"/tmp/.X11-unix/X{screen}"  # noqa: S108 - where every X server listens
        return _answers(socket.AF_UNIX, path) or _answers(socket.AF_UNIX, f"\0{path}")
    return _answers(socket.AF_INET, (host, 6000 + int(screen)))


def _answers(family: socket.AddressFamily, address: str | tuple[str, int]) -> bool:
    with socket.socket(family) as probe:
        probe.settimeout(1)
        try:
            probe.connect(address)
        except OSError:
            return False
        return True
