# SPDX-License-Identifier: Apache-2.0
"""How values stand in columns: instants and days as whole numbers, enums by their value.

Whole numbers sort, compare and index in the smallest form, and carry no time zone to be misread.
"""

from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Any, TypeVar

from sqlalchemy import BigInteger, Dialect, Integer, String
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY_ZERO = date(1970, 1, 1).toordinal()
_MICROSECOND = timedelta(microseconds=1)

E = TypeVar("E", bound=Enum)


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime (`*_at`), stored as microseconds since 1970-01-01T00:00Z."""

    impl = BigInteger
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Return the stored number.

        Raises:
            ValueError: the datetime is naive.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("instants are aware")
        return (value - _EPOCH) // _MICROSECOND

    @override
    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """Return the instant of a stored number."""
        return None if value is None else _EPOCH + timedelta(microseconds=value)


class Day(TypeDecorator[date]):
    """A local date of the school (`*_on`), stored as days since 1970-01-01."""

    impl = Integer
    cache_ok = True

    @override
    def process_bind_param(self, value: date | None, dialect: Dialect) -> int | None:
        """Return the stored number."""
        return None if value is None else value.toordinal() - _DAY_ZERO

    @override
    def process_result_value(self, value: Any | None, dialect: Dialect) -> date | None:
        """Return the day of a stored number."""
        return None if value is None else date.fromordinal(value + _DAY_ZERO)


class _EnumValue(TypeDecorator[E]):
    """An enum member, stored as its value (text or whole number)."""

    impl = String
    cache_ok = True

    def __init__(self, kind: type[E]) -> None:
        super().__init__()
        self.kind = kind
        if issubclass(kind, int):
            self.impl = Integer()

    @override
    def process_bind_param(self, value: E | None, dialect: Dialect) -> Any:
        """Return the member's value; a bare value of the enum is taken too."""
        return None if value is None else self.kind(value).value

    @override
    def process_result_value(self, value: Any | None, dialect: Dialect) -> E | None:
        """Return the member of a stored value."""
        return None if value is None else self.kind(value)


def enum_value(kind: type[E]) -> TypeDecorator[E]:
    """Return the column type of an enum, kept by value: ``mapped_column(enum_value(State))``."""
    return _EnumValue(kind)
