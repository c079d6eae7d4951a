# SPDX-License-Identifier: Apache-2.0
"""The ordered list of pages, and who sees which.

A page is named, not imported: its module is loaded when it is first opened. A frozen build lists
the same names (`HOMES`) so that they are packed.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import Final

from schoolguard.access.rules import Action, allowed
from schoolguard.kernel.actor import Actor
from schoolguard.kernel.errors import BugError
from schoolguard.ui.desk import Desk
from schoolguard.ui.widgets.page import Page


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One page of the sidebar.

    Attributes:
        key: for `Desk.navigate`; its name stands under ``ui.page.<key>``.
        needs: what one must be allowed to do to see it; None: everybody sees it.
        home: ``module:Class``.
    """

    key: str
    icon: str
    needs: Action | None
    home: str


PAGES: Final = (
    PageSpec("today", "layout-dashboard", None, "schoolguard.ui.today.page:TodayPage"),
    PageSpec("checks", "thermometer", Action.VIEW_CHECKS, "schoolguard.ui.checks.page:ChecksPage"),
    PageSpec("absence", "user-x", Action.VIEW_ABSENCE, "schoolguard.ui.absence.page:AbsencePage"),
    PageSpec(
        "isolation", "bed", Action.VIEW_ISOLATION, "schoolguard.ui.isolation.page:IsolationPage"
    ),
    PageSpec(
        "disinfection",
        "spray-can",
        Action.VIEW_DISINFECTION,
        "schoolguard.ui.disinfection.page:DisinfectionPage",
    ),
    PageSpec("cases", "biohazard", Action.VIEW_CASES, "schoolguard.ui.cases.page:CasesPage"),
    PageSpec(
        "suspension",
        "calendar-off",
        Action.VIEW_SUSPENSION,
        "schoolguard.ui.suspension.page:SuspensionPage",
    ),
    PageSpec(
        "clearance",
        "badge-check",
        Action.VIEW_CLEARANCE,
        "schoolguard.ui.clearance.page:ClearancePage",
    ),
    PageSpec("warning", "siren", Action.VIEW_WARNINGS, "schoolguard.ui.warning.page:WarningPage"),
    PageSpec("roster", "users", Action.VIEW_PEOPLE, "schoolguard.ui.roster.page:RosterPage"),
    PageSpec("daily", "file-text", Action.VIEW_REPORTS, "schoolguard.ui.daily.page:DailyPage"),
    PageSpec(
        "submission", "send", Action.SEAL_PACKAGE, "schoolguard.ui.submission.page:SubmissionPage"
    ),
    PageSpec(
        "settings", "settings", Action.CHANGE_SETTINGS, "schoolguard.ui.settings.page:SettingsPage"
    ),
    PageSpec(
        "rules", "book-check", Action.CHANGE_SETTINGS, "schoolguard.ui.rulebook.page:RulesPage"
    ),
    PageSpec("access", "key-round", None, "schoolguard.ui.access.page:AccountsPage"),
    PageSpec("audit", "scroll-text", Action.READ_AUDIT, "schoolguard.ui.audit.page:AuditPage"),
)
HOMES: Final = tuple(spec.home.partition(":")[0] for spec in PAGES)
HOME_KEY: Final = "today"


def pages_for(actor: Actor) -> tuple[PageSpec, ...]:
    """Return the pages that somebody sees, in the order of the sidebar."""
    return tuple(spec for spec in PAGES if spec.needs is None or allowed(actor, spec.needs))


def make_page(spec: PageSpec, desk: Desk) -> Page:
    """Load and build a page.

    Raises:
        BugError: the list names something that is no page.
    """
    module, _, name = spec.home.partition(":")
    page = getattr(import_module(module), name)(desk)
    if not isinstance(page, Page):
        raise BugError(f"{spec.home} is no page")
    return page
