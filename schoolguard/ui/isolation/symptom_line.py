# SPDX-License-Identifier: Apache-2.0
"""The symptoms with their keys, as in the check grid; the ones seen stand out, by a sign as well.

Pressed with the mouse here, or by their letter in the field beside.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from schoolguard.ui.theme.palette import ACCENT_STRONG, TEXT_MUTED, TINTS, Tone


@dataclass(frozen=True, slots=True)
class SymptomKey:
    """One symptom of the pack: its id, its letter, its name in the reader's language."""

    id: str
    key: str
    name: str


class SymptomLine(QLabel):
    """All symptoms in one wrapped text.

    Signals:
        changed: another set is ticked.
    """

    changed = Signal()

    def __init__(
        self, symptoms: Sequence[SymptomKey], label: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._symptoms = tuple(symptoms)
        self._label = label
        self._ticked: frozenset[str] = frozenset()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setProperty("look", "small")
        self.linkActivated.connect(self._toggle)
        self._write()

    @property
    def ticked(self) -> frozenset[str]:
        """Ids of the symptoms seen."""
        return self._ticked

    def tick(self, ids: frozenset[str]) -> None:
        """Show another set."""
        if ids != self._ticked:
            self._ticked = ids
            self._write()
            self.changed.emit()

    def press(self, letter: str) -> bool:
        """Tick or untick the symptom of a letter; return whether there is one."""
        found = next((one for one in self._symptoms if one.key == letter.upper()), None)
        if found is not None:
            self._toggle(found.id)
        return found is not None

    def names(self) -> str:
        """Return the names of what is ticked, in the order of the pack."""
        return " ".join(one.name for one in self._symptoms if one.id in self._ticked)

    def _toggle(self, symptom_id: str) -> None:
        self.tick(self._ticked ^ {symptom_id})

    def _write(self) -> None:
        self.setText(" &nbsp;".join(self._entry(one) for one in self._symptoms))
        said = self.names()
        self.setAccessibleName(f"{self._label} {said}".strip())

    def _entry(self, one: SymptomKey) -> str:
        """Return key and name as one link that is never broken across lines."""
        # Chinese may be broken between any two characters; a word joiner forbids it.
        name = "&#8288;".join(escape(char) for char in one.name).replace(" ", "&nbsp;")
        if one.id in self._ticked:
            tints = TINTS[Tone.ATTENTION]
            words = (
                f'<b style="color:{tints.text};background-color:{tints.ground}">'
                f"✓{one.key}&nbsp;{name}</b>"
            )
        else:
            words = (
                f'<b style="color:{ACCENT_STRONG}">{one.key}</b>'
                f'<span style="color:{TEXT_MUTED}">&nbsp;{name}</span>'
            )
        return f'<a href="{escape(one.id)}" style="text-decoration:none">{words}</a>'
