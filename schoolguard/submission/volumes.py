# SPDX-License-Identifier: Apache-2.0
"""Which removable volumes are plugged in, so that a stick is one key away.

On Linux by the kernel's own list of mounts; on Windows by drive letters. A guess for convenience:
any folder can be chosen instead.
"""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_MOUNTS = Path("/proc/mounts")
_SYS_BLOCK = Path("/sys/class/block")
_HOMES_OF_STICKS = ("/media/", "/run/media/", "/mnt/")
_DRIVE_REMOVABLE = 2


@dataclass(frozen=True, slots=True)
class Volume:
    """A plugged-in volume; `free_bytes` is what may still be written."""

    path: Path
    label: str
    free_bytes: int


def removable_volumes() -> tuple[Volume, ...]:
    """Return the removable volumes that are mounted now, by path; empty when none is found."""
    found = _windows_drives() if sys.platform == "win32" else _linux_mounts(_MOUNTS)
    volumes = (_volume(path) for path in found)
    return tuple(sorted((v for v in volumes if v is not None), key=lambda v: v.path))


def _volume(path: Path) -> Volume | None:
    try:
        free = shutil.disk_usage(path).free
    except OSError:
        return None  # pulled between listing and asking
    return Volume(path, path.name or str(path), free)


def _linux_mounts(mounts: Path) -> Iterator[Path]:
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return
    for line in lines:
        device, place, *_ = line.split(" ")
        place = _unescape(place)
        if device.startswith("/dev/") and (
            place.startswith(_HOMES_OF_STICKS) or _is_removable(device.removeprefix("/dev/"))
        ):
            yield Path(place)


def _unescape(place: str) -> str:
    """The kernel writes space, tab, newline and backslash as octal."""
    for code, sign in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        place = place.replace(code, sign)
    return place


def _is_removable(device: str) -> bool:
    """A partition's disk says whether it can be taken out."""
    try:
        disk = (_SYS_BLOCK / device).resolve().parent
        for candidate in (_SYS_BLOCK / device, disk):
            flag = candidate / "removable"
            if flag.is_file():
                return flag.read_text(encoding="ascii").strip() == "1"
    except OSError:
        return False
    return False


def _windows_drives() -> Iterator[Path]:
    if sys.platform != "win32":
        return
    import ctypes  # noqa: PLC0415 - only there

    kernel = ctypes.windll.kernel32
    letters = kernel.GetLogicalDrives()
    for number in range(26):
        if letters & (1 << number):
            drive = f"{chr(ord('A') + number)}:\\"
            if kernel.GetDriveTypeW(drive) == _DRIVE_REMOVABLE:
                yield Path(drive)
