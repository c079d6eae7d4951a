# SPDX-License-Identifier: Apache-2.0
"""The follow-up at home: four honest states, kept one by one."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from schoolguard import suspension
from schoolguard.kernel.actor import Role
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.texts import CHINESE, LANGUAGES, Texts
from schoolguard.reports import document_pdf, document_xlsx
from schoolguard.store import corrections_of
from schoolguard.suspension import DueKind, Entry, Progress, Reached, Verdict
from tests.factories.suspension import DAY, NO_ANSWER, Place, reached


def test_nobody_asked_is_no_zero(place: Place) -> None:
    key = place.key(place.suspend())
    sheet = place.sheet(key)
    assert suspension.progress_of(sheet.rows) == Progress(people=10)
    counts = place.counts()
    assert (counts.people, counts.asked, counts.reached, counts.fevers) == (10, 0, 0, 0)


def test_what_families_say_is_counted_as_they_said_it(place: Place) -> None:
    key = place.key(place.suspend())
    for at, entry in enumerate(
        (reached(366), reached(), NO_ANSWER, reached(385, "cough"), reached(None, "rash"))
    ):
        place.record(key, at, entry)
    assert suspension.progress_of(place.sheet(key).rows) == Progress(
        people=10, asked=5, reached=4, unreached=1, measured=2, fevers=1, symptomatic=2, ill=2
    )
    counts = place.counts()
    assert (counts.asked, counts.reached, counts.unreached, counts.fevers) == (5, 4, 1, 1)
    assert (counts.suspensions, counts.classes, counts.sheets, counts.handed_in) == (1, 1, 1, 0)


def test_an_entry_may_grow_without_a_reason_but_not_shrink(place: Place) -> None:
    key = place.key(place.suspend())
    place.record(key, 0, NO_ANSWER)
    assert place.record(key, 0, NO_ANSWER).tries == 2
    assert place.record(key, 0, reached(366)).tries == 2
    place.record(key, 0, reached(366, "cough"))
    for smaller in (reached(366), reached(367, "cough"), NO_ANSWER, None):
        with pytest.raises(UserError, match=r"suspension\.reason_needed"):
            place.record(key, 0, smaller)
    place.record(key, 0, reached(385, "cough"), "家长更正")
    subject = suspension.sheet_subject(key, place.pupils[0])
    kept = place.ask(lambda view: corrections_of(view, subject))
    assert [(one.old, one.new, one.reason) for one in kept] == [
        ("reached 36.6 cough", "reached 38.5 cough", "家长更正")
    ]
    assert place.sheet(key).rows[0].corrected


def test_who_was_not_reached_has_nothing_to_tell(place: Place) -> None:
    key = place.key(place.suspend())
    for entry in (
        Entry(Reached.NO_ANSWER, 366),
        Entry(Reached.WRONG_NUMBER, symptoms=frozenset({"cough"})),
        Entry(Reached.NO_ANSWER, doctor=True),
    ):
        with pytest.raises(UserError, match=r"suspension\.only_when_reached"):
            place.record(key, 0, entry)


@pytest.mark.parametrize("decicelsius", [319, 431])
def test_an_impossible_temperature_is_refused(place: Place, decicelsius: int) -> None:
    key = place.key(place.suspend())
    with pytest.raises(UserError, match=r"suspension\.impossible_temperature"):
        place.record(key, 0, reached(decicelsius))


def test_the_rest_is_marked_as_reached_and_not_measured(place: Place) -> None:
    key = place.key(place.suspend())
    place.record(key, 0, NO_ANSWER)
    place.do(lambda unit: suspension.mark_rest_well(unit, key, place.rules))
    progress = suspension.progress_of(place.sheet(key).rows)
    assert (progress.asked, progress.reached, progress.measured) == (10, 9, 0)


def test_a_sheet_is_handed_in_when_everybody_was_asked_and_reopens_with_a_change(
    place: Place,
) -> None:
    key = place.key(place.suspend())
    with pytest.raises(UserError, match=r"suspension\.incomplete"):
        place.do(lambda unit: suspension.hand_in(unit, key, place.rules))
    place.do(lambda unit: suspension.mark_rest_well(unit, key, place.rules))
    place.do(lambda unit: suspension.hand_in(unit, key, place.rules))
    assert place.counts().handed_in == 1
    with pytest.raises(UserError, match=r"suspension\.already_handed_in"):
        place.do(lambda unit: suspension.hand_in(unit, key, place.rules))
    place.record(key, 0, reached(366))
    sheet = place.sheet(key)
    assert sheet.handed_in_at is None
    assert sheet.first_handed_in_at is not None


def test_after_the_hour_a_sheet_is_late(place: Place) -> None:
    key = place.key(place.suspend())
    place.do(lambda unit: suspension.mark_rest_well(unit, key, place.rules))
    place.clock.advance(timedelta(hours=10))
    place.do(lambda unit: suspension.hand_in(unit, key, place.rules))
    assert place.sheet(key).late


def test_no_day_is_filled_in_ahead_or_outside(place: Place) -> None:
    off = place.suspend()
    for days, code in ((1, "day_ahead"), (-1, "day_not_off")):
        key = place.key(off, DAY + timedelta(days=days))
        with pytest.raises(UserError, match=rf"suspension\.{code}"):
            place.record(key, 0, reached(366))


def test_a_withdrawn_suspension_counts_nowhere(place: Place) -> None:
    off = place.suspend()
    place.record(place.key(off), 0, reached(385))
    place.do(lambda unit: suspension.withdraw(unit, off, "登错"))
    assert place.counts() == suspension.SuspensionCounts()


def test_a_teacher_works_the_sheet_of_the_own_class_only(
    place: Place, acting_as: Callable[..., object]
) -> None:
    key = place.key(place.suspend(class_ids=(place.class_id, place.neighbour_id)))
    acting_as(Role.TEACHER, classes={place.class_id})
    place.record(key, 0, reached(366))
    lines = place.ask(lambda view: suspension.sheets_on(view, DAY, place.rules))
    assert [line.key.class_id for line in lines] == [place.class_id]
    other = suspension.FollowUpKey(DAY, place.neighbour_id, key.suspension_id)
    with pytest.raises(UserError, match=r"access\.not_your_class"):
        place.sheet(other)


def test_yesterdays_answer_stands_beside_todays_line(place: Place) -> None:
    off = place.suspend()
    place.record(place.key(off), 0, reached(385))
    place.clock.advance(timedelta(days=1))
    rows = place.sheet(place.key(off, DAY + timedelta(days=1))).rows
    assert rows[0].before == reached(385)
    assert rows[1].before is None


def test_sheets_of_a_suspension_list_each_day_so_far(place: Place) -> None:
    off = place.suspend()
    place.record(place.key(off), 0, reached(385))
    place.clock.advance(timedelta(days=1))
    lines = place.ask(lambda view: suspension.sheets_of(view, off, place.rules))
    assert [(line.key.day, line.progress.asked, line.overdue) for line in lines] == [
        (DAY + timedelta(days=1), 0, False),
        (DAY, 1, True),
    ]


def test_a_later_decision_lists_no_sheet_that_an_earlier_one_owned(place: Place) -> None:
    place.suspend(until_on=DAY)
    grade = place.suspend(
        class_ids=(place.class_id, place.neighbour_id), until_on=DAY + timedelta(days=6)
    )
    place.clock.advance(timedelta(days=1))
    lines = place.ask(lambda view: suspension.sheets_of(view, grade, place.rules))
    assert [(line.key.day.day, line.key.class_id) for line in lines] == [
        (2, place.class_id),
        (2, place.neighbour_id),
        (1, place.neighbour_id),
    ]


def test_due_lists_sheets_ill_pupils_papers_and_the_return(place: Place) -> None:
    off = place.suspend(paper_number="")
    place.record(place.key(off), 0, reached(385))

    def kinds() -> list[DueKind]:
        found = place.ask(lambda v: suspension.due(v, place.rules, place.school.calendar))
        return [one.kind for one in found]

    assert kinds() == [DueKind.FOLLOW_UP, DueKind.ILL, DueKind.PAPER]
    place.clock.advance(timedelta(days=3))
    assert kinds() == [DueKind.FOLLOW_UP, DueKind.FOLLOW_UP, DueKind.RETURN, DueKind.PAPER]
    place.clock.advance(timedelta(days=3))
    assert DueKind.RETURN in kinds()


def test_the_return_list_says_what_is_known_of_each(place: Place) -> None:
    off = place.suspend(until_on=DAY + timedelta(days=1))
    place.record(place.key(off), 1, reached(385))
    place.clock.advance(timedelta(days=1))
    second = place.key(off, DAY + timedelta(days=1))
    for at in (0, 1):
        place.record(second, at, reached(366))
    place.record(second, 2, reached())
    place.record(second, 6, reached(None, "cough"))
    place.fall_ill(range(3, 4), "influenza")
    lines = place.ask(
        lambda view: suspension.return_list(view, off, place.rules, waiting={place.pupils[4]})
    )
    assert [one.verdict for one in lines[:6]] == [
        Verdict.MAY_RETURN,
        Verdict.STAYS_HOME,
        Verdict.ASK_FIRST,
        Verdict.STAYS_HOME,
        Verdict.STAYS_HOME,
        Verdict.ASK_FIRST,
    ]
    words = [suspension.why_words(one, Texts(CHINESE)) for one in lines[:7]]
    assert words == [
        "9-2 36.6 ℃",
        "9-1 有发热或症状、9-2 36.6 ℃",
        "9-2 无症状，未测体温",
        "病例未结、末两天未询问",
        "复课查验未通过、末两天未询问",
        "末两天未询问",
        "9-2 有发热或症状",
    ]
    assert place.counts(DAY + timedelta(days=1)).returning_tomorrow == 10
    document = suspension.return_document(
        lines, DAY, what="三年级(1)班", school_name="青山小学", texts=Texts(CHINESE)
    )
    assert document_pdf(document).startswith(b"%PDF")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_round_and_the_register_go_on_paper_and_into_a_sheet(
    place: Place, language: str
) -> None:
    texts = Texts(language)
    off = place.suspend()
    key = place.key(off)
    place.record(key, 0, reached(385, "cough"))
    sheet = place.sheet(key)
    phones = place.ask(lambda view: suspension.phones_of(view, place.pupils))
    paper = suspension.round_document(sheet, phones, place.rules, texts, "青山小学")
    table = paper.sections[0].blocks[2]
    assert table.rows[0][2] == "13800000000"  # type: ignore[union-attr]  # after two notes
    assert set(table.rows[0][3:]) == {""}  # type: ignore[union-attr]
    assert document_pdf(paper).startswith(b"%PDF")
    taken = place.do(lambda unit: suspension.take_register(unit, off, place.rules))
    line = place.ask(lambda view: suspension.lines_on(view, DAY, place.rules))[0]
    register = suspension.register_document(
        line, taken, disease="流感", school_name="青山小学", rules=place.rules, texts=texts
    )
    assert document_pdf(register).startswith(b"%PDF")
    assert document_xlsx(register).startswith(b"PK")
