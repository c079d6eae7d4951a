# SPDX-License-Identifier: Apache-2.0
"""The check sheet and the rooms around it: a finding leads on, and what they say stands beside."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from schoolguard import flows
from schoolguard.app.school import School
from schoolguard.cases import CaseDraft
from schoolguard.kernel.actor import Actor, Role
from schoolguard.suspension import Scope, SuspensionDraft
from schoolguard.ui.checks.dialogs import HandInDialog
from schoolguard.ui.checks.page import ChecksPage
from schoolguard.ui.checks.sheet_view import SheetView
from schoolguard.ui.desk import Desk
from tests.factories.checks import DAY, Place

ENTER, CTRL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
Keys = Callable[..., None]


@pytest.fixture
def gone(desk: Desk) -> list[tuple[str, dict[str, object]]]:
    """Where the page has led to."""
    steps: list[tuple[str, dict[str, object]]] = []
    desk.go = lambda key, **args: steps.append((key, args))
    return steps


def test_a_confirmed_fever_is_one_key_from_the_isolation_room(
    qtbot: QtBot,
    view: SheetView,
    keys: Keys,
    fifty: Place,
    gone: list[tuple[str, dict[str, object]]],
) -> None:
    keys("381", ENTER)
    view.grid.go_to(0)
    assert not view.admit.isVisible()
    keys("+", "383", ENTER)
    view.grid.go_to(0)
    assert view.admit.isVisible()
    qtbot.keyClick(view.grid, Qt.Key.Key_G, CTRL)
    view.admit.click()
    assert (
        gone
        == [("isolation", {"person_id": fifty.pupils[0], "day": "2026-09-01", "session": 0})] * 2
    )


def test_a_teacher_is_not_offered_the_isolation_room(
    qtbot: QtBot,
    desk: Desk,
    fifty: Place,
    settle: Callable[[], None],
    acting_as: Callable[..., Actor],
    gone: list[tuple[str, dict[str, object]]],
) -> None:
    acting_as(Role.TEACHER, classes={fifty.class_id})
    page = ChecksPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.show_args(day=DAY.isoformat(), session=0, class_id=int(fifty.class_id))
    settle()
    qtbot.keyClicks(page.view.grid, "381")
    qtbot.keyClick(page.view.grid, ENTER)
    settle()
    page.view.admit.ask()
    assert gone == []
    assert not page.view.admit.isVisible()


def test_who_is_not_cleared_and_comes_is_seen_at_once(
    view: SheetView, keys: Keys, fifty: Place, school: School, desk: Desk
) -> None:
    rules = view.rules
    draft = CaseDraft(fifty.pupils[0], fifty.class_id, "varicella", onset_on=DAY)
    school.change(lambda u: flows.open_case(u, draft, rules))
    view.read_again()
    keys()
    assert view.grid.lines.situation(0) == "未复课查验"
    view.grid.go_to(0)
    keys("366", ENTER)
    assert "未复课查验" in view.grid.lines.situation(0)


def test_a_sheet_of_a_class_off_names_nobody_missing(
    view: SheetView, keys: Keys, fifty: Place, school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = view.rules
    draft = SuspensionDraft(
        Scope.CLASS,
        (fifty.class_id,),
        "influenza",
        decided_by="县疾控中心",
        decided_on=DAY,
        from_on=DAY,
        until_on=DAY + timedelta(days=3),
    )
    school.change(lambda u: flows.suspend(u, draft, rules))
    view.read_again()
    keys()
    assert view.tally.expected == 0
    assert view.grid.lines.situation(3) == "停课"
    view.grid.go_to(0)
    keys("-")
    assert "停课学生不记缺勤" in view.grid.lines.situation(0)
    asked: list[list[str]] = []
    monkeypatch.setattr(HandInDialog, "ask", lambda _p, _t, _tally, who: bool(asked.append(who)))
    view.hand_in()
    assert asked == [[]]
