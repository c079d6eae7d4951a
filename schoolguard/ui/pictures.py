# SPDX-License-Identifier: Apache-2.0
"""Draws every page of a school into PNG files, on machines without a display too.

The real window is built and shown off screen, page after page, once its answers have arrived.
"""

import os
import sys
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QEventLoop,
    QMessageLogContext,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QWidget

from schoolguard import absence, cases, checks, clearance, daily, isolation, suspension, warning
from schoolguard.app import View
from schoolguard.app.bootstrap import open_school
from schoolguard.app.door import Door
from schoolguard.app.today import flow_rules
from schoolguard.flows import FlowRules
from schoolguard.kernel.actor import Role
from schoolguard.kernel.clock import FixedClock
from schoolguard.kernel.errors import BugError
from schoolguard.kernel.texts import Texts
from schoolguard.ui.access.door_plate import read_door_plate
from schoolguard.ui.access.few_texts import FewTexts
from schoolguard.ui.access.unlock import UnlockWindow
from schoolguard.ui.application import make_application
from schoolguard.ui.desk import Desk
from schoolguard.ui.notify import Notify
from schoolguard.ui.tasks import Tasks
from schoolguard.ui.theme import fonts
from schoolguard.ui.window import MainWindow

_Scene = tuple[str, Mapping[str, object]]
"""What a picture's name ends with, and the arguments that the page is opened with."""

_REACH = timedelta(days=14)
_DISINFECTION_TABS: Final = ("orders", "places", "stock")

SIZE: Final = (1366, 768)
"""The smallest screen that the window promises to be right on."""

_PATIENCE_SECONDS = 20.0
_QUIET_SECONDS = 0.15


def draw_pictures(
    school: Path, password: str, out: Path, *, now: datetime, language: str
) -> tuple[Path, ...]:
    """Draw the unlock window and every page that the nurse sees; return the files in page order.

    Args:
        school: the school's folder.
        password: the nurse's.
        out: the folder to draw into; made if it is not there.
        now: what the clock shows.
        language: of the unlock window; the pages speak the school's own.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    heard_before = qInstallMessageHandler(_tell)
    try:
        make_application()
        fonts.add_bold()
        out.mkdir(parents=True, exist_ok=True)
        unlock = _draw_unlock(school, FewTexts(language), out / "01-unlock.png")
        return (unlock, *_draw_school(school, password, out, now))
    finally:
        qInstallMessageHandler(heard_before)


def _draw_school(school: Path, password: str, out: Path, now: datetime) -> list[Path]:
    login = next(one.login for one in Door(school).logins() if one.role == Role.NURSE)
    opened = open_school(school, login, password, FixedClock(now))
    notify = Notify(Texts(opened.settings.language))
    desk = Desk(opened, notify.texts, Tasks(opened, notify.error), notify)
    try:
        return _draw_pages(desk, out)
    finally:
        desk.tasks.close()
        opened.close()


def _tell(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Pass on what Qt says, but not that there is no window manager: nobody expects one."""
    if not message.startswith("This plugin does not support"):
        sys.stderr.write(f"{message}\n")


def _draw_unlock(school: Path, texts: FewTexts, path: Path) -> Path:
    plate = read_door_plate(school)
    if plate is None:
        raise BugError("a school without a door plate was opened")
    window = UnlockWindow(texts, plate, lambda *_: None)
    window.show()
    _settle(None)
    _save(window, path)
    _put_away(window)
    return path


def _draw_pages(desk: Desk, out: Path) -> list[Path]:
    window = MainWindow(desk)
    window.resize(*SIZE)
    window.show()
    _settle(desk.tasks)
    rules = flow_rules(desk.school)
    shown = desk.school.query(lambda view: _worth_showing(view, rules))
    drawn: list[Path] = []
    keys = window.keys()
    for key in keys:
        for name, args in (("", {}), *shown.get(key, ())):
            window.open_page(key, **args)
            _settle(desk.tasks)
            number = len(drawn) + 2
            drawn.append(out / f"{number:02}-{key}{name}.png")
            _save(window, drawn[-1])
    _put_away(window)
    return drawn


