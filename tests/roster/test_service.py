# SPDX-License-Identifier: Apache-2.0
"""Adding and correcting family files, classes and rooms on a real store."""

from dataclasses import replace
from datetime import date

import pytest

from schoolguard import roster
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import AccountId, ClassId, PersonId
from schoolguard.roster import ClassKind, GuardianDraft, PersonDraft, Relation, Stage
from schoolguard.store import audit
from schoolguard.store.corrections import corrections_of
from tests.roster.conftest import TODAY, Desk, mother


def test_a_class_has_its_members_in_roster_order(desk: Desk) -> None:
    class_id = desk.add_class(3, 2)
    late = desk.add(class_id, "无座号")
    second = desk.add(class_id, "乙", 2)
    first = desk.add(class_id, "甲", 1, is_boarder=True)
    members = desk.ask(lambda view: roster.members_on(view, class_id, TODAY))
    assert [member.person_id for member in members] == [first, second, late]
    assert desk.ask(lambda view: roster.all_members_on(view, TODAY)) == {class_id: members}
    (count,) = desk.ask(lambda view: roster.head_counts(view, TODAY))
    assert (count.total, count.boarders) == (3, 1)


def test_before_the_first_day_nobody_is_there(desk: Desk) -> None:
    class_id = desk.add_class(3, 2)
    desk.add(class_id)
    before = date(2026, 8, 31)
    assert desk.ask(lambda view: roster.members_on(view, class_id, before)) == ()
    assert desk.ask(lambda view: roster.classes_on(view, before)) == ()


def test_staff_come_last_among_classes(desk: Desk) -> None:
    office = desk.change(lambda unit: roster.add_department(unit, "教务处", from_on=TODAY))
    sixth, first = desk.add_class(6, 1), desk.add_class(1, 2)
    classes = desk.ask(lambda view: roster.classes_on(view, TODAY))
    assert [one.id for one in classes] == [first, sixth, office]
    assert classes[-1].kind is ClassKind.STAFF


def test_the_same_class_twice_is_refused(desk: Desk) -> None:
    desk.add_class(3, 2)
    with pytest.raises(UserError, match=r"roster\.class_exists"):
        desk.add_class(3, 2)


def test_a_family_file_is_kept_whole(desk: Desk) -> None:
    class_id = desk.add_class(3, 2)
    person_id = desk.add(
        class_id,
        "𬱖㳚",
        student_number=" g11010519491231002x ",
        conditions="哮喘",
        guardians=(mother(), GuardianDraft("王建国", Relation.FATHER, phones=("0571-88888888",))),
    )
    person = desk.ask(lambda view: roster.person(view, person_id))
    assert (person.name, person.student_number) == ("𬱖㳚", "G11010519491231002X")
    assert person.conditions == "哮喘"
    first, second = desk.ask(lambda view: roster.guardians_of(view, person_id))
    assert (first.order, first.name, first.phones) == (1, "李梅", ("13800138000",))
    assert second.relation is Relation.FATHER


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (PersonDraft(""), "roster.bad_entry"),
        (PersonDraft("王", identity_number="110105194912310021"), "roster.bad_entry"),
        (PersonDraft("王", birth_on=date(2030, 1, 1)), "roster.bad_entry"),
        (PersonDraft("王", guardians=(mother("123"),)), "roster.bad_entry"),
    ],
)
def test_a_mistake_is_not_saved(desk: Desk, draft: PersonDraft, code: str) -> None:
    class_id = desk.add_class(3, 2)
    with pytest.raises(UserError) as refused:
        desk.change(lambda unit: roster.add_person(unit, draft, class_id=class_id, from_on=TODAY))
    assert refused.value.code == code
    assert desk.ask(lambda view: roster.members_on(view, class_id, TODAY)) == ()


def test_two_people_never_share_a_student_number(desk: Desk) -> None:
    class_id = desk.add_class(3, 2)
    desk.add(class_id, "甲", student_number="A1")
    with pytest.raises(UserError, match=r"roster\.student_number_taken"):
        desk.add(class_id, "乙", student_number="A1")


