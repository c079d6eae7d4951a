# SPDX-License-Identifier: Apache-2.0
"""The year's end: every class goes up a grade, the highest graduate, and all of it can be undone.

A promotion is first a plan of one line a class, which a person may change; then one transaction. A
class keeps its id and members; its name ends and the next begins, so the past keeps its names. The
classes of a stage's last grade graduate, unless the school goes on with them into the next stage.
Classes move up each September, by the year they entered.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import insert, update

from schoolguard import access
from schoolguard.access import Action
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import ClassId
from schoolguard.kernel.school_settings import Stage
from schoolguard.roster import queries
from schoolguard.roster.moves import end_enrolments, open_operation
from schoolguard.roster.pack import RosterRules
from schoolguard.roster.spellings import ClassSpelling, class_name, entry_year
from schoolguard.roster.tables import ClassNameRow
from schoolguard.roster.values import ClassKind, EndReason
from schoolguard.store.unit import Unit, View


class Fate(StrEnum):
    """What becomes of a class at the year's end."""

    PROMOTE = "promote"
    GRADUATE = "graduate"
    STAY = "stay"


@dataclass(frozen=True, slots=True)
class PromotionLine:
    """One class of a promotion.

    Attributes:
        people: how many are in it on the day.
        after: what it is from that day on; None when it graduates.
        new_name: empty when it graduates.
    """

    class_id: ClassId
    name: str
    people: int
    fate: Fate
    after: ClassSpelling | None
    new_name: str


def plan_promotion(
    view: View,
    *,
    from_on: date,
    rules: RosterRules,
    stages: frozenset[Stage],
    fates: dict[ClassId, Fate] | None = None,
) -> tuple[PromotionLine, ...]:
    """Return what would become of each class of pupils on a day, in the order of the school.

    `fates` are a person's decisions against the rule: a class that stays, or graduates early.
    """
    counts = {count.class_id: count.total for count in queries.head_counts(view, from_on)}
    lines = []
    for known in queries.classes_on(view, from_on):
        if known.kind is ClassKind.STAFF or known.stage is None:
            continue
        now = ClassSpelling(known.grade_no, known.class_no, known.stage)
        after = _next(now, rules, stages)
        fate = (fates or {}).get(known.id, Fate.PROMOTE if after else Fate.GRADUATE)
        after = now if fate is Fate.STAY else (None if fate is Fate.GRADUATE else after)
        name = "" if after is None else (known.name if after == now else class_name(rules, after))
        fate = Fate.GRADUATE if after is None else fate
        lines.append(
            PromotionLine(known.id, known.name, counts.get(known.id, 0), fate, after, name)
        )
    return tuple(lines)


def promote(
    unit: Unit, lines: Sequence[PromotionLine], *, from_on: date, rules: RosterRules
) -> int:
    """Do a planned promotion and return the operation's number, for `moves.undo`.

    Raises:
        UserError: ``roster.promotion_clash``, ``roster.nothing_chosen``, ``roster.too_early`` or
            ``access.not_allowed``.
    """
    access.require(unit.actor, Action.PROMOTE_CLASSES)
    if not lines:
        raise UserError("roster.nothing_chosen")
    _refuse_clash(lines)
    known = {one.id: one for one in queries.classes_on(unit, from_on)}
    if any(line.class_id not in known for line in lines):
        raise UserError("roster.plan_outdated")
    moving = [line for line in lines if line.fate is not Fate.STAY]
    operation = open_operation(
        unit, "promote", from_on, sum(line.people for line in moving), len(moving)
    )
    for line in moving:
        _end_name(unit, line.class_id, from_on, operation)
        if line.after is None:
            members = [one.person_id for one in queries.members_on(unit, line.class_id, from_on)]
            end_enrolments(unit, members, EndReason.GRADUATED, from_on, operation)
        else:
            _open_name(unit, line, line.after, from_on, operation, rules)
    unit.audit("roster.promote", f"operation:{operation}", classes=len(moving))
    unit.touch(Changes.ROSTER)
    return operation


def _next(now: ClassSpelling, rules: RosterRules, stages: frozenset[Stage]) -> ClassSpelling | None:
    grade_no = now.grade_no + 1
    if rules.stage(now.stage).holds(grade_no):
        return ClassSpelling(grade_no, now.class_no, now.stage)
    for rule in rules.stages:
        if rule.stage in stages and rule.holds(grade_no):
            return ClassSpelling(grade_no, now.class_no, rule.stage)
    return None


def _refuse_clash(lines: Sequence[PromotionLine]) -> None:
    names: set[str] = set()
    for line in lines:
        if line.new_name in names:
            raise UserError("roster.promotion_clash", name=line.new_name)
        if line.new_name:
            names.add(line.new_name)


def _end_name(unit: Unit, class_id: ClassId, from_on: date, operation: int) -> None:
    ended = unit.connection.execute(
        update(ClassNameRow)
        .where(
            ClassNameRow.class_id == class_id,
            ClassNameRow.until_on.is_(None),
            ClassNameRow.from_on <= from_on,
        )
        .values(until_on=from_on, ended_by=operation)
    )
    if not ended.rowcount:
        raise UserError("roster.too_early", people=1)


def _open_name(
    unit: Unit,
    line: PromotionLine,
    after: ClassSpelling,
    from_on: date,
    operation: int,
    rules: RosterRules,
) -> None:
    unit.connection.execute(
        insert(ClassNameRow).values(
            class_id=line.class_id,
            from_on=from_on,
            stage=after.stage,
            grade_no=after.grade_no,
            class_no=after.class_no,
            entry_year=entry_year(rules, after, from_on),
            name=line.new_name,
            opened_by=operation,
        )
    )
