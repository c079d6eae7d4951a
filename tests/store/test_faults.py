# SPDX-License-Identifier: Apache-2.0
"""What a damaged, truncated, rebuilt or restored record looks like at the next check."""

import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from schoolguard.app.bootstrap import STORE_FILE, found_school, open_with_key
from schoolguard.app.record import ANCHOR_FILE
from schoolguard.app.school import School
from schoolguard.app.settings import change_settings
from schoolguard.app.store_check import StoreCheck, accept_older_copy, check_store
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.clock import FixedClock
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import AccountId
from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.kernel.school_settings import SchoolSettings
from schoolguard.store import audit, chain, identity

KEY = bytes(range(32))
NURSE = Actor(AccountId(1), "周校医", Role.NURSE)


@pytest.fixture
def folder(school: School) -> Path:
    """A closed school with thirty audit entries."""
    for number in range(29):
        school.change(lambda unit, number=number: unit.audit("test.done", f"class:{number}"))
    school.close()
    return school.folder


@pytest.fixture
def check(clock: FixedClock) -> Callable[[Path], StoreCheck]:
    def opened(folder: Path) -> StoreCheck:
        school = open_with_key(folder, KEY, NURSE, clock)
        try:
            return check_store(school)
        finally:
            school.close()

    return opened


def driver(folder: Path) -> dbapi2.Connection:
    connection = dbapi2.connect(folder / STORE_FILE, isolation_level=None)
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(f"PRAGMA key=\"x'{KEY.hex()}'\"")
    return connection


def test_an_untouched_record_is_sound(folder: Path, check: Callable[[Path], StoreCheck]) -> None:
    found = check(folder)
    assert found.is_sound
    assert found.entries == 30


def test_every_flipped_bit_is_found(folder: Path, check: Callable[[Path], StoreCheck]) -> None:
    path = folder / STORE_FILE
    whole = path.read_bytes()
    chance = random.Random(20260901)
    for _ in range(60):
        at = chance.randrange(len(whole))
        spoilt = bytearray(whole)
        spoilt[at] ^= 1 << chance.randrange(8)
        path.write_bytes(spoilt)
        assert not sound(check, folder), f"bit flip at byte {at} went unnoticed"
    path.write_bytes(whole)
    assert check(folder).is_sound


def test_a_deleted_write_ahead_log_is_noticed(
    school: School, clock: FixedClock, check: Callable[[Path], StoreCheck], tmp_path: Path
) -> None:
    school.change(lambda unit: unit.audit("test.folded"))
    school.vault.checkpoint()
    school.change(lambda unit: unit.audit("test.only_in_the_log"))
    copy = tmp_path / "pulled"
    copy.mkdir()
    for name in (STORE_FILE, ANCHOR_FILE):
        (copy / name).write_bytes((school.folder / name).read_bytes())
    again = open_with_key(copy, KEY, NURSE, clock)
    assert again.behind is not None
    assert again.behind.seq == 3
    assert not check_store(again).is_sound
    again.change(lambda unit: unit.audit("test.went_on"))
    again.close()
    assert not check(copy).is_sound, "going on does not hide it"
    again = open_with_key(copy, KEY, NURSE, clock)
    old_epoch = again.query(identity.epoch)
    accept_older_copy(again)
    assert again.query(identity.epoch) != old_epoch
    again.close()
    assert check(copy).is_sound


def test_unaudited_entries_that_vanish_with_the_log_are_noticed(
    school: School, clock: FixedClock, tmp_path: Path
) -> None:
    school.vault.checkpoint()
    with school.writing() as unit:
        unit.connection.exec_driver_sql("UPDATE settings SET value = value")
    copy = tmp_path / "pulled"
    copy.mkdir()
    for name in (STORE_FILE, ANCHOR_FILE):
        (copy / name).write_bytes((school.folder / name).read_bytes())
    again = open_with_key(copy, KEY, NURSE, clock)
    assert again.behind is not None
    again.close()


def test_a_restored_older_file_is_noticed(
    folder: Path, clock: FixedClock, check: Callable[[Path], StoreCheck]
) -> None:
    kept = (folder / STORE_FILE).read_bytes()
    school = open_with_key(folder, KEY, NURSE, clock)
    school.change(lambda unit: unit.audit("test.later"))
    school.close()
    (folder / STORE_FILE).write_bytes(kept)
    found = check(folder)
    assert found.first_break is None, "the chain of an old copy is whole"
    assert found.behind is not None


