# SPDX-License-Identifier: Apache-2.0
"""Registers an absence before any check saw it, e.g. when a family calls early in the morning."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QWidget,
)
from typing_extensions import override

from schoolguard import roster
from schoolguard.absence import Reason
from schoolguard.app import View
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.ids import ClassId, PersonId
from schoolguard.ui.desk import Desk
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.form import Form
from schoolguard.ui.widgets.search_field import SearchField

Found = tuple[tuple[roster.Hit, ClassId], ...]


@dataclass(frozen=True, slots=True)
class NewCase:
    """What the dialog was told."""

    person_id: PersonId
    class_id: ClassId
    sessions: frozenset[CheckSession]
    reason: Reason


class OpenDialog(HouseDialog):
    """Asks who is away, in which sessions of today, and why."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        text = desk.texts
        title = text("absence_page.new.title")
        super().__init__(parent, text, title, text("absence_page.new.deed"))
        self._desk = desk
        self.search = SearchField(text("absence_page.new.search"), self)
        self.hits = QListWidget(self)
        self.hits.setAccessibleName(text("absence_page.new.found"))
        self.hits.setFixedHeight(150)
        self.reason = QComboBox(self)
        for reason in Reason:
            self.reason.addItem(text(f"absence.reason.{reason.value}"), reason)
        self.sessions = {
            session: QCheckBox(text(f"checks.session.{session.name.lower()}"), self)
            for session in sorted(desk.school.settings.sessions)
        }
        for session, box in self.sessions.items():
            box.setChecked(session is not CheckSession.EVENING)
        self._form = Form(self)
        self._form.add("person", text("absence_page.new.person"), self.search)
        self._form.add_wide(self.hits)
        self._form.add("sessions", text("absence_page.new.sessions"), self._session_row())
        self._form.add("reason", text("absence.field.reason"), self.reason)
        self.body.addWidget(self._form)
        self.search.searched.connect(self._look_up)
        self.search.left_downward.connect(self.hits.setFocus)
        self.search.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, desk: Desk) -> NewCase | None:
        """Return what was told, or None when the person thought better of it."""
        dialog = cls(parent, desk)
        return dialog.told if dialog.run() else None

    @property
    def told(self) -> NewCase:
        """What the dialog says now; somebody must be chosen."""
        person_id, class_id = self.hits.currentItem().data(Qt.ItemDataRole.UserRole)
        chosen = frozenset(one for one, box in self.sessions.items() if box.isChecked())
        return NewCase(person_id, class_id, chosen, Reason(self.reason.currentData()))

    @override
    def check(self) -> bool:
        chosen = self.hits.currentItem() is not None
        words = "" if chosen else self.texts("absence_page.new.person_needed")
        self._form.set_error("person", words)
        return chosen

    def _session_row(self) -> QWidget:
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        for box in self.sessions.values():
            line.addWidget(box)
        line.addStretch(1)
        return row

    def _look_up(self, typed: str) -> None:
        self._desk.tasks.query(self, lambda view: _find(view, typed, view.today), self._show)

    def _show(self, found: Found) -> None:
        self.hits.clear()
        for hit, class_id in found:
            seat = f" {hit.number}" if hit.number else ""
            item = QListWidgetItem(f"{hit.name}  {hit.class_name}{seat}")
            item.setData(Qt.ItemDataRole.UserRole, (hit.person_id, class_id))
            self.hits.addItem(item)
        self.hits.setCurrentRow(0)


def _find(view: View, typed: str, today: date) -> Found:
    found = []
    for hit in roster.search(view, typed, today):
        home = roster.class_of(view, hit.person_id, today)
        if home is not None:
            found.append((hit, home.id))
    return tuple(found)
