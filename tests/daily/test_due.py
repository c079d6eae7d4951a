# SPDX-License-Identifier: Apache-2.0
"""What the daily report asks for on the home page."""

from collections.abc import Callable
from datetime import date

from schoolguard import daily
from schoolguard.checks import Entry, State
from schoolguard.flows import DueKind, Urgency
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.texts import Texts
from tests.factories.daily import DAY, NOON, Campus


def asked(campus: Campus, day: date = DAY) -> list[tuple[str, Urgency]]:
    items = campus.school.query(lambda view: daily.due(view, day, campus.basis))
    assert all(item.kind is DueKind.REPORT and item.page == "daily" for item in items)
    for language in ("zh_CN", "en"):
        assert all(item.text(Texts(language)) for item in items)
    return [(item.text_key.removeprefix("daily.due."), item.urgency) for item in items]


def test_a_report_is_asked_for_and_presses_after_its_hour(campus: Campus) -> None:
    assert asked(campus) == [("prepare", Urgency.LATER)]
    campus.at(16, 31)
    assert asked(campus) == [("prepare_overdue", Urgency.OVERDUE)]


def test_no_report_is_asked_for_without_school(campus: Campus) -> None:
    assert asked(campus, date(2026, 10, 1)) == []


def test_a_draft_asks_to_be_signed_or_prepared_again(campus: Campus) -> None:
    campus.prepare()
    assert asked(campus) == [("sign", Urgency.DUE)]
    campus.check(campus.classes[0])
    assert asked(campus) == [("outdated", Urgency.DUE)]
    campus.prepare()
    campus.at(17)
    assert asked(campus) == [("sign_overdue", Urgency.OVERDUE)]


def test_a_signed_report_asks_for_nothing_until_something_changes(
    campus: Campus, acting_as: Callable[..., Actor]
) -> None:
    campus.at(7, 50)
    campus.check_all()
    report = campus.prepare()
    acting_as(Role.PRINCIPAL)
    campus.sign(report)
    acting_as(Role.NURSE)
    assert asked(campus) == []
    campus.at(12, 30)
    campus.check(campus.classes[1], NOON)
    assert asked(campus) == []
    campus.at(13)
    campus.check(campus.classes[0], NOON, odd={0: Entry(State.ABSENT)})
    assert asked(campus) == [("addendum", Urgency.DUE)]
