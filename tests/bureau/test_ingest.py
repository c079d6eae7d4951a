# SPDX-License-Identifier: Apache-2.0
"""Files arrive at the bureau in every order, twice, forged and from restored copies."""

from datetime import date, timedelta

import pytest

from schoolguard import bureau as district
from schoolguard import packages, submission
from schoolguard.bureau import DayStanding
from schoolguard.crypto.age import AgeIdentity
from schoolguard.crypto.signatures import SigningKey
from schoolguard.kernel.clock import FixedClock
from schoolguard.kernel.errors import UserError
from schoolguard.packages.receipts import Verdict
from schoolguard.store import audit
from tests.factories.delivery import DAY, Road


def test_a_package_is_taken_once_and_answered_the_same_way_again(road: Road) -> None:
    sent = road.seal()
    first, again = road.send(sent), road.send(sent)
    assert (first.verdict, again.verdict) == (Verdict.ACCEPTED, Verdict.DUPLICATE)
    assert first.receipt == again.receipt


def test_a_gap_is_held_listed_and_closed_by_the_late_comer(road: Road) -> None:
    one, two, three = road.seal(), road.seal(1), road.seal(2)
    road.send(one)
    held = road.send(three)
    assert (held.verdict, held.code, held.missing) == (Verdict.HELD, "gap", (2,))
    assert road.board().lines[0].missing == (2,)
    assert road.board(DAY + timedelta(2)).lines[0].standing is DayStanding.HELD
    late = road.send(two)
    assert (late.verdict, late.missing) == (Verdict.ACCEPTED, ())
    assert road.answer(late).contiguous_seq == 3
    assert road.board(DAY + timedelta(2)).lines[0].report is not None


def test_two_different_packages_with_one_number_are_shown_to_a_person(road: Road) -> None:
    road.send(road.seal())
    outcome = road.arrive(road.seal_by_hand(app="Second PC"))
    assert (outcome.verdict, outcome.code) == (Verdict.REFUSED, "fork")
    line = road.board().lines[0]
    assert line.forked == (1,)
    assert line.needs_call


def test_an_implausible_number_is_refused(road: Road) -> None:
    road.send(road.seal())
    outcome = road.arrive(road.seal_by_hand(seq=402, prev="1" * 64))
    assert (outcome.verdict, outcome.code) == (Verdict.REFUSED, "fast_forward")


def test_a_new_series_waits_for_a_phone_call(road: Road) -> None:
    road.send(road.seal())
    road.at_school(submission.begin_epoch)
    first, second = road.seal(1), road.seal(2)
    assert road.send(first).code == "new_epoch"
    outcome = road.send(second)
    assert (outcome.verdict, outcome.code) == (Verdict.HELD, "new_epoch")
    assert road.send(second).verdict is Verdict.DUPLICATE
    assert road.board(DAY + timedelta(1)).lines[0].unconfirmed
    assert not road.bureau.query(district.schools)[0].data_lost
    road.at_bureau(lambda unit: district.confirm_epoch(unit, "QS01", "孙局员"))
    board = road.board(DAY + timedelta(2))
    assert board.lines[0].report is not None
    assert not board.lines[0].unconfirmed
    assert road.answer(road.send(road.seal(3))).contiguous_seq == 3


def test_a_restored_copy_that_forgot_packages_is_told(road: Road) -> None:
    road.send(road.seal())
    road.arrive(road.seal_by_hand(epoch="a" * 32, seq=1, prev="0" * 64, prev_epoch_head="5" * 64))
    assert road.bureau.query(district.schools)[0].data_lost


def test_a_closed_series_takes_nothing_beyond_its_end(road: Road) -> None:
    last = road.seal()
    road.send(last)
    old = last.epoch
    road.at_school(submission.begin_epoch)
    road.send(road.seal(1))
    road.at_bureau(lambda unit: district.confirm_epoch(unit, "QS01", "孙局员"))
    outcome = road.arrive(road.seal_by_hand(epoch=old, seq=2, prev=last.manifest_sha256))
    assert (outcome.verdict, outcome.code) == (Verdict.REFUSED, "old_epoch")


