# SPDX-License-Identifier: Apache-2.0
"""The demonstration: a small school's days, through every room, to the last accepted receipt."""

from datetime import date, datetime
from pathlib import Path

import pytest

from schoolguard import (
    absence,
    bureau,
    cases,
    checks,
    clearance,
    daily,
    disinfection,
    isolation,
    roster,
    submission,
    suspension,
    warning,
)
from schoolguard.app.bootstrap import open_bureau, open_school
from schoolguard.app.school import School
from schoolguard.app.store_check import check_store
from schoolguard.app.today import flow_rules
from schoolguard.crypto.keys import KdfParameters
from schoolguard.demo.play import PASSWORD, Plan, Played, login_of, play
from schoolguard.kernel.actor import Role
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.clock import SCHOOL_TIME, FixedClock
from schoolguard.kernel.errors import UserError

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=SCHOOL_TIME)
WEAKEST = KdfParameters()
DAYS = (date(2026, 11, 20), date(2026, 11, 23))


def small_plan(**changes: int) -> Plan:
    sizes = {"pupils": 100, "days": 2, "seed": 5, **changes}
    return Plan(language="zh_CN", now=NOW, kdf=WEAKEST, **sizes)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    return play(small_plan(), tmp_path_factory.mktemp("demo") / "out", lambda *_: None)


@pytest.fixture
def school(played: Played) -> School:
    login = login_of(Role.NURSE, "zh_CN")
    return open_school(played.places.school, login, PASSWORD, FixedClock(played.ends_at))


def test_it_leaves_what_it_promises(played: Played) -> None:
    root = played.places.root
    assert (root / "roster.xlsx").is_file()
    assert (root / "password.txt").read_text(encoding="utf-8").strip() == PASSWORD
    assert sorted(path.name for path in (root / "cards").iterdir()) == [
        "bureau.card",
        "school.card",
    ]
    assert [path.name for path in sorted((root / "reports").iterdir())] == [
        "2026-11-20.pdf",
        "2026-11-23.pdf",
    ]
    assert len(list((root / "packages").glob("*.sgp"))) == 2
    assert len(list((root / "receipts").iterdir())) == 2
    assert not (root / ".playing").exists()


def test_the_school_opens_sound_with_everybody_in_it(played: Played, school: School) -> None:
    heads = school.query(lambda view: roster.head_counts(view, view.today))
    assert sum(one.total for one in heads) == played.people
    assert check_store(school).is_sound
    school.close()


@pytest.mark.parametrize("day", [date(2026, 11, 20), date(2026, 11, 23)])
def test_every_day_is_checked_signed_and_receipted(school: School, day: date) -> None:
    rules = checks.load_rules()
    board = school.query(
        lambda view: checks.day_board(view, day, CheckSession, rules, school.calendar)
    )
    assert all(status.handed_in_at is not None for status in board)
    assert school.query(lambda view: daily.last_signed(view, day)) is not None
    outbox = school.query(submission.outbox)
    assert {one.standing for one in outbox} == {submission.Standing.RECEIPTED}
    school.close()


def test_the_last_morning_is_under_way(school: School) -> None:
    rules = checks.load_rules()
    morning = [CheckSession.MORNING]
    board = school.query(
        lambda view: checks.day_board(view, view.today, morning, rules, school.calendar)
    )
    handed_in = [status.handed_in_at is not None for status in board]
    assert any(handed_in)
    assert not all(handed_in)
    assert school.query(lambda view: absence.open_cases(view, absence.load_rules()))
    school.close()


def test_the_bureau_has_received_every_day(played: Played) -> None:
    office = open_bureau(played.places.bureau, PASSWORD, FixedClock(played.ends_at))
    board = office.query(lambda view: bureau.board(view, date(2026, 11, 23)))
    assert [line.standing for line in board.lines] == [bureau.DayStanding.RECEIVED]
    office.close()


def test_every_place_has_a_named_person_and_most_rounds_are_done(school: School) -> None:
    rules = flow_rules(school)
    places = school.query(disinfection.places)
    assert {place.kind for place in places} >= {
        disinfection.PlaceKind.CLASSROOM,
        disinfection.PlaceKind.DORMITORY,
        disinfection.PlaceKind.ISOLATION_ROOM,
        disinfection.PlaceKind.BUS,
    }
    assert all(place.responsible and place.deputy for place in places)
    done = school.query(
        lambda view: disinfection.day_counts(
            view, date(2026, 11, 23), rules.disinfection, rules.calendar
        )
    )
    assert done.rounds_done > 0.95 * done.rounds_planned
    assert done.rounds_missed > 0
    school.close()


