# SPDX-License-Identifier: Apache-2.0
"""Who acts: the role and the reach of whoever is logged in."""

from dataclasses import dataclass
from enum import StrEnum

from schoolguard.kernel.ids import AccountId, ClassId


class Role(StrEnum):
    """The four roles of a school; what each may do is decided in `access.rules`."""

    NURSE = "nurse"
    TEACHER = "teacher"
    PRINCIPAL = "principal"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Actor:
    """The logged-in person on whose behalf a transaction runs.

    Attributes:
        classes: a class teacher's own classes; empty for every other role, which reach all.
    """

    account_id: AccountId
    name: str
    role: Role
    classes: frozenset[ClassId] = frozenset()


SYSTEM_ACTOR = Actor(AccountId(0), "SchoolGuard", Role.ADMINISTRATOR)
"""The program itself: set-up, migrations, the demonstration's first minute."""
