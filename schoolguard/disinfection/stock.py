# SPDX-License-Identifier: Apache-2.0
"""Stock and UV lamps."""

from datetime import date

from schoolguard.disinfection.pack import DisinfectionRules
from schoolguard.disinfection.values import BottleDraft, LampRun
from schoolguard.kernel.ids import PlaceId
from schoolguard.store import Unit


def add_bottle(unit: Unit, draft: BottleDraft, rules: DisinfectionRules) -> int:
    """Add a package of stock."""
    raise NotImplementedError


def change_bottle(
    unit: Unit, bottle_id: int, draft: BottleDraft, rules: DisinfectionRules, why: str = ""
) -> None:
    """Change a package; what is replaced is kept."""
    raise NotImplementedError


def open_bottle(unit: Unit, bottle_id: int, opened_on: date) -> None:
    """Note the day a package was opened."""
    raise NotImplementedError


def finish_bottle(unit: Unit, bottle_id: int, reason: str) -> None:
    """Note that a package is used up or thrown away."""
    raise NotImplementedError


def add_lamp(
    unit: Unit, place_id: PlaceId, name: str, installed_on: date, minutes_before: int = 0
) -> int:
    """Add a UV lamp."""
    raise NotImplementedError


def replace_tube(unit: Unit, lamp_id: int, installed_on: date) -> int:
    """Put in a new tube: hours begin at zero; return the new lamp's id."""
    raise NotImplementedError


def retire_lamp(unit: Unit, lamp_id: int, why: str) -> None:
    """Take a lamp out of the register."""
    raise NotImplementedError


def record_lamp_run(unit: Unit, run: LampRun) -> int:
    """Keep a burning; refused when the room was not empty."""
    raise NotImplementedError


def retract_lamp_run(unit: Unit, run_id: int, reason: str) -> None:
    """Take a burning back."""
    raise NotImplementedError
