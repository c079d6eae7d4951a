# SPDX-License-Identifier: Apache-2.0
"""What one key signs: the round as its plan asks for it, with the stock that is in use.

The hour is that of the key, or the planned one where the person has said so; nothing else is
supplied that the plan does not name.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum

from schoolguard import disinfection
from schoolguard.disinfection import Bottle, Outcome, SignOffDraft
from schoolguard.kernel.clock import instant
from schoolguard.ui.disinfection.board_model import Spot


class When(Enum):
    """Which hour a sign-off gives."""

    NOW = "now"
    PLANNED = "planned"
    """Each round at its own hour of the plan, as the person says."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How rounds are signed just now.

    Attributes:
        hour: an hour of the day that the person gave, as (hour, minute); None = by `when`.
        late_reason: why rounds of an earlier day are entered only now.
    """

    day: date
    now: datetime
    when: When = When.NOW
    hour: tuple[int, int] | None = None
    late_reason: str = ""
    bottles: tuple[Bottle, ...] = ()


def as_planned(spot: Spot, manner: Manner) -> SignOffDraft:
    """Return a round done as planned."""
    planned, place = spot.task.planned, spot.row.place
    at = done_at(spot, manner)
    draft = disinfection.as_planned(place, planned, manner.day, spot.round.round_no, at)
    bottle_id = bottle_in_use(manner.bottles, draft.agent_id)
    return replace(draft, late_reason=manner.late_reason, bottle_id=bottle_id)


def not_done(spot: Spot, manner: Manner, why: str) -> SignOffDraft:
    """Return a round that was not done, and why."""
    return replace(
        as_planned(spot, manner),
        outcome=Outcome.NOT_DONE,
        done_at=None,
        minutes=None,
        agent_id="",
        mg_per_litre=None,
        contact_minutes=None,
        bottle_id=None,
        note=why,
    )


def done_at(spot: Spot, manner: Manner) -> datetime:
    """Return when a round was done: the given hour, the planned one, or now; never later."""
    if manner.hour is not None:
        return min(instant(manner.day, *manner.hour), manner.now)
    due_at = spot.round.due_at
    if manner.when is When.PLANNED and due_at is not None:
        return min(due_at, manner.now)
    return manner.now


def bottle_in_use(bottles: Sequence[Bottle], agent_id: str) -> int | None:
    """Return the opened package of an agent; None without one, or with several."""
    opened = [
        one.id
        for one in bottles
        if one.draft.agent_id == agent_id
        and one.draft.opened_on is not None
        and one.finished_on is None
    ]
    return opened[0] if agent_id and len(opened) == 1 else None
