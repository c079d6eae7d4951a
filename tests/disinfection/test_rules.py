# SPDX-License-Identifier: Apache-2.0
"""What a day asks for: frequencies, school calendar, adjustments, alerts; and the pack itself."""

import itertools
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolguard import disinfection
from schoolguard.disinfection import (
    Alert,
    DayPlan,
    Fault,
    OrderWhy,
    PlaceKind,
    PlannedTask,
    SignOffDraft,
    TaskChange,
    good_until,
    wipe_at,
)
from schoolguard.disinfection.recurrence import check_recurrence, falls_on, occurrences
from schoolguard.kernel.clock import instant
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import PlaceId
from schoolguard.kernel.resources import resource
from schoolguard.kernel.school_calendar import SchoolCalendar, Term

RULES = disinfection.load_rules()
TERM = SchoolCalendar(
    (Term(date(2026, 9, 1), date(2027, 1, 22)),),
    {date(2026, 10, day): False for day in range(1, 8)} | {date(2026, 10, 10): True},
)
TUESDAY, FRIDAY, SATURDAY = date(2026, 9, 1), date(2026, 9, 4), date(2026, 9, 5)
PLACE = PlaceId(1)


def alert(level: str = "watch", disease: str = "", **values: object) -> Alert:
    usual = Alert(
        1, level, TUESDAY, SATURDAY, frozenset(), disease, "x", instant(date(2026, 8, 1)), None, ""
    )
    return replace(usual, **values)


def planned(
    task_id: str, day: date = TUESDAY, kind: PlaceKind = PlaceKind.CLASSROOM, **values: object
) -> PlannedTask:
    change, alerts = values.get("change"), values.get("alerts", ())
    plan = DayPlan(day, RULES, TERM, alerts)
    changes = {change.task_id: change} if change else {}
    return next(one for one in plan.tasks(kind, PLACE, changes) if one.task.id == task_id)


def test_classrooms_are_aired_three_times_for_thirty_minutes() -> None:
    """中小学校新冠肺炎疫情防控技术方案（修订版）2020-05."""
    found = planned("airing")
    assert (
        (len(found.times), found.minutes) == (RULES.airing_times, RULES.airing_minutes) == (3, 30)
    )


def test_nothing_of_school_days_is_asked_on_a_free_day() -> None:
    assert planned("airing", SATURDAY).times == ()
    assert planned("touch_gate", SATURDAY, PlaceKind.GATE_HOUSE).times != ()
    assert planned("airing", date(2026, 10, 10)).times != ()


def test_a_weekly_task_moves_from_a_holiday_to_the_next_school_day() -> None:
    assert planned("floor", FRIDAY).times != ()
    assert planned("floor", date(2026, 10, 2)).times == ()
    assert planned("floor", date(2026, 10, 8)).times != ()
    assert planned("floor", date(2026, 10, 9)).times != ()
    assert planned("floor", date(2026, 10, 12)).times == ()


def test_a_monthly_task_falls_once_a_month_of_its_season() -> None:
    days = [date(2026, 9, 1) + timedelta(days=n) for n in range(91)]
    falling = [day for day in days if planned("filter", day).times]
    assert falling == [date(2026, 9, 25), date(2026, 11, 27)]


def test_a_fortnightly_rule_counts_from_its_anchor() -> None:
    rule = RULES.frequencies["fortnightly"]
    fridays = sorted(day for day in occurrences(rule.rule, rule.since, 2026))
    assert {(b - a).days for a, b in itertools.pairwise(fridays)} == {14}


@given(
    day=st.dates(date(2026, 9, 1), date(2027, 1, 22)),
    free=st.sets(st.dates(date(2026, 9, 1), date(2027, 1, 22)), max_size=30),
)
def test_a_weekly_task_of_school_days_is_never_asked_on_a_free_day_and_never_lost(
    day: date, free: set[date]
) -> None:
    calendar = SchoolCalendar(TERM.terms, dict.fromkeys(free, False))
    rule, since = "FREQ=WEEKLY;BYDAY=FR", date(2024, 1, 1)
    falls = falls_on(rule, since, day, calendar, school_days=True)
    assert not falls or calendar.is_school_day(day)
    friday = day + timedelta(days=(4 - day.weekday()) % 7)
    school = friday if calendar.is_school_day(friday) else calendar.next_school_day(friday)
    before = calendar.previous_school_day(friday)
    if school and before and (school - before).days < 60:
        assert falls_on(rule, since, school, calendar, school_days=True)


