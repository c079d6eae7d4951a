# SPDX-License-Identifier: Apache-2.0
"""Decides about readings: plausible or not, suspect or not, due, late, in need of a reason.

Only a second reading over the line makes a suspect; the first one merely asks for it. Numbers come
from the rule pack; nothing here knows a clock, a database or a window.
Source: WS/T 772-2020 (sessions, symptoms); school rules quoted in `checks.toml` (lines, rest).
"""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from schoolguard.checks.rule_book import CheckRules, Method
from schoolguard.checks.values import Entry, Reading, SheetKey, State, Tally, Verdict
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.clock import instant
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import AccountId, PersonId

_SECONDS_PER_MINUTE = 60


def check_plausible(decicelsius: int, rules: CheckRules) -> tuple[str, ...]:
    """Return the doubts about a temperature; empty when there are none.

    Raises:
        UserError: ``checks.impossible_temperature``: no body, no thermometer gives this number.
    """
    limits = rules.plausible
    low, high = limits.reject_below_celsius, limits.reject_above_celsius
    if not round(low * 10) <= decicelsius <= round(high * 10):
        raise UserError(
            "checks.impossible_temperature", celsius=f"{decicelsius / 10:.1f}", low=low, high=high
        )
    usual = round(limits.warn_below_celsius * 10) <= decicelsius
    usual = usual and decicelsius <= round(limits.warn_above_celsius * 10)
    return () if usual else ("unusual_temperature",)


def check_entry(entry: Entry, rules: CheckRules) -> tuple[str, ...]:
    """Return the doubts about an entry, after refusing what can not be.

    Raises:
        UserError: ``checks.impossible_temperature``, ``checks.unknown_method``,
            ``checks.unknown_symptom``.
    """
    if entry.method is not None:
        rules.method(entry.method)
    for symptom in entry.symptoms:
        rules.symptom(symptom)
    doubts: tuple[str, ...] = ()
    for decicelsius in (entry.decicelsius, entry.home_decicelsius):
        if decicelsius is not None:
            doubts += check_plausible(decicelsius, rules)
    return doubts


def is_over_line(entry: Entry, sheet_method: str, rules: CheckRules) -> bool:
    """Return whether a reading is at or over the fever line of how it was measured.

    A method that has left the rule pack is judged by the lowest line in use.
    """
    if entry.decicelsius is None:
        return False
    method = rules.methods.get(entry.method or sheet_method)
    line = method.fever_decicelsius if method else rules.lowest_fever_decicelsius
    return entry.decicelsius >= line


def judge(first: Entry | None, second: Entry | None, method: str, rules: CheckRules) -> Verdict:
    """Return what both readings say together.

    `first` is None when nobody has dealt with the person; `second` is None when there was no second
    reading, and not MEASURED when it could not be taken. `method` is the sheet's, for readings that
    name none of their own.
    """
    if first is None:
        return Verdict.UNSEEN
    if second is not None and second.state is State.MEASURED:
        return Verdict.SUSPECT if is_over_line(second, method, rules) else Verdict.CLEARED
    if not is_over_line(first, method, rules):
        return _PLAIN[first.state]
    return Verdict.RECHECK_DUE if second is None else Verdict.UNCONFIRMED


_PLAIN = {
    State.MEASURED: Verdict.NORMAL,
    State.OBSERVED: Verdict.OBSERVED,
    State.ABSENT: Verdict.ABSENT,
    State.NOT_CHECKED: Verdict.NOT_CHECKED,
}


def recheck_due_at(first: Reading, rules: CheckRules) -> datetime:
    """Return when the second reading may be taken: after the rest."""
    return first.at + timedelta(minutes=rules.recheck.rest_minutes)


def is_recheck_overdue(first: Reading, now: datetime, rules: CheckRules) -> bool:
    """Return whether the second reading should long have been taken."""
    return now > first.at + timedelta(minutes=rules.recheck.overdue_minutes)


def recheck_method(first_method: str, rules: CheckRules) -> Method:
    """Return the best method for the second reading: another site than the first."""
    first = rules.methods.get(first_method)
    wanted = first.recheck_with if first else tuple(rules.methods)
    return rules.methods[next(name for name in wanted if name in rules.methods)]


