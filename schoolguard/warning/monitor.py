# SPDX-License-Identifier: Apache-2.0
"""Lives one stream of symptoms day by day and says of every unit what is unusual.

A day is looked at as often as its counts change and closed once, when the next day begins; the
same days always give the same answers. State is a plain memory of days: whatever is kept on disk
are counts, never what was made of them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum

from schoolguard.warning.cusum import Cusum, step
from schoolguard.warning.history import NO_HISTORY, Count, CountedDay, UnitDay, UnitHistory
from schoolguard.warning.parameters import SCHOOL, Parameters, Tier, Unit, UnitKind
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

_OPEN_DAYS = 5
"""School days for which a red finding of the whole school counts as open."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What one day says of one unit.

    Attributes:
        finding: the least likely window; None where there were too few onsets.
    """

    today: UnitDay
    forecast: Forecast
    finding: Finding | None
    tier: Tier


@dataclass(frozen=True, slots=True)
class LookedDay:
    """What one day says of all units.

    Attributes:
        usual: the school's level.
        units: classes, rooms, grades and the school (`SCHOOL`).
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
        longest = parameters.expected.history_days + parameters.expected.guard_days
        self._histories: defaultdict[Unit, UnitHistory] = defaultdict(
            lambda: UnitHistory(2 * longest)
        )
        self._alarms: list[tuple[int, float]] = []

    def look(self, day: CountedDay) -> LookedDay:
        """Return what a day says, without going on to the next one."""
        level = self._usual(day)
        units: dict[Unit, Looked] = {}
        for counts in (day.classes, day.rooms):
            for unit, count in counts.items():
                units[unit] = self._look_at_unit(unit, count, day, level)
        for group, members in self._groups(day).items():
            units[group] = self._look_at_group(group, [units[each] for each in members], day)
        missing = frozenset(self._grades) - day.classes.keys()
        return LookedDay(day, level, units, missing)

    def live(self, day: CountedDay) -> LookedDay:
        """Look at a day and go on to the next one."""
        looked = self.look(day)
        for unit, one in looked.units.items():
            self._histories[unit].add(one.today)
        self._days.append(day)
        if SCHOOL in looked.units and looked.units[SCHOOL].tier is Tier.RED:
            open_rate = self._open_rate()
            rate = looked.usual.rate if open_rate is None else open_rate
            self._alarms.append((self.lived, rate))
        return looked

    @property
    def lived(self) -> int:
        """How many days were lived."""
        return len(self._days)

    @property
    def days(self) -> Sequence[CountedDay]:
        """The days that were lived, oldest first."""
        return self._days

    def rewind(self, lived: int) -> None:
        """Forget all but the first so many days, to live the others again."""
        for history in self._histories.values():
            history.rewind(lived)
        del self._days[lived:]
        self._alarms = [alarm for alarm in self._alarms if alarm[0] < lived]

    def _usual(self, day: CountedDay) -> Usual:
        """Return the level; while the whole school stands out, no higher than before."""
        level = usual(self._days, day, self._prior_rate, self._rules.expected)
        open_rate = self._open_rate()
        return level if open_rate is None else Usual(min(level.rate, open_rate), level.factor)

    def _open_rate(self) -> float | None:
        """Return the rate from before a red finding of the whole school that is still open."""
        if self._alarms and self.lived - self._alarms[-1][0] <= _OPEN_DAYS:
            return self._alarms[-1][1]
        return None

    def _groups(self, day: CountedDay) -> dict[Unit, list[Unit]]:
        groups: dict[Unit, list[Unit]] = {}
        for unit in day.classes:
            if unit in self._grades:
                groups.setdefault(self._grades[unit], []).append(unit)
        if day.classes:
            groups[SCHOOL] = list(day.classes)
        return groups

    def _look_at_unit(self, unit: Unit, count: Count, day: CountedDay, level: Usual) -> Looked:
        history = self._histories.get(unit, NO_HISTORY)
        expected = count.people * level.rate * level.factor
        forecast = unit_forecast(expected, self._learned(history), self._rules.expected)
        cusum = None
        if unit.kind is UnitKind.CLASS:
            cusum = self._add_up(history, count.onsets, forecast.mean, day, level)
        today = UnitDay(
            self.lived,
            count.onsets,
            expected,
            forecast.mean,
            usual=unit not in day.left_out,
            cusum=cusum,
        )
        finding = scan_unit(today, self._recent(history), forecast.size, self._rules.scan)
        tier = finding.tier(unit.kind, self._rules.scan) if finding else Tier.NONE
        if cusum is not None and cusum.alarm:
            tier = max(tier, Tier.AMBER)
        return Looked(today, forecast, finding, tier)

    def _look_at_group(self, group: Unit, members: list[Looked], day: CountedDay) -> Looked:
        rules = self._rules
        history = self._histories.get(group, NO_HISTORY)
        learned = self._learned(history)
        expected = fsum(one.today.expected for one in members)
        forecast = group_forecast(expected, learned, rules.expected)
        today = UnitDay(
            self.lived,
            sum(one.today.onsets for one in members),
            expected,
            forecast.mean,
            usual=group not in day.left_out,
        )
        level = forecast.mean / expected if expected else 1.0
        before = fsum(
            entry.forecast for entry in history.since(self.lived - rules.expected.history_days)
        )
        finding = scan_group(
            today,
            self._recent(history),
            group_dispersion(learned, level, rules.scan),
            before,
            rules.scan,
            rules.expected.group_weight,
        )
        tier = finding.tier(group.kind, rules.scan) if finding else Tier.NONE
        return Looked(today, forecast, finding, tier)

    def _add_up(
        self, history: UnitHistory, onsets: int, mean: float, day: CountedDay, level: Usual
    ) -> Cusum:
        rule = self._rules.cusum
        newest = history.newest
        anew = day.new_term or day.free_before > rule.longest_break
        before = Cusum() if anew or newest is None else newest.cusum or Cusum()
        if mean <= 0:
            return before
        return step(
            before,
            onsets,
            mean,
            ratio=rule.ratio,
            dispersion=rule.dispersion,
            limit=rule.rare_limit if level.rate < rule.rare_rate else rule.limit,
        )

    def _learned(self, history: UnitHistory) -> list[UnitDay]:
        rule = self._rules.expected
        return history.usual_until(self.lived - rule.guard_days - 1, rule.history_days)

    def _recent(self, history: UnitHistory) -> list[UnitDay]:
        return history.since(self.lived - max(self._rules.scan.windows) + 1)
