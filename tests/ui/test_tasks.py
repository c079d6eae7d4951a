# SPDX-License-Identifier: Apache-2.0
"""The road between pages and the school: order, errors, dropped answers, news of changes."""

import threading
from collections.abc import Callable

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from schoolguard.app import Unit, View
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.errors import UserError
from schoolguard.ui.desk import Desk
from schoolguard.ui.tasks import Progress


def unwanted(answer: object) -> None:
    pytest.fail(f"not wanted: {answer!r}")


def test_an_answer_arrives_in_the_window_thread(desk: Desk, settle: Callable[[], None]) -> None:
    parent = QObject()
    threads: list[str] = []
    desk.tasks.query(parent, lambda _: threading.current_thread().name, threads.append)
    desk.tasks.query(
        parent, lambda _: None, lambda _: threads.append(threading.current_thread().name)
    )
    settle()
    assert threads == ["database", threading.main_thread().name]


def test_a_change_tells_every_page_what_it_touched(desk: Desk, settle: Callable[[], None]) -> None:
    parent = QObject()
    heard: list[Changes] = []
    desk.tasks.changed.connect(heard.append)

    def touch(unit: Unit) -> None:
        unit.touch(Changes.ROSTER)

    desk.tasks.change(parent, touch)
    settle()
    assert heard == [Changes.ROSTER]


def test_an_answer_to_a_page_that_has_gone_is_dropped(
    desk: Desk, settle: Callable[[], None]
) -> None:
    parent = QObject()
    answers: list[object] = []
    gate = threading.Event()
    desk.tasks.query(parent, lambda _: gate.wait(5), answers.append)
    shiboken6.delete(parent)
    gate.set()
    settle()
    assert answers == []


def test_an_error_of_the_world_becomes_a_sentence(
    desk: Desk, settle: Callable[[], None], messages: list[tuple[str, str]]
) -> None:
    def fail(_: View) -> None:
        raise UserError("texts.unknown_language", language="xx")

    parent = QObject()
    desk.tasks.query(parent, fail, unwanted)
    settle()
    assert [tone for tone, _ in messages] == ["alarm"]
    assert "xx" in messages[0][1]


def test_an_error_goes_to_whoever_asked_for_it(
    desk: Desk, settle: Callable[[], None], messages: list[tuple[str, str]]
) -> None:
    def fail(_: View) -> None:
        raise UserError("texts.unknown_language", language="xx")

    parent = QObject()
    caught: list[Exception] = []
    desk.tasks.change(parent, fail, failed=caught.append)
    settle()
    assert [type(error) for error in caught] == [UserError]
    assert messages == []


def test_long_work_reports_its_steps_and_can_be_stopped(
    qtbot: QtBot, desk: Desk, settle: Callable[[], None]
) -> None:
    parent = QObject()
    answers: list[object] = []

    def count(progress: Progress) -> int:
        for step in range(3):
            progress.step(step + 1, 3)
        return 3

    progress = desk.tasks.work(parent, count, answers.append)
    with qtbot.waitSignal(progress.ended):
        pass
    assert answers == [3] or not desk.tasks.busy

    def forever(progress: Progress) -> int:
        while True:
            progress.step(0, 0)

    stopped = desk.tasks.work(parent, forever, unwanted)
    stopped.stop()
    settle()
