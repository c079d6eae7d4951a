# SPDX-License-Identifier: Apache-2.0
"""Holds onsets and diagnoses against the numbers that regulations and guides name.

Every window is told, whatever the statistics say of it; a trigger is looked for on all days of the
evidence, so that a late entry is never too late.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from schoolguard.kernel.ids import PersonId
from schoolguard.warning.evidence import Evidence, UnitOnset, units_of
from schoolguard.warning.findings import Found, Level
from schoolguard.warning.legal import Onset, Reached, reached
from schoolguard.warning.parameters import Unit, UnitKind
from schoolguard.warning.triggers import Cluster, ClusterLevel, Trigger, WarningRules

_LEVELS = {ClusterLevel.CLUSTER: Level.CLUSTER, ClusterLevel.OUTBREAK: Level.OUTBREAK}


def triggers_reached(
    topics: Mapping[str, tuple[UnitOnset, ...]], evidence: Evidence, rules: WarningRules
) -> Iterator[Found]:
    """Yield every window in which a trigger by symptoms is reached, by topic and unit."""
    for topic, found in topics.items():
        wanted = [one for one in rules.triggers.values() if one.looks_at(topic)]
        kinds = frozenset().union(*(one.scopes for one in wanted))
        for unit, onsets in _by_unit(found, evidence, kinds).items():
            for trigger in wanted:
                if unit.kind in trigger.scopes:
                    yield from _windows(Level.LEGAL, trigger, topic, unit, onsets)


def clusters_reached(evidence: Evidence, rules: WarningRules) -> Iterator[Found]:
    """Yield every window in which a number of cases of a disease is reached."""
    for cluster in rules.clusters.values():
        found = evidence.diagnoses.get(cluster.disease, ())
        for unit, onsets in _by_unit(found, evidence, cluster.scopes).items():
            yield from _windows(_LEVELS[cluster.level], cluster, cluster.disease, unit, onsets)


def _windows(
    level: Level, rule: Trigger | Cluster, topic: str, unit: Unit, onsets: list[UnitOnset]
) -> Iterator[Found]:
    if len(onsets) < rule.count:
        return
    days = [Onset(one.person_id, one.day) for one in onsets]
    for window in reached(days, rule.count, rule.window_days):
        yield Found(
            level,
            rule.id,
            topic,
            unit,
            window.first_on,
            window.last_on,
            onsets_within(window, onsets),
        )


def onsets_within(
    window: Reached, onsets: Iterable[UnitOnset]
) -> tuple[tuple[PersonId, date], ...]:
    """Return who fell ill within a window and when, those first in front, each once."""
    first: dict[PersonId, date] = {}
    for one in sorted(onsets, key=lambda onset: (onset.day, onset.person_id)):
        if window.first_on <= one.day <= window.last_on:
            first.setdefault(one.person_id, one.day)
    return tuple(first.items())


def _by_unit(
    found: Iterable[UnitOnset], evidence: Evidence, kinds: frozenset[UnitKind]
) -> Mapping[Unit, list[UnitOnset]]:
    units: defaultdict[Unit, list[UnitOnset]] = defaultdict(list)
    for onset in found:
        for unit in units_of(onset, evidence):
            if unit.kind in kinds:
                units[unit].append(onset)
        if UnitKind.SHARED in kinds:
            for exposure in evidence.exposures:
                if onset.person_id in exposure.people and onset.day >= exposure.first_on:
                    units[Unit(UnitKind.SHARED, exposure.id)].append(onset)
    return units
