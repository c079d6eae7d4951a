# SPDX-License-Identifier: Apache-2.0
"""What was begun and has no end yet: by person, the overdue and the oldest on top, with its age."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from schoolguard import flows
from schoolguard.cases import CaseDraft
from schoolguard.flows import LinkKind
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.texts import CHINESE, ENGLISH, Texts
from tests.factories.chain import Chain
from tests.factories.isolation import DAY


def test_a_chain_is_one_person_with_all_links_in_order(chain: Chain) -> None:
    stay_id = chain.admit().stay_id
    chain.clock.advance(timedelta(minutes=30))
    draft = CaseDraft(chain.pupil, chain.class_id, "varicella", onset_on=DAY)
    chain.do(lambda u: flows.open_case(u, draft, chain.rules))
    chain.clock.advance(timedelta(minutes=30))
    chain.leave(stay_id)
    (one,) = chain.links()
    assert (one.name, one.person_id) == ("王小明", chain.pupil)
    assert {link.kind for link in one.links} == {
        LinkKind.ABSENCE,
        LinkKind.CASE,
        LinkKind.CLEARANCE,
        LinkKind.ORDER,
    }
    assert [link.since for link in one.links] == sorted(link.since for link in one.links)
    assert one.pressing in one.links


def test_a_teacher_sees_the_chains_of_the_own_class_only(
    chain: Chain, acting_as: Callable[..., Actor]
) -> None:
    chain.absent()
    chain.admit(chain.infirmary.classmate)
    acting_as(Role.TEACHER, classes={chain.class_id})
    assert {link.kind for one in chain.links() for link in one.links} == {LinkKind.ABSENCE}
    acting_as(Role.TEACHER, classes={chain.infirmary.staff_id})
    assert chain.links() == ()


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_every_link_and_due_thing_has_words(chain: Chain, language: str) -> None:
    texts = Texts(language)
    stay_id = chain.admit().stay_id
    draft = CaseDraft(chain.pupil, chain.class_id, "norovirus", onset_on=DAY)
    chain.do(lambda u: flows.open_case(u, draft, chain.rules))
    chain.clock.advance(timedelta(hours=2))
    chain.leave(stay_id)
    chain.admit(chain.infirmary.classmate)
    chain.clock.advance(timedelta(hours=3))
    said = [link.text(texts) for one in chain.links() for link in one.links]
    settings = chain.school.settings
    today = chain.ask(lambda v: flows.today(v, v.today, settings, chain.rules))
    said += [item.text(texts) for item in today.due]
    assert len(said) > 8
    assert all(said)


@pytest.mark.parametrize(
    ("minutes", "unit", "count"),
    [
        (0, "minutes", 0),
        (59, "minutes", 59),
        (60, "hours", 1),
        (1439, "hours", 23),
        (1440, "days", 1),
    ],
)
def test_an_age_is_said_in_its_largest_whole_unit(minutes: int, unit: str, count: int) -> None:
    now = datetime(2026, 9, 1, 8, tzinfo=UTC)
    since = now - timedelta(minutes=minutes)
    assert flows.age(since, now) == (f"flows.age.{unit}", count)


def test_an_age_is_never_below_zero() -> None:
    now = datetime(2026, 9, 1, 8, tzinfo=UTC)
    assert flows.age(now + timedelta(minutes=3), now) == ("flows.age.minutes", 0)
