# SPDX-License-Identifier: Apache-2.0
"""What was said lately, as the keeper compares new findings with it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from schoolguard.kernel.ids import PersonId, WarningId
from schoolguard.store.unit import View
from schoolguard.warning.findings import Found, Level
from schoolguard.warning.parameters import Unit
from schoolguard.warning.stories import Said
from schoolguard.warning.tables import WarningPersonRow, WarningRow, WarningTurnRow


@dataclass(frozen=True, slots=True)
class Thread:
    """One warning with what it last said.

    Attributes:
        grade: of its unit; 0: it reaches over grades.
    """

    id: WarningId
    story_id: WarningId
    level: Level
    rule_id: str
    topic: str
    unit: Unit
    grade: int
    first_on: date
    last_on: date
    said: Said

    def goes_on_with(self, found: Found, gap: timedelta) -> bool:
        """Return whether a finding is the same rule speaking of the same unit in the same wave."""
        same = (self.rule_id, self.topic, self.unit) == found.key
        near = self.first_on - gap <= found.last_on and found.first_on <= self.last_on + gap
        return same and near


def threads_since(view: View, since: date) -> tuple[Thread, ...]:
    """Return the warnings whose last day is not before a day, oldest first."""
    rows = view.connection.execute(
        select(
            WarningRow.id,
            WarningRow.story_id,
            WarningRow.level,
            WarningRow.rule_id,
            WarningRow.topic,
            WarningRow.unit_kind,
            WarningRow.unit_number,
            WarningRow.grade,
            WarningRow.first_on,
            WarningRow.last_on,
        )
        .where(WarningRow.last_on >= since)
        .order_by(WarningRow.id)
    ).all()
    said = _said(view, {row.id: row.level for row in rows})
    return tuple(
        Thread(
            row.id,
            row.story_id,
            row.level,
            row.rule_id,
            row.topic,
            Unit(row.unit_kind, row.unit_number),
            row.grade,
            row.first_on,
            row.last_on,
            said[row.id],
        )
        for row in rows
    )


def _said(view: View, levels: dict[WarningId, Level]) -> dict[WarningId, Said]:
    newest = (
        select(func.max(WarningTurnRow.id))
        .where(WarningTurnRow.warning_id.in_(list(levels)))
        .group_by(WarningTurnRow.warning_id)
    )
    turns = view.connection.execute(
        select(
            WarningTurnRow.id,
            WarningTurnRow.warning_id,
            WarningTurnRow.last_on,
            WarningTurnRow.reached,
        ).where(WarningTurnRow.id.in_(newest))
    ).all()
    people = _people(view, levels)
    return {
        turn.warning_id: Said(
            turn.warning_id,
            levels[turn.warning_id],
            turn.last_on,
            frozenset().union(*people[turn.warning_id].values()),
            frozenset(people[turn.warning_id].get(turn.id, ())),
            reached=turn.reached,
        )
        for turn in turns
    }


def _people(
    view: View, warning_ids: Iterable[WarningId]
) -> defaultdict[WarningId, dict[int, set[PersonId]]]:
    """Return who was counted, by warning and turn."""
    rows = view.connection.execute(
        select(WarningTurnRow.warning_id, WarningPersonRow.turn_id, WarningPersonRow.person_id)
        .join(WarningTurnRow, WarningTurnRow.id == WarningPersonRow.turn_id)
        .where(WarningTurnRow.warning_id.in_(list(warning_ids)))
    )
    people: defaultdict[WarningId, dict[int, set[PersonId]]] = defaultdict(dict)
    for warning_id, turn_id, person_id in rows:
        people[warning_id].setdefault(turn_id, set()).add(person_id)
    return people


def own_thread(threads: Sequence[Thread], found: Found, gap: timedelta) -> Thread | None:
    """Return the newest thread that a finding goes on with; None: it begins one."""
    return next((one for one in reversed(threads) if one.goes_on_with(found, gap)), None)


def story_threads(
    threads: Sequence[Thread], found: Found, grade: int, since: date
) -> tuple[Thread, ...]:
    """Return what was told of the same topic and grade within the days of a story."""
    return tuple(
        one
        for one in threads
        if one.topic == found.topic
        and one.grade in {grade, 0}
        and since <= one.last_on <= found.last_on
    )
