# SPDX-License-Identifier: Apache-2.0
"""The buttons above the lists of this page."""

from collections.abc import Callable

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

from schoolguard.ui.desk import Desk
from schoolguard.ui.theme.icons import icon


def deed_button(
    desk: Desk,
    parent: QWidget,
    sign: str,
    key: str,
    slot: Callable[[], None],
    shortcut: str = "",
) -> QPushButton:
    """Return a button; its shortcut works while its tab is shown."""
    words = desk.texts(f"disinfection_page.{key}")
    button = QPushButton(icon(sign), words, parent)
    if shortcut:
        button.setShortcut(QKeySequence(shortcut))
        button.setToolTip(desk.texts("ui.with_key", words=words, shortcut=shortcut))
    button.clicked.connect(lambda _=False: slot())
    return button
