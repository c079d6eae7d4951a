# SPDX-License-Identifier: Apache-2.0
"""Which field of a form an error about accounts belongs to."""

from typing import Final

from schoolguard.kernel.errors import UserError

_FIELDS: Final = {
    "access.bad_login": "login",
    "access.login_taken": "login",
    "access.unknown_login": "login",
    "access.account_closed": "login",
    "access.password_too_short": "password",
    "access.password_too_simple": "password",
    "access.password_has_login": "password",
    "access.password_common": "password",
    "access.wrong_password": "old",
    "access.mistyped_code": "code",
    "access.not_that_code": "code",
    "access.wrong_code": "code",
    "access.no_recovery": "code",
    "access.bad_pin": "pin",
    "settings.bad_name": "name",
    "settings.bad_code": "code",
    "settings.no_session": "sessions",
    "settings.evening_without_boarders": "sessions",
    "settings.bad_idle_lock": "idle",
}


def field_of(error: UserError) -> str:
    """Return the name of the field, or an empty text for an error of the whole form."""
    return _FIELDS.get(error.code, "")
