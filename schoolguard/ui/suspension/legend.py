# SPDX-License-Identifier: Apache-2.0
"""The keys of the follow-up sheet, always in sight; they come from the rule packs."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from schoolguard.kernel.texts import Texts
from schoolguard.suspension import SuspensionRules
from schoolguard.ui.suspension.commands import DOCTOR, NOTE
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.palette import ACCENT_STRONG

_COMMANDS = ((DOCTOR, "doctor"), (NOTE, "note"), ("⌫", "back"), ("Del", "erase"))


class Legend(QFrame):
    """Two lines of keys: what to enter, and which symptom."""

    def __init__(self, rules: SuspensionRules, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        language = texts.language
        answers = [(one.key, one.name(language)) for one in rules.answers]
        commands = [(key, texts(f"suspension_page.legend.{name}")) for key, name in _COMMANDS]
        symptoms = [(one.key, one.name(language)) for one in rules.symptoms.values()]
        value = ("366", texts("suspension_page.legend.value"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for keys in ([value, *answers, *commands], symptoms):
            line = QLabel(_line(keys), self)
            line.setProperty("look", "small")
            line.setTextFormat(Qt.TextFormat.RichText)
            line.setWordWrap(True)
            line.setAccessibleName("，".join(f"{key} {words}" for key, words in keys))
            line.setMinimumHeight(scale.ICON)
            column.addWidget(line)


def _line(keys: list[tuple[str, str]]) -> str:
    return "&nbsp;&nbsp; ".join(
        f'<b style="color:{ACCENT_STRONG}">{escape(key)}</b>&nbsp;{escape(words)}'
        for key, words in keys
    )
