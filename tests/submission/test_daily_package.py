# SPDX-License-Identifier: Apache-2.0
"""From a signed daily report to a package, and on to the bureau."""

from datetime import timedelta

import pytest

from schoolguard import packages, submission
from schoolguard.checks import Entry, State
from schoolguard.kernel.actor import Role
from schoolguard.kernel.clock import FixedClock
from schoolguard.kernel.errors import UserError
from schoolguard.submission import Readiness
from schoolguard.submission.queries import school_keys
from schoolguard.submission.rules import readiness
from tests.conftest import ACCOUNTS
from tests.factories.daily import DAY, MORNING, Campus, found_campus
from tests.factories.delivery import Road


@pytest.fixture
def campus(road: Road, clock: FixedClock) -> Campus:
    return found_campus(road.school, clock)


def outlook(campus: Campus) -> Readiness:
    return campus.school.query(lambda view: submission.outlook(view, DAY, campus.basis))


def seal(campus: Campus) -> submission.Sent:
    return campus.school.change(lambda u: submission.seal_day(u, DAY, campus.basis))[0]


def sign(campus: Campus) -> None:
    report = campus.prepare()
    campus.school.act_as(ACCOUNTS[Role.PRINCIPAL])
    campus.sign(report)
    campus.school.act_as(ACCOUNTS[Role.NURSE])


def test_only_a_signed_report_is_sealed(campus: Campus) -> None:
    assert outlook(campus) is Readiness.NO_REPORT
    with pytest.raises(UserError, match="no_report"):
        seal(campus)
    campus.at(9)
    campus.check_all(MORNING)
    campus.prepare()
    assert outlook(campus) is Readiness.NOT_SIGNED
    with pytest.raises(UserError, match="not_signed"):
        seal(campus)


def test_a_signed_day_reaches_the_bureau_with_its_paper(campus: Campus, road: Road) -> None:
    campus.at(8)
    for class_id in campus.classes:
        campus.check(class_id, odd={1: Entry(State.ABSENT), 2: Entry(State.MEASURED, 379)})
    sign(campus)
    assert outlook(campus) is Readiness.READY
    sent = seal(campus)
    assert outlook(campus) is Readiness.SEALED
    with pytest.raises(UserError, match="nothing_new"):
        seal(campus)
    card = road.school.query(submission.school_card)
    assert card is not None
    archive = road.school.query(school_keys).archive
    contents = packages.open_package(road.file(sent).data, card, None, archive).contents
    assert isinstance(contents, packages.DailyContents)
    assert bytes(contents.pdf).startswith(b"%PDF")
    assert contents.report.signed_off
    assert contents.report.absent == 4
    assert {row.session for row in contents.checks} == {"morning", "noon", "evening"}
    assert road.answer(road.send(sent)).contiguous_seq == 1
    assert road.board(DAY).totals.absent == 4


def test_a_day_without_school_needs_no_report(campus: Campus, road: Road) -> None:
    saturday = DAY + timedelta(days=4)
    ready = campus.school.query(lambda v: submission.outlook(v, saturday, campus.basis))
    assert ready is Readiness.NO_SCHOOL
    sent = campus.school.change(lambda u: submission.seal_day(u, saturday, campus.basis, "周六"))[0]
    assert sent.kind is packages.Kind.EMPTY
    assert road.send(sent).code == "next"


def test_an_addendum_makes_the_day_ready_again() -> None:
    ready = readiness(["R-1"], signed="R-2", has_report=True, school_day=True)
    assert ready is Readiness.READY
    assert readiness([""], signed=None, has_report=False, school_day=False) is Readiness.SEALED
