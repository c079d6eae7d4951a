# SPDX-License-Identifier: Apache-2.0
"""What the checks page asks the school: one question each, answered in one transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from schoolguard import checks, flows, roster
from schoolguard.app import View
from schoolguard.checks import CheckSession, MissingClass, RegularityFlag, Sheet
from schoolguard.flows import FlowRules, PersonMark
from schoolguard.kernel.ids import ClassId, PersonId
from schoolguard.kernel.texts import Texts
from schoolguard.ui.checks.picker import ClassSheet, remarks

_NAMES_SHOWN = 4


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """One sheet; `marks` is what other rooms say of its people, those without any left out."""

    sheet: Sheet
    marks: Mapping[PersonId, frozenset[PersonMark]]


@dataclass(frozen=True, slots=True)
class DayClasses:
    """The classes of a session of a day."""

    day: date
    session: CheckSession
    classes: tuple[ClassSheet, ...]


def classes_of(
    day: date, session: CheckSession, rules: FlowRules, texts: Texts
) -> Callable[[View], DayClasses]:
    """Return the question for the classes of a session with how far each is."""

    def read(view: View) -> DayClasses:
        off = flows.excused(view, day)
        statuses = checks.day_board(view, day, (session,), rules.checks, rules.calendar, off)
        names = {cls.id: cls.name for cls in roster.classes_on(view, day)}
        found = checks.regularities(view, day, rules.checks, rules.calendar)
        flags = {
            flag.key.class_id: remark(flag, texts) for flag in found if flag.key.session is session
        }
        for lack in checks.missing(view, day, session, rules.checks, rules.calendar, off):
            words = lacking(lack, texts)
            if words:
                known = flags.get(lack.key.class_id)
                flags[lack.key.class_id] = f"{known}；{words}" if known else words
        return DayClasses(day, session, remarks(flags, statuses, names))

    return read


def sheet_of(
    class_id: ClassId, day: date, session: CheckSession, rules: FlowRules
) -> Callable[[View], OpenSheet]:
    """Return the question for one sheet, with what other rooms say of its people."""

    def read(view: View) -> OpenSheet:
        off = flows.excused(view, day)
        sheet = checks.sheet(view, class_id, day, session, rules.checks, off)
        return OpenSheet(sheet, flows.marks_of(view, sheet))

    return read


def lacking(lack: MissingClass, texts: Texts) -> str:
    """Return who has no value yet in a sheet that is begun; empty where nobody has one."""
    number = len(lack.people)
    if number == lack.expected:
        return ""
    names = "、".join(name for _, _, name in lack.people[:_NAMES_SHOWN])
    key = "checks.picker.lacking" if number <= _NAMES_SHOWN else "checks.picker.lacking_more"
    return texts(key, names=names, number=number)


def remark(flag: RegularityFlag, texts: Texts) -> str:
    """Return the sentence of a regularity."""
    params = {"readings": flag.readings, "alike": flag.alike}
    if flag.decicelsius is None:
        return texts(f"checks.regularity.{flag.kind.value}", **params)
    celsius = checks.show_decicelsius(flag.decicelsius)
    return texts(f"checks.regularity.{flag.kind.value}", celsius=celsius, **params)
