# SPDX-License-Identifier: Apache-2.0
"""Commands on a school as a whole: create it, check it, exchange cards with the bureau."""

from pathlib import Path

from schoolguard import submission
from schoolguard.access.service import AccountDraft
from schoolguard.app.bootstrap import FirstAccount, SchoolSetup, create_school
from schoolguard.app.calendar import proposed_exceptions
from schoolguard.app.store_check import StoreCheck, check_school
from schoolguard.cli.answers import DONE, REFUSED, Answer, Facts
from schoolguard.cli.asked import Asked, read_file, writing_to
from schoolguard.cli.opening import open_school
from schoolguard.kernel.actor import Role
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.school_calendar import SchoolCalendar, usual_terms
from schoolguard.kernel.school_settings import SchoolKind, SchoolSettings
from schoolguard.packages import read_bureau_card

_NURSE = "nurse"
_PRINCIPAL = "principal"


def init(asked: Asked) -> Answer:
    """Create a school with a nurse and a principal, both with the password that was given.

    One password for two people is for a terminal's start only; the answer says to change it.
    """
    texts, folder = asked.texts, asked["folder"]
    settings = _settings(asked)
    terms = usual_terms(local_day(asked.clock.now()))
    holidays = proposed_exceptions(terms[0].first_on, terms[-1].last_on)
    password = asked.password()
    people = ((_NURSE, Role.NURSE), (_PRINCIPAL, Role.PRINCIPAL))
    accounts = tuple(
        FirstAccount(AccountDraft(login, texts(f"cli.command.school_init.{login}"), role), password)
        for login, role in people
    )
    setup = SchoolSetup(settings, accounts, SchoolCalendar(terms, holidays))
    create_school(folder, setup, asked.clock).school.close()
    facts: Facts = {
        "school": str(folder),
        "code": settings.code,
        "user": _NURSE,
        "principal": _PRINCIPAL,
    }
    done = texts(
        "cli.command.school_init.done", folder=str(folder), user=_NURSE, principal=_PRINCIPAL
    )
    return Answer(facts, (done,))


def check(asked: Asked) -> Answer:
    """Check store, audit chain, anchor and sheets of a school."""
    with open_school(asked) as school:
        found = check_school(school)
    facts: Facts = {
        "sound": found.is_sound,
        "entries": found.entries,
        "head": found.head,
        "damage": list(found.damage),
        "first_break": found.first_break.seq if found.first_break else None,
        "behind": found.behind.seq if found.behind else None,
        "altered_sheets": len(found.altered),
    }
    return Answer(facts, _check_lines(asked, found), exit_code=DONE if found.is_sound else REFUSED)


def enrol(asked: Asked) -> Answer:
    """Take the bureau's card in, and make the school's own keys if there are none yet."""
    file = read_file(asked["card"])
    card = read_bureau_card(file)
    with open_school(asked) as school:
        settings = school.settings
        if school.query(submission.school_card) is None:
            school.change(lambda unit: submission.create_keys(unit, settings))
        school.change(lambda unit: submission.enrol_bureau(unit, file, card.fingerprint))
    facts: Facts = {"bureau": card.bureau, "name": card.name, "fingerprint": card.fingerprint}
    lines = asked.texts(
        "cli.command.school_enrol.done", name=card.name, fingerprint=card.fingerprint
    )
    return Answer(facts, (lines,))


def card(asked: Asked) -> Answer:
    """Write the school's card to a file, for the bureau."""
    out: Path = asked["out"]
    with open_school(asked) as school:
        settings = school.settings
        if school.query(submission.school_card) is None:
            school.change(lambda unit: submission.create_keys(unit, settings))
        file = school.query(submission.school_card_file) or b""
        own = school.query(submission.school_card)
    with writing_to(out):
        out.write_bytes(file)
    fingerprint = own.fingerprint if own else ""
    facts: Facts = {"file": str(out), "fingerprint": fingerprint}
    done = asked.texts("cli.command.school_card.done", file=str(out), fingerprint=fingerprint)
    return Answer(facts, (done,))


def _settings(asked: Asked) -> SchoolSettings:
    kinds = [kind.value for kind in SchoolKind]
    if asked["kind"] not in kinds:
        raise UserError("cli.bad_kind", kind=asked["kind"], choices=", ".join(kinds))
    sessions = {CheckSession.MORNING, CheckSession.NOON}
    if asked["boarding"]:
        sessions.add(CheckSession.EVENING)
    return SchoolSettings(
        name=asked["name"],
        code=asked["code"],
        kind=SchoolKind(asked["kind"]),
        boarding=asked["boarding"],
        sessions=frozenset(sessions),
        language=asked.texts.language,
    )


def _check_lines(asked: Asked, found: StoreCheck) -> tuple[str, ...]:
    texts = asked.texts
    if found.is_sound:
        return (texts("cli.command.check.sound", entries=found.entries, head=found.head),)
    lines = [texts("cli.command.check.damage", what=what) for what in found.damage]
    if found.first_break is not None:
        lines.append(texts("cli.command.check.broken", seq=found.first_break.seq))
    if found.behind is not None:
        lines.append(texts("cli.command.check.behind", seq=found.behind.seq))
    if found.altered:
        first = found.altered[0].day.isoformat()
        lines.append(texts("cli.command.check.altered", sheets=len(found.altered), day=first))
    return tuple(lines)
