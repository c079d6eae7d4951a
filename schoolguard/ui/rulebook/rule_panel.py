# SPDX-License-Identifier: Apache-2.0
"""The rule at hand: source, status, where it is used, each value beside the original, deeds."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from schoolguard.kernel.clock import local_time
from schoolguard.kernel.ids import AccountId
from schoolguard.rulebook import CHAPTER_OF, Book, Entry, Line, Words
from schoolguard.ui.rulebook.reading import Row
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.icons import icon
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.table import Column, HouseTable, RowsModel

_WIDTH = 384


class RulePanel(QWidget):
    """Shows one rule; what is to be done with it is asked for by signals.

    Signals:
        change_wanted: a `Line` is to have another value.
        back_wanted: a `Line` is to have the program's value again.
    """

    change_wanted = Signal(object)
    back_wanted = Signal(object)

    def __init__(self, words: Words, *, may_change: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._may_change = may_change
        known = words.texts.keys("ui")
        self._pages = {one.removeprefix("page.") for one in known if one.startswith("page.")}
        self._entry: Entry | None = None
        text = words.texts
        self.setFixedWidth(_WIDTH)
        self.title = _label("section", self)
        self.about = _label("muted", self)
        self.table = HouseTable("rules.lines", text("rules_page.detail"), self)
        self.model = RowsModel[Line](self._columns(), self)
        self.table.show_model(self.model, sortable=False)
        self.why = _label("small", self)
        self.change_button = self._button("rules_page.change", "pencil", self._change)
        self.switch_button = self._button("rules_page.switch_off", "power", self._switch)
        self.back_button = self._button("rules_page.take_back", "undo-2", self._back)
        self.table.opened.connect(lambda _: self._change())
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._offer())
        self._arrange()

    @property
    def line(self) -> Line | None:
        """The value at hand."""
        index = self.table.currentIndex()
        return self.model.row(index) if index.isValid() else None

    def show_row(
        self, row: Row | None, words: Words, book: Book, names: Mapping[AccountId, str]
    ) -> None:
        """Show another rule, or none."""
        same = row is not None and self._entry is not None and _is_same(row.entry, self._entry)
        own = (number for number, line in enumerate(row.entry.lines if row else ()) if line.own)
        at = max(0, self.table.currentIndex().row()) if same else next(own, 0)
        self._words = words
        self._entry = row.entry if row else None
        self.setVisible(row is not None)
        if row is None:
            return
        self.title.setText(row.name)
        self.about.setText("\n".join(self._about(row.entry, book)))
        self.model.set_rows(row.entry.lines)
        self.why.setText("\n".join(self._why(line, names) for line in row.entry.lines if line.own))
        self.why.setVisible(row.entry.is_own)
        self.table.select_row(at)
        self._offer()

    def _about(self, entry: Entry, book: Book) -> list[str]:
        text = self._words.texts
        pages = [page for page in CHAPTER_OF[entry.pack].pages if page in self._pages]
        used = text("rulebook.value.and").join(text(f"ui.page.{page}") for page in pages)
        lines = [
            f"{self._words.kind(entry.pack, entry.kind)} · {self._words.status(entry.status)}",
            text("rules_page.source", source=entry.rule.source),
            text("rules_page.used", pages=used),
            text("rules_page.version", version=book.versions[entry.pack]),
        ]
        if entry.fixed:
            lines.append(text("rules_page.read_only"))
        elif not self._may_change:
            lines.append(text("rules_page.no_right"))
        return lines

    def _why(self, line: Line, names: Mapping[AccountId, str]) -> str:
        own = line.own
        assert own is not None  # noqa: S101 - asked for own values only
        said = {
            "what": self._words.key(line.at.key),
            "who": names.get(own.by, str(own.by)),
            "at": f"{local_time(own.at):%Y-%m-%d %H:%M}",
            "reason": own.reason,
        }
        if own.paper_number:
            return self._words.texts("rules_page.why_paper", paper=own.paper_number, **said)
        return self._words.texts("rules_page.why", **said)

    def _columns(self) -> tuple[Column[Line], ...]:
        text = self._words.texts
        return (
            Column(
                text("rules_page.column.key"), lambda line: self._words.key(line.at.key), width=120
            ),
            Column(
                text("rules_page.column.value"),
                lambda line: self._words.value(line.at, line.in_force),
                tone=_tone,
                width=120,
            ),
            Column(text("rules_page.column.original"), self._original, width=110),
        )

    def _original(self, line: Line) -> str:
        if line.own is None:
            return self._words.texts("rules_page.original_same")
        return self._words.value(line.at, line.original)

    def _offer(self) -> None:
        entry, line = self._entry, self.line
        free = entry is not None and not entry.fixed and self._may_change
        self.change_button.setEnabled(free and line is not None)
        self.switch_button.setEnabled(free and entry is not None and not entry.always_on)
        self.back_button.setEnabled(free and line is not None and line.own is not None)
        on = entry is None or entry.rule.enabled
        key = "rules_page.switch_off" if on else "rules_page.switch_on"
        self.switch_button.setText(self._words.texts(key))

    def _change(self) -> None:
        if self.change_button.isEnabled() and self.line is not None:
            self.change_wanted.emit(self.line)

    def _switch(self) -> None:
        if self._entry is not None:
            self.change_wanted.emit(self._entry.lines[0])

    def _back(self) -> None:
        if self.line is not None:
            self.back_wanted.emit(self.line)

    def _button(self, key: str, icon_name: str, slot: object) -> QPushButton:
        button = QPushButton(icon(icon_name), self._words.texts(key), self)
        button.clicked.connect(slot)
        return button

    def _arrange(self) -> None:
        deeds = QGridLayout()
        deeds.setSpacing(scale.GAP)
        for place, button in enumerate((self.change_button, self.switch_button, self.back_button)):
            deeds.addWidget(button, place // 2, place % 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.GAP)
        column.addWidget(self.title)
        column.addWidget(self.about)
        column.addWidget(self.table, 1)
        column.addWidget(self.why)
        column.addLayout(deeds)


def _label(look: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setProperty("look", look)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _tone(line: Line) -> Tone | None:
    if line.looser:
        return Tone.ALARM
    return Tone.INFO if line.own else None


def _is_same(one: Entry, other: Entry) -> bool:
    return (one.pack, one.kind, one.rule.id) == (other.pack, other.kind, other.rule.id)
