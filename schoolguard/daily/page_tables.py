# SPDX-License-Identifier: Apache-2.0
"""The tables of the daily report's first page: attendance, checks, symptoms, causes and diseases.

Zero is printed only where somebody was checked; else the cell says 未检. What does not fit is
summed up in a last row, never left out.
"""

from collections.abc import Sequence
from dataclasses import replace

from schoolguard.daily.figures import DailyFigures, HandIn, People, SheetFigures, Whom
from schoolguard.daily.wording import session_name
from schoolguard.kernel.texts import CHINESE, ENGLISH, Texts
from schoolguard.reports import Align, Block, Column, Side, Table

_ATTENDANCE = ("total", "expected", "present", "unchecked", "absent")
_REASONS = ("illness", "injury", "leave", "unknown")
_SYMPTOMS_A_LINE = {CHINESE: 14, ENGLISH: 7}
_SEEN = ("present", "absent", *_REASONS)


def attendance(figures: DailyFigures, texts: Texts) -> Table:
    """Return who was expected, seen, not checked and absent, pupils and staff, with a total."""
    names = (*_ATTENDANCE, *_REASONS)
    columns = (
        Column(texts("daily.column.whom"), 1.5),
        *(Column(texts(f"daily.measure.{name}"), align=Align.CENTRE) for name in names),
    )
    both = (figures.pupils, figures.staff)
    rows = tuple(
        (texts(f"daily.whom.{whom.value}"), *_people(people, names, texts))
        for whom, people in zip(Whom, both, strict=True)
    )
    sums = tuple(str(sum(getattr(people, name) for people in both)) for name in names)
    return Table(columns, rows, total=(texts("daily.whom.all"), *sums))


def _people(people: People, names: tuple[str, ...], texts: Texts) -> tuple[str, ...]:
    nobody_seen = people.expected > 0 and people.unchecked == people.expected
    return tuple(
        texts("daily.unchecked")
        if nobody_seen and name in _SEEN and not getattr(people, name)
        else str(getattr(people, name))
        for name in names
    )


def checks(figures: DailyFigures, texts: Texts) -> Table:
    """Return the day's sessions: how many were checked and how, what was found, what came in."""
    people = ("expected", "measured", "observed", "absent", "unchecked")
    findings = ("suspects", "waiting", "symptomatic")
    names = (*people, *findings, "sheets", "late", "not_in")
    columns = (
        Column(texts("daily.column.session"), 1.5),
        *(Column(texts(f"daily.measure.{name}"), align=Align.CENTRE) for name in names),
    )
    rows = []
    for session in sorted({sheet.session for sheet in figures.sheets}):
        sheets = [sheet for sheet in figures.sheets if sheet.session is session]
        checked = sum(sheet.checked for sheet in sheets)
        unseen = "" if checked else texts("daily.unchecked")
        counts = [_sum(sheets, name) for name in people]
        if counts[3] == "0":
            counts[3] = unseen or "0"
        counts += [unseen or _sum(sheets, each) for each in findings]
        counts += [str(len(sheets)), _standing(sheets, HandIn.LATE)]
        pending = _standing(sheets, HandIn.PENDING)
        not_in = _standing(sheets, HandIn.MISSING)
        counts.append(texts("daily.not_yet", count=pending) if pending != "0" else not_in)
        rows.append((session_name(session, texts), *counts))
    return Table(columns, tuple(rows), empty=texts("daily.nothing_checked"))


def _sum(sheets: list[SheetFigures], name: str) -> str:
    return str(sum(getattr(sheet, name) for sheet in sheets))


def _standing(sheets: list[SheetFigures], standing: HandIn) -> str:
    return str(sum(sheet.hand_in is standing for sheet in sheets))


def symptoms(figures: DailyFigures, texts: Texts) -> tuple[Block, ...]:
    """Return persons with each symptom of the rule pack, as many lines as the words need."""
    checked = {
        whom: any(sheet.checked for sheet in figures.sheets if sheet.whom is whom) for whom in Whom
    }
    blocks = []
    length = min(_SYMPTOMS_A_LINE[texts.language], len(figures.symptoms)) or 1
    for start in range(0, len(figures.symptoms), length):
        line = figures.symptoms[start : start + length]
        blank = length - len(line)
        columns = (
            Column(texts("daily.column.whom"), 1.2),
            *(Column(symptom.name, align=Align.CENTRE) for symptom in line),
            *(Column("") for _ in range(blank)),
        )
        rows = tuple(
            (
                texts(f"daily.whom.{whom.value}"),
                *(
                    str(getattr(symptom, whom.value)) if checked[whom] else texts("daily.unchecked")
                    for symptom in line
                ),
                *("" for _ in range(blank)),
            )
            for whom in Whom
        )
        blocks.append(Table(columns, rows))
    return tuple(blocks)


def causes_and_diseases(figures: DailyFigures, texts: Texts, most: int) -> Side:
    """Return causes of illness beside infectious diseases, at most so many rows each."""
    causes = [
        (cause.name or texts("daily.cause_unknown"), (cause.pupils, cause.staff))
        for cause in figures.causes
    ]
    diseases = [
        (disease.name, (disease.new, disease.current, disease.this_term))
        for disease in figures.diseases
    ]
    left = _small(("cause", "pupils", "staff"), _summed(causes, most, texts), texts)
    right = _small(("disease", "new", "current", "term"), _summed(diseases, most, texts), texts)
    return Side(
        (replace(left, empty=_no_illness(figures, texts)),),
        (replace(right, empty=texts("daily.no_disease")),),
    )


def _no_illness(figures: DailyFigures, texts: Texts) -> str:
    """Return the words for no cause of illness: a zero only where everybody is accounted for."""
    people = (figures.pupils, figures.staff)
    open_now = sum(one.unknown + one.unchecked for one in people)
    return texts("daily.no_illness_yet", count=open_now) if open_now else texts("daily.no_illness")


def _summed(
    rows: Sequence[tuple[str, tuple[int, ...]]], most: int, texts: Texts
) -> tuple[tuple[str, ...], ...]:
    """Return rows as texts, those beyond `most` summed up in the last one."""
    if len(rows) > most:
        rest = rows[most - 1 :]
        sums = tuple(sum(column) for column in zip(*(counts for _, counts in rest), strict=True))
        rows = [*rows[: most - 1], (texts("daily.others", count=len(rest)), sums)]
    return tuple((name, *map(str, counts)) for name, counts in rows)


def _small(names: tuple[str, ...], rows: tuple[tuple[str, ...], ...], texts: Texts) -> Table:
    first, *others = (texts(f"daily.column.{name}") for name in names)
    columns = (Column(first, 2.6), *(Column(title, align=Align.CENTRE) for title in others))
    return Table(columns, rows)


def with_rows(block: Block, row_mm: float) -> Block:
    """Return a block whose tables have rows of a height."""
    if isinstance(block, Table):
        return replace(block, row_mm=row_mm)
    if isinstance(block, Side):
        left, right = (
            tuple(with_rows(inner, row_mm) for inner in inners)
            for inners in (block.left, block.right)
        )
        return replace(block, left=left, right=right)
    return block
