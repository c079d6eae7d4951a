# SPDX-License-Identifier: Apache-2.0
"""The three-day table of symptoms counts whoever is ill, at school or away."""

from datetime import date

from schoolguard import flows
from schoolguard.absence import CaseDetails, Reason
from schoolguard.checks import Entry, SheetKey, State, SymptomRow
from schoolguard.kernel.check_session import CheckSession
from tests.factories.absence import Ward

DAY = date(2026, 9, 1)


def row(ward: Ward, day: date = DAY) -> SymptomRow:
    rules = flows.load_rules(ward.school.calendar)
    table = ward.ask(lambda view: flows.symptom_table(view, day, rules.checks))
    return next(one for one in table if one.class_id == ward.class_id)


def test_seen_and_away_count_together_and_each_person_once(ward: Ward) -> None:
    rules = flows.load_rules(ward.school.calendar)
    key = SheetKey(DAY, CheckSession.MORNING, ward.class_id)
    coughing = Entry(State.MEASURED, 366, symptoms=frozenset({"cough"}))
    ward.do(lambda unit: flows.record_entry(unit, key, ward.classmate, coughing, rules))
    case_id = ward.absent(ward.pupil).case_id
    ward.absent(ward.pupil, session=CheckSession.NOON)
    ward.describe(case_id, CaseDetails(Reason.ILLNESS, frozenset({"cough", "rash"})))
    found = row(ward)
    assert dict(found.today) == {"cough": 2, "rash": 1}
    assert dict(found.three_days) == {"cough": 2, "rash": 1}


def test_the_window_is_three_calendar_days(ward: Ward) -> None:
    case_id = ward.absent(ward.pupil).case_id
    ward.describe(case_id, CaseDetails(Reason.ILLNESS, frozenset({"rash"})))
    assert dict(row(ward, date(2026, 9, 3)).three_days) == {"rash": 1}
    assert dict(row(ward, date(2026, 9, 3)).today) == {}
    assert dict(row(ward, date(2026, 9, 4)).three_days) == {}


def test_a_withdrawn_case_has_no_symptoms(ward: Ward) -> None:
    ward.absent(ward.pupil)
    ward.corrected(ward.pupil)
    assert dict(row(ward).three_days) == {}
