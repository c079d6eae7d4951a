# SPDX-License-Identifier: Apache-2.0
"""Who was seen at school by a check: measured or observed, whatever was found."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select

from schoolguard.checks.queries import READINGS
from schoolguard.checks.values import State
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.clock import instant
from schoolguard.kernel.ids import ClassId, PersonId
from schoolguard.store import View


def last_seen(
    view: View,
    person_ids: Collection[PersonId],
    class_ids: Collection[ClassId],
    days: Collection[date],
) -> Mapping[PersonId, datetime]:
    """Return when each person was last seen by a check on some days; others are left out.

    `class_ids` are the classes the persons were in on those days; they are part of the key, so that
    a few persons cost no more in year five. The instant is that of the entry.
    """
    rows = view.connection.execute(
        select(READINGS.c.person_id, READINGS.c.day, READINGS.c.minute).where(
            READINGS.c.day.in_(days),
            READINGS.c.session.in_([int(session) for session in CheckSession]),
            READINGS.c.class_id.in_(class_ids),
            READINGS.c.person_id.in_(person_ids),
            or_(READINGS.c.value > int(max(State)), READINGS.c.value == int(State.OBSERVED)),
        )
    )
    seen: dict[PersonId, datetime] = {}
    for person_id, day, minute in rows:
        at = instant(day) + timedelta(minutes=minute)
        seen[person_id] = max(at, seen.get(person_id, at))
    return seen
