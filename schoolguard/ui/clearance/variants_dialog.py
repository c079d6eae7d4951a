# SPDX-License-Identifier: Apache-2.0
"""The school chooses a region's variant of a return rule; the rule itself stands beside it."""

from collections.abc import Mapping

from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from schoolguard.ui.clearance.words import Words
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.form import Form

_WIDTH = 620
_EXPLAINED_HEIGHT = 210


class VariantsDialog(HouseDialog):
    """Asks for a disease and which of its rules is in force in this school."""

    def __init__(
        self, parent: QWidget | None, words: Words, chosen: Mapping[str, str], disease_id: str
    ) -> None:
        text = words.texts
        super().__init__(
            parent,
            text,
            text("clearance_page.variants.title"),
            text("clearance_page.variants.deed"),
        )
        self.setMinimumWidth(_WIDTH)
        self._words, self._chosen = words, chosen
        self.disease = QComboBox(self)
        for one, name in words.diseases.items():
            if words.rules.variants_of(one):
                mark = "  ●" if one in chosen else ""
                self.disease.addItem(f"{name}{mark}", one)
        self.rule = QComboBox(self)
        self.explained = QPlainTextEdit(self)
        self.explained.setReadOnly(True)
        self.explained.setTabChangesFocus(True)
        self.explained.setFixedHeight(_EXPLAINED_HEIGHT)
        self.explained.setAccessibleName(text("clearance_page.tab.rule"))
        form = Form(self)
        form.add("disease", text("clearance.field.disease_id"), self.disease)
        form.add("rule", text("clearance_page.variants.rule"), self.rule)
        form.add_wide(self.explained)
        self.body.addWidget(form)
        self.disease.currentIndexChanged.connect(self._on_disease)
        self.rule.currentIndexChanged.connect(self._explain)
        self.disease.setCurrentIndex(max(0, self.disease.findData(disease_id)))
        self._on_disease()

    @classmethod
    def ask(
        cls, parent: QWidget | None, words: Words, chosen: Mapping[str, str], disease_id: str
    ) -> tuple[str, str] | None:
        """Return disease id and variant id (empty: the rule itself), or None."""
        dialog = cls(parent, words, chosen, disease_id)
        return dialog.answer if dialog.run() else None

    @property
    def answer(self) -> tuple[str, str]:
        """What the dialog says now."""
        return str(self.disease.currentData()), str(self.rule.currentData())

    def _on_disease(self) -> None:
        disease_id = str(self.disease.currentData())
        self.rule.clear()
        self.rule.addItem(self._words.texts("clearance.original"), "")
        for variant in self._words.rules.variants_of(disease_id):
            self.rule.addItem(self._words.place(variant), variant.id)
        self.rule.setCurrentIndex(max(0, self.rule.findData(self._chosen.get(disease_id, ""))))
        self._explain()

    def _explain(self) -> None:
        disease_id, variant_id = self.answer
        original = self._words.rules.rule_of(disease_id)
        rule = self._words.rules.rules.get(variant_id, original)
        cards = [self._words.rule_card(rule)]
        if rule is not original:
            cards.append(self._words.rule_card(original))
        self.explained.setPlainText("\n\n".join(cards))