def test_a_correction_keeps_what_it_replaces(desk: Desk) -> None:
    class_id = desk.add_class(3, 2)
    person_id = desk.add(class_id, "王明", 3, guardians=(mother(),))
    draft = desk.ask(
        lambda view: roster.draft_of(
            roster.person(view, person_id), roster.guardians_of(view, person_id)
        )
    )
    new = replace(draft, name="王鸣", guardians=(mother("13900139000"),))
    changed = desk.change(
        lambda unit: roster.edit_person(unit, person_id, new, number=4, reason="户口簿更正")
    )
    assert changed == ("name", "guardians", "number")
    kept = desk.ask(lambda view: corrections_of(view, f"person:{person_id}"))
    assert (kept[0].field, kept[0].old) == ("name", "王明")
    assert "13800138000" in kept[1].old
    assert {one.reason for one in kept} == {"户口簿更正"}
    assert desk.ask(lambda view: roster.search(view, "wangming", TODAY))[0].name == "王鸣"


def test_the_past_of_a_file_can_be_read(desk: Desk) -> None:
    class_id = desk.add_class(3, 2)
    person_id = desk.add(class_id, "王明")
    draft = PersonDraft("王鸣", consent_on=date(2026, 9, 1))
    desk.change(lambda unit: roster.edit_person(unit, person_id, draft, reason="笔误"))
    past = desk.ask(lambda view: roster.past_values(view, person_id))
    assert [(one.field, one.old, one.reason) for one in past] == [
        ("consent_on", "", "笔误"),
        ("name", "王明", "笔误"),
    ]


def test_saving_without_a_change_leaves_no_trace(desk: Desk) -> None:
    class_id = desk.add_class(3, 2)
    person_id = desk.add(class_id, "王明", guardians=(mother(),))
    before = desk.ask(audit.head)
    draft = desk.ask(
        lambda view: roster.draft_of(
            roster.person(view, person_id), roster.guardians_of(view, person_id)
        )
    )
    assert desk.change(lambda unit: roster.edit_person(unit, person_id, draft)) == ()
    assert desk.ask(audit.head) == before


def test_the_audit_trail_names_nobody(desk: Desk) -> None:
    class_id = desk.add_class(3, 2)
    desk.add(class_id, "王小明", guardians=(mother(),))
    entries = desk.ask(lambda view: audit.search(view, "", limit=50))
    text = " ".join(f"{entry.action} {entry.subject} {entry.facts}" for entry in entries)
    assert "roster.person_added" in text
    assert not any(word in text for word in ("王", "李梅", "138"))


def test_a_teacher_sees_own_classes_only(desk: Desk) -> None:
    own, other = desk.add_class(3, 1), desk.add_class(3, 2)
    mine, theirs = desk.add(own, "王甲"), desk.add(other, "王乙")
    desk.actor = Actor(AccountId(2), "班主任", Role.TEACHER, frozenset({own}))
    assert [hit.person_id for hit in desk.ask(lambda view: roster.search(view, "王", TODAY))] == [
        mine
    ]
    assert desk.ask(lambda view: roster.person(view, mine)).name == "王甲"
    with pytest.raises(UserError, match=r"access\.not_your_class"):
        desk.ask(lambda view: roster.person(view, theirs))
    with pytest.raises(UserError, match=r"access\.not_allowed"):
        desk.change(
            lambda unit: roster.add_person(unit, PersonDraft("丙"), class_id=own, from_on=TODAY)
        )


def test_brothers_and_sisters_share_a_phone(desk: Desk) -> None:
    class_id = desk.add_class(3, 2)
    one = desk.add(class_id, "王大", guardians=(mother(),))
    two = desk.add(class_id, "王小", guardians=(mother(),))
    desk.add(class_id, "赵", guardians=(mother("13800138001"),))
    assert desk.ask(lambda view: roster.siblings_of(view, one)) == (two,)


