# SPDX-License-Identifier: Apache-2.0
"""The values of early warning: what was said, what people answered, what a page shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from schoolguard.kernel.ids import AccountId, ExposureId, PersonId, WarningId
from schoolguard.warning.findings import Level
from schoolguard.warning.parameters import Unit
from schoolguard.warning.stories import Cause


class Standing(StrEnum):
    """What people found a warning to be."""

    OPEN = "open"
    """Nobody has answered what was last said."""

    VERIFIED = "verified"
    """已核实: a cluster, or at least worth acting on."""

    NOT_CLUSTER = "not_cluster"
    """非聚集性: true numbers, no connection."""

    MISTAKE = "mistake"
    """误报: wrong entries."""


class ExposureKind(StrEnum):
    """What was shared."""

    MEAL = "meal"
    WATER = "water"


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that was said.

    Attributes:
        usual: onsets to be expected in as many days there; None where nothing is known.
        probability: of so many or more if all were as usual; never shown bare to the nurse.
        missing: classes that had not reported on the last day.
        reached: False when late or corrected entries took it back.
    """

    id: int
    at: datetime
    cause: Cause
    level: Level
    first_on: date
    last_on: date
    onsets: tuple[tuple[PersonId, date], ...]
    usual: float | None
    probability: float | None
    missing: int
    reached: bool
    versions: str

    @property
    def count(self) -> int:
        """How many were counted."""
        return len(self.onsets)

    @property
    def by_day(self) -> Mapping[date, int]:
        """Onsets of each day that has any, in order."""
        days: dict[date, int] = {}
        for _, day in sorted(self.onsets, key=lambda onset: onset[1]):
            days[day] = days.get(day, 0) + 1
        return days


@dataclass(frozen=True, slots=True)
class WarningLine:
    """One warning in a list.

    Attributes:
        within_hours: to be reported within so many hours of `spoken_at`; 0: no such duty.
        reported_at: when the last of those to be told was told; None while one is not.
        last: the last thing said that holds numbers; what entries took back follows in the turns.
        turns: how many things were said.
    """

    id: WarningId
    story_id: WarningId
    level: Level
    rule_id: str
    topic: str
    unit: Unit
    unit_name: str
    standing: Standing
    opened_at: datetime
    spoken_at: datetime
    within_hours: int
    reported_at: datetime | None
    last: Turn
    turns: int

    @property
    def report_by(self) -> datetime | None:
        """Until when it is to be reported; None without such a duty."""
        if not self.within_hours:
            return None
        return self.opened_at + timedelta(hours=self.within_hours)


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answered; standing `OPEN`: the answer before was taken back."""

    at: datetime
    by: AccountId
    standing: Standing
    note: str


@dataclass(frozen=True, slots=True)
class StepTick:
    """A measure that was ticked."""

    id: int
    step_id: str
    at: datetime
    by: AccountId
    note: str


@dataclass(frozen=True, slots=True)
class ReportMade:
    """A report that was made."""

    id: int
    party_id: str
    way_id: str
    at: datetime
    by: AccountId
    answered_by: str
    note: str


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """A report to be recorded; `at` None = now."""

    party_id: str
    way_id: str
    at: datetime | None = None
    answered_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class EarlyWarning:
    """One warning with all that was said and done.

    Attributes:
        turns: oldest first.
        story: ids of the other warnings of the same wave, oldest first.
        names: of everybody counted in any turn.
    """

    line: WarningLine
    turns: tuple[Turn, ...]
    answers: tuple[Answer, ...] = ()
    steps: tuple[StepTick, ...] = ()
    reports: tuple[ReportMade, ...] = ()
    story: tuple[WarningId, ...] = ()
    names: Mapping[PersonId, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExposureDraft:
    """A shared meal or shared water to be noted."""

    kind: ExposureKind
    first_on: date
    people: frozenset[PersonId]
    place: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class NotedExposure:
    """A shared meal or shared water that was noted."""

    id: ExposureId
    kind: ExposureKind
    first_on: date
    place: str
    note: str
    people: frozenset[PersonId]


@dataclass(frozen=True, slots=True)
class Kept:
    """One turn that was written down; `spoke`: it is to be shown at once."""

    warning_id: WarningId
    cause: Cause
    level: Level
    spoke: bool


@dataclass(frozen=True, slots=True)
class HitRate:
    """How the school's warnings of a span were answered, by level.

    Attributes:
        answered: level -> (verified, not a cluster, mistake, not answered).
    """

    answered: Mapping[Level, tuple[int, int, int, int]]

    def share(self, level: Level) -> float | None:
        """Return the share of answered warnings that were verified; None without any."""
        verified, not_cluster, mistake, _ = self.answered.get(level, (0, 0, 0, 0))
        total = verified + not_cluster + mistake
        return verified / total if total else None


@dataclass(frozen=True, slots=True)
class WarningCounts:
    """The warnings of one day, for report and package.

    Attributes:
        legal: legal triggers and clusters first told on the day; red, amber: statistical ones.
        open: warnings not yet answered at the time of asking.
        report_overdue: legal ones whose time to report has passed without all being told.
    """

    legal: int = 0
    red: int = 0
    amber: int = 0
    open: int = 0
    report_overdue: int = 0
