# SPDX-License-Identifier: Apache-2.0
"""Small files, replaced whole: a power cut leaves the old one or the new one, never half."""

import contextlib
import os
import secrets
from pathlib import Path

from schoolguard.kernel.errors import UserError


def replace_file(path: Path, data: bytes) -> None:
    """Write `data` to `path`; it is on disk when this returns, or the old file is untouched.

    Raises:
        UserError: ``store.not_written`` when the disk is full or may not be written.
    """
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise UserError("store.not_written", file=path.name) from error


def _sync_folder(folder: Path) -> None:
    """Make the renaming durable; Windows has no such call and needs none on NTFS."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
