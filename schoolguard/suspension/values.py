# SPDX-License-Identifier: Apache-2.0
"""Suspensions, follow-up sheets and what is counted of them, as frozen values."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from schoolguard.kernel.ids import AccountId, ClassId, DormRoomId, PersonId, SuspensionId


class Scope(StrEnum):
    """What stops."""

    CLASS = "class"
    GRADE = "grade"
    DORMITORY = "dormitory"
    """The residents of some rooms stay away; their classes go on."""

    SCHOOL = "school"


class Reached(StrEnum):
    """What came of asking a family; no entry at all = nobody has asked yet."""

    YES = "reached"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"


class Phase(StrEnum):
    """Where a suspension stands on a day."""

    AHEAD = "ahead"
    RUNNING = "running"
    OVER = "over"
    WITHDRAWN = "withdrawn"
    """A wrong entry; kept, and counted nowhere."""


@dataclass(frozen=True, slots=True)
class IllCounts:
    """How many of a class are ill with one disease, from cases and absences together.

    Attributes:
        new_today: fell ill on the day.
        current: ill on the day.
    """

    new_today: int = 0
    current: int = 0


@dataclass(frozen=True, slots=True)
class SuspensionDraft:
    """What people decided.

    Attributes:
        class_ids: what is off; empty for a dormitory.
        dorm_room_ids: rooms whose residents stay away; for a dormitory only.
        disease_id: id in diseases.toml; empty when it is for another reason.
        decided_by: name or office that decided, e.g. 县疾控中心.
        paper_number: number of the paper; empty when none was given yet.
        until_on: last day off, included.
        rule_id: the reference that proposed it; empty when none did.
    """

    scope: Scope
    class_ids: tuple[ClassId, ...]
    disease_id: str
    decided_by: str
    decided_on: date
    from_on: date
    until_on: date
    paper_number: str = ""
    reason: str = ""
    rule_id: str = ""
    dorm_room_ids: tuple[DormRoomId, ...] = ()


@dataclass(frozen=True, slots=True)
class Suspension:
    """One suspension as it is kept.

    Attributes:
        people: ids of the residents, for a dormitory only; as they lived there when decided.
        withdrawn_at: None while it counts.
    """

    id: SuspensionId
    draft: SuspensionDraft
    people: frozenset[PersonId]
    at: datetime
    by: AccountId
    withdrawn_at: datetime | None = None

    def covers(self, day: date) -> bool:
        """Return whether a day is off by it."""
        return self.withdrawn_at is None and self.draft.from_on <= day <= self.draft.until_on

    def phase(self, day: date) -> Phase:
        """Return where it stands on a day."""
        if self.withdrawn_at is not None:
            return Phase.WITHDRAWN
        if day < self.draft.from_on:
            return Phase.AHEAD
        return Phase.RUNNING if day <= self.draft.until_on else Phase.OVER

    @property
    def days(self) -> int:
        """How many days are off, first and last included."""
        return (self.draft.until_on - self.draft.from_on).days + 1

    @property
    def back_on(self) -> date:
        """The first day no longer off; whether school is held on it, the calendar knows."""
        return self.draft.until_on + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SuspensionLine:
    """One suspension in a list.

    Attributes:
        what: names of classes or rooms, in the school's order.
        people: pupils who are off.
        asked, reached, unreached, fevers, symptomatic: of the day asked for; zero when it is not
            off on that day.
        sheets, handed_in: follow-up sheets of the day, and how many are handed in.
    """

    suspension: Suspension
    what: tuple[str, ...]
    phase: Phase
    people: int = 0
    asked: int = 0
    reached: int = 0
    unreached: int = 0
    fevers: int = 0
    symptomatic: int = 0
    sheets: int = 0
    handed_in: int = 0


@dataclass(frozen=True, slots=True, order=True)
class FollowUpKey:
    """One follow-up sheet: those of a class who are off by one suspension, on one day."""

    day: date
    class_id: ClassId
    suspension_id: SuspensionId


@dataclass(frozen=True, slots=True)
class Entry:
    """What was learned of one pupil on one day.

    Attributes:
        decicelsius: tenths of a degree as the family read it; None = not measured.
        symptoms: ids of the symptom pack; empty with `reached` YES = asked, none.
        doctor: was taken to a doctor.
    """

    reached: Reached
    decicelsius: int | None = None
    symptoms: frozenset[str] = frozenset()
    doctor: bool = False
    note: str = ""

    @property
    def well(self) -> bool:
        """Whether the family was reached and told of no symptom; fever is judged by the rules."""
        return self.reached is Reached.YES and not self.symptoms


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry as it is on disk.

    Attributes:
        tries: how often nobody answered before, or until now.
    """

    entry: Entry
    at: datetime
    by: AccountId
    tries: int = 0


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """One pupil's line on a follow-up sheet.

    Attributes:
        kept: None = nobody has asked yet.
        before: the entry of the day before, None when there is none.
        fever: at or over the line.
        is_member: False for somebody with an entry who has left the class since.
    """

    person_id: PersonId
    number: int
    name: str
    kept: Kept | None = None
    before: Entry | None = None
    fever: bool = False
    corrected: bool = False
    is_member: bool = True


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a round is: every pupil is in `asked` or still to be asked, never invented.

    Attributes:
        reached, unreached: of those asked.
        measured: with a temperature typed; `fevers` of them at or over the line.
        ill: with symptoms or fever, each pupil once.
    """

    people: int = 0
    asked: int = 0
    reached: int = 0
    unreached: int = 0
    measured: int = 0
    fevers: int = 0
    symptomatic: int = 0
    ill: int = 0
    doctor: int = 0

    @property
    def missing(self) -> int:
        """How many nobody has asked yet."""
        return self.people - self.asked

    def __add__(self, other: "Progress") -> "Progress":
        """Return both together."""
        return Progress(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class FollowUpSheet:
    """One follow-up sheet.

    Attributes:
        asked_by: who rang the families, when it was somebody else than whoever typed.
        day_number: 1 on the first day off.
        due_at: by when it is to be handed in.
        first_handed_in_at: also kept when a later change opened it again.
    """

    key: FollowUpKey
    class_name: str
    disease_id: str
    day_number: int
    days: int
    rows: tuple[FollowUpRow, ...]
    due_at: datetime
    asked_by: str = ""
    from_paper: bool = False
    handed_in_at: datetime | None = None
    first_handed_in_at: datetime | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One follow-up sheet in a list, with how far it is."""

    key: FollowUpKey
    class_name: str
    progress: Progress
    due_at: datetime
    handed_in_at: datetime | None = None
    late: bool = False
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Recorded:
    """What recording one entry did."""

    person_id: PersonId
    before: Entry | None
    after: Entry | None
    tries: int
    fever: bool
    corrected: bool


