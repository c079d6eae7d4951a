# SPDX-License-Identifier: Apache-2.0
"""Follows up the cases of disease: reports, measures, close contacts and their daily watch."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from random import Random

from schoolguard import cases, flows, roster
from schoolguard.app import School, Unit
from schoolguard.cases import (
    CaseDraft,
    Classification,
    ContactDraft,
    ContactWay,
    Reached,
    ReportDraft,
    WatchEntry,
)
from schoolguard.demo.wave import FLU, STOMACH_BUG, Away
from schoolguard.flows import FlowRules
from schoolguard.kernel.clock import FixedClock
from schoolguard.kernel.ids import ClassId, DiseaseCaseId, PersonId

DISEASES = {FLU: "influenza", STOMACH_BUG: "norovirus"}
"""What is followed up as a case of disease; ids of the disease pack."""

_MEASURES = ("sent_to_doctor", "disinfected", "checks_and_parents", "hand_hygiene")
_CLOSEST = frozenset({ContactWay.SEAT_ROW, ContactWay.DORMITORY_ROOM, ContactWay.SIBLING})
_MOST_CONTACTS = 8
_STILL_OPEN = 2
_NO_ANSWER = 0.04


class Outbreak:
    """The cases of disease of one school."""

    def __init__(
        self,
        school: School,
        clock: FixedClock,
        rules: FlowRules,
        happens: Mapping[PersonId, Away],
        seed: int,
    ) -> None:
        self._school = school
        self._clock = clock
        self._rules = rules
        self._happens = happens
        self._chance = Random(seed)  # noqa: S311 - a game of dice, not a secret

    def suspect(self, day: date, people: Iterable[PersonId]) -> tuple[DiseaseCaseId, ...]:
        """Open a suspected case for those whose illness is one to be followed up."""

        def write(unit: Unit) -> tuple[DiseaseCaseId, ...]:
            return tuple(
                self._open(unit, person_id, day)
                for person_id in people
                if self._happens[person_id].disease in DISEASES
            )

        opened, _ = self._school.change(write)
        return opened

    def follow(self, opened: tuple[DiseaseCaseId, ...]) -> None:
        """Make the reports of cases in time, take the measures and list the close contacts."""
        for case_id in opened:
            self._school.change(partial(self._follow, case_id))

    def confirm(self, day: date) -> None:
        """Write the doctor's diagnosis of the suspected cases of the days before."""
        rules = self._rules
        lines = self._school.query(lambda view: cases.open_cases(view, rules.cases))
        sure = {"norovirus": Classification.CONFIRMED, "influenza": Classification.CLINICAL}
        waiting = [
            line
            for line in lines
            if line.classification is Classification.SUSPECTED and line.found_on < day
        ]

        def write(unit: Unit) -> None:
            for line in waiting:
                known = sure.get(line.disease_id, Classification.CLINICAL)
                where = "青禾县人民医院"
                flows.classify(unit, line.id, known, line.disease_id, day, where, rules=rules)

        if waiting:
            self._school.change(write)

    def end(self, day: date) -> None:
        """End the cases that have recovered at home and wait for nothing else."""
        rules = self._rules.cases
        lines = self._school.query(lambda view: cases.open_cases(view, rules))
        well = [line for line in lines if line.step is cases.CaseStep.FOLLOW_UP and line.overdue]

        def write(unit: Unit) -> None:
            for line in well[_STILL_OPEN:]:
                cases.end_case(unit, line.id, "recovered", day, rules=rules)

        if well:
            self._school.change(write)

    def watch(self, day: date) -> None:
        """Ask how the close contacts are, and end the watches whose days are over."""
        lines = self._school.query(lambda view: cases.watch_sheet(view, day))

        def write(unit: Unit) -> None:
            for line in lines:
                if line.asked_for and line.entry is None:
                    cases.record_watch(unit, line.contact_id, day, self._answer())
                if line.last_day <= day:
                    self._end_watch(unit, line)

        if lines:
            self._school.change(write)

    def cases_of(self, disease_id: str) -> Mapping[ClassId, int]:
        """Return how many open cases of a disease each class has."""
        lines = self._school.query(lambda view: cases.open_cases(view, self._rules.cases))
        counts: dict[ClassId, int] = {}
        for line in lines:
            if line.disease_id == disease_id:
                counts[line.class_id] = counts.get(line.class_id, 0) + 1
        return counts

    def _open(self, unit: Unit, person_id: PersonId, day: date) -> DiseaseCaseId:
        disease = self._happens[person_id].disease
        assert disease is not None  # noqa: S101 - only the ill come here
        school_class = roster.class_of(unit, person_id, day)
        assert school_class is not None  # noqa: S101 - everybody of the story is in a class
        draft = CaseDraft(
            person_id, school_class.id, DISEASES[disease], onset_on=day, found_at=unit.now
        )
        return flows.open_case(unit, draft, self._rules).case_id

    def _follow(self, case_id: DiseaseCaseId, unit: Unit) -> None:
        rules = self._rules.cases
        case = cases.case(unit, case_id, rules)
        for clock in case.clocks:
            if clock.required and clock.reported_at is None:
                made = ReportDraft(clock.party_id, "phone", answered_by="值班人员")
                cases.record_report(unit, case_id, made, rules)
        for measure_id in _MEASURES:
            if measure_id in rules.measures:
                cases.tick_measure(unit, case_id, measure_id, unit.today, rules=rules)
        proposals = flows.propose_close_contacts(unit, case_id, self._rules)
        near = [one for one in proposals if one.suggested and one.ways & _CLOSEST]
        chosen = near[:_MOST_CONTACTS] or [one for one in proposals if one.suggested][:3]
        drafts = [ContactDraft(one.person_id, one.ways, why=one.why) for one in chosen]
        if drafts:
            cases.add_close_contacts(unit, case_id, drafts, rules)
        else:
            cases.settle_no_contacts(unit, case_id)

    def _answer(self) -> WatchEntry:
        if self._chance.random() < _NO_ANSWER:
            return WatchEntry(Reached.NO_ANSWER)
        return WatchEntry(Reached.YES, 362 + self._chance.randrange(7))

    def _end_watch(self, unit: Unit, line: cases.WatchLine) -> None:
        ill = cases.case_of(unit, line.person_id)
        became = ill is not None and ill.disease_id == line.disease_id
        outcome = "became_case" if became else "no_symptoms"
        cases.end_watch(unit, line.contact_id, outcome, rules=self._rules.cases)
