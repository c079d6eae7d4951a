# SPDX-License-Identifier: Apache-2.0
"""Which files of a stick or folder are packages to take in, oldest number first.

Found by their suffix, read at most up to the limit of the format. Order does not matter to the
chain; numbers in order only spare a clerk the sight of gaps that close a moment later.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from schoolguard.kernel.errors import UserError
from schoolguard.packages.archive import ARCHIVE_LIMIT_BYTES

SUFFIX = ".sgp"


def find_packages(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the package files among `paths`; folders are searched with what is below them.

    Raises:
        UserError: ``bureau.no_such_file`` names the first path that is not there.
    """
    found: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise UserError("bureau.no_such_file", file=path.name)
        found.update(_below(path))
    return tuple(sorted(found, key=lambda path: (path.name, path)))


def read_package(path: Path) -> bytes:
    """Return a file's bytes, one more than the limit at most, so that it is refused as too large.

    Raises:
        UserError: ``bureau.unreadable``.
    """
    try:
        with path.open("rb") as file:
            return file.read(ARCHIVE_LIMIT_BYTES + 1)
    except OSError as error:
        raise UserError("bureau.unreadable", file=path.name) from error


def _below(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from (each for each in path.rglob(f"*{SUFFIX}") if each.is_file())
    else:
        yield path
