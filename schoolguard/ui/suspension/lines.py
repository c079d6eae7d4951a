# SPDX-License-Identifier: Apache-2.0
"""What one line of the follow-up sheet says, and in which tone; pure, made before painting."""

from dataclasses import dataclass, replace
from enum import Enum, auto

from schoolguard import suspension
from schoolguard.kernel.texts import Texts
from schoolguard.suspension import Entry, FollowUpRow, Reached, SuspensionRules
from schoolguard.ui.theme.palette import Tone


class Saving(Enum):
    """How far a line is on its way to the disk."""

    NOTHING = auto()
    PENDING = auto()
    SAVED = auto()
    REFUSED = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """One pupil's line with what is still on its way.

    Attributes:
        wanted: the entry on its way to the disk; None when nothing is.
        problem: why the last entry was refused; empty when it was not.
    """

    row: FollowUpRow
    saving: Saving = Saving.NOTHING
    wanted: Entry | None = None
    problem: str = ""

    @property
    def entry(self) -> Entry | None:
        """The newest entry: the one on its way, else the one kept."""
        if self.wanted is not None:
            return self.wanted
        return self.row.kept.entry if self.row.kept is not None else None


def line_of(row: FollowUpRow) -> Line:
    """Return the line of a row as it is kept."""
    return Line(row, Saving.SAVED if row.kept is not None else Saving.NOTHING)


def pending(line: Line, entry: Entry | None) -> Line:
    """Return the line while an entry is on its way."""
    return replace(line, saving=Saving.PENDING, wanted=entry, problem="")


def refused(line: Line, problem: str) -> Line:
    """Return the line after its entry was refused: what is kept shows again."""
    return replace(line, saving=Saving.REFUSED, wanted=None, problem=problem)


class Wording:
    """Turns lines into texts, in one language."""

    def __init__(self, rules: SuspensionRules, texts: Texts) -> None:
        self._rules = rules
        self._texts = texts

    @property
    def answers(self) -> tuple[str, ...]:
        """The words that can stand in place of a temperature."""
        return tuple(self._texts(f"suspension_page.grid.answer.{one.value}") for one in Reached)

    def value(self, entry: Entry | None) -> str:
        """Return the temperature, or the word of the answer."""
        if entry is None:
            return ""
        if entry.decicelsius is not None:
            return suspension.show_temperature(entry)
        return self._texts(f"suspension_page.grid.answer.{entry.reached.value}")

    def tone(self, line: Line) -> Tone | None:
        """Return what the line means, or None for an ordinary one."""
        if line.saving is Saving.REFUSED:
            return Tone.ALARM
        entry = line.entry
        if entry is None:
            return None
        if self._rules.is_fever(entry.decicelsius):
            return Tone.ALARM
        if entry.symptoms:
            return Tone.ATTENTION
        if entry.reached is not Reached.YES:
            return Tone.INFO
        return Tone.MUTED if entry.decicelsius is None else None

    def situation(self, line: Line) -> str:
        """Return everything else about a line, the most urgent first."""
        if line.problem:
            return line.problem
        entry, row = line.entry, line.row
        parts: list[str] = []
        if entry is not None:
            parts.append(suspension.symptom_words(entry, self._rules, self._texts))
            parts.append(self._texts("suspension_page.grid.doctor") if entry.doctor else "")
            parts.append(self._tries(row, entry))
            parts.append(entry.note)
        else:
            parts.append(self.yesterday(row))
        parts.append(self._texts("suspension_page.grid.corrected") if row.corrected else "")
        parts.append("" if row.is_member else self._texts("suspension_page.grid.left"))
        return " · ".join(part for part in parts if part)

    def yesterday(self, row: FollowUpRow) -> str:
        """Return what was remarkable the day before; empty where nothing was."""
        before = row.before
        if before is None:
            return ""
        fever = self._rules.is_fever(before.decicelsius)
        if not fever and not before.symptoms and before.reached is Reached.YES:
            return ""
        said = self.value(before) if fever or before.reached is not Reached.YES else ""
        symptoms = suspension.symptom_words(before, self._rules, self._texts)
        words = " ".join(part for part in (said, symptoms) if part)
        return self._texts("suspension_page.grid.yesterday", words=words)

    def spoken(self, line: Line) -> str:
        """Return the whole line as a sentence, for screen readers."""
        value = self.value(line.entry) or self._texts("suspension.answer.not_asked")
        words = f"{line.row.number or ''} {line.row.name}：{value}"
        situation = self.situation(line)
        return f"{words}，{situation}" if situation else words

    def _tries(self, row: FollowUpRow, entry: Entry) -> str:
        tries = row.kept.tries if row.kept is not None else 0
        if tries < 1 or (tries == 1 and entry.reached is not Reached.YES):
            return ""
        return self._texts("suspension_page.grid.tries", number=tries)
