# SPDX-License-Identifier: Apache-2.0
"""Takes whoever falls ill into the isolation room, watches over them, tells, and lets them go.

Most are fetched within the hour; boarders whose family lives elsewhere stay in their zone until
they are well. What is measured follows the illness.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from schoolguard import flows, isolation, roster
from schoolguard.app import School, Unit, View
from schoolguard.demo.invented_school import material
from schoolguard.demo.wave import FLU, Away
from schoolguard.flows import FlowRules
from schoolguard.isolation import (
    Answer,
    Destination,
    Group,
    History,
    IntakeDraft,
    IsolationRules,
    LeavingDraft,
    NoticeDraft,
    ObservationDraft,
    Origin,
    StayLine,
)
from schoolguard.kernel.clock import FixedClock
from schoolguard.kernel.ids import PersonId, StayId

_SITE = "armpit_electronic"
_CALL, _LOOK, _FETCHED = timedelta(minutes=4), timedelta(minutes=26), timedelta(minutes=25)
_SECOND_CALL = timedelta(minutes=12)
_FEVER, _WARM, _WELL = 381, 374, 366
_FAMILY, _TEACHER, _RELATIVE = "family", "class_teacher", "relative"
_PRINCIPAL = "principal"


@dataclass(frozen=True, slots=True)
class Patient:
    """Who lies in the room, as the story knows them; `away` None: nothing of the wave."""

    line: StayLine
    away: Away | None

    @property
    def has_fever(self) -> bool:
        """Whether a look in the first hours finds a fever."""
        return self.away is not None and self.away.disease is not None and self.away.disease.fever


class Sickroom:
    """The isolation room of one school.

    Args:
        happens: what the wave has for a person; None for whoever stays well.
    """

    def __init__(
        self,
        school: School,
        clock: FixedClock,
        rules: FlowRules,
        happens: Mapping[PersonId, Away],
    ) -> None:
        self._school = school
        self._clock = clock
        self._rules = rules
        self._happens = happens
        self._hospital = str(material()["hospital"]["name"])

    def receive(self, day: date, people: Sequence[PersonId]) -> tuple[StayId, ...]:
        """Take people in, with what was measured and said; return their stays."""
        if not people:
            return ()
        stays, _ = self._school.change(lambda unit: tuple(self._admit(unit, day, people)))
        return stays

    def tell(self, stays: Iterable[StayId], silent: int = 0, pace: timedelta = _CALL) -> None:
        """Tell class teacher and family of new stays.

        Args:
            stays: whose.
            silent: how many families nobody reaches, however often they are called.
            pace: how long it takes.
        """
        self._clock.advance(pace)
        wanted = frozenset(stays)
        patients = [one for one in self._present() if one.line.id in wanted]
        if not patients:
            return
        late = [one for one in patients if one.line.id % 7 == 3] if not silent else []
        unreached = patients[:silent] + late
        self._school.change(lambda unit: self._tell_all(unit, patients, unreached))
        if late:
            self._clock.advance(_SECOND_CALL)
            self._school.change(lambda unit: self._tell_all(unit, late, ()))

    def care(self, stays: Iterable[StayId]) -> None:
        """Watch over new stays until they are fetched, or moved to the boarders' zone."""
        wanted = frozenset(stays)
        if not wanted:
            return
        self._clock.advance(_LOOK)
        self.look(wanted)
        self._clock.advance(_FETCHED)
        self.look(wanted)
        patients = [one for one in self._present() if one.line.id in wanted]
        self._school.change(lambda unit: self._part(unit, patients))

    def look(self, stays: frozenset[StayId] | None = None) -> None:
        """Look at those in the room, or at some of them."""
        patients = [one for one in self._present() if stays is None or one.line.id in stays]

        def write(unit: Unit) -> None:
            for one in patients:
                isolation.observe(unit, one.line.id, _seen(one, unit.now), self._rules.isolation)

        if patients:
            self._school.change(write)

    def release(self, number: int) -> None:
        """Let those go back to class who are well on a day of the story, or later."""
        well = [one for one in self._present() if one.away and one.away.back <= number]

        def write(unit: Unit) -> None:
            for one in well:
                seen = ObservationDraft(unit.now, _WELL, _SITE)
                isolation.observe(unit, one.line.id, seen, self._rules.isolation)
                to = Destination.BACK_TO_CLASS
                flows.leave(unit, one.line.id, LeavingDraft(to), self._rules)

        if well:
            self._school.change(write)

    def take_in_overnight(self, day: date, busy: frozenset[PersonId]) -> None:
        """Take in a boarder from elsewhere who feels ill in the evening and stays overnight.

        Args:
            day: the present one.
            busy: whom the story needs elsewhere.
        """
        found = self._school.query(lambda view: _boarder(view, day, busy))
        if found is None:
            return

        def write(unit: Unit) -> StayId:
            draft = flows.intake_of(unit, found, day, self._rules)
            first = ObservationDraft(unit.now, 376, _SITE, frozenset({"headache"}))
            known = replace(draft.details, symptoms=first.symptoms, found_at=unit.now)
            here = self._in_bed(unit, replace(draft, details=known, readings=(first,)))
            stay_id = flows.admit(unit, replace(here, origin=Origin.BY_HAND), self._rules).stay_id
            _tell_one(unit, stay_id, found, self._rules.isolation, _FAMILY, _TEACHER, _PRINCIPAL)
            return stay_id

        self._school.change(write)

    def staying(self) -> frozenset[PersonId]:
        """Return who is in the room now."""
        return frozenset(self._school.query(isolation.staying))

    def _present(self) -> list[Patient]:
        lines = self._school.query(lambda view: isolation.current(view, self._rules.isolation))
        return [
            Patient(line, self._happens.get(line.person_id) if line.person_id else None)
            for line in sorted(lines, key=lambda line: line.id)
        ]

    def _admit(self, unit: Unit, day: date, people: Sequence[PersonId]) -> Iterable[StayId]:
        for person_id in people:
            draft = flows.intake_of(unit, person_id, day, self._rules)
            here = self._in_bed(unit, draft)
            yield flows.admit(unit, here, self._rules).stay_id

    def _in_bed(self, unit: Unit, draft: IntakeDraft) -> IntakeDraft:
        group = isolation.group_of_person(unit, draft.kind, draft.person_id)
        bed_id = isolation.free_bed(unit, group, self._rules.isolation, draft.room_id)
        asked = History(Answer.NONE, travel=Answer.NONE)
        details = replace(draft.details, history=asked)
        rooms = isolation.room_map(unit, self._rules.isolation).rooms
        waits = any(one.closed_since for one in rooms if one.room.id == draft.room_id)
        why = "仅此一间，消毒人员已到场" if waits else ""
        return replace(draft, bed_id=bed_id, details=details, closed_room_reason=why)

    def _tell_all(
        self, unit: Unit, patients: Sequence[Patient], unreached: Sequence[Patient]
    ) -> None:
        silent = {one.line.id for one in unreached}
        for one in patients:
            line = one.line
            parties = [party for party, _ in line.untold if party != _RELATIVE]
            if line.id in silent and _FAMILY in parties:
                parties.remove(_FAMILY)
                draft = NoticeDraft(_FAMILY, "phone", "no_answer", note="连打两次无人接听")
                isolation.tell(unit, line.id, draft, self._rules.isolation)
            if line.person_id is not None:
                _tell_one(unit, line.id, line.person_id, self._rules.isolation, *parties)

    def _part(self, unit: Unit, patients: Sequence[Patient]) -> None:
        for one in patients:
            line, elsewhere = one.line, Group.BOARDER_ELSEWHERE
            if line.group is elsewhere:
                _move_to_boarders(unit, line, self._rules.isolation)
                continue
            flows.leave(unit, line.id, self._leaving(unit, one), self._rules)

    def _leaving(self, unit: Unit, one: Patient) -> LeavingDraft:
        line = one.line
        if line.group is Group.STAFF:
            return LeavingDraft(Destination.LEFT, note="回家休息，自行就医")
        assert line.person_id is not None  # noqa: S101 - a pupil is on the roster
        guardians = roster.guardians_of(unit, line.person_id)
        first = guardians[0] if guardians else None
        fetched = LeavingDraft(
            Destination.HOME,
            handed_to=first.name if first else "",
            handed_to_relation=first.relation if first else "",
            handed_to_phone=first.phones[0] if first and first.phones else "",
        )
        severe = one.away is not None and one.away.disease is FLU and line.id % 4 == 0
        if not severe:
            return fetched
        return replace(fetched, destination=Destination.HOSPITAL, hospital=self._hospital)


