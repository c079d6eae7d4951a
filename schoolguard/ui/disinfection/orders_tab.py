# SPDX-License-Identifier: Apache-2.0
"""Extra disinfections that events asked for: what is to be done where, by when, and its sign-off.

Signing may open an isolation room again; that story is told in `flows`.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from schoolguard import disinfection, flows
from schoolguard.app.today import flow_rules
from schoolguard.disinfection import OrderLine, OrderStanding, Place, Signed
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.ids import OrderId
from schoolguard.ui.desk import Desk
from schoolguard.ui.disinfection.buttons import deed_button
from schoolguard.ui.disinfection.order_dialog import OrderDialog, SignOrderDialog
from schoolguard.ui.disinfection.reading import orders_of
from schoolguard.ui.disinfection.words import Words
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.dialog import ReasonDialog
from schoolguard.ui.widgets.empty import EmptyState
from schoolguard.ui.widgets.table import Column, HouseTable, RowsModel


class OrdersTab(QWidget):
    """The orders.

    Signals:
        counted: how many are open, and how many of them overdue.
        timer_wanted: a label and the minutes of a contact time that begins.
    """

    counted = Signal(int, int)
    timer_wanted = Signal(str, int)

    def __init__(self, desk: Desk, words: Words, *, may_record: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._words = desk, words
        text = desk.texts
        self.model: RowsModel[OrderLine] = RowsModel(_columns(words, desk), self)
        self.table = HouseTable("disinfection.orders", text("disinfection_page.orders.label"), self)
        self.table.show_model(self.model, sortable=False)
        self.recent = QCheckBox(text("disinfection_page.orders.recent"), self)
        self.new_button = deed_button(desk, self, "plus", "orders.new", self.open_new, "Ctrl+N")
        self.sign_button = deed_button(desk, self, "check", "orders.sign", self.sign)
        self.cancel_button = deed_button(desk, self, "x", "orders.cancel", self.cancel)
        self._nothing = EmptyState(
            "circle-check",
            text("disinfection_page.orders.nothing"),
            text("disinfection_page.orders.nothing_text"),
            self,
        )
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing)
        self._places: tuple[Place, ...] = ()
        self._may_record = may_record
        self._wanted: OrderId | None = None
        self._arrange()
        self.recent.toggled.connect(lambda _: self.refresh())
        self.table.opened.connect(lambda _: self.sign())
        self.table.selectionModel().currentChanged.connect(lambda *_: self._allow())

    def refresh(self) -> None:
        """Read the orders and the places anew."""
        tasks, rules = self._desk.tasks, self._words.rules
        tasks.query(self, orders_of(rules, recent=self.recent.isChecked()), self._show)
        tasks.query(self, disinfection.places, self._take_places)

    def go_to(self, order_id: OrderId) -> None:
        """Go to an order as soon as it is read."""
        self._wanted = order_id
        self.refresh()

    def open_new(self) -> None:
        """Ask for an extra disinfection by hand."""
        if not self._places:
            self._desk.notify.info(self._desk.texts("disinfection_page.orders.no_places"))
            return
        draft = OrderDialog.ask(self, self._words, self._places)
        if draft is not None:
            self._desk.tasks.change(
                self,
                lambda unit: disinfection.order(unit, draft, self._words.rules),
                self._on_ordered,
            )

    def sign(self) -> None:
        """Sign the order at hand."""
        line = self._at()
        if line is None or line.standing is not OrderStanding.OPEN or not self._may_record:
            return
        draft = SignOrderDialog.ask(self, self._words, line, self._desk.clock.now())
        if draft is None:
            return
        rules = flow_rules(self._desk.school)
        self._desk.tasks.change(
            self,
            lambda unit: flows.sign_order(unit, line.id, draft, rules),
            lambda done: self._on_signed(line, done.signed, opened=done.room_opened),
        )

    def cancel(self) -> None:
        """Cancel the order at hand, or open a cancelled one again; asks why."""
        line = self._at()
        if line is None or line.standing is OrderStanding.DONE:
            return
        ends = line.standing is OrderStanding.OPEN
        what = "cancel" if ends else "reopen"
        text = self._desk.texts
        why = ReasonDialog.ask(
            self,
            text,
            title=text(f"disinfection_page.orders.{what}_title"),
            question=text("disinfection_page.orders.why_question"),
            deed=text(f"disinfection_page.orders.{what}"),
        )
        if why is not None:
            deed = disinfection.cancel_order if ends else disinfection.reopen_order
            self._desk.tasks.change(
                self,
                lambda unit: deed(unit, line.id, why),
                lambda _: self._say(f"order_{what}"),
            )

    def _show(self, lines: tuple[OrderLine, ...]) -> None:
        kept = self._wanted or (one.id if (one := self._at()) is not None else None)
        self.model.set_rows(lines)
        rows = [at for at, line in enumerate(self.model.rows) if line.id == kept]
        self.table.select_row(rows[0] if rows else 0)
        self._wanted = None
        self._stack.setCurrentWidget(self.table if lines else self._nothing)
        still = [line for line in lines if line.standing is OrderStanding.OPEN]
        self.counted.emit(len(still), sum(line.overdue for line in still))
        self._allow()

    def _take_places(self, places: tuple[Place, ...]) -> None:
        self._places = places

    def _on_ordered(self, order_id: OrderId) -> None:
        self._wanted = order_id
        self._say("ordered")

    def _on_signed(self, line: OrderLine, signed: Signed, *, opened: bool) -> None:
        self._say("order_signed_opened" if opened else "order_signed")
        now = self._desk.clock.now()
        if signed.wipe_at is not None and signed.wipe_at > now:
            minutes = -(-int((signed.wipe_at - now).total_seconds()) // 60)
            self.timer_wanted.emit(line.place_name, minutes)

    def _say(self, what: str) -> None:
        self._desk.notify.done(self._desk.texts(f"disinfection_page.done.{what}"))

    def _at(self) -> OrderLine | None:
        index = self.table.currentIndex()
        inside = index.isValid() and index.row() < len(self.model.rows)
        return self.model.row(index) if inside else None

    def _allow(self) -> None:
        line = self._at()
        standing = line.standing if line is not None else None
        self.sign_button.setEnabled(standing is OrderStanding.OPEN)
        self.cancel_button.setEnabled(standing in {OrderStanding.OPEN, OrderStanding.CANCELLED})
        what = "reopen" if standing is OrderStanding.CANCELLED else "cancel"
        self.cancel_button.setText(self._desk.texts(f"disinfection_page.orders.{what}"))

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(scale.GAP)
        row.addWidget(self.recent)
        row.addStretch(1)
        for button in (self.cancel_button, self.new_button, self.sign_button):
            button.setVisible(self._may_record)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.GAP, scale.GAP, scale.GAP, scale.TIGHT)
        column.setSpacing(scale.GAP)
        column.addLayout(row)
        column.addWidget(self._stack, 1)


def _columns(words: Words, desk: Desk) -> tuple[Column[OrderLine], ...]:
    text = words.texts

    def due(line: OrderLine) -> str:
        when = words.moment(line.due_at, local_day(desk.clock.now()))
        return text("disinfection_page.orders.overdue", when=when) if line.overdue else when

    def tone(line: OrderLine) -> Tone:
        if line.standing is not OrderStanding.OPEN:
            return Tone.MUTED
        return Tone.ALARM if line.overdue else Tone.ATTENTION

    def standing(line: OrderLine) -> str:
        return text(f"disinfection_page.orders.standing.{line.standing.value}")

    def note(line: OrderLine) -> str:
        return line.ended_reason or line.note

    def title(name: str) -> str:
        return text(f"disinfection_page.orders.{name}")

    return (
        Column(title("due"), due, tone=tone, width=120),
        Column(title("place"), lambda line: line.place_name, width=120),
        Column(title("why"), lambda line: words.why(line.why), width=110),
        Column(title("disease"), lambda line: words.disease(line.disease_id), width=110),
        Column(title("asked"), lambda line: _asked(line, words), width=260),
        Column(title("person"), lambda line: line.responsible, width=80),
        Column(title("state"), standing, tone=tone, width=80),
        Column(title("note"), note, width=120),
    )


def _asked(line: OrderLine, words: Words) -> str:
    text, minutes = words.texts, line.contact_minutes
    parts = (
        words.named(words.rules.methods, line.method_id),
        words.agent(next(iter(line.agents), "")),
        words.strength(line.low_mg_per_litre, line.high_mg_per_litre),
        text("disinfection_page.contact", minutes=minutes) if minutes else "",
    )
    return text("disinfection_page.between").join(filter(None, parts))
