# SPDX-License-Identifier: Apache-2.0
"""Journey: one school day, from the roster sheet to the bureau's receipt.

Three checks with a fever, the second reading, an absence followed up, the report signed off, the
package: through the real window, with keyboard events.
"""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from schoolguard import absence, checks, daily, roster, submission
from schoolguard import bureau as district
from schoolguard.app.school import School
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.clock import FixedClock, instant
from schoolguard.kernel.texts import CHINESE, Texts
from schoolguard.ui.absence.page import AbsencePage
from schoolguard.ui.checks.page import ChecksPage
from schoolguard.ui.daily.page import DailyPage
from schoolguard.ui.daily.sign_dialog import SignDialog
from schoolguard.ui.desk import Desk
from schoolguard.ui.notify import Notify
from schoolguard.ui.roster.import_dialog import ImportDialog
from schoolguard.ui.submission.dialogs import FingerprintDialog, RootCodeDialog
from schoolguard.ui.submission.page import SubmissionPage
from schoolguard.ui.tasks import Tasks
from schoolguard.ui.widgets.chooser import Chooser
from tests.factories.delivery import open_bureau
from tests.factories.hands import Hands

DAY = date(2026, 9, 1)
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
KEY = Qt.Key
HEADERS = ("班级", "姓名", "座号", "性别", "就读方式", "监护人1姓名", "监护人1关系", "监护人1电话")
PUPILS = (
    ("三年级(2)班", "王䶮", 1, "男", "走读", "李梅", "母亲", "13800138000"),
    ("三年级(2)班", "赵小红", 2, "女", "住校", "赵国强", "父亲", "13900139000"),
    ("三年级(2)班", "钱多多", 3, "男", "走读", "钱进", "父亲", "13700137000"),
)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    for row in (HEADERS, *PUPILS):
        book.active.append(row)
    path = tmp_path / "花名册.xlsx"
    book.save(path)
    return path


def take_roster_in(hands: Hands, sheet: Path) -> None:
    hands.go("roster")

    def import_it(dialog: QWidget) -> None:
        assert isinstance(dialog, ImportDialog)
        QTest.keyClick(dialog.choose_button, KEY.Key_Space)
        hands.qtbot.waitUntil(dialog.deed_button.isEnabled, timeout=15_000)
        QTest.keyClick(dialog.deed_button, KEY.Key_Return)

    Chooser.answers.append(sheet)
    hands.answering(ImportDialog, import_it)
    hands.press(KEY.Key_I, CTRL)
    found = hands.desk.school.query(lambda view: roster.classes_on(view, DAY))
    assert [one.name for one in found] == ["三年级(2)班"]


def open_sheet(hands: Hands, session: CheckSession) -> ChecksPage:
    page = hands.go("checks")
    assert isinstance(page, ChecksPage)
    hands.press(Qt.Key(KEY.Key_1 + int(session)), ALT)
    page.show_classes()
    hands.settle()
    hands.press(KEY.Key_Return)
    assert page.class_id is not None
    return page


def hand_in(hands: Hands, page: ChecksPage) -> None:
    def agree(dialog: QWidget) -> None:
        QTest.keyClick(dialog, KEY.Key_Return)

    from schoolguard.ui.checks.dialogs import HandInDialog

    hands.answering(HandInDialog, agree)
    hands.press(KEY.Key_Return, CTRL)
    hands.qtbot.waitUntil(lambda: page.view.sheet.handed_in_at is not None)


def morning(hands: Hands, clock: FixedClock) -> None:
    page = open_sheet(hands, CheckSession.MORNING)
    hands.write("379\r365\r-")
    clock.advance(timedelta(minutes=15))
    page.view.grid.go_to(0)
    hands.write("+")
    hands.write("384\r")
    hand_in(hands, page)


def sheet_of(school: School, session: CheckSession) -> checks.Sheet:
    rules = checks.load_rules()
    (school_class,) = school.query(lambda view: roster.classes_on(view, DAY))
    return school.query(lambda view: checks.sheet(view, school_class.id, DAY, session, rules))


def follow_up(hands: Hands) -> None:
    page = hands.go("absence")
    assert isinstance(page, AbsencePage)
    assert [line.name for line in page.table.lines] == ["钱多多"]
    hands.press(KEY.Key_1, ALT)
    page.panel.details.cause.setFocus()
    hands.write("gm")
    QTest.keyClick(page.panel.details.cause.completer().popup(), KEY.Key_Tab)
    hands.press(KEY.Key_S, CTRL)


def sign_off(hands: Hands) -> None:
    page = hands.go("daily")
    assert isinstance(page, DailyPage)

    def sign(dialog: QWidget) -> None:
        assert isinstance(dialog, SignDialog)
        QTest.keyClick(dialog.checked, KEY.Key_Space)
        QTest.keyClick(dialog, KEY.Key_Return)

    hands.answering(SignDialog, sign)
    hands.press(KEY.Key_Return, CTRL)


