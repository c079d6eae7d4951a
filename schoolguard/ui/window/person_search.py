# SPDX-License-Identifier: Apache-2.0
"""Find a person from anywhere: Ctrl+K, a few letters, Enter.

Name, pinyin, class, number or a parent's phone: what matches is decided in `roster`.
"""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from typing_extensions import override

from schoolguard import roster
from schoolguard.kernel.clock import local_day
from schoolguard.ui.desk import Desk
from schoolguard.ui.widgets.search_field import SearchField

_LIMIT = 12
_ROW_HEIGHT = 30


class PersonSearch(QWidget):
    """A search field whose findings drop down below it.

    Signals:
        found: the id of the person that was chosen.
    """

    found = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        hint = desk.texts("ui.with_key", words=desk.texts("ui.search.hint"), shortcut="Ctrl+K")
        self.field = SearchField(hint, self)
        self.findings = QListWidget(parent.window())
        self.findings.setAccessibleName(desk.texts("ui.search.findings"))
        self.findings.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.field)
        shortcut = QShortcut(QKeySequence("Ctrl+K"), parent)
        shortcut.activated.connect(self._begin)
        self.field.searched.connect(self._search)
        self.field.left_downward.connect(self._go_down)
        self.field.returnPressed.connect(self._take_first)
        self.field.installEventFilter(self)
        self.findings.installEventFilter(self)
        self.findings.itemClicked.connect(self._take)

    def _begin(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _search(self, text: str) -> None:
        if not text:
            self.findings.hide()
            return
        day = local_day(self._desk.clock.now())
        self._desk.tasks.query(
            self,
            lambda view: roster.search(view, text, day, limit=_LIMIT),
            lambda hits: self._show(text, hits),
        )

    def _show(self, text: str, hits: tuple[roster.Hit, ...]) -> None:
        if self.field.text().strip() != text:
            return
        self.findings.clear()
        for hit in hits:
            why = self._desk.texts(f"ui.search.why.{hit.why.value}")
            line = "  ·  ".join(part for part in (hit.name, hit.class_name, why) if part)
            item = QListWidgetItem(line, self.findings)
            item.setData(Qt.ItemDataRole.UserRole, int(hit.person_id))
        if not hits:
            nothing = QListWidgetItem(self._desk.texts("ui.search.nothing"), self.findings)
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
        else:
            self.findings.setCurrentRow(0)
        self._place()

    def _place(self) -> None:
        corner = self.field.mapTo(self.window(), self.field.rect().bottomLeft())
        height = _ROW_HEIGHT * self.findings.count() + 6
        self.findings.setGeometry(corner.x(), corner.y() + 2, max(420, self.field.width()), height)
        self.findings.show()
        self.findings.raise_()

    def _go_down(self) -> None:
        if self.findings.isVisible():
            self.findings.setFocus(Qt.FocusReason.TabFocusReason)

    def _take_first(self) -> None:
        item = self.findings.currentItem()
        if self.findings.isVisible() and item is not None:
            self._take(item)

    def _take(self, item: QListWidgetItem) -> None:
        person_id = item.data(Qt.ItemDataRole.UserRole)
        if person_id is None:
            return
        self.findings.hide()
        self.field.clear()
        self.found.emit(int(person_id))

    def _on_key(self, watched: QObject, key: int) -> bool:
        if key == Qt.Key.Key_Escape and self.findings.isVisible():
            self.findings.hide()
            self.field.setFocus()
            return True
        if watched is self.findings and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take_first()
            return True
        return False

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(watched, event.key())
        if event.type() == QEvent.Type.FocusOut:
            inside = self.field.hasFocus() or self.findings.hasFocus()
            self.findings.setVisible(self.findings.isVisible() and inside)
        return False
