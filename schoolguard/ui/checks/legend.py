# SPDX-License-Identifier: Apache-2.0
"""The keys of the check grid, always in sight; they come from the rule packs."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from schoolguard.checks import CheckRules
from schoolguard.kernel.texts import Texts
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.palette import ACCENT_STRONG

_COMMANDS = (
    ("365 ⏎", "value"),
    ("+", "second"),
    ("H", "home"),
    ("N", "note"),
    ("M", "method"),
    ("Del", "erase"),
    ("Ctrl+Z", "undo"),
    ("Ctrl+V", "paste"),
)


class Legend(QFrame):
    """Two lines of keys: what to enter, and which symptom."""

    def __init__(self, rules: CheckRules, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        language = texts.language
        marks = [(mark.key, mark.name(language)) for mark in rules.marks]
        entries = [(key, texts(f"checks.legend.{name}")) for key, name in _COMMANDS]
        symptoms = [(symptom.key, symptom.name(language)) for symptom in rules.symptoms]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for keys in ([entries[0], *marks, *entries[1:]], symptoms):
            line = QLabel(_line(keys), self)
            line.setProperty("look", "small")
            line.setTextFormat(Qt.TextFormat.RichText)
            line.setAccessibleName("，".join(f"{key} {words}" for key, words in keys))
            line.setMinimumHeight(scale.ICON)
            column.addWidget(line)


def _line(keys: list[tuple[str, str]]) -> str:
    return "&nbsp;&nbsp; ".join(
        f'<b style="color:{ACCENT_STRONG}">{escape(key)}</b>&nbsp;{escape(words)}'
        for key, words in keys
    )
