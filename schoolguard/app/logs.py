# SPDX-License-Identifier: Apache-2.0
"""A small rotating log for whoever helps the school, without anything personal in it.

Of a `UserError` only the code is written; of any other error the kind and the places in our own
files, never its text, which may quote what was typed.
"""

import contextlib
import logging
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from typing_extensions import override

from schoolguard.app.paths import usual_paths
from schoolguard.kernel.errors import UserError

LOGGER: Final = logging.getLogger("schoolguard")

_BYTES = 512 * 1024
_KEPT = 3


class _Formatter(logging.Formatter):
    """One line an entry; errors without their text."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        line = f"{self.formatTime(record)} {record.levelname} {record.getMessage()}"
        error = record.exc_info[1] if record.exc_info else None
        return line if error is None else f"{line}: {described(error)}"


def start_log(folder: Path) -> None:
    """Write the log to a folder from now on, replacing any log that was started before."""
    folder.mkdir(parents=True, exist_ok=True)
    stop_log()
    handler = RotatingFileHandler(
        folder / "schoolguard.log", maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8", delay=True
    )
    handler.setFormatter(_Formatter())
    LOGGER.addHandler(handler)
    LOGGER.setLevel(logging.INFO)
    LOGGER.propagate = False


def stop_log() -> None:
    """Close the log's files."""
    for handler in _own_handlers():
        LOGGER.removeHandler(handler)
        handler.close()


def note(error: BaseException) -> None:
    """Write that something went wrong, opening the usual log when it is the first thing.

    A disk that refuses is no reason to fail once more.
    """
    with contextlib.suppress(OSError):
        if not _own_handlers():
            start_log(usual_paths().logs)
        LOGGER.error("error", exc_info=error)


def described(error: BaseException) -> str:
    """Return what may be written about an error: code or kind, and where; never its text."""
    if isinstance(error, UserError):
        return error.code
    places = traceback.extract_tb(error.__traceback__)
    where = " < ".join(f"{Path(one.filename).name}:{one.lineno}" for one in reversed(places))
    return f"{type(error).__name__} at {where}" if where else type(error).__name__


def _own_handlers() -> tuple[logging.Handler, ...]:
    """Return ours alone: others, e.g. test tools, may listen too."""
    return tuple(one for one in LOGGER.handlers if isinstance(one, RotatingFileHandler))
