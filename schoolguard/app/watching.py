# SPDX-License-Identifier: Apache-2.0
"""Keeps early warning of one open school up to date: read, judge, write down.

Reading and writing are short transactions; judging touches no database, so that a first judgement,
which lives a whole term, keeps nobody waiting. Whoever holds a `Watching` calls it from one thread
at a time.
"""

from collections.abc import Mapping

from schoolguard import roster, warning
from schoolguard.app.rule_book import book_of
from schoolguard.app.school import School
from schoolguard.app.today import flow_rules
from schoolguard.kernel.actor import SYSTEM_ACTOR
from schoolguard.kernel.texts import Texts
from schoolguard.roster import DormRoom, SchoolClass
from schoolguard.store.unit import Unit as Writing
from schoolguard.store.unit import View
from schoolguard.warning import (
    SCHOOL,
    Evidence,
    Judged,
    Kept,
    Setting,
    Sources,
    Unit,
    UnitKind,
    Watcher,
)


class Watching:
    """Early warning of one school.

    Args:
        school: read and written through its own transactions.
        rules: what is judged by; None: those in force at the school, also after a change.
    """

    def __init__(self, school: School, rules: warning.WarningRules | None = None) -> None:
        self._school = school
        self._rules = rules
        self._take_rules()

    def read(self, view: View) -> tuple[Evidence, Mapping[Unit, str]]:
        """Read the evidence of the present day, and what each unit is called."""
        if book_of(self._school) is not self._book:
            self._take_rules()
        since = self.watcher.asks_since(view.today)
        evidence = warning.gather(view, view.today, since, self._sources, self.watcher.rules)
        return evidence, unit_names(view, Texts(self._school.settings.language))

    def _take_rules(self) -> None:
        self._book = book_of(self._school)
        self.watcher = Watcher(self._rules or self._book.warning)
        known = flow_rules(self._school)
        self._sources = Sources(known.checks, known.isolation, known.suspension, known.calendar)

    @property
    def is_warm(self) -> bool:
        """Whether a term was lived already, so that judging takes a moment only."""
        return self.watcher.is_warm

    def read_and_judge(self, view: View) -> tuple[Judged, tuple[Evidence, Mapping[Unit, str]]]:
        """Read and judge in one go, for a watcher that is warm."""
        evidence, names = self.read(view)
        return self.judge(evidence), (evidence, names)

    def judge(self, evidence: Evidence) -> Judged:
        """Judge what was read; long only the first time."""
        return self.watcher.judge(evidence)

    def write(
        self, unit: Writing, judged: Judged, evidence: Evidence, names: Mapping[Unit, str]
    ) -> tuple[Kept, ...]:
        """Write down what is new; return it, what speaks in front."""
        setting = Setting(evidence, names, self.watcher.rules, self._sources.calendar)
        return warning.keep(unit, judged, setting)

    def watch(self) -> tuple[Kept, ...]:
        """Do all of it now, e.g. after a sheet was handed in at a terminal."""
        evidence, names = self._school.query(self.read)
        judged = self.judge(evidence)
        actor = self._school.actor
        self._school.act_as(SYSTEM_ACTOR)
        try:
            kept, _ = self._school.change(lambda unit: self.write(unit, judged, evidence, names))
        finally:
            self._school.act_as(actor)
        return kept


def unit_names(view: View, texts: Texts) -> Mapping[Unit, str]:
    """Return what every unit is called today, in the school's language."""
    on_roster = roster.classes_on(view, view.today)
    classes = {_class(one): one.name for one in on_roster}
    grades = {
        Unit(UnitKind.GRADE, one.grade_no): texts("warning.unit.grade", number=one.grade_no)
        for one in on_roster
    }
    rooms = {_room(one): _room_name(one) for one in roster.dorm_rooms(view, view.today)}
    wide = {SCHOOL: texts("warning.unit.school")}
    return classes | grades | rooms | wide


def _class(one: SchoolClass) -> Unit:
    return Unit(UnitKind.CLASS, one.id)


def _room(one: DormRoom) -> Unit:
    return Unit(UnitKind.DORM_ROOM, one.id)


def _room_name(one: DormRoom) -> str:
    return f"{one.building} {one.name}".strip()
