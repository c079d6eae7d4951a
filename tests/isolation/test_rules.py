# SPDX-License-Identifier: Apache-2.0
"""What the room asks for, over facts and the pack alone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolguard.isolation import (
    Condition,
    Destination,
    Group,
    Kind,
    LeavingFacts,
    Look,
    Need,
    destinations_for,
    group_of,
    is_fever,
    is_possible,
    is_unusual,
    leaving_gaps,
    load_rules,
    next_look_at,
    rules,
    untold_parties,
    zone_kind_for,
)

PACK = load_rules()
NOON = datetime(2026, 9, 1, 4, 0, tzinfo=UTC)
ARMPIT, EAR = "armpit_electronic", "ear_infrared"
COUGH = frozenset({"cough"})

minutes = st.integers(0, 600)
temperatures = st.none() | st.integers(320, 430)


@st.composite
def looks(draw: st.DrawFn) -> Look:
    decicelsius = draw(temperatures)
    return Look(
        NOON - timedelta(minutes=draw(minutes)),
        decicelsius,
        "" if decicelsius is None else draw(st.sampled_from(sorted(PACK.methods))),
        draw(st.sampled_from([frozenset(), COUGH])),
    )


facts = st.builds(
    LeavingFacts,
    kind=st.sampled_from(Kind),
    left_at=st.just(NOON),
    destination=st.sampled_from(Destination),
    looks=st.lists(looks(), max_size=4).map(tuple),
    reached=st.sets(st.sampled_from(sorted(PACK.parties))).map(frozenset),
    handed_to=st.sampled_from(["", " ", "李梅"]),
    hospital=st.sampled_from(["", "县人民医院"]),
    not_measured_reason=st.sampled_from(["", "孩子拒测"]),
)


def needs(found: LeavingFacts) -> set[Need]:
    return {gap.need for gap in leaving_gaps(found, PACK)}


def ready(destination: Destination, **changes: object) -> LeavingFacts:
    """Return facts with which somebody may go anywhere, and what a test changes in them."""
    look = Look(NOON - timedelta(minutes=5), 365, ARMPIT)
    found = LeavingFacts(
        Kind.PUPIL,
        NOON,
        destination,
        (look,),
        frozenset(PACK.parties),
        handed_to="李梅",
        hospital="县人民医院",
    )
    return replace(found, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "is_boarder", "home", "group"),
    [
        (Kind.PUPIL, False, "in_town", Group.DAY_PUPIL),
        (Kind.PUPIL, False, "elsewhere", Group.DAY_PUPIL),
        (Kind.PUPIL, True, "in_town", Group.BOARDER),
        (Kind.PUPIL, True, "unknown", Group.BOARDER),
        (Kind.PUPIL, True, "elsewhere", Group.BOARDER_ELSEWHERE),
        (Kind.STAFF, True, "elsewhere", Group.STAFF),
        (Kind.VISITOR, False, "", Group.VISITOR),
    ],
)
def test_who_somebody_is_decides_the_group(
    kind: Kind, is_boarder: bool, home: str, group: Group
) -> None:
    assert group_of(kind, is_boarder=is_boarder, home=home) is group


def test_town_pupils_go_home_and_boarders_from_elsewhere_stay_at_school() -> None:
    """S3: pupils of the town go home, boarders from elsewhere stay isolated at school."""
    assert destinations_for(Group.DAY_PUPIL, PACK)[0] is Destination.HOME
    assert destinations_for(Group.BOARDER, PACK)[0] is Destination.HOME
    assert destinations_for(Group.BOARDER_ELSEWHERE, PACK)[0] is Destination.STAYS_AT_SCHOOL
    assert destinations_for(Group.STAFF, PACK)[0] is Destination.LEFT
    assert Destination.HOME not in destinations_for(Group.VISITOR, PACK)
    assert zone_kind_for(Group.BOARDER_ELSEWHERE, PACK) == "boarders"
    assert zone_kind_for(Group.DAY_PUPIL, PACK) == "temporary"


@given(st.sampled_from(Group))
def test_everybody_may_go_to_hospital(group: Group) -> None:
    assert Destination.HOSPITAL in destinations_for(group, PACK)


@pytest.mark.parametrize(
    ("site", "decicelsius", "fever"),
    [
        (ARMPIT, 372, False),
        (ARMPIT, 373, True),
        (EAR, 374, False),
        (EAR, 375, True),
        ("a_method_of_long_ago", 370, True),
        ("", None, False),
    ],
)
def test_a_fever_is_judged_by_the_line_of_its_method(
    site: str, decicelsius: int | None, fever: bool
) -> None:
    assert is_fever(decicelsius, site, PACK) is fever


@pytest.mark.parametrize(
    ("decicelsius", "possible", "unusual"),
    [
        (319, False, True),
        (320, True, True),
        (350, True, False),
        (421, True, True),
        (431, False, True),
    ],
)
def test_what_can_be_a_body_temperature(decicelsius: int, possible: bool, unusual: bool) -> None:
    assert is_possible(decicelsius, PACK) is possible
    assert is_unusual(decicelsius, PACK) is unusual


@given(st.lists(looks(), max_size=6), st.sampled_from(["", "temporary", "boarders"]))
def test_the_next_look_is_always_due_after_the_last_one(found: list[Look], zone: str) -> None:
    entered_at = NOON - timedelta(hours=1)
    due_at = next_look_at(entered_at, found, zone, PACK)
    assert due_at is not None
    assert due_at > max([entered_at, *(look.taken_at for look in found)])


@given(st.lists(looks(), min_size=1, max_size=6))
def test_a_fever_is_looked_at_sooner_than_a_normal_temperature(found: list[Look]) -> None:
    for zone in ("temporary", "boarders"):
        hot = next_look_at(NOON, [*found, Look(NOON, 390, ARMPIT)], zone, PACK)
        cool = next_look_at(NOON, [*found, Look(NOON, 365, ARMPIT)], zone, PACK)
        assert hot is not None
        assert cool is not None
        assert hot < cool


def test_of_two_looks_in_one_minute_the_later_entry_counts() -> None:
    found = (Look(NOON, 390, ARMPIT), Look(NOON, 365, ARMPIT))
    last = rules.newest(found)
    assert last == found[1]
    assert rules.condition_of(last, PACK) is Condition.NORMAL


def test_an_interval_that_is_switched_off_asks_for_no_look() -> None:
    off = replace(PACK, intervals=())
    assert next_look_at(NOON, [], "temporary", off) is None


@given(st.sets(st.sampled_from(sorted(PACK.parties))), st.sampled_from(Kind))
def test_nobody_who_was_told_is_asked_for_again(reached: set[str], kind: Kind) -> None:
    untold = untold_parties(kind, NOON, reached, PACK)
    assert not reached & {party for party, _ in untold}
    assert all(due_at > NOON for _, due_at in untold)


def test_the_family_of_a_pupil_is_told_and_that_of_staff_is_their_own_affair() -> None:
    assert "family" in dict(untold_parties(Kind.PUPIL, NOON, (), PACK))
    assert "family" not in dict(untold_parties(Kind.STAFF, NOON, (), PACK))
    assert rules.fetcher(Kind.STAFF, PACK) is None


def test_a_family_that_was_reached_is_awaited_an_hour_or_when_it_said() -> None:
    def due(group: Group, told: bool = True, said: bool = False, came: bool = False) -> object:
        return rules.arrival_due_at(
            group,
            NOON if told else None,
            NOON + timedelta(minutes=20) if said else None,
            NOON + timedelta(minutes=9) if came else None,
            PACK,
        )

    assert due(Group.DAY_PUPIL) == NOON + timedelta(minutes=60)
    assert due(Group.DAY_PUPIL, said=True) == NOON + timedelta(minutes=20)
    assert due(Group.DAY_PUPIL, came=True) is None
    assert due(Group.DAY_PUPIL, told=False) is None
    assert due(Group.BOARDER_ELSEWHERE) is None
    assert due(Group.BOARDER_ELSEWHERE, said=True) == NOON + timedelta(minutes=20)


@pytest.mark.parametrize("destination", Destination)
def test_nothing_is_lacking_when_everything_is_there(destination: Destination) -> None:
    assert leaving_gaps(ready(destination), PACK) == ()


@pytest.mark.parametrize(
    ("destination", "changes", "gap"),
    [
        (Destination.HOME, {"reached": frozenset()}, Need.FAMILY_TOLD),
        (Destination.HOME, {"handed_to": " "}, Need.HANDED_TO),
        (Destination.HOME, {"looks": ()}, Need.LAST_READING),
        (Destination.HOSPITAL, {"hospital": ""}, Need.HOSPITAL),
        (Destination.BACK_TO_CLASS, {"reached": frozenset({"family"})}, Need.CLASS_TEACHER_TOLD),
        (Destination.BACK_TO_CLASS, {"looks": (Look(NOON, 390, ARMPIT),)}, Need.NO_FEVER),
        (
            Destination.BACK_TO_CLASS,
            {"looks": (Look(NOON, 365, ARMPIT, COUGH),)},
            Need.SYMPTOM_FREE,
        ),
    ],
)
def test_each_destination_asks_for_what_it_needs(
    destination: Destination, changes: dict[str, object], gap: Need
) -> None:
    assert gap in needs(ready(destination, **changes))


def test_nobody_goes_back_to_class_with_a_fever_for_any_reason() -> None:
    found = ready(Destination.BACK_TO_CLASS, looks=(Look(NOON, 390, ARMPIT),))
    assert [gap.may_override for gap in leaving_gaps(found, PACK)] == [False]


@pytest.mark.parametrize(("ago", "fresh"), [(60, True), (61, False)])
def test_the_last_temperature_may_be_an_hour_old(ago: int, fresh: bool) -> None:
    look = Look(NOON - timedelta(minutes=ago), 365, ARMPIT)
    lacking = needs(ready(Destination.HOME, looks=(look,)))
    assert (Need.LAST_READING not in lacking) is fresh


def test_that_none_was_taken_may_be_stated() -> None:
    found = ready(Destination.HOME, looks=(), not_measured_reason="孩子拒测")
    assert needs(found) == set()


@given(facts)
def test_every_gap_is_a_need_of_the_destination_and_stands_once_in_order(
    found: LeavingFacts,
) -> None:
    gaps = [gap.need for gap in leaving_gaps(found, PACK)]
    assert set(gaps) <= set(PACK.destinations[found.destination].needs)
    assert gaps == [need for need in Need if need in gaps]


@given(facts, st.sampled_from(sorted(PACK.parties)))
def test_telling_one_more_party_never_adds_a_gap(found: LeavingFacts, party: str) -> None:
    more = replace(found, reached=found.reached | {party})
    assert needs(more) <= needs(found)


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_time_together_is_mutual_and_no_longer_than_either(a: int, b: int, c: int, d: int) -> None:
    first = (NOON + timedelta(minutes=min(a, b)), NOON + timedelta(minutes=max(a, b)))
    second = (NOON + timedelta(minutes=min(c, d)), NOON + timedelta(minutes=max(c, d)))
    together = rules.shared_minutes(first, second)
    assert together == rules.shared_minutes(second, first)
    assert 0 <= together <= min(abs(a - b), abs(c - d))


@given(st.lists(st.none() | st.integers(0, 10_000)))
def test_a_spread_counts_only_what_is_known(found: list[int | None]) -> None:
    known = [one for one in found if one is not None]
    spread = rules.spread(found)
    assert spread.known == len(known)
    assert spread.longest == (max(known) if known else None)
    if known:
        assert spread.median is not None
        assert min(known) <= spread.median <= max(known)


def test_minutes_are_unknown_when_an_end_is_unknown_or_they_are_reversed() -> None:
    later = NOON + timedelta(minutes=12, seconds=30)
    assert rules.minutes_between(NOON, later) == 12
    assert rules.minutes_between(later, NOON) is None
    assert rules.minutes_between(None, NOON) is None


def test_what_was_never_looked_at_has_no_day_to_look_again() -> None:
    assert rules.look_again_on(None, 7) is None
    assert rules.look_again_on(date(2026, 9, 1), 7) == date(2026, 9, 8)


def test_every_entry_of_the_pack_names_its_source_and_both_languages() -> None:
    named = (
        *PACK.zone_kinds.values(),
        *PACK.parties.values(),
        *PACK.destinations.values(),
        *PACK.equipment.values(),
        *PACK.supplies.values(),
        *PACK.trainings.values(),
    )
    assert all(one.source and one.zh and one.en for one in named)
