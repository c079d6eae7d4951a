# SPDX-License-Identifier: Apache-2.0
"""Accounts inside the record."""

from collections.abc import Callable

import pytest

from schoolguard.access.queries import account, accounts
from schoolguard.access.service import AccountDraft, add_account, deactivate, note_password
from schoolguard.app.school import School
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import AccountId
from schoolguard.store import audit

Acting = Callable[..., Actor]


def added(school: School, login: str, role: Role) -> AccountId:
    number, _ = school.change(lambda unit: add_account(unit, AccountDraft(login, login, role)))
    return number


def refusal(school: School, act: Callable[..., object]) -> str:
    with pytest.raises(UserError) as caught:
        school.change(act)
    return caught.value.code


def test_an_account_is_kept_with_its_role(school: School) -> None:
    number = added(school, "zheng", Role.TEACHER)
    kept = school.query(lambda view: account(view, number))
    assert (kept.login, kept.role, kept.is_active, kept.has_pin) == (
        "zheng",
        Role.TEACHER,
        True,
        False,
    )
    with school.reading() as view:
        (entry,) = audit.search(view, "account_added")
        assert entry.subject == f"account:{number}"
        assert "zheng" not in str(entry.facts)


@pytest.mark.parametrize("login", ["", "  ", "x" * 33])
def test_a_login_is_short_and_not_empty(school: School, login: str) -> None:
    draft = AccountDraft(login, "郑", Role.TEACHER)
    assert refusal(school, lambda unit: add_account(unit, draft)) == "access.bad_login"


def test_a_login_is_taken_once_whatever_the_case(school: School) -> None:
    added(school, "zheng", Role.TEACHER)
    draft = AccountDraft("ZHENG", "郑", Role.TEACHER)
    assert refusal(school, lambda unit: add_account(unit, draft)) == "access.login_taken"


def test_a_teacher_manages_nobody(school: School, acting_as: Acting) -> None:
    number = added(school, "zheng", Role.TEACHER)
    acting_as(Role.TEACHER)
    assert refusal(school, lambda unit: deactivate(unit, number)) == "access.not_allowed"
    draft = AccountDraft("x", "x", Role.NURSE)
    assert refusal(school, lambda unit: add_account(unit, draft)) == "access.not_allowed"
    other = AccountId(99)
    assert refusal(school, lambda unit: note_password(unit, other, "reset")) == "access.not_allowed"


def test_the_last_nurse_or_principal_stays(school: School, acting_as: Acting) -> None:
    nurse = added(school, "zhou", Role.NURSE)
    principal = added(school, "wu", Role.PRINCIPAL)
    acting_as(Role.ADMINISTRATOR)
    school.change(lambda unit: deactivate(unit, principal))
    assert refusal(school, lambda unit: deactivate(unit, nurse)) == "access.last_keeper"
    assert refusal(school, lambda unit: deactivate(unit, principal)) == "access.already_left"
    assert [one.is_active for one in school.query(accounts)] == [True, False]


def test_nobody_closes_their_own_account(school: School) -> None:
    own = added(school, "zhou", Role.NURSE)
    assert own == school.actor.account_id
    assert refusal(school, lambda unit: deactivate(unit, own)) == "access.own_account"


def test_an_unknown_account_is_a_users_error(school: School) -> None:
    assert refusal(school, lambda unit: account(unit, AccountId(7))) == "access.unknown_account"
