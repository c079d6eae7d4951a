# SPDX-License-Identifier: Apache-2.0
"""One test a row of the threat table: the verdict's code and the sentence that a person reads.

What concerns the school's own computer (stolen disk, edited database, guessed passwords) is tested
with the store and the accounts.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from schoolguard import bureau as district
from schoolguard import packages, submission
from schoolguard.bureau import DayStanding, Outcome
from schoolguard.crypto.age import AgeIdentity
from schoolguard.crypto.signatures import SigningKey
from schoolguard.kernel.clock import FixedClock
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.texts import CHINESE, Texts
from schoolguard.packages.container import PACKAGE_MEMBER, Envelope, unwrap, wrap
from schoolguard.packages.receipts import Verdict
from schoolguard.store import audit
from schoolguard.submission.queries import school_keys
from tests.factories.delivery import DAY, Road

TEXTS = Texts(CHINESE)


def shown(outcome: Outcome) -> str:
    """What the clerk reads about one file."""
    if outcome.error is not None:
        return TEXTS.error(outcome.error)
    return TEXTS(f"bureau.finding.{outcome.code}")


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def resigned(road: Road, data: bytes, key: SigningKey, label: str | None = None) -> bytes:
    envelope = unwrap(PACKAGE_MEMBER, data)
    said = label or packages.claimed_label(data).text
    return wrap(PACKAGE_MEMBER, Envelope(envelope.content, key.sign(bytes(envelope.content), said)))


def test_bit_rot_or_an_edit_in_transit(road: Road) -> None:
    outcome = road.arrive(flipped(road.file(road.seal()).data, 3000))
    assert outcome.code == "packages.bad_layout"
    assert "重新发送" in shown(outcome)


def test_forged_by_an_outsider(road: Road) -> None:
    outcome = road.arrive(resigned(road, road.file(road.seal()).data, SigningKey(b"\x09" * 32)))
    assert outcome.code == "packages.wrong_signer"
    assert "QS01" in shown(outcome)


def test_another_schools_name_under_this_schools_key(road: Road) -> None:
    data = road.file(road.seal()).data
    key = road.school.query(school_keys).package_key
    label = replace(packages.claimed_label(data), school="S02").text
    assert road.arrive(resigned(road, data, key, label)).code == "bureau.unknown_school"
    card = road.school.query(submission.school_card)
    assert card is not None
    with pytest.raises(packages.RefusedError, match="wrong_school"):
        packages.check_outside(resigned(road, data, key, label), card, None)


def test_replay(road: Road) -> None:
    sent = road.seal()
    first, again = road.send(sent), road.send(sent)
    assert again.verdict is Verdict.DUPLICATE
    assert again.receipt == first.receipt
    assert shown(again) == "以前接收过"


def test_deletion_shows_as_a_gap_on_both_sides(road: Road) -> None:
    road.send(road.seal())
    road.seal(1)
    outcome = road.send(road.seal(2))
    assert (outcome.code, outcome.missing) == ("gap", (2,))
    assert road.answer(outcome).missing == (2,)
    assert road.standings() == ["receipted", "missing", "held"]


def test_rollback_of_the_school_shows_in_the_next_receipt(road: Road) -> None:
    sent = road.seal()
    outcome = road.send(sent)
    with road.school.writing() as unit:  # the record as it was before the package
        unit.connection.exec_driver_sql("DELETE FROM outbox")
    with pytest.raises(UserError, match="record_behind") as caught:
        road.answer(outcome)
    assert "备份" in TEXTS.error(caught.value)


def test_freeze(road: Road, clock: FixedClock) -> None:
    road.send(road.seal())
    clock.advance(timedelta(days=2))
    line = road.board(DAY + timedelta(days=2)).lines[0]
    assert (line.standing, line.overdue_days) == (DayStanding.MISSING, 2)
    assert line.needs_call


def test_fast_forward(road: Road) -> None:
    road.send(road.seal())
    outcome = road.arrive(road.seal_by_hand(seq=900, prev="1" * 64))
    assert (outcome.verdict, outcome.code) == (Verdict.REFUSED, "fast_forward")
    assert "不合理" in shown(outcome)


def test_fork_or_two_computers(road: Road) -> None:
    road.send(road.seal())
    outcome = road.arrive(road.seal_by_hand(app="second"))
    assert outcome.code == "fork"
    assert "打电话" in shown(outcome)


def test_a_restored_backup_that_goes_on_with_old_numbers(road: Road) -> None:
    first = road.seal()
    road.send(first)
    road.send(road.seal(1))
    data = road.seal_by_hand(seq=2, prev=first.manifest_sha256, app="restored")
    assert road.arrive(data).code == "fork"


def test_wrong_recipient(road: Road) -> None:
    card = packages.BureauCard(
        "邻县教育局", 1, SigningKey.generate().public, AgeIdentity.generate().recipient
    )
    keys = road.school.query(school_keys)
    school = road.school.query(submission.school_card)
    own = road.school.query(submission.bureau_card)
    assert school is not None
    assert own is not None
    with pytest.raises(packages.RefusedError, match="wrong_recipient"):
        packages.open_package(road.file(road.seal()).data, school, card, keys.archive)


def test_suite_downgrade(road: Road) -> None:
    data = road.file(road.seal()).data
    key = road.school.query(school_keys).package_key
    label = replace(packages.claimed_label(data), suite="age").text
    outcome = road.arrive(resigned(road, data, key, label))
    assert outcome.code == "packages.weak_suite"
    assert "约定" in shown(outcome)


def test_format_downgrade_or_another_type(road: Road) -> None:
    data = road.file(road.seal()).data
    key = road.school.query(school_keys).package_key
    label = packages.claimed_label(data).text.replace("v=1", "v=0")
    assert road.arrive(resigned(road, data, key, label)).code == "packages.unknown_format"


def test_stolen_package_key(road: Road) -> None:
    road.send(road.seal())
    stolen = road.school.query(school_keys).package_key
    road.at_school(lambda unit: submission.replace_keys(unit, road.keys.root_code))
    road.enrol_school(fingerprint="")
    honest = road.seal(1)
    outcome = road.arrive(resigned(road, road.file(honest).data, stolen))
    assert outcome.code == "packages.key_not_valid"
    assert "作废" in shown(outcome)
    assert road.send(honest).verdict is Verdict.ACCEPTED


def test_a_school_card_put_back_to_an_older_one(road: Road) -> None:
    old = road.school.query(submission.school_card_file)
    assert old is not None
    road.at_school(lambda unit: submission.replace_keys(unit, road.keys.root_code))
    road.enrol_school(fingerprint="")
    with pytest.raises(packages.RefusedError, match="card_rollback"):
        road.at_bureau(lambda unit: district.enrol_school(unit, old, "", "孙局员"))


def test_audit_log_of_the_school_cut_short_after_the_bureau_has_its_head(road: Road) -> None:
    outcome = road.send(road.seal())
    receipt = road.answer(outcome)
    held = road.school.query(lambda view: audit.hash_at(view, receipt.audit_count))
    assert held is not None
    assert receipt.audit_head == held.hex()


def test_a_clock_put_back_changes_nothing(road: Road, clock: FixedClock) -> None:
    road.send(road.seal())
    clock.advance(timedelta(days=-3650))
    assert road.send(road.seal(1)).verdict is Verdict.ACCEPTED


def test_endless_data_is_cut_off_at_the_limit(road: Road) -> None:
    outcome = road.arrive(bytes((32 << 20) + 1))
    assert outcome.code == "packages.too_large"
    assert "32 MB" in shown(outcome)
