# SPDX-License-Identifier: Apache-2.0
"""Writes the invented people as the sheet that a school's office would hand in, and imports it."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from schoolguard import reports, roster
from schoolguard.app import School
from schoolguard.demo.invented_school import InventedPerson
from schoolguard.kernel.ids import PersonId

_TEXT, _DAY, _NUMBER = reports.CellKind.TEXT, reports.CellKind.DAY, reports.CellKind.INTEGER
_COLUMNS = (
    ("人员类别", _TEXT), ("班级", _TEXT), ("座号", _NUMBER), ("姓名", _TEXT), ("性别", _TEXT),
    ("出生日期", _DAY), ("学籍号", _TEXT), ("就读方式", _TEXT), ("家庭所在地", _TEXT),
    ("家庭住址", _TEXT), ("宿舍", _TEXT), ("床位", _TEXT),
    ("座位排", _NUMBER), ("座位列", _NUMBER), ("校车", _TEXT),
    ("既往病史", _TEXT), ("过敏史", _TEXT),
    ("监护人1姓名", _TEXT), ("监护人1关系", _TEXT), ("监护人1电话", _TEXT),
    ("监护人2姓名", _TEXT), ("监护人2关系", _TEXT), ("监护人2电话", _TEXT),
)  # fmt: skip


def write_roster(people: Iterable[InventedPerson], title: str, path: Path) -> None:
    """Write the roster sheet."""
    form = reports.Form(
        name="名单",
        columns=tuple(reports.FormColumn(name, kind) for name, kind in _COLUMNS),
        rows=tuple(map(_row, people)),
        lead=(title,),
    )
    path.write_bytes(reports.forms_xlsx(form))


def import_roster(school: School, path: Path, from_on: date) -> roster.Imported:
    """Import the sheet as a person would: columns guessed, dry run, every row taken.

    Raises:
        UserError: when a row is bad, which would be a fault of the demonstration.
    """
    rules = roster.load_rules()
    sheet = roster.read_roster_sheet(path, rules)
    roles = roster.guess_columns(sheet.headers, rules)
    stages = frozenset(school.settings.stages)
    plan = school.query(
        lambda view: roster.plan_import(
            view, sheet, roles, rules=rules, stages=stages, from_on=from_on
        )
    )
    done, _ = school.change(
        lambda unit: roster.apply_import(unit, plan, rules=rules, good_rows_only=False)
    )
    return done


def numbers_by_person(
    school: School, people: Iterable[InventedPerson], on: date
) -> dict[PersonId, int]:
    """Return which invented person each imported one is."""
    numbers = {person.student_number: place for place, person in enumerate(people)}
    members = school.query(lambda view: roster.all_members_on(view, on))
    return {
        member.person_id: numbers[member.student_number]
        for group in members.values()
        for member in group
    }


def _row(person: InventedPerson) -> tuple[reports.CellValue, ...]:
    guardians = [(g.name, g.relation, g.phone) for g in person.guardians]
    first, second = (*guardians, ("", "", ""), ("", "", ""))[:2]
    return (
        "学生" if person.is_pupil else "教职工",
        person.group,
        person.number,
        person.name,
        "女" if person.female else "男",
        person.birth_on,
        person.student_number,
        ("住校" if person.boards else "走读") if person.is_pupil else "",
        "外地" if person.from_elsewhere else "本地",
        person.address,
        f"{person.building}{person.room}",
        person.bed,
        person.seat_row or None,
        person.seat_column or None,
        person.bus,
        person.conditions,
        person.allergies,
        *first,
        *second,
    )