def test_confirming_needs_a_name_and_something_to_confirm(road: Road) -> None:
    for who, code in (("", "bureau.no_name"), ("孙局员", "bureau.nothing_to_confirm")):
        with pytest.raises(UserError, match=code):
            road.at_bureau(lambda unit, who=who: district.confirm_epoch(unit, "QS01", who))


def test_a_file_that_nobody_signed_gets_no_receipt(road: Road) -> None:
    for data in (b"", b"PK\3\4", bytes(100)):
        outcome = road.arrive(data)
        assert (outcome.code, outcome.receipt) == ("packages.bad_layout", None)


def test_an_unknown_school_is_named(road: Road) -> None:
    outcome = road.arrive(road.seal_by_hand(school="S99"))
    assert outcome.code == "bureau.unknown_school"
    assert outcome.error is not None
    assert outcome.error.params["school"] == "S99"


def test_a_signed_package_that_can_not_be_opened_is_answered(road: Road) -> None:
    from schoolguard.packages.container import PACKAGE_MEMBER, Envelope, unwrap, wrap
    from schoolguard.submission.queries import school_keys

    sent = road.seal()
    envelope = unwrap(PACKAGE_MEMBER, road.file(sent).data)
    label = packages.claimed_label(road.file(sent).data).text
    key = road.school.query(school_keys).package_key
    spoiled = bytes(envelope.content[:-1]) + bytes([envelope.content[-1] ^ 1])
    outcome = road.arrive(wrap(PACKAGE_MEMBER, Envelope(spoiled, key.sign(spoiled, label))))
    assert outcome.code == "packages.can_not_open"
    assert road.answer(outcome).verdict is Verdict.REFUSED
    assert road.standings() == ["prepared"]


def test_a_package_for_another_bureau_is_refused(road: Road) -> None:
    other = packages.BureauCard(
        "邻县", 1, SigningKey.generate().public, AgeIdentity.generate().recipient
    )
    keys = road.bureau.query(district.bureau_keys)
    assert other.bureau != keys.card.bureau
    file = packages.write_bureau_card(other, keys.receipt_key)
    with pytest.raises(packages.RefusedError, match="bad_card"):
        packages.read_bureau_card(file)


def test_a_school_is_enrolled_only_with_its_fingerprint_and_a_name(road: Road) -> None:
    file = road.school.query(submission.school_card_file)
    assert file is not None
    road.enrol_school(fingerprint="")  # known already, signed by the trusted root
    card = packages.read_school_card(file)
    stranger = packages.write_school_card(
        packages.SchoolCard(
            school="S77",
            name="某校",
            version=1,
            issued_at=card.issued_at,
            suite=card.suite,
            archive_key=card.archive_key,
            package_keys=card.package_keys,
            root_keys=(SigningKey(bytes(32)).public,),
            threshold=1,
        ),
        [SigningKey(bytes(32))],
    )
    with pytest.raises(UserError, match="wrong_fingerprint"):
        road.at_bureau(lambda unit: district.enrol_school(unit, stranger, "", "孙局员"))
    said = packages.read_school_card(stranger).fingerprint
    with pytest.raises(UserError, match="no_name"):
        road.at_bureau(lambda unit: district.enrol_school(unit, stranger, said, " "))


def test_the_board_counts_late_missing_and_overdue(road: Road, clock: FixedClock) -> None:
    assert road.board().lines[0].standing is DayStanding.MISSING
    sent = road.seal()
    clock.advance(timedelta(days=1))
    road.send(sent)
    assert road.board().lines[0].standing is DayStanding.LATE
    clock.advance(timedelta(days=2))
    line = road.board(DAY + timedelta(3)).lines[0]
    assert (line.standing, line.overdue_days) == (DayStanding.MISSING, 3)
    assert road.board(DAY + timedelta(30)).lines[0].standing is DayStanding.NOT_DUE


