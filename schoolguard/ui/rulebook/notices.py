# SPDX-License-Identifier: Apache-2.0
"""What stays in sight: legal duties made looser, values that fit no more, packs that are bad."""

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from schoolguard.rulebook import Book, Line, Words
from schoolguard.ui.rulebook.history_dialog import told_value
from schoolguard.ui.rulebook.reading import Row
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.banner import Banner


class Notices(QWidget):
    """Three sentences, each hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looser = Banner(self)
        self.aside = Banner(self)
        self.faults = Banner(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.GAP)
        column.addWidget(self.looser)
        column.addWidget(self.aside)
        column.addWidget(self.faults)

    def show_book(
        self, book: Book, rows: Iterable[Row], words: Words, take_back: Callable[[], None]
    ) -> None:
        """Say what is to be said of a book."""
        text = words.texts
        loose = [(row, line) for row in rows for line in row.entry.lines if line.looser]
        said = text("rulebook.value.and").join(_looser(row, line, words) for row, line in loose)
        self.looser.say(Tone.ALARM, text("rules_page.looser", rules=said) if loose else "")
        gone = text("rulebook.value.and").join(
            text(
                "rules_page.aside_one",
                entry=words.name(one.own.laid.pack, one.own.laid.kind, one.own.laid.id),
                what=words.key(one.own.laid.key),
                value=told_value(words, one.own),
            )
            for one in book.set_aside
        )
        count = len(book.set_aside)
        sentence = text("rules_page.aside", count=count, rules=gone) if count else ""
        self.aside.say(Tone.ATTENTION, sentence, text("rules_page.aside_button"), take_back)
        faults = " ".join(text.error(one) for one in book.base.faults)
        said = text("rules_page.faults", faults=faults) if faults else ""
        self.faults.say(Tone.ALARM, said)
        self.setVisible(bool(loose or count or faults))


def _looser(row: Row, line: Line, words: Words) -> str:
    return words.texts(
        "rules_page.looser_one",
        name=row.name,
        what=words.key(line.at.key),
        value=words.value(line.at, line.in_force),
        original=words.value(line.at, line.original),
        paper=line.own.paper_number if line.own else "",
    )
