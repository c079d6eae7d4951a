# SPDX-License-Identifier: Apache-2.0
"""The main window: pages in both languages, names for screen readers, keys, lock, search."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from schoolguard.access.service import AccountDraft, add_account
from schoolguard.app.accounts import set_pin
from schoolguard.kernel.actor import Role
from schoolguard.kernel.resources import resource
from schoolguard.kernel.texts import LANGUAGES, Texts
from schoolguard.ui import pages
from schoolguard.ui.desk import Desk
from schoolguard.ui.window import MainWindow
from schoolguard.ui.window.about import AboutDialog
from schoolguard.ui.window.help_window import CHAPTERS, HelpWindow

KEYS = [spec.key for spec in pages.PAGES]


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, settle: Callable[[], None]) -> Iterator[MainWindow]:
    yield from shown(desk, settle)


@pytest.fixture
def english_window(
    qtbot: QtBot, english_desk: Desk, settle: Callable[[], None]
) -> Iterator[MainWindow]:
    yield from shown(english_desk, settle)


def shown(desk: Desk, settle: Callable[[], None]) -> Iterator[MainWindow]:
    with desk.school.writing() as unit:
        add_account(unit, AccountDraft("nurse", "周校医", Role.NURSE))
    window = MainWindow(desk)
    window.show()
    settle()
    yield window
    settle()
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def visible(root: QWidget) -> list[QWidget]:
    return [part for part in root.findChildren(QWidget) if part.isVisibleTo(root)]


def focusable(root: QWidget) -> list[QWidget]:
    """Return what Tab should reach: shown, enabled, and not only for the mouse."""
    return [
        part
        for part in visible(root)
        if part.isEnabled()
        and part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and part.focusProxy() is None
        and not isinstance(part, QScrollBar)
        and not (isinstance(part, QLineEdit) and isinstance(part.parent(), QAbstractSpinBox))
    ]


def nameless(root: QWidget) -> list[str]:
    from PySide6.QtGui import QAccessible

    found = []
    for part in focusable(root):
        if isinstance(part, QScrollArea) or part.objectName().startswith("qt_"):
            continue
        told = QAccessible.queryAccessibleInterface(part)
        if told is None or not told.text(QAccessible.Text.Name).strip():
            found.append(f"{type(part).__name__} in {type(part.parent()).__name__}")
    return found


def walk(window: MainWindow) -> set[QWidget]:
    """Press Tab all the way round; return where the focus has been."""
    reached: set[QWidget] = set()
    for _ in range(len(focusable(window)) + 10):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        if now is not None:
            reached.add(now)
    return reached


def test_every_page_opens_names_its_parts_and_fits_in_chinese(
    window: MainWindow, settle: Callable[[], None], messages: list[tuple[str, str]]
) -> None:
    """1366x768 is enough."""
    for key in KEYS:
        window.open_page(key)
        settle()
        assert nameless(window) == [], key
        least = window.minimumSizeHint()
        assert least.width() <= 1366, key
        assert least.height() <= 768, key
    assert messages == []


def test_every_page_opens_names_its_parts_and_fits_in_english(
    english_window: MainWindow, settle: Callable[[], None]
) -> None:
    for key in KEYS:
        english_window.open_page(key)
        settle()
        assert nameless(english_window) == [], key
        least = english_window.minimumSizeHint()
        assert least.width() <= 1366, key
        assert least.height() <= 768, key


def test_tab_reaches_everything_on_every_page(
    qtbot: QtBot, window: MainWindow, settle: Callable[[], None]
) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    for key in KEYS:
        window.open_page(key)
        settle()
        reached = walk(window)
        wanted = [part for part in focusable(window.page) if not isinstance(part, QScrollArea)]
        missed = [f"{type(one).__name__} {one.accessibleName()}" for one in wanted]
        missed = [name for name, one in zip(missed, wanted, strict=True) if one not in reached]
        assert missed == [], key


@pytest.mark.parametrize("role", list(Role))
def test_a_role_sees_the_pages_it_may_use(
    acting_as: Callable[..., object], desk: Desk, role: Role
) -> None:
    acting_as(role)
    seen = {spec.key for spec in pages.pages_for(desk.school.actor)}
    assert {"today", "access"} <= seen
    assert ("submission" in seen) == (role in {Role.NURSE, Role.PRINCIPAL})
    assert ("settings" in seen) == (role is not Role.TEACHER)


def test_ctrl_and_a_number_opens_a_page(
    qtbot: QtBot, window: MainWindow, settle: Callable[[], None]
) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    keys = [spec.key for spec in pages.pages_for(window.desk.school.actor)]
    for place, digit in ((0, Qt.Key.Key_1), (8, Qt.Key.Key_9), (9, Qt.Key.Key_0)):
        QTest.keyClick(window, digit, Qt.KeyboardModifier.ControlModifier)
        settle()
        assert window.sidebar.button(keys[place]).isChecked()
    QTest.keyClick(
        window,
        Qt.Key.Key_1,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    settle()
    assert window.sidebar.button(keys[10]).isChecked()


def test_f1_opens_the_chapter_of_the_page(
    qtbot: QtBot, window: MainWindow, settle: Callable[[], None]
) -> None:
    window.open_page("settings")
    settle()
    window.show_help()
    assert window._help is not None
    assert window._help.chapter == "settings"
    assert nameless(window._help) == []
    window._help.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_manual_has_a_chapter_for_every_page(qtbot: QtBot, language: str) -> None:
    """Every page's chapter is a file, and every link inside the manual leads somewhere."""
    import importlib

    for spec in pages.PAGES:
        module, _, name = spec.home.partition(":")
        assert getattr(importlib.import_module(module), name).help_chapter in CHAPTERS
    manual = HelpWindow(Texts(language))
    qtbot.addWidget(manual)
    for chapter in CHAPTERS:
        manual.open(chapter)
        assert manual.chapter == chapter
        text = resource("docs", "manual", language, f"{chapter}.md").read_text(encoding="utf-8")
        links = [part.partition(")")[0] for part in text.split("](")[1:]]
        assert [link for link in links if link.removesuffix(".md") not in CHAPTERS] == []


