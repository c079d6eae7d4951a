# SPDX-License-Identifier: Apache-2.0
"""From an empty folder to a school, by keyboard; then in again, and in with the recovery sheet."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from schoolguard.app import School
from schoolguard.app.bootstrap import open_school
from schoolguard.app.door import Door
from schoolguard.crypto import keys
from schoolguard.kernel.actor import Role
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.clock import FixedClock
from schoolguard.kernel.texts import CHINESE, ENGLISH, Texts
from schoolguard.ui.access.door_plate import read_door_plate
from schoolguard.ui.access.few_texts import FewTexts
from schoolguard.ui.access.recovery import RecoveryDialog
from schoolguard.ui.access.unlock import UnlockWindow
from schoolguard.ui.access.welcome import WelcomeWindow
from schoolguard.ui.access.wizard import FirstStart
from schoolguard.ui.widgets.chooser import Chooser
from schoolguard.ui.widgets.paper import PaperDialog

PASSWORD = "qingshan lvshui 2026"


@pytest.fixture(autouse=True)
def _quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """The least that is allowed, instead of measuring this computer."""
    monkeypatch.setattr(keys, "calibrated", keys.KdfParameters)


@pytest.fixture
def papers(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    shown: list[bytes] = []

    def show(_: object, *_args: object, pdf: bytes, **_words: str) -> bool:
        shown.append(pdf)
        return True

    monkeypatch.setattr(PaperDialog, "tell", classmethod(show))
    return shown


@pytest.fixture
def wizard(qtbot: QtBot, clock: FixedClock) -> Iterator[FirstStart]:
    made = FirstStart(Texts(CHINESE), clock)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def type_into(field: QWidget, text: str) -> None:
    field.setFocus()
    QTest.keyClicks(field, text)


def press_enter_on(button: QWidget) -> None:
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def fill_in(
    qtbot: QtBot, wizard: FirstStart, folder: Path, commit: Callable[[QWidget, str], None]
) -> None:
    """Go through the three steps that ask."""
    step = wizard.school_step
    assert QApplication.focusWidget() is step.name
    commit(step.name, "青山小学")
    type_into(step.code, "qs01")
    step.boarding.setFocus()
    QTest.keyClick(step.boarding, Qt.Key.Key_Space)
    step.folder.clear()
    type_into(step.folder, str(folder))
    press_enter_on(wizard.next_button)
    QTest.keyClick(wizard.calendar_step.grid.days, Qt.Key.Key_Space)
    press_enter_on(wizard.next_button)
    for role, name, login in ((Role.NURSE, "周校医", "nurse"), (Role.PRINCIPAL, "吴校长", "head")):
        form = wizard.accounts_step.forms[role]
        commit(form.name, name)
        type_into(form.login, login)
        type_into(form.password, PASSWORD)
        type_into(form.again, PASSWORD)
    press_enter_on(wizard.next_button)
    qtbot.waitUntil(lambda: wizard._new is not None, timeout=15_000)


def test_the_wizard_founds_a_school_that_one_can_log_in_to(
    qtbot: QtBot,
    wizard: FirstStart,
    tmp_path: Path,
    clock: FixedClock,
    papers: list[bytes],
    commit: Callable[[QWidget, str], None],
) -> None:
    folder = tmp_path / "founded"
    fill_in(qtbot, wizard, folder, commit)
    assert wizard._new is not None
    code = wizard._new.recovery_code
    press_enter_on(wizard.recovery_step.paper_button)
    qtbot.waitUntil(lambda: bool(papers), timeout=15_000)
    assert papers[0].startswith(b"%PDF")

    type_into(wizard.recovery_step.code, "0000-0000")
    press_enter_on(wizard.next_button)
    qtbot.waitUntil(lambda: bool(wizard.recovery_step.form.error("code")), timeout=15_000)
    assert wizard._new is not None

    wizard.recovery_step.code.clear()
    type_into(wizard.recovery_step.code, code.lower().replace("-", " "))
    with qtbot.waitSignal(wizard.founded, timeout=15_000) as founded:
        press_enter_on(wizard.next_button)
    school: School = founded.args[0]
    assert school.settings.name == "青山小学"
    assert school.settings.code == "QS01"
    assert CheckSession.EVENING in school.settings.sessions
    assert len(school.calendar.terms) == 2
    assert school.actor.role is Role.NURSE
    school.close()
    again = open_school(folder, "head", PASSWORD, clock)
    assert again.actor.role is Role.PRINCIPAL
    again.close()
    recovered = RecoveryDialog(None, Texts(CHINESE), folder, clock)
    qtbot.addWidget(recovered)
    recovered.code.setText(code)
    recovered.who.setCurrentText("nurse")
    recovered.password.setText("another long sentence 7")
    recovered.again.setText("another long sentence 7")
    recovered.check()
    qtbot.waitUntil(lambda: recovered.school is not None, timeout=15_000)
    assert recovered.school is not None
    recovered.school.close()


def test_a_step_says_what_is_missing_and_stays(wizard: FirstStart) -> None:
    press_enter_on(wizard.next_button)
    assert wizard.school_step.form.error("name")
    wizard.school_step.name.setText("青山小学")
    wizard.school_step.code.setText("错")
    press_enter_on(wizard.next_button)
    assert "学校代码" in wizard.school_step.form.error("code")


def test_a_full_folder_is_refused(wizard: FirstStart, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    wizard.school_step.name.setText("青山小学")
    wizard.school_step.code.setText("QS01")
    wizard.school_step.folder.setText(str(tmp_path))
    press_enter_on(wizard.next_button)
    assert wizard.school_step.form.error("folder")


def test_unlocking_counts_wrong_passwords_down_and_then_opens(
    qtbot: QtBot,
    wizard: FirstStart,
    tmp_path: Path,
    clock: FixedClock,
    commit: Callable[[QWidget, str], None],
) -> None:
    folder = tmp_path / "founded"
    fill_in(qtbot, wizard, folder, commit)
    assert wizard._new is not None
    wizard._new.school.close()
    wizard._new = None
    plate = read_door_plate(folder)
    assert plate is not None
    assert plate.title == "青山小学"
    assert plate.logins == ("nurse", "head")
    unlock = UnlockWindow(
        FewTexts(CHINESE), plate, lambda where, who, word: open_school(where, who, word, clock)
    )
    qtbot.addWidget(unlock)
    unlock.show()
    unlock.knock()
    assert "请输入密码" in unlock.message.text()
    QTest.keyClicks(unlock.password, "A")
    assert "Caps Lock" in unlock.message.text()
    QTest.keyClicks(unlock.password, "a")
    assert unlock.message.text() == ""
    unlock.password.setText("wrong")
    QTest.keyClick(unlock.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "密码" in unlock.message.text() and unlock.open_button.isEnabled())
    door = Door(folder)
    for _ in range(5):
        door.throttle.failed(1, clock.now())
    unlock.knock()
    qtbot.waitUntil(lambda: "秒" in unlock.message.text(), timeout=15_000)
    assert not unlock.open_button.isEnabled()
    unlock._count_down(10_000)
    door.throttle.forget(1)
    unlock.password.setText(PASSWORD)
    with qtbot.waitSignal(unlock.opened, timeout=15_000) as opened:
        QTest.keyClick(unlock.password, Qt.Key.Key_Return)
    opened.args[0].close()


def test_a_folder_without_a_school_is_named(qtbot: QtBot, tmp_path: Path) -> None:
    welcome = WelcomeWindow(Texts(ENGLISH))
    qtbot.addWidget(welcome)
    Chooser.answers.append(tmp_path)
    welcome.open_button.click()
    assert str(tmp_path) in welcome._message.text()


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_the_unlock_window_s_own_reader_reads_what_the_real_one_reads(language: str) -> None:
    few, whole = FewTexts(language), Texts(language)
    assert few.keys() == {f"unlock.{key}" for key in whole.keys("unlock")}
    values = {"seconds": 7, "folder": "F"}
    assert [few(key, **values) for key in sorted(few.keys())] == [
        whole(key, **values) for key in sorted(few.keys())
    ]


def test_a_dialog_is_freed_when_it_closes(qtbot: QtBot, tmp_path: Path, clock: FixedClock) -> None:
    dialog = RecoveryDialog(None, Texts(ENGLISH), tmp_path, clock)
    from PySide6.QtCore import QTimer

    QTimer.singleShot(0, dialog.reject)
    assert not dialog.run()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not shiboken6.isValid(dialog)
