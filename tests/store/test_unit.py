# SPDX-License-Identifier: Apache-2.0
"""One user action is one transaction: all of it or nothing, whoever else reads or writes."""

import errno
import os
import threading
from datetime import timedelta

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from schoolguard.access.service import AccountDraft, add_account
from schoolguard.access.tables import AccountRow
from schoolguard.app.record import ANCHOR_FILE
from schoolguard.app.school import School
from schoolguard.kernel.actor import Role
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.clock import FixedClock
from schoolguard.kernel.errors import BugError, UserError
from schoolguard.store import Unit, View, audit, record_correction, vault
from schoolguard.store.anchor import read_anchor
from schoolguard.store.corrections import corrections_of


def entries(view: View) -> int:
    return audit.head(view)[0]


def test_a_refused_action_leaves_nothing_behind(school: School) -> None:
    before = school.query(entries)

    def half(unit: Unit) -> None:
        add_account(unit, AccountDraft("liu", "刘", Role.TEACHER))
        raise UserError("test.refused")

    with pytest.raises(UserError, match=r"test\.refused"):
        school.change(half)
    assert school.query(entries) == before
    school.change(lambda unit: add_account(unit, AccountDraft("liu", "刘", Role.TEACHER)))


def test_a_change_says_what_it_returned_and_which_rooms_it_touched(school: School) -> None:
    number, changes = school.change(
        lambda unit: add_account(unit, AccountDraft("liu", "刘", Role.TEACHER))
    )
    assert number == 1
    assert changes is Changes.ACCESS


def test_orm_and_core_share_the_transaction(school: School, clock: FixedClock) -> None:
    def write(unit: Unit) -> int:
        row = AccountRow(login="x", name="丁", role=Role.NURSE, created_at=unit.now)
        unit.session.add(row)
        unit.flush()
        return unit.connection.execute(select(AccountRow.id)).scalar_one()

    number, _ = school.change(write)
    kept = school.query(lambda view: view.connection.execute(select(AccountRow.created_at)).one())
    assert number == 1
    assert kept[0] == clock.now()


def test_what_the_orm_still_holds_is_written_before_the_commit(school: School) -> None:
    with school.writing() as unit:
        unit.session.add(AccountRow(login="x", name="丁", role=Role.NURSE, created_at=unit.now))
    assert len(school.query(lambda view: view.connection.execute(select(AccountRow.id)).all())) == 1


def test_a_reader_sees_one_state_while_a_writer_commits(school: School) -> None:
    with school.reading() as view:
        before = entries(view)
        school.change(lambda unit: unit.audit("test.done"))
        assert entries(view) == before
    assert school.query(entries) == before + 1


def test_a_unit_inside_a_unit_is_a_bug_and_harms_nothing(school: School) -> None:
    with school.writing() as unit:
        unit.audit("test.outer")
        with pytest.raises(BugError):
            school.change(lambda inner: inner.audit("test.inner"))
    with school.reading() as view:
        assert len(audit.search(view, "test.")) == 1


def test_writers_of_many_threads_wait_for_each_other(school: School) -> None:
    failures: list[BaseException] = []

    def write() -> None:
        try:
            for _ in range(10):
                school.change(lambda unit: unit.audit("test.thread"))
                school.query(entries)
        except BaseException as error:  # noqa: BLE001 - reported below
            failures.append(error)

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    with school.reading() as view:
        check = audit.verify(view)
        assert check.first_break is None
        assert check.count == 81


def test_an_error_of_the_driver_does_not_quote_what_was_entered(school: School) -> None:
    row = {"login": "secret-name", "name": None, "role": Role.NURSE}
    with pytest.raises(IntegrityError, match="NOT NULL") as caught, school.writing() as unit:
        unit.connection.execute(insert(AccountRow).values(**row))
    assert "secret-name" not in str(caught.value)