def test_the_program_tells_about_itself(
    qtbot: QtBot, desk: Desk, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = AboutDialog(window, desk.texts)
    qtbot.addWidget(dialog)
    dialog.show()
    assert nameless(dialog) == []
    assert dialog.findChildren(QTabBar)


def test_a_locked_window_shows_nothing_and_the_pin_brings_it_back(
    qtbot: QtBot, window: MainWindow, settle: Callable[[], None], desk: Desk
) -> None:
    set_pin(desk.school, "2580")
    window.lock()
    settle()
    assert window.is_locked
    assert not window.page.isVisible()
    window.lock_screen.secret.setText("1111")
    window.lock_screen.try_secret()
    settle()
    assert window.is_locked
    QTest.keyClicks(window.lock_screen.secret, "2580")
    QTest.keyClick(window.lock_screen.secret, Qt.Key.Key_Return)
    settle()
    assert not window.is_locked


def test_an_idle_window_locks_itself(
    window: MainWindow, settle: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    window._idle.look()
    assert not window.is_locked
    window._idle._seen -= window._idle.minutes * 60
    window._idle.look()
    settle()
    assert window.is_locked


def test_nobody_found_is_said(window: MainWindow, settle: Callable[[], None]) -> None:
    window.header.search.field.setText("zzz")
    window.header.search.field.returnPressed.emit()
    settle()
    assert window.header.search.findings.count() == 1
    assert "没有找到" in window.header.search.findings.item(0).text()


def test_a_page_is_opened_with_the_keyboard_on_its_work(
    qtbot: QtBot, desk: Desk, settle: Callable[[], None]
) -> None:
    window = MainWindow(desk)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    settle()
    for key in (spec.key for spec in pages.pages_for(desk.school.actor)):
        window.open_page(key)
        settle()
        at = QApplication.focusWidget()
        assert at is not None
        assert window.page.isAncestorOf(at), key
        assert at.accessibleName() != desk.texts("ui.export"), key
        assert getattr(at, "text", str)() != desk.texts("ui.export"), key


def test_a_closed_window_is_freed(qtbot: QtBot, desk: Desk, settle: Callable[[], None]) -> None:
    window = MainWindow(desk)
    window.show()
    settle()
    page = window.page
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not shiboken6.isValid(page)


def test_every_audited_action_has_words() -> None:
    program = Path(__file__).resolve().parents[2] / "schoolguard"
    known = Texts("zh_CN").keys("audit")
    silent = []
    for path in sorted(program.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Attribute) and called.attr == "audit" and node.args:
                action = node.args[0]
                if isinstance(action, ast.Constant) and f"action.{action.value}" not in known:
                    silent.append(action.value)
    assert silent == []
