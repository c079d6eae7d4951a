# SPDX-License-Identifier: Apache-2.0
"""Follows absences up: calls families, writes down what they say, closes who is back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from schoolguard import absence, flows, roster
from schoolguard.app import Unit
from schoolguard.demo.invented_school import material
from schoolguard.demo.story import Story
from schoolguard.demo.wave import COLD, FLU, STOMACH_BUG, Away
from schoolguard.flows import FlowRules
from schoolguard.kernel.ids import PersonId

_AHEAD = timedelta(hours=9)
_SEEN_BY_NURSE = "返校当日由校医查看，无症状"
_CAUSES = {COLD: "cold", FLU: "influenza", STOMACH_BUG: "norovirus"}


class Families:
    """What families know, and what the nurse makes of it."""

    def __init__(self, rules: FlowRules, story: Story, numbers: Mapping[PersonId, int]) -> None:
        self._rules = rules
        self._story = story
        self._numbers = numbers
        self._clinics: Sequence[str] = material()["clinics"]

    def follow(self, line: absence.CaseLine, unit: Unit) -> None:
        """Call the family of an open case, and close it when the person is back."""
        rules, calendar = self._rules.absence, self._rules.calendar
        away = self._story.away(self._numbers[line.person_id])
        if line.due_at is not None and line.due_at <= unit.now + _AHEAD:
            guardians = roster.guardians_of(unit, line.person_id)
            who = guardians[0].name if guardians else ""
            call = absence.ContactDraft("family", "phone", "reached", who=who)
            absence.record_contact(unit, line.id, call, rules=rules, calendar=calendar)
        self._describe(line, away, unit)
        if line.back_on is not None:
            flows.close_absence(
                unit,
                line.id,
                "recovered",
                returned_on=line.back_on,
                unchecked_reason=_SEEN_BY_NURSE if self._is_infectious(away) else "",
                rules=self._rules,
            )

    def _describe(self, line: absence.CaseLine, away: Away | None, unit: Unit) -> None:
        """Write down what the family said, and ask for the check before an infectious return."""
        rules, calendar = self._rules.absence, self._rules.calendar
        if line.reason is absence.Reason.UNKNOWN:
            details = self._details(away, line.first_on, line.id)
        elif not line.cause_id and away is not None and away.disease is not None:
            said = self._details(away, line.first_on, line.id)
            known = absence.case(unit, line.id, rules).details
            details = replace(
                known,
                onset_on=known.onset_on or line.first_on,
                cause_id=said.cause_id,
                diagnosis=said.diagnosis,
                hospital=known.hospital or said.hospital,
                visited_on=known.visited_on or said.visited_on,
            )
        else:
            return
        absence.describe(unit, line.id, details, rules=rules, calendar=calendar)
        if self._is_infectious(away):
            flows.ask_for_absence(unit, line.id, self._rules)

    def _is_infectious(self, away: Away | None) -> bool:
        cause = None if away is None or away.disease is None else _CAUSES[away.disease]
        return cause is not None and self._rules.absence.causes[cause].infectious

    def _details(self, away: Away | None, first_on: date, salt: int) -> absence.CaseDetails:
        if away is None or away.disease is None:
            return absence.CaseDetails(absence.Reason.LEAVE, note="家中有事")
        return absence.CaseDetails(
            absence.Reason.ILLNESS,
            symptoms=away.disease.symptoms,
            onset_on=first_on,
            cause_id=_CAUSES[away.disease],
            diagnosis=away.disease.finding,
            hospital=self._clinics[salt % len(self._clinics)],
            visited_on=first_on,
        )
