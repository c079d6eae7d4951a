# SPDX-License-Identifier: Apache-2.0
"""Who may do what, and what a password must be.

One table from role to actions, and the reach of a class teacher: control of the screens, not
cryptography, since whoever can unlock the record holds its key. Passwords and PINs: long enough,
not on the list of common ones; waiting after wrong ones.

Source: NIST SP 800-63B-4 section 3.1.1 (length and a blocklist, no composition rules).
"""

import unicodedata
from collections.abc import Collection
from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from schoolguard.kernel.actor import SYSTEM_ACTOR, Actor, Role
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import ClassId


class Action(StrEnum):
    """Everything that a role may or may not do."""

    MANAGE_ACCOUNTS = "manage_accounts"
    CHANGE_SETTINGS = "change_settings"
    EDIT_CALENDAR = "edit_calendar"
    VIEW_PEOPLE = "view_people"
    EDIT_PEOPLE = "edit_people"
    IMPORT_PEOPLE = "import_people"
    PROMOTE_CLASSES = "promote_classes"
    VIEW_FAMILY = "view_family"
    VIEW_CHECKS = "view_checks"
    RECORD_CHECKS = "record_checks"
    CORRECT_CHECKS = "correct_checks"
    VIEW_ABSENCE = "view_absence"
    FOLLOW_ABSENCE = "follow_absence"
    CLOSE_ABSENCE = "close_absence"
    VIEW_ISOLATION = "view_isolation"
    RECORD_ISOLATION = "record_isolation"
    VIEW_DISINFECTION = "view_disinfection"
    RECORD_DISINFECTION = "record_disinfection"
    PLAN_DISINFECTION = "plan_disinfection"
    VIEW_CASES = "view_cases"
    RECORD_CASES = "record_cases"
    VIEW_SUSPENSION = "view_suspension"
    DECIDE_SUSPENSION = "decide_suspension"
    FOLLOW_SUSPENDED = "follow_suspended"
    VIEW_CLEARANCE = "view_clearance"
    CLEAR_RETURN = "clear_return"
    VIEW_WARNINGS = "view_warnings"
    ANSWER_WARNINGS = "answer_warnings"
    CHANGE_RULES = "change_rules"
    VIEW_REPORTS = "view_reports"
    PREPARE_REPORT = "prepare_report"
    SIGN_REPORT = "sign_report"
    SEAL_PACKAGE = "seal_package"
    ENROL_BUREAU = "enrol_bureau"
    READ_AUDIT = "read_audit"
    VERIFY_STORE = "verify_store"
    EXPORT_NAMES = "export_names"


_READS = frozenset(
    {
        Action.VIEW_PEOPLE,
        Action.VIEW_FAMILY,
        Action.VIEW_CHECKS,
        Action.VIEW_ABSENCE,
        Action.VIEW_ISOLATION,
        Action.VIEW_DISINFECTION,
        Action.VIEW_CASES,
        Action.VIEW_SUSPENSION,
        Action.VIEW_CLEARANCE,
        Action.VIEW_WARNINGS,
        Action.VIEW_REPORTS,
    }
)

ACTIONS = MappingProxyType(
    {
        Role.NURSE: _READS
        | {
            Action.CHANGE_SETTINGS,
            Action.EDIT_CALENDAR,
            Action.MANAGE_ACCOUNTS,
            Action.EDIT_PEOPLE,
            Action.IMPORT_PEOPLE,
            Action.PROMOTE_CLASSES,
            Action.RECORD_CHECKS,
            Action.CORRECT_CHECKS,
            Action.FOLLOW_ABSENCE,
            Action.CLOSE_ABSENCE,
            Action.RECORD_ISOLATION,
            Action.RECORD_DISINFECTION,
            Action.PLAN_DISINFECTION,
            Action.RECORD_CASES,
            Action.DECIDE_SUSPENSION,
            Action.FOLLOW_SUSPENDED,
            Action.CLEAR_RETURN,
            Action.ANSWER_WARNINGS,
            Action.CHANGE_RULES,
            Action.PREPARE_REPORT,
            Action.SEAL_PACKAGE,
            Action.ENROL_BUREAU,
            Action.READ_AUDIT,
            Action.VERIFY_STORE,
            Action.EXPORT_NAMES,
        },
        Role.PRINCIPAL: _READS
        | {
            Action.MANAGE_ACCOUNTS,
            Action.CHANGE_SETTINGS,
            Action.EDIT_CALENDAR,
            Action.PLAN_DISINFECTION,
            Action.DECIDE_SUSPENSION,
            Action.ANSWER_WARNINGS,
            Action.CHANGE_RULES,
            Action.PREPARE_REPORT,
            Action.SIGN_REPORT,
            Action.SEAL_PACKAGE,
            Action.ENROL_BUREAU,
            Action.READ_AUDIT,
            Action.VERIFY_STORE,
            Action.EXPORT_NAMES,
        },
        Role.TEACHER: frozenset(
            {
                Action.VIEW_PEOPLE,
                Action.VIEW_FAMILY,
                Action.VIEW_CHECKS,
                Action.VIEW_ABSENCE,
                Action.RECORD_CHECKS,
                Action.CORRECT_CHECKS,
                Action.FOLLOW_ABSENCE,
                Action.VIEW_DISINFECTION,
                Action.RECORD_DISINFECTION,
                Action.VIEW_SUSPENSION,
                Action.FOLLOW_SUSPENDED,
            }
        ),
        Role.ADMINISTRATOR: frozenset(
            {
                Action.MANAGE_ACCOUNTS,
                Action.CHANGE_SETTINGS,
                Action.EDIT_CALENDAR,
                Action.VIEW_PEOPLE,
                Action.EDIT_PEOPLE,
                Action.IMPORT_PEOPLE,
                Action.PROMOTE_CLASSES,
                Action.VIEW_DISINFECTION,
                Action.PLAN_DISINFECTION,
                Action.READ_AUDIT,
                Action.VERIFY_STORE,
            }
        ),
    }
)
"""The one table of rights. An administrator keeps the program going and enters no health data."""


