# SPDX-License-Identifier: Apache-2.0
"""Cases as people work with them, on a real encrypted school."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from schoolguard import cases
from schoolguard.cases import (
    CaseDraft,
    CaseStep,
    Classification,
    DueKind,
    ReportDraft,
    ReportTiming,
    Standing,
)
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.clock import instant
from schoolguard.kernel.errors import UserError
from schoolguard.store import audit
from tests.factories.cases import DAY, Sickbay

YESTERDAY = DAY - timedelta(days=1)


def refused(code: str, work: Callable[[], object]) -> None:
    with pytest.raises(UserError) as error:
        work()
    assert error.value.code == code


def test_a_new_case_asks_for_its_reports_first(bay: Sickbay) -> None:
    case_id = bay.open()
    line = bay.case(case_id).line
    assert (line.name, line.class_name) == ("王小明", "三年级(1)班")
    assert (line.classification, line.standing) == (Classification.SUSPECTED, Standing.OPEN)
    assert (line.step, line.due_at) == (CaseStep.REPORT, bay.clock.now() + timedelta(hours=1))
    assert (line.reports_made, line.reports_asked) == (0, 3)


def test_steps_follow_reports_contacts_measures_diagnosis(bay: Sickbay) -> None:
    case_id = bay.open()
    bay.report(case_id)
    assert bay.case(case_id).line.step is CaseStep.LIST_CONTACTS
    bay.do(lambda unit: cases.settle_no_contacts(unit, case_id))
    assert bay.case(case_id).line.step is CaseStep.MEASURES
    for measure in ("sent_to_doctor", "disinfected", "checks_and_parents"):
        bay.do(
            lambda unit, one=measure: cases.tick_measure(unit, case_id, one, DAY, rules=bay.rules)
        )
    assert bay.case(case_id).line.step is CaseStep.CLASSIFY
    bay.classify(case_id, Classification.CONFIRMED)
    assert bay.case(case_id).line.step is CaseStep.FOLLOW_UP


def test_the_clock_runs_from_finding_and_says_late(bay: Sickbay) -> None:
    case_id = bay.open(found_at=instant(YESTERDAY, 7, 0))
    bay.report(case_id, "head", at=instant(YESTERDAY, 7, 40))
    bay.report(case_id, "cdc", at=instant(DAY, 7, 30))
    head, cdc, bureau = bay.case(case_id).clocks
    assert (head.timing, head.minutes) == (ReportTiming.ON_TIME, 40)
    assert (cdc.timing, cdc.minutes) == (ReportTiming.LATE, 24 * 60 + 30)
    assert bureau.timing is ReportTiming.OVERDUE
    assert bay.case(case_id).line.overdue


def test_a_retracted_report_stays_and_the_clock_runs_again(bay: Sickbay) -> None:
    case_id = bay.open()
    bay.report(case_id, "head")
    number = bay.case(case_id).reports[0].id
    refused(
        "cases.why_needed",
        lambda: bay.do(lambda unit: cases.retract_report(unit, case_id, number, " ")),
    )
    bay.do(lambda unit: cases.retract_report(unit, case_id, number, "打错电话"))
    found = bay.case(case_id)
    assert found.reports[0].retract_reason == "打错电话"
    assert found.clocks[0].timing is ReportTiming.WAITING


def test_a_report_before_finding_or_in_the_future_is_refused(bay: Sickbay) -> None:
    case_id = bay.open()
    for at, code in (
        (instant(YESTERDAY, 7), "cases.report_before_found"),
        (instant(DAY, 20), "cases.report_ahead"),
    ):
        draft = ReportDraft("cdc", "phone", at)
        refused(
            code,
            lambda told=draft: bay.do(
                lambda unit: cases.record_report(unit, case_id, told, bay.rules)
            ),
        )


def test_an_unticked_measure_keeps_who_when_why(bay: Sickbay) -> None:
    case_id = bay.open()
    tick = lambda unit: cases.tick_measure(  # noqa: E731 - said twice below
        unit, case_id, "disinfected", DAY, "教室已消毒", person="刘师傅", rules=bay.rules
    )
    bay.do(tick)
    bay.do(tick)
    assert len(bay.case(case_id).measures) == 1
    bay.do(lambda unit: cases.untick_measure(unit, case_id, "disinfected", "还没有做"))
    (kept,) = bay.case(case_id).measures
    assert (kept.person, kept.undo_reason, kept.undone_by) == ("刘师傅", "还没有做", 1)
    bay.do(tick)
    assert len(bay.case(case_id).measures) == 2


def test_every_classification_step_is_kept(bay: Sickbay) -> None:
    case_id = bay.open()
    bay.classify(case_id, Classification.CLINICAL)
    bay.classify(case_id, Classification.CONFIRMED, "hfmd", "核酸阳性")
    found = bay.case(case_id)
    assert [(step.classification, step.disease_id) for step in found.steps] == [
        (Classification.SUSPECTED, "varicella"),
        (Classification.CLINICAL, "varicella"),
        (Classification.CONFIRMED, "hfmd"),
    ]
    assert found.steps[-1].reason == "核酸阳性"
    assert (found.draft.hospital, found.line.diagnosed_on) == ("县医院", DAY)
    refused("cases.same_class", lambda: bay.classify(case_id, Classification.CONFIRMED, "hfmd"))


def test_an_excluded_case_drops_out_of_counts_and_stays_as_trace(bay: Sickbay) -> None:
    case_id = bay.open()
    contact_id = bay.list_contact(case_id)
    refused("cases.why_needed", lambda: bay.classify(case_id, Classification.EXCLUDED))
    bay.classify(case_id, Classification.EXCLUDED, reason="过敏性皮疹")
    found = bay.case(case_id)
    assert (found.line.standing, found.line.ended_on) == (Standing.ENDED, DAY)
    assert found.contacts[0].outcome_id == "case_excluded"
    counts = bay.counts()
    assert (counts.open, dict(counts.new), counts.excluded) == (0, {}, 1)
    assert bay.ask(lambda view: cases.disease_counts(view, DAY, DAY)) == ()
    assert bay.due() == ()
    bay.classify(case_id, Classification.CLINICAL, reason="复诊改诊断")
    found = bay.case(case_id)
    assert found.line.standing is Standing.OPEN
    assert (found.contacts[0].id, found.contacts[0].ended_on) == (contact_id, None)


def test_another_disease_changes_the_days_of_the_watch(bay: Sickbay) -> None:
    case_id = bay.open("norovirus")
    bay.list_contact(case_id)
    assert bay.case(case_id).contacts[0].watch_until_on == DAY + timedelta(days=3)
    bay.classify(case_id, Classification.CLINICAL, "varicella")
    assert bay.case(case_id).contacts[0].watch_until_on == DAY + timedelta(days=21)


def test_one_open_case_a_person_and_disease(bay: Sickbay) -> None:
    bay.open()
    refused("cases.already_open", bay.open)
    assert bay.open("hfmd")


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        ({"disease_id": "dragon_pox"}, "cases.unknown_disease"),
        ({"classification": Classification.EXCLUDED}, "cases.opens_excluded"),
        ({"onset_on": DAY + timedelta(days=1)}, "cases.day_ahead"),
        ({"found_at": instant(DAY, 23)}, "cases.found_ahead"),
    ],
)
def test_what_can_not_be_is_refused(bay: Sickbay, draft: dict[str, object], code: str) -> None:
    known = {"person_id": bay.pupil, "class_id": bay.class_id, "disease_id": "varicella"} | draft
    made = CaseDraft(**known)  # type: ignore[arg-type]
    refused(code, lambda: bay.do(lambda unit: cases.open_case(unit, made, bay.rules)))


def test_replacing_what_was_known_needs_a_reason_and_keeps_the_old(bay: Sickbay) -> None:
    case_id = bay.open()
    known = bay.case(case_id).draft

    def describe(why: str = "", **changes: object) -> None:
        draft = CaseDraft(
            **{name: getattr(known, name) for name in known.__dataclass_fields__} | changes
        )
        bay.do(lambda unit: cases.describe(unit, case_id, draft, bay.rules, why=why))

    describe(hospital="县医院")
    refused("cases.why_needed", lambda: describe(hospital="市医院"))
    describe("转院", hospital="市医院", onset_on=DAY)
    (first, second) = sorted(bay.case(case_id).corrections, key=lambda one: one.field)
    assert (first.field, first.old, first.new, first.reason) == (
        "hospital",
        "县医院",
        "市医院",
        "转院",
    )
    assert second.field == "onset_on"
    assert bay.ask(lambda view: cases.disease_counts(view, DAY, DAY))[0].new_by_day == {DAY: 1}


def test_a_case_does_not_end_before_everybody_is_told(bay: Sickbay) -> None:
    case_id = bay.open()

    def end(on: date = DAY) -> None:
        bay.do(lambda unit: cases.end_case(unit, case_id, "recovered", on, rules=bay.rules))

    refused("cases.end_needs_reports", end)
    bay.report(case_id)
    refused("cases.bad_end_day", lambda: end(DAY + timedelta(days=1)))
    end()
    assert bay.case(case_id).line.standing is Standing.ENDED
    refused("cases.not_open", end)
    bay.do(lambda unit: cases.reopen(unit, case_id, "又发热"))
    found = bay.case(case_id)
    assert (found.line.standing, found.line.outcome_id) == (Standing.OPEN, "")
    assert "ended recovered" in found.corrections[0].old


def test_a_withdrawn_case_counts_nowhere_and_its_watches_end(bay: Sickbay) -> None:
    case_id = bay.open()
    bay.list_contact(case_id)
    bay.do(lambda unit: cases.withdraw(unit, case_id, "登错人"))
    assert bay.ask(lambda view: cases.case_of(view, bay.pupil)) is None
    assert (bay.counts().open, bay.counts().contacts_ended) == (0, 1)
    assert bay.due() == ()


def test_only_who_may_works_with_cases(bay: Sickbay, acting_as: Callable[..., Actor]) -> None:
    case_id = bay.open()
    acting_as(Role.TEACHER, classes={bay.class_id})
    refused("access.not_allowed", lambda: bay.case(case_id))
    assert bay.due() == ()
    acting_as(Role.PRINCIPAL)
    assert bay.case(case_id).line.name == "王小明"
    refused("access.not_allowed", lambda: bay.report(case_id, "head"))


def test_audit_entries_hold_ids_and_no_names(bay: Sickbay) -> None:
    case_id = bay.open()
    bay.report(case_id)
    bay.classify(case_id, Classification.CONFIRMED, reason="核酸阳性")
    found = bay.ask(lambda view: audit.search(view, "cases.", DAY, DAY, 50))
    said = " ".join(str(entry) for entry in found)
    assert "cases.opened" in said
    assert not any(word in said for word in ("王小明", "核酸", "县医院", "值班员"))


def test_due_lists_steps_most_urgent_first(bay: Sickbay) -> None:
    late = bay.open("norovirus", found_at=instant(YESTERDAY, 7))
    bay.open("varicella")
    kinds = [(one.kind, one.overdue) for one in bay.due()]
    assert kinds == [(DueKind.REPORT, True), (DueKind.REPORT, False)]
    assert bay.due()[0].case_id == late


def test_the_day_is_counted_by_disease_and_the_school_year_is_totalled(bay: Sickbay) -> None:
    bay.open("varicella")
    noro = bay.open("norovirus", bay.mates[0], Classification.CONFIRMED)
    bay.report(noro)
    bay.do(lambda unit: cases.end_case(unit, noro, "recovered", DAY, rules=bay.rules))
    counts = bay.counts()
    assert counts.new_by_disease == {"varicella": 1, "norovirus": 1}
    assert counts.new[Classification.CONFIRMED] == 1
    assert (counts.open, counts.open_by_disease, counts.ended) == (1, {"varicella": 1}, 1)
    bay.days_later(3)
    later = bay.counts(DAY + timedelta(days=3))
    assert (dict(later.new), later.open) == ({}, 1)
    assert later.total_by_disease == {"varicella": 1, "norovirus": 1}


def test_cases_of_a_class_are_counted_by_day_of_onset(bay: Sickbay) -> None:
    bay.open(onset_on=YESTERDAY)
    bay.open(person=bay.mates[0], onset_on=None, classification=Classification.CLINICAL)
    (count,) = bay.ask(lambda view: cases.disease_counts(view, YESTERDAY, DAY, {bay.class_id}))
    assert count.new_by_day == {YESTERDAY: 1, DAY: 1}
    assert (count.total, count.current, count.confirmed) == (2, 2, 1)
    assert count.people == (bay.pupil, bay.mates[0])
    assert bay.ask(lambda view: cases.disease_counts(view, DAY, DAY, ())) == ()


def test_the_chain_reads_from_the_first_case_on(bay: Sickbay) -> None:
    first = bay.open()
    second = bay.open(person=bay.mates[0], infected_by=first)
    third = bay.open(person=bay.mates[1], infected_by=second)
    links = bay.ask(lambda view: cases.chain(view, third, bay.rules))
    assert [(link.line.id, link.depth) for link in links] == [(first, 0), (second, 1), (third, 2)]
