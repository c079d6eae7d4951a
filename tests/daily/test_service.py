# SPDX-License-Identifier: Apache-2.0
"""Issues of the daily report: drafts, sign-off, addenda, papers that stay as they were."""

import hashlib
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from schoolguard import daily
from schoolguard.checks import Entry, State
from schoolguard.daily import Kind, Standing
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import ReportId
from schoolguard.store import audit
from tests.factories.daily import DAY, NOON, Campus

Act = Callable[..., Actor]


def signed_day(campus: Campus, acting_as: Act) -> ReportId:
    campus.at(7, 50)
    campus.check_all()
    campus.at(9, 0)
    report = campus.prepare()
    acting_as(Role.PRINCIPAL)
    campus.sign(report)
    acting_as(Role.NURSE)
    return report


def papers(campus: Campus, report: ReportId) -> tuple[daily.Paper, ...]:
    return campus.school.query(lambda view: daily.papers_of(view, report))


def printed(campus: Campus, report: ReportId) -> int:
    paper = papers(campus, report)[-1].id
    return campus.school.change(lambda unit: daily.record_print(unit, paper))[0]


def test_a_draft_carries_number_figures_and_audit_head(campus: Campus) -> None:
    count, head = campus.school.query(audit.head)
    report = campus.prepare(note="  开学第一天  ")
    issue = campus.issue(report)
    assert issue.number == "QS01-20260901-1"
    assert (issue.kind, issue.standing) == (Kind.ORIGINAL, Standing.DRAFT)
    assert issue.figures == campus.figures()
    assert (issue.audit_count, issue.audit_head) == (count, head)
    assert issue.note == "开学第一天"
    assert issue.prepared_by_name == "周校医"


def test_a_draft_nobody_printed_is_replaced(campus: Campus) -> None:
    campus.prepare()
    second = campus.prepare()
    issues = campus.school.query(lambda view: daily.issues_on(view, DAY))
    assert [(one.id, one.revision) for one in issues] == [(second, 1)]


def test_a_printed_draft_stays_and_a_new_issue_begins(campus: Campus) -> None:
    first = campus.prepare()
    before = campus.pdf(first)
    assert printed(campus, first) == 0
    second = campus.prepare()
    assert campus.issue(second).number == "QS01-20260901-2"
    assert campus.pdf(first) == before


def test_printing_again_is_a_copy(campus: Campus) -> None:
    report = campus.prepare()
    assert [printed(campus, report) for _ in range(3)] == [0, 1, 2]
    assert papers(campus, report)[-1].prints == 3


def test_sign_off_locks_the_figures_and_makes_the_signed_paper(
    campus: Campus, acting_as: Act
) -> None:
    report = signed_day(campus, acting_as)
    issue = campus.issue(report)
    assert issue.is_signed
    assert issue.signed_by_name == "吴校长"
    draft, signed = papers(campus, report)
    assert (draft.standing, signed.standing) == (Standing.DRAFT, Standing.SIGNED)
    assert hashlib.sha256(campus.pdf(report)).hexdigest() == signed.sha256
    found = campus.school.query(lambda view: daily.last_signed(view, DAY))
    assert found == issue


def test_the_audit_holds_the_hash_of_each_paper(campus: Campus, acting_as: Act) -> None:
    report = signed_day(campus, acting_as)
    entries = campus.school.query(lambda view: audit.search(view, "daily."))
    hashes = {entry.facts["sha256"] for entry in entries if "sha256" in entry.facts}
    assert hashes == {paper.sha256 for paper in papers(campus, report)}


@pytest.mark.parametrize("role", [Role.NURSE, Role.TEACHER, Role.ADMINISTRATOR])
def test_only_the_principal_signs(campus: Campus, acting_as: Act, role: Role) -> None:
    report = campus.prepare()
    acting_as(role)
    with pytest.raises(UserError, match=r"access\.not_allowed"):
        campus.sign(report)


