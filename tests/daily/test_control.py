# SPDX-License-Identifier: Apache-2.0
"""What was done against infection: counted from the rooms, kept, printed; old reports unchanged."""

import json
from dataclasses import replace

import pytest

from schoolguard import cases, flows, suspension
from schoolguard.daily import kept_figures, report
from schoolguard.daily.control import CaseFigures, ControlFigures, IsolationFigures
from schoolguard.daily.control_page import control_lines
from schoolguard.kernel.texts import CHINESE, LANGUAGES, Texts
from tests.factories.daily import DAY, Campus


def test_a_quiet_day_says_none_where_there_is_none_and_no_plan_where_there_is_no_plan(
    campus: Campus,
) -> None:
    control = campus.figures().control
    assert control is not None
    lines = dict(control_lines(control, Texts(CHINESE)))
    assert lines["隔离留观"] == "今日无人进入隔离观察室，现无人留观"
    assert lines["通风消毒"] == "尚未登记场所，没有通风消毒记录"
    assert "停课随访" not in lines


def test_a_case_and_a_suspension_are_counted(campus: Campus) -> None:
    campus.at(9)
    first = campus.classes[0]
    draft = cases.CaseDraft(
        person_id=campus.people[first][0],
        class_id=first,
        disease_id="varicella",
        classification=cases.Classification.SUSPECTED,
        onset_on=DAY,
    )
    campus.school.change(lambda unit: flows.open_case(unit, draft, campus.rules))
    off = suspension.SuspensionDraft(
        scope=suspension.Scope.CLASS,
        class_ids=(first,),
        disease_id="varicella",
        decided_by="吴校长",
        paper_number="停〔2026〕1号",
        decided_on=DAY,
        from_on=DAY,
        until_on=DAY.replace(day=4),
        reason="水痘",
    )
    campus.school.change(lambda unit: suspension.decide(unit, off))
    control = campus.figures().control
    assert control is not None
    assert control.new_cases == 1
    assert control.cases[0].name == "水痘"
    assert control.suspension.people == len(campus.people[first])
    assert control.suspension.unasked == control.suspension.people


def test_what_was_kept_reads_back(campus: Campus) -> None:
    figures = campus.figures()
    control = ControlFigures(
        IsolationFigures(admitted_pupils=2), cases=(CaseFigures("mumps", "腮腺炎", 1, 1, 3),)
    )
    full = replace(figures, control=control)
    assert kept_figures.from_json(kept_figures.to_json(full)) == full


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_from_before_prints_as_it_was(campus: Campus, language: str) -> None:
    """Figures that an older program kept have no such part, and keep the lines to fill by hand."""
    campus.check_all()
    issue = campus.issue(campus.prepare())
    tree = json.loads(kept_figures.to_json(issue.figures))
    del tree["control"]
    old = replace(issue, figures=kept_figures.from_json(json.dumps(tree)), language=language)
    assert old.figures.control is None
    words = repr(report.document(old, campus.basis))
    assert "______" in words
    assert Texts(language)("daily.part.remarks") in words
