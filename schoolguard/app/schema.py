# SPDX-License-Identifier: Apache-2.0
"""Every table of the program, so that metadata is whole; the only place that imports them all."""

from typing import Final

from sqlalchemy.orm import configure_mappers

# One line for each room that has tables; its owner adds it.
import schoolguard.absence.tables
import schoolguard.access.tables
import schoolguard.app.tables
import schoolguard.bureau.tables
import schoolguard.cases.tables
import schoolguard.checks.tables
import schoolguard.clearance.tables
import schoolguard.daily.tables
import schoolguard.disinfection.tables
import schoolguard.isolation.tables
import schoolguard.roster.tables
import schoolguard.rulebook.tables
import schoolguard.store.chain
import schoolguard.store.corrections
import schoolguard.store.identity
import schoolguard.submission.tables
import schoolguard.suspension.tables
import schoolguard.warning.tables  # noqa: F401 - imported for their tables
from schoolguard.store.base import BureauBase, SchoolBase

SCHOOL_METADATA: Final = SchoolBase.metadata
BUREAU_METADATA: Final = BureauBase.metadata
SCHOOL_REVISION: Final = "0002"
"""Newest revision in `store/migrations/school`; a test keeps the two equal."""

BUREAU_REVISION: Final = "0002"
"""Newest revision in `store/migrations/bureau`."""


def get_ready() -> None:
    """Let the ORM look at all tables now, while nobody waits, instead of at the first query."""
    configure_mappers()
