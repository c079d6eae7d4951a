# SPDX-License-Identifier: Apache-2.0
"""Who can reach this child: guardians in the order of calling, phones large enough to dial from.

Below them what a doctor asks first, then where the family lives. Everything can be copied.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from schoolguard import roster
from schoolguard.kernel.texts import Texts
from schoolguard.ui.roster.family import Family
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.icons import icon, pixmap
from schoolguard.ui.theme.palette import ACCENT, TINTS, Tone
from schoolguard.ui.widgets.badge import Badge
from schoolguard.ui.widgets.empty import EmptyState


class ReachCard(QScrollArea):
    """One person's family at a glance.

    Signals:
        edit_wanted: the family file should be opened.
        print_wanted: the family card should be printed.
        sibling_wanted: id of a brother or sister to show instead.
        past_wanted: what the file said before should be shown.
    """

    edit_wanted = Signal()
    print_wanted = Signal()
    sibling_wanted = Signal(int)
    past_wanted = Signal()

    def __init__(self, texts: Texts, *, may_edit: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._texts = texts
        self._may_edit = may_edit
        self.family: Family | None = None
        self.setWidgetResizable(True)
        self.setAccessibleName(texts("people.card.label"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.show_nobody()

    def show_nobody(self) -> None:
        """Show what to do while nobody is chosen."""
        self.family = None
        self.setWidget(
            EmptyState(
                "contact",
                self._texts("people.card.nobody"),
                self._texts("people.card.nobody_hint"),
                self,
            )
        )

    def show_family(self, family: Family) -> None:
        """Show one person."""
        self.family = family
        inside = QFrame(self)
        inside.setProperty("look", "card")
        column = QVBoxLayout(inside)
        column.setContentsMargins(scale.MARGIN, scale.MARGIN, scale.MARGIN, scale.MARGIN)
        column.setSpacing(scale.GAP)
        self._add_head(column, family)
        self._add_health(column, family.person)
        self._add_guardians(column, family)
        self._add_facts(column, family)
        self._add_siblings(column, family)
        column.addStretch(1)
        self._add_buttons(column)
        self.setWidget(inside)

    def _add_head(self, column: QVBoxLayout, family: Family) -> None:
        person, texts = family.person, self._texts
        name = self._label(person.name, "display")
        column.addWidget(name)
        place = family.school_class.name if family.school_class else texts("people.list.away")
        if family.number:
            place = texts("people.card.seat", place=place, number=family.number)
        row = QHBoxLayout()
        row.setSpacing(scale.GAP)
        row.addWidget(self._label(place, "strong"))
        if person.kind is roster.PersonKind.STAFF:
            row.addWidget(Badge(texts("roster.kind.staff"), Tone.INFO, self))
        else:
            boarding = "roster.boarding.yes" if person.is_boarder else "roster.boarding.no"
            row.addWidget(Badge(texts(boarding), Tone.ACCENT if person.is_boarder else Tone.MUTED))
        if person.home is not roster.Home.UNKNOWN:
            away = person.home is roster.Home.ELSEWHERE
            words = texts(f"people.card.home.{person.home.value}")
            row.addWidget(Badge(words, Tone.ATTENTION if away else Tone.MUTED, self))
        row.addStretch(1)
        column.addLayout(row)

    def _add_health(self, column: QVBoxLayout, person: roster.Person) -> None:
        for field, tone in (
            ("allergies", Tone.ALARM),
            ("conditions", Tone.ATTENTION),
            ("medication", Tone.INFO),
        ):
            value = getattr(person, field)
            if value:
                words = self._texts("people.card.fact", label=self._field(field), value=value)
                frame = QFrame(self)
                frame.setProperty("banner", tone)
                row = QHBoxLayout(frame)
                row.setContentsMargins(scale.GAP, scale.TIGHT, scale.GAP, scale.TIGHT)
                sign = QLabel(frame)
                sign.setPixmap(pixmap("heart-pulse", TINTS[tone].text))
                row.addWidget(sign)
                row.addWidget(self._label(words, "strong"), 1)
                column.addWidget(frame)

    def _add_guardians(self, column: QVBoxLayout, family: Family) -> None:
        if not family.guardians:
            frame = QFrame(self)
            frame.setProperty("banner", Tone.ATTENTION)
            row = QHBoxLayout(frame)
            row.addWidget(self._label(self._texts("people.card.no_guardian"), ""))
            column.addWidget(frame)
        for guardian in family.guardians:
            column.addWidget(self._guardian(guardian))

    def _guardian(self, guardian: roster.Guardian) -> QFrame:
        frame = QFrame(self)
        frame.setProperty("look", "card")
        lines = QVBoxLayout(frame)
        lines.setContentsMargins(scale.ROOMY, scale.GAP, scale.ROOMY, scale.GAP)
        lines.setSpacing(2)
        relation = roster.relation_word(self._texts, guardian)
        head = self._texts(
            "people.card.guardian", order=guardian.order, relation=relation, name=guardian.name
        )
        lines.addWidget(self._label(head, "muted"))
        for phone in guardian.phones:
            row = QHBoxLayout()
            row.setSpacing(scale.GAP)
            sign = QLabel(frame)
            sign.setPixmap(pixmap("phone", ACCENT))
            row.addWidget(sign)
            number = self._label(spaced_phone(phone), "title")
            number.setAccessibleName(self._texts("people.card.phone", who=head, phone=phone))
            row.addWidget(number, 1)
            lines.addLayout(row)
        if not guardian.phones:
            lines.addWidget(self._label(self._texts("people.card.no_phone"), "field-error"))
        if guardian.workplace:
            lines.addWidget(self._label(guardian.workplace, "small"))
        return frame

    def _add_facts(self, column: QVBoxLayout, family: Family) -> None:
        person = family.person
        room = " ".join(filter(None, (person.dorm_room, person.bed)))
        facts = (
            ("address", person.address),
            ("dorm_room", room),
            ("seat", _seat(self._texts, family.surroundings)),
            ("bus", family.surroundings.bus),
            ("birth_on", str(person.birth_on or "")),
            ("student_number", person.student_number),
            ("note", person.note),
        )
        for field, value in facts:
            if value:
                words = self._texts("people.card.fact", label=self._field(field), value=value)
                column.addWidget(self._label(words, ""))

    def _add_siblings(self, column: QVBoxLayout, family: Family) -> None:
        if not family.siblings:
            return
        column.addWidget(self._label(self._texts("people.card.siblings"), "small"))
        for person_id, name in family.siblings:
            button = QPushButton(name, self)
            button.setIcon(icon("users"))
            button.setProperty("look", "quiet")
            button.clicked.connect(lambda _=False, one=person_id: self.sibling_wanted.emit(one))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_buttons(self, column: QVBoxLayout) -> None:
        row = QHBoxLayout()
        row.setSpacing(scale.GAP)
        if self._may_edit:
            edit = QPushButton(icon("pencil"), self._texts("people.card.edit"), self)
            edit.setToolTip(self._texts("people.card.edit_key"))
            edit.clicked.connect(self.edit_wanted)
            row.addWidget(edit)
        paper = QPushButton(icon("printer"), self._texts("people.card.print"), self)
        paper.clicked.connect(self.print_wanted)
        row.addWidget(paper)
        past = QPushButton(icon("history"), self._texts("people.card.past"), self)
        past.clicked.connect(self.past_wanted)
        row.addWidget(past)
        row.addStretch(1)
        column.addLayout(row)

    def _field(self, field: str) -> str:
        return self._texts(f"roster.field.{field}")

    def _label(self, text: str, look: str) -> QLabel:
        label = QLabel(text, self)
        label.setProperty("look", look)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label


def _seat(texts: Texts, near: roster.Surroundings) -> str:
    if not near.seat_row and not near.seat_column:
        return ""
    row, column = near.seat_row or "-", near.seat_column or "-"
    return texts("people.card.seat_place", row=row, column=column)


def spaced_phone(phone: str) -> str:
    """Return a mobile number in groups that can be read out: 138 0013 8000."""
    if len(phone) == 11 and phone.isdigit():
        return f"{phone[:3]} {phone[3:7]} {phone[7:]}"
    return phone
