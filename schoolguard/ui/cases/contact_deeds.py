# SPDX-License-Identifier: Apache-2.0
"""What the page asks for close contacts: propose, list, end, correct."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject

from schoolguard import cases, flows
from schoolguard.app import Unit
from schoolguard.app.today import flow_rules
from schoolguard.cases import Case, CaseDraft, CloseContact, ContactDraft, Proposal, last_exposure
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import DiseaseCaseId
from schoolguard.ui.cases.deeds import Deeds
from schoolguard.ui.cases.dialogs import AddDialog, EndWatchDialog, ExposureDialog
from schoolguard.ui.cases.proposals_dialog import ProposalsDialog
from schoolguard.ui.cases.words import Words
from schoolguard.ui.widgets.page import Page


class ContactDeeds(QObject):
    """The actions on the close contacts of the case at hand."""

    def __init__(self, page: Page, words: Words, deeds: Deeds) -> None:
        super().__init__(page)
        self._page = page
        self._desk = page.desk
        self._words = words
        self._deeds = deeds
        self._rules = flow_rules(page.desk.school)

    @property
    def _today(self) -> date:
        return local_day(self._desk.clock.now())

    def propose(self, case: Case, around: CloseContact | None = None) -> None:
        """Ask whom to list, of those who were near the case, or near one close contact of it."""
        person_id = None if around is None else around.person_id

        def show(found: tuple[Proposal, ...]) -> None:
            drafts = ProposalsDialog.ask(
                self._page,
                self._words,
                found,
                self._exposed_on(case) if around is None else around.last_exposed_on,
                around="" if around is None else around.name,
                via=None if around is None else around.id,
            )
            if drafts:
                self._list(case.line.id, drafts)

        self._desk.tasks.query(
            self._page,
            lambda view: flows.propose_close_contacts(
                view, case.line.id, self._rules, around=person_id
            ),
            show,
        )

    def add(self, case: Case) -> None:
        """Ask for a close contact by hand."""
        draft = AddDialog.ask(self._page, self._desk, self._exposed_on(case))
        if draft is not None:
            self._list(case.line.id, (draft,))

    def end(self, case: Case, chosen: tuple[CloseContact, ...]) -> None:
        """Ask how watches ended; somebody who became a case gets one, with all that it asks for."""
        watched = tuple(one for one in chosen if one.ended_on is None)
        if not watched:
            self._desk.notify.error(UserError("cases.watch_ended"))
            return
        told = EndWatchDialog.ask(self._page, self._words, watched, self._today)
        if told is not None:
            outcome_id, note = told
            self._do(lambda unit: self._end(unit, case, watched, outcome_id, note), "watch_ended")

    def reopen(self, contact: CloseContact) -> None:
        """Go on with a watch, with a reason."""
        why = self._deeds.ask("reopen")
        if why is not None:
            self._do(lambda unit: cases.reopen_watch(unit, contact.id, why), "watch_reopened")

    def remove(self, contact: CloseContact) -> None:
        """Take somebody off the list, with a reason."""
        why = self._deeds.ask("remove")
        if why is not None:
            self._do(lambda unit: cases.remove_contact(unit, contact.id, why), "removed")

    def set_exposure(self, contact: CloseContact) -> None:
        """Correct the day of the last exposure."""
        told = ExposureDialog.ask(self._page, self._words, contact)
        if told is not None:
            day, why = told
            self._do(
                lambda unit: cases.set_exposure(unit, contact.id, day, why, self._rules.cases),
                "exposure",
            )

    def settle(self, case_id: DiseaseCaseId) -> None:
        """Note that a case has no close contacts."""
        self._do(lambda unit: cases.settle_no_contacts(unit, case_id), "settled")

    def _list(self, case_id: DiseaseCaseId, drafts: tuple[ContactDraft, ...]) -> None:
        self._do(
            lambda unit: cases.add_close_contacts(unit, case_id, drafts, self._rules.cases),
            "listed",
        )

    def _end(
        self,
        unit: Unit,
        case: Case,
        watched: tuple[CloseContact, ...],
        outcome_id: str,
        note: str,
    ) -> None:
        becomes = self._rules.cases.watch_outcomes[outcome_id].becomes_case
        for one in watched:
            if becomes:
                self._open_case(unit, case, one)
            cases.end_watch(unit, one.id, outcome_id, note_text=note, rules=self._rules.cases)

    def _open_case(self, unit: Unit, case: Case, one: CloseContact) -> None:
        """Open the case of a close contact with all that it asks for, unless one is open."""
        known = cases.case_of(unit, one.person_id)
        if known is None or known.disease_id != case.line.disease_id:
            draft = CaseDraft(
                one.person_id, one.class_id, case.line.disease_id, infected_by=case.line.id
            )
            flows.open_case(unit, draft, self._rules)

    def _exposed_on(self, case: Case) -> date:
        line = case.line
        disease = self._rules.diseases.get(line.disease_id)
        return last_exposure(line.onset_on, line.found_on, disease)

    def _do(self, write: Callable[[Unit], object], done: str) -> None:
        self._desk.tasks.change(
            self._page,
            write,
            lambda _: self._desk.notify.done(self._desk.texts(f"cases_page.done.{done}")),
        )
