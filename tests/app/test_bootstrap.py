# SPDX-License-Identifier: Apache-2.0
"""Creating, locking and unlocking a school, with real key slots."""

from datetime import timedelta
from pathlib import Path

import pytest

from schoolguard.access.queries import accounts
from schoolguard.access.service import AccountDraft
from schoolguard.access.throttle import Throttle
from schoolguard.access.unlock_file import UNLOCK_FILE
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
    create_school,
    open_school,
)
from schoolguard.app.door import Door
from schoolguard.app.school import School
from schoolguard.crypto.keys import KdfParameters
from schoolguard.kernel.actor import Role
from schoolguard.kernel.clock import FixedClock
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.school_settings import SchoolSettings
from schoolguard.store import audit

NURSE_PASSWORD = "柳树下有两支体温计37"
PRINCIPAL_PASSWORD = "golden-river-lamp"
NEW_PASSWORD = "seven quiet herons"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "校安 school"


@pytest.fixture
def created(folder: Path, settings: SchoolSettings, clock: FixedClock) -> NewSchool:
    setup = SchoolSetup(
        settings,
        (
            FirstAccount(AccountDraft("zhou", "周校医", Role.NURSE), NURSE_PASSWORD),
            FirstAccount(AccountDraft("wu", "吴校长", Role.PRINCIPAL), PRINCIPAL_PASSWORD),
        ),
    )
    return create_school(folder, setup, clock, kdf=KdfParameters())


def opens(folder: Path, login: str, password: str, clock: FixedClock) -> School:
    return open_school(folder, login, password, clock)


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
    assert Door(folder).title == "青山九年一贯制学校"


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
    for _ in range(5):
        with pytest.raises(UserError, match=r"access\.wrong_password"):
            door.open_with_password("zhou", "not this one", clock.now())
    again = Door(folder, uptime=lambda: uptime[0])
    with pytest.raises(UserError, match=r"access\.wait") as caught:
        again.open_with_password("zhou", NURSE_PASSWORD, clock.now())
    assert caught.value.params["seconds"] == 30
    clock.advance(timedelta(days=3650))
    assert again.remaining_seconds("zhou") == 30, "the clock does not shorten the wait"
    assert again.remaining_seconds("wu") == 0
    uptime[0] = 3.0
    assert again.remaining_seconds("zhou") == 27, "after a restart only its own time counts"
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


def test_a_power_cut_during_the_renewal_of_the_key_locks_nobody_out(
    created: NewSchool, folder: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaver = add_account(created.school, AccountDraft("zheng", "郑", Role.TEACHER), NEW_PASSWORD)

    def power_cut(*_: object) -> None:
        raise KeyboardInterrupt

    for step in ("rekey", "finish"):
        name = f"leaver {step}"
        with monkeypatch.context() as patch:
            if step == "rekey":
                patch.setattr(type(created.school.vault), "rekey", power_cut)
            else:
                patch.setattr("schoolguard.app.keyring.finish_renewal", power_cut)
            with pytest.raises(KeyboardInterrupt):
                deactivate(created.school, leaver)
        created.school.close()
        school = opens(folder, "zhou", NURSE_PASSWORD, clock)
        assert Door(folder).logins()[-1].login == "wu", name
        school.close()
        opens(folder, "wu", PRINCIPAL_PASSWORD, clock).close()
        created = NewSchool(opens(folder, "zhou", NURSE_PASSWORD, clock), "")
        if step == "rekey":
            draft = AccountDraft("zheng2", "郑", Role.TEACHER)
            leaver = add_account(created.school, draft, NEW_PASSWORD)
    created.school.close()


def test_a_recovery_code_counts_only_after_it_was_typed_back(
    created: NewSchool, folder: Path, clock: FixedClock
) -> None:
    school = created.school
    assert not Door(folder).has_recovery()
    with pytest.raises(UserError, match=r"access\.mistyped_code"):
        confirm_recovery(school, created.recovery_code, created.recovery_code[:-1])
    other = "-".join(["0000"] * 7)
    with pytest.raises(UserError, match=r"access\.not_that_code"):
        confirm_recovery(school, created.recovery_code, other)
    assert not Door(folder).has_recovery()
    confirm_recovery(school, created.recovery_code, f" {created.recovery_code.lower()} ")
    assert Door(folder).has_recovery()
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
