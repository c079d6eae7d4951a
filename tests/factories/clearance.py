# SPDX-License-Identifier: Apache-2.0
"""Somebody on the way back to class, in the small real school of the absence tests."""

from dataclasses import dataclass
from datetime import date, datetime

from schoolguard import absence, cases, clearance
from schoolguard.app.school import School
from schoolguard.clearance import (
    Anchors,
    Clearance,
    ClearanceDraft,
    ClearanceLine,
    ClearanceRules,
    ClearanceWords,
    Decided,
    Decision,
    PaperDraft,
    Verdict,
)
from schoolguard.kernel.clock import SCHOOL_TIME, FixedClock
from schoolguard.kernel.ids import ClearanceId, PersonId
from schoolguard.kernel.texts import CHINESE, Texts
from schoolguard.store.unit import Unit
from tests.factories.absence import Ward, found_ward

ONSET = date(2026, 9, 1)


@dataclass(slots=True)
class WayBack:
    """What the tests of clearance work on."""

    ward: Ward
    rules: ClearanceRules

    @property
    def school(self) -> School:
        return self.ward.school

    def ask(
        self,
        disease: str = "varicella",
        person: PersonId | None = None,
        onset_on: date | None = ONSET,
        **links: int,
    ) -> ClearanceId:
        draft = ClearanceDraft(
            person or self.ward.pupil,
            self.ward.class_id,
            disease,
            onset_on,
            **links,  # type: ignore[arg-type] # ids of whatever asked
        )
        return self.ward.do(lambda unit: clearance.ask(unit, draft, self.rules))

    def get(self, clearance_id: ClearanceId) -> Clearance:
        return self.ward.ask(lambda view: clearance.clearance(view, clearance_id, self.rules))

    def pending(self) -> tuple[ClearanceLine, ...]:
        return self.ward.ask(lambda view: clearance.pending(view, self.rules))

    def due(self) -> tuple[clearance.ClearanceDue, ...]:
        return self.ward.ask(lambda view: clearance.due(view, self.rules))

    def counts(self, day: date) -> clearance.ClearanceCounts:
        return self.ward.ask(lambda view: clearance.day_counts(view, day))

    def set_dates(self, clearance_id: ClearanceId, anchors: Anchors, why: str = "") -> None:
        self.ward.do(lambda unit: clearance.set_dates(unit, clearance_id, anchors, why))

    def tick(self, clearance_id: ClearanceId, condition: str, *, holds: bool = True) -> None:
        self.ward.do(
            lambda unit: clearance.tick_condition(
                unit, clearance_id, condition, self.rules, holds=holds
            )
        )

    def paper(
        self,
        clearance_id: ClearanceId,
        kind: str = "recovery",
        *,
        agreed: bool | None = True,
        finding: str = "",
    ) -> int:
        draft = PaperDraft(kind, "县人民医院", ONSET, "A-17", agreed, finding)
        return self.ward.do(lambda unit: clearance.add_paper(unit, clearance_id, draft, self.rules))

    def decide(
        self,
        clearance_id: ClearanceId,
        verdict: Verdict = Verdict.CLEARED,
        *,
        look_again_on: date | None = None,
        override: str = "",
        note: str = "",
    ) -> Decided:
        def write(unit: Unit) -> Decided:
            decision = Decision(verdict, unit.today, look_again_on, note, override)
            return clearance.decide(unit, clearance_id, decision, self.rules)

        return self.ward.do(write)

    def move_to(self, day: date, hour: int = 8) -> None:
        self.ward.clock.move_to(datetime(day.year, day.month, day.day, hour, tzinfo=SCHOOL_TIME))

    def ready(self, clearance_id: ClearanceId) -> None:
        """Go on to the day on which chickenpox from the first of September may return."""
        self.move_to(date(2026, 9, 15))
        self.tick(clearance_id, "crusted")
        self.paper(clearance_id)


def found_way_back(school: School, clock: FixedClock) -> WayBack:
    """Add the people of the absence tests to an empty school."""
    return WayBack(found_ward(school, clock), clearance.load_rules())


def words(language: str = CHINESE) -> ClearanceWords:
    """Return everything that names things."""
    causes = {one.id: one.name(language) for one in absence.load_rules().causes.values()}
    diseases = {one.id: one.name(language) for one in cases.load_diseases().values()}
    return ClearanceWords(Texts(language), clearance.load_rules(), causes | diseases)
