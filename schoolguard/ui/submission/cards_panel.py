# SPDX-License-Identifier: Apache-2.0
"""The column beside the outbox: both cards with their fingerprints, and the receipts."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from schoolguard import packages
from schoolguard.kernel.clock import local_time
from schoolguard.kernel.texts import Texts
from schoolguard.submission import Mailbox, ReceiptLine
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.table import Column, HouseTable, RowsModel

_TONES = {
    packages.Verdict.ACCEPTED: Tone.OK,
    packages.Verdict.DUPLICATE: Tone.OK,
    packages.Verdict.HELD: Tone.ATTENTION,
    packages.Verdict.REFUSED: Tone.ALARM,
}


class CardsPanel(QWidget):
    """Who we are, who they are, what they have answered.

    Signals:
        export_wanted: the school's card is to be written to a file.
        enrol_wanted: a bureau's card is to be read from a file.
        keys_wanted: the signing key is to be replaced.
        epoch_wanted: a new series of numbers is to begin.
    """

    export_wanted = Signal()
    enrol_wanted = Signal()
    keys_wanted = Signal()
    epoch_wanted = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._ours = _Card(texts("submission.page.our_card"), self)
        self.export_button = self._ours.add_button(texts("submission.page.export_card"))
        self.export_button.clicked.connect(self.export_wanted)
        self.keys_button = self._ours.add_button(texts("submission.page.replace_keys"), quiet=True)
        self.keys_button.clicked.connect(self.keys_wanted)
        self.epoch_button = self._ours.add_button(texts("submission.page.new_epoch"), quiet=True)
        self.epoch_button.clicked.connect(self.epoch_wanted)
        self._theirs = _Card(texts("submission.page.bureau_card"), self)
        self.enrol_button = self._theirs.add_button(texts("submission.page.enrol"))
        self.enrol_button.clicked.connect(self.enrol_wanted)
        self.model = RowsModel[ReceiptLine](self._columns(), self)
        self.receipts = HouseTable("submission.receipts", texts("submission.page.receipts"), self)
        self.receipts.show_model(self.model)
        self._none = QLabel(texts("submission.page.no_receipts"), self)
        self._none.setProperty("look", "muted")
        self._none.setWordWrap(True)
        self._arrange()

    def show_mailbox(self, mailbox: Mailbox, *, may_enrol: bool) -> None:
        """Show the cards and receipts; the buttons follow from the rights."""
        ours, theirs = mailbox.school_card, mailbox.bureau_card
        if ours is not None:
            self._ours.say(f"{ours.name}  {ours.school}", ours.fingerprint)
        missing = self._texts("submission.page.no_bureau_card")
        if theirs is None:
            self._theirs.say(missing, "")
        else:
            self._theirs.say(f"{theirs.name}  {theirs.bureau}", theirs.fingerprint)
        self.export_button.setEnabled(ours is not None)
        self.enrol_button.setEnabled(ours is not None and may_enrol)
        self.keys_button.setVisible(may_enrol)
        self.epoch_button.setVisible(may_enrol and bool(mailbox.sent))
        again = "submission.page.enrol_again" if theirs else "submission.page.enrol"
        self.enrol_button.setText(self._texts(again))
        self.model.set_rows(mailbox.receipts)
        self.receipts.setVisible(bool(mailbox.receipts))
        self._none.setVisible(not mailbox.receipts)

    def _arrange(self) -> None:
        title = QLabel(self._texts("submission.page.receipts"), self)
        title.setProperty("look", "section")
        title.setBuddy(self.receipts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.ROOMY)
        column.addWidget(self._ours)
        column.addWidget(self._theirs)
        column.addWidget(title)
        column.addWidget(self._none)
        column.addWidget(self.receipts, 1)
        column.addStretch(0)

    def _columns(self) -> tuple[Column[ReceiptLine], ...]:
        texts = self._texts
        return (
            Column(
                texts("submission.page.column.number"),
                lambda row: str(row.seq),
                sort_key=lambda row: row.seq,
                number=True,
                width=50,
            ),
            Column(
                texts("submission.page.column.verdict"),
                lambda row: texts(f"submission.verdict.{row.verdict.value}"),
                tone=lambda row: _TONES[row.verdict],
                width=80,
            ),
            Column(
                texts("submission.page.column.missing"),
                lambda row: " ".join(map(str, row.missing)) or "—",
                width=76,
            ),
            Column(
                texts("submission.page.column.taken_in"),
                lambda row: f"{local_time(row.taken_in_at):%m-%d %H:%M}",
                sort_key=lambda row: row.taken_in_at,
                width=96,
            ),
        )


class _Card(QFrame):
    """One card: whose it is, its fingerprint, a button."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        heading = QLabel(title, self)
        heading.setProperty("look", "small")
        self._owner = QLabel(self)
        self._owner.setProperty("look", "strong")
        self._owner.setWordWrap(True)
        self._fingerprint = QLabel(self)
        self._fingerprint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._fingerprint.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(scale.ROOMY, scale.GAP, scale.ROOMY, scale.GAP)
        self._column.setSpacing(scale.TIGHT)
        for widget in (heading, self._owner, self._fingerprint):
            self._column.addWidget(widget)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(scale.TIGHT)
        self._buttons.addStretch(1)
        self._column.addSpacing(scale.TIGHT)
        self._column.addLayout(self._buttons)

    def say(self, owner: str, fingerprint: str) -> None:
        """Show whose card it is; an empty fingerprint takes its line away."""
        self._owner.setText(owner)
        groups = fingerprint.split(" ")
        half = len(groups) // 2
        self._fingerprint.setText(
            f"{'  '.join(groups[:half])}\n{'  '.join(groups[half:])}" if fingerprint else ""
        )
        self._fingerprint.setVisible(bool(fingerprint))

    def add_button(self, text: str, *, quiet: bool = False) -> QPushButton:
        """Add a button in the card's row; a quiet one is for what is done seldom."""
        button = QPushButton(text, self)
        if quiet:
            button.setProperty("look", "quiet")
        self._buttons.insertWidget(self._buttons.count() - 1, button)
        return button
