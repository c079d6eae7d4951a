# SPDX-License-Identifier: Apache-2.0
"""Close contacts: proposed, listed, watched to the last day."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from schoolguard import cases
from schoolguard.cases import (
    Classification,
    ContactDraft,
    ContactWay,
    DueKind,
    Reached,
    WatchEntry,
)
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import CloseContactId
from tests.factories.cases import DAY, Sickbay

WELL = WatchEntry(Reached.YES, 366)


def refused(code: str, work: Callable[[], object]) -> None:
    with pytest.raises(UserError) as error:
        work()
    assert error.value.code == code


def watch(
    bay: Sickbay, contact_id: CloseContactId, entry: WatchEntry = WELL, days: int = 1
) -> None:
    day = DAY + timedelta(days=days)
    bay.do(lambda unit: cases.record_watch(unit, contact_id, day, entry))


def test_people_near_are_proposed_with_where_they_were_near(bay: Sickbay) -> None:
    case_id = bay.open()
    shared = ((bay.rider, "40分钟"),)
    found = bay.ask(lambda view: cases.propose_close_contacts(view, case_id, bay.rules, shared))
    ways = {one.person_id: one.ways for one in found}
    assert ways[bay.mates[0]] == {ContactWay.CLASS, ContactWay.SEAT_ROW}
    assert ways[bay.mates[1]] == {ContactWay.CLASS}
    assert ways[bay.mates[3]] == {ContactWay.CLASS, ContactWay.DORMITORY_ROOM}
    assert ways[bay.sister] == {ContactWay.SIBLING}
    assert ways[bay.rider] == {ContactWay.BUS, ContactWay.ISOLATION_ROOM}
    assert bay.pupil not in ways
    assert next(one for one in found if one.person_id == bay.rider).why == "40分钟"
    assert all(one.suggested for one in found)


def test_mycoplasma_suggests_the_near_ones_only_and_the_listed_are_known(bay: Sickbay) -> None:
    case_id = bay.open("mycoplasma")
    bay.list_contact(case_id, bay.mates[0])
    found = bay.ask(lambda view: cases.propose_close_contacts(view, case_id, bay.rules))
    assert {one.person_id for one in found if one.known} == {bay.mates[0]}
    assert {one.person_id for one in found if one.suggested} == {bay.mates[3], bay.sister}


def test_contacts_of_a_contact_are_proposed_around_them(bay: Sickbay) -> None:
    case_id = bay.open()
    contact_id = bay.list_contact(case_id, bay.sister)
    found = bay.ask(
        lambda view: cases.propose_close_contacts(view, case_id, bay.rules, around=bay.sister)
    )
    assert {one.person_id for one in found} == {bay.rider}
    draft = ContactDraft(bay.rider, frozenset({ContactWay.CLASS}), DAY, "", 2, contact_id)
    bay.do(lambda unit: cases.add_close_contacts(unit, case_id, (draft,), bay.rules))
    assert [(one.degree, one.via) for one in bay.case(case_id).contacts] == [
        (1, None),
        (2, contact_id),
    ]


def test_listing_twice_is_listing_once(bay: Sickbay) -> None:
    case_id = bay.open()
    bay.list_contact(case_id)
    draft = ContactDraft(bay.mates[0], frozenset({ContactWay.BUS}))
    again = bay.do(lambda unit: cases.add_close_contacts(unit, case_id, (draft,), bay.rules))
    assert again == ()
    own = ContactDraft(bay.pupil, frozenset({ContactWay.BY_HAND}))
    refused(
        "cases.own_contact",
        lambda: bay.do(lambda unit: cases.add_close_contacts(unit, case_id, (own,), bay.rules)),
    )


def test_the_watch_begins_the_day_after_and_ends_with_the_last_day(bay: Sickbay) -> None:
    case_id = bay.open("norovirus")
    bay.list_contact(case_id)
    days = [
        len(bay.ask(lambda view, on=DAY + timedelta(days=later): cases.watch_sheet(view, on)))
        for later in range(6)
    ]
    assert days == [0, 1, 1, 1, 0, 0]


def test_an_entry_is_kept_typed_over_and_corrected(bay: Sickbay) -> None:
    case_id = bay.open()
    contact_id = bay.list_contact(case_id)
    bay.days_later(1)
    watch(bay, contact_id)
    watch(bay, contact_id, WatchEntry(Reached.YES, 376, frozenset({"cough"})))
    (line,) = bay.ask(lambda view: cases.watch_sheet(view, DAY + timedelta(days=1)))
    assert line.entry == WatchEntry(Reached.YES, 376, frozenset({"cough"}))
    assert (line.day_number, line.watch_days, line.case_name) == (1, 21, "王小明")
    bay.days_later(1)
    refused("cases.why_needed", lambda: watch(bay, contact_id, WELL))
    refused("cases.watch_day_outside", lambda: watch(bay, contact_id, WELL, days=-1))
    refused("cases.day_ahead", lambda: watch(bay, contact_id, WELL, days=5))


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (WatchEntry(Reached.YES, 566), "cases.bad_temperature"),
        (WatchEntry(Reached.NO_ANSWER, 366), "cases.unreached_reading"),
        (WatchEntry(Reached.NO_ANSWER, None, frozenset({"rash"})), "cases.unreached_reading"),
    ],
)
def test_no_reading_is_made_up(bay: Sickbay, entry: WatchEntry, code: str) -> None:
    contact_id = bay.list_contact(bay.open())
    bay.days_later(1)
    refused(code, lambda: watch(bay, contact_id, entry))


def test_due_says_who_is_not_asked_who_is_ill_and_whose_watch_is_over(bay: Sickbay) -> None:
    case_id = bay.open("norovirus")
    bay.report(case_id)
    first, _ = (bay.list_contact(case_id, one) for one in bay.mates[:2])
    bay.days_later(1)
    assert {one.kind: one.count for one in bay.due()}[DueKind.WATCH] == 2
    watch(bay, first, WatchEntry(Reached.YES, 385))
    found = {one.kind: one for one in bay.due()}
    assert found[DueKind.WATCH].count == 1
    assert (found[DueKind.WATCH_SYMPTOMS].contact_id, found[DueKind.WATCH_SYMPTOMS].name) == (
        first,
        "赵小红",
    )
    bay.days_later(3)
    assert {one.kind: one.count for one in bay.due()}[DueKind.WATCH_ENDS] == 2


def test_watch_counts_of_a_day(bay: Sickbay) -> None:
    case_id = bay.open()
    first, second, _ = (bay.list_contact(case_id, one) for one in bay.mates[:3])
    bay.days_later(1)
    watch(bay, first, WatchEntry(Reached.YES, 385))
    watch(bay, second, WatchEntry(Reached.NO_ANSWER))
    counts = bay.counts(DAY + timedelta(days=1))
    assert (counts.contacts_watched, counts.contacts_asked) == (3, 2)
    assert (counts.contacts_reached, counts.contacts_ill, counts.contacts_ended) == (1, 1, 0)


def test_a_contact_who_falls_ill_becomes_a_linked_case(bay: Sickbay) -> None:
    case_id = bay.open()
    contact_id = bay.list_contact(case_id)
    refused(
        "cases.too_early",
        lambda: bay.do(
            lambda unit: cases.end_watch(unit, contact_id, "no_symptoms", rules=bay.rules)
        ),
    )
    ended = bay.do(lambda unit: cases.end_watch(unit, contact_id, "became_case", rules=bay.rules))
    assert ended.case_id is not None
    new = bay.case(ended.case_id)
    assert (new.line.person_id, new.line.infected_by) == (bay.mates[0], case_id)
    assert new.line.classification is Classification.SUSPECTED
    assert bay.case(case_id).contacts[0].became_case_id == ended.case_id
    refused(
        "cases.watch_ended",
        lambda: bay.do(lambda unit: cases.end_watch(unit, contact_id, "lost", rules=bay.rules)),
    )
    bay.do(lambda unit: cases.reopen_watch(unit, contact_id, "点错了"))
    assert bay.case(case_id).contacts[0].ended_on is None


def test_taken_off_the_list_and_put_on_again(bay: Sickbay) -> None:
    case_id = bay.open()
    contact_id = bay.list_contact(case_id)
    bay.do(lambda unit: cases.remove_contact(unit, contact_id, "请假未到校"))
    assert bay.case(case_id).contacts == ()
    assert bay.list_contact(case_id) != contact_id


def test_a_later_exposure_makes_the_watch_longer(bay: Sickbay) -> None:
    case_id = bay.open()
    contact_id = bay.list_contact(case_id)
    later = bay.days_later(2)
    bay.do(lambda unit: cases.set_exposure(unit, contact_id, later, "周四还同桌", bay.rules))
    assert bay.case(case_id).contacts[0].watch_until_on == later + timedelta(days=21)
