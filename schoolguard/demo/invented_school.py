# SPDX-License-Identifier: Apache-2.0
"""Invents the people of the demonstration school: the same ones for the same seed.

Nobody here exists. What the names and places are made of stands in `resources/demo/school.toml`;
how many sit in a class and who boards follows a nine-year school of the size asked for.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from random import Random
from typing import Any

from schoolguard.kernel.resources import resource

_CLASS_SIZE = 45
_GRADES = 9
_FIRST_BOARDING_GRADE = 5
_PUPILS_PER_STAFF = 14
_BEDS = 8
_SEATS_A_ROW = 8
_RIDING = 0.18
_SCHOOL_YEAR_BEGINS = 8
_NUMERALS = "一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class InventedGuardian:
    """One person to call; the relation is written as families write it."""

    name: str
    relation: str
    phone: str


@dataclass(frozen=True, slots=True)
class InventedPerson:
    """One line of the roster sheet.

    Attributes:
        group: the class as the school writes it, or the department.
        number: seat number in the class, from 1.
        dorm: building and room; empty for those who go home.
        seat_row, seat_column: in the classroom, from 1; 0 for those who have none.
        bus: the line; empty for those who do not ride.
    """

    is_pupil: bool
    name: str
    female: bool
    birth_on: date
    group: str
    number: int
    student_number: str
    boards: bool
    from_elsewhere: bool
    address: str
    building: str
    room: str
    bed: str
    conditions: str
    allergies: str
    guardians: tuple[InventedGuardian, ...]
    seat_row: int = 0
    seat_column: int = 0
    bus: str = ""


@lru_cache(maxsize=1)
def material() -> dict[str, Any]:
    """Return what the demonstration is made of: names, places, the school itself."""
    return tomllib.loads(resource("demo", "school.toml").read_text(encoding="utf-8"))


def invent_people(pupils: int, seed: int, on: date) -> tuple[InventedPerson, ...]:
    """Return pupils class by class, then staff by department; rare names sit in the first class."""
    return tuple(_Inventor(pupils, seed, on).everybody())


class _Inventor:
    """Draws people from one stream of chance, so that a seed means one school."""

    def __init__(self, pupils: int, seed: int, on: date) -> None:
        self._chance = Random(seed)  # noqa: S311 - a game of dice, not a secret
        self._pupils = pupils
        self._school_year = on.year if on.month >= _SCHOOL_YEAR_BEGINS else on.year - 1
        self._issued_phones = 0
        self._beds: dict[bool, int] = {True: 0, False: 0}
        self._material = material()

    def everybody(self) -> list[InventedPerson]:
        people: list[InventedPerson] = []
        for grade, class_no, size in self._classes():
            before = len(people)
            people += [self._pupil(grade, class_no, n + 1, before + n) for n in range(size)]
        staff = max(6, self._pupils // _PUPILS_PER_STAFF)
        return people + [self._staff(n) for n in range(staff)]

    def _classes(self) -> list[tuple[int, int, int]]:
        """Return (grade, class number in the grade, pupils) so that all grades are used evenly."""
        count = max(1, round(self._pupils / _CLASS_SIZE))
        grades = [_GRADES - (count - 1 - n) * _GRADES // count for n in range(count)]
        sizes = [self._pupils // count + (n < self._pupils % count) for n in range(count)]
        numbers = [grades[: n + 1].count(grade) for n, grade in enumerate(grades)]
        return list(zip(grades, numbers, sizes, strict=True))

    def _pupil(self, grade: int, class_no: int, number: int, index: int) -> InventedPerson:
        chance = self._chance
        name, female = self._name(index)
        boards = grade >= _FIRST_BOARDING_GRADE and chance.random() < 0.6
        elsewhere = boards and chance.random() < 0.2
        building, room, bed = self._bed(female=female) if boards else ("", "", "")
        born_on = date(self._school_year - 6 - grade, 9, 1) + timedelta(days=chance.randrange(364))
        return InventedPerson(
            is_pupil=True,
            name=name,
            female=female,
            birth_on=born_on,
            group=f"{_NUMERALS[grade - 1]}年级({class_no})班",
            number=number,
            student_number=f"L{self._material['division']}{born_on:%Y%m%d}{index:04d}",
            boards=boards,
            from_elsewhere=elsewhere,
            address=self._address(elsewhere=elsewhere),
            building=building,
            room=room,
            bed=bed,
            conditions=self._sometimes("conditions", 0.02),
            allergies=self._sometimes("allergies", 0.03),
            guardians=self._parents(name),
            seat_row=(number - 1) // _SEATS_A_ROW + 1,
            seat_column=(number - 1) % _SEATS_A_ROW + 1,
            bus=self._bus(boards=boards),
        )

    def _staff(self, index: int) -> InventedPerson:
        female = self._chance.random() < 0.6
        return InventedPerson(
            is_pupil=False,
            name=self._adult(female=female),
            female=female,
            birth_on=date(self._school_year - 24, 1, 1)
            - timedelta(days=self._chance.randrange(12000)),
            group=self._material["departments"][index % len(self._material["departments"])],
            number=index // len(self._material["departments"]) + 1,
            student_number=f"T{index + 1:04d}",
            boards=False,
            from_elsewhere=False,
            address=self._address(elsewhere=False),
            building="",
            room="",
            bed="",
            conditions="",
            allergies="",
            guardians=(InventedGuardian(self._adult(female=not female), "配偶", self._phone()),),
        )

    def _name(self, index: int) -> tuple[str, bool]:
        rare = self._material["rare_names"]
        if index < len(rare):
            return rare[index]["name"], rare[index]["sex"] == "female"
        female = self._chance.random() < 0.48
        given = self._chance.choice(self._material["girls" if female else "boys"])
        compound = self._chance.random() < 0.01
        source = self._material["compound_surnames" if compound else "surnames"]
        return str(self._chance.choice(source)) + given, female

    def _parents(self, child: str) -> tuple[InventedGuardian, ...]:
        given = self._chance.choice(self._material["men"])
        father = InventedGuardian(child[:1] + given, "父亲", self._phone())
        first = "奶奶" if self._chance.random() < 0.15 else "母亲"
        return (InventedGuardian(self._adult(female=True), first, self._phone()), father)

    def _adult(self, *, female: bool) -> str:
        given = self._chance.choice(self._material["women" if female else "men"])
        return f"{self._chance.choice(self._material['surnames'])}{given}"

    def _phone(self) -> str:
        self._issued_phones += 1
        return f"1990{self._issued_phones:07d}"

    def _address(self, *, elsewhere: bool) -> str:
        place = self._chance.choice(self._material["elsewhere" if elsewhere else "villages"])
        return f"{place}{self._chance.randint(1, 180)}号"

    def _bed(self, *, female: bool) -> tuple[str, str, str]:
        taken = self._beds[female]
        self._beds[female] += 1
        room = taken // _BEDS
        building = "1号宿舍楼" if female else "2号宿舍楼"
        return building, f"{room // 12 + 1}{room % 12 + 1:02d}", str(taken % _BEDS + 1)

    def _bus(self, *, boards: bool) -> str:
        rides = not boards and self._chance.random() < _RIDING
        return str(self._chance.choice(self._material["buses"])) if rides else ""

    def _sometimes(self, kind: str, share: float) -> str:
        return (
            str(self._chance.choice(self._material[kind])) if self._chance.random() < share else ""
        )
