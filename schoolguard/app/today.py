# SPDX-License-Identifier: Apache-2.0
"""Puts the day together for the home page: the board of the rooms below, and all that is due.

`flows` knows sheets, second readings and absence; what the daily report and the packages wait for
is added here, since only this floor may see them all.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta

from schoolguard import access, checks, daily, flows, roster, rulebook, submission, warning
from schoolguard.access import Action
from schoolguard.app.rule_book import book_of, daily_basis
from schoolguard.app.school import School
from schoolguard.daily import Basis
from schoolguard.flows import Chain, DueItem, DueKind, FlowRules, Today, Urgency
from schoolguard.flows.due import Nameable
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.kernel.school_settings import SchoolSettings
from schoolguard.store.unit import View
from schoolguard.warning import Level, WarningRules

WARNING_PAGE = "warning"
REPORT_PAGE = "daily"
PACKAGE_PAGE = "submission"
_LATEST_PACKAGES = 20
_PATIENCE = timedelta(days=3)
"""After so many days without a receipt the person is reminded to ask for it."""


def get_ready() -> None:
    """Read the rule packs now, while nobody waits, instead of at the first question."""
    with suppress(UserError):  # a bad pack is told, and replaced, when a school is open
        book = rulebook.read_book()
        daily.load_basis(SchoolSettings(name="-", code="AA"), SchoolCalendar(), book.shelf)


def flow_rules(school: School) -> FlowRules:
    """Return the rules by which an event and its consequences are decided in a school."""
    return replace(book_of(school).flows, calendar=school.calendar)


def today_of(school: School, day: date) -> Callable[[View], Today]:
    """Return the question for a school's day, to be asked in one read transaction."""
    rules, settings = flow_rules(school), school.settings
    return lambda view: flows.today(view, day, settings, rules)


@dataclass(frozen=True, slots=True)
class Above:
    """What is asked apart from the day itself; empty but on the present day.

    Attributes:
        due: what reports and packages wait for.
        chains: what was begun for somebody and has no end yet, in every room.
    """

    due: tuple[DueItem, ...] = ()
    chains: tuple[Chain, ...] = ()


def above_of(school: School, day: date) -> Callable[[View], Above]:
    """Return the question for what reports and packages wait for, and for all open links.

    Asked apart from the day itself, since comparing a report with the day takes its figures.
    """
    basis, rules = daily_basis(school), flow_rules(school)

    def ask(view: View) -> Above:
        if day != view.today or not roster.head_counts(view, day):
            return Above()
        warned = warning_items(view, book_of(school).warning, rules, school.settings.language)
        due = (*warned, *report_items(view, day, basis), *package_items(view))
        return Above(due, flows.links(view, rules))

    return ask


def warning_items(
    view: View, rules: WarningRules, known: FlowRules, language: str
) -> Iterator[DueItem]:
    """Yield the warnings that nobody answered, and reports that are overdue."""
    if not access.allowed(view.actor, Action.VIEW_WARNINGS):
        return
    topics: dict[str, Nameable] = {**rules.streams, **rules.similar, **known.diseases}
    for line in warning.open_warnings(view, rules):
        if line.level is Level.NOTE:
            continue
        what = "legal" if line.level < Level.RED else line.level.name.lower()
        if warning.is_overdue(line, view.now):
            what = "overdue"
        yield DueItem(
            DueKind.WARNING,
            _WARNED[what],
            f"warning_page.due.{what}",
            WARNING_PAGE,
            args={"warning_id": line.id},
            params={
                "unit": line.unit_name,
                "topic": topics[line.topic].name(language) if line.topic in topics else line.topic,
                "count": line.last.count,
            },
            due_at=line.report_by,
        )


_WARNED = {
    "overdue": Urgency.ALARM,
    "legal": Urgency.ALARM,
    "red": Urgency.OVERDUE,
    "amber": Urgency.NOTE,
}


def report_items(view: View, day: date, basis: Basis) -> Iterator[DueItem]:
    """Yield what the reports of the present and of the last school day wait for."""
    if not access.allowed(view.actor, Action.VIEW_REPORTS):
        return
    yield from daily.due(view, day, basis)
    before = basis.calendar.previous_school_day(day)
    if before is None or daily.last_signed(view, before) is not None:
        return
    if _was_worked(view, before, basis):
        yield DueItem(
            DueKind.REPORT,
            Urgency.OVERDUE,
            "today.report.unsigned_before",
            REPORT_PAGE,
            args={"day": before.isoformat()},
            params={"month": before.month, "day": before.day},
        )


def package_items(view: View) -> Iterator[DueItem]:
    """Yield what the packages wait for: sealing, handing over, the bureau's answer."""
    if not access.allowed(view.actor, Action.SEAL_PACKAGE):
        return
    sent = submission.outbox(view, _LATEST_PACKAGES)
    signed = daily.last_signed(view, view.today)
    if signed is not None and all(one.source != signed.number for one in sent):
        yield _package("seal", Urgency.DUE)
    for one in sent:
        urgency = _STANDINGS.get(one.standing)
        if urgency is not None:
            yield _package(one.standing.value, urgency, file=one.file_name)
        elif (
            one.standing is submission.Standing.HANDED_OVER
            and one.handed_over_at is not None
            and view.now - one.handed_over_at > _PATIENCE
        ):
            yield _package("no_receipt", Urgency.NOTE, file=one.file_name)


_STANDINGS = {
    submission.Standing.MISSING: Urgency.OVERDUE,
    submission.Standing.REFUSED: Urgency.OVERDUE,
    submission.Standing.PREPARED: Urgency.DUE,
}


def _was_worked(view: View, day: date, basis: Basis) -> bool:
    """Return whether the program was in use on a day, so that its report can be missed at all."""
    board = checks.day_board(view, day, basis.school.sessions, basis.checks, basis.calendar)
    return any(status.tally.done for status in board)


def _package(what: str, urgency: Urgency, **params: str) -> DueItem:
    return DueItem(DueKind.PACKAGE, urgency, f"today.package.{what}", PACKAGE_PAGE, params=params)
