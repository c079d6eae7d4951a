# SPDX-License-Identifier: Apache-2.0
"""How one square of the board looks and reads: tone, sign, short words, whole sentence.

The words say what the colour says; nothing here decides how complete a sheet is (see `flows`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from schoolguard.flows import Cell, CellState
from schoolguard.kernel.texts import Texts
from schoolguard.ui.theme.palette import Tone

_LOOKS: Final[Mapping[CellState, tuple[Tone, str]]] = {
    CellState.NOT_EXPECTED: (Tone.MUTED, ""),
    CellState.WAITING: (Tone.MUTED, "circle-dashed"),
    CellState.PARTIAL: (Tone.INFO, "pencil"),
    CellState.READY: (Tone.INFO, "upload"),
    CellState.DONE: (Tone.OK, "circle-check"),
    CellState.LATE: (Tone.ATTENTION, "clock"),
    CellState.OVERDUE: (Tone.ALARM, "octagon-alert"),
    CellState.REOPENED: (Tone.ATTENTION, "undo-2"),
    CellState.SUSPENDED: (Tone.MUTED, "calendar-off"),
}


@dataclass(frozen=True, slots=True)
class CellLook:
    """One square, ready to paint.

    Attributes:
        icon: name of the sign; empty for none.
        quiet: nothing to see yet; drawn without a ground.
        words: the state in a few characters.
        findings: short words with a tone each, most serious first.
        sentence: everything, for screen readers and the tool tip.
    """

    tone: Tone
    icon: str
    words: str
    findings: tuple[tuple[str, Tone], ...]
    sentence: str
    quiet: bool = False


def look_of(cell: Cell, where: str, session: str, texts: Texts) -> CellLook:
    """Return how a square of the board looks.

    Args:
        cell: the square.
        where: the class.
        session: the name of the session.
        texts: the reader's language.
    """
    tone, icon = _LOOKS[cell.state]
    tally = cell.tally
    key = cell.state.value
    if cell.state is CellState.OVERDUE and not tally.missing:
        key = "overdue_complete"
    words = texts(f"today.cell.{key}", missing=tally.missing)
    found = tuple(
        (texts(f"today.finding.{name}", count=count), finding_tone)
        for name, count, finding_tone in (
            ("suspects", tally.suspects, Tone.ALARM),
            ("waiting", tally.waiting, Tone.ATTENTION),
            ("absent", tally.absent, Tone.INFO),
            ("symptomatic", tally.symptomatic, Tone.ATTENTION),
        )
        if count
    )
    sentence = texts(
        f"today.sentence.{cell.state.value}",
        where=where,
        session=session,
        expected=tally.expected,
        done=tally.done,
        missing=tally.missing,
        suspects=tally.suspects,
        waiting=tally.waiting,
        absent=tally.absent,
        symptomatic=tally.symptomatic,
    )
    quiet = cell.state in {CellState.WAITING, CellState.SUSPENDED}
    return CellLook(tone, icon, words, found, sentence, quiet)
