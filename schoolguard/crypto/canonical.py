# SPDX-License-Identifier: Apache-2.0
"""One byte form per value, for hashes and signatures.

Canonical JSON: UTF-8, keys sorted by code point, no spaces, no escapes that are not needed, no
floating point numbers. Reading refuses every other spelling of the same value, so that the bytes
that were signed are the only bytes that are read.
"""

import json
from collections.abc import Mapping, Sequence

from typing_extensions import TypeAliasType

Json = TypeAliasType("Json", "str | int | bool | Sequence[Json] | Mapping[str, Json] | None")
"""What canonical JSON can carry; no floats, since their spelling is not one."""


def canonical_json(value: Json) -> bytes:
    """Return the one byte form of a value.

    Raises:
        ValueError: the value holds a float, or text that is not valid Unicode.
    """
    _refuse_floats(value)
    text = json.dumps(
        value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
    return text.encode("utf-8")


def parse_canonical_json(data: bytes) -> Json:
    """Return the value that `data` is the canonical form of.

    Raises:
        ValueError: not JSON, or not the canonical spelling of what it says.
    """
    try:
        value: Json = json.loads(data.decode("utf-8"))
        again = canonical_json(value)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if again != data:
        raise ValueError("not canonical")
    return value


def _refuse_floats(value: Json) -> None:
    if isinstance(value, float):
        raise ValueError("no floats in canonical JSON")  # noqa: TRY004 - one error kind for readers
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise ValueError("keys are text")
        for item in value.values():
            _refuse_floats(item)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for item in value:
            _refuse_floats(item)
