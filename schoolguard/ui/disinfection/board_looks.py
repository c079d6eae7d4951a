# SPDX-License-Identifier: Apache-2.0
"""How one round of the board looks and reads: tone, sign, short words, whole sentence.

The sign and the words say what the colour says; what a state is, is decided in `disinfection`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from schoolguard.disinfection import BoardTask, Place, Round, RoundState
from schoolguard.ui.disinfection.words import Words
from schoolguard.ui.theme.palette import Tone

LOOKS: Final[Mapping[RoundState, tuple[Tone, str]]] = {
    RoundState.UPCOMING: (Tone.MUTED, "circle-dashed"),
    RoundState.DUE: (Tone.INFO, "bell"),
    RoundState.OVERDUE: (Tone.ALARM, "octagon-alert"),
    RoundState.MISSED: (Tone.ALARM, "circle-x"),
    RoundState.DONE: (Tone.OK, "circle-check"),
    RoundState.LATE: (Tone.ATTENTION, "clock"),
    RoundState.ENTERED_LATE: (Tone.ATTENTION, "history"),
    RoundState.NOT_DONE: (Tone.ALARM, "x"),
    RoundState.NOT_PLANNED: (Tone.ACCENT, "plus"),
}
OPEN: Final = frozenset(
    {RoundState.UPCOMING, RoundState.DUE, RoundState.OVERDUE, RoundState.MISSED}
)
"""States in which a round can still be signed."""

WAITING: Final = frozenset({RoundState.DUE, RoundState.OVERDUE, RoundState.MISSED})
"""States in which a round should have been signed by now."""


@dataclass(frozen=True, slots=True)
class Look:
    """One round, ready to paint.

    Attributes:
        words: in a few characters: the hour it was done, or its state.
        title: the task's own name, for boards whose columns carry none.
        sentence: everything, for the line below, screen readers and tool tips.
        faulty: falls short of its task; painted with a mark.
    """

    tone: Tone
    icon: str
    words: str
    title: str
    sentence: str
    quiet: bool = False
    faulty: bool = False


def look_of(place: Place, task: BoardTask, one: Round, words: Words) -> Look:
    """Return how a round of a place looks."""
    tone, sign = LOOKS[one.state]
    record = one.record
    short = words.texts(f"disinfection.state.{one.state.value}")
    faulty = record is not None and bool(record.faults)
    if record is not None and record.done_at is not None:
        short = words.hour(record.done_at)
    return Look(
        Tone.ATTENTION if faulty and tone is Tone.OK else tone,
        sign,
        short,
        task.planned.task.name(words.language),
        _sentence(place, task, one, words),
        one.state is RoundState.UPCOMING,
        faulty,
    )


def pending_look(look: Look, words: Words) -> Look:
    """Return how a round looks between its key and the disk."""
    saving = words.texts("disinfection_page.cell.saving")
    return Look(Tone.ACCENT, "check", saving, look.title, saving)


def _sentence(place: Place, task: BoardTask, one: Round, words: Words) -> str:
    texts, record = words.texts, one.record
    parts = [
        texts(
            "disinfection_page.sentence.round",
            place=place.name,
            task=task.planned.task.name(words.language),
            hour=words.hour(one.due_at) or texts("disinfection_page.sentence.no_hour"),
            state=words.state(one.state),
        )
    ]
    if record is None:
        parts.append(words.asked(task.planned))
    else:
        parts += _told(record_facts(one, words))
        parts += [texts(f"disinfection.fault.{fault.value}") for fault in sorted(record.faults)]
    return texts("disinfection_page.between").join(filter(None, parts))


def _told(facts: tuple[str, ...]) -> list[str]:
    return [fact for fact in facts if fact]


def record_facts(one: Round, words: Words) -> tuple[str, ...]:
    """Return what was signed, fact by fact; empty without a record."""
    record, texts = one.record, words.texts
    if record is None:
        return ()
    between = texts("disinfection_page.sentence.by", who=record.by) if record.by else ""
    strength = f"{record.mg_per_litre} mg/L" if record.mg_per_litre else ""
    contact = record.contact_minutes
    late = texts("disinfection_page.sentence.late", reason=record.late_reason or "-")
    return (
        between,
        words.agent(record.agent_id),
        strength,
        texts("disinfection_page.contact", minutes=contact) if contact else "",
        texts("disinfection_page.minutes", minutes=record.minutes) if record.minutes else "",
        late if record.entered_late else "",
        texts("disinfection_page.sentence.paper") if record.from_paper else "",
        record.note,
    )
