# SPDX-License-Identifier: Apache-2.0
"""How cases are worded on the screen: steps, hours, tones, symptoms."""

from collections.abc import Mapping
from datetime import datetime

from schoolguard.cases import CaseLine, CaseRules, CaseWords, Classification, Standing
from schoolguard.kernel.clock import local_day, local_time
from schoolguard.kernel.texts import Texts
from schoolguard.ui.theme.palette import Tone

CLASS_TONES: Mapping[Classification, Tone] = {
    Classification.SUSPECTED: Tone.ATTENTION,
    Classification.CLINICAL: Tone.ATTENTION,
    Classification.CONFIRMED: Tone.ALARM,
    Classification.EXCLUDED: Tone.MUTED,
}


class Words(CaseWords):
    """Texts and rules together, in the reader's language."""

    def __init__(
        self,
        texts: Texts,
        rules: CaseRules,
        symptoms: Mapping[str, str],
        keys: Mapping[str, str],
    ) -> None:
        """Take what names things.

        Args:
            texts: the reader's language.
            rules: packs of cases and diseases.
            symptoms: names of the symptoms by id, in the order of the pack.
            keys: symptom id by its key in the check grid, a capital letter.
        """
        super().__init__(texts, rules)
        self.symptoms = symptoms
        self.keys = keys

    def step(self, line: CaseLine) -> str:
        """Return what a case asks for, or how it ended."""
        if line.standing is Standing.WITHDRAWN:
            return self.texts("cases.standing.withdrawn")
        if line.classification is Classification.EXCLUDED:
            return self.texts("cases.classification.excluded")
        if line.standing is Standing.ENDED:
            return self.choice(self.rules.case_outcomes, line.outcome_id)
        return "" if line.step is None else self.texts(f"cases.step.{line.step.value}")

    def sure(self, classification: Classification) -> str:
        """Return how sure a diagnosis is."""
        return self.texts(f"cases.classification.{classification.value}")

    def legal(self, disease_id: str) -> str:
        """Return the class of a disease by law."""
        known = self.rules.diseases.get(disease_id)
        return self.texts(f"cases.legal.{(known.legal_class.value if known else '') or 'none'}")

    def symptom_names(self, ids: frozenset[str]) -> str:
        """Return the names of symptoms in the order of the pack."""
        known = [name for symptom, name in self.symptoms.items() if symptom in ids]
        return " ".join(known + sorted(ids - self.symptoms.keys()))

    def hour(self, at: datetime | None, now: datetime) -> str:
        """Return an instant as short as its distance allows: the hour today, else the day."""
        if at is None:
            return ""
        local = local_time(at)
        return f"{local:%H:%M}" if local_day(at) == local_day(now) else f"{local:%m-%d}"


def step_tone(line: CaseLine) -> Tone:
    """Return what the step of a case means."""
    if line.standing is not Standing.OPEN:
        return Tone.MUTED
    return Tone.ALARM if line.overdue else Tone.ATTENTION
