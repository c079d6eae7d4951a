# SPDX-License-Identifier: Apache-2.0
"""Cases, close contacts and what is done with them, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from schoolguard.cases.contact_values import CloseContact
from schoolguard.kernel.ids import (
    AccountId,
    CaseId,
    ClassId,
    CloseContactId,
    DiseaseCaseId,
    PersonId,
    StayId,
)


class Classification(StrEnum):
    """How sure the diagnosis is 疑似、临床诊断、确诊、排除."""

    SUSPECTED = "suspected"
    CLINICAL = "clinical"
    CONFIRMED = "confirmed"
    EXCLUDED = "excluded"


class Standing(StrEnum):
    """Where a case stands; a withdrawn one was a wrong entry and counts nowhere."""

    OPEN = "open"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


class CaseStep(StrEnum):
    """What an open case asks for next, in the order in which the steps press."""

    REPORT = "report"
    LIST_CONTACTS = "list_contacts"
    MEASURES = "measures"
    CLASSIFY = "classify"
    FOLLOW_UP = "follow_up"


class DueKind(StrEnum):
    """What `due` lists: the steps of a case, and the watch of close contacts."""

    REPORT = "report"
    LIST_CONTACTS = "list_contacts"
    MEASURES = "measures"
    CLASSIFY = "classify"
    FOLLOW_UP = "follow_up"
    WATCH = "watch"
    """A case's close contacts are not all asked today; one item a case."""

    WATCH_SYMPTOMS = "watch_symptoms"
    """A watched close contact has symptoms or fever; one item a close contact."""

    WATCH_ENDS = "watch_ends"
    """The last day is over and nobody wrote how the watch ended; one item a case."""


class ReportTiming(StrEnum):
    """How a report stands to its clock."""

    ON_TIME = "on_time"
    LATE = "late"
    WAITING = "waiting"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class CaseDraft:
    """What is known of a case when it is opened, or written anew.

    Attributes:
        found_at: when the school learned of it; the clock of the reports starts here; None = now.
        onset_on: first day of symptoms; None = not known yet.
        diagnosed_on: day of the doctor's diagnosis; None = none yet.
        admitted: lies in hospital.
        severe: severe course.
        infected_by: the case from whom it came, as far as known.
    """

    person_id: PersonId
    class_id: ClassId
    disease_id: str
    classification: Classification = Classification.SUSPECTED
    onset_on: date | None = None
    found_at: datetime | None = None
    diagnosed_on: date | None = None
    hospital: str = ""
    tests: str = ""
    admitted: bool = False
    severe: bool = False
    note: str = ""
    absence_case_id: CaseId | None = None
    stay_id: StayId | None = None
    infected_by: DiseaseCaseId | None = None


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case in a list.

    Attributes:
        found_on: the school's day of `found_at`.
        step, due_at: what it asks for and by when; None where nothing is asked for.
        reports_made, reports_asked: of the required recipients.
        close_contacts, watched: listed in all, and of them still watched.
    """

    id: DiseaseCaseId
    person_id: PersonId
    name: str
    class_id: ClassId
    class_name: str
    is_staff: bool
    disease_id: str
    classification: Classification
    standing: Standing
    onset_on: date | None
    found_at: datetime
    found_on: date
    diagnosed_on: date | None
    step: CaseStep | None
    due_at: datetime | None
    overdue: bool
    reports_made: int
    reports_asked: int
    close_contacts: int
    watched: int
    outcome_id: str
    ended_on: date | None
    infected_by: DiseaseCaseId | None = None

    @property
    def day(self) -> date:
        """The day by which the case counts: onset, else found."""
        return self.onset_on or self.found_on


@dataclass(frozen=True, slots=True)
class CaseBrief:
    """The few facts of a case that other rooms go by."""

    id: DiseaseCaseId
    person_id: PersonId
    class_id: ClassId
    disease_id: str
    classification: Classification
    standing: Standing
    onset_on: date | None
    found_on: date
    absence_case_id: CaseId | None
    stay_id: StayId | None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the classification, kept for good."""

    at: datetime
    by: AccountId
    classification: Classification
    disease_id: str
    on: date
    hospital: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """One report to be recorded; `reported_at` None = now."""

    party_id: str
    way_id: str
    reported_at: datetime | None = None
    answered_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReportMade:
    """One report that was made; a retracted one stays readable and counts nowhere."""

    id: int
    party_id: str
    reported_at: datetime
    way_id: str
    answered_by: str
    note: str
    by: AccountId
    retracted_at: datetime | None
    retract_reason: str


