# SPDX-License-Identifier: Apache-2.0
"""The start stays light, and the pinned Qt does not eat `None`."""

import subprocess
import sys

import pytest
from pytestqt.qtbot import QtBot

HEAVY = (
    "alembic",
    "holidays",
    "openpyxl",
    "pypdfium2",
    "pypinyin",
    "reportlab",
    "sqlalchemy",
    "xlsxwriter",
)


def imported_by(statement: str) -> set[str]:
    program = f"import sys; {statement}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_the_window_starts_without_heavy_libraries() -> None:
    assert imported_by("import schoolguard.ui.application") & set(HEAVY) == set()


def test_help_on_the_terminal_needs_neither_qt_nor_the_store() -> None:
    loaded = imported_by("import schoolguard.__main__, schoolguard.cli")
    assert loaded & {*HEAVY, "PySide6", "sqlcipher3"} == set()


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_qt_calls_give_back_the_none_they_return(qtbot: QtBot) -> None:
    """PySide6 6.12.0 loses one reference to None a call, and the process dies after 7,000."""
    from PySide6.QtWidgets import QLabel

    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(100):
        label.setText("x")
    assert sys.getrefcount(None) > before - 50
