# SPDX-License-Identifier: Apache-2.0
"""What a person enters about a stay in the isolation room.

Temperatures are whole tenths of a degree Celsius; None says that none was taken.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from schoolguard.isolation.kinds import Answer, Destination, Kind, Origin
from schoolguard.kernel.ids import BedId, CaseId, ClassId, IsolationRoomId, PersonId, PlaceId

ZoneId = NewType("ZoneId", int)
"""A zone of an isolation room."""

ObservationId = NewType("ObservationId", int)
NoticeId = NewType("NoticeId", int)
HospitalId = NewType("HospitalId", int)
"""A partner hospital with its contact."""


@dataclass(frozen=True, slots=True)
class ObservationDraft:
    """One look at a person as entered.

    Attributes:
        decicelsius: None when no temperature was taken.
        site: id of the measuring method (`checks.toml`); empty if, and only if, none was taken.
        symptoms: ids of the symptom pack; empty means looked at and none seen.
    """

    taken_at: datetime
    decicelsius: int | None = None
    site: str = ""
    symptoms: frozenset[str] = frozenset()
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse a temperature without its site, and a site without a temperature."""
        if (self.decicelsius is None) != (not self.site):
            raise ValueError("a temperature and how it was taken belong together")


@dataclass(frozen=True, slots=True)
class History:
    """What was asked of somebody who falls ill: contacts with the ill, and travel."""

    contacts: Answer = Answer.NOT_ASKED
    contacts_text: str = ""
    travel: Answer = Answer.NOT_ASKED
    travel_text: str = ""

    def __post_init__(self) -> None:
        """Refuse words about contacts or travel that there were none of."""
        for answer, text in ((self.contacts, self.contacts_text), (self.travel, self.travel_text)):
            if text and answer is not Answer.YES:
                raise ValueError("words belong to a question that was answered with yes")


@dataclass(frozen=True, slots=True)
class StayDetails:
    """What is known of somebody in the room and may become known later.

    Attributes:
        found_at: when the finding was made that led here; None means with the intake.
        places_been: where the person was before, of the school's own places.
        places_text: the same in words.
    """

    symptoms: frozenset[str] = frozenset()
    onset_at: datetime | None = None
    found_at: datetime | None = None
    history: History = History()
    places_been: tuple[PlaceId, ...] = ()
    places_text: str = ""
    note: str = ""
    visitor_name: str = ""
    visitor_phone: str = ""


@dataclass(frozen=True, slots=True)
class IntakeDraft:
    """An intake as entered.

    Attributes:
        person_id: None for visitors, who have a name and a phone in the details instead.
        entered_at: None means now.
        zone_id: where there is no bed to name; a bed decides room and zone.
        readings: taken before the intake, oldest first; they are carried over.
        absence_case_id: the absence case that brought the person here, if one did.
        closed_room_reason: why somebody is taken into a room that waits for disinfection.
    """

    kind: Kind
    room_id: IsolationRoomId
    person_id: PersonId | None = None
    class_id: ClassId | None = None
    entered_at: datetime | None = None
    origin: Origin = Origin.BY_HAND
    zone_id: ZoneId | None = None
    bed_id: BedId | None = None
    details: StayDetails = StayDetails()
    readings: tuple[ObservationDraft, ...] = ()
    absence_case_id: CaseId | None = None
    closed_room_reason: str = ""

    def __post_init__(self) -> None:
        """Refuse a pupil or member of staff whom the roster does not know, and the reverse."""
        if (self.kind is Kind.VISITOR) != (self.person_id is None):
            raise ValueError("a visitor is on no roster; everybody else is")


@dataclass(frozen=True, slots=True)
class NoticeDraft:
    """An attempt to tell somebody; ids of party, way and result are those of the pack.

    Attributes:
        told_at: None means now.
        who: whom in words, e.g. a guardian's name and relation, or who answered.
        arrives_at: when they said they would be here.
        arrived_at: when they were here.
    """

    party_id: str
    way_id: str
    result_id: str
    told_at: datetime | None = None
    who: str = ""
    note: str = ""
    arrives_at: datetime | None = None
    arrived_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LeavingDraft:
    """How somebody leaves.

    Attributes:
        left_at: None means now.
        handed_to: who took the person, with relation and phone.
        not_measured_reason: why no last temperature was taken; empty when one was.
        override_reason: why somebody leaves although something is missing.
    """

    destination: Destination
    left_at: datetime | None = None
    hospital: str = ""
    handed_to: str = ""
    handed_to_relation: str = ""
    handed_to_phone: str = ""
    note: str = ""
    not_measured_reason: str = ""
    override_reason: str = ""
