# SPDX-License-Identifier: Apache-2.0
"""What one line of the check grid says, and in which tone; pure, made before painting."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto

from schoolguard import checks
from schoolguard.checks import CheckRules, Entry, SheetRow, State, Verdict
from schoolguard.flows import PersonMark
from schoolguard.kernel.texts import Texts
from schoolguard.ui.theme.palette import Tone

_TONES = {
    Verdict.RECHECK_DUE: Tone.ATTENTION,
    Verdict.CLEARED: Tone.OK,
    Verdict.SUSPECT: Tone.ALARM,
    Verdict.UNCONFIRMED: Tone.ATTENTION,
    Verdict.ABSENT: Tone.INFO,
    Verdict.OBSERVED: Tone.MUTED,
    Verdict.NOT_CHECKED: Tone.ATTENTION,
}


class Saving(Enum):
    """How far a line is on its way to the disk."""

    NOTHING = auto()
    PENDING = auto()
    SAVED = auto()
    REFUSED = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """One person's line with what is still on its way.

    Attributes:
        wanted: the entry on its way to the disk; None when nothing is.
        problem: why the last entry was refused; empty when it was not.
        marks: what other rooms say of the person today.
    """

    row: SheetRow
    saving: Saving = Saving.NOTHING
    wanted: Entry | None = None
    problem: str = ""
    marks: frozenset[PersonMark] = frozenset()

    @property
    def entry(self) -> Entry | None:
        """The newest entry: the one on its way, else the one kept."""
        if self.wanted is not None:
            return self.wanted
        return self.row.first.entry if self.row.first is not None else None


def line_of(row: SheetRow, marks: frozenset[PersonMark] = frozenset()) -> Line:
    """Return the line of a row as it is kept."""
    saving = Saving.SAVED if row.first is not None else Saving.NOTHING
    return Line(row, saving, marks=marks)


def settled(line: Line, row: SheetRow) -> Line:
    """Return the line once nothing of it is on its way any more."""
    return line_of(row, line.marks)


def pending(line: Line, entry: Entry | None) -> Line:
    """Return the line while an entry is on its way."""
    return replace(line, saving=Saving.PENDING, wanted=entry, problem="")


def refused(line: Line, problem: str) -> Line:
    """Return the line after its entry was refused: what is kept shows again."""
    return replace(line, saving=Saving.REFUSED, wanted=None, problem=problem)


class Wording:
    """Turns lines into texts, in one language."""

    def __init__(self, rules: CheckRules, texts: Texts) -> None:
        self._rules = rules
        self._texts = texts
        language = texts.language
        self._marks = {mark.state: mark.name(language) for mark in rules.marks}
        self._home_line = rules.method(rules.default_method).fever_decicelsius
        self._symptoms = [(symptom.id, symptom.name(language)) for symptom in rules.symptoms]

    @property
    def marks(self) -> tuple[str, ...]:
        """The words that can stand in place of a temperature."""
        return tuple(self._marks.values())

    def value(self, entry: Entry | None) -> str:
        """Return the temperature, or the word of the mark."""
        if entry is None:
            return ""
        if entry.decicelsius is not None:
            return checks.show_decicelsius(entry.decicelsius)
        return self._marks.get(entry.state, entry.state.name.lower())

    def home(self, entry: Entry | None) -> str:
        """Return what the home slip says."""
        if entry is None or entry.home_decicelsius is None:
            return ""
        return checks.show_decicelsius(entry.home_decicelsius)

    def is_home_fever(self, entry: Entry | None) -> bool:
        """Whether the home slip is at or over the usual fever line; families name no method."""
        home = entry.home_decicelsius if entry is not None else None
        return home is not None and home >= self._home_line

    def tone(self, line: Line) -> Tone | None:
        """Return what the line means, or None for an ordinary one."""
        if line.saving is Saving.REFUSED:
            return Tone.ALARM
        entry = line.entry
        here = entry is not None and entry.state is not State.ABSENT
        if PersonMark.NOT_CLEARED in line.marks and here:
            return Tone.ALARM
        if entry is None and line.marks:
            return Tone.MUTED if line.row.excused else Tone.ATTENTION
        if (
            entry is not None
            and entry.symptoms
            and line.row.verdict
            in {
                Verdict.NORMAL,
                Verdict.OBSERVED,
            }
        ):
            return Tone.ATTENTION
        return _TONES.get(line.row.verdict)

    def situation(self, line: Line, now: datetime) -> str:
        """Return everything else about a line, the most urgent first."""
        if line.problem:
            return line.problem
        entry, row = line.entry, line.row
        parts = [self.second(row, now)]
        parts += [self._texts(f"checks.mark.{m.value}") for m in PersonMark if m in line.marks]
        if entry is not None:
            parts.append("、".join(name for key, name in self._symptoms if key in entry.symptoms))
            parts.append(self._method(entry))
            parts.append(entry.note)
        parts.append(self._texts("checks.grid.late") if row.late else "")
        parts.append(self._texts("checks.grid.corrected") if row.corrected else "")
        parts.append(self._texts("checks.grid.left") if not row.is_member else "")
        return " · ".join(part for part in parts if part)

    def second(self, row: SheetRow, now: datetime) -> str:
        """Return the second reading, or when it is to be taken."""
        if row.second is not None:
            entry = row.second.entry
            if entry.state is not State.MEASURED:
                return f"{self._texts('checks.verdict.unconfirmed')} · {entry.note}"
            found = "fever" if row.verdict is Verdict.SUSPECT else "cleared"
            verdict = self._texts(f"checks.grid.{found}")
            return f"{self._method(entry)} {self.value(entry)} {verdict}".strip()
        if row.recheck_due_at is None:
            return ""
        left = int((row.recheck_due_at - now).total_seconds())
        if left > 0:
            return self._texts("checks.grid.recheck_in", left=f"{left // 60}:{left % 60:02}")
        return self._texts("checks.grid.recheck_now")

    def spoken(self, line: Line, now: datetime) -> str:
        """Return the whole line as a sentence, for screen readers."""
        value = self.value(line.entry) or self._texts("checks.verdict.unseen")
        words = f"{line.row.number or ''} {line.row.name}：{value}"
        situation = self.situation(line, now)
        return f"{words}，{situation}" if situation else words

    def _method(self, entry: Entry) -> str:
        method = self._rules.methods.get(entry.method or "")
        return method.short_name(self._texts.language) if method else ""
