# SPDX-License-Identifier: Apache-2.0
"""Every folder that the program writes to outside a school's own.

Nothing personal is written here: logs carry codes. Window sizes and column widths are Qt's to keep.
"""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_NAME = "SchoolGuard"


@dataclass(frozen=True, slots=True)
class Paths:
    """Where the program's own files go."""

    data: Path

    @property
    def logs(self) -> Path:
        """Return the folder of the rotating log."""
        return self.data / "logs"


def usual_paths(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Paths:
    """Return the folders that this operating system gives to programs of a person."""
    home = Path(environment.get("USERPROFILE" if platform == "win32" else "HOME", "~")).expanduser()
    if platform == "win32":
        local = environment.get("LOCALAPPDATA")
        return Paths((Path(local) if local else home / "AppData" / "Local") / _NAME)
    if platform == "darwin":
        return Paths(home / "Library" / "Application Support" / _NAME)
    shared = environment.get("XDG_DATA_HOME")
    return Paths((Path(shared) if shared else home / ".local" / "share") / _NAME.lower())
