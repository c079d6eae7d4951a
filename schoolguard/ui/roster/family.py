# SPDX-License-Identifier: Apache-2.0
"""What the page reads in one go: the list of people, and everything about one of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from schoolguard import roster
from schoolguard.access.rules import Action, allowed
from schoolguard.app import View
from schoolguard.kernel.ids import ClassId, PersonId
from schoolguard.kernel.school_settings import Stage

_MOST_FOUND = 200


class Group(Enum):
    """Which people the list shows when no single class is chosen."""

    ALL = "all"
    GRADE = "grade"
    CLASS = "class"
    STAFF = "staff"
    AWAY = "away"
    """On file but in no class: left, graduated, on long leave."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen in the tree of classes."""

    group: Group = Group.ALL
    class_id: ClassId | None = None
    stage: Stage | None = None
    grade_no: int = 0

    def holds(self, school_class: roster.SchoolClass) -> bool:
        """Return whether a class belongs to what is chosen."""
        if self.group is Group.CLASS:
            return school_class.id == self.class_id
        if self.group is Group.STAFF:
            return school_class.kind is roster.ClassKind.STAFF
        if self.group is Group.GRADE:
            return (school_class.stage, school_class.grade_no) == (self.stage, self.grade_no)
        return self.group is Group.ALL


@dataclass(frozen=True, slots=True)
class Line:
    """One person of the list; `class_name` is empty for whoever is in no class."""

    person_id: PersonId
    name: str
    class_name: str
    class_order: int
    number: int
    sex: roster.Sex
    birth_on: date | None
    is_boarder: bool
    kind: roster.PersonKind


@dataclass(frozen=True, slots=True)
class Listing:
    """The tree and the list, as of one day."""

    classes: tuple[roster.SchoolClass, ...]
    counts: Mapping[ClassId, int]
    lines: tuple[Line, ...]
    away: int


@dataclass(frozen=True, slots=True)
class Family:
    """Everything about one person."""

    person: roster.Person
    school_class: roster.SchoolClass | None
    number: int
    guardians: tuple[roster.Guardian, ...]
    siblings: tuple[tuple[PersonId, str], ...]
    enrolments: tuple[roster.Enrolment, ...]
    surroundings: roster.Surroundings


def load_listing(view: View, day: date, choice: Choice, text: str) -> Listing:
    """Read the classes of a day and the people that are chosen, or that match a text."""
    classes = tuple(
        known
        for known in roster.classes_on(view, day)
        if allowed(view.actor, Action.VIEW_PEOPLE, known.id)
    )
    members = roster.all_members_on(view, day)
    away = roster.not_in_class_on(view, day)
    by_class = {
        known.id: tuple(_line(member, known) for member in members.get(known.id, ()))
        for known in classes
    }
    if text:
        everyone = {line.person_id: line for lines in by_class.values() for line in lines}
        everyone |= {member.person_id: _line(member, None) for member in away}
        hits = roster.search(view, text, day, limit=_MOST_FOUND)
        lines = tuple(everyone[hit.person_id] for hit in hits if hit.person_id in everyone)
    elif choice.group is Group.AWAY:
        lines = tuple(_line(member, None) for member in away)
    else:
        lines = tuple(
            line for known in classes if choice.holds(known) for line in by_class[known.id]
        )
    counts = {class_id: len(found) for class_id, found in by_class.items()}
    return Listing(classes, counts, lines, len(away))


def load_family(view: View, person_id: PersonId) -> Family:
    """Read everything about one person.

    Raises:
        UserError: ``roster.no_such_person`` or ``access.not_allowed``.
    """
    enrolments = roster.enrolments_of(view, person_id)
    siblings = roster.siblings_of(view, person_id)
    names = roster.person_names(view, siblings)
    last = enrolments[-1] if enrolments else None
    return Family(
        roster.person(view, person_id),
        roster.class_of(view, person_id, view.today),
        last.number if last is not None and last.until_on is None else 0,
        roster.guardians_of(view, person_id),
        tuple((one, names[one]) for one in siblings),
        enrolments,
        roster.surroundings_of(view, person_id),
    )


def _line(member: roster.Member, known: roster.SchoolClass | None) -> Line:
    return Line(
        member.person_id,
        member.name,
        known.name if known else "",
        known.order if known else 0,
        member.number,
        member.sex,
        member.birth_on,
        member.is_boarder,
        member.kind,
    )
