# SPDX-License-Identifier: Apache-2.0
"""Which file, which folder: the system's dialogs, behind functions that a test can answer for.

A test puts its answers into `Chooser.answers` (first in, first out); None stands for "cancelled".
"""

from collections import deque
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QFileDialog, QWidget


class Chooser:
    """The only place that opens a file dialog."""

    answers: ClassVar[deque[Path | None]] = deque()

    @classmethod
    def open_file(cls, parent: QWidget, title: str, kinds: str) -> Path | None:
        """Ask for a file to read; `kinds` as Qt writes them: ``Sheets (*.xlsx *.csv)``."""
        if cls.answers:
            return cls.answers.popleft()
        chosen, _ = QFileDialog.getOpenFileName(parent, title, "", kinds)
        return Path(chosen) if chosen else None

    @classmethod
    def open_files(cls, parent: QWidget, title: str, kinds: str) -> tuple[Path, ...]:
        """Ask for several files to read; empty when cancelled."""
        if cls.answers:
            answer = cls.answers.popleft()
            return (answer,) if answer else ()
        chosen, _ = QFileDialog.getOpenFileNames(parent, title, "", kinds)
        return tuple(Path(name) for name in chosen)

    @classmethod
    def save_file(cls, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        """Ask where to write; `name` is proposed and its ending is added if left out."""
        if cls.answers:
            return cls.answers.popleft()
        chosen, _ = QFileDialog.getSaveFileName(parent, title, name, kinds)
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix else path.with_suffix(Path(name).suffix)

    @classmethod
    def folder(cls, parent: QWidget, title: str) -> Path | None:
        """Ask for a folder."""
        if cls.answers:
            return cls.answers.popleft()
        chosen = QFileDialog.getExistingDirectory(parent, title)
        return Path(chosen) if chosen else None
