# SPDX-License-Identifier: Apache-2.0
"""Puts kept clearances together with names, classes and what the rules say, as lines of a list.

Whatever their number, the record is asked a fixed number of times.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, or_, select

from schoolguard import access, checks, roster
from schoolguard.access import Action
from schoolguard.clearance.pack import ClearanceRules
from schoolguard.clearance.queries import (
    Kept,
    all_clearances,
    anchors_of,
    changes_of,
    chosen_variants,
    in_use,
    kept_row,
    looks_of,
    notes_of,
    papers_of,
    ticks_of,
)
from schoolguard.clearance.rules import Assessment, MissingKind, assess
from schoolguard.clearance.tables import ClearanceDecisionRow, ClearanceRow
from schoolguard.clearance.values import (
    Clearance,
    ClearanceDue,
    ClearanceLine,
    DueKind,
    Look,
    Sign,
    Standing,
)
from schoolguard.kernel.clock import instant, local_day
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import ClassId, ClearanceId, PersonId
from schoolguard.store import View

_SEEN_DAYS = 7
"""How far back a check is looked at for somebody in class uncleared."""

_FAR = date.max
_PATIENCE_DAYS = 1
"""After so many days without the days that times are counted from, they are asked for."""


def pending(view: View, rules: ClearanceRules) -> tuple[ClearanceLine, ...]:
    """Return the open clearances: who is in class uncleared, then by earliest day.

    Those of whom nothing can be counted yet come last, the longest waiting first.
    """
    access.require(view.actor, Action.VIEW_CLEARANCE)
    chosen = all_clearances().where(ClearanceRow.standing == Standing.OPEN)
    return tuple(sorted(_lines(view, chosen, rules), key=_pressing))


def clearances_between(
    view: View, first_on: date, last_on: date, rules: ClearanceRules
) -> tuple[ClearanceLine, ...]:
    """Return the clearances asked for, or looked at, on some days; newest first."""
    access.require(view.actor, Action.VIEW_CLEARANCE)
    begin, end = instant(first_on), instant(last_on + timedelta(days=1))
    looked = select(ClearanceDecisionRow.clearance_id).where(
        ClearanceDecisionRow.checked_on.between(first_on, last_on)
    )
    asked = select(ClearanceRow.id).where(
        ClearanceRow.asked_at >= begin, ClearanceRow.asked_at < end
    )
    chosen = all_clearances().where(or_(ClearanceRow.id.in_(looked.union(asked))))
    return tuple(sorted(_lines(view, chosen, rules), key=lambda line: -line.id))


def clearances_of(
    view: View, person_id: PersonId, rules: ClearanceRules
) -> tuple[ClearanceLine, ...]:
    """Return all clearances of one person, newest first."""
    access.require(view.actor, Action.VIEW_CLEARANCE)
    chosen = all_clearances().where(ClearanceRow.person_id == person_id)
    return tuple(sorted(_lines(view, chosen, rules), key=lambda line: -line.id))


def clearance(view: View, clearance_id: ClearanceId, rules: ClearanceRules) -> Clearance:
    """Return one clearance with everything about it.

    Raises:
        UserError: ``clearance.no_such_clearance`` or ``access.not_allowed``.
    """
    access.require(view.actor, Action.VIEW_CLEARANCE)
    row = kept_row(view, clearance_id)
    lines = _lines(view, all_clearances().where(ClearanceRow.id == clearance_id), rules)
    if not lines:
        raise UserError("clearance.no_such_clearance")
    ids = [clearance_id]
    return Clearance(
        line=lines[0],
        anchors=anchors_of(view, ids)[clearance_id],
        hospital=row.hospital,
        note=row.note,
        ticks=ticks_of(view, ids)[clearance_id],
        papers=tuple(papers_of(view, ids)[clearance_id]),
        looks=tuple(looks_of(view, ids)[clearance_id]),
        notes=notes_of(view, clearance_id),
        changes=changes_of(view, clearance_id),
        original=rules.rule_of(row.disease_id),
        asked_by=row.asked_by,
        absence_case_id=row.absence_case_id,
        disease_case_id=row.disease_case_id,
        stay_id=row.stay_id,
        end_note=row.end_note,
    )


def due(view: View, rules: ClearanceRules) -> tuple[ClearanceDue, ...]:
    """Return what open clearances wait for now, the most pressing first."""
    if not access.allowed(view.actor, Action.VIEW_CLEARANCE):
        return ()
    found = []
    for line in pending(view, rules):
        what = _due(line, view.today)
        if what is not None:
            kind, due_on = what
            found.append(
                ClearanceDue(
                    kind=kind,
                    clearance_id=line.id,
                    person_id=line.person_id,
                    name=line.name,
                    class_name=line.class_name,
                    disease_id=line.disease_id,
                    due_at=instant(due_on),
                    overdue=kind is DueKind.IN_CLASS or due_on < view.today,
                )
            )
    return tuple(found)


def _due(line: ClearanceLine, today: date) -> tuple[DueKind, date] | None:
    if line.seen_on is not None:
        return DueKind.IN_CLASS, line.seen_on
    look_on = line.look_again_on or line.assessment.earliest_on
    if look_on is not None:
        return (DueKind.LOOK, look_on) if look_on <= today else None
    if line.sign is not Sign.DATES_MISSING:
        return DueKind.LOOK, today
    asked_on = local_day(line.asked_at)
    wanted_on = asked_on + timedelta(days=_PATIENCE_DAYS)
    return (DueKind.DATES_MISSING, wanted_on) if wanted_on <= today else None


def _lines(view: View, chosen: Select[Any], rules: ClearanceRules) -> list[ClearanceLine]:
    rows = view.connection.execute(chosen).all()
    ids = [row.id for row in rows]
    anchors, ticks = anchors_of(view, ids), ticks_of(view, ids)
    papers, looks = papers_of(view, ids), looks_of(view, ids)
    variants = chosen_variants(view)
    names = roster.person_names(view, [row.person_id for row in rows])
    classes = _classes(view, rows)
    seen = _seen(view, rows)
    lines = []
    for row in rows:
        said = assess(
            anchors[row.id],
            rules.in_force(row.disease_id, variants),
            [one.fact for one in papers[row.id] if in_use(one)],
            ticks[row.id],
            view.now,
        )
        its_class = classes.get(row.class_id)
        seen_on = seen.get(row.person_id) if row.standing is Standing.OPEN else None
        lines.append(
            ClearanceLine(
                id=row.id,
                person_id=row.person_id,
                name=names.get(row.person_id, ""),
                class_id=row.class_id,
                class_name=its_class.name if its_class else "",
                is_staff=its_class is not None and its_class.kind is roster.ClassKind.STAFF,
                disease_id=row.disease_id,
                standing=row.standing,
                asked_at=row.asked_at,
                look_again_on=row.look_again_on,
                ended_at=row.ended_at,
                assessment=said,
                sign=_sign(said, seen_on) if row.standing is Standing.OPEN else None,
                seen_on=seen_on,
                look=_standing_look(looks[row.id]),
            )
        )
    return lines


def _standing_look(looks: Sequence[Look]) -> Look | None:
    return next((look for look in reversed(looks) if look.revoked_at is None), None)


def _sign(said: Assessment, seen_on: date | None) -> Sign:
    if seen_on is not None:
        return Sign.IN_CLASS
    if said.may_return:
        return Sign.MAY_RETURN
    kinds = {one.kind for one in said.missing}
    if MissingKind.ANCHOR in kinds and said.earliest_at is None:
        return Sign.DATES_MISSING
    if said.earliest_at is not None and not said.period_over:
        return Sign.IN_DAYS
    return Sign.PAPER_MISSING if MissingKind.PAPER in kinds else Sign.LOOK


def _pressing(line: ClearanceLine) -> tuple[bool, bool, date, datetime]:
    earliest = line.assessment.earliest_on
    blind = line.sign is Sign.DATES_MISSING
    return (line.sign is not Sign.IN_CLASS, blind, earliest or _FAR, line.asked_at)


def _seen(view: View, rows: Sequence[Kept]) -> Mapping[PersonId, date]:
    """Return the last day on which a check saw whoever is not cleared, after it was asked for."""
    waiting = {row.person_id: row for row in rows if row.standing is Standing.OPEN}
    if not waiting:
        return {}
    classes = {row.class_id for row in waiting.values()}
    days = [view.today - timedelta(days=back) for back in range(_SEEN_DAYS)]
    seen = checks.last_seen(view, waiting.keys(), classes, days)
    return {one: local_day(at) for one, at in seen.items() if at > waiting[one].asked_at}


def _classes(view: View, rows: Sequence[Kept]) -> Mapping[ClassId, roster.SchoolClass]:
    """Return the classes as they are today; one that ended, as it was when asked."""
    classes = {entry.id: entry for entry in roster.classes_on(view, view.today)}
    ended = {row.class_id: local_day(row.asked_at) for row in rows if row.class_id not in classes}
    for day in sorted(set(ended.values())):
        classes |= {entry.id: entry for entry in roster.classes_on(view, day) if entry.id in ended}
    return classes
