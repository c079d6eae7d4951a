# SPDX-License-Identifier: Apache-2.0
"""What stands in clear beside a record: the school's name and who can log in.

The unlock window shows it before anything heavy is loaded, so this reads the JSON alone and
believes nothing: `access.unlock_file` reads it again, with suspicion, when somebody knocks.
"""

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QJsonDocument

UNLOCK_FILE = "unlock.json"
_LIMIT_BYTES = 256 * 1024


class DoorPlate(NamedTuple):
    """A folder that holds a record, as seen from outside.

    Attributes:
        title: the school's or the bureau's name.
        logins: who can log in, in order; empty when the file can't be read.
    """

    folder: Path
    title: str
    logins: tuple[str, ...]


def read_door_plate(folder: Path) -> DoorPlate | None:
    """Return what stands at the door of a folder, None when it holds no record."""
    path = folder / UNLOCK_FILE
    try:
        if path.stat().st_size > _LIMIT_BYTES:
            return DoorPlate(folder, folder.name, ())
        # Qt's reader: Python's would be one more library before the first paint.
        raw = QJsonDocument.fromJson(path.read_bytes()).toVariant()
        logins = tuple(str(slot["login"]) for slot in raw["slots"] if slot["login"])
        return DoorPlate(folder, str(raw["title"]), logins)
    except OSError:
        return None
    except (KeyError, TypeError, AttributeError):
        return DoorPlate(folder, folder.name, ())
