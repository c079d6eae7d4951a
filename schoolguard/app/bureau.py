# SPDX-License-Identifier: Apache-2.0
"""A bureau that is open: what the bureau's commands and pages receive.

Its record is a file of its own with tables of its own; one password opens it, and whoever holds the
post types their name.
"""

from pathlib import Path
from typing import Final

from schoolguard.app.record import Record
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.clock import Clock
from schoolguard.kernel.ids import AccountId
from schoolguard.store.vault import Vault

BUREAU_LOGIN: Final = "bureau"
BUREAU_ACCOUNT: Final = AccountId(1)


class Bureau(Record):
    """One open bureau.

    Attributes:
        name: as given when it was created.
    """

    def __init__(self, folder: Path, vault: Vault, clock: Clock, actor: Actor, name: str) -> None:
        super().__init__(folder, vault, clock, actor)
        self.name = name


def clerk(name: str) -> Actor:
    """Return the person at the bureau's desk."""
    return Actor(BUREAU_ACCOUNT, name, Role.ADMINISTRATOR)
