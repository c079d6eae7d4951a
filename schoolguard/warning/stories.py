# SPDX-License-Identifier: Apache-2.0
"""When a finding speaks: one wave is one story, and nothing is said twice.

What was found is compared with what was already said of the same rule in the same unit. A legal
trigger speaks when it is first reached and when more pupils join; a statistical finding also when
amber turns red, but not when another class of the grade was pointed out a few days before.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from schoolguard.kernel.ids import PersonId
from schoolguard.warning.findings import Found, Level


@dataclass(frozen=True, slots=True)
class StoryRule:
    """When things belong together.

    Attributes:
        well_days: days without a sign after which a pupil's next sign is a new illness.
        merge_school_days: school days within which statistical findings of one stream and grade
            are one story.
    """

    well_days: int
    merge_school_days: int


class Cause(StrEnum):
    """Why a warning has a new turn."""

    NEW = "new"
    GREW = "grew"
    TURNED_RED = "turned_red"
    JOINED = "joined"
    """Another unit of a story that was already told: kept, without speaking up."""

    CHANGED_AFTER_ENTRY = "changed_after_entry"
    """Late or corrected entries changed what had been said; the old words are kept."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was last said by one rule of one unit.

    Attributes:
        level: the highest so far.
        people: everybody who was counted in any turn.
        now: everybody who was counted in the last turn.
        reached: the last turn still found it reached.
    """

    warning_id: int
    level: Level
    last_on: date
    people: frozenset[PersonId]
    now: frozenset[PersonId]
    reached: bool = True


def cause_of(
    found: Found, said: Said | None, story_told: Level | None, *, went_on: bool
) -> Cause | None:
    """Return why a finding is worth a turn; None: everything was said.

    Args:
        found: what the rules find now.
        said: what was last said by the same rule of the same unit; None: nothing.
        story_told: the highest level told in the same story these days; None: nothing.
        went_on: what was said belongs to the same wave.
    """
    if said is None or not went_on:
        quiet = found.level.is_statistical and story_told is not None and story_told <= found.level
        return Cause.JOINED if quiet else Cause.NEW
    if found.level < said.level:
        return Cause.TURNED_RED
    people = frozenset(found.people)
    if not people <= said.people:
        return Cause.GREW
    if found.last_on == said.last_on and people != said.now:
        return Cause.CHANGED_AFTER_ENTRY
    return None


def no_longer_reached(
    said: Sequence[Said], found: Collection[int], judged_from: date
) -> tuple[Said, ...]:
    """Return what was said of days that were judged again and is not found any more.

    Args:
        said: everything said lately.
        found: ids of warnings that are still found.
        judged_from: the first day that was judged again.
    """
    return tuple(
        one
        for one in said
        if one.reached and one.last_on >= judged_from and one.warning_id not in found
    )
