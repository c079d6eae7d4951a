# SPDX-License-Identifier: Apache-2.0
"""Where people sit and ride: kept with every replaced value, found again as neighbours."""

from pathlib import Path

import pytest

from schoolguard import roster
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.school_settings import Stage
from schoolguard.kernel.texts import Texts
from schoolguard.roster import Surroundings, Verdict
from schoolguard.store.corrections import corrections_of
from tests.roster.conftest import TODAY, Desk

RULES = roster.load_rules()
OLD_HEADERS = "班级,姓名,出生日期"
HEADERS = f"{OLD_HEADERS},座位排,座位列,校车"


def bring(desk: Desk, path: Path, *rows: str, headers: str = HEADERS) -> roster.ImportPlan:
    """Import a sheet and return what the plan was."""
    if rows:
        path.write_text("\r\n".join((headers, *rows)), encoding="utf-8")
    sheet = roster.read_roster_sheet(path, RULES)
    roles = roster.guess_columns(sheet.headers, RULES)
    plan = desk.ask(
        lambda view: roster.plan_import(
            view, sheet, roles, rules=RULES, stages=frozenset({Stage.PRIMARY})
        )
    )
    desk.change(lambda unit: roster.apply_import(unit, plan, rules=RULES, good_rows_only=True))
    return plan


def test_a_changed_seat_keeps_the_old_one_with_the_reason(desk: Desk) -> None:
    who = desk.add(desk.add_class(3, 2))
    assert desk.ask(lambda view: roster.surroundings_of(view, who)) == Surroundings()
    desk.change(lambda unit: roster.set_surroundings(unit, who, Surroundings(2, 3, " 1 号线 ")))
    changed = desk.change(
        lambda unit: roster.set_surroundings(unit, who, Surroundings(4, 3, "1 号线"), reason="换座")
    )
    assert changed == ("seat_row",)
    assert desk.ask(lambda view: roster.surroundings_of(view, who)) == Surroundings(4, 3, "1 号线")
    kept = desk.ask(lambda view: corrections_of(view, f"person:{who}"))
    assert (kept[-1].old, kept[-1].new, kept[-1].reason) == ("2", "4", "换座")


def test_saying_the_same_again_changes_nothing(desk: Desk) -> None:
    who = desk.add(desk.add_class(3, 2))
    desk.change(lambda unit: roster.set_surroundings(unit, who, Surroundings(2, 3)))
    assert desk.change(lambda unit: roster.set_surroundings(unit, who, Surroundings(2, 3))) == ()


def test_a_seat_beyond_any_classroom_is_refused(desk: Desk) -> None:
    who = desk.add(desk.add_class(3, 2))
    with pytest.raises(UserError, match=r"roster\.bad_entry"):
        desk.change(lambda unit: roster.set_surroundings(unit, who, Surroundings(100, 1)))


def test_neighbours_share_the_row_the_desk_or_the_bus(desk: Desk) -> None:
    here, there = desk.add_class(3, 2), desk.add_class(3, 3)
    seats = {
        "病例": (here, Surroundings(2, 2, "1")),
        "同排": (here, Surroundings(2, 6)),
        "后座": (here, Surroundings(3, 2)),
        "远处": (here, Surroundings(6, 6)),
        "未知": (here, Surroundings()),
        "别班": (there, Surroundings(2, 2)),
        "同车": (there, Surroundings(0, 0, "1")),
    }
    ids = {name: desk.add(class_id, name) for name, (class_id, _) in seats.items()}
    for name, (_, near) in seats.items():
        desk.change(
            lambda unit, name=name, near=near: roster.set_surroundings(unit, ids[name], near)  # type: ignore[misc] # bound in the loop
        )
    found = desk.ask(lambda view: roster.neighbours_of(view, ids["病例"]))
    assert found == roster.Neighbours((ids["同排"],), (ids["后座"],), (ids["同车"],))
    nobody = desk.ask(lambda view: roster.neighbours_of(view, ids["未知"]))
    assert nobody == roster.Neighbours()
    assert set(desk.ask(lambda view: roster.all_surroundings(view, ids.values()))) == set(
        ids.values()
    ) - {ids["未知"]}


def test_a_sheet_brings_seats_in_and_an_old_sheet_leaves_them(desk: Desk, tmp_path: Path) -> None:
    sheet = tmp_path / "学生.csv"
    bring(desk, sheet, "三2,王小明,2017-05-16,第2排,3,1号线")
    (hit,) = desk.ask(lambda view: roster.search(view, "王小明", TODAY))
    near = Surroundings(2, 3, "1号线")
    assert desk.ask(lambda view: roster.surroundings_of(view, hit.person_id)) == near
    plan = bring(desk, sheet, "三2,王小明,2017-05-16", headers=OLD_HEADERS)
    assert [row.verdict for row in plan.rows] == [Verdict.SAME]
    plan = bring(desk, sheet, "三2,王小明,2017-05-16,5,,")
    assert [row.changes for row in plan.rows] == [("seat_row",)]
    moved = Surroundings(5, 3, "1号线")
    assert desk.ask(lambda view: roster.surroundings_of(view, hit.person_id)) == moved


def test_a_seat_that_is_no_number_is_named(desk: Desk, tmp_path: Path) -> None:
    plan = bring(desk, tmp_path / "学生.csv", "三2,王小明,2017-05-16,靠窗,3,")
    (problem,) = plan.rows[0].problems
    assert (problem.code, plan.column_of(problem)) == ("seat_unreadable", "D")
    assert Texts("zh_CN")("roster.problem.seat_unreadable", **dict(problem.params))


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_full_export_keeps_seats_and_buses(desk: Desk, tmp_path: Path, language: str) -> None:
    bring(desk, tmp_path / "学生.csv", "三2,王小明,2017-05-16,2,3,1号线")
    path = tmp_path / "export.xlsx"
    texts = Texts(language)
    path.write_bytes(
        desk.change(lambda unit: roster.full_xlsx(unit, texts, day=TODAY, reason="转学"))
    )
    sheet = roster.read_roster_sheet(path, RULES)
    assert {"seat_row", "seat_column", "bus"} <= set(roster.guess_columns(sheet.headers, RULES))
    assert [row.verdict for row in bring(desk, path).rows] == [Verdict.SAME]