def test_the_same_seed_lives_the_same_days(played: Played, tmp_path: Path) -> None:
    twin = play(small_plan(), tmp_path / "twin", lambda *_: None)

    def lived(one: Played) -> object:
        login = login_of(Role.NURSE, "zh_CN")
        opened = open_school(one.places.school, login, PASSWORD, FixedClock(one.ends_at))
        rules = flow_rules(opened)
        stays = opened.query(
            lambda view: isolation.stays_between(view, DAYS[0], view.today, rules.isolation)
        )
        counts = opened.query(
            lambda view: disinfection.day_counts(view, DAYS[1], rules.disinfection, rules.calendar)
        )
        opened.close()
        return [(stay.name, stay.entered_at, stay.destination) for stay in stays], counts

    assert lived(twin) == lived(played)


@pytest.fixture(scope="module")
def long_played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    plan = small_plan(pupils=180, days=8, seed=2)
    return play(plan, tmp_path_factory.mktemp("demo") / "long", lambda *_: None)


@pytest.fixture
def long_school(long_played: Played) -> School:
    login = login_of(Role.NURSE, "zh_CN")
    return open_school(long_played.places.school, login, PASSWORD, FixedClock(long_played.ends_at))


def test_a_class_with_the_stomach_bug_is_at_home_and_asked_for(long_school: School) -> None:
    rules = flow_rules(long_school)
    today = long_school.query(
        lambda view: suspension.day_counts(view, NOW.date(), rules.suspension)
    )
    yesterday = long_school.query(
        lambda view: suspension.day_counts(view, DAYS[1], rules.suspension)
    )
    assert today.classes == yesterday.classes == 1
    assert 0 < today.asked < today.people
    assert yesterday.handed_in == yesterday.sheets == 1
    known = long_school.query(
        lambda view: cases.cases_between(view, date(2026, 11, 1), view.today, rules.cases)
    )
    sick = [case for case in known if case.disease_id == "norovirus"]
    assert len(sick) >= 3
    assert all(case.reports_made == case.reports_asked for case in sick)
    assert all(case.close_contacts for case in sick)
    long_school.close()


def test_whoever_was_ill_comes_back_by_clearance_and_warning_speaks(long_school: School) -> None:
    rules = flow_rules(long_school)
    ways = long_school.query(
        lambda view: clearance.clearances_between(
            view, date(2026, 11, 1), view.today, rules.clearance
        )
    )
    assert clearance.Standing.CLEARED in {one.standing for one in ways}
    assert clearance.Standing.OPEN in {one.standing for one in ways}
    said = long_school.query(
        lambda view: warning.warnings_between(
            view, date(2026, 11, 1), view.today, warning.load_rules()
        )
    )
    assert warning.Level.LEGAL in {one.level for one in said}
    assert warning.Standing.VERIFIED in {one.standing for one in said}
    assert check_store(long_school).is_sound
    long_school.close()


def test_the_isolation_room_is_in_use_and_its_orders_wait(long_school: School) -> None:
    rules = flow_rules(long_school)
    here = long_school.query(lambda view: isolation.current(view, rules.isolation))
    assert any(stay.overdue or stay.due_at for stay in here)
    gone = long_school.query(
        lambda view: isolation.stays_between(view, date(2026, 11, 1), view.today, rules.isolation)
    )
    assert isolation.Destination.HOME in {stay.destination for stay in gone}
    assert long_school.query(lambda view: disinfection.open_orders(view, rules.disinfection))
    long_school.close()


def test_the_smallest_school_plays_too(tmp_path: Path) -> None:
    played = play(small_plan(pupils=10, days=1), tmp_path / "tiny", lambda *_: None)
    assert played.accepted == 1


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UserError, match=r"demo\.not_empty"):
        play(small_plan(), tmp_path, lambda *_: None)
    assert [path.name for path in tmp_path.iterdir()] == ["diary.txt"]


@pytest.mark.parametrize("changes", [{"pupils": 9}, {"days": 0}])
def test_a_school_too_small_to_play_is_refused(changes: dict[str, int]) -> None:
    with pytest.raises(UserError, match=r"demo\.too_small"):
        small_plan(**changes)