def found_keys(hands: Hands, page: SubmissionPage, bureau_card: Path, fingerprint: str) -> None:
    def write_back(dialog: QWidget) -> None:
        assert isinstance(dialog, RootCodeDialog)
        QTest.keyClicks(dialog.typed, dialog._code)
        QTest.keyClick(dialog, KEY.Key_Return)

    def compare(dialog: QWidget) -> None:
        assert isinstance(dialog, FingerprintDialog)
        QTest.keyClicks(dialog.heard, " ".join(fingerprint.split(" ")[-2:]))
        QTest.keyClick(dialog, KEY.Key_Return)

    hands.answering(RootCodeDialog, write_back)
    QTest.keyClick(page.keys_button, KEY.Key_Space)
    hands.settle()
    Chooser.answers.append(bureau_card)
    hands.answering(FingerprintDialog, compare)
    QTest.keyClick(page.panel.enrol_button, KEY.Key_Space)
    hands.settle()


@pytest.fixture
def at_keyboard(qtbot: QtBot, school: School) -> Callable[[Actor], Hands]:
    """Log somebody in: a desk and a window of their own."""

    def log_in(actor: Actor) -> Hands:
        school.act_as(actor)
        notify = Notify(Texts(CHINESE))
        desk = Desk(school, notify.texts, Tasks(school, notify.error), notify)
        return Hands(qtbot, desk)

    return log_in


def test_a_school_day_from_the_roster_to_the_receipt(
    at_keyboard: Callable[[Actor], Hands],
    acting_as: Callable[..., Actor],
    school: School,
    clock: FixedClock,
    sheet: Path,
    tmp_path: Path,
) -> None:
    nurse, principal = acting_as(Role.NURSE), acting_as(Role.PRINCIPAL)
    clock.move_to(instant(DAY, 7, 30))
    hands = at_keyboard(nurse)
    take_roster_in(hands, sheet)

    morning(hands, clock)
    fever, well, away = sheet_of(school, CheckSession.MORNING).rows
    assert (fever.name, fever.verdict) == ("王䶮", checks.Verdict.SUSPECT)
    assert (fever.first.entry.decicelsius, fever.second.entry.decicelsius) == (379, 384)
    assert well.first.entry.decicelsius == 365
    assert away.first.entry.state is checks.State.ABSENT
    follow_up(hands)
    rules = absence.load_rules()
    (case,) = school.query(lambda view: absence.open_cases(view, rules))
    assert (case.name, case.reason, case.cause_id) == ("钱多多", absence.Reason.ILLNESS, "cold")

    clock.move_to(instant(DAY, 13, 20))
    page = open_sheet(hands, CheckSession.NOON)
    hands.write("-365\r-")
    hand_in(hands, page)
    clock.move_to(instant(DAY, 19, 40))
    page = open_sheet(hands, CheckSession.EVENING)
    assert [line.row.name for line in page.view.grid.lines.lines] == ["赵小红"]
    hands.write("364\r")
    hand_in(hands, page)

    hands.go("daily")
    hands.press(KEY.Key_R, CTRL)
    assert not [text for tone, text in hands.said if tone == "alarm"]
    hands.desk.tasks.close()

    chief = at_keyboard(principal)
    sign_off(chief)
    basis = daily.load_basis(school.settings, school.calendar)
    state = school.query(lambda view: daily.day_state(view, DAY, basis))
    assert state.newest is not None
    assert state.newest.is_signed
    chief.desk.tasks.close()

    hands = at_keyboard(nurse)
    with open_bureau(tmp_path / "bureau", clock) as bureau:
        card = bureau.change(lambda unit: district.create_keys(unit, bureau.name))[0]
        bureau_card = tmp_path / "bureau.card"
        bureau_card.write_bytes(bureau.query(district.bureau_card_file))
        page = hands.go("submission")
        assert isinstance(page, SubmissionPage)
        found_keys(hands, page, bureau_card, card.fingerprint)
        school_card = school.query(submission.school_card)
        file = school.query(submission.school_card_file)
        bureau.change(
            lambda unit: district.enrol_school(unit, file, school_card.fingerprint, "孙局员")
        )

        stick = tmp_path / "stick"
        stick.mkdir()
        hands.press(KEY.Key_R, CTRL)
        Chooser.answers.append(stick)
        hands.press(KEY.Key_U, CTRL)
        hands.qtbot.waitUntil(lambda: bool(list(stick.glob("*.sgp"))), timeout=10_000)
        hands.settle()

        (package,) = stick.glob("*.sgp")
        outcome = bureau.change(lambda unit: district.receive(unit, package.read_bytes()))[0]
        receipt = stick / outcome.receipt.name
        receipt.write_bytes(outcome.receipt.data)
        Chooser.answers.append(receipt)
        hands.press(KEY.Key_O, CTRL)
        (sent,) = school.query(submission.outbox)
        assert sent.standing is submission.Standing.RECEIPTED
    assert not [text for tone, text in hands.said if tone == "alarm"]
    hands.desk.tasks.close()
