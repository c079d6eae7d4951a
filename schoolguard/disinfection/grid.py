# SPDX-License-Identifier: Apache-2.0
"""Places and their named people, the school's adjustments of the plan, alerts."""

from collections.abc import Sequence

from schoolguard.disinfection.pack import DisinfectionRules
from schoolguard.disinfection.values import AlertDraft, PlaceDraft, TaskChange
from schoolguard.kernel.ids import PersonId, PlaceId
from schoolguard.store import Unit


def add_place(unit: Unit, draft: PlaceDraft) -> PlaceId:
    """Add a place."""
    raise NotImplementedError


def add_places(unit: Unit, drafts: Sequence[PlaceDraft]) -> tuple[PlaceId, ...]:
    """Add several places, all or none."""
    raise NotImplementedError


def change_place(unit: Unit, place_id: PlaceId, draft: PlaceDraft, why: str = "") -> None:
    """Change a place; what is replaced is kept."""
    raise NotImplementedError


def name_people(
    unit: Unit,
    place_ids: Sequence[PlaceId],
    *,
    responsible_id: PersonId | None = None,
    responsible_name: str = "",
    deputy_id: PersonId | None = None,
    deputy_name: str = "",
) -> None:
    """Name the person and deputy of several places at once; what is not given stays."""
    raise NotImplementedError


def retire_place(unit: Unit, place_id: PlaceId, why: str) -> None:
    """End a place's plan from today."""
    raise NotImplementedError


def bring_back_place(unit: Unit, place_id: PlaceId, why: str) -> None:
    """Undo the retirement."""
    raise NotImplementedError


def adjust_task(
    unit: Unit, place_ids: Sequence[PlaceId], change: TaskChange, rules: DisinfectionRules
) -> None:
    """Adjust a task at some places from today; the days before keep their plan."""
    raise NotImplementedError


def reset_task(unit: Unit, place_ids: Sequence[PlaceId], task_id: str) -> None:
    """Go back to the pack from today."""
    raise NotImplementedError


def raise_alert(unit: Unit, draft: AlertDraft, rules: DisinfectionRules) -> int:
    """Raise the effort for places and days; return the alert's id."""
    raise NotImplementedError


def end_alert(unit: Unit, alert_id: int, reason: str) -> None:
    """End an alert from today."""
    raise NotImplementedError
