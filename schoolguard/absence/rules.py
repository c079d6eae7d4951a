# SPDX-License-Identifier: Apache-2.0
"""What follow-up of an absence asks for: the next step, when it is due, whether a case may close.

Pure functions over facts and the rule pack; nothing here reads a clock or the record.
Source: 卫办疾控发〔2006〕65号 (因病缺课病因追查与登记), WS/T 772-2020 (因病缺勤登记追踪).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from schoolguard.absence.pack import AbsenceRules
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.clock import instant, local_day
from schoolguard.kernel.school_calendar import SchoolCalendar


class Reason(StrEnum):
    """Why somebody is away 缺勤原因."""

    UNKNOWN = "unknown"
    ILLNESS = "illness"
    INJURY = "injury"
    LEAVE = "leave"


class Step(StrEnum):
    """What a case asks for next, in the order in which the steps press."""

    DECIDE_WITHDRAWAL = "decide_withdrawal"
    """The check that opened the case was corrected after follow-up had begun: keep or withdraw."""

    TELL_AUTHORITIES = "tell_authorities"
    """It may be epidemic: tell the disease control centre and the bureau at once."""

    FIRST_CONTACT = "first_contact"
    CONTACT_AGAIN = "contact_again"
    CONFIRM_RETURN = "confirm_return"
    """Seen at school again: look at the papers and close the case."""

    FIND_CAUSE = "find_cause"
    FOLLOW_UP = "follow_up"
    """Cause known, still away: ask how it goes."""


class Gap(StrEnum):
    """What is missing before a case may close."""

    REASON = "reason"
    CAUSE = "cause"
    OUTCOME = "outcome"
    RETURN_DAY = "return_day"
    AUTHORITIES = "authorities"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules need to know of a case.

    Attributes:
        parties_reached: ids of parties that a contact attempt reached.
        tried: whether any contact was attempted.
        back_on: the school day on which a check saw the person again, None while away.
    """

    reason: Reason
    cause_id: str = ""
    epidemic_suspected: bool = False
    parties_reached: frozenset[str] = frozenset()
    tried: bool = False
    back_on: date | None = None
    withdrawal_asked: bool = False


def next_step(facts: Facts, rules: AbsenceRules) -> Step:
    """Return the step that an open case asks for; there always is one until it closes."""
    untold = facts.epidemic_suspected and authorities_untold(facts, rules)
    if facts.withdrawal_asked:
        return Step.DECIDE_WITHDRAWAL
    if untold:
        return Step.TELL_AUTHORITIES
    if facts.back_on is not None:
        return Step.CONFIRM_RETURN
    if facts.reason is Reason.UNKNOWN and not _asked(facts, rules):
        return Step.CONTACT_AGAIN if facts.tried else Step.FIRST_CONTACT
    if _cause_unknown(facts):
        return Step.FIND_CAUSE
    return Step.FOLLOW_UP


def step_key(step: Step, *, is_staff: bool) -> str:
    """Return the text key of a step; staff are called themselves, not their family."""
    if is_staff and step in {Step.FIRST_CONTACT, Step.CONTACT_AGAIN}:
        return f"absence.staff_step.{step.value}"
    return f"absence.step.{step.value}"


def authorities_untold(facts: Facts, rules: AbsenceRules) -> tuple[str, ...]:
    """Return the ids of authorities that no contact has reached yet, in the pack's order."""
    return tuple(
        party.id
        for party in rules.parties.values()
        if party.authority and party.id not in facts.parties_reached
    )


def due_at(
    step: Step, since: datetime, calendar: SchoolCalendar, rules: AbsenceRules
) -> datetime | None:
    """Return when a step that began at `since` is due; None when its rule is switched off.

    A rule in school days falls back to calendar days where the calendar knows no school day ahead.
    """
    rule = rules.follow_ups.get(step)
    if rule is None:
        return None
    if rule.minutes is not None:
        return since + timedelta(minutes=rule.minutes)
    day = local_day(since)
    for _ in range(rule.school_days or 0):
        day = calendar.next_school_day(day) or day + timedelta(days=1)
    return instant(day, rule.at.hour, rule.at.minute)


def is_overdue(due: datetime | None, now: datetime) -> bool:
    """Return whether a due time has passed; the very instant is not yet overdue."""
    return due is not None and due < now


def closing_gaps(
    facts: Facts, outcome_id: str, returned_on: date | None, rules: AbsenceRules
) -> tuple[Gap, ...]:
    """Return what is missing before a case may close, in the order to ask; empty: it may.

    An illness needs a cause; a suspicion of an epidemic needs the authorities told.
    """
    outcome = rules.outcomes.get(outcome_id)
    missing = {
        Gap.REASON: facts.reason is Reason.UNKNOWN,
        Gap.CAUSE: facts.reason is Reason.ILLNESS and facts.cause_id not in rules.causes,
        Gap.AUTHORITIES: facts.epidemic_suspected and bool(authorities_untold(facts, rules)),
        Gap.OUTCOME: outcome is None,
        Gap.RETURN_DAY: outcome is not None and outcome.returned and returned_on is None,
    }
    return tuple(gap for gap, is_missing in missing.items() if is_missing)


def closes_by_itself(facts: Facts) -> bool:
    """Return whether being seen at school again ends a case: only leave that was explained."""
    doubtful = facts.epidemic_suspected or facts.withdrawal_asked
    return facts.reason is Reason.LEAVE and not doubtful


def same_episode(back_on: date | None, absent_on: date, rules: AbsenceRules) -> bool:
    """Return whether an absence on a day continues a case (one illness episode is one case).

    Source: 江苏省中小学生因病缺课监测方法.
    """
    return back_on is None or (absent_on - back_on).days <= rules.same_episode_days


def half_days(sessions: Collection[CheckSession], lessons: int | None, rules: AbsenceRules) -> int:
    """Return the half days missed on one day, 0 to 2.

    Lessons counted by hand beat the sessions in which the person was marked absent.
    Source: 江苏省中小学生因病缺课监测方法 (1-3 lessons half a day, 4 and more a day).
    """
    if lessons is not None:
        spans = (s for s in rules.lesson_spans if s.first_lesson <= lessons <= s.last_lesson)
        span = next(spans, None)
        return span.half_days if span else 0
    return min(2, sum(rules.half_days_by_session.get(session, 0) for session in set(sessions)))


def total_half_days(
    marks: Mapping[date, Collection[CheckSession]],
    lessons: Mapping[date, int],
    rules: AbsenceRules,
) -> int:
    """Return the half days of a whole case from its marks and hand-counted lessons by day."""
    days = marks.keys() | lessons.keys()
    return sum(half_days(marks.get(day, ()), lessons.get(day), rules) for day in days)


def _asked(facts: Facts, rules: AbsenceRules) -> bool:
    return any(
        not rules.parties[party].authority
        for party in facts.parties_reached
        if party in rules.parties
    )


def _cause_unknown(facts: Facts) -> bool:
    return facts.reason is Reason.UNKNOWN or (facts.reason is Reason.ILLNESS and not facts.cause_id)
