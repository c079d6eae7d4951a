# SPDX-License-Identifier: Apache-2.0
"""Setting the room up, and keeping it ready."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from schoolguard import isolation
from schoolguard.app.school import School
from schoolguard.isolation import HospitalDraft, RoomDraft, TickState, TrainingDraft
from schoolguard.kernel.clock import FixedClock
from schoolguard.ui.desk import Desk
from schoolguard.ui.isolation.first_room import FirstRoomDialog
from schoolguard.ui.isolation.page import IsolationPage
from schoolguard.ui.isolation.papers import Papers
from schoolguard.ui.isolation.place_dialogs import BedsDialog, NameDialog, RoomDialog, ZoneDialog
from schoolguard.ui.isolation.readiness_asks import HospitalDialog, SupplyDialog, TrainingDialog
from schoolguard.ui.isolation.readiness_dialog import ReadinessDialog
from schoolguard.ui.isolation.rooms_dialog import RoomsDialog
from schoolguard.ui.isolation.words import Words
from schoolguard.ui.widgets.dialog import ReasonDialog
from tests.factories.isolation import DAY, Infirmary, found_infirmary

Settle = Callable[[], None]


@pytest.fixture
def ward(school: School, clock: FixedClock) -> Infirmary:
    return found_infirmary(school, clock)


@pytest.fixture
def words(desk: Desk) -> Words:
    return Words(desk.texts, isolation.load_rules())


def test_a_fresh_school_makes_its_first_room_with_two_keys(
    qtbot: QtBot, desk: Desk, settle: Settle, words: Words, school: School
) -> None:
    page = IsolationPage(desk)
    qtbot.addWidget(page)
    page.resize(1182, 690)
    with qtbot.waitExposed(page):
        page.show()
    settle()
    assert page.left.stack.currentWidget() is page.left.no_room
    assert page.left.first_button.isVisible()
    dialog = FirstRoomDialog(None, desk, words)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    settle()
    qtbot.waitUntil(lambda: dialog.result() == 1)
    settle()
    rules = words.rules
    (room,) = school.query(lambda view: isolation.room_map(view, rules)).rooms
    assert room.room.name == "隔离观察室"
    assert [zone.zone.kind for zone in room.zones][:2] == ["temporary", "isolation"]
    assert [bed.name for bed in room.free_beds][:4] == ["1 床", "2 床", "3 床", "4 床"]
    assert page.left.stack.currentWidget() is page.left.map


def test_rooms_zones_and_beds_are_added_renamed_and_retired(
    qtbot: QtBot,
    desk: Desk,
    settle: Settle,
    ward: Infirmary,
    words: Words,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialog = RoomsDialog(None, desk, words)
    qtbot.addWidget(dialog)
    settle()
    monkeypatch.setattr(ZoneDialog, "ask", lambda *_: ("isolation", "隔离区"))
    monkeypatch.setattr(BedsDialog, "ask", lambda *_: 2)
    monkeypatch.setattr(NameDialog, "ask", lambda *_: "靠窗床")
    monkeypatch.setattr(RoomDialog, "ask", lambda *_: RoomDraft("三楼观察室"))
    dialog.buttons["add_zone"].click()
    settle()
    zone = dialog.tree.findItems("隔离区", Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)[
        0
    ]
    dialog.tree.setCurrentItem(zone)
    dialog.buttons["add_beds"].click()
    settle()
    bed = dialog.tree.findItems("5 床", Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)[0]
    dialog.tree.setCurrentItem(bed)
    dialog.buttons["change"].click()
    settle()
    dialog.buttons["retire"].click()
    settle()
    found = dialog.tree.findItems(
        "靠窗床（已停用）", Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
    )
    assert found
    assert dialog.buttons["retire"].text() == "恢复使用"
    dialog.buttons["add_room"].click()
    settle()
    assert [room.room.name for room in ward.map().rooms][-1] == "三楼观察室"


def test_a_place_with_somebody_in_it_is_not_taken_away(
    qtbot: QtBot, desk: Desk, settle: Settle, ward: Infirmary, words: Words
) -> None:
    ward.admit()
    dialog = RoomsDialog(None, desk, words)
    qtbot.addWidget(dialog)
    settle()
    dialog.buttons["retire"].click()
    settle()
    assert "还有人" in dialog.problem.sentence


def test_readiness_is_brought_up_to_date_line_by_line(
    qtbot: QtBot,
    desk: Desk,
    settle: Settle,
    ward: Infirmary,
    words: Words,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = IsolationPage(desk)
    qtbot.addWidget(page)
    papers = Papers(desk, words, page)
    dialog = ReadinessDialog(None, desk, words, papers, may_write=True)
    qtbot.addWidget(dialog)
    dialog.show()
    settle()
    assert "⚠13" in dialog.tabs.tabText(0)
    dialog.equipment.table.opened.emit(dialog.equipment.table.currentIndex())
    settle()
    assert dialog.equipment.table.currentIndex().row() == 1
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_, **__: "灯管坏了")
    dialog.equipment.missing()
    settle()
    assert dialog.equipment.model.rows[0].state is TickState.IN_ORDER
    assert dialog.equipment.model.rows[1].note == "灯管坏了"
    dialog.equipment.all_in_order()
    settle()
    assert "✓" in dialog.tabs.tabText(0)
    draft = TrainingDraft("room_practice", DAY, ward.teacher)
    monkeypatch.setattr(TrainingDialog, "ask", lambda *_: draft)
    dialog.trainings.train()
    settle()
    assert dialog.trainings.model.rows[0].valid == 1
    dialog.trainings.untrain()
    settle()
    assert dialog.trainings.model.rows[0].valid == 0
    monkeypatch.setattr(SupplyDialog, "ask", lambda *_: (50, 30))
    dialog.supplies.count()
    settle()
    line = dialog.supplies.model.rows[0]
    assert (line.quantity, line.minimum, line.is_gap) == (50, 30, False)
    monkeypatch.setattr(
        HospitalDialog, "ask", lambda *_: HospitalDraft("县医院", "0571-1", is_partner=True)
    )
    dialog.hospitals.change_one()
    settle()
    assert dialog.hospitals.model.rows[0].draft.name == "县医院"
    dialog.hospitals.retire_one()
    settle()
    assert dialog.hospitals.model.rows == ()


def test_the_short_questions_refuse_what_says_nothing(
    qtbot: QtBot, desk: Desk, settle: Settle, ward: Infirmary, words: Words
) -> None:
    rules = words.rules
    ready = ward.ask(lambda view: isolation.readiness(view, rules, DAY))
    count = SupplyDialog(None, words, ready.supplies[0])
    hospital = HospitalDialog(None, words, None)
    training = TrainingDialog(None, desk, words, ready.trainings[0].topic)
    zone = ZoneDialog(None, words, rules, None)
    for dialog in (count, hospital, training, zone):
        qtbot.addWidget(dialog)
    zone.name.clear()
    assert not any(dialog.check() for dialog in (count, hospital, training, zone))
    count.quantity.setText("0")
    hospital.fields["name"].setText("县医院")
    training.person.search.setText("校外培训员")
    zone.kind.setCurrentIndex(1)
    assert all(dialog.check() for dialog in (count, hospital, training, zone))
    assert training.draft.name == "校外培训员"
    settle()
