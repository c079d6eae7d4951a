# SPDX-License-Identifier: Apache-2.0
"""The values of the way back to class: what a person enters, and what a page shows."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from schoolguard.clearance.pack import ReturnRule
from schoolguard.clearance.rules import Anchors, Assessment, PaperFact
from schoolguard.kernel.ids import (
    AccountId,
    CaseId,
    ClassId,
    ClearanceId,
    DiseaseCaseId,
    PersonId,
    StayId,
)


class Standing(StrEnum):
    """Where a clearance stands."""

    OPEN = "open"
    CLEARED = "cleared"
    WITHDRAWN = "withdrawn"
    """It was a wrong entry, or asked for in vain; it stays as a trace and counts nowhere."""


class Verdict(StrEnum):
    """What the nurse decided on a look."""

    CLEARED = "cleared"
    """同意复课."""

    RESTING = "resting"
    """继续休息."""


class NoteKind(StrEnum):
    """What a remark is about."""

    REMARK = "remark"
    DISPUTE = "dispute"
    """The family or the hospital sees it otherwise; head, bureau and disease control are told."""


class Told(StrEnum):
    """Who was told of a dispute 争议告知."""

    PRINCIPAL = "principal"
    BUREAU = "education_bureau"
    CDC = "cdc"


class Sign(StrEnum):
    """What a list says of somebody waiting, the most pressing first."""

    IN_CLASS = "in_class"
    """Seen at a check after the clearance was asked for."""

    MAY_RETURN = "may_return"
    """Nothing is missing: to be looked at."""

    PAPER_MISSING = "paper_missing"
    """The time has passed; a paper is missing."""

    LOOK = "look"
    """The time has passed; conditions are to be looked at, or a paper to be checked again."""

    IN_DAYS = "in_days"
    DATES_MISSING = "dates_missing"
    """Nothing can be counted yet."""


@dataclass(frozen=True, slots=True)
class ClearanceDraft:
    """What is known when a clearance is asked for.

    Attributes:
        disease_id: id of the disease pack; empty while not known.
    """

    person_id: PersonId
    class_id: ClassId
    disease_id: str
    onset_on: date | None = None
    absence_case_id: CaseId | None = None
    disease_case_id: DiseaseCaseId | None = None
    stay_id: StayId | None = None


@dataclass(frozen=True, slots=True)
class PaperDraft:
    """A paper as brought.

    Attributes:
        paper_id: kind of paper, id in the pack.
        issued_on: the day on it, or that of the sample.
        agreed: whether the nurse found it right on checking it again; None: not checked yet.
        finding: what was found; needed where the nurse does not agree.
    """

    paper_id: str
    issuer: str
    issued_on: date | None = None
    number: str = ""
    agreed: bool | None = None
    finding: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as kept; a retracted one was a wrong entry."""

    id: int
    draft: PaperDraft
    entered_at: datetime
    entered_by: AccountId
    retracted_at: datetime | None
    retracted_why: str

    @property
    def fact(self) -> PaperFact:
        """The paper as the rules see it."""
        return PaperFact(self.draft.paper_id, self.draft.issued_on, self.draft.agreed)


@dataclass(frozen=True, slots=True)
class Decision:
    """A look at the person, as entered.

    Attributes:
        look_again_on: the next look; needed for `Verdict.RESTING`.
        override_reason: why somebody is cleared although something is missing.
    """

    verdict: Verdict
    checked_on: date
    look_again_on: date | None = None
    note: str = ""
    override_reason: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision did, for whatever hangs on it.

    Attributes:
        number: of the slip, e.g. ``2026-0007``.
    """

    clearance_id: ClearanceId
    decision_id: int
    number: str
    person_id: PersonId
    class_id: ClassId
    absence_case_id: CaseId | None
    disease_case_id: DiseaseCaseId | None
    stay_id: StayId | None
    cleared: bool
    checked_on: date


@dataclass(frozen=True, slots=True)
class Look:
    """A decision as kept.

    Attributes:
        number: of the slip.
        earliest_on: by the rule of that time; None when it could not be counted.
        period_over: as computed then.
        revoked_at: when it was taken back; None while it stands.
    """

    id: int
    number: str
    decision: Decision
    decided_at: datetime
    decided_by: AccountId
    rule_id: str
    earliest_on: date | None
    period_over: bool
    revoked_at: datetime | None
    revoked_why: str


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on the course."""

    at: datetime
    by: AccountId
    kind: NoteKind
    told: frozenset[Told]
    text: str


@dataclass(frozen=True, slots=True)
class ClearanceLine:
    """One clearance in a list.

    Attributes:
        name: empty when the family file was deleted.
        sign: what presses; None for what has ended.
        seen_on: the last day on which a check saw the person while not cleared.
        look: the last decision that stands, None before the first.
    """

    id: ClearanceId
    person_id: PersonId
    name: str
    class_id: ClassId
    class_name: str
    is_staff: bool
    disease_id: str
    standing: Standing
    asked_at: datetime
    look_again_on: date | None
    ended_at: datetime | None
    assessment: Assessment
    sign: Sign | None
    seen_on: date | None
    look: Look | None


@dataclass(frozen=True, slots=True)
class Change:
    """A value that was replaced, with who, when and why."""

    at: datetime
    by: AccountId
    field: str
    old: str
    new: str
    reason: str


@dataclass(frozen=True, slots=True)
class Clearance:
    """One clearance with everything about it.

    Attributes:
        ticks: ids of the conditions ticked.
        papers, looks, notes, changes: oldest first; retracted and revoked ones too.
        original: the rule itself, beside which a variant in force is shown.
    """

    line: ClearanceLine
    anchors: Anchors
    hospital: str
    note: str
    ticks: frozenset[str]
    papers: tuple[Paper, ...]
    looks: tuple[Look, ...]
    notes: tuple[Note, ...]
    changes: tuple[Change, ...]
    original: ReturnRule
    asked_by: AccountId
    absence_case_id: CaseId | None
    disease_case_id: DiseaseCaseId | None
    stay_id: StayId | None
    end_note: str

    @property
    def is_worked_on(self) -> bool:
        """Whether anybody did anything with it since it was asked for."""
        return bool(self.ticks or self.papers or self.looks or self.notes or self.changes)


class DueKind(StrEnum):
    """What a clearance waits for."""

    IN_CLASS = "in_class"
    LOOK = "look"
    """The earliest day, or the agreed day of the next look, has come."""

    DATES_MISSING = "dates_missing"


@dataclass(frozen=True, slots=True)
class ClearanceDue:
    """One thing that is due.

    Attributes:
        due_at: since when.
        overdue: somebody is in class uncleared, or a look was due before today.
    """

    kind: DueKind
    clearance_id: ClearanceId
    person_id: PersonId
    name: str
    class_name: str
    disease_id: str
    due_at: datetime
    overdue: bool


@dataclass(frozen=True, slots=True)
class ClearanceCounts:
    """The way back to class of a whole school on a day.

    Attributes:
        cleared: looks of that day that ended with the return, pupils and staff.
        cleared_pupils: the pupils among them.
        resting: looks of that day that ended with going on resting.
        overridden: the exceptions among the cleared.
        pending: asked for and not ended by the end of the day.
    """

    cleared: int = 0
    cleared_pupils: int = 0
    resting: int = 0
    overridden: int = 0
    pending: int = 0
