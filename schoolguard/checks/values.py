# SPDX-License-Identifier: Apache-2.0
"""The values of the three daily checks: what a person enters, and what a sheet shows.

A pupil in a check is measured, observed only, absent or not checked; there is no fifth value and no
way to hold a temperature nobody took (`Entry` refuses it). Temperatures are whole tenths of a
degree Celsius (`decicelsius`), so that 36.5 never becomes 36.49.
"""

import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum

from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.ids import AccountId, ClassId, PersonId


class State(IntEnum):
    """The four honest values of one pupil in one check."""

    MEASURED = 0
    OBSERVED = 1
    ABSENT = 2
    NOT_CHECKED = 3
    """Marked on purpose: at school, but the check did not happen."""


class Verdict(StrEnum):
    """What first and second reading together say."""

    UNSEEN = "unseen"
    """Nobody has dealt with the pupil yet."""

    NORMAL = "normal"
    OBSERVED = "observed"
    ABSENT = "absent"
    NOT_CHECKED = "not_checked"
    RECHECK_DUE = "recheck_due"
    """The first reading is at or over the fever line; the second is asked for."""

    CLEARED = "cleared"
    """The second reading is under the line of its own method."""

    SUSPECT = "suspect"
    """The second reading is at or over the line of its own method."""

    UNCONFIRMED = "unconfirmed"
    """A second reading could not be taken; the note says why."""


@dataclass(frozen=True, slots=True)
class Excused:
    """Who is not asked for on a day although enrolled, e.g. while suspended 停课.

    Whoever of them has a reading nevertheless was at school, and counts.
    """

    classes: frozenset[ClassId] = frozenset()
    people: frozenset[PersonId] = frozenset()

    def covers(self, class_id: ClassId, person_id: PersonId) -> bool:
        """Return whether a person of a class is not asked for."""
        return class_id in self.classes or person_id in self.people

    def __bool__(self) -> bool:
        """Whether anybody is excused at all."""
        return bool(self.classes or self.people)


@dataclass(frozen=True, slots=True, order=True)
class SheetKey:
    """One check sheet: a class (or a staff department) in one session of one day."""

    day: date
    session: CheckSession
    class_id: ClassId


