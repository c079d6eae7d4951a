# SPDX-License-Identifier: Apache-2.0
"""Two kinds of failure: the world's (tell the person) and ours (a report for the makers).

A `UserError` carries a code and parameters, never a sentence: the sentence is found under the
key ``<room>.error.<what>`` in `resources/i18n`, in the language of whoever reads it.
"""

from collections.abc import Mapping

from typing_extensions import override

Param = str | int | float


class SchoolguardError(Exception):
    """Root of every error that this program raises on purpose."""


class UserError(SchoolguardError):
    """Input or environment is not as needed; the person can do something about it.

    Args:
        code: dotted, stable, lower case, e.g. ``roster.unknown_class``.
        params: values that the sentence names; never a child's name in a code path that is logged.
    """

    def __init__(self, code: str, **params: Param) -> None:
        super().__init__(code)
        self.code = code
        self.params: Mapping[str, Param] = params

    @override
    def __str__(self) -> str:
        """The code alone: parameters may name a person and must not reach a log."""
        return self.code


class BugError(SchoolguardError):
    """Something the program promised itself does not hold."""
