# SPDX-License-Identifier: Apache-2.0
"""How cases are worded on the screen: reasons, steps, hours, choices of the rule pack."""

from collections.abc import Mapping
from datetime import date, datetime

from schoolguard import roster
from schoolguard.absence import AbsenceRules, CaseLine, Named, Standing, Step
from schoolguard.kernel.clock import local_day, local_time
from schoolguard.kernel.texts import Texts
from schoolguard.ui.theme.palette import Tone


class Words:
    """Texts and rules together, in the reader's language."""

    def __init__(self, texts: Texts, rules: AbsenceRules, symptoms: Mapping[str, str]) -> None:
        """Take what names things.

        Args:
            texts: the reader's language.
            rules: the absence pack, which names causes and results itself.
            symptoms: names of the symptoms by id, in the order of the pack.
        """
        self.texts = texts
        self.rules = rules
        self.symptoms = symptoms

    def choice(self, choices: Mapping[str, Named], choice_id: str) -> str:
        """Return the name of a choice; one no longer in the pack shows its id."""
        known = choices.get(choice_id)
        return known.name(self.texts.language) if known else choice_id

    def step(self, line: CaseLine) -> str:
        """Return what a case asks for, or how it ended."""
        if line.standing is Standing.OPEN:
            staff = line.is_staff and line.step in {Step.FIRST_CONTACT, Step.CONTACT_AGAIN}
            kind = "staff_step" if staff else "step"
            return self.texts(f"absence_page.{kind}.{line.step.value}")
        if line.standing is Standing.WITHDRAWN:
            return self.texts("absence.standing.withdrawn")
        outcome = self.choice(self.rules.outcomes, line.outcome_id)
        return self.texts("absence_page.closed_as", outcome=outcome)

    def why(self, line: CaseLine) -> str:
        """Return the cause, else reason and symptoms, in one line; a cause says the reason too."""
        if line.cause_id:
            return self.choice(self.rules.causes, line.cause_id)
        parts = [self.texts(f"absence.reason.{line.reason.value}")]
        if line.symptoms:
            parts.append(self.symptom_names(line.symptoms))
        return self.texts("absence_page.between").join(parts)

    def symptom_names(self, ids: frozenset[str]) -> str:
        """Return the names of symptoms in the order of the pack."""
        known = [name for symptom, name in self.symptoms.items() if symptom in ids]
        return " ".join(known + sorted(ids - self.symptoms.keys()))

    def hour(self, at: datetime | None, now: datetime) -> str:
        """Return an instant as short as its distance allows: the hour today, else the day."""
        if at is None:
            return ""
        local = local_time(at)
        if local_day(at) == local_day(now):
            return f"{local:%H:%M}"
        return f"{local:%m-%d}"

    def day(self, day: date | None) -> str:
        """Return a day as month and day."""
        return "" if day is None else f"{day:%m-%d}"

    def days_away(self, line: CaseLine) -> str:
        """Return the days missed so far, in halves."""
        return f"{line.half_days / 2:g}"

    def relation(self, guardian: roster.Guardian) -> str:
        """Return what a guardian is to the person, in the family's own word if they have one."""
        return roster.relation_word(self.texts, guardian)


def step_tone(line: CaseLine) -> Tone:
    """Return what the step of a case means."""
    if line.standing is not Standing.OPEN:
        return Tone.MUTED
    if line.overdue or line.step is Step.TELL_AUTHORITIES:
        return Tone.ALARM
    return Tone.OK if line.step is Step.CONFIRM_RETURN else Tone.ATTENTION
