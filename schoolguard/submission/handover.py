# SPDX-License-Identifier: Apache-2.0
"""Puts files on a stick or into a folder so that a half-written one never bears the final name.

Written under another name, flushed to the device, read back, then renamed. A full or pulled stick
is told as such. Nothing of this needs the record: what was handed over is noted afterwards.
"""

import errno
import os
from pathlib import Path

from schoolguard.kernel.errors import UserError

_PART = ".part"
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_GONE = {errno.EIO, errno.ENODEV, errno.ENXIO, errno.ENOENT, errno.ENOTDIR}


def write_file(folder: Path, name: str, data: bytes, *, replace: bool = False) -> Path:
    """Write one file into a folder and return its path; it is on the device when this returns.

    A file of the same name and content is left as it is; one with other content is replaced only
    if the person has agreed to that (`replace`).

    Raises:
        UserError: ``submission.no_room``, ``submission.folder_gone``, ``submission.read_only``,
            ``submission.other_file_there`` (same name, other content),
            ``submission.read_back_differs`` or ``submission.not_written``.
    """
    final = folder / name
    part = folder / f"{name}{_PART}"
    try:
        if final.exists() and not replace:
            return _same_file(final, data)
        _write_flushed(part, data)
        if part.read_bytes() != data:
            raise UserError("submission.read_back_differs", file=name)
        part.replace(final)
        _flush_folder(folder)
    except OSError as error:
        raise _told(error, name) from error
    finally:
        _remove(part)
    return final


def clear_parts(folder: Path) -> None:
    """Remove what an interrupted writing left behind; a folder that is gone is no matter."""
    for part in folder.glob(f"*.sg[pr]{_PART}"):
        _remove(part)


def _write_flushed(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _same_file(path: Path, data: bytes) -> Path:
    if path.read_bytes() != data:
        raise UserError("submission.other_file_there", file=path.name)
    return path


def _flush_folder(folder: Path) -> None:
    """Make the new name last; Windows has no such call and writes names at once."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.EBADF}:  # some stick drivers know no such call
            raise
    finally:
        os.close(handle)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return  # the stick is gone, and the half file with it


def _told(error: OSError, name: str) -> UserError:
    if error.errno in _NO_ROOM:
        return UserError("submission.no_room", file=name)
    if error.errno in _GONE:
        return UserError("submission.folder_gone", file=name)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return UserError("submission.read_only", file=name)
    return UserError("submission.not_written", file=name, reason=os.strerror(error.errno or 0))
