# SPDX-License-Identifier: Apache-2.0
"""The people and classes of a school as frozen values, the way every other room sees them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from schoolguard.kernel.ids import ClassId, DormRoomId, GuardianId, PersonId
from schoolguard.kernel.school_settings import Stage


class PersonKind(StrEnum):
    """Whom the school looks after: its pupils, and its staff."""

    PUPIL = "pupil"
    STAFF = "staff"


class ClassKind(StrEnum):
    """Whom a class is made of; a department of staff is a class too: one check sheet each."""

    PUPILS = "pupils"
    STAFF = "staff"


class Sex(StrEnum):
    """As the register of the school says."""

    MALE = "male"
    FEMALE = "female"
    UNKNOWN = "unknown"


class Home(StrEnum):
    """Where the family lives: decides who can be fetched and who must stay isolated at school."""

    IN_TOWN = "in_town"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"


class Relation(StrEnum):
    """What a guardian is to the person."""

    MOTHER = "mother"
    FATHER = "father"
    GRANDMOTHER = "grandmother"
    GRANDFATHER = "grandfather"
    SPOUSE = "spouse"
    SIBLING = "sibling"
    RELATIVE = "relative"
    GUARDIAN = "guardian"


class EndReason(StrEnum):
    """Why somebody's time in a class ended."""

    MOVED = "moved"
    """To another class of this school."""

    TRANSFERRED = "transferred"
    """To another school 转学."""

    SUSPENDED = "suspended"
    """Away for a long time, expected back 休学."""

    LEFT = "left"
    """Left school, or the job, for good."""

    GRADUATED = "graduated"


@dataclass(frozen=True, slots=True)
class SchoolClass:
    """One class as it is on one day: its name changes with each promotion, its id does not.

    Attributes:
        stage: None for staff.
        grade_no: 1 to 12, counted through the stages; 0 for staff.
        class_no: 0 where the grade has one class only, and for staff.
        entry_year: the year these pupils entered the stage; 0 for staff.
        order: sorts classes as the school lists them, staff last.
    """

    id: ClassId
    kind: ClassKind
    stage: Stage | None
    grade_no: int
    class_no: int
    entry_year: int
    name: str
    order: int


@dataclass(frozen=True, slots=True)
class Member:
    """One person on the roster of a class.

    Attributes:
        number: the seat number within the class 班内学号; 0 when none was given.
        student_number: the national student number or the school's own; empty when none.
        card_code: what a card or bar-code reader types; empty when none.
    """

    person_id: PersonId
    number: int
    name: str
    sex: Sex
    birth_on: date | None
    is_boarder: bool
    student_number: str
    kind: PersonKind
    card_code: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Everything the family file holds about one person, apart from guardians and classes.

    Attributes:
        identity_number: optional by law; never on a class sheet.
        conditions: long-term illnesses; empty when none are known.
        consent_on: the day a guardian agreed to the keeping of these data; None when not recorded.
    """

    id: PersonId
    kind: PersonKind
    name: str
    sex: Sex
    birth_on: date | None
    student_number: str
    identity_number: str
    card_code: str
    is_boarder: bool
    home: Home
    address: str
    dorm_room_id: DormRoomId | None
    dorm_room: str
    bed: str
    conditions: str
    allergies: str
    medication: str
    note: str
    consent_on: date | None


@dataclass(frozen=True, slots=True)
class Guardian:
    """Somebody to call for a person.

    Attributes:
        order: 1 is called first.
        relation_note: the family's own word where `relation` is too coarse, e.g. 姑姑.
        phones: normalised numbers, the one to try first in front; may be empty.
    """

    id: GuardianId
    person_id: PersonId
    order: int
    name: str
    relation: Relation
    relation_note: str
    phones: tuple[str, ...]
    workplace: str


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A person's time in one class.

    Attributes:
        until_on: the first day *no longer* in the class; None while it lasts.
        end_reason: None while it lasts.
    """

    person_id: PersonId
    class_id: ClassId
    class_name: str
    number: int
    from_on: date
    until_on: date | None
    end_reason: EndReason | None


@dataclass(frozen=True, slots=True)
class DormRoom:
    """A dormitory room and how many live in it on the day asked for."""

    id: DormRoomId
    building: str
    name: str
    beds: int
    occupants: int


@dataclass(frozen=True, slots=True)
class ClassCount:
    """How many people a class holds on a day."""

    class_id: ClassId
    total: int
    boarders: int


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Whom a person is near every day: the place in the classroom, and the school bus.

    Attributes:
        seat_row: counted from the front, 1 to 99; 0 when not known.
        seat_column: counted from the door, 1 to 99; 0 when not known.
        bus: the school's own name of the bus or its line; empty for none.
    """

    seat_row: int = 0
    seat_column: int = 0
    bus: str = ""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Who is near a person every day; nobody stands in a group whose ground is not known.

    Attributes:
        row: the same row of seats of the same class.
        beside: of any row, at most one row and one column away.
        bus: the same school bus, from all classes.
    """

    row: tuple[PersonId, ...] = ()
    beside: tuple[PersonId, ...] = ()
    bus: tuple[PersonId, ...] = ()


class Found(StrEnum):
    """What of a person the searched words matched."""

    NAME = "name"
    INITIALS = "initials"
    PINYIN = "pinyin"
    NUMBER = "number"
    CLASS = "class"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Hit:
    """One person found by a search.

    Attributes:
        class_name: empty when the person is in no class on that day.
        number: the seat number in the class; 0 when none.
    """

    person_id: PersonId
    name: str
    class_name: str
    number: int
    why: Found
    kind: PersonKind = PersonKind.PUPIL
