# SPDX-License-Identifier: Apache-2.0
"""What must hold of a person's data, and what makes one look twice.

Decides which entries are mistakes (the record can not be kept so) and which are only doubtful
(kept, and shown). Does not look into the store: whether somebody is there already is not its
business.
Sources: 全国中小学生学籍基础信息表; numbers stand in the rule pack.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from schoolguard.kernel.errors import Param, UserError
from schoolguard.kernel.ids import DormRoomId
from schoolguard.roster.identity import (
    IdentityNumber,
    NumberFault,
    StudentNumber,
    StudentNumberKind,
    read_identity_number,
    read_student_number,
)
from schoolguard.roster.pack import RosterRules
from schoolguard.roster.phones import is_phone
from schoolguard.roster.plain_text import private_characters
from schoolguard.roster.values import Home, PersonKind, Relation, Sex

NAME_LENGTH = 60
BUS_LENGTH = 40
MOST_SEATS = 99
"""Rows or columns of seats in a classroom."""
TEXT_LENGTH = 500


class Field(StrEnum):
    """The entries of a family file that a problem can point at."""

    KIND = "kind"
    CLASS = "class"
    NUMBER = "number"
    NAME = "name"
    SEX = "sex"
    BIRTH = "birth_on"
    STUDENT_NUMBER = "student_number"
    IDENTITY_NUMBER = "identity_number"
    CARD_CODE = "card_code"
    BOARDING = "boarding"
    HOME = "home"
    ADDRESS = "address"
    DORM_ROOM = "dorm_room"
    BED = "bed"
    SEAT_ROW = "seat_row"
    SEAT_COLUMN = "seat_column"
    BUS = "bus"
    CONDITIONS = "conditions"
    ALLERGIES = "allergies"
    MEDICATION = "medication"
    NOTE = "note"
    CONSENT = "consent_on"
    GUARDIAN_NAME = "guardian_name"
    GUARDIAN_RELATION = "guardian_relation"
    GUARDIAN_PHONES = "guardian_phones"


@dataclass(frozen=True, slots=True)
class Problem:
    """One entry that is wrong or doubtful; the sentence stands under ``roster.problem.<code>``.

    Attributes:
        stops: True where the record can not be kept so.
        guardian_no: 1, 2 ... where the entry belongs to a guardian; 0 otherwise.
    """

    field: Field
    code: str
    stops: bool = True
    guardian_no: int = 0
    params: tuple[tuple[str, Param], ...] = ()


@dataclass(frozen=True, slots=True)
class GuardianDraft:
    """A guardian as typed; the place in the tuple is the order of calling."""

    name: str
    relation: Relation = Relation.GUARDIAN
    relation_note: str = ""
    phones: tuple[str, ...] = ()
    workplace: str = ""


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """A person as typed, before it is checked; fields as in `Person`."""

    name: str
    kind: PersonKind = PersonKind.PUPIL
    sex: Sex = Sex.UNKNOWN
    birth_on: date | None = None
    student_number: str = ""
    identity_number: str = ""
    card_code: str = ""
    is_boarder: bool = False
    home: Home = Home.UNKNOWN
    address: str = ""
    dorm_room_id: DormRoomId | None = None
    bed: str = ""
    conditions: str = ""
    allergies: str = ""
    medication: str = ""
    note: str = ""
    consent_on: date | None = None
    guardians: tuple[GuardianDraft, ...] = field(default=())


def problems_of(draft: PersonDraft, rules: RosterRules, today: date) -> tuple[Problem, ...]:
    """Return what is wrong or doubtful about a draft, in the order of its fields."""
    found = name_problems(draft.name)
    found += birth_problems(draft.birth_on, draft.kind, rules, today)
    student = read_student_number(draft.student_number) if draft.student_number else None
    identity = read_identity_number(draft.identity_number) if draft.identity_number else None
    found += number_problems(Field.STUDENT_NUMBER, student)
    found += number_problems(Field.IDENTITY_NUMBER, identity)
    found += agreement_problems(student, identity, draft.birth_on, draft.sex)
    for number, guardian in enumerate(draft.guardians, start=1):
        found += guardian_problems(number, guardian, rules)
    return found


def refuse_mistakes(problems: tuple[Problem, ...]) -> None:
    """Raise for the first problem that stops a record.

    Raises:
        UserError: ``roster.bad_entry`` with the codes of field and problem.
    """
    for problem in problems:
        if problem.stops:
            raise UserError("roster.bad_entry", field=problem.field.value, problem=problem.code)


def name_problems(name: str) -> tuple[Problem, ...]:
    """Return what is wrong or doubtful about a name."""
    if not name:
        return (Problem(Field.NAME, "name_missing"),)
    if len(name) > NAME_LENGTH:
        return (Problem(Field.NAME, "name_too_long", params=(("limit", NAME_LENGTH),)),)
    private = private_characters(name)
    if private:
        codes = " ".join(f"U+{ord(character):04X}" for character in private)
        return (Problem(Field.NAME, "name_private_character", False, params=(("codes", codes),)),)
    return ()


def birth_problems(
    birth_on: date | None, kind: PersonKind, rules: RosterRules, today: date
) -> tuple[Problem, ...]:
    """Return what is wrong or doubtful about a birth date; no date is no problem."""
    if birth_on is None:
        return ()
    age = age_on(birth_on, today)
    if age < 0 or age > 120:
        return (Problem(Field.BIRTH, "birth_impossible", params=(("day", str(birth_on)),)),)
    rule = rules.ages.get(kind)
    if rule is None or rule.youngest <= age <= rule.oldest:
        return ()
    return (Problem(Field.BIRTH, "birth_doubtful", False, params=(("age", age),)),)


def number_problems(
    place: Field, number: StudentNumber | IdentityNumber | NumberFault | None
) -> tuple[Problem, ...]:
    """Return the fault of an identity or student number as a problem."""
    if isinstance(number, NumberFault):
        return (Problem(place, f"{place.value}_{number.value}"),)
    if isinstance(number, StudentNumber) and not number.check_digit_fits:
        return (Problem(place, "student_number_doubtful", stops=False),)
    return ()


def agreement_problems(
    student: StudentNumber | NumberFault | None,
    identity: IdentityNumber | NumberFault | None,
    birth_on: date | None,
    sex: Sex,
) -> tuple[Problem, ...]:
    """Return where numbers, birth date and sex tell different stories.

    A student number that differs from the identity number is only doubtful: identity numbers
    change, student numbers do not.
    """
    found: list[Problem] = []
    official = isinstance(student, StudentNumber) and student.kind is StudentNumberKind.OFFICIAL
    if isinstance(identity, IdentityNumber):
        if birth_on is not None and identity.birth_on != birth_on:
            found.append(Problem(Field.BIRTH, "birth_differs_from_identity", False))
        if sex is not Sex.UNKNOWN and identity.sex is not sex:
            found.append(Problem(Field.SEX, "sex_differs_from_identity", False))
        if official and isinstance(student, StudentNumber) and student.identity != identity:
            found.append(Problem(Field.STUDENT_NUMBER, "student_number_differs", False))
    return tuple(found)


def guardian_problems(
    number: int, guardian: GuardianDraft, rules: RosterRules
) -> tuple[Problem, ...]:
    """Return what is wrong or doubtful about one guardian; `number` is the order of calling."""
    if not guardian.name and not guardian.phones:
        return (Problem(Field.GUARDIAN_NAME, "guardian_empty", guardian_no=number),)
    bad = [phone for phone in guardian.phones if not is_phone(phone, rules)]
    if bad:
        params: tuple[tuple[str, Param], ...] = (("phone", bad[0]),)
        return (Problem(Field.GUARDIAN_PHONES, "phone_bad", True, number, params),)
    if not guardian.phones:
        return (Problem(Field.GUARDIAN_PHONES, "phone_missing", False, number),)
    return ()


def age_on(birth_on: date, day: date) -> int:
    """Return the age in whole years on a day; negative before birth."""
    had_birthday = (day.month, day.day) >= (birth_on.month, birth_on.day)
    return day.year - birth_on.year - (0 if had_birthday else 1)


def masked_name(name: str) -> str:
    """Return a name with all but its first character hidden, for sheets that leave the desk.

    Source: 个人信息保护法 art. 51; written as 张**.
    """
    return name[:1] + "*" * min(max(len(name) - 1, 1), 3) if name else ""
