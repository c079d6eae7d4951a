# SPDX-License-Identifier: Apache-2.0
"""Where the demonstration puts what it makes; the names are part of the command's promise."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from schoolguard.kernel.errors import UserError


@dataclass(frozen=True, slots=True)
class Places:
    """The folder of one demonstration, and what lies in it.

    Attributes:
        playing: lies there while the play is unfinished; the set-up removes such a folder.
        school: the school's own folder, which the window opens.
    """

    root: Path
    playing: Path
    roster: Path
    password: Path
    school: Path
    bureau: Path
    school_card: Path
    bureau_card: Path
    reports: Path
    packages: Path
    receipts: Path
    pictures: Path

    @classmethod
    def under(cls, root: Path) -> Self:
        """Return the places of a demonstration in a folder."""
        return cls(
            root=root,
            playing=root / ".playing",
            roster=root / "roster.xlsx",
            password=root / "password.txt",
            school=root / "school",
            bureau=root / "bureau",
            school_card=root / "cards" / "school.card",
            bureau_card=root / "cards" / "bureau.card",
            reports=root / "reports",
            packages=root / "packages",
            receipts=root / "receipts",
            pictures=root / "pictures",
        )

    def claim(self) -> None:
        """Take an empty or new folder and make the folders in it.

        Raises:
            UserError: ``demo.not_empty``, so that nobody's files are touched, or
                ``demo.unwritable``.
        """
        try:
            if self.root.exists() and any(self.root.iterdir()):
                raise UserError("demo.not_empty", folder=str(self.root))
            for part in (self.school_card.parent, self.reports, self.packages, self.receipts):
                part.mkdir(parents=True)
            self.playing.touch()
        except OSError as error:
            raise UserError("demo.unwritable", folder=str(self.root)) from error

    def release(self) -> None:
        """Say that the play is over: what lies here is whole."""
        self.playing.unlink()