def check_second_reading(
    first: Entry | None, second: Entry, method: str, rules: CheckRules
) -> None:
    """Refuse a second reading that is none: nothing to confirm, the same site, no reason given.

    Raises:
        UserError: ``checks.nothing_to_recheck``, ``checks.same_site``,
            ``checks.recheck_needs_note``, ``checks.symptoms_on_first``.
    """
    if first is None or not is_over_line(first, method, rules):
        raise UserError("checks.nothing_to_recheck")
    if second.symptoms:
        raise UserError("checks.symptoms_on_first")
    if second.state is not State.MEASURED:
        if not second.note.strip():
            raise UserError("checks.recheck_needs_note")
        return
    first_method = rules.methods.get(first.method or method)
    second_method = rules.method(second.method or method)
    if first_method is not None and first_method.site == second_method.site:
        raise UserError("checks.same_site")


def deadline_at(day: date, session: CheckSession, rules: CheckRules) -> datetime:
    """Return by when a sheet is to be handed in.

    Raises:
        UserError: ``checks.session_not_held``: the session is switched off in the rule pack.
    """
    rule = rules.sessions.get(session)
    if rule is None:
        raise UserError("checks.session_not_held")
    return instant(day, rule.deadline.hour, rule.deadline.minute)


def is_late(at: datetime | None, deadline: datetime) -> bool:
    """Return whether something came after its deadline; the deadline's own minute is in time."""
    return at is not None and at >= deadline + timedelta(minutes=1)


def needs_reason(
    *,
    old_by: AccountId | None,
    old_at: datetime,
    by: AccountId,
    now: datetime,
    handed_in: bool,
    rules: CheckRules,
) -> bool:
    """Return whether replacing a value must be explained.

    One's own slip of the finger in a sheet that is still open need not be, for some minutes.
    """
    fresh = now <= old_at + timedelta(minutes=rules.correction.free_minutes)
    return handed_in or old_by != by or not fresh


def check_time(key: SheetKey, now: datetime, rules: CheckRules) -> None:
    """Refuse entries for a check that has not begun.

    Raises:
        UserError: ``checks.not_yet``, ``checks.session_not_held``.
    """
    rule = rules.sessions.get(key.session)
    if rule is None:
        raise UserError("checks.session_not_held")
    if now < instant(key.day, rule.opens.hour, rule.opens.minute):
        raise UserError(
            "checks.not_yet", day=key.day.isoformat(), time=rule.opens.strftime("%H:%M")
        )


def tally(expected: int, rows: Iterable[tuple[Entry | None, Verdict]]) -> Tally:
    """Count a sheet's lines.

    `rows` are first entry and verdict of each person.
    """
    states = dict.fromkeys(State, 0)
    waiting = suspects = with_symptoms = 0
    for first, verdict in rows:
        if first is None:
            continue
        states[first.state] += 1
        waiting += verdict is Verdict.RECHECK_DUE
        suspects += verdict is Verdict.SUSPECT
        with_symptoms += bool(first.symptoms)
    return Tally(
        expected=expected,
        measured=states[State.MEASURED],
        observed=states[State.OBSERVED],
        absent=states[State.ABSENT],
        not_checked=states[State.NOT_CHECKED],
        waiting=waiting,
        suspects=suspects,
        symptomatic=with_symptoms,
    )


def digest(key: SheetKey, entries: Iterable[tuple[PersonId, int, Entry, datetime]]) -> str:
    """Return the SHA-256 (hex) over a sheet's readings, for the audit log.

    `entries` are person, round (0 first, 1 second), entry and time; in any order.
    """
    lines = sorted(
        f"{person} {round_no} {int(at.timestamp()) // _SECONDS_PER_MINUTE} {entry.text()}"
        for person, round_no, entry, at in entries
    )
    head = f"{key.day.isoformat()} {key.session.value} {key.class_id}"
    return hashlib.sha256("\n".join((head, *lines)).encode()).hexdigest()
