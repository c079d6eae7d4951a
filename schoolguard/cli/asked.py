# SPDX-License-Identifier: Apache-2.0
"""One command line, understood: its arguments, its clock, its password."""

import argparse
import getpass
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schoolguard.cli.answers import Answer
from schoolguard.cli.windows import Windows
from schoolguard.kernel.clock import Clock, FixedClock, SystemClock
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.texts import Texts

_PASSWORD_LIMIT_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked on the command line.

    Attributes:
        arguments: by the names of the options, see `arguments.COMMANDS`.
        windows: None where no window may open, e.g. in tests of the terminal.
    """

    arguments: argparse.Namespace
    texts: Texts
    windows: Windows | None

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - one type an option, see COMMANDS
        """Return one argument's value."""
        return getattr(self.arguments, name)

    @property
    def clock(self) -> Clock:
        """The computer's clock, or the one that ``--now`` fixes."""
        return FixedClock(self.arguments.now) if self.arguments.now else SystemClock()

    def password(self) -> str:
        """Return the password, from the named file or typed unseen.

        Raises:
            UserError: ``cli.password_unreadable``, or ``cli.no_password`` where nobody can type.
        """
        named = self.arguments.password_file
        if named == "-":
            return sys.stdin.readline(_PASSWORD_LIMIT_BYTES).rstrip("\r\n")
        if named:
            try:
                text = Path(named).read_text(encoding="utf-8")[:_PASSWORD_LIMIT_BYTES]
            except (OSError, UnicodeDecodeError) as error:
                raise UserError("cli.password_unreadable", file=named) from error
            return text.splitlines()[0] if text else ""
        if not sys.stdin.isatty():
            raise UserError("cli.no_password")
        return getpass.getpass(self.texts("cli.password_prompt"))


Command = Callable[[Asked], Answer]


def read_file(path: Path) -> bytes:
    """Return a named file's bytes.

    Raises:
        UserError: ``cli.unreadable``.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserError("cli.unreadable", file=str(path)) from error


@contextmanager
def writing_to(path: Path) -> Iterator[None]:
    """Turn a failure to write a named file into words.

    Raises:
        UserError: ``cli.unwritable``.
    """
    try:
        yield
    except OSError as error:
        raise UserError("cli.unwritable", file=str(path)) from error