def test_a_day_without_school_is_told_from_silence(road: Road) -> None:
    notice = packages.EmptyContents(packages.NoSchoolRow(DAY, "QS01", "青山", "台风停课"))
    sent = road.at_school(lambda unit: submission.seal_contents(unit, DAY, notice))
    road.send(sent)
    board = road.board()
    assert board.lines[0].standing is DayStanding.NO_SCHOOL
    assert board.totals.schools == 0


def test_a_correction_replaces_what_it_corrects(road: Road) -> None:
    road.send(road.seal(fevers=1))
    assert road.board().totals.fevers == 1
    road.send(road.seal(fevers=0))
    board = road.board()
    assert (board.totals.fevers, board.totals.schools, board.totals.pupils) == (0, 1, 100)


def test_keys_are_made_once(road: Road) -> None:
    with pytest.raises(UserError, match="keys_exist"):
        road.at_bureau(lambda unit: district.create_keys(unit, "x"))


def test_files_are_found_below_folders_in_order_of_numbers(road: Road, tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path)) / "stick"
    (folder / "deep").mkdir(parents=True)
    for n, place in enumerate(("deep", ".", "deep")):
        file = road.file(road.seal(n))
        (folder / place / file.name).write_bytes(file.data)
    (folder / "notes.txt").write_text("x")
    found = district.find_packages([folder])
    assert [packages.claimed_label(district.read_package(path)).seq for path in found] == [1, 2, 3]
    with pytest.raises(UserError, match="no_such_file"):
        district.find_packages([folder / "gone"])


def test_everything_the_bureau_does_is_audited(road: Road) -> None:
    road.send(road.seal())
    road.arrive(road.seal_by_hand(app="other"))
    actions = {entry.action for entry in road.bureau.query(audit.search)}
    assert {"bureau.keys_created", "bureau.school_enrolled", "bureau.accepted"} <= actions
    assert "bureau.refused" in actions
    assert road.bureau.query(audit.verify).first_break is None


def test_days_are_the_days_of_the_calendar() -> None:
    from schoolguard.bureau.rules import WEEKDAYS, overdue_days

    friday = date(2026, 9, 4)
    assert overdue_days(friday, DAY, date(2026, 9, 6), WEEKDAYS) == 0
    assert overdue_days(friday, DAY, date(2026, 9, 8), WEEKDAYS) == 2
    assert overdue_days(None, DAY, friday, WEEKDAYS) == 4


def test_a_fork_that_comes_again_gets_the_same_answer_and_can_be_settled(road: Road) -> None:
    road.send(road.seal())
    other = road.seal_by_hand(app="second")
    first, again = road.arrive(other), road.arrive(other)
    assert (first.code, again.code) == ("fork", "fork")
    assert first.receipt == again.receipt
    road.at_bureau(lambda unit: district.settle_forks(unit, "QS01", "孙局员"))
    assert road.board().lines[0].forked == ()
    assert road.arrive(other).code == "fork"
    for who, code in (("", "no_name"), ("孙局员", "nothing_to_confirm")):
        with pytest.raises(UserError, match=code):
            road.at_bureau(lambda unit, who=who: district.settle_forks(unit, "QS01", who))
    assert road.send(road.seal(1)).code == "next"


def test_measures_of_schema_2_stand_on_the_board_and_schema_1_says_nothing(road: Road) -> None:
    road.send(road.seal())
    (line,) = road.board().lines
    assert line.report is not None
    assert line.report.measures is not None
    assert (line.report.measures.isolated, line.report.measures.classes_off) == (1, 1)


def test_a_package_of_schema_1_is_accepted_and_its_measures_are_unknown(road: Road) -> None:
    road.send(road.seal(first_schema=True))
    (line,) = road.board().lines
    assert line.report is not None
    assert line.report.measures is None
