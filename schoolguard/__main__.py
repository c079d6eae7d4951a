# SPDX-License-Identifier: Apache-2.0
"""The door: a command goes to the terminal, no command opens the window.

The only module that knows both; it hands the window's two doors to the terminal, and loads neither
before it is needed.
"""

import os
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path


def main(words: Sequence[str] | None = None) -> int:
    """Run the program as started from a terminal; return the exit code."""
    words = sys.argv[1:] if words is None else words
    has_display = _has_display()
    if not words and has_display:
        return window()
    from schoolguard.cli import Windows, run  # noqa: PLC0415 - the window starts without it

    return run(words, Windows(_open_window, _draw_pictures, has_display))


def window() -> int:
    """Run the program as started from an icon; return the exit code."""
    return _open_window(None, now=None, language=None)


def _open_window(school: Path | None, *, now: datetime | None, language: str | None) -> int:
    from schoolguard.ui.application import run_window  # noqa: PLC0415 - Qt; commands do without

    return run_window(school, now=now, language=language)


def _draw_pictures(
    school: Path, password: str, out: Path, *, now: datetime, language: str
) -> tuple[Path, ...]:
    from schoolguard.ui.pictures import draw_pictures  # noqa: PLC0415 - Qt

    return draw_pictures(school, password, out, now=now, language=language)


def _has_display() -> bool:
    """Return whether a screen is promised; only Linux and its kin have machines without one."""
    if not sys.platform.startswith(("linux", "freebsd")):
        return True
    if os.environ.get("QT_QPA_PLATFORM") in {"offscreen", "minimal"}:
        return False
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
