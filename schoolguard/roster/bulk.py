# SPDX-License-Identifier: Apache-2.0
"""What handling a whole school at once needs: rows past the ORM, no search for garbage."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from schoolguard.store.unit import Unit

_DAY_ZERO = date(1970, 1, 1).toordinal()


@contextmanager
def uncollected() -> Iterator[None]:
    """Hold the collector of cyclic garbage: half a million young values make it search in vain.

    Measured: a fifth of the time of a dry run of 5,000 rows.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def day_number(day: date | None) -> int | None:
    """Return a day as its column holds it; bulk rows go past the column types."""
    return None if day is None else day.toordinal() - _DAY_ZERO


def insert_rows(
    unit: Unit, table: str, columns: Sequence[str], rows: Sequence[tuple[object, ...]]
) -> None:
    """Insert rows into one of the roster's tables; names of table and columns are our own."""
    if rows:
        marks = ", ".join("?" * len(columns))
        unit.connection.exec_driver_sql(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})",  # noqa: S608 - own names
            list(rows),
        )
