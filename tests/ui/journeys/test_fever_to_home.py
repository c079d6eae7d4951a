# SPDX-License-Identifier: Apache-2.0
"""Journey: a fever at the morning check, the isolation room, home, and the room open again.

Through the real window, with keyboard events; what other rooms got is looked up in the record.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from schoolguard import isolation
from schoolguard.absence import Reason
from schoolguard.app.school import School
from schoolguard.kernel.clock import FixedClock
from schoolguard.ui.checks.page import ChecksPage
from schoolguard.ui.desk import Desk
from schoolguard.ui.disinfection.order_dialog import SignOrderDialog
from schoolguard.ui.disinfection.page import DisinfectionPage
from schoolguard.ui.isolation.intake_dialog import IntakeDialog
from schoolguard.ui.isolation.page import IsolationPage
from schoolguard.ui.today.page import TodayPage
from tests.factories.chain import Chain, found_chain
from tests.factories.hands import Hands

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def chain(school: School, clock: FixedClock) -> Chain:
    return found_chain(school, clock)


@pytest.fixture
def hands(qtbot: QtBot, desk: Desk, chain: Chain) -> Iterator[Hands]:
    hands = Hands(qtbot, desk)
    yield hands
    hands.settle()


def find_a_fever(hands: Hands, chain: Chain) -> None:
    page = hands.go("checks")
    assert isinstance(page, ChecksPage)
    page.open_class(chain.class_id)
    hands.settle()
    hands.write("381\r")
    chain.clock.advance(timedelta(minutes=15))
    page.view.grid.go_to(0)
    hands.write("+")
    hands.write("383\r")
    page.view.grid.go_to(0)


def take_in(hands: Hands) -> IsolationPage:
    def admit(dialog: QWidget) -> None:
        assert isinstance(dialog, IntakeDialog)
        hands.qtbot.waitUntil(lambda: not hands.desk.tasks.busy)
        QTest.keyClick(dialog, KEY.Key_Return)

    hands.answering(IntakeDialog, admit)
    hands.press(KEY.Key_G, CTRL)
    hands.settle()
    page = hands.window.page
    assert isinstance(page, IsolationPage)
    return page


def sign(hands: Hands, chain: Chain) -> None:
    """Sign the order at hand as the dialog proposes it."""
    page = hands.window.page
    assert isinstance(page, DisinfectionPage)

    def agree(dialog: QWidget) -> None:
        assert isinstance(dialog, SignOrderDialog)
        QTest.keyClick(dialog, KEY.Key_Return)

    hands.answering(SignOrderDialog, agree)
    page.orders.table.setFocus()
    hands.press(KEY.Key_Return)
    hands.settle()
    assert chain.isolation_place not in {one.place_id for one in chain.orders()}


def test_from_the_check_to_home_and_an_open_room(
    hands: Hands, chain: Chain, settle: Callable[[], None]
) -> None:
    find_a_fever(hands, chain)
    page = take_in(hands)
    (line,) = chain.infirmary.current()
    assert (line.name, line.fever, line.observations) == ("王小明", True, 2)

    chain.clock.advance(timedelta(minutes=20))
    chain.infirmary.tell(line.id)
    chain.infirmary.tell(line.id, "class_teacher")
    chain.infirmary.observe(line.id, chain.infirmary.look(379))
    page.show_args(stay_id=line.id)
    page.mark_stale()
    settle()
    page.panel.leaving.handed_to.setText("李梅")
    page.panel.leaving.relation.setText("母亲")
    page.panel.leaving.submit()
    settle()
    assert chain.infirmary.stay(line.id).line.left_at is not None
    (case,) = chain.cases()
    assert (case.reason, case.symptoms) == (Reason.ILLNESS, {"fever"})

    today = hands.go("today")
    assert isinstance(today, TodayPage)
    settle()
    hands.press(KEY.Key_F8)
    assert today.links.sentence(0).startswith("三年级(1)班 王小明：缺勤追询")
    assert "待复课查验" in today.links.sentence(0)
    assert "隔离观察室待消毒" in today.links.sentence(0)

    orders = {one.place_id: one for one in chain.orders()}
    room = orders[chain.isolation_place]
    chain.clock.advance(timedelta(minutes=10))
    hands.window.open_page("disinfection", order_id=int(room.id))
    settle()
    sign(hands, chain)
    rooms = chain.ask(lambda v: isolation.room_map(v, chain.rules.isolation)).rooms
    assert rooms[0].closed_since is None
