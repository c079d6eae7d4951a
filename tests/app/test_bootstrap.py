# SPDX-License-Identifier: Apache-2.0
"""Creating, locking and unlocking a school, with real key slots."""

import dataclasses
import json
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from schoolguard.access.queries import accounts
from schoolguard.access.service import AccountDraft
from schoolguard.access.throttle import Throttle
from schoolguard.access.unlock_file import COPY_FILE, UNLOCK_FILE, read_slots
from schoolguard.app.accounts import (
    ScreenLock,
    add_account,
    change_password,
    confirm_recovery,
    deactivate,
    recover_school,
    reset_password,
    set_pin,
)
from schoolguard.app.bootstrap import (
    STORE_FILE,
    FirstAccount,
    NewSchool,
    SchoolSetup,
    create_bureau,
    create_school,
    open_bureau,
    open_school,
)
from schoolguard.app.door import Door
from schoolguard.app.school import School
from schoolguard.app.settings import change_settings
from schoolguard.app.store_check import check_store
from schoolguard.crypto.key_slots import SlotKind
from schoolguard.crypto.keys import KdfParameters
from schoolguard.kernel.actor import Role
from schoolguard.kernel.clock import SCHOOL_TIME, FixedClock
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.school_settings import SchoolSettings
from schoolguard.store import audit

NURSE_PASSWORD = "柳树下有两支体温计37"
PRINCIPAL_PASSWORD = "golden-river-lamp"
NEW_PASSWORD = "seven quiet herons"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "校安 school"


def setup_of(settings: SchoolSettings) -> SchoolSetup:
    return SchoolSetup(
        settings,
        (
            FirstAccount(AccountDraft("zhou", "周校医", Role.NURSE), NURSE_PASSWORD),
            FirstAccount(AccountDraft("wu", "吴校长", Role.PRINCIPAL), PRINCIPAL_PASSWORD),
        ),
    )


