# SPDX-License-Identifier: Apache-2.0
"""From an absence on to the isolation room, a case, the check before the return, by keyboard."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from schoolguard import absence, flows
from schoolguard.absence import CaseDetails, Reason, Standing
from schoolguard.app.school import School
from schoolguard.cases import CaseDraft
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.clock import FixedClock
from schoolguard.kernel.ids import CaseId
from schoolguard.ui.absence.page import AbsencePage
from schoolguard.ui.desk import Desk
from schoolguard.ui.widgets.dialog import ReasonDialog
from tests.factories.chain import Chain, found_chain
from tests.factories.isolation import DAY

CTRL = Qt.KeyboardModifier.ControlModifier
Steps = list[tuple[str, dict[str, object]]]


@pytest.fixture
def chain(school: School, clock: FixedClock) -> Chain:
    return found_chain(school, clock)


@pytest.fixture
def gone(desk: Desk) -> Steps:
    """Where the page has led to."""
    steps: Steps = []
    desk.go = lambda key, **args: steps.append((key, args))
    return steps


def flu_case(chain: Chain) -> CaseId:
    """An absence through influenza."""
    chain.absent()
    (line,) = chain.cases()
    details = CaseDetails(Reason.ILLNESS, onset_on=DAY, cause_id="influenza")
    chain.do(
        lambda u: absence.describe(
            u, line.id, details, rules=chain.rules.absence, calendar=chain.rules.calendar
        )
    )
    return line.id


def opened(qtbot: QtBot, desk: Desk, settle: Callable[[], None]) -> AbsencePage:
    page = AbsencePage(desk)
    qtbot.addWidget(page)
    page.resize(1182, 690)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    settle()
    return page


def test_keys_lead_on_with_what_is_known(
    qtbot: QtBot, desk: Desk, settle: Callable[[], None], chain: Chain, gone: Steps
) -> None:
    case_id = flu_case(chain)
    page = opened(qtbot, desk, settle)
    for steps, key in enumerate((Qt.Key.Key_G, Qt.Key.Key_B, Qt.Key.Key_J), start=1):
        qtbot.keyClick(page, key, CTRL)
        qtbot.waitUntil(lambda steps=steps: len(gone) == steps)
    assert gone == [
        ("isolation", {"person_id": chain.pupil}),
        (
            "cases",
            {
                "person_id": chain.pupil,
                "absence_case_id": case_id,
                "disease_id": "influenza",
                "onset_on": DAY,
            },
        ),
        (
            "clearance",
            {"person_id": chain.pupil, "absence_case_id": case_id, "disease_id": "influenza"},
        ),
    ]


def test_what_is_there_already_is_shown_instead(
    qtbot: QtBot, desk: Desk, settle: Callable[[], None], chain: Chain, gone: Steps
) -> None:
    flu_case(chain)
    stay_id = chain.admit().stay_id
    draft = CaseDraft(chain.pupil, chain.class_id, "influenza", onset_on=DAY)
    case = chain.do(lambda u: flows.open_case(u, draft, chain.rules))
    page = opened(qtbot, desk, settle)
    assert page.panel.links.buttons["isolation"].text() == "看留观记录"
    for button in page.panel.links.buttons.values():
        button.click()
    assert gone == [
        ("isolation", {"stay_id": stay_id}),
        ("cases", {"case_id": case.case_id}),
        ("clearance", {"clearance_id": case.clearance_id}),
    ]


def test_an_infectious_illness_closes_unchecked_only_with_a_reason(
    qtbot: QtBot,
    desk: Desk,
    settle: Callable[[], None],
    chain: Chain,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case_id = flu_case(chain)
    page = opened(qtbot, desk, settle)
    answers = [None, "家长带来县医院痊愈证明，电话核实"]
    asked: list[str] = []

    def answer(*_: object, title: str, **__: object) -> str | None:
        asked.append(title)
        return answers.pop(0)

    monkeypatch.setattr(ReasonDialog, "ask", answer)
    for _ in range(2):
        page.panel.close_bar.close_wanted.emit("recovered", DAY)
        settle()
    assert asked == ["还没有复课查验"] * 2
    case = chain.ask(lambda v: absence.case(v, case_id, chain.rules.absence))
    assert case.line.standing is Standing.CLOSED
    assert case.end_note == "家长带来县医院痊愈证明，电话核实"


def test_a_teacher_is_offered_none_of_it(
    qtbot: QtBot,
    desk: Desk,
    settle: Callable[[], None],
    chain: Chain,
    acting_as: Callable[..., Actor],
) -> None:
    flu_case(chain)
    acting_as(Role.TEACHER, classes={chain.class_id})
    page = opened(qtbot, desk, settle)
    assert not any(one.isVisible() for one in page.panel.links.buttons.values())
