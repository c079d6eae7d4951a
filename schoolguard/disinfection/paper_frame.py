# SPDX-License-Identifier: Apache-2.0
"""What every paper of this room has around its rows: titles, columns, weeks, safety, signatures."""

from collections.abc import Sequence
from datetime import date, timedelta

from schoolguard.disinfection.pack import Safety
from schoolguard.disinfection.values import Place
from schoolguard.kernel.texts import CHINESE, Texts
from schoolguard.reports import Align, Column, Document, Frame, Note, Section, Signatures


def framed(
    texts: Texts,
    title: str,
    sections: tuple[Section, ...],
    school_name: str,
    *,
    subtitle: str = "",
    facts: tuple[str, ...] = (),
    landscape: bool = False,
) -> Document:
    """Return a document with the school's frame around it."""
    return Document(
        title=title,
        sections=sections,
        subtitle=subtitle,
        facts=(texts("disinfection.paper.school", name=school_name), *facts),
        frame=Frame(
            running=title,
            footer=school_name,
            page_label=texts("disinfection.paper.page", page="{page}", pages="{pages}"),
        ),
        landscape=landscape,
        dense=True,
        language="zh-CN" if texts.language == CHINESE else "en",
    )


def place_title(one: Place, texts: Texts) -> str:
    """Return a place with where it is and its two people."""
    where = " ".join(part for part in (one.building, one.floor) if part)
    named = one.responsible or texts("disinfection.paper.nobody")
    parts = (
        one.name,
        texts("disinfection.paper.where", where=where) if where else "",
        texts("disinfection.paper.person", name=named),
        texts("disinfection.paper.deputy", name=one.deputy) if one.deputy else "",
    )
    return "　".join(part for part in parts if part)


def signatures(texts: Texts, *keys: str) -> Signatures:
    """Return lines to sign on."""
    return Signatures(tuple(texts(f"disinfection.paper.{key}") for key in keys))


def weekday(texts: Texts, day: date) -> str:
    """Return month, day and weekday."""
    return f"{day.month}-{day.day} {texts(f'disinfection.paper.day_{day.weekday()}')}"


def week(texts: Texts, monday: date) -> str:
    """Return a week by its days and number."""
    return texts(
        "disinfection.paper.week",
        first=monday.isoformat(),
        last=(monday + timedelta(days=6)).isoformat(),
        week=monday.isocalendar().week,
    )


def table_columns(
    texts: Texts, table: str, shares: Sequence[tuple[str, float]]
) -> tuple[Column, ...]:
    """Return a table's columns: keys of their titles and their widths."""
    narrow = {"number", "time", "planned", "late", "entered_late", "missed", "percent"}
    narrow |= {"done"} if table == "record" else set()
    wraps = {"note", "by"} if table == "door" else None
    return tuple(
        Column(
            texts(f"disinfection.{table}.column.{key}"),
            share,
            Align.CENTRE if key in narrow else Align.LEFT,
            wrap=key not in narrow if wraps is None else key in wraps,
        )
        for key, share in shares
    )


def safety_section(lines: Sequence[Safety], texts: Texts) -> Section:
    """Return the safety lines, numbered."""
    language = texts.language
    notes = tuple(Note(f"{n}. {line.name(language)}") for n, line in enumerate(lines, 1))
    return Section(texts("disinfection.paper.safety"), notes)
