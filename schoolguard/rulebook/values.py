# SPDX-License-Identifier: Apache-2.0
"""What is known of a value of the school's own, and how it stands in the record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Final

from schoolguard.crypto.canonical import Json, canonical_json, parse_canonical_json
from schoolguard.kernel.ids import AccountId, RuleOverrideId
from schoolguard.kernel.rule_packs import OwnValue

_DECIMAL: Final = "decimal"
_TIME: Final = "time"
_DATE: Final = "date"


@dataclass(frozen=True, slots=True)
class OwnRule:
    """One value of the school's own.

    Attributes:
        paper_number: of the paper that allows a legal trigger to be looser; else empty.
        ended_at: when it was taken back or gave way to another value; None while it stands.
        replaced: ended since another value took its place.
    """

    id: RuleOverrideId
    laid: OwnValue
    reason: str
    paper_number: str
    at: datetime
    by: AccountId
    ended_at: datetime | None = None
    ended_by: AccountId | None = None
    ended_reason: str = ""
    replaced: bool = False


@dataclass(frozen=True, slots=True)
class RuleKey:
    """One key of one entry."""

    pack: str
    kind: str
    id: str
    key: str


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody wants to be otherwise, and why.

    Attributes:
        value: as TOML has it; None leaves the key out.
        paper_number: of the paper that allows it, where one is asked for.
    """

    at: RuleKey
    value: object
    reason: str
    paper_number: str = ""


def value_text(value: object) -> str:
    """Return a value of a pack as canonical JSON.

    Raises:
        ValueError: packs have no such value.
    """
    return canonical_json(_plain(value)).decode()


def read_value_text(text: str) -> object:
    """Return the value that `value_text` wrote.

    Raises:
        ValueError: not written by it.
    """
    return _rich(parse_canonical_json(text.encode()))


_READERS: Final[Mapping[str, Callable[[str], object]]] = MappingProxyType(
    {_DECIMAL: float, _TIME: time.fromisoformat, _DATE: date.fromisoformat}
)


def _plain(value: object) -> Json:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return {_DECIMAL: repr(value)}
    if isinstance(value, time):
        return {_TIME: value.isoformat()}
    if isinstance(value, date):
        return {_DATE: value.isoformat()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    raise ValueError(f"no rule has such a value: {type(value).__name__}")


def _rich(value: Json) -> object:
    if isinstance(value, dict):
        ((kind, text),) = value.items()
        return _READERS[kind](str(text))
    if isinstance(value, list):
        return [_rich(one) for one in value]
    return value
