# SPDX-License-Identifier: Apache-2.0
"""Guessing at the unlock window gets slow: five tries, then a wait that doubles each time.

Counted per person in a small file beside the record, so that a restart helps nobody. Waiting is
measured with the computer's uptime, not its clock: setting the clock forward doesn't shorten it.
After a restart of the computer only the time since then counts. Failures are noted with their
instant and enter the audit log at the next unlocking, since the log can't be opened before.
"""

import json
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from schoolguard.access.rules import wait_after
from schoolguard.crypto.canonical import Json, canonical_json
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.files import replace_file

THROTTLE_FILE: Final = "tries.json"

_KEPT_INSTANTS = 200


@dataclass(frozen=True, slots=True)
class Tries:
    """The failures of one person since they last got in.

    Attributes:
        count: how many.
        uptime: seconds the computer had been running at the last one.
        instants: when, for the audit log; ISO 8601, the first 200 of them.
    """

    count: int = 0
    uptime: float = 0.0
    instants: tuple[str, ...] = ()


class Throttle:
    """The waiting list of one record's folder.

    Args:
        folder: where the record lies.
        uptime: seconds since the computer was started; never goes back while it runs.
    """

    def __init__(self, folder: Path, uptime: Callable[[], float] = time.monotonic) -> None:
        self._path = folder / THROTTLE_FILE
        self._uptime = uptime

    def remaining_seconds(self, account: int) -> int:
        """Return how long a person still has to wait; 0 when they may try."""
        tries = self._read().get(account, Tries())
        now = self._uptime()
        waited = now - tries.uptime if now >= tries.uptime else now
        return max(0, math.ceil(wait_after(tries.count) - waited))

    def require_turn(self, account: int) -> None:
        """Let a person try.

        Raises:
            UserError: ``access.wait``.
        """
        seconds = self.remaining_seconds(account)
        if seconds:
            raise UserError("access.wait", seconds=seconds)

    def failed(self, account: int, at: datetime) -> int:
        """Count one failure, on disk before the person is told; return how many in a row."""
        everybody = self._read()
        tries = everybody.get(account, Tries())
        instants = (*tries.instants, at.isoformat())[:_KEPT_INSTANTS]
        everybody[account] = replace(
            tries, count=tries.count + 1, uptime=self._uptime(), instants=instants
        )
        self._write(everybody)
        return everybody[account].count

    def forget(self, account: int) -> None:
        """Start again at zero after a success; the instants are kept until `take_failures`."""
        everybody = self._read()
        if account in everybody:
            everybody[account] = replace(everybody[account], count=0)
            self._write(everybody)

    def failures(self) -> tuple[tuple[int, Tries], ...]:
        """Return whose failures have not entered the audit log yet."""
        return tuple((who, tries) for who, tries in self._read().items() if tries.instants)

    def failures_noted(self) -> None:
        """Forget the instants, once the audit log has them."""
        everybody = {who: replace(tries, instants=()) for who, tries in self._read().items()}
        self._write({who: tries for who, tries in everybody.items() if tries.count})

    def _read(self) -> dict[int, Tries]:
        try:
            raw = json.loads(self._path.read_bytes())
            return {
                int(who): Tries(int(one["count"]), one["uptime_ms"] / 1000, tuple(one["instants"]))
                for who, one in raw.items()
            }
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            # As good as deleted, which nobody can prevent; each guess still costs its hashing.
            return {}

    def _write(self, everybody: dict[int, Tries]) -> None:
        raw: dict[str, Json] = {
            str(who): {
                "count": tries.count,
                "uptime_ms": int(tries.uptime * 1000),
                "instants": list(tries.instants),
            }
            for who, tries in everybody.items()
        }
        replace_file(self._path, canonical_json(raw))
