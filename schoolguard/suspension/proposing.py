# SPDX-License-Identifier: Apache-2.0
"""Which references for a suspension are reached: what was counted, by which rule, from where.

Counts come from the cases of disease and, for who is ill now, from whoever also knows the absences.
A proposal is a sentence; people decide.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from schoolguard import access, cases, roster
from schoolguard.access import Action
from schoolguard.kernel.ids import ClassId
from schoolguard.kernel.rule_packs import Status
from schoolguard.kernel.texts import Texts
from schoolguard.store import View
from schoolguard.suspension.pack import SuspensionRules
from schoolguard.suspension.queries import classes_off, pupil_classes
from schoolguard.suspension.rules import ClassFacts, Finding, Measure, findings
from schoolguard.suspension.values import IllCounts, Scope

IllByClass = Mapping[ClassId, Mapping[str, IllCounts]]
"""By class and disease id: who is ill by cases and absences together, each pupil once."""

_NONE = IllCounts()


@dataclass(frozen=True, slots=True)
class Proposal:
    """One reference that is reached, and what it speaks of stopping.

    Attributes:
        class_ids: what would be off: the class, or all classes of the school.
        class_names: of those in whom was counted, at least one.
        counted: people; `of` them the pupils of the class or school.
        off_already: everything it speaks of is off already.
    """

    rule_id: str
    disease_id: str
    measure: Measure
    scope: Scope
    class_ids: tuple[ClassId, ...]
    class_names: tuple[str, ...]
    counted: int
    of: int
    threshold: int
    window_days: int
    days: int
    source: str
    status: Status
    off_already: bool


def proposals(
    view: View, day: date, rules: SuspensionRules, ill: IllByClass | None = None
) -> tuple[Proposal, ...]:
    """Return the references that are reached on a day; those off already last.

    Without `ill`, who is ill now is taken from the open cases alone.
    """
    access.require(view.actor, Action.VIEW_SUSPENSION)
    classes = pupil_classes(view, day)
    facts = _facts(view, day, rules, ill or {}, tuple(one.id for one in classes))
    if not facts:
        return ()
    names = {one.id: one.name for one in classes}
    off = frozenset(classes_off(view, day))
    found = [
        _proposal(finding, names, off)
        for finding in findings(rules.references, facts, day)
        if any(
            access.allowed(view.actor, Action.VIEW_SUSPENSION, class_id)
            for class_id in finding.class_ids
        )
    ]
    return tuple(sorted(found, key=lambda one: one.off_already))


def counted_sentence(one: Proposal, disease: str, texts: Texts) -> str:
    """Return what was counted, as a sentence: no decision in it."""
    between = texts("suspension.between")
    return texts(
        f"suspension.counted.{one.measure.value}",
        what=between.join(one.class_names),
        disease=disease,
        counted=one.counted,
        of=one.of,
        per_cent=one.counted * 100 // one.of if one.of else 0,
        days=one.window_days,
        threshold=one.threshold,
    )


def _facts(
    view: View,
    day: date,
    rules: SuspensionRules,
    ill: IllByClass,
    class_ids: Sequence[ClassId],
) -> Mapping[str, Sequence[ClassFacts]]:
    windows = {one.window_days for one in rules.references}
    serious_days = {
        one.disease: one.window_days for one in rules.references if one.measure is Measure.SERIOUS
    }
    counts = {
        window: {
            (one.class_id, one.disease_id): one
            for one in cases.disease_counts(view, day - timedelta(days=window - 1), day, None)
        }
        for window in windows
    }
    widest = counts[max(windows)] if windows else {}
    pairs = {(c, d) for c, d in widest} | {(c, d) for c in ill for d in ill[c]}
    sizes = _sizes(view, day) if pairs else {}
    facts: dict[str, list[ClassFacts]] = defaultdict(list)
    order = {class_id: at for at, class_id in enumerate(class_ids)}
    for class_id, disease_id in sorted(
        (pair for pair in pairs if pair[0] in order), key=lambda pair: (order[pair[0]], pair[1])
    ):
        all_of_it = widest.get((class_id, disease_id))
        lately = counts.get(serious_days.get(disease_id, 0), {}).get((class_id, disease_id))
        known = ill.get(class_id, {}).get(disease_id, _NONE)
        current = max(known.current, all_of_it.current if all_of_it else 0)
        facts[disease_id].append(
            ClassFacts(
                class_id=class_id,
                size=sizes.get(class_id, 0),
                new_by_day=all_of_it.new_by_day if all_of_it else {},
                serious=lately.admitted if lately else 0,
                ill=IllCounts(known.new_today, current),
            )
        )
    return facts


def _sizes(view: View, day: date) -> Mapping[ClassId, int]:
    return {one.class_id: one.total for one in roster.head_counts(view, day)}


def _proposal(finding: Finding, names: Mapping[ClassId, str], off: frozenset[ClassId]) -> Proposal:
    rule = finding.reference
    stops = tuple(names) if rule.scope is Scope.SCHOOL else finding.class_ids
    return Proposal(
        rule_id=rule.id,
        disease_id=rule.disease,
        measure=rule.measure,
        scope=rule.scope,
        class_ids=stops,
        class_names=tuple(names[one] for one in finding.class_ids if one in names),
        counted=finding.counted,
        of=finding.of,
        threshold=rule.count,
        window_days=rule.window_days,
        days=rule.days,
        source=rule.source,
        status=rule.status,
        off_already=set(stops) <= off,
    )