def test_now_stands_still_inside_a_transaction(school: School, clock: FixedClock) -> None:
    with school.writing() as unit:
        began = unit.now
        clock.advance(timedelta(hours=1))
        assert unit.now == began
        assert unit.today.isoformat() == "2026-09-01"


def test_a_correction_keeps_the_old_value_and_audits_its_number_only(school: School) -> None:
    with school.writing() as unit:
        number = record_correction(unit, "person:7", "decicelsius", "365", "385", "看错了")
    with school.reading() as view:
        (kept,) = corrections_of(view, "person:7")
        assert (kept.id, kept.old, kept.new, kept.reason) == (number, "365", "385", "看错了")
        (entry,) = audit.search(view, "corrected")
        assert entry.facts == {"correction": number, "field": "decicelsius"}
        assert "385" not in str(entry.facts)


@pytest.mark.parametrize("text", ["UPDATE corrections SET old = 'x'", "DELETE FROM corrections"])
def test_a_correction_can_not_be_changed_or_removed(school: School, text: str) -> None:
    school.change(lambda unit: record_correction(unit, "person:7", "name", "a", "b", "c"))
    with pytest.raises(Exception, match="corrections are kept"), school.writing() as unit:
        unit.connection.exec_driver_sql(text)


def test_the_log_is_searched_by_text_and_day_newest_first(
    school: School, clock: FixedClock
) -> None:
    school.change(lambda unit: unit.audit("checks.hand_in", "class:3", readings=41))
    clock.advance(timedelta(days=1))
    school.change(lambda unit: unit.audit("checks.hand_in", "class:4"))
    today = clock.now().date()
    with school.reading() as view:
        found = audit.search(view, "hand_in")
        assert [entry.subject for entry in found] == ["class:4", "class:3"]
        assert found[1].facts == {"readings": 41}
        assert [one.subject for one in audit.search(view, "hand_in", today)] == ["class:4"]
        before = today - timedelta(days=1)
        assert [one.subject for one in audit.search(view, "hand_in", None, before)] == ["class:3"]
        assert len(audit.search(view, limit=2)) == 2
        assert audit.search(view, "100%_") == ()


def test_a_full_disk_is_said_and_nothing_half_is_kept(school: School) -> None:
    before = school.query(entries)
    with school.writing() as unit:
        pages = unit.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        unit.connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")

    def grow(unit: Unit) -> None:
        unit.audit("test.small")
        for number in range(100):
            record_correction(unit, f"person:{number}", "note", "", "x" * 1000, "")

    with pytest.raises(UserError, match=r"store\.disk_full"):
        school.change(grow)
    assert school.query(entries) == before
    school.change(lambda unit: unit.audit("test.room_was_made"))
    assert school.query(entries) == before + 1


def test_a_writer_of_another_program_is_waited_for_or_named(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault, "_BUSY_SECONDS", 0.05)
    other = vault.Vault(school.vault.path, school.vault.key)
    with (
        school.writing(),
        pytest.raises(UserError, match=r"store\.busy"),
        other.write(),
    ):
        pass
    with other.write() as connection:
        connection.exec_driver_sql("UPDATE settings SET value = value")
    other.close()


def test_a_folder_that_may_not_be_written_is_named(school: School) -> None:
    def write(unit: Unit) -> None:
        unit.connection.exec_driver_sql("PRAGMA query_only=ON")
        unit.audit("test.done")

    with pytest.raises(UserError, match=r"store\.read_only"):
        school.change(write)


def test_an_anchor_that_can_not_be_written_does_not_undo_what_was_saved(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    before = school.query(entries)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuses)
        school.change(lambda unit: unit.audit("test.done"))
    assert school.query(entries) == before + 1
    assert list(school.folder.glob("*.part")) == []
    remembered = read_anchor(school.folder / ANCHOR_FILE)
    assert remembered is not None
    assert remembered.seq == before
    school.change(lambda unit: unit.audit("test.room"))
    remembered = read_anchor(school.folder / ANCHOR_FILE)
    assert remembered is not None
    assert remembered.seq == before + 2
