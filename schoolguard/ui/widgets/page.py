# SPDX-License-Identifier: Apache-2.0
"""The base of every page: heading, actions, body; fresh when shown.

A page reads through ``self.desk.tasks.query`` in `refresh` and writes through ``change``. It is
told of changes and reads again only if they concern it, at once when seen, else when next shown.
"""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from schoolguard.kernel.changes import Changes
from schoolguard.kernel.errors import Param
from schoolguard.ui.desk import Desk
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.icons import icon
from schoolguard.ui.theme.palette import ON_ACCENT


class Page(QWidget):
    """One screen of the window.

    Subclasses set the class attributes, build into ``self.body`` in `__init__`, and override
    `refresh`. Those that print or export override `print_action` and `export_action` and list
    ``prints = True`` / ``exports = True``: buttons and Ctrl+P / Ctrl+E follow.

    Attributes:
        title_key: text key of the heading.
        help_chapter: file name (without ending) of the manual's chapter.
        concerns: changes after which this page reads again.
    """

    title_key: ClassVar[str] = ""
    help_chapter: ClassVar[str] = "index"
    concerns: ClassVar[Changes] = Changes.NONE
    prints: ClassVar[bool] = False
    exports: ClassVar[bool] = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._stale = True
        self._worded: list[QPushButton] = []
        self._title = QLabel(self.text(self.title_key) if self.title_key else "", self)
        self._title.setProperty("look", "title")
        self._subtitle = QLabel(self)
        self._subtitle.setProperty("look", "muted")
        self._subtitle.hide()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(scale.GAP)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addLayout(self._actions)
        self.body = QVBoxLayout()
        self.body.setSpacing(scale.ROOMY)
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.WIDE, scale.MARGIN, scale.WIDE, scale.MARGIN)
        column.setSpacing(scale.ROOMY)
        column.addLayout(head)
        column.addLayout(self.body, 1)
        if self.exports:
            self.add_action("ui.export", "file-spreadsheet", self.export_action, "Ctrl+E")
        if self.prints:
            self.add_action("ui.print", "printer", self.print_action, "Ctrl+P")
        desk.tasks.changed.connect(self._on_changed)

    def text(self, key: str, **params: Param) -> str:
        """Return a sentence in the desk's language."""
        return self.desk.texts(key, **params)

    def set_title(self, text: str) -> None:
        """Change the heading."""
        self._title.setText(text)

    def set_subtitle(self, text: str) -> None:
        """Say a little more under the heading; an empty text takes the line away."""
        self._subtitle.setText(text)
        self._subtitle.setVisible(bool(text))

    def add_action(
        self,
        text_key: str,
        icon_name: str,
        slot: Callable[[], None],
        shortcut: str = "",
        *,
        primary: bool = False,
    ) -> QPushButton:
        """Add a button beside the heading; its shortcut works anywhere on the page."""
        words = self.text(text_key)
        button = QPushButton(words, self)
        button.setIcon(icon(icon_name, ON_ACCENT) if primary else icon(icon_name))
        if primary:
            button.setProperty("look", "primary")
        else:
            self._worded.append(button)
        if shortcut:
            button.setShortcut(QKeySequence(shortcut))
            button.setToolTip(self.text("ui.with_key", words=words, shortcut=shortcut))
        button.clicked.connect(slot)
        self._actions.addWidget(button)
        return button

    def show_words(self, *, on: bool) -> None:
        """Show words on the buttons beside the heading, or only icons where room is scarce."""
        for button in self._worded:
            shortcut = button.shortcut()
            if button.text():
                button.setAccessibleName(button.text())
                button.setToolTip(button.toolTip() or button.text())
            button.setText(button.accessibleName() if on else "")
            button.setShortcut(shortcut)

    def take_focus(self) -> None:
        """Put the keyboard where the page's work is: its first list or table, else its first field.

        Left alone where it already has a place on the page.
        """
        if self.focusWidget() is not None:
            return
        items = map(self._actions.itemAt, range(self._actions.count()))
        heads = {item.widget() for item in items if item is not None}
        fields = [
            field
            for field in self.findChildren(QWidget)
            if field.focusPolicy() & Qt.FocusPolicy.TabFocus
            and field.isVisibleTo(self)
            and field.isEnabled()
            and field not in heads
        ]
        lists = [field for field in fields if isinstance(field, QAbstractItemView)]
        for field in (lists or fields)[:1]:
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read what the page shows; called when it is shown and stale, or concerned by a change."""

    def show_args(self, **args: object) -> None:
        """Show something in particular; called by ``desk.navigate`` after the page is shown."""

    def print_action(self) -> None:
        """Print what the page shows."""

    def export_action(self) -> None:
        """Write what the page shows as a sheet."""

    def mark_stale(self) -> None:
        """Read again: at once when visible, else when next shown."""
        self._stale = True
        if self.isVisible():
            self._read()

    def _on_changed(self, changes: Changes) -> None:
        if changes & self.concerns:
            self.mark_stale()

    def _read(self) -> None:
        self._stale = False
        self.refresh()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._read()