@pytest.mark.parametrize(
    ("statement", "seq", "reason"),
    [
        ("UPDATE audit_log SET subject = 'class:99' WHERE seq = 7", 7, "content"),
        ("UPDATE audit_log SET at = at + 1 WHERE seq = 1", 1, "content"),
        ("UPDATE audit_log SET hash = zeroblob(32) WHERE seq = 7", 7, "content"),
        ("UPDATE audit_log SET prev = zeroblob(32) WHERE seq = 7", 7, "link"),
        ("DELETE FROM audit_log WHERE seq = 12", 12, "gap"),
        (
            "UPDATE audit_log SET seq = CASE seq WHEN 5 THEN -6 ELSE -5 END WHERE seq IN (5, 6)",
            5,
            "gap",
        ),
    ],
)
def test_an_edit_behind_the_back_of_the_triggers_is_located(
    folder: Path,
    check: Callable[[Path], StoreCheck],
    statement: str,
    seq: int,
    reason: str,
) -> None:
    connection = driver(folder)
    connection.execute("DROP TRIGGER audit_log_no_update")
    connection.execute("DROP TRIGGER audit_log_no_delete")
    connection.execute(statement)
    connection.execute("UPDATE audit_log SET seq = -seq WHERE seq < 0")
    connection.close()
    found = check(folder)
    assert found.first_break is not None
    if "CASE" in statement:
        assert found.first_break.seq == 5
    else:
        assert (found.first_break.seq, found.first_break.reason) == (seq, reason)


def test_a_log_that_was_cut_short_is_found_by_the_anchor(
    folder: Path, check: Callable[[Path], StoreCheck]
) -> None:
    connection = driver(folder)
    connection.execute("DROP TRIGGER audit_log_no_delete")
    connection.execute("DELETE FROM audit_log WHERE seq > 25")
    connection.close()
    found = check(folder)
    assert found.first_break is None
    assert found.behind is not None
    assert found.behind.seq == 30


def test_a_log_that_was_rebuilt_whole_is_found_by_the_anchor(
    folder: Path, check: Callable[[Path], StoreCheck]
) -> None:
    connection = driver(folder)
    rows = connection.execute(
        "SELECT seq, at, account_id, action, subject, facts FROM audit_log"
    ).fetchall()
    connection.execute("DROP TRIGGER audit_log_no_update")
    prev = chain.NO_HASH
    for seq, at, account, action, subject, facts in rows:
        honest = chain.entry_hash(seq, at, account, action, subject.replace("7", "8"), facts, prev)
        connection.execute(
            "UPDATE audit_log SET subject = ?, prev = ?, hash = ? WHERE seq = ?",
            (subject.replace("7", "8"), prev, honest, seq),
        )
        prev = honest
    connection.close()
    found = check(folder)
    assert found.first_break is None, "the forger did it well"
    assert found.behind is not None


def test_nothing_that_was_entered_stands_on_disk_in_clear(
    school: School, settings: SchoolSettings
) -> None:
    canaries = [f"canary{number:03}金丝雀" for number in range(50)]
    for canary in canaries:
        school.change(
            lambda unit, canary=canary: change_settings(
                unit, SchoolSettings(**{**_fields(settings), "liaison": canary}), canary
            )
        )
    files = [path for path in school.folder.iterdir() if path.is_file()]
    assert any(path.name.endswith("-wal") for path in files), "look into the open log too"
    for path in files:
        data = path.read_bytes()
        assert b"canary" not in data, path.name
        assert "金丝雀".encode() not in data, path.name


def test_what_was_acknowledged_survives_kill(
    tmp_path: Path, settings: SchoolSettings, clock: FixedClock
) -> None:
    folder = tmp_path / "school"
    found_school(folder, KEY, settings, SchoolCalendar(), clock).close()
    script = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from schoolguard.app.bootstrap import open_with_key
        from schoolguard.kernel.actor import SYSTEM_ACTOR
        from schoolguard.kernel.clock import SystemClock
        school = open_with_key(Path(sys.argv[1]), bytes(range(32)), SYSTEM_ACTOR, SystemClock())
        number = 0
        while True:
            number += 1
            school.change(lambda unit: unit.audit("test.saved", str(number)))
            print(number, flush=True)
        """
    )
    acknowledged = 0
    for pause in (0.05, 0.17):
        child = subprocess.Popen(
            [sys.executable, "-c", script, folder], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(pause)
        os.kill(child.pid, signal.SIGKILL)
        rest = child.stdout.read().split()
        child.stdout.close()
        child.wait()
        acknowledged += max([1, *map(int, rest)])
        school = open_with_key(folder, KEY, NURSE, clock)
        assert school.behind is None
        count, _ = school.query(audit.head)
        assert count >= acknowledged + 1
        acknowledged = count - 1
        assert check_store(school).is_sound
        school.close()


def sound(check: Callable[[Path], StoreCheck], folder: Path) -> bool:
    try:
        return check(folder).is_sound
    except UserError:
        return False


def _fields(settings: SchoolSettings) -> dict[str, object]:
    return {name: getattr(settings, name) for name in settings.__slots__}
