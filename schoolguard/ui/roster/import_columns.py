# SPDX-License-Identifier: Apache-2.0
"""Which column of a school's own sheet holds what: one line a column, with its first cells."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from schoolguard import roster
from schoolguard.kernel.texts import Texts
from schoolguard.ui.theme import scale

_SAMPLES = 2
_SAMPLE_LENGTH = 24


def role_label(texts: Texts, role: str) -> str:
    """Return what a role is called; "not read" for none."""
    if not role:
        return texts("people.import.not_read")
    who, _, part = role.rpartition(".")
    if not who:
        key = role if role not in {"grade", "class_no"} else f"column_{role}"
        return texts(f"roster.field.{key}") if key == role else texts(f"people.import.{key}")
    if who in {"mother", "father"}:
        person = texts(f"roster.relation.{who}")
    else:
        person = texts("people.import.guardian", number=int(who.removeprefix("guardian")))
    return texts("people.import.guardian_part", who=person, part=texts(f"people.guardian.{part}"))


class ImportColumns(QScrollArea):
    """Boxes to settle the role of every column.

    Signals:
        roles_changed: a person chose another role.
    """

    roles_changed = Signal()

    def __init__(self, texts: Texts, parent: QWidget) -> None:
        super().__init__(parent)
        self._texts = texts
        self.boxes: list[QComboBox] = []
        self.setWidgetResizable(True)
        self.setAccessibleName(texts("people.import.columns"))

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles as chosen, one a column."""
        return tuple(str(box.currentData()) for box in self.boxes)

    def show_sheet(self, sheet: roster.RosterSheet, roles: tuple[str, ...]) -> None:
        """Show the columns of another sheet."""
        inside = QWidget(self)
        inside.setObjectName("scrolled")
        grid = QGridLayout()
        grid.setHorizontalSpacing(scale.MARGIN)
        grid.setVerticalSpacing(scale.TIGHT)
        self.boxes = []
        for index, (header, role) in enumerate(zip(sheet.headers, roles, strict=True)):
            cells = [text for text in sheet.columns[index] if text][:_SAMPLES]
            sample = QLabel("、".join(text[:_SAMPLE_LENGTH] for text in cells), inside)
            sample.setProperty("look", "muted")
            box = self._box(header, role, inside)
            grid.addWidget(QLabel(sheet.letters(index), inside), index, 0)
            title = QLabel(header, inside)
            title.setProperty("look", "strong")
            grid.addWidget(title, index, 1)
            grid.addWidget(box, index, 2)
            grid.addWidget(sample, index, 3)
        grid.setColumnStretch(3, 1)
        column = QVBoxLayout(inside)
        column.addLayout(grid)
        column.addStretch(1)
        self.setWidget(inside)

    def _box(self, header: str, role: str, parent: QWidget) -> QComboBox:
        box = QComboBox(parent)
        box.setAccessibleName(self._texts("people.import.role_of", header=header))
        for one in ("", *roster.ROLES):
            box.addItem(role_label(self._texts, one), one)
        box.setCurrentIndex(max(box.findData(role), 0))
        box.activated.connect(self.roles_changed)
        self.boxes.append(box)
        return box
