# SPDX-License-Identifier: Apache-2.0
"""Connects what a case's panel asks for with the deeds that do it, for the case at hand."""

from collections.abc import Callable
from datetime import date

from schoolguard.cases import Case
from schoolguard.kernel.ids import DiseaseCaseId
from schoolguard.ui.cases.case_panel import CasePanel
from schoolguard.ui.cases.contact_deeds import ContactDeeds
from schoolguard.ui.cases.contact_papers import ContactPapers
from schoolguard.ui.cases.deeds import Deeds


def connect_case(panel: CasePanel, deeds: Deeds, today: Callable[[], date]) -> None:
    """Let facts, reports, measures and the bar below do what they ask for."""
    hand = _hand(panel)

    def untick(measure_id: str) -> None:
        if not deeds.untick(hand(), measure_id):
            panel.show_again()

    panel.facts.save_wanted.connect(lambda draft: deeds.describe(hand(), draft))
    reports, bar = panel.reports, panel.end_bar
    reports.report_wanted.connect(lambda draft: deeds.report(hand(), draft))
    reports.retract_wanted.connect(lambda number: deeds.retract_report(hand(), number))
    panel.measures.tick_wanted.connect(lambda one: deeds.tick(hand(), one, today()))
    panel.measures.untick_wanted.connect(untick)
    bar.end_wanted.connect(lambda outcome, day: deeds.end(hand(), outcome, day))
    bar.withdraw_wanted.connect(lambda: deeds.withdraw(hand()))
    bar.reopen_wanted.connect(lambda: deeds.reopen(hand()))


def connect_contacts(panel: CasePanel, deeds: ContactDeeds, papers: ContactPapers) -> None:
    """Let the list of close contacts do what it asks for."""
    hand, case, tab = _hand(panel), _case(panel), panel.contacts
    tab.propose_wanted.connect(lambda: deeds.propose(case()))
    tab.around_wanted.connect(lambda one: deeds.propose(case(), one))
    tab.add_wanted.connect(lambda: deeds.add(case()))
    tab.none_wanted.connect(lambda: deeds.settle(hand()))
    tab.end_wanted.connect(lambda chosen: deeds.end(case(), chosen))
    tab.reopen_wanted.connect(deeds.reopen)
    tab.remove_wanted.connect(deeds.remove)
    tab.exposure_wanted.connect(deeds.set_exposure)
    tab.list_wanted.connect(lambda: papers.print_list(hand()))
    tab.notices_wanted.connect(lambda only: papers.print_notices(hand(), only))


def _case(panel: CasePanel) -> Callable[[], Case]:
    def at_hand() -> Case:
        assert panel.opened is not None  # noqa: S101 - its buttons are on the panel
        return panel.opened.case

    return at_hand


def _hand(panel: CasePanel) -> Callable[[], DiseaseCaseId]:
    case = _case(panel)
    return lambda: case().line.id