def test_a_teacher_neither_prepares_nor_reads(campus: Campus, acting_as: Act) -> None:
    report = campus.prepare()
    acting_as(Role.TEACHER, classes={campus.classes[0]})
    with pytest.raises(UserError, match=r"access\.not_allowed"):
        campus.prepare()
    with pytest.raises(UserError, match=r"access\.not_allowed"):
        campus.pdf(report)


def test_a_signed_report_is_not_signed_twice(campus: Campus, acting_as: Act) -> None:
    report = signed_day(campus, acting_as)
    acting_as(Role.PRINCIPAL)
    with pytest.raises(UserError, match=r"daily\.already_signed"):
        campus.sign(report)


def test_a_draft_overtaken_by_the_record_is_not_signed(campus: Campus, acting_as: Act) -> None:
    report = campus.prepare()
    campus.check(campus.classes[0])
    acting_as(Role.PRINCIPAL)
    with pytest.raises(UserError, match=r"daily\.outdated_draft"):
        campus.sign(report)


def test_an_earlier_draft_is_not_signed(campus: Campus, acting_as: Act) -> None:
    first = campus.prepare()
    printed(campus, first)
    campus.prepare()
    acting_as(Role.PRINCIPAL)
    with pytest.raises(UserError, match=r"daily\.outdated_draft"):
        campus.sign(first)


def test_what_changes_after_sign_off_becomes_an_addendum(campus: Campus, acting_as: Act) -> None:
    first = signed_day(campus, acting_as)
    with pytest.raises(UserError, match=r"daily\.nothing_changed"):
        campus.prepare()
    campus.at(13, 0)
    campus.check(campus.classes[0], NOON, odd={0: Entry(State.ABSENT)})
    changes = campus.school.query(lambda view: daily.changes_since_signed(view, DAY, campus.basis))
    assert "pupils.absent" in {change.key for change in changes}
    before = campus.pdf(first)
    addendum = campus.issue(campus.prepare())
    assert (addendum.kind, addendum.revision) == (Kind.ADDENDUM, 2)
    assert addendum.compared_number == "QS01-20260901-1"
    assert addendum.compared == campus.issue(first).figures
    assert campus.pdf(first) == before


def test_no_addendum_is_asked_for_where_nothing_was_signed(campus: Campus) -> None:
    campus.prepare()
    found = campus.school.query(lambda view: daily.changes_since_signed(view, DAY, campus.basis))
    assert found == ()


def test_the_next_day_is_held_against_the_day_before(campus: Campus, acting_as: Act) -> None:
    signed_day(campus, acting_as)
    tomorrow = DAY + timedelta(days=1)
    campus.at(9, 0, tomorrow)
    issue = campus.issue(campus.prepare(tomorrow))
    assert issue.compared_number == "QS01-20260901-1"


def test_a_day_to_come_is_not_reported(campus: Campus) -> None:
    with pytest.raises(UserError, match=r"daily\.day_to_come"):
        campus.prepare(DAY + timedelta(days=1))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE daily_reports SET note = 'x'",
        "DELETE FROM daily_reports",
        "UPDATE daily_papers SET pdf = x'00'",
        "DELETE FROM daily_papers",
    ],
)
def test_the_store_itself_refuses_to_change_what_was_signed(
    campus: Campus, acting_as: Act, statement: str
) -> None:
    signed_day(campus, acting_as)
    with (
        pytest.raises((DatabaseError, sqlcipher.DatabaseError)),
        campus.school.writing() as unit,
    ):
        unit.connection.execute(text(statement))


def test_preparing_tells_the_screens(campus: Campus) -> None:
    changes = campus.school.change(lambda unit: daily.prepare(unit, DAY, campus.basis))[1]
    assert Changes.DAILY in changes


def test_a_report_that_does_not_exist_is_a_refusal(campus: Campus) -> None:
    for read in (daily.issue, daily.pdf):
        with pytest.raises(UserError, match=r"daily\.no_such_report"):
            campus.school.query(lambda view, read=read: read(view, ReportId(99)))
    with pytest.raises(UserError, match=r"daily\.no_such_report"):
        campus.school.change(lambda unit: daily.record_print(unit, 99))
