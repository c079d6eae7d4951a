# SPDX-License-Identifier: Apache-2.0
"""Close contacts and their watch, as frozen values."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from schoolguard.cases.diseases import ContactWay
from schoolguard.kernel.ids import AccountId, ClassId, CloseContactId, DiseaseCaseId, PersonId


class Reached(StrEnum):
    """Whether a close contact was reached on a watch day; nothing kept = nobody asked yet."""

    YES = "yes"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True, slots=True)
class WatchEntry:
    """What was learned of a close contact on a day; None = temperature not measured."""

    reached: Reached
    decicelsius: int | None = None
    symptoms: frozenset[str] = frozenset()
    note: str = ""


@dataclass(frozen=True, slots=True)
class WatchDay:
    """One kept watch entry."""

    day: date
    entry: WatchEntry
    at: datetime
    by: AccountId


@dataclass(frozen=True, slots=True)
class CloseContact:
    """A person watched because of a case.

    Attributes:
        degree: 1 close contact 密接, 2 contact of a contact 次密接.
        via: the close contact through whom, for degree 2.
        last_exposed_on: day 0 of the watch.
        watch_until_on: last day of the watch, included.
        asked_days: watch days with an entry; `reached_days` of them with an answer.
        last_entry: the newest watch entry, None when never asked.
        became_case_id: the case that the person became.
    """

    id: CloseContactId
    case_id: DiseaseCaseId
    person_id: PersonId
    name: str
    class_id: ClassId
    class_name: str
    degree: int
    via: CloseContactId | None
    ways: frozenset[ContactWay]
    why: str
    last_exposed_on: date
    watch_until_on: date
    asked_days: int
    reached_days: int
    last_entry: WatchDay | None
    outcome_id: str
    ended_on: date | None
    became_case_id: DiseaseCaseId | None
    note: str


@dataclass(frozen=True, slots=True)
class WatchLine:
    """One line of the watch sheet of a day.

    Attributes:
        day_number: day of the watch, the last exposure is day 0.
        entry: what was kept for the day; None = not asked yet.
        asked_for: the day is one on which the disease asks for a question.
    """

    contact_id: CloseContactId
    case_id: DiseaseCaseId
    person_id: PersonId
    name: str
    class_id: ClassId
    class_name: str
    case_name: str
    disease_id: str
    degree: int
    day_number: int
    watch_days: int
    last_day: date
    asked_for: bool
    entry: WatchEntry | None
    before: WatchEntry | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A person proposed as a close contact, with where they were near the case.

    Attributes:
        why: in words, e.g. minutes shared in the isolation room; empty when the ways say it all.
        known: listed for this case already.
        suggested: ticked beforehand, since the disease asks for one of the ways.
    """

    person_id: PersonId
    name: str
    class_id: ClassId
    class_name: str
    ways: frozenset[ContactWay]
    why: str
    known: bool
    suggested: bool


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """A close contact to be listed; `last_exposed_on` None = the case's last day at school."""

    person_id: PersonId
    ways: frozenset[ContactWay]
    last_exposed_on: date | None = None
    why: str = ""
    degree: int = 1
    via: CloseContactId | None = None


@dataclass(frozen=True, slots=True)
class WatchEnded:
    """What ending a watch did."""

    contact_id: CloseContactId
    case_id: DiseaseCaseId | None
