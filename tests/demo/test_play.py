# SPDX-License-Identifier: Apache-2.0
"""The demonstration: a small school's days, through every room, to the last accepted receipt."""

from datetime import date, datetime
from pathlib import Path

import pytest

from schoolguard import absence, bureau, checks, daily, roster, submission
from schoolguard.app.bootstrap import open_bureau, open_school
from schoolguard.app.school import School
from schoolguard.app.store_check import check_store
from schoolguard.crypto.keys import KdfParameters
from schoolguard.demo.play import PASSWORD, Plan, Played, login_of, play
from schoolguard.kernel.actor import Role
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.clock import SCHOOL_TIME, FixedClock
from schoolguard.kernel.errors import UserError

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=SCHOOL_TIME)
WEAKEST = KdfParameters()


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


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UserError, match=r"demo\.not_empty"):
        play(small_plan(), tmp_path, lambda *_: None)
    assert [path.name for path in tmp_path.iterdir()] == ["diary.txt"]


@pytest.mark.parametrize("changes", [{"pupils": 9}, {"days": 0}])
def test_a_school_too_small_to_play_is_refused(changes: dict[str, int]) -> None:
    with pytest.raises(UserError, match=r"demo\.too_small"):
        small_plan(**changes)
