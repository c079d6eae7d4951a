# SPDX-License-Identifier: Apache-2.0
"""The school itself: name, kind, boarding, checks in force, language, liaison, idle lock."""

import dataclasses

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from schoolguard.app.settings import change_settings
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.school_settings import SchoolKind, SchoolSettings
from schoolguard.kernel.texts import CHINESE, ENGLISH
from schoolguard.ui.desk import Desk
from schoolguard.ui.theme import scale
from schoolguard.ui.widgets.dialog import ReasonDialog
from schoolguard.ui.widgets.form import Form
from schoolguard.ui.widgets.number_field import NumberField
from schoolguard.ui.widgets.session_boxes import SessionBoxes

_FIELDS = {
    "settings.bad_name": "name",
    "settings.no_session": "sessions",
    "settings.evening_without_boarders": "sessions",
    "settings.bad_idle_lock": "idle",
}


class SchoolTab(QWidget):
    """A form of two columns and a save button."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.name = QLineEdit(self)
        self.code = QLineEdit(self)
        self.code.setReadOnly(True)
        self.kind = QComboBox(self)
        for kind in SchoolKind:
            self.kind.addItem(desk.texts(f"ui.kind.{kind.value}"), kind)
        self.boarding = QCheckBox(desk.texts("settings.school.boarding"), self)
        self.sessions = SessionBoxes(desk.texts, self)
        self.language = QComboBox(self)
        self.language.addItem("中文", CHINESE)
        self.language.addItem("English", ENGLISH)
        self.liaison = QLineEdit(self)
        self.phone = QLineEdit(self)
        self.bureau = QLineEdit(self)
        self.idle = NumberField(self)
        self.idle.setRange(1, 120)
        self.save_button = QPushButton(desk.texts("ui.save"), self)
        self.save_button.setProperty("look", "primary")
        self.left, self.right = Form(self), Form(self)
        self._arrange()
        self.save_button.clicked.connect(self.save)
        self.boarding.clicked.connect(self.sessions.allow_evening)

    def show_settings(self, settings: SchoolSettings) -> None:
        """Fill the form."""
        self.name.setText(settings.name)
        self.code.setText(settings.code)
        self.kind.setCurrentIndex(self.kind.findData(settings.kind))
        self.boarding.setChecked(settings.boarding)
        self.sessions.allow_evening(settings.boarding)
        self.sessions.show_sessions(settings.sessions)
        self.language.setCurrentIndex(self.language.findData(settings.language))
        self.liaison.setText(settings.liaison)
        self.phone.setText(settings.phone)
        self.bureau.setText(settings.bureau_name)
        self.idle.setValue(settings.idle_lock_minutes)

    def save(self) -> None:
        """Put what was typed in force."""
        settings = self._typed()
        if settings is None or settings == self._desk.school.settings:
            return
        texts = self._desk.texts
        reason = ReasonDialog.ask(
            self,
            texts,
            title=texts("settings.why.title"),
            question=texts("settings.why.question"),
            deed=texts("ui.save"),
        )
        if reason is not None:
            self._desk.tasks.change(
                self,
                lambda unit: change_settings(unit, settings, reason),
                lambda _: self._desk.notify.done(texts("settings.saved")),
            )

    def _typed(self) -> SchoolSettings | None:
        self.left.clear_errors()
        self.right.clear_errors()
        try:
            return dataclasses.replace(
                self._desk.school.settings,
                name=self.name.text().strip(),
                kind=self.kind.currentData(),
                boarding=self.boarding.isChecked(),
                sessions=self.sessions.sessions(),
                language=self.language.currentData(),
                liaison=self.liaison.text().strip(),
                phone=self.phone.text().strip(),
                bureau_name=self.bureau.text().strip(),
                idle_lock_minutes=self.idle.value(),
            )
        except UserError as error:
            self.left.set_error(_FIELDS.get(error.code, "name"), self._desk.texts.error(error))
            return None

    def _arrange(self) -> None:
        texts = self._desk.texts
        self.left.add("name", texts("settings.school.name"), self.name)
        code_hint = texts("settings.school.code_hint")
        self.left.add("code", texts("settings.school.code"), self.code, code_hint)
        self.left.add("kind", texts("settings.school.kind"), self.kind)
        self.left.add_wide(self.boarding)
        self.left.add("sessions", texts("settings.school.sessions"), self.sessions)
        self.right.add("bureau", texts("settings.school.bureau"), self.bureau)
        liaison_hint = texts("settings.school.liaison_hint")
        self.right.add("liaison", texts("settings.school.liaison"), self.liaison, liaison_hint)
        self.right.add("phone", texts("settings.school.phone"), self.phone)
        self.right.add("language", texts("settings.school.language"), self.language)
        self.right.add("idle", texts("settings.school.idle"), self.idle)
        forms = QWidget(self)
        forms.setObjectName("scrolled")
        row = QHBoxLayout(forms)
        row.setSpacing(2 * scale.WIDE)
        for form in (self.left, self.right):
            half = QVBoxLayout()
            half.addWidget(form)
            half.addStretch(1)
            row.addLayout(half, 1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setWidget(forms)
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.MARGIN, scale.MARGIN, scale.MARGIN, scale.MARGIN)
        column.addWidget(area, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        column.addLayout(foot)
