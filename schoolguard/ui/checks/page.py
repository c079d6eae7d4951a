# SPDX-License-Identifier: Apache-2.0
"""The checks of a day: the list of classes in a session, and the sheet of one class.

Alt+1 to Alt+3 choose the session, Enter opens a class, Escape leads back, Ctrl+PgDn to the next
class. What is read stands in `reading`; exchange with teachers and paper in `sheet_files`.
"""

from datetime import date
from typing import ClassVar

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QWidget
from typing_extensions import override

from schoolguard.access.rules import Action, allowed
from schoolguard.app.today import flow_rules
from schoolguard.checks import CheckSession
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.ids import ClassId
from schoolguard.ui.checks.picker import Picker
from schoolguard.ui.checks.reading import DayClasses, OpenSheet, classes_of, sheet_of
from schoolguard.ui.checks.sheet_files import SheetFiles
from schoolguard.ui.checks.sheet_view import SheetView
from schoolguard.ui.desk import Desk
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.icons import icon
from schoolguard.ui.widgets.fields import DayField
from schoolguard.ui.widgets.page import Page

_ICONS = {
    CheckSession.MORNING: "sunrise",
    CheckSession.NOON: "sun",
    CheckSession.EVENING: "moon",
}


class ChecksPage(Page):
    """Choose a class and a session, then type it in."""

    title_key: ClassVar[str] = "checks.page.title"
    help_chapter: ClassVar[str] = "checks"
    concerns: ClassVar[Changes] = (
        Changes.CHECKS
        | Changes.ROSTER
        | Changes.SETTINGS
        | Changes.ISOLATION
        | Changes.SUSPENSION
        | Changes.CLEARANCE
    )
    prints: ClassVar[bool] = True
    exports: ClassVar[bool] = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.day = local_day(desk.clock.now())
        self.session = CheckSession.MORNING
        self._class_id: ClassId | None = None
        self._names: dict[ClassId, str] = {}
        self._just_shown = False
        self.rules = flow_rules(desk.school)
        self.picker = Picker(desk.texts, self)
        self.view = SheetView(desk, self.rules, self)
        self.files = SheetFiles(desk, self.rules.checks, self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.picker)
        self.stack.addWidget(self.view)
        self._build_actions()
        self.body.addWidget(self.stack, 1)
        self._connect()

    def _build_actions(self) -> None:
        self._sessions = QButtonGroup(self)
        self._actions.setSpacing(scale.TIGHT)
        held = self.desk.school.settings.sessions
        for number, session in enumerate(sorted(held & set(self.rules.checks.sessions)), start=1):
            words = self.text(f"checks.session_short.{session.name.lower()}")
            button = QPushButton(icon(_ICONS[session]), words, self)
            button.setIconSize(QSize(scale.ICON, scale.ICON))
            button.setCheckable(True)
            button.setShortcut(QKeySequence(f"Alt+{number}"))
            button.setToolTip(self.text("ui.with_key", words=words, shortcut=f"Alt+{number}"))
            self._sessions.addButton(button, int(session))
            self._actions.insertWidget(number - 1, button)
        self._day_field = DayField(self.day, self)
        self._day_field.setAccessibleName(self.text("checks.page.day"))
        self._actions.insertWidget(len(self._sessions.buttons()), self._day_field)
        self.back = self.add_action("checks.page.back", "arrow-left", self.show_classes)
        taking_in = self.add_action("checks.page.import", "import", self.files.ask_import, "Ctrl+I")
        self.hand_in = self.add_action(
            "checks.page.hand_in", "check", self.view.hand_in, "Ctrl+Return", primary=True
        )

        self._may_record = allowed(self.desk.school.actor, Action.RECORD_CHECKS)
        taking_in.setVisible(self._may_record)
        self.view.bar.allow(self._may_record)

    def _connect(self) -> None:
        self._sessions.idClicked.connect(self._on_session)
        self._day_field.dateChanged.connect(self._on_day)
        self.picker.chosen.connect(lambda class_id: self.open_class(ClassId(class_id)))
        self.view.left.connect(self.show_classes)
        self.view.isolation_wanted.connect(self._to_isolation)
        for keys, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda step=step: self._step(step))

    @property
    def class_id(self) -> ClassId | None:
        """The class whose sheet is open; None on the list."""
        return self._class_id

    def open_class(self, class_id: ClassId) -> None:
        """Open the sheet of a class in the session shown."""
        self._class_id = class_id
        self.desk.tasks.query(
            self, sheet_of(class_id, self.day, self.session, self.rules), self._show_sheet
        )

    @Slot()
    def show_classes(self) -> None:
        """Go back to the list of classes."""
        self._class_id = None
        self._read_classes()
        self._show_stack(self.picker)
        self.picker.table.setFocus()

    @override
    def refresh(self) -> None:
        self.rules = flow_rules(self.desk.school)
        self._read_classes()
        if self._class_id is not None:
            self.open_class(self._class_id)
        else:
            self._show_stack(self.picker)

    @override
    def show_args(self, **args: object) -> None:
        day, session, class_id = args.get("day"), args.get("session"), args.get("class_id")
        if isinstance(day, str):
            self.day = date.fromisoformat(day)
        if isinstance(session, int):
            self.session = CheckSession(session)
        self._read_classes()
        if isinstance(class_id, int):
            self.open_class(ClassId(class_id))
        else:
            self.show_classes()

    @override
    def print_action(self) -> None:
        if self._class_id is not None:
            self.files.print_sheet(self._class_id, self.day, self.session)
        else:
            self.files.print_summary(self.day, self.session)

    @override
    def export_action(self) -> None:
        ids = [self._class_id] if self._class_id is not None else list(self._names)
        self.files.export(ids, self.day, self.session)

    def _read_classes(self) -> None:
        button = self._sessions.button(int(self.session))
        if button is not None:
            button.setChecked(True)
        self._day_field.blockSignals(True)
        self._day_field.set_day(self.day)
        self._day_field.blockSignals(False)
        question = classes_of(self.day, self.session, self.rules, self.desk.texts)
        self.desk.tasks.query(self, question, self._show_day)

    def _show_day(self, found: DayClasses) -> None:
        self._names = {one.status.class_id: one.name for one in found.classes}
        self.picker.show_classes(found.classes)
        if self._class_id is None:
            self._say_day()
            if self._just_shown:
                self.picker.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._just_shown = False

    def _say_day(self) -> None:
        session = self.text(f"checks.session.{self.session.name.lower()}")
        self.set_title(
            self.text(
                "checks.page.heading", month=self.day.month, day=self.day.day, session=session
            )
        )
        self.set_subtitle("")

    def _show_sheet(self, opened: OpenSheet) -> None:
        if opened.sheet.key.class_id != self._class_id:
            return
        self.set_title(self.text("checks.page.sheet", class_name=opened.sheet.class_name))
        self.view.show_sheet(opened)
        self._show_stack(self.view)
        self.view.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_stack(self, widget: QWidget) -> None:
        self.stack.setCurrentWidget(widget)
        on_sheet = widget is self.view
        self.back.setVisible(on_sheet)
        self.hand_in.setVisible(on_sheet and self._may_record)

    @Slot(int)
    def _on_session(self, session: int) -> None:
        self.session = CheckSession(session)
        self.refresh()

    @Slot()
    def _on_day(self) -> None:
        self.day = self._day_field.day
        self.refresh()

    @Slot(int)
    def _to_isolation(self, person_id: int) -> None:
        self.desk.navigate(
            "isolation",
            person_id=person_id,
            day=self.day.isoformat(),
            session=int(self.session),
        )

    def _step(self, step: int) -> None:
        if self._class_id is not None:
            other = self.picker.neighbour(self._class_id, step)
            if other is not None:
                self.open_class(other)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self._just_shown = True
        super().showEvent(event)
        if self._class_id is not None:
            self.view.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def _on_changed(self, changes: Changes) -> None:
        """Read again after others' changes; what was typed here shows already."""
        if self.view.writer.own_changes:
            self.view.writer.own_changes -= 1
            changes &= ~Changes.CHECKS & ~Changes.ABSENCE
        super()._on_changed(changes)
