# SPDX-License-Identifier: Apache-2.0
"""Journey: an absence through influenza becomes a case, and the case a cleared return.

Through the real window, with keyboard events; what other rooms got is looked up in the record.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from schoolguard import absence, cases
from schoolguard.absence import CaseDetails, Reason, Standing
from schoolguard.app.school import School
from schoolguard.disinfection import OrderWhy
from schoolguard.kernel.clock import FixedClock
from schoolguard.ui.absence.page import AbsencePage
from schoolguard.ui.cases.open_dialog import OpenDialog
from schoolguard.ui.clearance.page import ClearancePage
from schoolguard.ui.desk import Desk
from schoolguard.ui.today.page import TodayPage
from schoolguard.ui.widgets.dialog import ReasonDialog
from tests.factories.chain import Chain, found_chain
from tests.factories.hands import Hands
from tests.factories.isolation import DAY

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def chain(school: School, clock: FixedClock) -> Chain:
    """A pupil absent through influenza."""
    chain = found_chain(school, clock)
    chain.absent()
    (line,) = chain.cases()
    details = CaseDetails(Reason.ILLNESS, onset_on=DAY, cause_id="influenza")
    chain.do(
        lambda u: absence.describe(
            u, line.id, details, rules=chain.rules.absence, calendar=chain.rules.calendar
        )
    )
    return chain


@pytest.fixture
def hands(qtbot: QtBot, desk: Desk, chain: Chain) -> Iterator[Hands]:
    assert chain.pupil
    hands = Hands(qtbot, desk)
    yield hands
    hands.settle()


def open_case(hands: Hands) -> None:
    assert isinstance(hands.go("absence"), AbsencePage)

    def agree(dialog: QWidget) -> None:
        assert isinstance(dialog, OpenDialog)
        hands.settle()
        QTest.keyClick(dialog, KEY.Key_Return)

    hands.answering(OpenDialog, agree)
    hands.press(KEY.Key_B, CTRL)
    hands.settle()


def report_everywhere(chain: Chain) -> None:
    brief = chain.ask(lambda v: cases.case_of(v, chain.pupil))
    assert brief is not None
    for party in chain.rules.cases.recipients:
        draft = cases.ReportDraft(party, next(iter(chain.rules.cases.ways)))
        chain.do(lambda u, d=draft: cases.record_report(u, brief.id, d, chain.rules.cases))


def clear(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    page = hands.go("clearance")
    assert isinstance(page, ClearancePage)
    hands.settle()
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_, **__: "县疾控中心同意提前复课")
    page.table.setFocus()
    page.table.select_row(0)
    hands.settle()
    hands.press(KEY.Key_Return, CTRL)
    hands.settle()


def test_from_an_absence_over_a_case_back_to_the_roll(
    hands: Hands, chain: Chain, settle: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    open_case(hands)
    brief = chain.ask(lambda v: cases.case_of(v, chain.pupil))
    assert brief is not None
    assert (brief.disease_id, brief.absence_case_id) == ("influenza", chain.cases()[0].id)
    assert [one.why for one in chain.orders()] == [OrderWhy.CASE]
    assert [one.disease_id for one in chain.waiting()] == ["influenza"]
    assert "flows.cases.report" in chain.due_keys()

    report_everywhere(chain)
    chain.clock.advance(timedelta(days=3))
    clear(hands, monkeypatch)
    assert [one.standing for one in chain.cases()] == [Standing.CLOSED]
    ended = chain.ask(lambda v: cases.case_brief(v, brief.id))
    assert ended.standing is cases.Standing.ENDED

    today = hands.go("today")
    assert isinstance(today, TodayPage)
    today.mark_stale()
    settle()
    shown = [today.links.sentence(row) for row in range(len(today.links.chains))]
    assert not any("复课" in one or "缺勤" in one for one in shown)