@pytest.fixture
def created(folder: Path, settings: SchoolSettings, clock: FixedClock) -> NewSchool:
    return create_school(folder, setup_of(settings), clock, kdf=KdfParameters())


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed school to copy, since hashing passwords takes its time."""
    folder = tmp_path_factory.mktemp("template") / "school"
    setup = setup_of(SchoolSettings(name="模板学校", code="MB01"))
    clock = FixedClock(datetime(2026, 9, 1, 8, 0, tzinfo=SCHOOL_TIME))
    create_school(folder, setup, clock, kdf=KdfParameters()).school.close()
    return folder


def opens(folder: Path, login: str, password: str, clock: FixedClock) -> School:
    return open_school(folder, login, password, clock)


def kinds(folder: Path) -> set[SlotKind]:
    return {slot.owner.kind for slot in read_slots(folder).slots}


def refused(folder: Path, login: str, password: str, clock: FixedClock) -> str:
    with pytest.raises(UserError) as caught:
        open_school(folder, login, password, clock)
    return caught.value.code


def test_whoever_was_set_up_can_unlock_and_acts_in_their_own_name(
    created: NewSchool, folder: Path, clock: FixedClock
) -> None:
    created.school.close()
    school = opens(folder, "WU", PRINCIPAL_PASSWORD, clock)
    assert school.actor.role is Role.PRINCIPAL
    assert school.actor.name == "吴校长"
    assert school.behind is None
    school.close()
    assert [login.login for login in Door(folder).logins()] == ["zhou", "wu"]
    assert read_slots(folder).title == "青山九年一贯制学校"


def test_a_full_width_password_is_the_same_password(
    created: NewSchool, folder: Path, clock: FixedClock
) -> None:
    created.school.close()
    opens(folder, "zhou", "柳树下有两支体温计３７", clock).close()


def test_a_folder_that_is_not_empty_is_refused(
    folder: Path, settings: SchoolSettings, clock: FixedClock
) -> None:
    folder.mkdir()
    (folder / "notes.txt").write_text("x", encoding="utf-8")
    setup = SchoolSetup(
        settings, (FirstAccount(AccountDraft("zhou", "周", Role.NURSE), NURSE_PASSWORD),)
    )
    with pytest.raises(UserError, match=r"app\.folder_not_empty"):
        create_school(folder, setup, clock)


def test_the_sixth_wrong_password_waits_also_after_a_restart(
    created: NewSchool, folder: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    created.school.close()
    uptime = [1000.0]
    door = Door(folder, uptime=lambda: uptime[0])
    for left in (4, 3, 2, 1):
        with pytest.raises(UserError, match=r"access\.wrong_password") as wrong:
            door.open_with_password("zhou", "not this one", clock.now())
        assert wrong.value.params["left"] == left
    with pytest.raises(UserError, match=r"access\.wait") as last:
        door.open_with_password("zhou", "not this one", clock.now())
    assert last.value.params["seconds"] == 30, "the fifth names the wait, not that 0 tries are left"
    again = Door(folder, uptime=lambda: uptime[0])
    with pytest.raises(UserError, match=r"access\.wait") as caught:
        again.open_with_password("zhou", NURSE_PASSWORD, clock.now())
    assert caught.value.params["seconds"] == 30
    clock.advance(timedelta(days=3650))
    assert again.throttle.remaining_seconds(1) == 30, "the clock does not shorten the wait"
    assert again.throttle.remaining_seconds(2) == 0
    uptime[0] = 3.0
    assert again.throttle.remaining_seconds(1) == 27, "after a restart only its own time counts"
    uptime[0] = 31.0
    school = open_school(folder, "zhou", NURSE_PASSWORD, clock, door=again)
    with school.reading() as view:
        assert len(audit.search(view, "unlock_failed")) == 5
    assert Throttle(folder).failures() == ()
    school.close()


def test_a_changed_password_opens_and_the_old_one_does_not(
    created: NewSchool, folder: Path, clock: FixedClock
) -> None:
    size = (folder / STORE_FILE).stat().st_size
    change_password(created.school, NURSE_PASSWORD, NEW_PASSWORD)
    created.school.close()
    assert refused(folder, "zhou", NURSE_PASSWORD, clock) == "access.wrong_password"
    opens(folder, "zhou", NEW_PASSWORD, clock).close()
    assert (folder / STORE_FILE).stat().st_size >= size


def test_a_person_who_left_cannot_open_even_with_a_kept_copy_of_the_slots(
    created: NewSchool, folder: Path, clock: FixedClock
) -> None:
    school = created.school
    confirm_recovery(school, created.recovery_code, created.recovery_code.lower())
    leaver = add_account(school, AccountDraft("zheng", "郑老师", Role.TEACHER), NEW_PASSWORD)
    kept = (folder / UNLOCK_FILE).read_bytes()
    old_key = school.vault.key
    deactivate(school, leaver)
    assert school.vault.key != old_key
    school.close()
    assert refused(folder, "zheng", NEW_PASSWORD, clock) == "access.unknown_login"
    opens(folder, "wu", PRINCIPAL_PASSWORD, clock).close()
    now = (folder / UNLOCK_FILE).read_bytes()
    (folder / UNLOCK_FILE).write_bytes(kept)
    assert refused(folder, "zheng", NEW_PASSWORD, clock) == "store.unreadable"
    (folder / UNLOCK_FILE).write_bytes(now)
    recovered = recover_school(folder, created.recovery_code, "zhou", NEW_PASSWORD, clock)
    assert recovered.actor.role is Role.NURSE
    recovered.close()


@pytest.mark.parametrize(
    "moment",
    ["accounts.take_slot", "keyring.begin_renewal", "record.Vault.rekey", "keyring.finish_renewal"],
)
def test_a_power_cut_while_somebody_leaves_locks_nobody_out(
    created: NewSchool,
    folder: Path,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    moment: str,
) -> None:
    leaver = add_account(created.school, AccountDraft("zheng", "郑", Role.TEACHER), NEW_PASSWORD)

    def power_cut(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(f"schoolguard.app.{moment}", power_cut)
    with pytest.raises(KeyboardInterrupt):
        deactivate(created.school, leaver)
    created.school.close()
    monkeypatch.undo()
    kept = (folder / UNLOCK_FILE).read_bytes()
    opens(folder, "zhou", NURSE_PASSWORD, clock).close()
    assert [login.login for login in Door(folder).logins()] == ["zhou", "wu"]
    opens(folder, "wu", PRINCIPAL_PASSWORD, clock).close()
    (folder / UNLOCK_FILE).write_bytes(kept)
    assert refused(folder, "zheng", NEW_PASSWORD, clock) in {
        "access.unknown_login",
        "store.unreadable",
    }


def test_a_recovery_code_counts_only_after_it_was_typed_back(
    created: NewSchool, folder: Path, clock: FixedClock
) -> None:
    school = created.school
    assert SlotKind.RECOVERY not in kinds(folder)
    with pytest.raises(UserError, match=r"access\.mistyped_code"):
        confirm_recovery(school, created.recovery_code, created.recovery_code[:-1])
    other = "-".join(["0000"] * 7)
    with pytest.raises(UserError, match=r"access\.not_that_code"):
        confirm_recovery(school, created.recovery_code, other)
    assert SlotKind.RECOVERY not in kinds(folder)
    confirm_recovery(school, created.recovery_code, f" {created.recovery_code.lower()} ")
    assert SlotKind.RECOVERY in kinds(folder)
    school.close()


def test_a_reset_by_the_principal_gives_a_new_password(
    created: NewSchool, folder: Path, clock: FixedClock
) -> None:
    created.school.close()
    school = opens(folder, "wu", PRINCIPAL_PASSWORD, clock)
    nurse = school.query(accounts)[0]
    reset_password(school, nurse.id, NEW_PASSWORD)
    with school.reading() as view:
        (entry,) = audit.search(view, "password_set")
        assert entry.facts == {"how": "reset"}
    school.close()
    opens(folder, "zhou", NEW_PASSWORD, clock).close()


def test_the_pin_opens_a_running_session_and_is_no_slot(created: NewSchool, folder: Path) -> None:
    school = created.school
    slots = (folder / UNLOCK_FILE).read_bytes()
    set_pin(school, "2580")
    assert (folder / UNLOCK_FILE).read_bytes() == slots
    lock = ScreenLock(school)
    lock.open_with_pin("2580")
    for left in (4, 3, 2, 1, 0):
        with pytest.raises(UserError, match=r"access\.wrong_pin") as caught:
            lock.open_with_pin("9999")
        assert caught.value.params["left"] == left
    with pytest.raises(UserError, match=r"access\.pin_blocked"):
        lock.open_with_pin("2580")
    lock.open_with_password(NURSE_PASSWORD)
    lock.open_with_pin("2580")
    school.close()


@pytest.mark.parametrize("spoilt", [b"", b"\x00" * 900, b'{"type": "schoolguard.unlock"}', None])
def test_a_spoilt_unlock_file_is_replaced_by_its_copy(
    template: Path, folder: Path, clock: FixedClock, spoilt: bytes | None
) -> None:
    shutil.copytree(template, folder)
    if spoilt is None:
        (folder / UNLOCK_FILE).unlink()
    else:
        (folder / UNLOCK_FILE).write_bytes(spoilt)
    opens(folder, "zhou", NURSE_PASSWORD, clock).close()


def test_nobody_leaves_while_another_program_has_the_record_open(
    created: NewSchool, folder: Path, clock: FixedClock
) -> None:
    school = created.school
    leaver = add_account(school, AccountDraft("zheng", "郑", Role.TEACHER), NEW_PASSWORD)
    other = opens(folder, "wu", PRINCIPAL_PASSWORD, clock)
    with other.reading() as view:
        audit.head(view)
        with pytest.raises(UserError, match=r"store\.busy"):
            deactivate(school, leaver)
    assert all(one.is_active for one in school.query(accounts))
    other.close()
    deactivate(school, leaver)
    school.close()


def test_the_unlock_window_follows_a_new_name(
    created: NewSchool, folder: Path, settings: SchoolSettings, clock: FixedClock
) -> None:
    renamed = dataclasses.replace(settings, name="青山实验学校")
    created.school.change(lambda unit: change_settings(unit, renamed, "更名"))
    created.school.close()
    opens(folder, "zhou", NURSE_PASSWORD, clock).close()
    assert read_slots(folder).title == "青山实验学校"


def edited(folder: Path, edit: Callable[[dict[str, Any]], None]) -> None:
    raw = json.loads((folder / UNLOCK_FILE).read_bytes())
    edit(raw)
    (folder / COPY_FILE).unlink()
    (folder / UNLOCK_FILE).write_text(json.dumps(raw), encoding="utf-8")


def swap_secrets(raw: dict[str, Any]) -> None:
    first, second = raw["slots"]
    for name in ("salt", "public", "private", "sealed"):
        first[name], second[name] = second[name], first[name]


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (swap_secrets, "access.wrong_password"),
        (lambda raw: raw["slots"][0].update(role="principal"), "access.wrong_password"),
        (lambda raw: raw["slots"][0].update(account=2), "access.wrong_password"),
        (lambda raw: raw.update(school="OTHER1"), "access.wrong_password"),
        (lambda raw: raw.update(vault="00" * 16), "access.wrong_password"),
        (lambda raw: raw["slots"][0]["kdf"].update(passes=4), "access.wrong_password"),
        (lambda raw: raw.update(title="别的学校"), "access.slots_tampered"),
        (lambda raw: raw["slots"].pop(), "access.slots_tampered"),
        (lambda raw: raw.update(mac="00" * 32), "access.slots_tampered"),
        (lambda raw: raw["slots"][0]["kdf"].update(passes=2), "access.weak_unlock_file"),
        (lambda raw: raw["slots"][0]["kdf"].update(memory_kib=1024), "access.weak_unlock_file"),
        (lambda raw: raw["slots"][0]["kdf"].update(passes=21), "access.weak_unlock_file"),
        (lambda raw: raw["slots"][0]["kdf"].update(memory_kib=2**21), "access.weak_unlock_file"),
        (lambda raw: raw["slots"][0]["kdf"].update(lanes=10**6), "access.weak_unlock_file"),
        (lambda raw: raw["slots"][0]["kdf"].update(name="pbkdf2"), "access.bad_unlock_file"),
        (lambda raw: raw.update(v=2), "access.bad_unlock_file"),
        (lambda raw: raw.pop("slots"), "access.bad_unlock_file"),
    ],
)
def test_an_altered_unlock_file_is_refused(
    template: Path,
    folder: Path,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    edit: Callable[[dict[str, Any]], None],
    code: str,
) -> None:
    shutil.copytree(template, folder)
    edited(folder, edit)
    if code == "access.weak_unlock_file":
        monkeypatch.setattr("schoolguard.crypto.keys.Argon2id", None)
    assert refused(folder, "zhou", NURSE_PASSWORD, clock) == code


def test_a_bureau_opens_with_its_password(tmp_path: Path, clock: FixedClock) -> None:
    folder = tmp_path / "bureau"
    created = create_bureau(folder, "青山县教育局", NEW_PASSWORD, clock, kdf=KdfParameters())
    created.change(lambda unit: unit.audit("test.done"))
    created.close()
    bureau = open_bureau(folder, NEW_PASSWORD, clock)
    assert bureau.name == "青山县教育局"
    assert check_store(bureau).is_sound
    bureau.close()
    with pytest.raises(UserError, match=r"access\.wrong_password"):
        open_bureau(folder, "not the password", clock)
