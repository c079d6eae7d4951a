# SPDX-License-Identifier: Apache-2.0
"""Asks for another value and why; says while one types whether the rules still fit together."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from typing_extensions import override

from schoolguard import rulebook
from schoolguard.kernel.errors import UserError
from schoolguard.rulebook import Book, Change, Entry, Line, Words
from schoolguard.ui.rulebook.editing import editor_for
from schoolguard.ui.rulebook.list_editors import Ticks
from schoolguard.ui.rulebook.value_editors import Lines, YesNo
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.form import Form

_PAUSE_MS = 250


class ChangeDialog(HouseDialog):
    """One value of one rule."""

    def __init__(
        self, parent: QWidget | None, words: Words, book: Book, entry: Entry, line: Line
    ) -> None:
        texts = words.texts
        super().__init__(
            parent, texts, texts("rules_page.dialog.title"), texts("rules_page.dialog.deed")
        )
        self._words, self._book, self._line = words, book, line
        self.looser = False
        about = texts(
            "rules_page.dialog.about",
            kind=words.kind(entry.pack, entry.kind),
            name=words.entry(entry),
        )
        self.body.addWidget(_said(about, "strong", self))
        original = words.value(line.at, line.original)
        self.body.addWidget(_said(texts("rules_page.dialog.original", value=original), "", self))
        in_force = words.value(line.at, line.in_force)
        self.body.addWidget(_said(texts("rules_page.dialog.in_force", value=in_force), "", self))
        self.editor = editor_for(line, words, book, self)
        self.reason = QLineEdit(self)
        self.paper = QLineEdit(self)
        self.form = Form(self)
        self.form.add("value", words.key(line.at.key), self.editor, self._hint())
        self.form.add("reason", texts("rules_page.dialog.reason"), self.reason)
        self._paper_form = Form(self)
        self._paper_form.add("paper", texts("rules_page.dialog.paper"), self.paper)
        self._paper_form.hide()
        self.body.addWidget(self.form)
        self.body.addWidget(self._paper_form)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.judge)
        self.editor.changed.connect(self._pause.start)
        self._offer_the_other_state()
        self.editor.setFocus()

    @classmethod
    def ask(
        cls, parent: QWidget | None, words: Words, book: Book, entry: Entry, line: Line
    ) -> Change | None:
        """Return the change, or None when the person thought better of it."""
        dialog = cls(parent, words, book, entry, line)
        return dialog.change() if dialog.run() else None

    def change(self) -> Change:
        """Return what was typed.

        Raises:
            ValueError: the value can not be read.
        """
        paper = self.paper.text().strip() if self.looser else ""
        return Change(self._line.at, self.editor.value(), self.reason.text().strip(), paper)

    def judge(self) -> bool:
        """Say whether the value fits with all others, and whether it makes a duty looser."""
        self._pause.stop()
        try:
            book = rulebook.judged(self._book.own, self.change(), self._book.base)
        except ValueError as error:
            what = self.texts(str(error)) if "." in str(error) else str(error)
            self._tell(Tone.ALARM, self.texts("rules_page.dialog.not_a_value", what=what))
            return False
        except UserError as error:
            self._tell(Tone.ALARM, self._words.refusal(error))
            return False
        self.looser = rulebook.loosens(self._line.at, book)
        self._paper_form.setVisible(self.looser)
        word = "looser" if self.looser else "fits"
        tone = Tone.ATTENTION if self.looser else Tone.OK
        self._tell(tone, self.texts(f"rules_page.dialog.{word}"))
        return True

    @override
    def check(self) -> bool:
        if not self.judge():
            return False
        reason = bool(self.reason.text().strip())
        self.form.set_error("reason", "" if reason else self.texts("ui.reason_needed"))
        paper = not self.looser or bool(self.paper.text().strip())
        needed = self.texts("rules_page.dialog.paper_needed")
        self._paper_form.set_error("paper", "" if paper else needed)
        return reason and paper

    def _tell(self, tone: Tone, sentence: str) -> None:
        self.problem.say(tone, sentence)

    def _hint(self) -> str:
        if isinstance(self.editor, Ticks):
            ordered = isinstance(self._line.in_force, tuple)
            return self.texts(f"rules_page.dialog.{'ordered' if ordered else 'ticks'}")
        return self.texts("rules_page.dialog.lines") if isinstance(self.editor, Lines) else ""

    def _offer_the_other_state(self) -> None:
        """Whoever switches a rule off or on wants the other state, not the present one."""
        if isinstance(self.editor, YesNo) and self._line.at.key == "enabled":
            self.editor.box.toggle()
            self.judge()


def _said(text: str, look: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setWordWrap(True)
    if look:
        label.setProperty("look", look)
    return label
