# SPDX-License-Identifier: Apache-2.0
"""Finds people while somebody types: name, initials, pinyin, class, number, guardian's phone.

Words parted by blanks must all match. A word's kind decides where it is looked for, so that two
letters do not search phone numbers. One query over the people of the school; the keys were computed
when each person was saved.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from schoolguard import access
from schoolguard.kernel.actor import Role
from schoolguard.kernel.school_settings import Stage
from schoolguard.roster.pack import RosterRules, load_rules
from schoolguard.roster.phones import phone_digits
from schoolguard.roster.plain_text import plain, tidy
from schoolguard.roster.queries import in_force
from schoolguard.roster.spellings import read_class
from schoolguard.roster.tables import ClassNameRow, EnrolmentRow, GuardianRow, PersonRow
from schoolguard.roster.values import Found, Hit
from schoolguard.store.unit import View

_MOST_WORDS = 4
_SHORTEST_PHONE = 4
_LONGEST_SEAT_NUMBER = 2
_ALL_STAGES = frozenset(Stage)


@dataclass(frozen=True, slots=True)
class _Way:
    """One way in which a word can match: rank 0 is shown first."""

    rank: int
    why: Found
    holds: ColumnElement[bool]


def search(
    view: View, text: str, day: date, limit: int = 20, rules: RosterRules | None = None
) -> tuple[Hit, ...]:
    """Return the people that match, best first, those in a class on `day` before those who left.

    An empty text finds nobody. A class teacher finds own classes only.
    """
    words = tidy(text).split()[:_MOST_WORDS]
    if not words or not access.allowed(view.actor, access.Action.VIEW_PEOPLE):
        return ()
    ways = [_ways(word, rules or load_rules(), day) for word in words]
    rank = case(*((way.holds, index) for index, way in enumerate(ways[0])), else_=99)
    query = _listing(rank, day).where(
        *(or_(*(way.holds for way in word_ways)) for word_ways in ways), *_reach(view)
    )
    rows = view.connection.execute(query.limit(limit))
    return tuple(Hit(row[0], row[1], row[2], row[3], ways[0][row[4]].why, row[5]) for row in rows)


def _listing(rank: ColumnElement[int], day: date) -> Select[*tuple[Any, ...]]:
    return (
        select(
            PersonRow.id,
            PersonRow.name,
            func.coalesce(ClassNameRow.name, ""),
            func.coalesce(EnrolmentRow.number, 0),
            rank.label("rank"),
            PersonRow.kind,
        )
        .select_from(PersonRow)
        .outerjoin(
            EnrolmentRow,
            and_(EnrolmentRow.person_id == PersonRow.id, in_force(EnrolmentRow, day)),
        )
        .outerjoin(
            ClassNameRow,
            and_(ClassNameRow.class_id == EnrolmentRow.class_id, in_force(ClassNameRow, day)),
        )
        .order_by(
            ClassNameRow.id.is_(None),
            "rank",
            ClassNameRow.grade_no,
            ClassNameRow.class_no,
            EnrolmentRow.number,
            PersonRow.id,
        )
    )


def _reach(view: View) -> Iterable[ColumnElement[bool]]:
    if view.actor.role is Role.TEACHER:
        yield EnrolmentRow.class_id.in_(sorted(view.actor.classes))


def _ways(word: str, rules: RosterRules, day: date) -> list[_Way]:
    key = plain(word)
    ways = [
        _Way(0, Found.NAME, PersonRow.name == word),
        _Way(1, Found.NAME, PersonRow.name.startswith(word, autoescape=True)),
    ]
    if key.isascii() and key.isalpha():
        ways += _latin_ways(key)
    ways.append(_Way(4, Found.NAME, PersonRow.name.contains(word, autoescape=True)))
    if any(character.isdigit() for character in key):
        ways += _number_ways(key)
    ways += _class_ways(word, rules, day)
    return sorted(ways, key=lambda way: way.rank)


def _latin_ways(key: str) -> Iterable[_Way]:
    typed = key.replace("ü", "v")
    yield _Way(2, Found.INITIALS, PersonRow.initials.contains(f" {typed}", autoescape=True))
    yield _Way(3, Found.PINYIN, PersonRow.pinyin.contains(f" {typed}", autoescape=True))


def _number_ways(key: str) -> Iterable[_Way]:
    yield _Way(2, Found.NUMBER, func.lower(PersonRow.card_code) == key)
    yield _Way(3, Found.NUMBER, PersonRow.student_number.contains(key, autoescape=True))
    if key.isdigit() and len(key) <= _LONGEST_SEAT_NUMBER:
        yield _Way(7, Found.NUMBER, EnrolmentRow.number == int(key))
    digits = phone_digits(key)
    if len(digits) >= _SHORTEST_PHONE and digits == key.replace("-", ""):
        called = select(GuardianRow.person_id).where(
            func.replace(GuardianRow.phones, "-", "").contains(digits, autoescape=True)
        )
        yield _Way(6, Found.PHONE, PersonRow.id.in_(called))


def _class_ways(word: str, rules: RosterRules, day: date) -> Iterable[_Way]:
    named = ClassNameRow.name.contains(word, autoescape=True)
    meant = [
        and_(
            ClassNameRow.grade_no == spelling.grade_no,
            ClassNameRow.stage == spelling.stage,
            *([ClassNameRow.class_no == spelling.class_no] if spelling.class_no else ()),
        )
        for spelling in read_class(word, rules, _ALL_STAGES, day)
    ]
    yield _Way(5, Found.CLASS, or_(named, *meant))
