# SPDX-License-Identifier: Apache-2.0
"""What a school did against infection on one day 防控措施, as the daily report states it.

Counts only, taken from the rooms that keep them: isolation room, disinfection, cases and close
contacts, suspension, the way back to class, early warning. Names of diseases are kept as they were
called on that day. Zero means that the record holds none; a school without a plan of disinfection
says so by its places.
Source: county forms 学校疫情日报告 (隔离/留观人数, 新增/现有/累计病例, 复课人数, 消毒班级数).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IsolationFigures:
    """The isolation room; `present`: still there at the end of the day, or when counted."""

    admitted_pupils: int = 0
    admitted_staff: int = 0
    admitted_visitors: int = 0
    present: int = 0
    staying_at_school: int = 0
    home: int = 0
    hospital: int = 0
    back: int = 0

    @property
    def admitted(self) -> int:
        """Everybody who came in."""
        return self.admitted_pupils + self.admitted_staff + self.admitted_visitors


@dataclass(frozen=True, slots=True)
class DisinfectionFigures:
    """Airing, cleaning and disinfecting; `late` are part of `done`."""

    places: int = 0
    planned: int = 0
    done: int = 0
    late: int = 0
    missed: int = 0
    classrooms: int = 0
    disinfected: int = 0
    aired: int = 0
    orders_open: int = 0
    orders_done: int = 0


@dataclass(frozen=True, slots=True)
class CaseFigures:
    """Cases of one disease, suspected or surer; `total` since the school year began."""

    id: str
    name: str
    new: int
    open: int
    total: int


@dataclass(frozen=True, slots=True)
class FollowingFigures:
    """Reports of cases, and close contacts in their watch."""

    reports_late: int = 0
    contacts: int = 0
    asked: int = 0
    ill: int = 0


@dataclass(frozen=True, slots=True)
class SuspensionFigures:
    """Suspensions, and the follow-up of pupils at home; `unasked`: nobody has tried yet."""

    suspensions: int = 0
    classes: int = 0
    people: int = 0
    reached: int = 0
    unreached: int = 0
    unasked: int = 0
    fevers: int = 0


@dataclass(frozen=True, slots=True)
class ClearanceFigures:
    """Looks at whoever wanted to return; `overridden` are part of `cleared`."""

    cleared: int = 0
    resting: int = 0
    overridden: int = 0
    pending: int = 0


@dataclass(frozen=True, slots=True)
class WarningFigures:
    """Early warnings first told on the day, and those that waited when counted."""

    legal: int = 0
    red: int = 0
    amber: int = 0
    open: int = 0
    report_overdue: int = 0


@dataclass(frozen=True, slots=True)
class ControlFigures:
    """Everything a school did against infection on one day.

    Attributes:
        packs: versions of the rule packs that were in force.
    """

    isolation: IsolationFigures = IsolationFigures()
    disinfection: DisinfectionFigures = DisinfectionFigures()
    cases: tuple[CaseFigures, ...] = ()
    following: FollowingFigures = FollowingFigures()
    suspension: SuspensionFigures = SuspensionFigures()
    clearance: ClearanceFigures = ClearanceFigures()
    warning: WarningFigures = WarningFigures()
    packs: str = ""

    @property
    def new_cases(self) -> int:
        """Cases found on the day."""
        return sum(one.new for one in self.cases)

    @property
    def open_cases(self) -> int:
        """Cases that stood open at the end of the day."""
        return sum(one.open for one in self.cases)


PARTS = ("isolation", "disinfection", "following", "suspension", "clearance", "warning")
"""The parts that are plain numbers, in the order of the report."""
