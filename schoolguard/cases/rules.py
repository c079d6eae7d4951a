# SPDX-License-Identifier: Apache-2.0
"""What a case asks for: its reports and their clock, the next step, the days of a watch.

Pure functions over facts and the rule pack; nothing here reads a clock or the record.
Source: 卫办疾控发〔2006〕65号 (report at once); 传染病报告登记表; a CDC checklist.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from schoolguard.cases.contact_values import Reached, WatchEntry
from schoolguard.cases.diseases import ContactWay, Disease
from schoolguard.cases.pack import CaseRules, Recipient
from schoolguard.cases.values import CaseStep, Classification, ReportClock, ReportTiming
from schoolguard.kernel.clock import instant, local_day

_FIRST_MONTH = 9


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules need to know of an open case.

    Attributes:
        told: party id -> instant of the first report that stands.
        ticked: ids of the measures that are ticked.
        contacts_settled_at: None until close contacts were listed or said to be none.
        followed_at: when there was last news of the case.
    """

    disease: Disease | None
    classification: Classification
    found_at: datetime
    told: Mapping[str, datetime]
    ticked: frozenset[str]
    contacts_settled_at: datetime | None
    followed_at: datetime


@dataclass(frozen=True, slots=True)
class NextStep:
    """What presses most, and since when it is due; `due_at` None where no rule gives a time."""

    step: CaseStep
    due_at: datetime | None


def report_due_at(recipient: Recipient, disease: Disease | None, found_at: datetime) -> datetime:
    """Return the instant until which a recipient must have been told."""
    hours = recipient.within_hours
    if hours is None:
        hours = disease.report_within_hours if disease else 24
    return found_at + timedelta(hours=hours)


def report_clocks(facts: Facts, now: datetime, rules: CaseRules) -> tuple[ReportClock, ...]:
    """Return the clock of each required recipient, and of those told beside them.

    A report at the very due instant is on time.
    """
    clocks = []
    for recipient in rules.recipients.values():
        told = facts.told.get(recipient.id)
        if told is None and not recipient.required:
            continue
        due = report_due_at(recipient, facts.disease, facts.found_at)
        until = told or now
        if told is not None:
            timing = ReportTiming.ON_TIME if told <= due else ReportTiming.LATE
        else:
            timing = ReportTiming.WAITING if now <= due else ReportTiming.OVERDUE
        minutes = int((until - facts.found_at).total_seconds() // 60)
        clocks.append(ReportClock(recipient.id, due, told, minutes, timing, recipient.required))
    return tuple(clocks)


def next_step(facts: Facts, rules: CaseRules) -> NextStep | None:
    """Return what an open case asks for next; None for an excluded case that may be ended."""
    if facts.classification is Classification.EXCLUDED:
        return None
    untold = [
        report_due_at(recipient, facts.disease, facts.found_at)
        for recipient in rules.recipients.values()
        if recipient.required and recipient.id not in facts.told
    ]
    if untold:
        return NextStep(CaseStep.REPORT, min(untold))
    if facts.contacts_settled_at is None:
        return _step(CaseStep.LIST_CONTACTS, facts.found_at, rules)
    if any(one.expected and one.id not in facts.ticked for one in rules.measures.values()):
        return _step(CaseStep.MEASURES, facts.found_at, rules)
    if facts.classification is Classification.SUSPECTED:
        return _step(CaseStep.CLASSIFY, facts.followed_at, rules)
    return _step(CaseStep.FOLLOW_UP, facts.followed_at, rules)


def step_due_at(step: str, since: datetime, rules: CaseRules) -> datetime | None:
    """Return when a step that began at `since` is due; None when its rule is switched off."""
    rule = rules.steps.get(step)
    if rule is None:
        return None
    if rule.minutes is not None:
        return since + timedelta(minutes=rule.minutes)
    day = local_day(since) + timedelta(days=rule.days or 0)
    return instant(day, rule.at.hour, rule.at.minute)


def watch_until(last_exposed_on: date, disease: Disease | None) -> date:
    """Return the last day of a watch; the day of the last exposure is day 0."""
    return last_exposed_on + timedelta(days=disease.watch_days if disease else 0)


def asked_on(last_exposed_on: date, every_days: int, watch_until_on: date, day: date) -> bool:
    """Return whether a close contact is asked on a day: every so many days, and on the last."""
    if not last_exposed_on < day <= watch_until_on:
        return False
    return day == watch_until_on or (day - last_exposed_on).days % every_days == 0


def is_ill(entry: WatchEntry | None, rules: CaseRules) -> bool:
    """Return whether a watch entry speaks of symptoms or fever."""
    if entry is None or entry.reached is not Reached.YES:
        return False
    fever = entry.decicelsius is not None and entry.decicelsius >= rules.fever_decicelsius
    return fever or bool(entry.symptoms)


def last_exposure(onset_on: date | None, found_on: date, disease: Disease | None) -> date:
    """Return the last day on which a case was at school with others, as far as is known.

    That is the day the case was found, unless its infectious days were over before.
    """
    if onset_on is None or disease is None:
        return found_on
    return min(found_on, onset_on + timedelta(days=disease.infectious_after_days))


def infectious_from(onset_on: date | None, found_on: date, disease: Disease | None) -> date:
    """Return the first day on which others could be infected."""
    before = disease.infectious_before_days if disease else 0
    return (onset_on or found_on) - timedelta(days=before)


def is_suggested(ways: Iterable[ContactWay], disease: Disease | None) -> bool:
    """Return whether a proposal is ticked beforehand: the disease asks for one of its ways."""
    return disease is not None and bool(disease.contact_scopes.intersection(ways))


def school_year_begin(day: date) -> date:
    """Return the first day of the school year that a day lies in: 1 September."""
    begin = date(day.year, _FIRST_MONTH, 1)
    return begin if begin <= day else date(day.year - 1, _FIRST_MONTH, 1)


def _step(step: CaseStep, since: datetime, rules: CaseRules) -> NextStep:
    return NextStep(step, step_due_at(step, since, rules))
