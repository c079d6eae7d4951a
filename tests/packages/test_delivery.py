# SPDX-License-Identifier: Apache-2.0
"""Random delivery histories: late, twice, shuffled, forked; the chain never lies."""

import hashlib

from hypothesis import given, settings
from hypothesis import strategies as st

from schoolguard.packages.delivery import HELD_LIMIT, Chain, Finding, Link, data_lost, judge
from schoolguard.packages.fields import ZERO_HASH

EPOCH = "e" * 32


def links(count: int, salt: str = "") -> list[Link]:
    """An honest school's packages 1 to `count`."""
    made: list[Link] = []
    prev = ZERO_HASH
    for seq in range(1, count + 1):
        digest = hashlib.sha256(f"{salt}{seq}{prev}".encode()).hexdigest()
        made.append(Link(seq, prev, digest))
        prev = digest
    return made


def deliver(chain: Chain, arrivals: list[Link]) -> tuple[Chain, list[Finding]]:
    findings = []
    for link in arrivals:
        decision = judge(chain, link)
        chain = decision.chain
        findings.append(decision.finding)
    return chain, findings


HONEST = links(12)


@settings(max_examples=150)
@given(st.permutations(HONEST), st.lists(st.sampled_from(HONEST), max_size=12))
def test_any_order_with_repeats_leads_to_the_same_chain(
    order: list[Link], again: list[Link]
) -> None:
    chain, findings = deliver(Chain(EPOCH), [*order, *again])
    assert (chain.seq, chain.head, chain.missing, dict(chain.held)) == (
        12,
        HONEST[-1].digest,
        (),
        {},
    )
    assert findings.count(Finding.DUPLICATE) == len(again)
    assert set(findings) <= {Finding.NEXT, Finding.GAP, Finding.DUPLICATE}


@settings(max_examples=150)
@given(st.lists(st.sampled_from(HONEST), max_size=30))
def test_what_is_missing_is_exactly_what_never_came(arrivals: list[Link]) -> None:
    chain, _ = deliver(Chain(EPOCH), arrivals)
    came = {link.seq for link in arrivals}
    expected = {n for n in range(1, max(came, default=0) + 1) if n not in came}
    assert set(chain.missing) == expected
    assert chain.seq == next(n for n in range(13) if n + 1 not in came)


@settings(max_examples=150)
@given(st.data())
def test_two_pcs_with_one_key_are_noticed_and_never_mixed(data: st.DataObject) -> None:
    split = data.draw(st.integers(1, 11))
    other = HONEST[:split]
    prev = other[-1].digest
    for seq in range(split + 1, 13):
        digest = hashlib.sha256(f"other{seq}".encode()).hexdigest()
        other = [*other, Link(seq, prev, digest)]
        prev = digest
    arrivals = data.draw(st.permutations([*HONEST, *other[split:]]))
    chain, findings = deliver(Chain(EPOCH), arrivals)
    # Every honest or forked package of the chain follows from the one before it.
    known = {link.digest: link for link in [*HONEST, *other]}
    for seq in range(1, chain.seq + 1):
        link = known[chain.accepted[seq]]
        assert link.prev == (chain.accepted[seq - 1] if seq > 1 else ZERO_HASH)
    assert Finding.FORK in findings or chain.seq == 12


def test_a_jump_beyond_the_limit_is_implausible() -> None:
    far = Link(HELD_LIMIT + 1, "1" * 64, "2" * 64)
    assert judge(Chain(EPOCH), far).finding is Finding.FAST_FORWARD
    near = Link(HELD_LIMIT, "1" * 64, "2" * 64)
    assert judge(Chain(EPOCH), near).finding is Finding.GAP


def test_a_held_one_that_does_not_follow_is_a_fork_when_the_gap_closes() -> None:
    wrong = Link(2, "1" * 64, "2" * 64)
    chain = judge(Chain(EPOCH), wrong).chain
    decision = judge(chain, HONEST[0])
    assert (decision.finding, decision.forked) == (Finding.NEXT, 2)
    assert decision.chain.held == {}


def test_the_next_number_with_another_past_is_a_fork() -> None:
    chain, _ = deliver(Chain(EPOCH), HONEST[:3])
    assert judge(chain, Link(4, "1" * 64, "2" * 64)).finding is Finding.FORK


def test_the_same_number_twice_while_held_is_a_fork() -> None:
    chain, _ = deliver(Chain(EPOCH), [HONEST[4]])
    assert judge(chain, Link(5, "1" * 64, "2" * 64)).finding is Finding.FORK


def test_a_closed_chain_fills_its_gaps_and_takes_no_more() -> None:
    chain, _ = deliver(Chain(EPOCH), [*HONEST[:3], HONEST[4]])
    closed = chain.close()
    assert closed.last == 5
    assert judge(closed, HONEST[3]).finding is Finding.NEXT
    assert judge(closed, HONEST[5]).finding is Finding.OLD_EPOCH


def test_a_new_epoch_tells_whether_the_school_remembers() -> None:
    chain, _ = deliver(Chain(EPOCH), HONEST[:3])
    assert not data_lost(chain, HONEST[2].digest)
    assert data_lost(chain, HONEST[1].digest)
    assert data_lost(chain, None)
    assert not data_lost(Chain(EPOCH), None)
