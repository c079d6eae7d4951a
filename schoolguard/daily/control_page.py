# SPDX-License-Identifier: Apache-2.0
"""What was done against infection, in lines for the page and in rows for the workbook."""

from collections.abc import Iterator

from schoolguard.daily.control import PARTS, ControlFigures
from schoolguard.kernel.texts import Texts
from schoolguard.reports import CellKind, Form, FormColumn

_LEFT_OUT_WHERE_EMPTY = ("suspension", "clearance", "warning")
_MOST_DISEASES = 4


def control_lines(control: ControlFigures, texts: Texts) -> list[tuple[str, str]]:
    """Return a line for each room; those that seldom have anything only where they have."""
    lines = [
        (texts("daily.control.isolation.title"), _isolation(control, texts)),
        (texts("daily.control.disinfection.title"), _disinfection(control, texts)),
        (texts("daily.control.cases.title"), _cases(control, texts)),
    ]
    for part in _LEFT_OUT_WHERE_EMPTY:
        numbers = _numbers(control, part)
        if any(numbers.values()):
            text = texts(f"daily.control.{part}.line", **numbers)
            lines.append((texts(f"daily.control.{part}.title"), text))
    return lines


def control_form(control: ControlFigures, texts: Texts) -> Form:
    """Return every figure in a row of its own."""
    rows: list[tuple[str, str, int]] = [
        (texts(f"daily.control.{part}.title"), texts(f"daily.control.{part}.{name}"), number)
        for part in PARTS
        for name, number in _numbers(control, part).items()
    ]
    for one in control.cases:
        for name in ("new", "open", "total"):
            label = texts(f"daily.control.cases.{name}", disease=one.name)
            rows.append((texts("daily.control.cases.title"), label, getattr(one, name)))
    columns = (
        FormColumn(texts("daily.column.room"), width=18),
        FormColumn(texts("daily.column.figure"), width=36),
        FormColumn(texts("daily.column.value"), CellKind.INTEGER),
    )
    return Form(texts("daily.sheet.control"), columns, tuple(rows))


def _numbers(control: ControlFigures, part: str) -> dict[str, int]:
    figures = getattr(control, part)
    return {name: getattr(figures, name) for name in type(figures).__dataclass_fields__}


def _isolation(control: ControlFigures, texts: Texts) -> str:
    room = control.isolation
    if not room.admitted and not room.present and not room.home + room.hospital + room.back:
        return texts("daily.control.isolation.nobody")
    return texts("daily.control.isolation.line", **_numbers(control, "isolation"))


def _disinfection(control: ControlFigures, texts: Texts) -> str:
    work = control.disinfection
    if not work.places:
        return texts("daily.control.disinfection.no_places")
    if not work.planned and not work.orders_open + work.orders_done:
        return texts("daily.control.disinfection.nothing_planned", places=work.places)
    return texts("daily.control.disinfection.line", **_numbers(control, "disinfection"))


def _cases(control: ControlFigures, texts: Texts) -> str:
    following = _numbers(control, "following")
    if not control.new_cases and not control.open_cases and not control.following.contacts:
        return texts("daily.control.cases.none")
    named = texts("daily.list.mark").join(_named(control, texts)) or texts("daily.none")
    return texts(
        "daily.control.cases.line",
        new=control.new_cases,
        open=control.open_cases,
        diseases=named,
        **following,
    )


def _named(control: ControlFigures, texts: Texts) -> Iterator[str]:
    shown = [one for one in control.cases if one.new or one.open]
    for one in shown[:_MOST_DISEASES]:
        yield texts("daily.control.cases.disease", disease=one.name, count=one.open or one.new)
    if len(shown) > _MOST_DISEASES:
        yield texts("daily.others", count=len(shown) - _MOST_DISEASES)
