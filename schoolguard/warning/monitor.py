# SPDX-License-Identifier: Apache-2.0
"""Lives one stream of symptoms day by day and says of every unit what is unusual.

A day is looked at as often as its counts change and closed once, when the next day begins; the
same days always give the same answers. State is a plain memory of days: whatever is kept on disk
are counts, never what was made of them.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import fsum

from schoolguard.warning.cusum import Cusum, step
from schoolguard.warning.history import NO_HISTORY, Count, CountedDay, Unit, UnitDay, UnitHistory
from schoolguard.warning.parameters import Parameters, Tier, UnitKind
from schoolguard.warning.scan import (
    Finding,
    Forecast,
    group_dispersion,
    group_forecast,
    scan_group,
    scan_unit,
    unit_forecast,
)
from schoolguard.warning.usual import Usual, usual

SCHOOL: Unit = "school"
_OPEN_DAYS = 5
"""School days for which a red finding of the whole school counts as open."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What one day says of one unit.

    Attributes:
        finding: the least likely window; None where there were too few onsets.
        cusum: of a class, None for other units.
    """

    kind: UnitKind
    today: UnitDay
    forecast: Forecast
    finding: Finding | None
    tier: Tier
    cusum: Cusum | None = None


@dataclass(frozen=True, slots=True)
class LookedDay:
    """What one day says of all units.

    Attributes:
        usual: the school's level.
        units: classes, rooms, grades (by their key) and the school (`SCHOOL`).
        missing: classes of the school that did not report.
    """

    counted: CountedDay
    usual: Usual
    units: Mapping[Unit, Looked] = field(default_factory=dict)
    missing: frozenset[Unit] = frozenset()


class Monitor:
    """One stream in one school.

    Args:
        prior_rate: onsets a pupil-day where nothing is known.
        parameters: the numbers of the statistics.
        grades: the grade of every class; classes without one are watched by themselves.
    """

    def __init__(
        self, prior_rate: float, parameters: Parameters, grades: Mapping[Unit, Unit]
    ) -> None:
        self._prior_rate = prior_rate
        self._rules = parameters
        self._grades = dict(grades)
        self._days: list[CountedDay] = []
        self._lived = 0
        longest = parameters.expected.history_days + parameters.expected.guard_days
        self._histories: defaultdict[Unit, UnitHistory] = defaultdict(
            lambda: UnitHistory(2 * longest)
        )
        self._cusums: dict[Unit, Cusum] = {}
        self._open_rate: tuple[int, float] | None = None

    def look(self, day: CountedDay) -> LookedDay:
        """Return what a day says, without going on to the next one."""
        level = self._usual(day)
        units: dict[Unit, Looked] = {}
        for kind, counts in ((UnitKind.CLASS, day.classes), (UnitKind.DORM_ROOM, day.rooms)):
            for unit, count in counts.items():
                units[unit] = self._look_at_unit(kind, unit, count, day, level)
        for group, members in self._groups(day).items():
            kind = UnitKind.SCHOOL if group == SCHOOL else UnitKind.GRADE
            units[group] = self._look_at_group(
                kind, group, [units[member] for member in members], day
            )
        missing = frozenset(self._grades) - day.classes.keys()
        return LookedDay(day, level, units, missing)

    def live(self, day: CountedDay) -> LookedDay:
        """Look at a day and go on to the next one."""
        looked = self.look(day)
        for unit, one in looked.units.items():
            self._histories[unit].add(one.today)
            if one.cusum is not None:
                self._cusums[unit] = one.cusum
        self._days.append(day)
        del self._days[: -2 * self._rules.expected.weekday_days]
        if looked.units and looked.units[SCHOOL].tier is Tier.RED:
            rate = self._open_rate[1] if self._is_open() else looked.usual.rate  # type: ignore[index]
            self._open_rate = (self._lived, rate)
        self._lived += 1
        return looked

    def _usual(self, day: CountedDay) -> Usual:
        """Return the level; while the whole school stands out, the one from before."""
        level = usual(self._days, day, self._prior_rate, self._rules.expected)
        if self._open_rate is not None and self._is_open():
            return Usual(min(level.rate, self._open_rate[1]), level.factor)
        return level

    def _is_open(self) -> bool:
        return self._open_rate is not None and self._lived - self._open_rate[0] <= _OPEN_DAYS

    def _groups(self, day: CountedDay) -> dict[Unit, list[Unit]]:
        groups: dict[Unit, list[Unit]] = {}
        for unit in day.classes:
            if unit in self._grades:
                groups.setdefault(self._grades[unit], []).append(unit)
        if day.classes:
            groups[SCHOOL] = list(day.classes)
        return groups

    def _look_at_unit(
        self, kind: UnitKind, unit: Unit, count: Count, day: CountedDay, level: Usual
    ) -> Looked:
        history = self._histories.get(unit, NO_HISTORY)
        expected = count.people * level.rate * level.factor
        forecast = unit_forecast(expected, self._learned(history), self._rules.expected)
        today = UnitDay(
            self._lived, count.onsets, expected, forecast.mean, usual=unit not in day.left_out
        )
        finding = scan_unit(today, self._recent(history), forecast.size, self._rules.scan)
        tier = finding.tier(kind, self._rules.scan) if finding else Tier.NONE
        if kind is not UnitKind.CLASS:
            return Looked(kind, today, forecast, finding, tier)
        cusum = self._add_up(unit, today, day, level)
        return Looked(
            kind, today, forecast, finding, max(tier, Tier.AMBER) if cusum.alarm else tier, cusum
        )

    def _look_at_group(
        self, kind: UnitKind, group: Unit, members: list[Looked], day: CountedDay
    ) -> Looked:
        rules = self._rules
        history = self._histories.get(group, NO_HISTORY)
        learned = self._learned(history)
        expected = fsum(one.today.expected for one in members)
        forecast = group_forecast(expected, learned, rules.expected)
        today = UnitDay(
            self._lived,
            sum(one.today.onsets for one in members),
            expected,
            forecast.mean,
            usual=group not in day.left_out,
        )
        level = forecast.mean / expected if expected else 1.0
        before = fsum(
            entry.forecast for entry in history.since(self._lived - rules.expected.history_days)
        )
        finding = scan_group(
            today,
            self._recent(history),
            group_dispersion(learned, level, rules.scan),
            before,
            rules.scan,
            rules.expected.group_weight,
        )
        tier = finding.tier(kind, rules.scan) if finding else Tier.NONE
        return Looked(kind, today, forecast, finding, tier)

    def _add_up(self, unit: Unit, today: UnitDay, day: CountedDay, level: Usual) -> Cusum:
        rule = self._rules.cusum
        anew = day.new_term or day.free_before > rule.longest_break
        before = Cusum() if anew else self._cusums.get(unit, Cusum())
        if today.forecast <= 0:
            return before
        return step(
            before,
            today.onsets,
            today.forecast,
            ratio=rule.ratio,
            dispersion=rule.dispersion,
            limit=rule.rare_limit if level.rate < rule.rare_rate else rule.limit,
        )

    def _learned(self, history: UnitHistory) -> list[UnitDay]:
        rule = self._rules.expected
        return history.usual_until(self._lived - rule.guard_days - 1, rule.history_days)

    def _recent(self, history: UnitHistory) -> list[UnitDay]:
        return history.since(self._lived - max(self._rules.scan.windows) + 1)
