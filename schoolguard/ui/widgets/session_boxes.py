# SPDX-License-Identifier: Apache-2.0
"""Which of the three checks a school holds: three boxes in a row."""

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.texts import Texts


class SessionBoxes(QWidget):
    """Morning, noon, evening; the evening check only where pupils board."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes = {
            session: QCheckBox(texts(f"ui.session.{session.name.lower()}"), self)
            for session in CheckSession
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for box in self.boxes.values():
            row.addWidget(box)
            box.setChecked(True)
        row.addStretch(1)
        self.setFocusProxy(self.boxes[CheckSession.MORNING])

    def sessions(self) -> frozenset[CheckSession]:
        """Return the checks that are ticked."""
        return frozenset(session for session, box in self.boxes.items() if box.isChecked())

    def show_sessions(self, sessions: frozenset[CheckSession]) -> None:
        """Tick these and no others."""
        for session, box in self.boxes.items():
            box.setChecked(session in sessions)

    def allow_evening(self, on: bool) -> None:  # noqa: FBT001 - a Qt slot
        """Offer the evening check, or take it away."""
        evening = self.boxes[CheckSession.EVENING]
        evening.setEnabled(on)
        evening.setChecked(on)
