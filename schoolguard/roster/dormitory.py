# SPDX-License-Identifier: Apache-2.0
"""Who sleeps where, for everything that spreads from bed to bed."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select

from schoolguard.kernel.ids import DormRoomId, PersonId
from schoolguard.roster.queries import in_force
from schoolguard.roster.tables import EnrolmentRow, PersonRow
from schoolguard.store.unit import View


def room_by_person(view: View, day: date) -> Mapping[PersonId, DormRoomId]:
    """Return the dormitory room of everybody who has one and is in a class on a day."""
    rows = view.connection.execute(
        select(PersonRow.id, PersonRow.dorm_room_id)
        .join(EnrolmentRow, EnrolmentRow.person_id == PersonRow.id)
        .where(in_force(EnrolmentRow, day), PersonRow.dorm_room_id.is_not(None))
    )
    return {person_id: room_id for person_id, room_id in rows if room_id is not None}
