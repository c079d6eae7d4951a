# SPDX-License-Identifier: Apache-2.0
"""How suspensions are worded in the tables of the page; pure."""

from collections.abc import Mapping
from datetime import date

from schoolguard import suspension
from schoolguard.cases import Disease
from schoolguard.kernel.clock import local_time
from schoolguard.kernel.rule_packs import Status
from schoolguard.kernel.texts import Texts
from schoolguard.suspension import Phase, Proposal, SheetLine, SuspensionLine
from schoolguard.ui.theme.palette import Tone


class Words:
    """Texts and diseases together, in the reader's language."""

    def __init__(self, texts: Texts, diseases: Mapping[str, Disease]) -> None:
        self.texts = texts
        self._diseases = diseases
        self.today = date.min

    def disease(self, disease_id: str) -> str:
        """Return the name of a disease; another word where it is for another reason."""
        if not disease_id:
            return self.texts("suspension_page.decide.other_reason")
        known = self._diseases.get(disease_id)
        return known.name(self.texts.language) if known is not None else disease_id

    def what(self, line: SuspensionLine) -> str:
        """Return what is off, shortened where it is the whole school."""
        scope = line.suspension.draft.scope
        if scope is suspension.Scope.SCHOOL:
            return self.texts("suspension.scope.school")
        return self.texts("suspension.between").join(line.what)

    def span(self, line: SuspensionLine) -> str:
        """Return the days off, short."""
        draft = line.suspension.draft
        return f"{draft.from_on:%m-%d} – {draft.until_on:%m-%d}"

    def phase(self, line: SuspensionLine) -> str:
        """Return where a suspension stands, with the day while it runs."""
        if line.phase is Phase.RUNNING:
            number = (self.today - line.suspension.draft.from_on).days + 1
            return self.texts("suspension_page.list.running", day=number, days=line.suspension.days)
        return self.texts(f"suspension.phase.{line.phase.value}")

    def asked(self, line: SuspensionLine) -> str:
        """Return how many were asked today, of how many; empty when nobody is to be."""
        return f"{line.asked} / {line.people}" if line.people else ""

    def handed_in(self, line: SuspensionLine) -> str:
        """Return how many sheets were handed in today, of how many."""
        return f"{line.handed_in} / {line.sheets}" if line.sheets else ""

    def decided(self, line: SuspensionLine) -> str:
        """Return who decided and by which paper."""
        draft = line.suspension.draft
        number = draft.paper_number or self.texts("suspension_page.list.no_paper")
        return f"{draft.decided_by}  {number}"

    def counted(self, one: Proposal) -> str:
        """Return what was counted for a proposal."""
        return suspension.counted_sentence(one, self.disease(one.disease_id), self.texts)

    def reference(self, one: Proposal) -> str:
        """Return what the reference speaks of."""
        scope = self.texts(f"suspension.scope.{one.scope.value}")
        return self.texts("suspension_page.proposals.reference", scope=scope, days=one.days)

    def source(self, one: Proposal) -> str:
        """Return where a reference comes from, and how sure that is."""
        if one.status is Status.SEEN:
            return one.source
        mark = self.texts(f"suspension_page.proposals.status.{one.status.value}")
        return f"{mark} {one.source}"

    def sheet_state(self, line: SheetLine) -> str:
        """Return where a sheet stands."""
        if line.handed_in_at is not None:
            key = "suspension_page.sheets.late" if line.late else "suspension_page.sheets.in"
            return self.texts(key, at=f"{local_time(line.handed_in_at):%m-%d %H:%M}")
        if line.overdue:
            return self.texts("suspension_page.sheets.overdue")
        begun = bool(line.progress.asked)
        return self.texts(f"suspension_page.sheets.{'open' if begun else 'untouched'}")

    def sheet_day(self, line: SheetLine) -> str:
        """Return the day of a sheet; today is said so."""
        words = f"{line.key.day:%m-%d}"
        if line.key.day == self.today:
            return self.texts("suspension_page.sheets.today", day=words)
        return words


def phase_tone(line: SuspensionLine) -> Tone | None:
    """Return what a suspension's standing means."""
    tones = {Phase.RUNNING: Tone.ATTENTION, Phase.AHEAD: Tone.INFO, Phase.WITHDRAWN: Tone.MUTED}
    return tones.get(line.phase)


def sheet_tone(line: SheetLine) -> Tone | None:
    """Return what a sheet's standing means."""
    if line.handed_in_at is not None:
        return Tone.ATTENTION if line.late else Tone.OK
    return Tone.ALARM if line.overdue else None
