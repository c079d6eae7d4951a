# SPDX-License-Identifier: Apache-2.0
"""What pictures count: nobody twice, nothing that was not reported as zero, nobody lost."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from schoolguard.kernel.ids import ClassId, DormRoomId, PersonId
from schoolguard.kernel.illness_sign import IllnessSign
from schoolguard.kernel.school_calendar import SchoolCalendar, Term
from schoolguard.warning.absence_band import (
    AbsenceFacts,
    ClassStay,
    absence_band,
    week_of,
)
from schoolguard.warning.evidence import UnitOnset
from schoolguard.warning.pictures import (
    ClassFacts,
    Measure,
    PictureFacts,
    Reporting,
    RoomFacts,
    curve_by_class,
    curve_by_symptom,
    dorm_map,
    heat_map,
)

MONDAY = date(2026, 9, 7)
DAYS = [MONDAY + timedelta(days=n) for n in range(14)]
CLASSES = tuple(ClassFacts(ClassId(n), f"三({n})班", 3) for n in range(1, 10))
SCHOOL_DAYS = frozenset(day for day in DAYS if day.weekday() < 5)


def facts(
    *onsets: UnitOnset,
    signs: tuple[IllnessSign, ...] = (),
    reported: dict[date, frozenset[ClassId]] | None = None,
) -> PictureFacts:
    everybody = frozenset(one.id for one in CLASSES)
    return PictureFacts(
        DAYS[0],
        DAYS[-1],
        CLASSES,
        SCHOOL_DAYS,
        dict.fromkeys(SCHOOL_DAYS, everybody) if reported is None else reported,
        {"rash": onsets},
        {"rash": signs},
        tuple(
            RoomFacts(DormRoomId(n), "一号楼", name, 8)
            for n, name in enumerate(("305", "101", "1002", "102", "传达室"))
        ),
        {PersonId(n): DormRoomId(n % 5) for n in range(40)},
    )


def onset(person: int, day: int, class_no: int = 1) -> UnitOnset:
    return UnitOnset(PersonId(person), DAYS[day], ClassId(class_no))


@given(
    st.lists(
        st.tuples(st.integers(0, 39), st.integers(0, 13), st.integers(1, 9)),
        max_size=60,
        unique_by=lambda one: one[:2],
    )
)
def test_every_onset_is_in_the_curve_and_the_heat_map_once(
    chosen: list[tuple[int, int, int]],
) -> None:
    read = facts(*(onset(*one) for one in chosen))
    curve = curve_by_class(read, "rash")
    assert curve.total == len(chosen)
    assert len(curve.series) <= 6
    cells = heat_map(read, "rash", Measure.ONSETS).rows
    assert sum(cell.count for _, row in cells for cell in row) == len(chosen)
    rooms = [cell for one in dorm_map(read, "rash", Measure.ONSETS) for cell in one.rooms]
    assert sum(cell.count for cell in rooms) == len({one[0] for one in chosen})


def test_a_weekend_keeps_its_onsets_and_a_silent_day_is_known_as_such() -> None:
    read = facts(onset(1, 5), reported={DAYS[0]: frozenset({ClassId(1)})})
    days = curve_by_class(read, "rash").days
    assert days[5].total == 1
    assert [days[n].reporting for n in (0, 1, 5)] == [
        Reporting.PART,
        Reporting.NONE,
        Reporting.FREE,
    ]
    assert read.classes_reported() == 1


def test_onsets_of_before_the_span_are_not_shown() -> None:
    early = UnitOnset(PersonId(1), DAYS[0] - timedelta(days=1), ClassId(1))
    assert curve_by_class(facts(early), "rash").total == 0


def test_an_onset_goes_to_the_symptom_seen_first() -> None:
    signs = (
        IllnessSign(DAYS[2], ClassId(1), "fever", PersonId(1)),
        IllnessSign(DAYS[1], ClassId(1), "cough", PersonId(1)),
        IllnessSign(DAYS[3], ClassId(1), "cough", PersonId(2)),
        IllnessSign(DAYS[3], ClassId(1), "fever", PersonId(2)),
    )
    read = facts(onset(1, 1), onset(2, 3), onset(3, 4), signs=signs)
    curve = curve_by_symptom(read, "rash", ("fever", "cough"))
    assert curve.series == ("cough", "fever", None)
    assert [curve.days[n].counts for n in (1, 3, 4)] == [(1, 0, 0), (0, 1, 0), (0, 0, 1)]


def test_those_ill_count_once_a_day_and_on_each_day() -> None:
    signs = tuple(
        IllnessSign(DAYS[day], ClassId(1), symptom, PersonId(1))
        for day in (1, 2)
        for symptom in ("rash", "fever")
    )
    found = heat_map(facts(onset(1, 1), signs=signs), "rash", Measure.ILL)
    assert [cell.count for cell in found.rows[0][1]][:4] == [0, 1, 1, 0]


def test_rooms_stand_floor_by_floor() -> None:
    floors = dorm_map(facts(), "rash", Measure.ONSETS)
    assert [one.name for one in floors] == ["", "1", "3", "10"]
    assert [cell.room.name for cell in floors[1].rooms] == ["101", "102"]


TERMS = tuple(Term(date(year, 9, 1), date(year + 1, 1, 20)) for year in (2024, 2025, 2026))
CALENDAR = SchoolCalendar((*TERMS, Term(date(2026, 3, 1), date(2026, 7, 5))))


def absence(away: dict[tuple[date, ClassId], int], since: date) -> AbsenceFacts:
    days = CALENDAR.school_days(since, TERMS[2].last_on)
    stays = tuple(ClassStay(ClassId(1), date(2024, 9, 1), None) for _ in range(50))
    return AbsenceFacts(stays, {day: frozenset({ClassId(1)}) for day in days}, away)


def test_without_earlier_years_there_is_no_band() -> None:
    found = absence_band(absence({}, TERMS[2].first_on), date(2026, 9, 30), CALENDAR)
    assert found.weeks == ()
    assert found.years == 0
    assert {day.rate for day in found.days} == {0.0}


def test_the_band_is_of_the_same_school_weeks_of_earlier_autumns() -> None:
    days = CALENDAR.school_days(TERMS[0].first_on, TERMS[1].last_on)
    away = {(day, ClassId(1)): 2 for day in days if day.month == 10}
    found = absence_band(absence(away, TERMS[0].first_on), date(2026, 10, 30), CALENDAR)
    assert found.years == 2
    october = next(one for one in found.weeks if one.week == week_of(date(2026, 10, 14), TERMS[2]))
    assert (october.low, october.middle, october.high) == (40.0, 40.0, 40.0)
    september = next(one for one in found.weeks if one.week == 2)
    assert september.high == 0


def test_a_day_that_nobody_reported_has_no_rate() -> None:
    read = absence({(MONDAY, ClassId(1)): 3}, MONDAY + timedelta(days=1))
    found = absence_band(read, MONDAY + timedelta(days=1), CALENDAR)
    rates = {day.day: day.rate for day in found.days}
    assert rates[MONDAY] is None
    assert rates[MONDAY + timedelta(days=1)] == 0
