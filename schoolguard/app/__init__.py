# SPDX-License-Identifier: Apache-2.0
"""The only wiring: creates and opens a school or a bureau and hands out its session.

`bootstrap` finds folder, keys and tables together, `school` is what pages and commands receive,
`settings` and `calendar` keep what a school decides for itself. Names are looked up when first
asked for, so that the unlock window does not wait for the database library.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schoolguard.app.bureau import Bureau
    from schoolguard.app.school import School
    from schoolguard.store.unit import Unit, View

__all__ = ["Bureau", "School", "Unit", "View"]

_HOMES = {
    "Bureau": "schoolguard.app.bureau",
    "School": "schoolguard.app.school",
    "Unit": "schoolguard.store.unit",
    "View": "schoolguard.store.unit",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(_HOMES[name]), name)
