# SPDX-License-Identifier: Apache-2.0
"""Checks those who come back: dates, papers and conditions, then cleared or resting on.

One is cleared a day early, by an exception with its reason.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from schoolguard import clearance, flows
from schoolguard.app import School, Unit
from schoolguard.clearance import Anchors, ClearanceLine, Decision, PaperDraft, Verdict
from schoolguard.demo.invented_school import material
from schoolguard.demo.timetable import Timetable
from schoolguard.demo.wave import Away
from schoolguard.flows import FlowRules
from schoolguard.kernel.ids import ClassId, PersonId

_BETTER_BEFORE = 3
_RESTS_EVERY = 4
_PAPERS_BROUGHT = 2
_EXCEPTED_ON = 3
_PAPER = "recovery"


class Returns:
    """The way back to class in one school."""

    def __init__(
        self,
        school: School,
        rules: FlowRules,
        happens: Mapping[PersonId, Away],
        timetable: Timetable,
    ) -> None:
        self._school = school
        self._rules = rules
        self._happens = happens
        self._days = (*timetable.days, timetable.today)
        self._clinic = str(material()["clinics"][0])
        self._excepted = False

    def look(self, day: date, number: int, at_home: frozenset[ClassId], leave: int = 0) -> None:
        """Look at those who come back on a day, and at some who come a day too early.

        Args:
            day: the present one.
            number: of it in the story, from 0.
            at_home: classes that are suspended; nobody of them comes.
            leave: of how many papers and days are written down but nothing is decided.
        """
        lines = self._school.query(lambda view: clearance.pending(view, self._rules.clearance))
        waiting = [
            one
            for one in lines
            if one.class_id in at_home and (self._back_of(one) or number) < number
        ]
        back = [
            one for one in lines if self._back_of(one) == number and one.class_id not in at_home
        ]
        early = [one for one in lines if self._back_of(one) == number + 1]

        def write(unit: Unit) -> None:
            for line in waiting[::_PAPERS_BROUGHT]:
                if line.assessment.earliest_on is None:
                    self._complete(unit, line, day)
            for place, line in enumerate(back):
                self._complete(unit, line, day)
                if place < len(back) - leave:
                    self._decide(unit, line, day)
            for line in early[::_RESTS_EVERY]:
                to = Decision(
                    Verdict.RESTING, day, look_again_on=day + timedelta(days=1), note="仍乏力"
                )
                flows.clear(unit, line.id, to, self._rules)

        if back or early or waiting:
            self._school.change(write)

    def _back_of(self, line: ClearanceLine) -> int | None:
        away = self._happens.get(line.person_id)
        return None if away is None else away.back

    def _complete(self, unit: Unit, line: ClearanceLine, day: date) -> None:
        """Write the days, tick what was looked at, and register the paper."""
        rules = self._rules.clearance
        kept = clearance.clearance(unit, line.id, rules)
        onset = kept.anchors.onset_on or self._days[self._happens[line.person_id].first]
        days = 1 if self._is_exception(day) else _BETTER_BEFORE
        better = max(onset, day - timedelta(days=days))
        anchors = Anchors(onset_on=onset, symptom_end_on=better, fever_end_on=better)
        clearance.set_dates(unit, line.id, anchors)
        for condition_id in ("symptoms_gone", "no_medicine"):
            clearance.tick_condition(unit, line.id, condition_id, rules)
        if line.assessment.rule.papers or line.id % 2:
            paper = PaperDraft(_PAPER, self._clinic, day, f"{day:%m%d}{line.id:03d}", agreed=True)
            clearance.add_paper(unit, line.id, paper, rules)

    def _is_exception(self, day: date) -> bool:
        return not self._excepted and day in self._days[_EXCEPTED_ON:-1]

    def _decide(self, unit: Unit, line: ClearanceLine, day: date) -> None:
        found = clearance.assess(unit, line.id, self._rules.clearance)
        reason = ""
        if not found.may_return:
            self._excepted = True
            reason = "县人民医院医生当面查看，书面同意提前返校；家长已知情"
        verdict = Decision(Verdict.CLEARED, day, override_reason=reason)
        flows.clear(unit, line.id, verdict, self._rules)