class DueKind(StrEnum):
    """What a suspension waits for."""

    FOLLOW_UP = "follow_up"
    """A class's sheet of the day is not handed in."""

    ILL = "ill"
    """A suspended pupil has fever or symptoms today."""

    RETURN = "return"
    """A suspension ends; look at the list of who may come back."""

    PAPER = "paper"
    """A suspension is in force without the number of a paper."""


@dataclass(frozen=True, slots=True)
class SuspensionDue:
    """Something that is due.

    Attributes:
        class_id, person_id: None where the whole suspension is meant.
        people: how many are still to be asked, or come back.
        symptoms: of an ill pupil.
    """

    kind: DueKind
    suspension_id: SuspensionId
    day: date
    class_id: ClassId | None
    class_name: str
    person_id: PersonId | None
    name: str
    due_at: datetime | None
    overdue: bool
    people: int = 0
    decicelsius: int | None = None
    symptoms: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SuspensionCounts:
    """The suspensions and the follow-up of one day, each pupil once.

    Attributes:
        returning_tomorrow: pupils whose last day off it is.
        sheets, handed_in: follow-up sheets asked for, and handed in.
    """

    suspensions: int = 0
    classes: int = 0
    people: int = 0
    asked: int = 0
    reached: int = 0
    unreached: int = 0
    measured: int = 0
    fevers: int = 0
    symptomatic: int = 0
    doctor: int = 0
    sheets: int = 0
    handed_in: int = 0
    returning_tomorrow: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """One replaced value of a suspension or of a follow-up."""

    at: datetime
    by: AccountId
    field: str
    old: str
    new: str
    reason: str
