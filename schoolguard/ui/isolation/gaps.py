# SPDX-License-Identifier: Apache-2.0
"""What a leaving would lack as it stands, asked of the room's own rules while somebody types."""

from datetime import datetime

from schoolguard import isolation
from schoolguard.isolation import Gap, IsolationRules, LeavingDraft, LeavingFacts, Look, Stay


def gaps_of(
    stay: Stay, draft: LeavingDraft, rules: IsolationRules, now: datetime
) -> tuple[Gap, ...]:
    """Return what is missing, in the order to ask; empty when nothing is."""
    facts = LeavingFacts(
        kind=stay.line.kind,
        left_at=draft.left_at or now,
        destination=draft.destination,
        looks=tuple(
            Look(seen.taken_at, seen.decicelsius, seen.site, seen.symptoms)
            for seen in stay.observations
        ),
        reached=frozenset(stay.line.told),
        handed_to=draft.handed_to,
        hospital=draft.hospital,
        not_measured_reason=draft.not_measured_reason,
    )
    return isolation.leaving_gaps(facts, rules)
