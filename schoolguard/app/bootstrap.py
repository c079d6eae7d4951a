# SPDX-License-Identifier: Apache-2.0
"""Finds folder, key and tables together: creates and opens schools.

The only place that knows which file of a school's folder is what.
"""

from pathlib import Path

from schoolguard.app.calendar import found_calendar
from schoolguard.app.schema import SCHOOL_METADATA, SCHOOL_REVISION
from schoolguard.app.school import ANCHOR_FILE, School
from schoolguard.app.settings import found_settings
from schoolguard.kernel.actor import SYSTEM_ACTOR, Actor
from schoolguard.kernel.clock import Clock
from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.kernel.school_settings import SchoolSettings
from schoolguard.store import identity
from schoolguard.store.anchor import is_behind, read_anchor
from schoolguard.store.vault import create_vault, open_vault

STORE_FILE = "school.db"


def found_school(
    folder: Path, key: bytes, settings: SchoolSettings, calendar: SchoolCalendar, clock: Clock
) -> School:
    """Create the record of a new school under a raw key; nobody can log in yet."""
    folder.mkdir(parents=True, exist_ok=True)
    vault = create_vault(folder / STORE_FILE, key, SCHOOL_METADATA, SCHOOL_REVISION)
    school = School(folder, vault, clock, SYSTEM_ACTOR)
    with school.writing() as unit:
        identity.found(unit, identity.new_id())
        found_settings(unit, settings)
        found_calendar(unit, calendar)
        unit.audit("school.created", code=settings.code)
    return school


def open_with_key(folder: Path, key: bytes, actor: Actor, clock: Clock) -> School:
    """Open a school's record with its raw key, in the name of `actor`."""
    vault = open_vault(folder / STORE_FILE, key)
    school = School(folder, vault, clock, actor)
    remembered = read_anchor(folder / ANCHOR_FILE)
    school.behind = remembered is not None and school.query(
        lambda view: is_behind(view, remembered)
    )
    return school