def allowed(actor: Actor, action: Action, class_id: ClassId | None = None) -> bool:
    """Return whether an actor may do something, to one class or (None) anywhere in their reach.

    A class teacher reaches own classes only. With None a teacher is allowed when the action is
    theirs at all; queries that answer for the whole school must then be limited to `actor.classes`.
    """
    if actor == SYSTEM_ACTOR:
        return True
    if action not in ACTIONS[actor.role]:
        return False
    return actor.role is not Role.TEACHER or class_id is None or class_id in actor.classes


def require(actor: Actor, action: Action, class_id: ClassId | None = None) -> None:
    """Let an actor pass, or refuse.

    Raises:
        UserError: ``access.not_allowed``, or ``access.not_your_class`` for a teacher elsewhere.
    """
    if allowed(actor, action, class_id):
        return
    if action in ACTIONS[actor.role]:
        raise UserError("access.not_your_class")
    raise UserError("access.not_allowed", role=actor.role.value, action=action.value)


PASSWORD_MIN: Final = 10
PIN_MIN: Final = 4

FREE_TRIES: Final = 5
_FIRST_WAIT_SECONDS = 30
_LONGEST_WAIT_SECONDS = 15 * 60
_DIFFERENT_SIGNS = 5
_LOGIN_IN_PASSWORD_MIN = 4
_ENDINGS = "0123456789!@#$%^&*.?_-+= "


def wait_after(failures: int) -> int:
    """Return the seconds to wait after so many wrong passwords in a row."""
    if failures < FREE_TRIES:
        return 0
    doublings = min(failures - FREE_TRIES, 10)
    return min(_FIRST_WAIT_SECONDS << doublings, _LONGEST_WAIT_SECONDS)


def require_good_password(password: str, login: str, common: Collection[str]) -> None:
    """Accept a password that can't be guessed by trying what people usually take.

    Digits alone are refused: they are birthdays and telephone numbers.

    Args:
        password: as typed.
        login: must not be part of it.
        common: passwords and words to refuse, lower case; also with digits or signs after them.

    Raises:
        UserError: ``access.password_too_short``, ``access.password_too_simple``,
            ``access.password_has_login`` or ``access.password_common``.
    """
    plain = unicodedata.normalize("NFKC", password).lower()
    if len(plain) < PASSWORD_MIN:
        raise UserError("access.password_too_short", least=PASSWORD_MIN)
    if plain.isdigit() or len(set(plain)) < _DIFFERENT_SIGNS or _is_ladder(plain):
        raise UserError("access.password_too_simple")
    if len(login) >= _LOGIN_IN_PASSWORD_MIN and login.lower() in plain:
        raise UserError("access.password_has_login")
    if plain in common or plain.rstrip(_ENDINGS) in common:
        raise UserError("access.password_common")


def require_good_pin(pin: str) -> None:
    """Accept a PIN for a running session: at least four digits, not all alike, no ladder.

    Raises:
        UserError: ``access.bad_pin``.
    """
    digits = pin.isascii() and pin.isdigit() and len(pin) >= PIN_MIN
    if not digits or len(set(pin)) == 1 or _is_ladder(pin):
        raise UserError("access.bad_pin", least=PIN_MIN)


def _is_ladder(text: str) -> bool:
    steps = {ord(after) - ord(before) for before, after in pairwise(text)}
    return len(steps) == 1
