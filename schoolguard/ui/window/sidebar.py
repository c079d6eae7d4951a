# SPDX-License-Identifier: Apache-2.0
"""The list of pages at the left: icon, name, and the digit that opens it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QVBoxLayout, QWidget

from schoolguard.kernel.texts import Texts
from schoolguard.ui.pages import PageSpec
from schoolguard.ui.theme import palette, scale
from schoolguard.ui.theme.icons import icon

_NUMBERED = 10
"""Pages that Ctrl and a digit open, the tenth with 0; the next ten ask for Shift, too."""

_NARROW_WIDTH = 60
_STYLE = f"""
#sidebar {{ background: {palette.SIDEBAR}; border-right: 1px solid {palette.LINE}; }}
#sidebar QPushButton {{ background: transparent; border: 2px solid transparent; text-align: left;
  padding: 5px 10px; }}
#sidebar QPushButton:hover {{ background: {palette.HOVER}; }}
#sidebar QPushButton:checked {{ background: {palette.SURFACE}; color: {palette.ACCENT_STRONG};
  font-weight: 700; border-left: 4px solid {palette.ACCENT}; }}
#sidebar QPushButton:focus {{ border-color: {palette.FOCUS}; }}
"""


class Sidebar(QFrame):
    """Buttons for the pages that somebody sees, and for help and the program itself.

    Signals:
        chosen: key of the page to open.
        help_wanted: F1's button.
        about_wanted: the program's own page.
    """

    chosen = Signal(str)
    help_wanted = Signal()
    about_wanted = Signal()

    def __init__(
        self, texts: Texts, pages: Sequence[PageSpec], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setStyleSheet(_STYLE)
        self.setFixedWidth(scale.SIDEBAR_WIDTH)
        self._texts = texts
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.GAP, scale.ROOMY, scale.GAP, scale.GAP)
        column.setSpacing(1)
        for number, spec in enumerate(pages, start=1):
            column.addWidget(self._page_button(number, spec))
        column.addStretch(1)
        for words, sign, key, signal in (
            ("ui.help.title", "book-open", "F1", self.help_wanted),
            ("ui.about.short", "info", "", self.about_wanted),
        ):
            button = self._button(texts(words), sign)
            if key:
                button.setToolTip(texts("ui.with_key", words=texts(words), shortcut=key))
            button.clicked.connect(signal)
            column.addWidget(button)

    def show_words(self, *, on: bool) -> None:
        """Show the names beside the icons, or leave them to tool tips where room is scarce."""
        self.setFixedWidth(scale.SIDEBAR_WIDTH if on else _NARROW_WIDTH)
        for button in self.findChildren(QPushButton):
            button.setText(button.accessibleName() if on else "")

    def show_current(self, key: str) -> None:
        """Mark the page that is open."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def button(self, key: str) -> QPushButton:
        """Return the button of a page, for tests and for a tour."""
        return self._buttons[key]

    def _page_button(self, number: int, spec: PageSpec) -> QPushButton:
        name = self._texts(f"ui.page.{spec.key}")
        button = self._button(name, spec.icon)
        button.setCheckable(True)
        self._group.addButton(button)
        self._buttons[spec.key] = button
        button.clicked.connect(lambda: self.chosen.emit(spec.key))
        keys = _keys(number)
        if keys:
            button.setToolTip(self._texts("ui.with_key", words=name, shortcut=keys))
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda: self.chosen.emit(spec.key))
        return button

    def _button(self, name: str, sign: str) -> QPushButton:
        button = QPushButton(name, self)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setIcon(icon(sign))
        button.setIconSize(QSize(scale.ICON, scale.ICON))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button


def _keys(number: int) -> str:
    """Return the shortcut of a page by its place in the list; empty beyond twenty."""
    if number > 2 * _NUMBERED:
        return ""
    return f"{'Ctrl' if number <= _NUMBERED else 'Ctrl+Shift'}+{number % _NUMBERED}"
