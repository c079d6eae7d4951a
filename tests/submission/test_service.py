# SPDX-License-Identifier: Apache-2.0
"""Keys, cards, sealing and receipts on a real record."""

from dataclasses import replace
from datetime import date

import pytest

from schoolguard import bureau as district
from schoolguard import packages, submission
from schoolguard.crypto.recovery_code import new_code
from schoolguard.crypto.signatures import SigningKey
from schoolguard.kernel.actor import Role
from schoolguard.kernel.clock import FixedClock
from schoolguard.kernel.errors import UserError
from schoolguard.packages.fields import ZERO_HASH
from schoolguard.packages.receipts import Receipt, Verdict
from schoolguard.store import audit
from schoolguard.submission import Way
from schoolguard.submission.queries import school_keys
from tests.factories.delivery import DAY, Road
from tests.factories.packages import make_contents


def refused(code: str) -> pytest.RaisesExc[UserError]:
    return pytest.RaisesExc(UserError, check=lambda error: error.code == code)


def test_packages_are_numbered_and_chained(road: Road) -> None:
    first, second = road.seal(), road.seal(1)
    assert (first.seq, second.seq) == (1, 2)
    opened = packages.claimed_label(road.file(second).data)
    assert (opened.school, opened.seq, opened.report_on) == ("QS01", 2, date(2026, 9, 2))
    assert first.file_name == road.file(first).name


def test_the_school_reads_what_it_sent_with_its_archive_key(road: Road) -> None:
    data = road.file(road.seal()).data
    card, keys = road.school.query(submission.school_card), road.school.query(school_keys)
    assert card is not None
    opened = packages.open_package(data, card, None, keys.archive)
    assert isinstance(opened.contents, packages.DailyContents)
    assert opened.manifest.prev == ZERO_HASH
    assert opened.manifest.audit_count > 0


def test_a_package_carries_the_head_of_the_audit_log(road: Road) -> None:
    data = road.file(road.seal()).data
    card, keys = road.school.query(submission.school_card), road.school.query(school_keys)
    assert card is not None
    manifest = packages.open_package(data, card, None, keys.archive).manifest
    held = road.school.query(lambda view: audit.hash_at(view, manifest.audit_count))
    assert held is not None
    assert manifest.audit_head == held.hex()


def test_the_same_day_again_is_a_correction_that_names_the_first(road: Road) -> None:
    first, second = road.seal(), road.seal(fevers=0)
    assert (first.kind, second.kind) == (packages.Kind.DAILY, packages.Kind.CORRECTION)
    assert second.revision == 2


def test_a_package_goes_from_prepared_to_receipted(road: Road) -> None:
    sent = road.seal()
    assert road.standings() == ["prepared"]
    road.at_school(lambda unit: submission.mark_handed_over(unit, [sent.id], Way.FOLDER))
    assert road.standings() == ["handed_over"]
    receipt = road.answer(road.send(sent))
    assert (receipt.verdict, receipt.contiguous_seq) == (Verdict.ACCEPTED, 1)
    assert road.standings() == ["receipted"]


def test_a_package_that_got_lost_is_missing_once_a_later_one_is_answered(road: Road) -> None:
    lost, later = road.seal(), road.seal(1)
    road.answer(road.send(later))
    assert road.standings() == ["missing", "held"]
    road.answer(road.send(lost))
    assert road.standings() == ["receipted", "receipted"]


def test_the_next_package_names_the_newest_receipt(road: Road) -> None:
    receipt = road.answer(road.send(road.seal()))
    data = road.file(road.seal(1)).data
    card, keys = road.school.query(submission.school_card), road.school.query(school_keys)
    assert card is not None
    manifest = packages.open_package(data, card, None, keys.archive).manifest
    assert manifest.last_receipt == receipt.sha256


def test_the_same_receipt_twice_changes_nothing(road: Road) -> None:
    outcome = road.send(road.seal())
    assert road.answer(outcome) == road.answer(outcome)
    assert len(road.school.query(submission.mailbox).receipts) == 1


def test_a_receipt_of_a_stranger_is_refused(road: Road) -> None:
    outcome = road.send(road.seal())
    assert outcome.receipt is not None
    real = packages.read_receipt(outcome.receipt.data, road.bureau.query(district.bureau_keys).card)
    forged = packages.write_receipt(real, SigningKey.generate())
    with refused("packages.bad_receipt"):
        road.at_school(lambda unit: submission.accept_receipt(unit, forged))


