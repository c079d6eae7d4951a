# SPDX-License-Identifier: Apache-2.0
"""The values of stock and UV lamps; strengths in mg/L of the active part."""

from dataclasses import dataclass
from datetime import date, datetime

from schoolguard.disinfection.kinds import AgentForm
from schoolguard.kernel.ids import PlaceId


@dataclass(frozen=True, slots=True)
class BottleDraft:
    """A package of stock 原液/药品.

    Attributes:
        mg_per_litre: strength of a liquid or ready agent; 0 for tablets.
        mg_per_tablet: 0 for liquids.
        size: as printed, e.g. ``500 mL`` or ``100 片``.
    """

    agent_id: str
    name: str = ""
    mg_per_litre: int = 0
    mg_per_tablet: int = 0
    size: str = ""
    batch: str = ""
    expires_on: date | None = None
    opened_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bottle:
    """A package of stock as it stands today.

    Attributes:
        name: of its own, or the agent's id where it has none.
        good_until: last day on which it may be used; None = not known.
        expired: past the printed day. `open_too_long`: past the days after opening.
        finished_on: used up or thrown away.
    """

    id: int
    draft: BottleDraft
    form: AgentForm
    kills_norovirus: bool
    good_until: date | None
    expired: bool
    open_too_long: bool
    finished_on: date | None
    end_reason: str


@dataclass(frozen=True, slots=True)
class Lamp:
    """A UV lamp with its hours.

    Attributes:
        minutes: burned since the tube was put in, with what it had before the register began.
        hours_left: until the tube is to be replaced; below zero when overdue.
        replace: due now. `warn`: soon.
    """

    id: int
    place_id: PlaceId
    place_name: str
    name: str
    installed_on: date
    minutes: int
    hours_left: int
    warn: bool
    replace: bool
    retired_on: date | None


@dataclass(frozen=True, slots=True)
class LampRun:
    """One burning of a lamp; `unoccupied` is the person's word that nobody was in the room."""

    lamp_id: int
    begun_at: datetime
    minutes: int
    unoccupied: bool
    note: str = ""
