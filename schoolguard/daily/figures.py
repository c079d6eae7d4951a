# SPDX-License-Identifier: Apache-2.0
"""The figures of one school day, as the daily report states them.

Counts only, down to the class; no name of a person has a place here. Whoever was not checked is
counted as not checked and never as present, healthy or zero. Names of symptoms and causes are kept
as they were called on that day, so that an old report reads as it was signed.
Source: county forms 学校疫情日报告, 晨午检汇总表 (as Hunan's 学校晨午检及因病缺课相关登记表).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from schoolguard.daily.control import ControlFigures
from schoolguard.kernel.check_session import CheckSession


class Whom(StrEnum):
    """Whose figures: pupils' or staff's."""

    PUPILS = "pupils"
    STAFF = "staff"


class HandIn(StrEnum):
    """How a class sheet stands."""

    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"
    """Its deadline has passed."""

    PENDING = "pending"
    """Its deadline has not come yet."""


@dataclass(frozen=True, slots=True)
class People:
    """Attendance of pupils or staff, taken from the first check that everybody is in.

    Attributes:
        total: on the rosters that day.
        expected: should be at school.
        present: seen at school in that check.
        unchecked: nobody dealt with them in that check: neither present nor absent.
        illness: absent at any time of the day, by reason; the four add up to `absent`.
    """

    total: int = 0
    expected: int = 0
    present: int = 0
    unchecked: int = 0
    illness: int = 0
    injury: int = 0
    leave: int = 0
    unknown: int = 0

    @property
    def absent(self) -> int:
        """All who were absent at any time of the day."""
        return self.illness + self.injury + self.leave + self.unknown

    @property
    def left_later(self) -> int:
        """How many of the absent were still present in the first check."""
        return max(0, self.present + self.absent + self.unchecked - self.expected)


@dataclass(frozen=True, slots=True)
class SheetFigures:
    """One class in one session; measured, observed, absent, not_checked, missing: `expected`.

    Attributes:
        not_checked: marked on purpose: at school, but the check did not happen.
        missing: nobody has dealt with them.
        waiting: first readings over the line whose second reading is still to come.
        suspects: second readings over the line.
    """

    class_name: str
    whom: Whom
    session: CheckSession
    expected: int
    measured: int
    observed: int
    absent: int
    not_checked: int
    missing: int
    waiting: int
    suspects: int
    symptomatic: int
    hand_in: HandIn

    @property
    def unchecked(self) -> int:
        """Everybody without a check, marked so or never dealt with."""
        return self.not_checked + self.missing

    @property
    def checked(self) -> int:
        """Everybody who was measured or at least observed."""
        return self.measured + self.observed


@dataclass(frozen=True, slots=True)
class SymptomFigures:
    """Persons who showed a symptom in any session; each counts once."""

    id: str
    name: str
    pupils: int
    staff: int


@dataclass(frozen=True, slots=True)
class ClassSymptom:
    """Persons of one class with a symptom: today, and within three days."""

    class_name: str
    id: str
    name: str
    today: int
    three_days: int


@dataclass(frozen=True, slots=True)
class CauseFigures:
    """Persons absent through illness by cause; an empty id is a cause not yet found."""

    id: str
    name: str
    infectious: bool
    pupils: int
    staff: int


@dataclass(frozen=True, slots=True)
class DiseaseFigures:
    """Cases of an infectious cause: begun today, absent today, begun this term until today."""

    id: str
    name: str
    new: int
    current: int
    this_term: int


@dataclass(frozen=True, slots=True)
class ClassAbsence:
    """Persons of one class absent for one reason (illness, injury, leave, unknown).

    Attributes:
        half_days: today's, 0 to 2 a person.
    """

    class_name: str
    whom: Whom
    reason: str
    people: int
    new_today: int
    half_days: int


@dataclass(frozen=True, slots=True)
class DailyFigures:
    """Everything the daily report states about one day.

    Attributes:
        sheets: by class in school order, then session.
        fevers_pupils: pupils with a confirmed fever (second reading over the line).
        waiting: persons whose second reading is still to come.
        suspected: absent and perhaps epidemic.
        cases_open: absence cases still followed up when the figures were taken.
        control: what was done against infection; None in reports from before it was counted.
    """

    day: date
    school_day: bool
    pupils: People = People()
    staff: People = People()
    sheets: tuple[SheetFigures, ...] = ()
    symptoms: tuple[SymptomFigures, ...] = ()
    class_symptoms: tuple[ClassSymptom, ...] = ()
    causes: tuple[CauseFigures, ...] = ()
    diseases: tuple[DiseaseFigures, ...] = ()
    class_absences: tuple[ClassAbsence, ...] = ()
    fevers_pupils: int = 0
    fevers_staff: int = 0
    waiting: int = 0
    new: int = 0
    ongoing: int = 0
    returned: int = 0
    suspected: int = 0
    cases_open: int = 0
    cases_overdue: int = 0
    control: ControlFigures | None = None

    @property
    def fevers(self) -> int:
        """Everybody with a confirmed fever."""
        return self.fevers_pupils + self.fevers_staff

    @property
    def symptomatic(self) -> int:
        """At least so many persons showed a symptom: each class's fullest session, added up."""
        fullest: dict[str, int] = {}
        for sheet in self.sheets:
            fullest[sheet.class_name] = max(fullest.get(sheet.class_name, 0), sheet.symptomatic)
        return sum(fullest.values())

    def with_hand_in(self, *standings: HandIn) -> tuple[SheetFigures, ...]:
        """Return the sheets that stand in one of the given ways, in order."""
        return tuple(sheet for sheet in self.sheets if sheet.hand_in in standings)
