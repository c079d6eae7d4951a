# SPDX-License-Identifier: Apache-2.0
"""Keys, cards and epochs: what must stand before the first package, and after a restore.

The root key is never kept: its code is printed once and lies in the safe. A bureau is trusted
because a person compared its fingerprint by phone. A record that was restored from a copy begins a
new epoch, since the old numbers may have been used after the copy was made.
"""

from dataclasses import dataclass, field, replace

from sqlalchemy import insert

from schoolguard import access, packages
from schoolguard.crypto.age import AgeIdentity
from schoolguard.crypto.fingerprints import same_fingerprint
from schoolguard.crypto.recovery_code import MistypedCodeError, new_code, plain_code
from schoolguard.crypto.signatures import SigningKey
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.school_settings import SchoolSettings
from schoolguard.store.identity import epoch as vault_epoch
from schoolguard.store.identity import new_id
from schoolguard.store.unit import Unit
from schoolguard.submission import queries
from schoolguard.submission.tables import BureauCardRow, EpochRow, PackageKeyRow, SchoolCardRow


@dataclass(frozen=True, slots=True)
class NewKeys:
    """The school's new card, and the code of its root key: printed once, kept in the safe."""

    card: packages.SchoolCard
    root_code: str = field(repr=False)


def create_keys(unit: Unit, school: SchoolSettings) -> NewKeys:
    """Make the school's keys and the first version of its card.

    Raises:
        UserError: ``access.not_allowed``, ``submission.keys_exist``.
    """
    access.require(unit.actor, access.Action.ENROL_BUREAU)
    if queries.school_card(unit) is not None:
        raise UserError("submission.keys_exist")
    root_code = new_code()
    root = SigningKey.from_code(plain_code(root_code))
    package_key, archive = _add_keys(unit)
    card = packages.SchoolCard(
        school=school.code,
        name=school.name,
        version=1,
        issued_at=unit.now,
        suite=packages.Suite.ED25519_AGE,
        archive_key=archive.recipient,
        package_keys=(packages.PackageKey(package_key.public),),
        root_keys=(root.public,),
        threshold=1,
    )
    _issue(unit, card, root)
    return NewKeys(card, root_code)


def replace_keys(unit: Unit, root_code: str) -> packages.SchoolCard:
    """Revoke the package key after the last package and issue a card with a new one.

    The bureau takes the new card because the same root signed it.

    Raises:
        UserError: ``access.not_allowed``, ``submission.no_keys``, ``submission.wrong_root_code``.
    """
    access.require(unit.actor, access.Action.ENROL_BUREAU)
    card = queries.school_card(unit)
    if card is None:
        raise UserError("submission.no_keys")
    try:
        root = SigningKey.from_code(plain_code(root_code))
    except MistypedCodeError as error:
        raise UserError("submission.wrong_root_code") from error
    if root.public not in card.root_keys:
        raise UserError("submission.wrong_root_code")
    last = queries.last_sent(unit)
    epoch = last.epoch if last else current_epoch(unit)[0]
    end = packages.KeyLimit(epoch, last.seq if last else 0)
    old = tuple(
        key if key.revoked_after else replace(key, revoked_after=end) for key in card.package_keys
    )
    package_key, archive = _add_keys(unit)
    begin = packages.KeyLimit(epoch, end.seq + 1)
    newer = replace(
        card,
        version=card.version + 1,
        issued_at=unit.now,
        archive_key=archive.recipient,
        package_keys=(*old, packages.PackageKey(package_key.public, valid_from=begin)),
    )
    _issue(unit, newer, root)
    return newer


def enrol_bureau(unit: Unit, file: bytes, fingerprint: str) -> packages.BureauCard:
    """Take a bureau's card in; `fingerprint` is what the bureau read out over the phone.

    Raises:
        BadCardError: the file is no valid card.
        UserError: ``access.not_allowed``, ``submission.wrong_fingerprint``.
    """
    access.require(unit.actor, access.Action.ENROL_BUREAU)
    card = packages.read_bureau_card(file)
    if not same_fingerprint(fingerprint, card.fingerprint):
        raise UserError("submission.wrong_fingerprint")
    row = insert(BureauCardRow).values(
        file=file, enrolled_at=unit.now, enrolled_by=unit.actor.account_id
    )
    unit.connection.execute(row)
    unit.audit("submission.bureau_enrolled", f"bureau:{card.bureau}", version=card.version)
    unit.touch(Changes.SUBMISSION)
    return card


def begin_epoch(unit: Unit) -> None:
    """Begin a new series of numbers: after a restore, or when the bureau is ahead of this record.

    Raises:
        UserError: ``access.not_allowed``.
    """
    access.require(unit.actor, access.Action.ENROL_BUREAU)
    last = queries.last_sent(unit)
    _add_epoch(unit, new_id(), last.manifest_sha256 if last else None)
    unit.touch(Changes.SUBMISSION)


def current_epoch(unit: Unit) -> tuple[str, str | None]:
    """Return the epoch in use and the end of the one before; begin one where the record is new."""
    newest = queries.newest_epoch(unit)
    record = vault_epoch(unit)
    if newest is not None and newest[1] == record:
        return newest[0], newest[2]
    last = queries.last_sent(unit)
    before = last.manifest_sha256 if last else None
    epoch = record if newest is None else new_id()
    _add_epoch(unit, epoch, before)
    return epoch, before


def _add_epoch(unit: Unit, epoch: str, before: str | None) -> None:
    unit.connection.execute(
        insert(EpochRow).values(
            epoch=epoch, vault_epoch=vault_epoch(unit), before=before, began_at=unit.now
        )
    )
    unit.audit("submission.epoch_began", f"epoch:{epoch[:8]}")


def _add_keys(unit: Unit) -> tuple[SigningKey, AgeIdentity]:
    package_key, archive = SigningKey.generate(), AgeIdentity.generate()
    unit.connection.execute(
        insert(PackageKeyRow).values(
            seed=package_key.seed, archive_secret=archive.secret, created_at=unit.now
        )
    )
    return package_key, archive


def _issue(unit: Unit, card: packages.SchoolCard, root: SigningKey) -> None:
    file = packages.write_school_card(card, [root])
    unit.connection.execute(
        insert(SchoolCardRow).values(version=card.version, file=file, issued_at=unit.now)
    )
    unit.audit("submission.card_issued", f"card:{card.version}")
    unit.touch(Changes.SUBMISSION)