@dataclass(frozen=True, slots=True)
class ReportClock:
    """A recipient's clock.

    Attributes:
        minutes: from finding to the report that counts, or to now while it waits.
    """

    party_id: str
    due_at: datetime
    reported_at: datetime | None
    minutes: int
    timing: ReportTiming
    required: bool


@dataclass(frozen=True, slots=True)
class MeasureTick:
    """One measure ticked; un-ticked ones keep who, when and why."""

    id: int
    measure_id: str
    done_on: date
    person: str
    note: str
    by: AccountId
    at: datetime
    undone_at: datetime | None
    undone_by: AccountId | None
    undo_reason: str


@dataclass(frozen=True, slots=True)
class Correction:
    """One replaced value of a case or close contact."""

    at: datetime
    by: AccountId
    field: str
    old: str
    new: str
    reason: str


@dataclass(frozen=True, slots=True)
class Case:
    """One case with everything about it; lists are oldest first."""

    line: CaseLine
    draft: CaseDraft
    opened_at: datetime
    opened_by: AccountId
    steps: tuple[Step, ...]
    reports: tuple[ReportMade, ...]
    clocks: tuple[ReportClock, ...]
    measures: tuple[MeasureTick, ...]
    contacts: tuple[CloseContact, ...]
    corrections: tuple[Correction, ...]
    ended_at: datetime | None
    ended_by: AccountId | None
    end_note: str


@dataclass(frozen=True, slots=True)
class CaseDue:
    """Something that a case or a close contact waits for; `count` people for WATCH kinds."""

    kind: DueKind
    case_id: DiseaseCaseId
    contact_id: CloseContactId | None
    person_id: PersonId
    name: str
    class_name: str
    disease_id: str
    due_at: datetime | None
    overdue: bool
    count: int = 1


@dataclass(frozen=True, slots=True)
class CaseCounts:
    """The cases and close contacts of one day; excluded and withdrawn cases are in none of them.

    Attributes:
        new: cases found on the day by today's classification.
        new_by_disease: cases found on the day by disease.
        open: cases that stood open at the end of the day.
        open_by_disease: the same by disease.
        total_by_disease: cases found since `since` (the school year) up to the day, by disease.
        ended: cases ended on the day.
        reports_late: required reports of cases found on the day that were late or are overdue.
        contacts_watched: close contacts in their watch on the day; of them contacts_asked were
            asked, contacts_reached answered, contacts_ill had symptoms or fever.
        contacts_ended: watches ended on the day.
    """

    new: Mapping[Classification, int] = field(default_factory=dict)
    new_by_disease: Mapping[str, int] = field(default_factory=dict)
    open: int = 0
    open_by_disease: Mapping[str, int] = field(default_factory=dict)
    total_by_disease: Mapping[str, int] = field(default_factory=dict)
    ended: int = 0
    excluded: int = 0
    reports_late: int = 0
    contacts_watched: int = 0
    contacts_asked: int = 0
    contacts_reached: int = 0
    contacts_ill: int = 0
    contacts_ended: int = 0


@dataclass(frozen=True, slots=True)
class DiseaseCount:
    """Cases of one disease in one class by day (onset, else found).

    Attributes:
        new_by_day: day -> new cases; days without cases are left out.
        people: persons behind `new_by_day`, each once, by day of onset.
        current: open cases of the class now.
        confirmed: of the counted ones, laboratory or clinically confirmed.
        admitted: of the counted ones, in hospital.
    """

    class_id: ClassId
    disease_id: str
    new_by_day: Mapping[date, int]
    people: tuple[PersonId, ...]
    current: int
    confirmed: int
    admitted: int

    @property
    def total(self) -> int:
        """All new cases of the span."""
        return sum(self.new_by_day.values())


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One case in the tree of who had it from whom; `depth` 0 is a first case."""

    line: CaseLine
    depth: int
    parent: DiseaseCaseId | None
