# SPDX-License-Identifier: Apache-2.0
"""The project's own Python environment in `.venv/`: made once, stamped, and left alone after that.

The stamp is a digest of the lock files, `pyproject.toml`, the Python version and the checkout's
place; when it differs, packages are installed anew.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from speech import ROOT, SetupError, say, sentence

FOLDER = ROOT / ".venv"
_WINDOWS = os.name == "nt"
_BIN = FOLDER / ("Scripts" if _WINDOWS else "bin")
PYTHON = _BIN / ("python.exe" if _WINDOWS else "python")
_VERSION = sys.version.split()[0]
_LOCKS = {"runtime": "requirements.lock", "dev": "requirements-dev.lock"}


def prepare(*, dev: bool) -> None:
    """Make or renew `.venv/` so that the program runs, and with `dev` its tests too.

    Raises:
        SetupError: nothing can create the environment, or a package could not be installed.
    """
    kind = "dev" if dev else "runtime"
    if _is_fresh(kind) or (not dev and _is_fresh("dev")):
        say("environment_ready", folder=".venv")
    else:
        uv = shutil.which("uv")
        _create(uv)
        say("installing_packages", lock=_LOCKS[kind], tool="uv" if uv else "pip")
        _call(_install_command(uv, ROOT / _LOCKS[kind]), "packages_failed")
        _link_project()
        _stamp_path(kind).write_text(_digest(kind), encoding="utf-8")
    _call([str(PYTHON), "-m", "compileall", "-q", "schoolguard"], "compile_failed")


def lacks_venv() -> bool:
    """Return whether an environment has to be made and this Python can not (Debian splits it)."""
    if PYTHON.exists() or shutil.which("uv"):
        return False
    return importlib.util.find_spec("ensurepip") is None


def _digest(kind: str) -> str:
    parts = [str(ROOT).encode(), _VERSION.encode()]
    parts += [(ROOT / name).read_bytes() for name in ("pyproject.toml", _LOCKS[kind])]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _stamp_path(kind: str) -> Path:
    return FOLDER / f"schoolguard-{kind}.stamp"


def _is_fresh(kind: str) -> bool:
    stamp = _stamp_path(kind)
    if not (PYTHON.exists() and stamp.exists()):
        return False
    return stamp.read_text(encoding="utf-8") == _digest(kind)


def _create(uv: str | None) -> None:
    """Make an empty environment with this Python, unless a working one is there already."""
    same_python = [
        str(PYTHON),
        "-c",
        f"import sys; sys.exit(sys.version.split()[0] != '{_VERSION}')",
    ]
    if _works(same_python) and (uv or _works([str(PYTHON), "-m", "pip", "--version"])):
        return
    say("creating_environment", folder=".venv", python=_VERSION)
    shutil.rmtree(FOLDER, ignore_errors=True)
    if uv:
        _call([uv, "venv", "-q", "--python", sys.executable, str(FOLDER)], "venv_failed")
        return
    _call([sys.executable, "-m", "venv", str(FOLDER)], "venv_failed")


def _install_command(uv: str | None, lock: Path) -> list[str]:
    if uv:
        command = [uv, "pip", "install", "-q", "--python", str(PYTHON), "--compile-bytecode"]
    else:
        command = [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    return [*command, "--require-hashes", "--no-deps", "-r", str(lock)]


def _link_project() -> None:
    """Let the environment see the checkout, and put the program's name on its path."""
    asked = [str(PYTHON), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = Path(
        subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    )
    (packages / "schoolguard.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    if _WINDOWS:
        (_BIN / "schoolguard.cmd").write_text(f'@"{PYTHON}" -m schoolguard %*\n', encoding="utf-8")
        return
    script = _BIN / "schoolguard"
    script.write_text(f'#!/bin/sh\nexec "{PYTHON}" -m schoolguard "$@"\n', encoding="utf-8")
    script.chmod(0o755)


def _works(command: Sequence[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _call(command: Sequence[str], failure: str) -> None:
    if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
        raise SetupError(sentence(failure, command=" ".join(command)))
