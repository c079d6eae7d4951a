# SPDX-License-Identifier: Apache-2.0
"""Which numbers stand above the board, and what they mean."""

from collections.abc import Iterator

from schoolguard.absence import AbsenceCounts
from schoolguard.disinfection import DisinfectionCounts
from schoolguard.flows import SessionSum, Today
from schoolguard.isolation import IsolationCounts
from schoolguard.kernel.texts import Texts
from schoolguard.suspension import SuspensionCounts
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.today.counters import Figure


def figures_of(today: Today, texts: Texts) -> tuple[Figure, ...]:
    """Return the figures of a day: one a session, then fevers, absence, and the rooms in use."""
    return tuple(_figures(today, texts))


def _figures(today: Today, texts: Texts) -> Iterator[Figure]:
    yield from (_session(one, texts) for one in today.sums if one.tally.expected)
    yield Figure(
        "checks",
        texts("today.figure.fevers"),
        str(today.suspects),
        texts("today.figure.waiting", count=today.waiting) if today.waiting else "",
        _tone(today.suspects, today.waiting),
    )
    yield _absence(today.absence, texts)
    if today.isolation is not None:
        yield _isolation(today.isolation, texts)
    if today.disinfection is not None and today.disinfection.places:
        yield _disinfection(today.disinfection, texts)
    if today.suspension is not None and today.suspension.suspensions:
        yield _suspension(today.suspension, texts)


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


def _absence(away: AbsenceCounts, texts: Texts) -> Figure:
    if away.overdue:
        detail = texts("today.figure.overdue", count=away.overdue)
    else:
        detail = texts("today.figure.follow_ups", count=away.open)
    return Figure(
        "absence",
        texts("today.figure.absent", ill=away.pupils.illness + away.staff.illness),
        str(away.pupils.total + away.staff.total),
        detail,
        Tone.ALARM if away.overdue else Tone.MUTED,
    )


def _isolation(counts: IsolationCounts, texts: Texts) -> Figure:
    if counts.rooms_closed:
        detail = texts("today.figure.rooms_closed", count=counts.rooms_closed)
    else:
        detail = texts("today.figure.admitted", count=counts.admitted) if counts.admitted else ""
    pressing = counts.present or counts.rooms_closed
    tone = Tone.ATTENTION if pressing else Tone.MUTED
    return Figure("isolation", texts("today.figure.isolation"), str(counts.present), detail, tone)


def _disinfection(counts: DisinfectionCounts, texts: Texts) -> Figure:
    planned, done = counts.rounds_planned, counts.rounds_done
    if counts.orders_open:
        detail, tone = texts("today.figure.orders", count=counts.orders_open), Tone.ATTENTION
    elif counts.rounds_missed:
        detail, tone = texts("today.figure.missed", count=counts.rounds_missed), Tone.ATTENTION
    else:
        detail, tone = "", Tone.OK if planned and done >= planned else Tone.MUTED
    return Figure(
        "disinfection",
        texts("today.figure.disinfection"),
        f"{done}/{planned}",
        detail,
        tone,
        share=min(1.0, done / planned) if planned else None,
    )


def _suspension(counts: SuspensionCounts, texts: Texts) -> Figure:
    if counts.fevers:
        detail = texts("today.figure.ill_at_home", count=counts.fevers)
    else:
        detail = texts("today.figure.classes_off", count=counts.classes) if counts.classes else ""
    return Figure(
        "suspension",
        texts("today.figure.suspension"),
        f"{counts.asked}/{counts.people}",
        detail,
        Tone.ALARM if counts.fevers else Tone.ATTENTION,
        share=min(1.0, counts.asked / counts.people) if counts.people else None,
    )


def _tone(suspects: int, waiting: int) -> Tone:
    if suspects:
        return Tone.ALARM
    return Tone.ATTENTION if waiting else Tone.MUTED