@pytest.mark.parametrize(
    "rule",
    ["FREQ=HOURLY", "FREQ=DAILY;COUNT=3", "FREQ=DAILY;BYHOUR=7", "every day", "FREQ=FORTNIGHTLY"],
)
def test_a_rule_that_is_no_plan_is_refused(rule: str) -> None:
    with pytest.raises(ValueError):
        check_recurrence(rule)


def test_the_school_changes_a_task_at_a_place() -> None:
    change = TaskChange("airing", times=(time(8), time(16)), minutes=45)
    found = planned("airing", change=change)
    assert (found.times, found.minutes, found.adjusted) == ((time(8), time(16)), 45, True)
    weekly = planned("touch", change=TaskChange("touch", frequency_id="weekly"))
    assert (weekly.times, weekly.hours) == ((), (time(16, 30),))
    assert planned("uv", change=TaskChange("uv")).times != ()


def test_a_task_can_be_taken_from_a_place() -> None:
    with pytest.raises(StopIteration):
        planned("airing", change=TaskChange("airing", planned=False))


def test_an_alert_raises_rounds_and_strength_and_lowers_nothing() -> None:
    usual, raised = planned("touch"), planned("touch", alerts=[alert("outbreak")])
    assert len(usual.times) < len(raised.times)
    assert (raised.low_mg_per_litre, raised.contact_minutes) == (1000, 30)
    assert raised.raised_by == (1,)
    gate = planned("touch_gate", SATURDAY, PlaceKind.GATE_HOUSE, alerts=[alert("outbreak")])
    assert len(gate.times) == 2
    assert planned("filter", date(2026, 9, 4), alerts=[alert("outbreak")]).times == ()
    assert planned("air_outbreak", alerts=[alert("outbreak")]).times != ()


@given(
    kind=st.sampled_from(list(PlaceKind)),
    level=st.sampled_from(["watch", "outbreak"]),
    day=st.dates(date(2026, 9, 1), date(2026, 12, 31)),
)
def test_no_alert_ever_asks_for_less(kind: PlaceKind, level: str, day: date) -> None:
    raised = alert(level, from_on=day, until_on=day)
    usual = DayPlan(day, RULES, TERM).tasks(kind, PLACE)
    more = {one.task.id: one for one in DayPlan(day, RULES, TERM, [raised]).tasks(kind, PLACE)}
    for before in usual:
        after = more[before.task.id]
        assert len(after.times) >= len(before.times)
        assert after.low_mg_per_litre >= before.low_mg_per_litre
        assert after.high_mg_per_litre >= after.low_mg_per_litre
        assert (after.minutes, after.contact_minutes) >= (before.minutes, before.contact_minutes)


def test_an_alert_holds_for_its_days_and_places_and_until_ended() -> None:
    assert not alert().holds(TUESDAY - timedelta(days=1))
    assert alert().holds(SATURDAY)
    assert not alert().holds(SATURDAY + timedelta(days=1))
    assert not alert(ended_on=FRIDAY).holds(FRIDAY)
    assert not alert(place_ids=frozenset({PlaceId(2)})).reaches(PLACE)


def test_a_raised_day_keeps_the_numbers_of_the_usual_rounds() -> None:
    raised_at = instant(TUESDAY, 9)
    found = planned("airing", alerts=[alert(raised_at=raised_at)])
    assert found.numbered == (
        (1, time(7, 50)),
        (4, time(12)),
        (2, time(14)),
        (3, time(17)),
    )
    too_late = planned("airing", alerts=[alert(raised_at=instant(TUESDAY, 13))])
    assert len(too_late.times) == 3
    assert len(planned("airing", FRIDAY, alerts=[alert(raised_at=raised_at)]).times) == 4


def test_airing_less_than_the_guidance_is_said() -> None:
    assert not disinfection.below_guidance(planned("airing"), RULES)
    for change in (TaskChange("airing", minutes=20), TaskChange("airing", times=(time(8),))):
        assert disinfection.below_guidance(planned("airing", change=change), RULES)


