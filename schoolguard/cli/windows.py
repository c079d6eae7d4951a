# SPDX-License-Identifier: Apache-2.0
"""What the terminal may ask of the window, handed in by `__main__`, since cli and ui never meet."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol


class OpenWindow(Protocol):
    """Opens the window and returns its exit code when it is closed.

    `school` None lets the person choose; `now` None is the computer's clock.
    """

    def __call__(self, school: Path | None, *, now: datetime | None, language: str | None) -> int:
        """Open it."""
        ...


class DrawPictures(Protocol):
    """Draws every page of a school into a folder, without a display, and returns the files."""

    def __call__(
        self, school: Path, password: str, out: Path, *, now: datetime, language: str
    ) -> tuple[Path, ...]:
        """Draw them."""
        ...


@dataclass(frozen=True, slots=True)
class Windows:
    """The window's two doors, and whether there is a screen to open it on."""

    open: OpenWindow
    draw: DrawPictures
    has_display: bool
