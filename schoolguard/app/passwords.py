# SPDX-License-Identifier: Apache-2.0
"""The list of passwords that are tried first, read when a password is set."""

from functools import cache

from schoolguard.kernel.resources import resource


@cache
def common_passwords() -> frozenset[str]:
    """Return what a password must not be, lower case."""
    lines = resource("rules", "common_passwords.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line and not line.startswith("#"))
