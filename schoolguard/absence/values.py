# SPDX-License-Identifier: Apache-2.0
"""The values of absence follow-up: what a person enters about a case, and what a page shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from schoolguard.absence.rules import Facts, Reason, Step
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.ids import AccountId, CaseId, ClassId, PersonId


class Standing(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    """The absence was a wrong entry; the case stays as a trace and counts nowhere."""


class Withdrawal(StrEnum):
    """What came of taking back an absent mark."""

    NOTHING = "nothing"
    """No case knew that mark."""

    MARK_REMOVED = "mark_removed"
    """The case goes on with its other sessions."""

    WITHDRAWN = "withdrawn"
    """It was the only mark and nobody had followed it up."""

    ASKED = "asked"
    """It was the only mark, but follow-up had begun: a person decides."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What an absent mark did: opened a case, or went on with one."""

    case_id: CaseId
    is_new: bool


@dataclass(frozen=True, slots=True)
class BackAgain:
    """Somebody with an open case was seen at school again.

    Attributes:
        closed: True for explained leave, which ends by itself; else the return waits to be
            confirmed.
    """

    case_id: CaseId
    closed: bool


@dataclass(frozen=True, slots=True)
class CaseDetails:
    """What is known of an absence; every part may still be unknown.

    Attributes:
        symptoms: ids of the symptom pack.
        left_at: when the person went home, for those who fell ill at school.
        cause_id: id of a cause in the absence pack; empty while unknown.
        diagnosis: the doctor's own words.
        visited_on: the day a doctor was seen; None when none was, as far as is known.
    """

    reason: Reason = Reason.UNKNOWN
    symptoms: frozenset[str] = frozenset()
    onset_on: date | None = None
    left_at: datetime | None = None
    cause_id: str = ""
    diagnosis: str = ""
    hospital: str = ""
    visited_on: date | None = None
    tests: str = ""
    note: str = ""
    epidemic_suspected: bool = False

    def __post_init__(self) -> None:
        """Refuse a cause of illness for what is no illness."""
        if self.cause_id and self.reason is not Reason.ILLNESS:
            raise ValueError("only an illness has a cause")

    def with_gaps_filled(self, known: "CaseDetails") -> "CaseDetails":
        """Return these details with what they leave open taken from others; nothing is replaced.

        A cause is taken only for an illness; symptoms of both are kept.
        """
        reason = known.reason if self.reason is Reason.UNKNOWN else self.reason
        ill = reason is Reason.ILLNESS
        return CaseDetails(
            reason=reason,
            symptoms=self.symptoms | known.symptoms,
            onset_on=self.onset_on or known.onset_on,
            left_at=self.left_at or known.left_at,
            cause_id=(self.cause_id or known.cause_id) if ill else "",
            diagnosis=self.diagnosis or known.diagnosis,
            hospital=self.hospital or known.hospital,
            visited_on=self.visited_on or known.visited_on,
            tests=self.tests or known.tests,
            note=self.note or known.note,
            epidemic_suspected=self.epidemic_suspected or known.epidemic_suspected,
        )

    def says_no_more_than(self, known: "CaseDetails") -> bool:
        """Return whether nothing stands here but what others say, so that no one's work is lost."""
        return known.with_gaps_filled(self) == known


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """A contact attempt as entered; ids of party, way and result are those of the pack.

    Attributes:
        who: whom in words, e.g. a guardian's name and relation; may be empty.
        at: None means now.
    """

    party_id: str
    way_id: str
    result_id: str
    who: str = ""
    note: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact attempt as kept."""

    at: datetime
    by: AccountId
    party_id: str
    way_id: str
    result_id: str
    who: str
    note: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One session in which the person was absent."""

    day: date
    session: CheckSession
    from_check: bool


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case in a list.

    Attributes:
        name: empty when the family file was deleted.
        half_days: half days missed so far.
        contacts: attempts so far, of whatever result.
        back_on: a check saw the person again on this day; None while away.
        due_at: when `step` is due; None when its rule is off, and for ended cases.
    """

    id: CaseId
    person_id: PersonId
    name: str
    class_id: ClassId
    class_name: str
    is_staff: bool
    standing: Standing
    first_on: date
    reason: Reason
    cause_id: str
    symptoms: frozenset[str]
    epidemic_suspected: bool
    step: Step
    due_at: datetime | None
    overdue: bool
    back_on: date | None
    returned_on: date | None
    outcome_id: str
    half_days: int
    contacts: int


@dataclass(frozen=True, slots=True)
class Correction:
    """A value that was replaced, with who, when and why."""

    at: datetime
    by: AccountId
    field: str
    old: str
    new: str
    reason: str


@dataclass(frozen=True, slots=True)
class Case:
    """One case with everything about it.

    Attributes:
        contacts: oldest first.
        marks: in order of time.
        lessons: lessons counted by hand, by day.
        facts: what the rules decide by.
    """

    line: CaseLine
    details: CaseDetails
    facts: Facts
    opened_at: datetime
    opened_by: AccountId
    from_check: bool
    contacts: tuple[Contact, ...]
    marks: tuple[Mark, ...]
    lessons: Mapping[date, int]
    corrections: tuple[Correction, ...]
    ended_at: datetime | None
    ended_by: AccountId | None
    end_note: str


@dataclass(frozen=True, slots=True)
class ReasonCounts:
    """Persons absent, by reason."""

    illness: int = 0
    injury: int = 0
    leave: int = 0
    unknown: int = 0

    @property
    def total(self) -> int:
        """All who are absent."""
        return self.illness + self.injury + self.leave + self.unknown


@dataclass(frozen=True, slots=True)
class AbsenceCounts:
    """The whole school's absence of one day, for the daily report; each person counts once.

    Attributes:
        by_class: classes with nobody absent are left out.
        pupil_causes: cause id -> pupils absent through illness; "" is a cause not yet found.
        new: absent on that day with a case that began on it.
        ongoing: absent on that day with a case that began before.
        returned: cases whose person was seen again, or came back, on that day.
        suspected: absent on that day and perhaps epidemic.
        open: cases open when the question was asked.
        overdue: those of them whose next step is overdue.
    """

    pupils: ReasonCounts = ReasonCounts()
    staff: ReasonCounts = ReasonCounts()
    by_class: Mapping[ClassId, ReasonCounts] = field(default_factory=dict)
    pupil_causes: Mapping[str, int] = field(default_factory=dict)
    staff_causes: Mapping[str, int] = field(default_factory=dict)
    new: int = 0
    ongoing: int = 0
    returned: int = 0
    suspected: int = 0
    open: int = 0
    overdue: int = 0


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One line of the absence register 因病缺勤病因追查登记表.

    Attributes:
        age: whole years on the first day away; None when the birth date is not known.
        phones: guardians' numbers in calling order, each with its relation.
    """

    case: Case
    sex: str
    age: int | None
    address: str
    phones: tuple[tuple[str, str], ...]
