# SPDX-License-Identifier: Apache-2.0
"""What the bureau does: its keys, enrolling schools, confirming a new series of numbers.

A school is trusted because a person compared its card's fingerprint by phone; a newer card because
the root that is already trusted signed it. A new series of numbers counts only after a named person
has phoned the school.
"""

from dataclasses import dataclass

from sqlalchemy import insert, select, update

from schoolguard import packages
from schoolguard.bureau import queries
from schoolguard.bureau.rules import EpochState, Keeping
from schoolguard.bureau.tables import BureauKeyRow, EpochRow, PackageRow, SchoolRow
from schoolguard.crypto.age import AgeIdentity
from schoolguard.crypto.fingerprints import same_fingerprint
from schoolguard.crypto.signatures import SigningKey
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.errors import UserError
from schoolguard.store.unit import Unit


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A school's card that was taken in; `is_update`: of a school that was enrolled before."""

    card: packages.SchoolCard
    is_update: bool


def create_keys(unit: Unit, name: str) -> packages.BureauCard:
    """Make the bureau's keys and its card.

    Raises:
        UserError: ``bureau.keys_exist``, ``bureau.bad_name``.
    """
    if unit.connection.execute(select(BureauKeyRow.id)).first() is not None:
        raise UserError("bureau.keys_exist")
    if not name.strip():
        raise UserError("bureau.bad_name")
    receipt_key, identity = SigningKey.generate(), AgeIdentity.generate()
    card = packages.BureauCard(name.strip(), 1, receipt_key.public, identity.recipient)
    unit.connection.execute(
        insert(BureauKeyRow).values(
            name=card.name,
            receipt_seed=receipt_key.seed,
            age_secret=identity.secret,
            card=packages.write_bureau_card(card, receipt_key),
            created_at=unit.now,
        )
    )
    unit.audit("bureau.keys_created", f"bureau:{card.bureau}")
    unit.touch(Changes.BUREAU)
    return card


def enrol_school(unit: Unit, file: bytes, fingerprint: str, confirmed_by: str) -> Enrolment:
    """Take a school's card in.

    A newer card of an enrolled school needs no phone call: the trusted root signed it, and
    `fingerprint` may be empty.

    Raises:
        BadCardError, CardRollbackError: not a valid card, or not one that may follow.
        UserError: ``bureau.wrong_fingerprint``, ``bureau.no_name``.
    """
    claimed = packages.read_school_card(file)
    trusted = queries.school_card(unit, claimed.school)
    card = packages.read_school_card(file, trusted)
    if trusted is None:
        if not same_fingerprint(fingerprint, card.fingerprint):
            raise UserError("bureau.wrong_fingerprint")
        if not confirmed_by.strip():
            raise UserError("bureau.no_name")
        unit.connection.execute(
            insert(SchoolRow).values(
                code=card.school,
                name=card.name,
                card=file,
                card_version=card.version,
                enrolled_at=unit.now,
                confirmed_by=confirmed_by.strip(),
            )
        )
    else:
        unit.connection.execute(
            update(SchoolRow)
            .where(SchoolRow.code == card.school)
            .values(name=card.name, card=file, card_version=card.version)
        )
    unit.audit("bureau.school_enrolled", f"school:{card.school}", version=card.version)
    unit.touch(Changes.BUREAU)
    return Enrolment(card, trusted is not None)


def confirm_epoch(unit: Unit, school: str, confirmed_by: str) -> None:
    """Let a school's new series of numbers count, after a named person has phoned the school.

    The series before is closed: nothing beyond its highest known number is taken any more.

    Raises:
        UserError: ``bureau.nothing_to_confirm``, ``bureau.no_name``.
    """
    if not confirmed_by.strip():
        raise UserError("bureau.no_name")
    pending = (
        select(EpochRow.id, EpochRow.epoch)
        .where(EpochRow.school == school, EpochRow.state == EpochState.PENDING)
        .order_by(EpochRow.id)
    )
    row = unit.connection.execute(pending).first()
    if row is None:
        raise UserError("bureau.nothing_to_confirm", school=school)
    _close_current(unit, school)
    unit.connection.execute(
        update(EpochRow)
        .where(EpochRow.id == row.id)
        .values(state=EpochState.CURRENT, confirmed_by=confirmed_by.strip())
    )
    _release(unit, school, row.epoch)
    unit.audit("bureau.epoch_confirmed", f"school:{school}", epoch=row.epoch[:8])
    unit.touch(Changes.BUREAU)


def settle_forks(unit: Unit, school: str, confirmed_by: str) -> None:
    """Note that a named person has cleared up a school's contradicting packages by phone.

    The one that came first goes on counting; the others stay as evidence.

    Raises:
        UserError: ``bureau.nothing_to_confirm``, ``bureau.no_name``.
    """
    if not confirmed_by.strip():
        raise UserError("bureau.no_name")
    forked = (PackageRow.school == school, PackageRow.keeping == Keeping.FORKED)
    numbers = unit.connection.execute(select(PackageRow.id).where(*forked)).scalars().all()
    if not numbers:
        raise UserError("bureau.nothing_to_confirm", school=school)
    settled = update(PackageRow).where(PackageRow.id.in_(numbers))
    unit.connection.execute(settled.values(keeping=Keeping.SETTLED))
    unit.audit("bureau.forks_settled", f"school:{school}", packages=len(numbers))
    unit.touch(Changes.BUREAU)


def _close_current(unit: Unit, school: str) -> None:
    epoch = queries.current_epoch(unit, school)
    if epoch is None:
        return
    closed = queries.chain(unit, school, epoch).close()
    unit.connection.execute(
        update(EpochRow)
        .where(EpochRow.school == school, EpochRow.epoch == epoch)
        .values(state=EpochState.CLOSED, last=closed.last)
    )


def _release(unit: Unit, school: str, epoch: str) -> None:
    """Judge what waited for the confirmation, in order of numbers, as if it arrived now."""
    links = queries.chain(unit, school, epoch).held
    known = packages.Chain(epoch)
    for seq in sorted(links):
        decision = packages.judge(known, links[seq])
        known = decision.chain
        keeping = {
            packages.Finding.NEXT: Keeping.ACCEPTED,
            packages.Finding.GAP: Keeping.HELD,
        }.get(decision.finding, Keeping.FORKED)
        keep(unit, school, epoch, links[seq].digest, keeping)


def keep(unit: Unit, school: str, epoch: str, digest: str, keeping: Keeping) -> None:
    """Change how a package is kept."""
    unit.connection.execute(
        update(PackageRow)
        .where(PackageRow.school == school, PackageRow.epoch == epoch, PackageRow.digest == digest)
        .values(keeping=keeping)
    )
