# SPDX-License-Identifier: Apache-2.0
"""Sealing a day and noting that packages left the school.

Numbers only go up. A package is sealed once and kept; handing it over again sends the same bytes.
A correction is a new package that names the one it replaces.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import insert

from schoolguard import __version__, access, packages
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import PackageId
from schoolguard.store import audit
from schoolguard.store.unit import Unit
from schoolguard.submission import queries
from schoolguard.submission.enrolment import current_epoch
from schoolguard.submission.rules import Place, Sent, Way, next_place
from schoolguard.submission.tables import HandoverRow, OutboxRow


def seal_contents(unit: Unit, day: date, contents: packages.Contents, *, source: str = "") -> Sent:
    """Seal the package of a day; a second one for the same day is a correction of the first.

    `source` is the number of the report that the contents are of; empty for a no-school notice.

    Raises:
        UserError: ``access.not_allowed``, ``submission.no_keys``, ``submission.no_bureau``.
        RefusedError: the contents break a limit of the format.
    """
    access.require(unit.actor, access.Action.SEAL_PACKAGE)
    card, bureau = queries.school_card(unit), queries.bureau_card(unit)
    secrets = queries.school_keys(unit)
    if card is None or bureau is None:
        raise UserError("submission.no_bureau")
    place = _next_place(unit)
    unit.audit("submission.sealing", f"package:{place.epoch[:8]}-{place.seq}", day=day.isoformat())
    order = _order(unit, card, day, contents, place)
    keys = packages.Keys(secrets.package_key, card.archive_key, bureau)
    sealed = packages.seal(order, contents, keys)
    packages.open_package(sealed.data, card, bureau, secrets.archive)
    sent = _put_into_outbox(unit, sealed, source)
    unit.audit(
        "submission.sealed",
        f"package:{sent.id}",
        seq=sent.seq,
        kind=sent.kind.value,
        manifest=sent.manifest_sha256,
    )
    unit.touch(Changes.SUBMISSION)
    return sent


def mark_handed_over(unit: Unit, ids: Sequence[PackageId], way: Way) -> None:
    """Note that packages left the school.

    Raises:
        UserError: ``access.not_allowed``.
    """
    access.require(unit.actor, access.Action.SEAL_PACKAGE)
    for package_id in ids:
        unit.connection.execute(
            insert(HandoverRow).values(
                package_id=package_id, way=way, at=unit.now, account_id=unit.actor.account_id
            )
        )
        unit.audit("submission.handed_over", f"package:{package_id}", way=way.value)
    unit.touch(Changes.SUBMISSION)


def _order(
    unit: Unit,
    card: packages.SchoolCard,
    day: date,
    contents: packages.Contents,
    place: Place,
) -> packages.Order:
    count, head = audit.head(unit)
    before = queries.sent_on(unit, day)
    first_kind = (
        packages.Kind.EMPTY if isinstance(contents, packages.EmptyContents) else packages.Kind.DAILY
    )
    return packages.Order(
        school=card.school,
        epoch=place.epoch,
        prev_epoch_head=place.prev_epoch_head,
        seq=place.seq,
        prev=place.prev,
        kind=packages.Kind.CORRECTION if before else first_kind,
        report_on=day,
        revision=before[-1].revision + 1 if before else 1,
        supersedes=before[-1].manifest_sha256 if before else None,
        created_at=unit.now,
        boot_counter=0,
        keys_version=card.version,
        audit_head=head.hex(),
        audit_count=count,
        last_receipt=queries.last_receipt(unit),
        app=f"SchoolGuard {__version__}",
    )


def _next_place(unit: Unit) -> Place:
    epoch, before = current_epoch(unit)
    return next_place(epoch, before, queries.last_sent(unit))


def _put_into_outbox(unit: Unit, sealed: packages.Sealed, source: str) -> Sent:
    manifest = sealed.manifest
    values: dict[str, Any] = {
        "epoch": manifest.epoch,
        "seq": manifest.seq,
        "kind": manifest.kind,
        "report_on": manifest.report_on,
        "revision": manifest.revision,
        "manifest_sha256": manifest.sha256,
        "source": source,
        "file_name": sealed.file_name,
        "prepared_at": unit.now,
    }
    row = insert(OutboxRow).values(**values, data=sealed.data, prepared_by=unit.actor.account_id)
    number = unit.connection.execute(row.returning(OutboxRow.id)).scalar_one()
    return Sent(id=PackageId(number), **values)