def _worth_showing(view: View, rules: FlowRules) -> Mapping[str, tuple[_Scene, ...]]:
    """Return what of a page deserves a picture beside its first sight."""
    scenes = {
        "checks": _sheet_scenes(view),
        "roster": _family_scenes(view),
        "daily": _report_scenes(view),
        "isolation": _stay_scenes(view, rules),
        "disinfection": tuple((f"-{tab}", {"tab": tab}) for tab in _DISINFECTION_TABS),
        "cases": _case_scenes(view, rules),
        "suspension": _follow_up_scenes(view),
        "clearance": _clearance_scenes(view, rules),
        "warning": _warning_scenes(view),
    }
    return {key: found for key, found in scenes.items() if found}


def _sheet_scenes(view: View) -> tuple[_Scene, ...]:
    waiting = checks.due(view, view.now, view.today, checks.load_rules())
    return tuple(("-sheet", {"class_id": int(one.key.class_id)}) for one in waiting[:1])


def _family_scenes(view: View) -> tuple[_Scene, ...]:
    away = absence.open_cases(view, absence.load_rules())
    return tuple(("-family", {"person_id": int(one.person_id)}) for one in away[:1])


def _report_scenes(view: View) -> tuple[_Scene, ...]:
    reports = daily.issues_between(view, view.today - _REACH, view.today)
    newest = sorted((issue.day for issue in reports), reverse=True)
    return tuple(("-signed", {"day": day.isoformat()}) for day in newest[:1])


def _stay_scenes(view: View, rules: FlowRules) -> tuple[_Scene, ...]:
    stays = isolation.current(view, rules.isolation)
    return tuple(("-stay", {"stay_id": int(one.id)}) for one in stays[-1:])


def _case_scenes(view: View, rules: FlowRules) -> tuple[_Scene, ...]:
    known = cases.open_cases(view, rules.cases)
    watched = [one for one in known if one.watched] or list(known)
    shown: list[_Scene] = [("-case", {"case_id": int(one.id)}) for one in watched[:1]]
    return (*shown, ("-watch", {"watch": True}))


def _follow_up_scenes(view: View) -> tuple[_Scene, ...]:
    off = suspension.classes_off(view, view.today)
    return tuple(
        (
            "-sheet",
            {"suspension_id": int(one), "class_id": int(class_id), "day": view.today.isoformat()},
        )
        for class_id, one in list(off.items())[:1]
    )


def _clearance_scenes(view: View, rules: FlowRules) -> tuple[_Scene, ...]:
    waiting = clearance.pending(view, rules.clearance)
    may = [one for one in waiting if one.sign is clearance.Sign.MAY_RETURN] or list(waiting)
    return tuple(("-person", {"clearance_id": int(one.id)}) for one in may[:1])


def _warning_scenes(view: View) -> tuple[_Scene, ...]:
    first_on = view.today - _REACH
    said = warning.warnings_between(view, first_on, view.today, warning.load_rules())
    worst = sorted(said, key=lambda line: (line.level, -line.last.count))
    return tuple(("-names", {"warning_id": int(one.id)}) for one in worst[:1])


def _settle(tasks: Tasks | None) -> None:
    """Let answers arrive and be painted: until nothing is asked and a moment of quiet passed."""
    begun = quiet_since = time.monotonic()
    while time.monotonic() - begun < _PATIENCE_SECONDS:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        if tasks is not None and tasks.busy:
            quiet_since = time.monotonic()
        elif time.monotonic() - quiet_since > _QUIET_SECONDS:
            return


def _save(window: QWidget, path: Path) -> None:
    if not window.grab().save(str(path)):
        raise BugError(f"the picture {path.name} could not be written")


def _put_away(window: QWidget) -> None:
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
