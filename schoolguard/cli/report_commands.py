# SPDX-License-Identifier: Apache-2.0
"""Commands on reports: the daily report as PDF or XLSX."""

import hashlib
from pathlib import Path

from schoolguard import daily
from schoolguard.app import School
from schoolguard.app.rule_book import daily_basis
from schoolguard.cli.answers import Answer, Facts
from schoolguard.cli.asked import Asked, writing_to
from schoolguard.cli.opening import open_school
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import ReportId


def daily_report(asked: Asked) -> Answer:
    """Write a day's report: the newest issue if nothing changed since, else a new draft."""
    out: Path = asked["out"]
    if out.suffix.lower() not in {".pdf", ".xlsx"}:
        raise UserError("cli.bad_suffix", suffix=out.suffix or out.name)
    with open_school(asked) as school:
        basis = daily_basis(school)
        report_id = _current_issue(school, asked, basis)
        issue = school.query(lambda view: daily.issue(view, report_id))
        if out.suffix.lower() == ".xlsx":
            data = daily.workbook(issue, basis)
        else:
            data = _printed(school, report_id, basis)
    with writing_to(out):
        out.write_bytes(data)
    facts: Facts = {
        "file": str(out),
        "number": issue.number,
        "day": issue.day.isoformat(),
        "signed": issue.is_signed,
        "statement": daily.statement(issue.figures, basis.findings).value,
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    key = "signed" if issue.is_signed else "draft"
    done = asked.texts(f"cli.command.report_daily.{key}", number=issue.number, file=str(out))
    return Answer(facts, (done,))


def _current_issue(school: School, asked: Asked, basis: daily.Basis) -> ReportId:
    day = asked["on"]
    signed = school.query(lambda view: daily.last_signed(view, day))
    if signed and not school.query(lambda view: daily.changes_since_signed(view, day, basis)):
        return signed.id
    prepared, _ = school.change(lambda unit: daily.prepare(unit, day, basis))
    return prepared


def _printed(school: School, report_id: ReportId, basis: daily.Basis) -> bytes:
    """Return the kept paper and note the print; from the second time on, a paper marked copy."""
    paper = school.query(lambda view: daily.papers_of(view, report_id))[-1]
    before, _ = school.change(lambda unit: daily.record_print(unit, paper.id))
    if before:
        return school.query(lambda view: daily.copy(view, report_id, basis))
    return school.query(lambda view: daily.pdf(view, report_id))
