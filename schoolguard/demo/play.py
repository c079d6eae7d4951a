# SPDX-License-Identifier: Apache-2.0
"""The demonstration from an empty folder to the last accepted receipt.

A school and a bureau are founded, people imported from a sheet, every day lived through (checks,
follow-ups, report, package, receipt), and the last morning left under way. The same seed and clock
make the same school; only keys and numbers drawn for secrets differ.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from schoolguard.access.queries import accounts
from schoolguard.access.service import AccountDraft
from schoolguard.app import School
from schoolguard.app.bootstrap import FirstAccount, SchoolSetup, create_bureau, create_school
from schoolguard.app.calendar import proposed_exceptions
from schoolguard.crypto.keys import KdfParameters
from schoolguard.demo.exchange import Exchange
from schoolguard.demo.invented_school import InventedPerson, invent_people, material
from schoolguard.demo.places import Places
from schoolguard.demo.roster_sheet import import_roster, numbers_by_person, write_roster
from schoolguard.demo.school_days import SchoolDays, open_rooms, rest_days
from schoolguard.demo.school_life import Cast, SchoolLife
from schoolguard.demo.story import Story
from schoolguard.demo.timetable import Timetable, make_timetable
from schoolguard.demo.wave import draw_wave
from schoolguard.kernel.actor import Role
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.clock import FixedClock, instant, local_day
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.school_settings import SchoolKind, SchoolSettings
from schoolguard.kernel.texts import Texts

PASSWORD = "qinghe-demo-2026"  # noqa: S105 - of a school that does not exist, left in password.txt
_PEOPLE = (
    ("周慧敏", Role.NURSE),
    ("吴国栋", Role.PRINCIPAL),
    ("陈志远", Role.ADMINISTRATOR),
)
_LEAST_PUPILS, _LEAST_DAYS = 10, 1

Tell = Callable[[str, dict[str, str | int]], None]
"""Is told how far the play is: the key under ``demo.progress`` and its values."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked for.

    Attributes:
        kdf: how hard the password is to guess; None measures this computer.
    """

    pupils: int
    days: int
    seed: int
    language: str
    now: datetime
    kdf: KdfParameters | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        """Refuse a school too small to play.

        Raises:
            UserError: ``demo.too_small``.
        """
        if self.pupils < _LEAST_PUPILS or self.days < _LEAST_DAYS:
            raise UserError("demo.too_small", pupils=_LEAST_PUPILS, days=_LEAST_DAYS)


@dataclass(frozen=True, slots=True)
class Played:
    """What lies there afterwards.

    Attributes:
        ends_at: where the clock stands: the last morning, under way.
        accepted: receipts of the bureau that say so.
    """

    places: Places
    ends_at: datetime
    people: int
    days: int
    accepted: int


def login_of(role: Role, language: str) -> str:
    """Return what somebody of a role logs in as."""
    return Texts(language)(f"demo.login.{role.value}")


def play(plan: Plan, out: Path, tell: Tell) -> Played:
    """Play it into an empty or new folder.

    Raises:
        UserError: ``demo.not_empty`` or ``demo.unwritable``.
    """
    places = Places.under(out)
    places.claim()
    today = local_day(plan.now)
    reach = timedelta(days=2 * plan.days + 60)
    timetable = make_timetable(
        plan.days, plan.now, proposed_exceptions(today - reach, today + reach)
    )
    clock = FixedClock(instant(timetable.days[0], 6) - timedelta(days=1))
    tell("founding", {})
    school = _found_school(plan, places, timetable, clock)
    try:
        played = _live(plan, places, timetable, school, clock, tell)
    finally:
        school.close()
    places.password.write_text(f"{PASSWORD}\n", encoding="utf-8")
    places.release()
    return played


def _live(
    plan: Plan,
    places: Places,
    timetable: Timetable,
    school: School,
    clock: FixedClock,
    tell: Tell,
) -> Played:
    people = _bring_people(plan, places, timetable, school)
    tell("people", {"people": len(people)})
    life = _begin_life(plan, school, clock, people, timetable)
    office = create_bureau(places.bureau, material()["bureau"], PASSWORD, clock, kdf=plan.kdf)
    try:
        exchange = Exchange(school, office, life.cast.nurse, places)
        exchange.introduce()
        clock.move_to(instant(timetable.days[0], 6))
        life.act_as_nurse()
        rooms = open_rooms(school, clock, life.happens(), timetable, plan.seed)
        days = SchoolDays(school, clock, life, rooms, timetable)
        before = None
        for number, day in enumerate(timetable.days):
            tell("day", {"day": day.isoformat(), "number": number + 1, "days": plan.days})
            for free in rest_days(day, before):
                days.rest(free, number - 1)
            before = day
            days.live(day, number)
            issue = life.report(day, places.reports / f"{day.isoformat()}.pdf")
            exchange.send(life.basis, issue)
    finally:
        office.close()
    tell("today", {"day": timetable.today.isoformat()})
    for free in rest_days(timetable.today, before):
        days.rest(free, plan.days - 1)
    days.begin_last(timetable.today, plan.days)
    return Played(places, timetable.ends_at, len(people), plan.days, plan.days)


def _found_school(plan: Plan, places: Places, timetable: Timetable, clock: FixedClock) -> School:
    facts = material()
    settings = SchoolSettings(
        name=facts["name"],
        code=facts["code"],
        kind=SchoolKind.NINE_YEAR,
        boarding=True,
        sessions=frozenset(CheckSession),
        language=plan.language,
        liaison=facts["liaison"],
        phone=facts["phone"],
        bureau_name=facts["bureau"],
    )
    first = tuple(
        FirstAccount(AccountDraft(login_of(role, plan.language), name, role), PASSWORD)
        for name, role in _PEOPLE
    )
    setup = SchoolSetup(settings, first, timetable.calendar)
    return create_school(places.school, setup, clock, kdf=plan.kdf).school


def _bring_people(
    plan: Plan, places: Places, timetable: Timetable, school: School
) -> tuple[InventedPerson, ...]:
    people = invent_people(plan.pupils, plan.seed, timetable.today)
    write_roster(people, school.settings.name, places.roster)
    import_roster(school, places.roster, timetable.days[0])
    return people


def _begin_life(
    plan: Plan,
    school: School,
    clock: FixedClock,
    people: tuple[InventedPerson, ...],
    timetable: Timetable,
) -> SchoolLife:
    groups: dict[str, list[int]] = {}
    for number, person in enumerate(people):
        groups.setdefault(person.group, []).append(number)
    story = Story(draw_wave(groups, plan.days + 1, plan.seed), plan.seed)
    actors = {one.role: one.actor for one in school.query(accounts)}
    numbers = numbers_by_person(school, people, timetable.today)
    cast = Cast(actors[Role.NURSE], actors[Role.PRINCIPAL], numbers)
    return SchoolLife(school, clock, story, cast)
