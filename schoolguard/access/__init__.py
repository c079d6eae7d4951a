# SPDX-License-Identifier: Apache-2.0
"""Who is who at the keyboard, and who may do what.

`rules` holds the one table of rights; other rooms begin every service with
``access.require(unit.actor, Action.X, class_id=...)``.
"""

from schoolguard.access.rules import ACTIONS, Action, allowed, require

__all__ = ["ACTIONS", "Action", "allowed", "require"]
