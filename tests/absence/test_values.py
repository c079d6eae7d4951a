# SPDX-License-Identifier: Apache-2.0
"""What one room knows fills the gaps of another, and never replaces what a person wrote."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from schoolguard.absence import CaseDetails, Reason

_WORDS = st.sampled_from(("", "县医院", "咳嗽三天"))


@st.composite
def details(draw: st.DrawFn) -> CaseDetails:
    reason = draw(st.sampled_from(Reason))
    ill = reason is Reason.ILLNESS
    return CaseDetails(
        reason=reason,
        symptoms=draw(st.frozensets(st.sampled_from(("fever", "cough", "rash")))),
        onset_on=draw(st.sampled_from((None, date(2026, 9, 1), date(2026, 8, 31)))),
        cause_id=draw(st.sampled_from(("", "influenza"))) if ill else "",
        hospital=draw(_WORDS),
        note=draw(_WORDS),
        epidemic_suspected=draw(st.booleans()),
    )


@given(details(), details())
def test_what_is_known_stays(mine: CaseDetails, theirs: CaseDetails) -> None:
    both = mine.with_gaps_filled(theirs)
    assert both.symptoms == mine.symptoms | theirs.symptoms
    for name in ("onset_on", "cause_id", "hospital", "note"):
        if getattr(mine, name):
            assert getattr(both, name) == getattr(mine, name)
    if mine.reason is not Reason.UNKNOWN:
        assert both.reason is mine.reason
    assert both.with_gaps_filled(theirs) == both


@given(details())
def test_nothing_known_fills_nothing(mine: CaseDetails) -> None:
    assert mine.with_gaps_filled(CaseDetails()) == mine
    assert CaseDetails().says_no_more_than(mine)
    assert mine.says_no_more_than(mine)


def test_a_note_says_more() -> None:
    stay = CaseDetails(Reason.ILLNESS, symptoms=frozenset({"fever", "cough"}))
    assert CaseDetails(Reason.ILLNESS, symptoms=frozenset({"fever"})).says_no_more_than(stay)
    told = CaseDetails(Reason.ILLNESS, symptoms=frozenset({"fever"}), note="母亲来电")
    assert not told.says_no_more_than(stay)
