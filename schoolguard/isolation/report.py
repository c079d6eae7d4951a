# SPDX-License-Identifier: Apache-2.0
"""The register of the room 隔离观察室（临时留观）登记表, for paper and sheet.

Its columns are those of the schools' own form (隔离观察室登记表). Names stay in the school; whoever
takes a register is in the audit.
"""

from dataclasses import dataclass
from datetime import date

from schoolguard import access, roster
from schoolguard.access.queries import accounts
from schoolguard.isolation.kinds import Standing
from schoolguard.isolation.lines import looks_by_stay
from schoolguard.isolation.pack import IsolationRules
from schoolguard.isolation.queries import stays_between
from schoolguard.isolation.rules import fetcher
from schoolguard.isolation.values import Observation, StayLine
from schoolguard.isolation.wording import StayWords, clock_on
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.texts import Texts
from schoolguard.reports import Align, Column, Document, Frame, Section, Signatures, Table
from schoolguard.store import Unit


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One line of the register.

    Attributes:
        looks: oldest first.
        sex: a value of `roster.Sex`; empty for visitors.
        observers: names of those who wrote down the looks, in order, each once.
    """

    line: StayLine
    looks: tuple[Observation, ...]
    sex: str
    observers: tuple[str, ...]


def register_rows(
    unit: Unit, first_on: date, last_on: date, rules: IsolationRules
) -> tuple[RegisterRow, ...]:
    """Return the register of a span of days in order of the intake, and audit the taking.

    Stays that began before the span and reached into it are in it; withdrawn ones are left out.

    Raises:
        UserError: ``access.not_allowed``.
    """
    access.require(unit.actor, access.Action.VIEW_FAMILY)
    lines = stays_between(unit, first_on, last_on, rules)
    standing = [line for line in reversed(lines) if line.standing is not Standing.WITHDRAWN]
    names = {account.id: account.name for account in accounts(unit)}
    looks = looks_by_stay(unit, [line.id for line in standing], rules)
    rows = []
    for line in standing:
        writers = [line.entered_by, *(look.by for look in looks[line.id])]
        observers = dict.fromkeys(names.get(one, "") for one in writers)
        sex = "" if line.person_id is None else roster.person(unit, line.person_id).sex.value
        rows.append(RegisterRow(line, tuple(looks[line.id]), sex, tuple(filter(None, observers))))
    unit.audit(
        "isolation.register_taken",
        first_on=first_on.isoformat(),
        last_on=last_on.isoformat(),
        stays=len(rows),
    )
    unit.touch(Changes.AUDIT)
    return tuple(rows)


def register_document(
    rows: tuple[RegisterRow, ...],
    first_on: date,
    last_on: date,
    *,
    school_name: str,
    rules: IsolationRules,
    texts: Texts,
) -> Document:
    """Return the register as a document; without rows it is a zero report."""
    words = StayWords(texts, rules)
    title = texts("isolation.register.title")
    table = Table(
        _columns(texts),
        tuple(_cells(words, number, row) for number, row in enumerate(rows, 1)),
        row_mm=9,
        empty=texts("isolation.register.zero"),
    )
    signatures = Signatures(
        tuple(texts(f"isolation.register.{line}") for line in ("observer", "reviewer", "date"))
    )
    return Document(
        title=title,
        subtitle=texts(
            "isolation.register.span", first=first_on.isoformat(), last=last_on.isoformat()
        ),
        facts=(
            texts("isolation.paper.school", name=school_name),
            texts("isolation.register.count", count=len(rows)),
        ),
        sections=(Section("", (table,)), Section("", (signatures,))),
        frame=frame(title, school_name, texts),
        landscape=True,
        language=words.tag,
    )


def frame(running: str, school_name: str, texts: Texts) -> Frame:
    """Return what stands around every paper of the room."""
    return Frame(
        running=running,
        footer=school_name,
        page_label=texts("isolation.paper.page", page="{page}", pages="{pages}"),
    )


_SHARES = (
    ("number", 0.5),
    ("date", 0.8),
    ("entered", 0.75),
    ("name", 1.0),
    ("class", 1.1),
    ("sex", 0.5),
    ("first", 0.95),
    ("again", 1.35),
    ("symptoms", 1.1),
    ("onset", 0.9),
    ("history", 1.2),
    ("teacher", 0.75),
    ("family", 0.75),
    ("arrived", 0.75),
    ("destination", 1.1),
    ("left", 0.75),
    ("disinfected", 0.75),
    ("observer", 0.9),
    ("family_signature", 1.0),
)
"""The columns of the register, keys of ``isolation.register.column``, and their widths."""
_NARROW = frozenset({"number", "date", "entered", "sex", "left"})
_SECOND_LOOKS = 3


def _columns(texts: Texts) -> tuple[Column, ...]:
    return tuple(
        Column(
            texts(f"isolation.register.column.{key}"),
            share,
            Align.CENTRE if key in _NARROW else Align.LEFT,
            wrap=key not in _NARROW,
        )
        for key, share in _SHARES
    )


def _cells(words: StayWords, number: int, row: RegisterRow) -> tuple[str, ...]:
    line, text = row.line, words.texts
    measured = [look for look in row.looks if look.decicelsius is not None]
    again = [look for look in measured if line.first is None or look.id != line.first.id]
    party = fetcher(line.kind, words.rules)
    entered_at = line.entered_at
    contacts, travel = words.history(line.history)
    left = clock_on(line.left_at, entered_at) or text("isolation.register.not_left")
    return (
        str(number),
        f"{local_day(entered_at):%m-%d}",
        clock_on(entered_at, entered_at),
        line.name,
        line.class_name or text(f"isolation.kind.{line.kind.value}"),
        text(f"roster.sex.{row.sex}") if row.sex else "",
        words.celsius(line.first),
        "\n".join(
            f"{clock_on(look.taken_at, entered_at)} {words.celsius(look)}"
            for look in again[:_SECOND_LOOKS]
        ),
        words.symptoms(line.symptoms),
        clock_on(line.onset_at, entered_at),
        f"{contacts} / {travel}",
        _told(words, line, "class_teacher"),
        _told(words, line, party.id if party else ""),
        clock_on(line.arrived_at, entered_at),
        words.join(words.destination(line.destination), line.hospital),
        left,
        _disinfected(words, row),
        " ".join(row.observers),
        "",
    )


def _told(words: StayWords, line: StayLine, party_id: str) -> str:
    """Return when a party was told; said where somebody left without it having been."""
    told_at = line.told.get(party_id)
    if told_at is None and line.left_at is not None and party_id in dict(line.untold):
        return words.texts("isolation.paper.not_told")
    return clock_on(told_at, line.entered_at)


def _disinfected(words: StayWords, row: RegisterRow) -> str:
    line = row.line
    if line.left_at is None:
        return ""
    if line.disinfected_at is None:
        return words.texts("isolation.register.waiting") if line.waits_for_disinfection else ""
    return clock_on(line.disinfected_at, line.entered_at)