def test_what_norovirus_withstands_is_not_offered() -> None:
    """国家疾控局 2024-11-30: 酒精对诺如病毒无效."""
    gate = planned("touch_gate", kind=PlaceKind.GATE_HOUSE, alerts=[alert(disease="norovirus")])
    assert "alcohol" not in gate.agents
    assert {one.id for one in RULES.agents.values() if not one.kills_norovirus} == {
        "alcohol",
        "quaternary",
    }
    for agent in RULES.agents.values():
        assert agent.kills_norovirus is (agent.active not in RULES.resists("norovirus"))


def test_a_signature_is_judged_by_what_was_asked() -> None:
    touch = planned("touch")
    good = SignOffDraft(
        PLACE, "touch", TUESDAY, agent_id="bleach", mg_per_litre=500, contact_minutes=30
    )
    faults = {
        "good": (good, set()),
        "weak": (replace(good, mg_per_litre=249), {Fault.TOO_WEAK}),
        "strong": (replace(good, mg_per_litre=501), {Fault.TOO_STRONG}),
        "short": (replace(good, contact_minutes=29), {Fault.CONTACT_TOO_SHORT}),
        "silent": (replace(good, mg_per_litre=None), {Fault.NOT_GIVEN}),
        "no agent": (replace(good, agent_id=""), {Fault.NOT_GIVEN}),
        "other": (replace(good, agent_id="alcohol"), {Fault.WRONG_AGENT}),
    }
    for draft, expected in faults.values():
        assert disinfection.faults_of(draft, touch, RULES) == expected
    airing = planned("airing")
    short = SignOffDraft(PLACE, "airing", TUESDAY, minutes=29)
    assert disinfection.faults_of(short, airing, RULES) == {Fault.TOO_FEW_MINUTES}


def test_as_planned_has_no_fault_whatever_the_task_and_alert() -> None:
    for level in ("", "watch", "outbreak"):
        alerts = [alert(level)] if level else []
        for kind in PlaceKind:
            for task in DayPlan(TUESDAY, RULES, TERM, alerts).tasks(kind, PLACE):
                draft = SignOffDraft(
                    PLACE,
                    task.task.id,
                    TUESDAY,
                    minutes=task.minutes or None,
                    agent_id=task.agents[0] if task.agents else "",
                    mg_per_litre=task.low_mg_per_litre or None,
                    contact_minutes=task.contact_minutes or None,
                )
                assert disinfection.faults_of(draft, task, RULES) == frozenset()


def test_wiping_waits_for_the_contact_time() -> None:
    assert wipe_at(instant(TUESDAY, 8), 30) == instant(TUESDAY, 8, 30)
    assert wipe_at(instant(TUESDAY, 8), None) is None
    assert wipe_at(None, 30) is None


def test_stock_is_good_until_the_earlier_of_its_two_days() -> None:
    assert good_until(None, None, 60) is None
    assert good_until(FRIDAY, None, 60) == FRIDAY
    assert good_until(date(2027, 1, 1), TUESDAY, 2) == TUESDAY + timedelta(days=2)


def test_vomit_asks_for_the_strongest_solution_in_the_shortest_time() -> None:
    """国家疾控局 2024-11-30: 5000-10000 mg/L, 30 分钟以上."""
    vomit = RULES.orders[OrderWhy.VOMIT]
    assert (vomit.low_mg_per_litre, vomit.high_mg_per_litre) == (5000, 10_000)
    assert vomit.due_minutes == min(rule.due_minutes for rule in RULES.orders.values())


def test_every_kind_of_place_has_something_to_do() -> None:
    for kind in PlaceKind:
        assert DayPlan(TUESDAY, RULES, TERM).tasks(kind, PLACE), kind


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('frequency = "thrice"', 'frequency = "hourly"'),
        ('method = "mop"', 'method = "magic"'),
        ('agents = ["heat"]', 'agents = ["steam"]'),
        ('id = "entry_minutes"', 'id = "entry_hours"'),
        ('id = "bus"\nzh = "校车"', 'id = "train"\nzh = "校车"'),
        ("low_mg_per_litre = 5000", "low_mg_per_litre = 50000"),
        ('rule = "FREQ=DAILY"', 'rule = "FREQ=SOMETIMES"'),
        ("times = [07:50:00, 14:00:00", "times = [14:00:00, 07:50:00"),
    ],
)
def test_a_pack_that_does_not_hold_together_is_refused(tmp_path: Path, old: str, new: str) -> None:
    text = (resource("rules") / "disinfection.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "disinfection.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UserError, match="bad_entry"):
        disinfection.load_rules(tmp_path)
