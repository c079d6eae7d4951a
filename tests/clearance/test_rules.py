# SPDX-License-Identifier: Apache-2.0
"""What the rules of the way back say: day 0, either/or, both/and, hours, papers, monotony."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolguard.clearance import (
    Anchor,
    Anchors,
    MissingKind,
    PaperFact,
    ReturnRule,
    assess_facts,
    check_anchors,
    load_rules,
)
from schoolguard.kernel.clock import instant
from schoolguard.kernel.errors import UserError

RULES = load_rules()
ONSET = date(2026, 11, 1)
RECOVERY = PaperFact("recovery", ONSET, agreed=True)
EVERYTHING = frozenset(RULES.conditions)
RULE_IDS = sorted(RULES.rules)


def on(day: int, hour: int = 8) -> datetime:
    return instant(date(2026, 11, day), hour)


def rule(disease: str) -> ReturnRule:
    return RULES.rule_of(disease)


def test_the_day_of_onset_is_day_0() -> None:
    said = assess_facts(Anchors(onset_on=ONSET), rule("varicella"), [RECOVERY], ["crusted"], on(14))
    assert (said.earliest_on, said.days_left, said.may_return) == (date(2026, 11, 15), 1, False)
    said = assess_facts(Anchors(onset_on=ONSET), rule("varicella"), [RECOVERY], ["crusted"], on(15))
    assert (said.days_left, said.may_return, said.period_over) == (0, True, True)


def test_chickenpox_wants_crusts_and_14_days() -> None:
    said = assess_facts(Anchors(onset_on=ONSET), rule("varicella"), [RECOVERY], [], on(20))
    assert [(one.kind, one.what) for one in said.missing] == [(MissingKind.CONDITION, "crusted")]
    assert said.period_over


@pytest.mark.parametrize(
    ("anchors", "earliest"),
    [
        (Anchors(onset_on=ONSET), date(2026, 11, 15)),
        (Anchors(onset_on=ONSET, symptom_end_on=date(2026, 11, 4)), date(2026, 11, 11)),
        (Anchors(onset_on=ONSET, symptom_end_on=date(2026, 11, 12)), date(2026, 11, 15)),
        (Anchors(symptom_end_on=date(2026, 11, 4)), date(2026, 11, 11)),
    ],
)
def test_hand_foot_and_mouth_takes_either_14_days_or_7_without_symptoms(
    anchors: Anchors, earliest: date
) -> None:
    assert assess_facts(anchors, rule("hfmd"), [], [], on(3)).earliest_on == earliest


def test_a_variant_may_want_both() -> None:
    both = RULES.in_force("hfmd", {"hfmd": "hfmd.both"})
    anchors = Anchors(onset_on=ONSET, symptom_end_on=date(2026, 11, 4))
    assert assess_facts(anchors, both, [], [], on(3)).earliest_on == date(2026, 11, 15)


def test_meningitis_waits_for_the_later_of_two_times() -> None:
    anchors = Anchors(onset_on=ONSET, symptom_end_on=date(2026, 11, 9))
    said = assess_facts(anchors, rule("meningococcal"), [RECOVERY], [], on(11))
    assert said.earliest_on == date(2026, 11, 12)


def test_hours_count_from_the_hour_where_it_is_known() -> None:
    ended = Anchors(symptom_end_on=date(2026, 11, 4), hours={Anchor.SYMPTOM_END: time(20, 30)})
    said = assess_facts(ended, rule("norovirus"), [RECOVERY], [], on(7, 20))
    assert said.earliest_at == instant(date(2026, 11, 7), 20, 30)
    assert (said.days_left, said.may_return, said.by_whole_days) == (0, False, False)
    assert assess_facts(ended, rule("norovirus"), [RECOVERY], [], on(7, 21)).may_return


def test_hours_are_whole_days_while_the_hour_is_not_known() -> None:
    ended = Anchors(symptom_end_on=date(2026, 11, 4))
    said = assess_facts(ended, rule("norovirus"), [RECOVERY], [], on(7, 7))
    assert (said.earliest_on, said.may_return, said.by_whole_days) == (
        date(2026, 11, 7), True, True,
    )  # fmt: skip


def test_a_fever_that_never_was_needs_no_day() -> None:
    said = assess_facts(Anchors(), rule("cold"), [], ["no_fever", "symptoms_gone"], on(2))
    assert said.may_return
    assert said.earliest_on is None


def test_two_cultures_on_alternate_days_replace_the_seven_days() -> None:
    anchors = Anchors(symptom_end_on=date(2026, 11, 4))

    def culture(day: int) -> PaperFact:
        return PaperFact("stool_culture", date(2026, 11, day), agreed=True)

    def may(*papers: PaperFact) -> bool:
        facts = [RECOVERY, *papers]
        return assess_facts(anchors, rule("dysentery"), facts, ["symptoms_gone"], on(9)).may_return

    assert may(culture(5), culture(7))
    assert not may(culture(5), culture(6))
    assert may(culture(5), culture(6), culture(7))


def test_tuberculosis_goes_by_the_designated_hospital() -> None:
    paper = PaperFact("tb_return", ONSET, agreed=True)
    assert assess_facts(Anchors(), rule("tuberculosis"), [paper], ["tb_cured"], on(2)).may_return
    assert not assess_facts(
        Anchors(), rule("tuberculosis"), [RECOVERY], ["tb_cured"], on(2)
    ).may_return
    anchors = Anchors(treatment_start_on=date(2026, 11, 30))
    ticks = ["tb_pathogen_negative", "tb_xray_better", "tb_smears_negative"]
    late = assess_facts(
        anchors, rule("tuberculosis"), [paper], ticks, instant(date(2027, 2, 27), 8)
    )
    assert (late.earliest_on, late.may_return) == (date(2027, 2, 28), False)


def test_a_paper_counts_when_the_nurse_agrees() -> None:
    anchors = Anchors(onset_on=ONSET)
    unread = PaperFact("recovery", ONSET)
    refused = PaperFact("recovery", ONSET, agreed=False)

    def missing(*papers: PaperFact) -> list[MissingKind]:
        said = assess_facts(anchors, rule("varicella"), papers, ["crusted"], on(20))
        return [one.kind for one in said.missing]

    assert missing() == [MissingKind.PAPER]
    assert missing(unread) == [MissingKind.RECHECK]
    assert missing(refused) == [MissingKind.PAPER]
    assert missing(refused, RECOVERY) == []


def test_what_has_no_rule_is_for_a_doctor() -> None:
    assert rule("plague") is RULES.fallback
    assert rule("").certificate_required
    assert not rule("cold").certificate_required


def test_days_that_can_not_be_are_refused() -> None:
    with pytest.raises(UserError, match="day_ahead"):
        check_anchors(Anchors(onset_on=ONSET), ONSET - timedelta(days=1))
    with pytest.raises(UserError, match="before_onset"):
        check_anchors(
            Anchors(onset_on=ONSET, fever_end_on=ONSET - timedelta(days=1)), date(2026, 12, 1)
        )


days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
moments = st.tuples(days, st.one_of(st.none(), st.times().map(lambda t: t.replace(second=0))))
papers = st.lists(
    st.builds(
        PaperFact,
        st.sampled_from(sorted(RULES.papers)),
        st.one_of(st.none(), days),
        st.sampled_from([None, True, False]),
    ),
    max_size=5,
)
ticks = st.frozensets(st.sampled_from(sorted(RULES.conditions)))
some_rule = st.sampled_from(RULE_IDS).map(RULES.rules.__getitem__)


@st.composite
def some_anchors(draw: st.DrawFn) -> Anchors:
    known = draw(st.dictionaries(st.sampled_from(list(Anchor)), moments))
    return anchors_of(known)


def anchors_of(known: "dict[Anchor, tuple[date, time | None]]") -> Anchors:
    return Anchors(
        **{f"{anchor.value}_on": day for anchor, (day, _) in known.items()},
        hours={anchor: hour for anchor, (_, hour) in known.items() if hour is not None},
    )


@given(some_rule, some_anchors(), st.sampled_from(list(Anchor)), st.integers(1, 60))
def test_a_later_anchor_never_brings_an_earlier_return(
    rule: ReturnRule, anchors: Anchors, moved: Anchor, later: int
) -> None:
    day = anchors.day(moved)
    if day is None:
        return
    known = {one: (d, anchors.hour(one)) for one in Anchor if (d := anchors.day(one)) is not None}
    known[moved] = (day + timedelta(days=later), anchors.hour(moved))
    now = instant(date(2026, 6, 1))
    before = assess_facts(anchors, rule, [], [], now).earliest_at
    after = assess_facts(anchors_of(known), rule, [], [], now).earliest_at
    assert (before is None) == (after is None)
    assert before is None or after is None or after >= before


@given(some_rule, some_anchors(), papers, ticks, papers, ticks, days)
def test_more_papers_and_ticks_never_leave_more_missing(
    rule: ReturnRule,
    anchors: Anchors,
    few: list[PaperFact],
    ticked: frozenset[str],
    more: list[PaperFact],
    too: frozenset[str],
    day: date,
) -> None:
    now = instant(day)
    before = assess_facts(anchors, rule, few, ticked, now)
    after = assess_facts(anchors, rule, [*few, *more], ticked | too, now)
    assert len(after.missing) <= len(before.missing)
    assert after.earliest_at == before.earliest_at


@given(some_rule, some_anchors(), papers, ticks, days, st.integers(0, 400))
def test_waiting_never_takes_a_return_away(
    rule: ReturnRule,
    anchors: Anchors,
    brought: list[PaperFact],
    ticked: frozenset[str],
    day: date,
    later: int,
) -> None:
    before = assess_facts(anchors, rule, brought, ticked, instant(day))
    after = assess_facts(anchors, rule, brought, ticked, instant(day) + timedelta(hours=later))
    assert len(after.missing) <= len(before.missing)
    assert after.may_return or not before.may_return
    assert (after.days_left or 0) <= (before.days_left or 0)


@given(some_rule, some_anchors(), papers, ticks, days)
def test_who_may_return_by_a_time_may_not_before_it(
    rule: ReturnRule,
    anchors: Anchors,
    brought: list[PaperFact],
    ticked: frozenset[str],
    day: date,
) -> None:
    said = assess_facts(anchors, rule, brought, ticked, instant(day))
    assert said.may_return == any(state.is_met for state in said.ways)
    assert said.may_return == (not said.missing)
    if said.earliest_on is not None and all(state.way.waits for state in said.ways):
        assert not said.may_return or said.earliest_on <= day


@given(some_rule, some_anchors(), days)
def test_all_that_the_rule_asks_for_is_enough(
    rule: ReturnRule, anchors: Anchors, day: date
) -> None:
    whole = anchors_of(dict.fromkeys(Anchor, (day, None)))
    brought = [
        PaperFact(
            demand.paper_id, day + timedelta(days=at * max(1, demand.apart_days)), agreed=True
        )
        for way in rule.ways
        for demand in way.papers
        for at in range(demand.count)
    ]
    long_after = instant(day + timedelta(days=400))
    assert assess_facts(whole, rule, brought, EVERYTHING, long_after).may_return
