# SPDX-License-Identifier: Apache-2.0
"""Which system libraries and tools are missing, and how they get onto the machine.

A library counts as present when the loader finds it, whoever installed it; only then are Debian's
package names looked at. Sources: the shared libraries that Qt 6.11's `libQt6Gui`, its `offscreen`
and its `xcb` plug-in link to, read with ldd on a bare Debian 12.
"""

import ctypes
import os
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass

from speech import SetupError, say, sentence


@dataclass(frozen=True)
class Need:
    """One thing of the system: how to see that it is there, and the Debian package that has it.

    Attributes:
        library: name for the dynamic loader; empty for a program.
        program: name on PATH; empty for a library.
    """

    package: str
    library: str = ""
    program: str = ""

    @property
    def is_met(self) -> bool:
        """Whether the loader, or PATH, has it."""
        if self.program:
            return shutil.which(self.program) is not None
        try:
            ctypes.CDLL(self.library)
        except OSError:
            return False
        return True


WINDOWLESS = (
    Need("libegl1", "libEGL.so.1"),
    Need("libgl1", "libGL.so.1"),
    Need("libfontconfig1", "libfontconfig.so.1"),
    Need("libdbus-1-3", "libdbus-1.so.3"),
    Need("libglib2.0-0", "libglib-2.0.so.0"),
    Need("libxkbcommon0", "libxkbcommon.so.0"),
)
"""What Qt links to even when nothing is shown."""

WINDOWED = (
    Need("libxkbcommon-x11-0", "libxkbcommon-x11.so.0"),
    Need("libxcb-cursor0", "libxcb-cursor.so.0"),
    Need("libxcb-icccm4", "libxcb-icccm.so.4"),
    Need("libxcb-keysyms1", "libxcb-keysyms.so.1"),
    Need("libxcb-shape0", "libxcb-shape.so.0"),
)
"""What a window on a screen needs besides."""

TEST_TOOLS = (
    Need("minisign", program="minisign"),
    Need("age", program="age"),
    Need("unzip", program="unzip"),
    Need("poppler-utils", program="pdftotext"),
)
"""What a bureau's clerk uses; the tests open a package and a PDF with the same tools."""


def missing(needs: Iterable[Need]) -> tuple[str, ...]:
    """Return the Debian packages of the needs that are not met, in order."""
    return tuple(need.package for need in needs if not need.is_met)


def install(packages: tuple[str, ...]) -> None:
    """Install Debian packages without a question.

    Raises:
        SetupError: no right to install, or no apt here: the sentence names the exact line.
    """
    if shutil.which("apt-get") is None:
        raise SetupError(sentence("no_apt", packages=" ".join(packages)))
    prefix = _become_root()
    if prefix is None:
        raise SetupError(sentence("run_this_line", line=apt_line(packages)))
    say("installing_system", packages=" ".join(packages))
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = [*prefix, "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    subprocess.run([*command, "update"], env=quiet, check=False)
    done = subprocess.run(
        [*command, "install", "-y", "--no-install-recommends", *packages],
        env=quiet,
        stdout=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode != 0:
        raise SetupError(sentence("apt_failed", line=apt_line(packages)))


def apt_line(packages: tuple[str, ...]) -> str:
    """Return the line with which somebody who may install does it by hand."""
    sudo = "" if _is_root() else "sudo "
    return f"{sudo}apt-get update && {sudo}apt-get install -y {' '.join(packages)}"


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _become_root() -> list[str] | None:
    """Return the words to put before a command that needs root, or None."""
    if _is_root():
        return []
    if shutil.which("sudo") is None:
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if asked.returncode == 0 else None
