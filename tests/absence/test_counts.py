# SPDX-License-Identifier: Apache-2.0
"""The absence of a day as the daily report counts it."""

from datetime import date

from schoolguard.absence import AbsenceCounts, CaseDetails, Reason, ReasonCounts
from schoolguard.kernel.check_session import CheckSession
from tests.factories.absence import Ward

DAY = date(2026, 9, 1)


def test_a_day_without_absence_counts_nobody(ward: Ward) -> None:
    assert ward.counts() == AbsenceCounts()


def test_people_are_counted_once_by_reason_kind_and_class(ward: Ward) -> None:
    ill = ward.absent(ward.pupil).case_id
    ward.absent(ward.pupil, session=CheckSession.NOON)
    ward.absent(ward.classmate)
    away = ward.absent(ward.teacher).case_id
    ward.describe(ill, CaseDetails(Reason.ILLNESS, cause_id="influenza", epidemic_suspected=True))
    ward.describe(away, CaseDetails(Reason.LEAVE))
    counts = ward.counts()
    assert counts.pupils == ReasonCounts(illness=1, unknown=1)
    assert counts.staff == ReasonCounts(leave=1)
    assert counts.by_class == {
        ward.class_id: ReasonCounts(illness=1, unknown=1),
        ward.staff_id: ReasonCounts(leave=1),
    }
    assert counts.pupil_causes == {"influenza": 1}
    assert counts.staff_causes == {}
    assert (counts.new, counts.ongoing, counts.suspected, counts.open) == (3, 0, 1, 3)


def test_an_absence_goes_on_and_ends(ward: Ward) -> None:
    ward.absent(ward.pupil)
    ward.absent(ward.classmate)
    day = ward.next_day()
    ward.absent(ward.pupil, day)
    ward.seen(ward.classmate, day, CheckSession.MORNING)
    counts = ward.counts(day)
    assert (counts.new, counts.ongoing, counts.returned) == (0, 1, 1)
    assert counts.pupils.total == 1


def test_an_illness_without_cause_is_counted_as_such(ward: Ward) -> None:
    ward.describe(ward.absent(ward.pupil).case_id, CaseDetails(Reason.ILLNESS))
    assert ward.counts().pupil_causes == {"": 1}
