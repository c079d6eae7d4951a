# SPDX-License-Identifier: Apache-2.0
"""The questions of the packages' page: a fingerprint heard by phone, the root code, a stick.

A fingerprint is not just clicked away: its last two groups are typed as they were heard.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)
from typing_extensions import override

from schoolguard.kernel.texts import Texts
from schoolguard.submission import Volume
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.chooser import Chooser
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.fingerprint_dialog import (
    FingerprintWords,
    HeardFingerprintDialog,
    plain_label,
)
from schoolguard.ui.widgets.form import Form

_FINGERPRINT = FingerprintWords(
    title="submission.fingerprint.title",
    deed="submission.fingerprint.ok",
    how="submission.fingerprint.how",
    heard="submission.fingerprint.heard",
    wrong="submission.error.wrong_fingerprint",
)
_MEGABYTE = 1 << 20


class FingerprintDialog(HeardFingerprintDialog):
    """The bureau's fingerprint, as the bureau reads it out."""

    def __init__(self, parent: QWidget | None, texts: Texts, owner: str, shown: str) -> None:
        super().__init__(parent, texts, _FINGERPRINT, owner, shown)

    @classmethod
    def ask(cls, parent: QWidget | None, texts: Texts, *, owner: str, shown: str) -> bool:
        """Return whether the fingerprint was compared and is the same."""
        return cls(parent, texts, owner, shown).run()


class RootCodeDialog(HouseDialog):
    """Shows the new root code once, to be written down for the safe and typed back."""

    def __init__(
        self,
        parent: QWidget | None,
        texts: Texts,
        code: str,
        print_it: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(
            parent, texts, texts("submission.root.title"), texts("submission.root.deed")
        )
        self.setMinimumWidth(560)
        self._code = code
        self.cancel_button.hide()
        self.body.addWidget(plain_label(texts("submission.root.what"), self))
        shown = plain_label(code, self, "title")
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(shown)
        self.print_button = QPushButton(texts("ui.print"), self)
        self.print_button.setVisible(print_it is not None)
        if print_it is not None:
            self.print_button.clicked.connect(print_it)
        self.body.addWidget(self.print_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.typed = QLineEdit(self)
        self._form = Form(self)
        self._form.add("typed", texts("submission.root.again"), self.typed)
        self.body.addWidget(self._form)
        self.typed.setFocus()

    @override
    def check(self) -> bool:
        same = _signs(self.typed.text()) == _signs(self._code)
        wrong = self.texts("submission.error.wrong_root_code")
        self._form.set_error("typed", "" if same else wrong)
        return same

    @override
    def reject(self) -> None:
        """Escape does not close it: the code is never shown again."""
        self.problem.say(Tone.ATTENTION, self.texts("submission.root.stay"))

    @classmethod
    def ask(
        cls, parent: QWidget | None, texts: Texts, code: str, print_it: Callable[[], None]
    ) -> bool:
        """Show the code until it was typed back."""
        return cls(parent, texts, code, print_it).run()


class RootCodeQuestion(HouseDialog):
    """Asks for the root code from the safe, before the signing key is replaced."""

    def __init__(self, parent: QWidget | None, texts: Texts) -> None:
        super().__init__(
            parent, texts, texts("submission.page.replace_keys"), texts("submission.root.replace")
        )
        self.setMinimumSize(560, 260)
        self.body.addWidget(plain_label(texts("submission.root.why_replace"), self))
        self.typed = QLineEdit(self)
        self._form = Form(self)
        self._form.add("typed", texts("submission.root.code"), self.typed)
        self.body.addWidget(self._form)
        self.typed.setFocus()

    @override
    def check(self) -> bool:
        wrong = self.texts("submission.error.wrong_root_code")
        typed = bool(_signs(self.typed.text()))
        self._form.set_error("typed", "" if typed else wrong)
        return typed

    @classmethod
    def ask(cls, parent: QWidget | None, texts: Texts) -> str | None:
        """Return the code as typed, or None when the person thought better of it."""
        dialog = cls(parent, texts)
        return dialog.typed.text() if dialog.run() else None


class StickDialog(HouseDialog):
    """Which stick; or a folder instead."""

    def __init__(self, parent: QWidget | None, texts: Texts, volumes: tuple[Volume, ...]) -> None:
        super().__init__(
            parent, texts, texts("submission.stick.title"), texts("submission.stick.deed")
        )
        self.choices = QListWidget(self)
        self.choices.setAccessibleName(texts("submission.stick.title"))
        for volume in volumes:
            free = texts("submission.stick.free", megabytes=volume.free_bytes // _MEGABYTE)
            item = QListWidgetItem(f"{volume.label}  —  {volume.path}  ({free})")
            item.setData(Qt.ItemDataRole.UserRole, str(volume.path))
            self.choices.addItem(item)
        self.choices.addItem(QListWidgetItem(texts("submission.stick.folder")))
        self.choices.setCurrentRow(0)
        self.choices.itemDoubleClicked.connect(self.accept)
        self.body.addWidget(self.choices)
        self.choices.setFocus()

    @property
    def volume(self) -> Path | None:
        """The chosen stick; None when a folder is wanted."""
        item = self.choices.currentItem()
        path = item.data(Qt.ItemDataRole.UserRole)
        return Path(path) if path else None

    @classmethod
    def ask(cls, parent: QWidget, texts: Texts, volumes: tuple[Volume, ...]) -> Path | None:
        """Return where to write, or None when the person thought better of it."""
        if volumes:
            dialog = cls(parent, texts, volumes)
            if not dialog.run():
                return None
            if dialog.volume is not None:
                return dialog.volume
        return Chooser.folder(parent, texts("submission.stick.folder"))


def _signs(code: str) -> str:
    return "".join(sign for sign in code.upper() if sign.isalnum())