def _seen(one: Patient, now: datetime) -> ObservationDraft:
    nights = (now.date() - one.line.entered_at.date()).days
    if one.away is None:
        return ObservationDraft(now, _WARM, _SITE, frozenset({"headache"}))
    symptoms = one.away.disease.symptoms if one.away.disease and nights < 1 else frozenset()
    if not one.has_fever or nights > 1:
        return ObservationDraft(now, _WELL + one.line.id % 3, _SITE, symptoms)
    warm = _WARM if nights else _FEVER + one.line.id % 5
    return ObservationDraft(now, warm, _SITE, symptoms)


def _boarder(view: View, day: date, busy: frozenset[PersonId]) -> PersonId | None:
    """Return a boarder from elsewhere to whom nothing else happens; None where none is."""
    for members in roster.all_members_on(view, day).values():
        for member in members:
            if not member.is_boarder or member.person_id in busy:
                continue
            group = isolation.group_of_person(view, isolation.Kind.PUPIL, member.person_id)
            if group is Group.BOARDER_ELSEWHERE:
                return member.person_id
    return None


def _move_to_boarders(unit: Unit, line: StayLine, rules: IsolationRules) -> None:
    """Move to a bed of the boarders' zone where one is free and the person is elsewhere."""
    if line.zone_kind == "boarders":
        return
    bed_id = isolation.free_bed(unit, line.group, rules, line.room_id)
    if bed_id is not None:
        isolation.move(unit, line.id, bed_id, rules)


def _tell_one(
    unit: Unit, stay_id: StayId, person_id: PersonId, rules: IsolationRules, *parties: str
) -> None:
    for party in parties:
        draft = NoticeDraft(party, "in_person" if party == _TEACHER else "phone", "reached")
        if party == _FAMILY:
            guardians = roster.guardians_of(unit, person_id)
            who = f"{guardians[0].name}（{guardians[0].relation}）" if guardians else ""
            draft = replace(draft, who=who, arrives_at=unit.now + _LOOK + _FETCHED)
        isolation.tell(unit, stay_id, draft, rules)