@dataclass(frozen=True, slots=True)
class Entry:
    """What is entered for one person in one check.

    Attributes:
        decicelsius: tenths of a degree; given if, and only if, the state is MEASURED.
        method: id of the measuring method when it differs from the sheet's; None means the sheet's.
        symptoms: ids of the symptom pack; only of a person who was seen (measured or observed).
        home_decicelsius: what the home slip says, kept beside the school's own value.
    """

    state: State
    decicelsius: int | None = None
    method: str | None = None
    symptoms: frozenset[str] = frozenset()
    home_decicelsius: int | None = None
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse a temperature without a measurement, and symptoms of somebody nobody saw."""
        if (self.decicelsius is not None) != (self.state is State.MEASURED):
            raise ValueError("a temperature belongs to a measurement, and only to one")
        if self.symptoms and self.state in {State.ABSENT, State.NOT_CHECKED}:
            raise ValueError("symptoms belong to a person who was seen")

    @property
    def is_plain(self) -> bool:
        """Whether the entry is nothing but its state and temperature."""
        return not (self.method or self.symptoms or self.note) and self.home_decicelsius is None

    def text(self) -> str:
        """Return a canonical text of the entry, for corrections and digests."""
        facts: dict[str, object] = {"state": self.state.name.lower()}
        if self.decicelsius is not None:
            facts["decicelsius"] = self.decicelsius
        if self.method is not None:
            facts["method"] = self.method
        if self.symptoms:
            facts["symptoms"] = sorted(self.symptoms)
        if self.home_decicelsius is not None:
            facts["home_decicelsius"] = self.home_decicelsius
        if self.note:
            facts["note"] = self.note
        return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Reading:
    """One entry as kept: with its time and whoever entered it."""

    entry: Entry
    at: datetime
    by: AccountId | None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What one recording did.

    Attributes:
        before: the first entry that stood there, None if none did.
        after: the first entry that stands now, None after taking it back.
        verdict: what both readings now say.
        warnings: codes of doubts that did not stop the entry, e.g. ``unusual_temperature``.
        corrected: a value was replaced and is kept among the corrections.
    """

    person_id: PersonId
    before: Entry | None
    after: Entry | None
    verdict: Verdict
    recheck_due_at: datetime | None = None
    warnings: tuple[str, ...] = ()
    corrected: bool = False

    @property
    def was_absent(self) -> bool:
        """Whether the person stood there as absent before."""
        return self.before is not None and self.before.state is State.ABSENT

    @property
    def is_absent(self) -> bool:
        """Whether the person stands there as absent now."""
        return self.after is not None and self.after.state is State.ABSENT


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One person's line on a check sheet.

    Attributes:
        number: the number in the class; 0 for those who have none.
        card_code: what a card or bar-code reader types for this person; empty when none.
        is_member: False when the person has a reading here but left the class since.
        corrected: whether a value of this line was changed after it was entered.
        excused: not asked for on that day, e.g. while the class is suspended.
    """

    person_id: PersonId
    number: int
    name: str
    student_number: str
    card_code: str
    is_boarder: bool
    is_member: bool
    first: Reading | None
    second: Reading | None
    verdict: Verdict
    recheck_due_at: datetime | None
    late: bool
    corrected: bool
    excused: bool = False

    @property
    def is_expected(self) -> bool:
        """Whether the line counts: asked for, or seen although nobody had to come."""
        return not self.excused or self.first is not None


@dataclass(frozen=True, slots=True)
class Checked:
    """One person in one check.

    Attributes:
        method: the sheet's; it holds for a reading that names none of its own.
    """

    key: SheetKey
    first: Reading
    second: Reading | None
    verdict: Verdict
    method: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of those expected were dealt with, and how.

    Attributes:
        waiting: first readings over the line whose second reading is still to come.
        suspects: second readings over the line.
        symptomatic: persons with at least one symptom.
    """

    expected: int = 0
    measured: int = 0
    observed: int = 0
    absent: int = 0
    not_checked: int = 0
    waiting: int = 0
    suspects: int = 0
    symptomatic: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Return the counts of both together."""
        return Tally(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    @property
    def done(self) -> int:
        """How many have any of the four values."""
        return self.measured + self.observed + self.absent + self.not_checked

    @property
    def missing(self) -> int:
        """How many of those expected have no value yet."""
        return max(0, self.expected - self.done)

    @property
    def present(self) -> int:
        """How many were seen at school, checked or not."""
        return self.measured + self.observed + self.not_checked


@dataclass(frozen=True, slots=True)
class Sheet:
    """A check sheet, ready to show; rows in roster order.

    Attributes:
        opened_at: None while nothing was entered.
        handed_in_at: None while the sheet is open, or was reopened by a correction.
        first_handed_in_at: the hand-in that decides on being late.
    """

    key: SheetKey
    class_name: str
    rows: tuple[SheetRow, ...]
    tally: Tally
    method: str
    deadline_at: datetime
    opened_at: datetime | None
    handed_in_at: datetime | None
    first_handed_in_at: datetime | None
    late: bool
    from_paper: bool


@dataclass(frozen=True, slots=True)
class SheetStatus:
    """One square of the day's board: a class in a session.

    Attributes:
        late: handed in, for the first time, after the deadline.
        overdue: the deadline has passed and the sheet was never handed in.
    """

    key: SheetKey
    tally: Tally
    deadline_at: datetime
    handed_in_at: datetime | None
    late: bool
    overdue: bool
    from_paper: bool = False

    @property
    def class_id(self) -> ClassId:
        """The class of the sheet."""
        return self.key.class_id

    @property
    def session(self) -> CheckSession:
        """The session of the sheet."""
        return self.key.session


@dataclass(frozen=True, slots=True)
class DueRecheck:
    """A second reading that is still to be taken."""

    key: SheetKey
    person_id: PersonId
    first: Reading
    due_at: datetime
    overdue: bool


@dataclass(frozen=True, slots=True)
class MissingClass:
    """A class whose sheet is not complete, with those nobody has dealt with, in roster order."""

    key: SheetKey
    class_name: str
    expected: int
    people: tuple[tuple[PersonId, int, str], ...]


@dataclass(frozen=True, slots=True)
class SymptomRow:
    """Persons with each symptom in one class: today, and in the last three days.

    Attributes:
        today: symptom id -> persons; symptoms nobody has are left out.
        three_days: the same over today and the two calendar days before; each person counts once.
    """

    class_id: ClassId
    today: Mapping[str, int]
    three_days: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class DayCounts:
    """The whole school's checks of one day, for the daily report.

    Attributes:
        pupils: per session held; sessions nobody is expected in are left out.
        staff: the same for staff.
        pupil_symptoms: symptom id -> pupils who showed it in any session; each counts once.
        staff_symptoms: the same for staff.
        suspect_pupils: pupils with a second reading over the line, in any session.
        sheets: how many class sheets the sessions call for.
        handed_in: how many of them were handed in, in time or late.
        late: how many of those came after the deadline.
    """

    pupils: Mapping[CheckSession, Tally]
    staff: Mapping[CheckSession, Tally]
    pupil_symptoms: Mapping[str, int]
    staff_symptoms: Mapping[str, int]
    suspect_pupils: int
    suspect_staff: int
    sheets: int
    handed_in: int
    late: int
