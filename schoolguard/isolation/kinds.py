# SPDX-License-Identifier: Apache-2.0
"""The words that the isolation room decides by: who somebody is, where a stay stands, where to."""

from enum import StrEnum


class Kind(StrEnum):
    """Who may lie in the room."""

    PUPIL = "pupil"
    STAFF = "staff"
    VISITOR = "visitor"


class Group(StrEnum):
    """Who somebody is when it comes to where they go (S3: handling by kind of person)."""

    DAY_PUPIL = "day_pupil"
    """Lives with the family in town: is fetched."""

    BOARDER = "boarder"
    """Sleeps at school; the family lives in town, or nobody wrote down where."""

    BOARDER_ELSEWHERE = "boarder_elsewhere"
    """Sleeps at school and the family lives elsewhere: stays at school, apart from others."""

    STAFF = "staff"
    VISITOR = "visitor"


class Origin(StrEnum):
    """What brought somebody into the room."""

    CHECK = "check"
    ABSENCE = "absence"
    BY_HAND = "by_hand"
    CONTACT = "contact"
    """A close contact who is well."""


class Standing(StrEnum):
    """Where a stay stands."""

    PRESENT = "present"
    LEFT = "left"
    WITHDRAWN = "withdrawn"
    """A wrong entry; it stays as a trace and counts nowhere."""


class Destination(StrEnum):
    """Where somebody goes from the room 去向."""

    BACK_TO_CLASS = "back_to_class"
    HOME = "home"
    HOSPITAL = "hospital"
    STAYS_AT_SCHOOL = "stays_at_school"
    """Moved to the zone for boarders from elsewhere: a change of bed, the stay goes on."""

    BACK_TO_WORK = "back_to_work"
    LEFT = "left"
    """Staff or a visitor left the school."""


class Answer(StrEnum):
    """What came of a question that has to be asked; not asked is not the same as none."""

    NOT_ASKED = "not_asked"
    NONE = "none"
    YES = "yes"


class Need(StrEnum):
    """What leaving may ask for, in the order in which a person is asked."""

    FAMILY_TOLD = "family_told"
    CLASS_TEACHER_TOLD = "class_teacher_told"
    HANDED_TO = "handed_to"
    HOSPITAL = "hospital"
    LAST_READING = "last_reading"
    """A temperature shortly before leaving, or the statement that none was taken."""

    NO_FEVER = "no_fever"
    SYMPTOM_FREE = "symptom_free"


class Condition(StrEnum):
    """What the interval to the next observation depends on."""

    FEVER = "fever"
    NORMAL = "normal"
    NOT_MEASURED = "not_measured"


class TickState(StrEnum):
    """What a look at one item of the equipment list found."""

    IN_ORDER = "in_order"
    MISSING = "missing"


class DueKind(StrEnum):
    """What the room waits for, in the order in which it presses at the same hour."""

    NOTICE = "notice"
    """Somebody who must be told has not been told."""

    OBSERVATION = "observation"
    NOBODY_CAME = "nobody_came"
    """The family was reached and has not come."""

    DISINFECTION = "disinfection"
    """A room is closed until it is disinfected."""

    READINESS = "readiness"
    """Equipment, training or supplies of the room have gaps."""
