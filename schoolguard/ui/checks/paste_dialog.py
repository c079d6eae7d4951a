# SPDX-License-Identifier: Apache-2.0
"""Shows what a copied column would enter, line by line, before anything is entered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from schoolguard.checks import CheckRules, Entry
from schoolguard.kernel.ids import PersonId
from schoolguard.kernel.texts import Texts
from schoolguard.ui.checks.lines import Line, Wording
from schoolguard.ui.checks.paste import PastedLine, read_paste
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.form import Form
from schoolguard.ui.widgets.table import Column, HouseTable, RowsModel


@dataclass(frozen=True, slots=True)
class Pasted:
    """What is to be entered, and why where values are replaced."""

    entries: Mapping[PersonId, Entry]
    reason: str


class PasteDialog(HouseDialog):
    """The preview of a paste: good lines, bad lines and why."""

    def __init__(
        self,
        parent: QWidget | None,
        texts: Texts,
        rules: CheckRules,
        lines: Sequence[Line],
        pasted: Sequence[PastedLine],
    ) -> None:
        good = {
            lines[line.at].row.person_id: line.entry
            for line in pasted
            if line.at is not None and line.entry is not None
        }
        super().__init__(
            parent,
            texts,
            texts("checks.paste.title"),
            texts("checks.paste.deed", number=len(good)),
        )
        self.resize(820, 520)
        self.entries = good
        replaced = sum(
            lines[line.at].entry not in (None, line.entry)
            for line in pasted
            if line.at is not None and line.entry is not None
        )
        self._needs_reason = replaced > 0
        self._show(texts, Wording(rules, texts), lines, pasted)
        self._reason = QLineEdit(self)
        self._form = Form(self)
        self._form.add("reason", texts("checks.paste.reason", number=replaced), self._reason)
        self._form.setVisible(self._needs_reason)
        self.body.addWidget(self._form)
        self.deed_button.setEnabled(bool(good))

    def _show(
        self,
        texts: Texts,
        wording: Wording,
        lines: Sequence[Line],
        pasted: Sequence[PastedLine],
    ) -> None:
        bad = sum(line.error is not None for line in pasted)
        if bad or not pasted:
            key = "checks.paste.bad" if pasted else "checks.paste.empty"
            self.problem.say(Tone.ATTENTION, texts(key, number=bad))

        def name(line: PastedLine) -> str:
            return lines[line.at].row.name if line.at is not None else ""

        def now(line: PastedLine) -> str:
            return wording.value(lines[line.at].entry) if line.at is not None else ""

        def outcome(line: PastedLine) -> str:
            if line.error is not None:
                return texts.error(line.error)
            return wording.value(line.entry) or texts("checks.paste.nothing")

        self.model: RowsModel[PastedLine] = RowsModel(
            (
                Column(texts("checks.paste.text"), lambda line: line.text, width=120),
                Column(texts("checks.grid.name"), name, width=100),
                Column(texts("checks.paste.now"), now, width=80),
                Column(
                    texts("checks.paste.outcome"),
                    outcome,
                    tone=lambda line: Tone.ALARM if line.error is not None else None,
                ),
            ),
            self,
        )
        table = HouseTable("checks.paste", texts("checks.paste.title"), self)
        table.show_model(self.model, sortable=False)
        self.model.set_rows(pasted)
        self.body.addWidget(table, 1)

    @override
    def check(self) -> bool:
        lacking = self._needs_reason and not self._reason.text().strip()
        self._form.set_error("reason", self.texts("ui.reason_needed") if lacking else "")
        return not lacking

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        texts: Texts,
        rules: CheckRules,
        lines: Sequence[Line],
        start: int,
        text: str,
    ) -> Pasted | None:
        """Return what is to be entered, or None when the person thought better of it."""
        dialog = cls(parent, texts, rules, lines, read_paste(text, lines, start, rules))
        reason = dialog._reason
        return Pasted(dialog.entries, reason.text().strip()) if dialog.run() else None
