# SPDX-License-Identifier: Apache-2.0
"""Who may do what; passwords, PINs, waiting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolguard.access import ACTIONS, Action, allowed, require
from schoolguard.access.rules import require_good_password, require_good_pin, wait_after
from schoolguard.app.passwords import common_passwords
from schoolguard.kernel.actor import SYSTEM_ACTOR, Actor, Role
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import AccountId, ClassId

OWN, FOREIGN = ClassId(3), ClassId(4)
HEALTH_ENTRY = {Action.RECORD_CHECKS, Action.CORRECT_CHECKS, Action.FOLLOW_ABSENCE}


def someone(role: Role) -> Actor:
    classes = frozenset({OWN}) if role is Role.TEACHER else frozenset()
    return Actor(AccountId(1), "某人", role, classes)


def test_every_action_belongs_to_somebody() -> None:
    assert frozenset().union(*ACTIONS.values()) == set(Action)


def test_only_the_principal_signs() -> None:
    assert [role for role in Role if allowed(someone(role), Action.SIGN_REPORT)] == [Role.PRINCIPAL]


def test_an_administrator_enters_and_sees_no_health_data() -> None:
    administrator = someone(Role.ADMINISTRATOR)
    hidden = HEALTH_ENTRY | {Action.VIEW_CHECKS, Action.VIEW_ABSENCE, Action.VIEW_FAMILY}
    assert not any(allowed(administrator, action) for action in hidden)


@pytest.mark.parametrize("action", sorted(ACTIONS[Role.TEACHER]))
def test_a_teacher_reaches_own_classes_only(action: Action) -> None:
    teacher = someone(Role.TEACHER)
    assert allowed(teacher, action, OWN)
    assert not allowed(teacher, action, FOREIGN)
    with pytest.raises(UserError, match=r"access\.not_your_class"):
        require(teacher, action, FOREIGN)


def test_a_refusal_names_role_and_action() -> None:
    with pytest.raises(UserError, match=r"access\.not_allowed") as caught:
        require(someone(Role.TEACHER), Action.SIGN_REPORT)
    assert caught.value.params == {"role": "teacher", "action": "sign_report"}


def test_the_program_itself_may_do_everything() -> None:
    for action in Action:
        require(SYSTEM_ACTOR, action, OWN)


@given(st.integers(min_value=0, max_value=100_000))
def test_waiting_never_gets_shorter_and_ends_at_a_quarter_of_an_hour(failures: int) -> None:
    assert wait_after(failures) <= wait_after(failures + 1) <= 15 * 60


def test_five_tries_are_free_then_thirty_seconds_doubling() -> None:
    assert [wait_after(count) for count in range(4, 12)] == [0, 30, 60, 120, 240, 480, 900, 900]


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short", "access.password_too_short"),
        ("九个字的密码不够的", "access.password_too_short"),
        ("aaaaaaaaaaaa", "access.password_too_simple"),
        ("abababababab", "access.password_too_simple"),
        ("abcdefghijkl", "access.password_too_simple"),
        ("98765432109", "access.password_too_simple"),
        ("13800138000", "access.password_too_simple"),
        ("my-ZhouNurse-1", "access.password_has_login"),
        ("Password2026!", "access.password_common"),
        ("qwertyuiop", "access.password_common"),
        ("ＱＷＥＲＴＹＵＩＯＰ", "access.password_common"),
        ("woaini5201314", "access.password_common"),
        ("administrator1", "access.password_common"),
    ],
)
def test_a_password_that_is_tried_first_is_refused(password: str, code: str) -> None:
    with pytest.raises(UserError) as caught:
        require_good_password(password, "zhounurse", common_passwords())
    assert caught.value.code == code


@pytest.mark.parametrize(
    "password", ["seven quiet herons", "柳树下有两支体温计37", "zhou likes tea"]
)
def test_a_phrase_is_accepted(password: str) -> None:
    require_good_password(password, "zho", common_passwords())


@pytest.mark.parametrize("pin", ["123", "1111", "1234", "9876", "abcd", "１２７９", "", "12 90"])
def test_a_pin_that_is_tried_first_is_refused(pin: str) -> None:
    with pytest.raises(UserError, match=r"access\.bad_pin"):
        require_good_pin(pin)


def test_four_mixed_digits_are_a_pin() -> None:
    require_good_pin("2580")