def signed(road: Road, **changes: object) -> bytes:
    """A receipt by the bureau's own key, with something changed."""
    keys = road.bureau.query(district.bureau_keys)
    receipt = Receipt(
        bureau=keys.card.bureau,
        school="QS01",
        epoch="e" * 32,
        seq=7,
        manifest_sha256="7" * 64,
        package_sha256="8" * 64,
        received_at=road.bureau.clock.now(),
        verdict=Verdict.ACCEPTED,
        code="",
        contiguous_seq=7,
        contiguous_head="7" * 64,
        missing=(),
        audit_head=None,
        audit_count=0,
        receipt_seq=1,
        prev_receipt=ZERO_HASH,
        operator="孙局员",
    )
    return packages.write_receipt(replace(receipt, **changes), keys.receipt_key)  # type: ignore[arg-type]


def test_a_receipt_for_another_school_is_refused(road: Road) -> None:
    file = signed(road, school="S02")
    with refused("submission.receipt_other_school"):
        road.at_school(lambda unit: submission.accept_receipt(unit, file))


def test_a_receipt_for_what_was_never_sent_tells_of_a_restored_copy(road: Road) -> None:
    file = signed(road)
    with refused("submission.record_behind"):
        road.at_school(lambda unit: submission.accept_receipt(unit, file))


def test_two_receipts_with_one_number_are_refused(road: Road) -> None:
    road.answer(road.send(road.seal()))
    file = signed(road, verdict=Verdict.REFUSED, code="x", contiguous_seq=0)
    with refused("submission.receipt_conflict"):
        road.at_school(lambda unit: submission.accept_receipt(unit, file))


def test_a_receipt_that_breaks_the_chain_of_receipts_is_refused(road: Road) -> None:
    road.answer(road.send(road.seal()))
    file = signed(road, receipt_seq=2, prev_receipt="1" * 64)
    with refused("submission.receipt_conflict"):
        road.at_school(lambda unit: submission.accept_receipt(unit, file))


def test_a_bureau_is_enrolled_only_with_the_fingerprint_that_was_read_out(road: Road) -> None:
    file = road.bureau.query(district.bureau_card_file)
    with refused("submission.wrong_fingerprint"):
        road.at_school(lambda unit: submission.enrol_bureau(unit, file, "12345 " * 6))


def test_keys_are_made_once_and_the_root_code_is_not_kept(road: Road) -> None:
    with refused("submission.keys_exist"):
        road.at_school(lambda unit: submission.create_keys(unit, road.school.settings))
    root = SigningKey.from_code(road.keys.root_code.replace("-", ""))
    assert road.keys.card.root_keys == (root.public,)
    assert road.school.query(school_keys).package_key != root
    assert road.keys.root_code not in repr(road.keys)


def test_replaced_keys_end_the_old_one_and_the_bureau_follows_without_a_call(road: Road) -> None:
    old = road.seal()
    card = road.at_school(lambda unit: submission.replace_keys(unit, road.keys.root_code))
    new = road.seal(1)
    road.enrol_school(fingerprint="")
    assert card.version == 2
    assert road.send(old).verdict is Verdict.ACCEPTED
    assert road.send(new).verdict is Verdict.ACCEPTED


def test_keys_are_not_replaced_without_the_paper_from_the_safe(road: Road) -> None:
    for code in ("", new_code()):
        with refused("submission.wrong_root_code"):
            road.at_school(lambda unit, code=code: submission.replace_keys(unit, code))


def test_a_new_epoch_begins_at_one_and_names_what_came_before(road: Road) -> None:
    before = road.seal()
    road.at_school(submission.begin_epoch)
    after = road.seal(1)
    assert after.seq == 1
    assert after.epoch != before.epoch


def test_a_restored_record_begins_a_new_epoch_by_itself(road: Road) -> None:
    before = road.seal()
    with road.school.writing() as unit:  # what a restore does
        unit.connection.exec_driver_sql("UPDATE vault_identity SET epoch = ?", ("f" * 32,))
    after = road.seal(1)
    assert (after.seq, after.epoch == before.epoch) == (1, False)


def test_without_keys_or_bureau_nothing_is_sealed(school: object, unit: object) -> None:
    del school
    with refused("submission.no_keys"), unit() as u:  # type: ignore[operator]
        submission.seal_contents(u, DAY, make_contents())


def test_only_who_may_seal_seals(road: Road, acting_as: object) -> None:
    acting_as(Role.TEACHER)  # type: ignore[operator]
    with refused("access.not_allowed"):
        road.seal()


def test_everything_is_audited_without_figures(road: Road, clock: FixedClock) -> None:
    road.answer(road.send(road.seal()))
    entries = road.school.query(lambda view: audit.search(view, "submission."))
    actions = {entry.action for entry in entries}
    assert {"submission.sealed", "submission.receipt_taken_in"} <= actions
    assert road.school.query(audit.verify).first_break is None
