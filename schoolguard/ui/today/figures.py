# SPDX-License-Identifier: Apache-2.0
"""Which numbers stand above the board, and what they mean."""

from schoolguard.flows import SessionSum, Today
from schoolguard.kernel.texts import Texts
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.today.counters import Figure


def figures_of(today: Today, texts: Texts) -> tuple[Figure, ...]:
    """Return the figures of a day: one a session, then fevers, absences, follow-ups."""
    sessions = tuple(_session(one, texts) for one in today.sums if one.tally.expected)
    away = today.absence
    absent = away.pupils.total + away.staff.total
    return (
        *sessions,
        Figure(
            "checks",
            texts("today.figure.fevers"),
            str(today.suspects),
            texts("today.figure.waiting", count=today.waiting) if today.waiting else "",
            _tone(today.suspects, today.waiting),
        ),
        Figure(
            "absence",
            texts("today.figure.absent"),
            str(absent),
            texts("today.figure.ill", count=away.pupils.illness + away.staff.illness),
            Tone.MUTED,
        ),
        Figure(
            "absence:",
            texts("today.figure.follow_ups"),
            str(away.open),
            texts("today.figure.overdue", count=away.overdue) if away.overdue else "",
            Tone.ALARM if away.overdue else Tone.MUTED,
        ),
    )


def _session(one: SessionSum, texts: Texts) -> Figure:
    tally = one.tally
    complete = one.handed_in == one.sheets
    return Figure(
        f"checks:{int(one.session)}",
        texts(f"today.session.{one.session.name.lower()}"),
        f"{tally.done}/{tally.expected}",
        texts("today.figure.sheets", handed_in=one.handed_in, sheets=one.sheets),
        Tone.OK if complete else Tone.MUTED,
        share=min(1.0, tally.done / tally.expected),
    )


def _tone(suspects: int, waiting: int) -> Tone:
    if suspects:
        return Tone.ALARM
    return Tone.ATTENTION if waiting else Tone.MUTED
