# SPDX-License-Identifier: Apache-2.0
"""A school changes one value of one rule; what does not fit is refused and nothing is lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time

import pytest
from sqlalchemy import update

from schoolguard import rulebook
from schoolguard.app.rule_book import book_of, daily_basis, noting_set_aside, versions
from schoolguard.app.school import School
from schoolguard.app.today import flow_rules
from schoolguard.app.watching import Watching
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import RuleOverrideId
from schoolguard.rulebook import Change, RuleKey
from schoolguard.rulebook.tables import RuleOverrideRow
from schoolguard.store.audit import search

ARMPIT = RuleKey("checks", "method", "armpit_electronic", "fever_celsius")
DEADLINE = RuleKey("checks", "session", "morning", "deadline")
TRIGGER = RuleKey("triggers", "trigger", "R06-1a", "count")


def change(
    school: School, at: RuleKey, value: object, reason: str = "本县口径", paper: str = ""
) -> RuleOverrideId:
    done, changes = school.change(
        lambda unit: rulebook.change_rule(unit, Change(at, value, reason, paper))
    )
    assert Changes.RULES in changes
    return done


def refused(school: School, at: RuleKey, value: object, reason: str = "x") -> UserError:
    with pytest.raises(UserError) as caught:
        change(school, at, value, reason)
    return caught.value


def test_changed_value_is_in_force_at_once_everywhere(school: School) -> None:
    watching = Watching(school)
    assert flow_rules(school).checks.method("armpit_electronic").fever_celsius == 37.3
    change(school, ARMPIT, 37.0)
    change(school, DEADLINE, time(8, 40))
    change(school, TRIGGER, 2)
    assert flow_rules(school).checks.method("armpit_electronic").fever_celsius == 37.0
    assert flow_rules(school).isolation.methods["armpit_electronic"].fever_celsius == 37.0
    assert daily_basis(school).checks.method("armpit_electronic").fever_decicelsius == 370
    school.query(watching.read)
    assert watching.watcher.rules.triggers["R06-1a"].count == 2


def test_version_in_force_ends_in_a_digest_of_the_schools_values(school: School) -> None:
    before = versions(school)
    first = change(school, ARMPIT, 37.0)
    after = versions(school)
    assert after["checks"].startswith(f"{before['checks']}+")
    assert after["absence"] == before["absence"]
    school.change(lambda unit: rulebook.take_back(unit, first, "改回"))
    assert versions(school) == before
    change(school, ARMPIT, 37.0)
    assert versions(school) == after


def test_stamp_of_a_warning_says_that_the_school_changed_a_trigger(school: School) -> None:
    before = book_of(school).warning.versions
    change(school, TRIGGER, 2)
    stamp = book_of(school).warning.versions
    assert stamp != before
    assert stamp.endswith(versions(school)["triggers"])


def test_value_that_does_not_fit_is_refused_by_name_and_the_last_good_book_holds(
    school: School,
) -> None:
    change(school, ARMPIT, 37.0)
    held = versions(school)
    error = refused(school, ARMPIT, 45.0)
    assert (error.code, error.params["file"]) == ("rules.bad_entry", "checks.toml")
    assert error.params["entry"] == "method armpit_electronic"
    assert versions(school) == held
    assert flow_rules(school).checks.method("armpit_electronic").fever_celsius == 37.0


@pytest.mark.parametrize(
    ("at", "value", "entry"),
    [
        (RuleKey("triggers", "cluster", "hfmd_class", "disease"), "nonsense", "cluster hfmd_class"),
        (RuleKey("triggers", "trigger", "R06-1a", "report_to"), ["mayor"], "trigger R06-1a"),
        (RuleKey("triggers", "similar", "eruptive", "symptoms"), ["itch"], "similar eruptive"),
        (RuleKey("clearance", "way", "varicella", "conditions"), ["blue"], "return_rule varicella"),
        (RuleKey("disinfection", "order", "case", "agents"), ["gin"], "order case"),
        (RuleKey("flows", "way_back", "fever", "disease"), "nonsense", "way_back fever"),
        (
            RuleKey("checks", "recheck", "second_reading", "enabled"),
            False,
            "recheck second_reading",
        ),
        (RuleKey("isolation", "span", "arrival", "enabled"), False, "span arrival"),
        (RuleKey("checks", "method", "nobody", "enabled"), False, "method nobody"),
        (RuleKey("checks", "method", "armpit_electronic", "status"), "seen", "method armpit_"),
        (RuleKey("checks", "method", "armpit_electronic", "colour"), "red", "method armpit_"),
    ],
)
def test_name_that_no_pack_knows_is_refused(
    school: School, at: RuleKey, value: object, entry: str
) -> None:
    error = refused(school, at, value)
    assert error.code == "rules.bad_entry"
    assert str(error.params["entry"]).startswith(entry)


def test_legal_trigger_is_made_stricter_freely_and_looser_only_with_a_paper(
    school: School,
) -> None:
    change(school, TRIGGER, 2)
    assert refused(school, TRIGGER, 4).code == "rulebook.paper_needed"
    assert refused(school, replace(TRIGGER, key="enabled"), False).code == "rulebook.paper_needed"
    change(school, TRIGGER, 4, paper="县疾控〔2026〕18号")
    (entry,) = (one for one in rulebook.entries_of(book_of(school)) if one.is_looser)
    assert entry.rule.id == "R06-1a"


def test_change_without_a_reason_or_without_a_difference_is_refused(school: School) -> None:
    assert refused(school, ARMPIT, 37.0, " ").code == "rulebook.reason_needed"
    assert refused(school, ARMPIT, 37.3).code == "rulebook.same_value"
    read_only = RuleKey("roster", "stage", "primary", "last_grade")
    assert refused(school, read_only, 5).code == "rulebook.read_only"


def test_history_keeps_every_value_and_who_ended_it(school: School) -> None:
    change(school, ARMPIT, 37.0)
    second = change(school, ARMPIT, 37.1)
    school.change(lambda unit: rulebook.take_back(unit, second, "按原值"))
    newest, oldest = school.query(rulebook.history)
    assert (newest.laid.value, newest.ended_reason, newest.replaced) == (37.1, "按原值", False)
    assert (oldest.laid.value, oldest.replaced) == (37.0, True)
    assert book_of(school).own == ()
    with pytest.raises(UserError, match=r"rulebook\.already_ended"):
        school.change(lambda unit: rulebook.take_back(unit, second, "again"))
    with school.reading() as view:
        actions = [one.action for one in search(view, "rules.", None, None, 10)]
    assert sorted(actions) == ["rules.changed", "rules.changed", "rules.taken_back"]


def test_value_that_fits_no_more_is_set_aside_with_a_note_and_the_others_hold(
    school: School,
) -> None:
    good, bad = change(school, ARMPIT, 37.0), change(school, DEADLINE, time(8, 40))
    with school.writing() as unit:
        gone = update(RuleOverrideRow).where(RuleOverrideRow.id == bad).values(entry="dawn")
        unit.connection.execute(gone)
        unit.touch(Changes.RULES)
    book = book_of(school)
    assert [one.id for one in book.own] == [good]
    assert [(one.own.id, one.error.code) for one in book.set_aside] == [(bad, "rules.bad_entry")]
    note = noting_set_aside(school)
    assert note is not None
    assert school.change(note)[0] == 1
    assert school.change(note)[0] == 0
    school.change(lambda unit: rulebook.take_back(unit, bad, "不再适用"))
    assert noting_set_aside(school) is None


@pytest.mark.parametrize("role", [Role.TEACHER, Role.ADMINISTRATOR])
def test_only_nurse_and_principal_change_rules(
    school: School, acting_as: Callable[..., Actor], role: Role
) -> None:
    acting_as(role)
    assert refused(school, ARMPIT, 37.0).code == "access.not_allowed"
