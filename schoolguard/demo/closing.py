# SPDX-License-Identifier: Apache-2.0
"""Suspends the class with the stomach bug, and asks every family every day how the pupil is."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from random import Random

from schoolguard import flows, suspension
from schoolguard.app import School, Unit
from schoolguard.demo.wave import Away
from schoolguard.flows import FlowRules
from schoolguard.kernel.ids import ClassId, PersonId, SuspensionId
from schoolguard.suspension import Entry, FollowUpKey, Reached, Scope, SuspensionDraft

_NO_ANSWER, _WRONG_NUMBER, _FEVER, _MEASURED = 0.03, 0.01, 0.015, 0.85


class Closing:
    """The suspensions of one school."""

    def __init__(
        self, school: School, rules: FlowRules, happens: Mapping[PersonId, Away], seed: int
    ) -> None:
        self._school = school
        self._rules = rules
        self._happens = happens
        self._chance = Random(seed)  # noqa: S311 - a game of dice, not a secret

    def suspend(self, class_id: ClassId, day: date, until_on: date, decided_by: str) -> None:
        """Write down that a class stays at home from tomorrow on."""
        draft = SuspensionDraft(
            Scope.CLASS,
            (class_id,),
            "norovirus",
            decided_by=decided_by,
            decided_on=day,
            from_on=day + timedelta(days=1),
            until_on=until_on,
            paper_number=f"青实校〔{day.year}〕17号",
            reason="同班数日内多人呕吐，县疾控中心建议停课",
        )
        self._school.change(lambda unit: flows.suspend(unit, draft, self._rules))

    def off(self, day: date) -> Mapping[ClassId, SuspensionId]:
        """Return which classes are at home on a day."""
        return self._school.query(lambda view: suspension.classes_off(view, day))

    def ask(self, day: date, number: int, *, half: bool = False) -> None:
        """Ask the families of everybody at home.

        Args:
            day: the present one.
            number: of the last school day of the story, from 0.
            half: only half of the families are reached so far, and the sheet stays open.
        """
        for class_id, suspension_id in self.off(day).items():
            key = FollowUpKey(day, class_id, suspension_id)
            self._school.change(partial(self._ask, key, number, half=half))

    def _ask(self, key: FollowUpKey, number: int, unit: Unit, *, half: bool) -> None:
        rules = self._rules.suspension
        people = [row.person_id for row in suspension.sheet(unit, key, rules).rows]
        asked = people[: len(people) // 2] if half else people
        entries = {one: self._answer(self._happens.get(one), number) for one in asked}
        suspension.record_many(unit, key, entries, rules)
        for person_id, entry in entries.items():
            if entry.symptoms or (entry.decicelsius or 0) >= rules.home.fever_celsius * 10:
                flows.absence_of_suspended(
                    unit,
                    person_id,
                    key.day,
                    entry.symptoms,
                    self._rules,
                    fever=bool(entry.decicelsius and entry.decicelsius >= 373),
                )
        if not half:
            suspension.hand_in(unit, key, rules)

    def _answer(self, away: Away | None, number: int) -> Entry:
        dice = self._chance.random()
        warm = 360 + self._chance.randrange(8)
        if dice < _NO_ANSWER:
            return Entry(Reached.NO_ANSWER)
        if dice < _NO_ANSWER + _WRONG_NUMBER:
            return Entry(Reached.WRONG_NUMBER)
        if away is not None and away.disease is not None and away.first <= number < away.back - 1:
            return Entry(Reached.YES, warm, away.disease.symptoms, doctor=True)
        if dice > 1 - _FEVER:
            return Entry(Reached.YES, 379, frozenset({"headache"}), note="已嘱就医")
        return Entry(Reached.YES, warm if self._chance.random() < _MEASURED else None)
