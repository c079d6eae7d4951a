# SPDX-License-Identifier: Apache-2.0
"""Which column of a school's own sheet holds what: guessed from its headers, settled by a person.

A role names a column's content: ``name``, ``class``, ``guardian2.phones``, ``mother.name``. The
words of headers stand in the rule pack. What was settled for a row of headers is remembered.
"""

import re
from collections.abc import Iterable, Sequence

from schoolguard.kernel.errors import UserError
from schoolguard.roster.pack import RosterRules
from schoolguard.roster.plain_text import plain
from schoolguard.roster.spellings import chinese_number

MOST_GUARDIANS = 4
GUARDIAN_PARTS = ("name", "relation", "phones")
PLAIN_ROLES = (
    "kind", "class", "grade", "class_no", "number", "name", "sex", "birth_on", "student_number",
    "identity_number", "card_code", "boarding", "home", "address", "dorm_room", "bed",
    "seat_row", "seat_column", "bus",
    "conditions", "allergies", "medication", "note",
)  # fmt: skip
ROLES: tuple[str, ...] = (
    *PLAIN_ROLES,
    *(f"guardian{n}.{part}" for n in range(1, MOST_GUARDIANS + 1) for part in GUARDIAN_PARTS),
    "mother.name",
    "mother.phones",
    "father.name",
    "father.phones",
)
"""Everything that a column can hold, in the order in which a person chooses."""

NOTHING = ""
"""The role of a column that is not read."""

_SEVERAL_COLUMNS = frozenset({"phones", "note"})
_DECORATION = re.compile(r"\(.*?\)|\[.*?\]|【.*?】|[*★☆:：\"'_\s]+")
_ORDINAL = re.compile(r"第?([一二三四1-4])")


def guess_columns(headers: Sequence[str], rules: RosterRules) -> tuple[str, ...]:
    """Return the role of each column by its header; `NOTHING` where no header fits."""
    roles: list[str] = []
    for header in headers:
        role = _guess(header, rules)
        if role.startswith("guardian."):
            role = _numbered(role.removeprefix("guardian."), header, roles)
        taken = role in roles and role.rpartition(".")[2] not in _SEVERAL_COLUMNS
        roles.append(NOTHING if taken else role)
    return tuple(roles)


def recognised(headers: Iterable[str], rules: RosterRules) -> int:
    """Return how many cells of a row are headers; 0 if none of them is the name."""
    roles = [_guess(header, rules) for header in headers]
    return sum(map(bool, roles)) if "name" in roles else 0


def check_columns(roles: Sequence[str]) -> None:
    """Refuse a mapping from which nobody can be read.

    Raises:
        UserError: ``roster.column_missing`` or ``roster.column_twice``, with the field's name.
    """
    for role in set(roles) - {NOTHING}:
        if role not in ROLES:
            raise UserError("roster.column_missing", field=role)
        if roles.count(role) > 1 and role.rpartition(".")[2] not in _SEVERAL_COLUMNS:
            raise UserError("roster.column_twice", field=role)
    if "name" not in roles:
        raise UserError("roster.column_missing", field="name")
    if "class" not in roles and "grade" not in roles:
        raise UserError("roster.column_missing", field="class")


def _guess(header: str, rules: RosterRules) -> str:
    whole = plain(header)
    bare = _DECORATION.sub("", whole)
    return (
        rules.headers.get(whole)
        or rules.headers.get(bare)
        or rules.headers.get(_ORDINAL.sub("", bare, count=1), NOTHING)
    )


def _numbered(part: str, header: str, before: Sequence[str]) -> str:
    ordinal = _ORDINAL.search(_DECORATION.sub("", plain(header)))
    if ordinal:
        return f"guardian{chinese_number(ordinal[1])}.{part}"
    used = [int(role[8]) for role in before if role.startswith("guardian")]
    here = max(used, default=1)
    taken = f"guardian{here}.{part}" in before
    number = here + 1 if taken and part != "phones" else here
    return f"guardian{min(number, MOST_GUARDIANS)}.{part}"