def test_a_lookalike_is_pointed_out(desk: Desk) -> None:
    class_id = desk.add_class(3, 2)
    known = desk.add(class_id, "王明", birth_on=date(2017, 1, 2), guardians=(mother(),))
    same_day = PersonDraft("王明", birth_on=date(2017, 1, 2))
    same_phone = PersonDraft("王明", guardians=(mother(),))
    for draft, why in ((same_day, "same_birth"), (same_phone, "same_phone")):
        (found,) = desk.ask(lambda view, draft=draft: roster.lookalikes(view, draft))
        assert (found.person_id, found.why) == (known, why)
    assert desk.ask(lambda view: roster.lookalikes(view, PersonDraft("王明"))) == ()
    assert desk.ask(lambda view: roster.lookalikes(view, same_day, known)) == ()


def test_rooms_count_who_lives_in_them(desk: Desk) -> None:
    room = desk.change(
        lambda unit: roster.save_dorm_room(unit, None, building="1号楼", name="203", beds=8)
    )
    class_id = desk.add_class(3, 2)
    desk.add(class_id, "甲", dorm_room_id=room, is_boarder=True)
    (known,) = desk.ask(lambda view: roster.dorm_rooms(view, TODAY))
    assert (known.building, known.name, known.beds, known.occupants) == ("1号楼", "203", 8, 1)
    with pytest.raises(UserError, match=r"roster\.room_not_empty"):
        desk.change(lambda unit: roster.remove_dorm_room(unit, room))
    with pytest.raises(UserError, match=r"roster\.room_exists"):
        desk.change(
            lambda unit: roster.save_dorm_room(unit, None, building="1号楼", name="203", beds=8)
        )


def test_a_class_ends_only_when_empty(desk: Desk) -> None:
    full, empty = desk.add_class(3, 1), desk.add_class(3, 2)
    desk.add(full)
    desk.change(lambda unit: roster.remove_class(unit, empty))
    assert [one.id for one in desk.ask(lambda view: roster.classes_on(view, TODAY))] == [full]
    with pytest.raises(UserError, match=r"roster\.class_not_empty"):
        desk.change(lambda unit: roster.remove_class(unit, full))
    desk.change(lambda unit: roster.rename_class(unit, full, "三年级实验班"))
    assert desk.ask(lambda view: roster.class_on(view, full, TODAY)).name == "三年级实验班"


def test_unknown_ids_are_said(desk: Desk) -> None:
    with pytest.raises(UserError, match=r"roster\.no_such_class"):
        desk.ask(lambda view: roster.class_on(view, ClassId(9), TODAY))
    with pytest.raises(UserError, match=r"roster\.no_such_person"):
        desk.ask(lambda view: roster.person(view, PersonId(9)))
    assert desk.ask(lambda view: roster.person_names(view, [PersonId(9)])) == {}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("曾", "name"),
        ("单", "name"),
        ("zs", "initials"),
        ("zengshan", "pinyin"),
        ("ZengShan", "pinyin"),
        ("三2", "class"),
        ("302", "class"),
        ("三年级", "class"),
        ("12", "number"),
        ("7788", "number"),
        ("0138", "phone"),
        ("0571888", "phone"),
        ("三2 zs", "class"),
        ("𬱖", "name"),
    ],
)
def test_people_are_found_while_somebody_types(desk: Desk, text: str, why: str) -> None:
    class_id = desk.add_class(3, 2)
    guardians = (mother(), GuardianDraft("父", Relation.FATHER, phones=("0571-88812345",)))
    desk.add(class_id, "曾单𬱖", 12, student_number="A7788", guardians=guardians)
    desk.add(desk.add_class(8, 1, Stage.JUNIOR), "王五", 3)
    found = desk.ask(lambda view: roster.search(view, text, TODAY))
    assert [(hit.name, hit.why.value) for hit in found] == [("曾单𬱖", why)]


@pytest.mark.parametrize("text", ["", " ", "x%", "_", "张三", "三2 王五"])
def test_what_fits_nobody_finds_nobody(desk: Desk, text: str) -> None:
    class_id = desk.add_class(3, 2)
    desk.add(class_id, "曾单")
    assert desk.ask(lambda view: roster.search(view, text, TODAY)) == ()
