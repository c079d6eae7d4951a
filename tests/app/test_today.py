# SPDX-License-Identifier: Apache-2.0
"""The home page's day with what reports and packages wait for."""

from collections.abc import Callable
from datetime import date

import pytest

from schoolguard import daily, flows
from schoolguard.app.school import School
from schoolguard.app.today import above_of, flow_rules
from schoolguard.checks import Entry, SheetKey, State
from schoolguard.flows import DueKind, Urgency
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.clock import FixedClock, instant
from tests.factories.absence import Ward, found_ward

DAY = date(2026, 9, 1)


@pytest.fixture
def ward(school: School, clock: FixedClock) -> Ward:
    return found_ward(school, clock)


def due(ward: Ward, kind: DueKind, day: date = DAY) -> list[tuple[str, Urgency]]:
    above = ward.ask(above_of(ward.school, day)).due
    return [(one.text_key, one.urgency) for one in above if one.kind is kind]


def check_everybody(ward: Ward) -> None:
    key = SheetKey(DAY, CheckSession.MORNING, ward.class_id)
    rules = flow_rules(ward.school)
    entries = {who: Entry(State.MEASURED, 365) for who in (ward.pupil, ward.classmate)}
    ward.do(lambda unit: flows.record_many(unit, key, entries, rules))


def test_the_report_of_the_day_goes_from_prepare_to_sign_to_seal(
    ward: Ward, acting_as: Callable[..., Actor]
) -> None:
    assert due(ward, DueKind.REPORT) == [("daily.due.prepare", Urgency.LATER)]
    basis = daily.load_basis(ward.school.settings, ward.school.calendar)
    report = ward.do(lambda unit: daily.prepare(unit, DAY, basis))
    assert due(ward, DueKind.REPORT) == [("daily.due.sign", Urgency.DUE)]
    acting_as(Role.PRINCIPAL)
    ward.do(lambda unit: daily.sign_off(unit, report, basis))
    assert due(ward, DueKind.REPORT) == []
    assert due(ward, DueKind.PACKAGE) == [("today.package.seal", Urgency.DUE)]


def test_an_unsigned_report_of_the_day_before_is_overdue(ward: Ward) -> None:
    check_everybody(ward)
    day = ward.next_day()
    ward.clock.move_to(instant(day, 8))
    assert ("today.report.unsigned_before", Urgency.OVERDUE) in due(ward, DueKind.REPORT, day)


def test_a_day_before_the_program_was_used_is_not_missed(ward: Ward) -> None:
    day = ward.next_day()
    assert due(ward, DueKind.REPORT, day) == [("daily.due.prepare", Urgency.LATER)]


def test_a_teacher_is_not_reminded_of_reports_and_packages(
    ward: Ward, acting_as: Callable[..., Actor]
) -> None:
    acting_as(Role.TEACHER, classes={ward.class_id})
    assert due(ward, DueKind.REPORT) == []
    assert due(ward, DueKind.PACKAGE) == []


def test_days_gone_by_ask_for_nothing(ward: Ward) -> None:
    ward.next_day()
    assert due(ward, DueKind.REPORT, DAY) == []
