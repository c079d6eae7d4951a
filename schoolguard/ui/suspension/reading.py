# SPDX-License-Identifier: Apache-2.0
"""What the page asks the school: one question each, answered in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from schoolguard import clearance, flows, roster, suspension
from schoolguard.app import View
from schoolguard.flows import FlowRules
from schoolguard.kernel.ids import ClassId, PersonId, SuspensionId
from schoolguard.suspension import (
    FollowUpKey,
    FollowUpSheet,
    Proposal,
    ReturnLine,
    SheetLine,
    Suspension,
    SuspensionLine,
)


@dataclass(frozen=True, slots=True)
class Overview:
    """What the overview shows of a day."""

    day: date
    proposals: tuple[Proposal, ...]
    lines: tuple[SuspensionLine, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen when people decide.

    Attributes:
        off: classes that are off today already.
    """

    classes: tuple[roster.SchoolClass, ...]
    rooms: tuple[roster.DormRoom, ...]
    off: frozenset[ClassId]


@dataclass(frozen=True, slots=True)
class ReturnMorning:
    """The list of one suspension's return morning."""

    suspension: Suspension
    what: str
    back_on: date
    lines: tuple[ReturnLine, ...]


@dataclass(frozen=True, slots=True)
class PaperRound:
    """A sheet to print, with the phones of its families."""

    sheet: FollowUpSheet
    phones: dict[PersonId, str]


def overview_of(day: date, rules: FlowRules) -> Callable[[View], Overview]:
    """Return the question for the overview."""

    def read(view: View) -> Overview:
        ill = flows.ill_counts(view, day, rules)
        found = suspension.proposals(view, day, rules.suspension, ill)
        return Overview(day, found, suspension.lines_on(view, day, rules.suspension))

    return read


def sheets_of(
    suspension_id: SuspensionId, rules: FlowRules
) -> Callable[[View], tuple[SheetLine, ...]]:
    """Return the question for the follow-up sheets of one suspension."""
    return lambda view: suspension.sheets_of(view, suspension_id, rules.suspension)


def sheet_of(key: FollowUpKey, rules: FlowRules) -> Callable[[View], FollowUpSheet]:
    """Return the question for one sheet."""
    return lambda view: suspension.sheet(view, key, rules.suspension)


def choices_of(day: date) -> Callable[[View], Choices]:
    """Return the question for what can be suspended."""
    return lambda view: Choices(
        suspension.pupil_classes(view, day),
        roster.dorm_rooms(view, day),
        frozenset(suspension.classes_off(view, day)),
    )


def return_of(
    line: SuspensionLine, rules: FlowRules, between: str
) -> Callable[[View], ReturnMorning]:
    """Return the question for the list of the return morning."""
    its = line.suspension

    def read(view: View) -> ReturnMorning:
        last_on = min(its.draft.until_on, max(its.draft.from_on, view.today))
        people = [
            one for one, owner in suspension.people_off(view, last_on).items() if owner == its.id
        ]
        waiting = clearance.waiting_for(view, people)
        return ReturnMorning(
            its,
            between.join(line.what),
            suspension.back_on(its, rules.calendar),
            suspension.return_list(view, its.id, rules.suspension, frozenset(waiting)),
        )

    return read


def round_of(key: FollowUpKey, rules: FlowRules) -> Callable[[View], PaperRound]:
    """Return the question for a sheet on paper."""

    def read(view: View) -> PaperRound:
        found = suspension.sheet(view, key, rules.suspension)
        people = [row.person_id for row in found.rows if row.is_member]
        return PaperRound(found, dict(suspension.phones_of(view, people)))

    return read
