# SPDX-License-Identifier: Apache-2.0
"""The two languages at the top of the first windows."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

# The codes stand here again: `kernel.texts` would bring the TOML library before the first paint.
_NAMES = {"zh_CN": "中文", "en": "English"}


def language_row(parent: QWidget, current: str, choose: Callable[[str], object]) -> QHBoxLayout:
    """Return a row of buttons, each language in its own words."""
    row = QHBoxLayout()
    row.addStretch(1)
    for language, name in _NAMES.items():
        button = QPushButton(name, parent)
        button.setProperty("look", "quiet")
        button.setEnabled(language != current)
        button.clicked.connect(lambda _=False, one=language: choose(one))
        row.addWidget(button)
    return row
