# SPDX-License-Identifier: Apache-2.0
"""Reads what the pictures of early warning show: a fixed number of questions for any span."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

from schoolguard import roster
from schoolguard.absence.rate import away_ill_between
from schoolguard.access import Action, require
from schoolguard.cases.onsets import diagnoses_between
from schoolguard.kernel.ids import ClassId
from schoolguard.kernel.illness_sign import IllnessSign
from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.roster.class_stays import class_stays
from schoolguard.roster.dormitory import room_by_person
from schoolguard.store.unit import View
from schoolguard.warning.absence_band import AbsenceBand, AbsenceFacts, ClassStay, absence_band
from schoolguard.warning.evidence import Evidence, UnitOnset, topic_onsets
from schoolguard.warning.gathering import Sources, reported_between, signs_between
from schoolguard.warning.pictures import ClassFacts, PictureFacts, RoomFacts
from schoolguard.warning.triggers import WarningRules


def picture_facts(
    view: View, first_on: date, last_on: date, sources: Sources, rules: WarningRules
) -> PictureFacts:
    """Read the facts of a span of days, both ends included.

    Raises:
        UserError: ``access.not_allowed``.
    """
    require(view.actor, Action.VIEW_WARNINGS)
    # Whoever was ill just before the span did not fall ill in it.
    before = first_on - timedelta(days=2 * rules.story.well_days)
    classes = [
        one for one in roster.classes_on(view, last_on) if one.kind is roster.ClassKind.PUPILS
    ]
    evidence = Evidence(
        today=last_on,
        since=before,
        school_days=(),
        grades={one.id: one.grade_no for one in classes},
        sizes={},
        rooms=room_by_person(view, last_on),
        reported=reported_between(view, first_on, last_on),
        signs=signs_between(view, before, last_on, sources),
    )
    onsets = topic_onsets(evidence, rules)
    for disease_id, found in _diagnoses(view, first_on, last_on).items():
        onsets[disease_id] = found
    rooms = roster.dorm_rooms(view, last_on)
    return PictureFacts(
        first_on,
        last_on,
        classes=tuple(ClassFacts(one.id, one.name, one.grade_no) for one in classes),
        school_days=frozenset(sources.calendar.school_days(first_on, last_on)),
        reported=evidence.reported,
        onsets=onsets,
        signs=_signs_by_topic(evidence, onsets, rules),
        rooms=tuple(RoomFacts(one.id, one.building, one.name, one.occupants) for one in rooms),
        rooms_of=evidence.rooms,
    )


def read_absence_band(view: View, today: date, calendar: SchoolCalendar) -> AbsenceBand:
    """Read the rate of illness absence of this term and of earlier years.

    Raises:
        UserError: ``access.not_allowed``.
    """
    require(view.actor, Action.VIEW_WARNINGS)
    first_on = min((term.first_on for term in calendar.terms), default=today)
    facts = AbsenceFacts(
        stays=tuple(ClassStay(*row) for row in class_stays(view)),
        reported=reported_between(view, first_on, today),
        away=away_ill_between(view, first_on, today),
    )
    # Staff hand in sheets, too; only classes of pupils have a size here, so only they may count.
    pupils = {stay.class_id for stay in facts.stays}
    reported: Mapping[date, frozenset[ClassId]] = {
        day: classes & pupils for day, classes in facts.reported.items()
    }
    return absence_band(AbsenceFacts(facts.stays, reported, facts.away), today, calendar)


def _diagnoses(view: View, first_on: date, last_on: date) -> Mapping[str, tuple[UnitOnset, ...]]:
    found: defaultdict[str, list[UnitOnset]] = defaultdict(list)
    for one in diagnoses_between(view, first_on, last_on):
        found[one.disease_id].append(UnitOnset(one.person_id, one.day, one.class_id))
    return {disease_id: tuple(onsets) for disease_id, onsets in found.items()}


def _signs_by_topic(
    evidence: Evidence, onsets: Mapping[str, tuple[UnitOnset, ...]], rules: WarningRules
) -> Mapping[str, tuple[IllnessSign, ...]]:
    """Return the signs of those with an onset: a group may ask for more than one symptom."""
    by_symptom: defaultdict[str, list[IllnessSign]] = defaultdict(list)
    for sign in evidence.signs:
        if sign.class_id in evidence.grades:
            by_symptom[sign.symptom].append(sign)
    symptoms = {one.id: one.symptoms for one in rules.streams.values()}
    symptoms |= {one.id: one.symptoms for one in rules.similar.values()}
    found: dict[str, tuple[IllnessSign, ...]] = {}
    for topic, wanted in symptoms.items():
        people = {one.person_id for one in onsets.get(topic, ())}
        signs = [sign for one in sorted(wanted) for sign in by_symptom.get(one, ())]
        found[topic] = tuple(sign for sign in signs if sign.person_id in people)
    return found
