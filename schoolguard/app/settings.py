# SPDX-License-Identifier: Apache-2.0
"""Settings as data: one row a field of `SchoolSettings`, typed on the way in and out.

A key that this program does not know is refused, since guessing would hide a mistake; every change
keeps the old value.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from schoolguard import access
from schoolguard.app.tables import SettingRow
from schoolguard.crypto.canonical import canonical_json, parse_canonical_json
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.school_settings import SchoolKind, SchoolSettings
from schoolguard.store.corrections import record_correction
from schoolguard.store.unit import Unit, View


@dataclass(frozen=True, slots=True)
class _Kind:
    """How one setting stands in JSON: whether a stored value fits, and how to read it."""

    shape: type
    read: Callable[[Any], Any] = lambda raw: raw


_KINDS = MappingProxyType(
    {
        "name": _Kind(str),
        "code": _Kind(str),
        "kind": _Kind(str, SchoolKind),
        "boarding": _Kind(bool),
        "sessions": _Kind(list, lambda raw: frozenset(CheckSession(number) for number in raw)),
        "language": _Kind(str),
        "liaison": _Kind(str),
        "phone": _Kind(str),
        "bureau_name": _Kind(str),
        "idle_lock_minutes": _Kind(int),
    }
)
"""Every setting there is; the defaults stand in `SchoolSettings`."""


def read_settings(view: View) -> SchoolSettings:
    """Return the settings in force.

    Raises:
        UserError: ``settings.unknown_key`` or ``settings.bad_value``.
    """
    rows = view.connection.execute(select(SettingRow.key, SettingRow.value))
    return SchoolSettings(**{key: _decode(key, value) for key, value in rows})


def found_settings(unit: Unit, settings: SchoolSettings) -> None:
    """Write the settings of a new school."""
    for key in _KINDS:
        _write(unit, key, _encode(getattr(settings, key)))


def change_settings(unit: Unit, settings: SchoolSettings, reason: str) -> None:
    """Put new settings in force; each value that differs is kept as a correction.

    Raises:
        UserError: ``access.not_allowed``, or ``settings.code_is_fixed``.
    """
    access.require(unit.actor, access.Action.CHANGE_SETTINGS)
    before = read_settings(unit)
    if settings.code != before.code:
        raise UserError("settings.code_is_fixed")
    for field in dataclasses.fields(settings):
        old = _encode(getattr(before, field.name))
        new = _encode(getattr(settings, field.name))
        if old != new:
            _write(unit, field.name, new)
            record_correction(unit, f"setting:{field.name}", field.name, old, new, reason)
            unit.touch(Changes.SETTINGS)


def _write(unit: Unit, key: str, value: str) -> None:
    row = insert(SettingRow).values(key=key, value=value)
    unit.connection.execute(
        row.on_conflict_do_update(index_elements=["key"], set_={"value": value})
    )


def _encode(value: object) -> str:
    if isinstance(value, frozenset):
        return canonical_json(sorted(int(item) for item in value)).decode()
    if isinstance(value, Enum):
        return canonical_json(value.value).decode()
    if isinstance(value, str | int):
        return canonical_json(value).decode()
    raise TypeError(type(value).__name__)


def _decode(key: str, text: str) -> Any:  # noqa: ANN401 - one type a setting
    kind = _KINDS.get(key)
    if kind is None:
        raise UserError("settings.unknown_key", key=key)
    try:
        raw = parse_canonical_json(text.encode())
        if type(raw) is kind.shape:
            return kind.read(raw)
    except ValueError as error:
        raise UserError("settings.bad_value", key=key) from error
    raise UserError("settings.bad_value", key=key)
