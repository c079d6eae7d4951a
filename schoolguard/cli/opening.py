# SPDX-License-Identifier: Apache-2.0
"""Opens the school or the bureau that a command is about, and closes it afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schoolguard.app import Bureau, School
from schoolguard.app import bootstrap as doors
from schoolguard.app.door import Door
from schoolguard.cli.asked import Asked
from schoolguard.kernel.actor import Role
from schoolguard.kernel.errors import UserError


@contextmanager
def open_school(asked: Asked, usual: Role = Role.NURSE) -> Iterator[School]:
    """Lend the school that ``--school`` names, opened with the password.

    `usual` is whose command it is, where ``--user`` does not say.

    Raises:
        UserError: what `app.bootstrap.open_school` refuses, or ``cli.no_such_user``.
    """
    folder: Path = asked["school"]
    school = doors.open_school(folder, _login(asked, folder, usual), asked.password(), asked.clock)
    try:
        yield school
    finally:
        school.close()


@contextmanager
def open_bureau(asked: Asked) -> Iterator[Bureau]:
    """Lend the bureau that ``--bureau`` names, opened with the password.

    Raises:
        UserError: what `app.bootstrap.open_bureau` refuses.
    """
    office = doors.open_bureau(asked["bureau"], asked.password(), asked.clock)
    try:
        yield office
    finally:
        office.close()


def _login(asked: Asked, folder: Path, usual: Role) -> str:
    """Return the login that is asked for; else the first of the usual role, else the first."""
    logins = Door(folder).logins()
    wanted: str | None = asked["user"]
    if wanted is None:
        fitting = [one.login for one in logins if one.role == usual]
        return (fitting or [one.login for one in logins])[0]
    if all(one.login != wanted for one in logins):
        raise UserError("cli.no_such_user", user=wanted)
    return wanted
