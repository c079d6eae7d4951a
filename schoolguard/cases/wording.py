# SPDX-License-Identifier: Apache-2.0
"""How cases are worded on paper: diseases with their class, reports with their clock, ways."""

from collections.abc import Mapping
from datetime import date, datetime

from schoolguard.cases.contact_values import CloseContact
from schoolguard.cases.diseases import ContactWay, Named
from schoolguard.cases.pack import CaseRules
from schoolguard.cases.values import Case, CaseLine, ReportClock, Standing
from schoolguard.kernel.clock import local_time
from schoolguard.kernel.texts import Texts


class CaseWords:
    """Texts and rules together, in the reader's language."""

    def __init__(self, texts: Texts, rules: CaseRules) -> None:
        self.texts = texts
        self.rules = rules

    def choice(self, choices: Mapping[str, Named], choice_id: str) -> str:
        """Return the name of a choice; one no longer in the pack shows its id."""
        known = choices.get(choice_id)
        return known.name(self.texts.language) if known else choice_id

    def disease(self, disease_id: str) -> str:
        """Return the name of a disease."""
        return self.choice(self.rules.diseases, disease_id)

    def diagnosis(self, line: CaseLine) -> str:
        """Return the disease with how sure it is."""
        sure = self.texts(f"cases.classification.{line.classification.value}")
        return self.texts("cases.diagnosis", disease=self.disease(line.disease_id), sure=sure)

    def recipient(self, party_id: str) -> str:
        """Return the name of a recipient."""
        return self.choice(self.rules.recipients, party_id)

    def clock(self, clock: ReportClock) -> str:
        """Return how a report stands to its clock, e.g. on time after 35 minutes."""
        return self.texts(
            f"cases.timing.{clock.timing.value}",
            after=self.span(clock.minutes),
            due=moment(clock.due_at),
        )

    def span(self, minutes: int) -> str:
        """Return minutes as hours and minutes."""
        hours, rest = divmod(max(0, minutes), 60)
        if not hours:
            return self.texts("cases.span.minutes", minutes=rest)
        return self.texts("cases.span.hours", hours=hours, minutes=rest)

    def way(self, way: ContactWay) -> str:
        """Return one place where two people were near each other."""
        return self.texts(f"cases.way.{way.value}")

    def ways(self, ways: frozenset[ContactWay]) -> str:
        """Return where two people were near each other, in the order of the list."""
        return self.join(*(self.way(one) for one in ContactWay if one in ways))

    def outcome(self, case: Case) -> str:
        """Return how a case stands or ended."""
        line = case.line
        if line.standing is Standing.OPEN:
            return self.texts("cases.standing.open")
        ended = self.choice(self.rules.case_outcomes, line.outcome_id)
        return " ".join(part for part in (ended, short_day(line.ended_on)) if part)

    def watch_outcome(self, contact: CloseContact) -> str:
        """Return how a watch ended, or that it goes on."""
        if contact.ended_on is None:
            return self.texts("cases.watching")
        ended = self.choice(self.rules.watch_outcomes, contact.outcome_id)
        return f"{ended} {short_day(contact.ended_on)}"

    def join(self, *parts: str) -> str:
        """Return what is there, with the mark between that the language uses."""
        return self.texts("cases.between").join(part for part in parts if part)


def short_day(day: date | None) -> str:
    """Return a day as month and day; empty for none."""
    return "" if day is None else f"{day:%m-%d}"


def moment(at: datetime | None) -> str:
    """Return an instant as month, day, hour and minute; empty for none."""
    return "" if at is None else f"{local_time(at):%m-%d %H:%M}"


def degrees(decicelsius: int | None) -> str:
    """Return tenths of a degree as degrees; empty where nothing was measured."""
    return "" if decicelsius is None else f"{decicelsius / 10:.1f}"
