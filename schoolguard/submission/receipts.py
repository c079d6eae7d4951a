# SPDX-License-Identifier: Apache-2.0
"""Receipts of the bureau: taken in, chained, and compared with what this record knows.

A receipt that names what this record never sent means that the record is an older copy of itself:
the person is told before any number is used twice.
"""

from sqlalchemy import insert, select

from schoolguard import access, packages
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.errors import UserError
from schoolguard.packages.fields import ZERO_HASH
from schoolguard.store.unit import Unit
from schoolguard.submission import queries
from schoolguard.submission.tables import OutboxRow, ReceiptRow


def accept_receipt(unit: Unit, file: bytes) -> packages.Receipt:
    """Take a receipt of the bureau in; the same receipt again changes nothing.

    Raises:
        BadReceiptError: not a valid receipt of the enrolled bureau.
        UserError: ``access.not_allowed``, ``submission.no_bureau``,
            ``submission.receipt_other_school``, ``submission.receipt_conflict`` (two different
            ones with one number, or a broken chain), ``submission.record_behind`` (the bureau has
            what this record never sent: a restored copy).
    """
    access.require(unit.actor, access.Action.SEAL_PACKAGE)
    card, bureau = queries.school_card(unit), queries.bureau_card(unit)
    if card is None or bureau is None:
        raise UserError("submission.no_bureau")
    receipt = packages.read_receipt(file, bureau)
    if receipt.school != card.school:
        raise UserError("submission.receipt_other_school", school=receipt.school)
    if _check_receipt_chain(unit, receipt):
        return receipt
    _check_known(unit, receipt)
    _keep_receipt(unit, receipt, file)
    unit.audit(
        "submission.receipt_taken_in",
        f"receipt:{receipt.receipt_seq}",
        seq=receipt.seq,
        verdict=receipt.verdict.value,
        contiguous=receipt.contiguous_seq,
        missing=len(receipt.missing),
    )
    unit.touch(Changes.SUBMISSION)
    return receipt


def _check_receipt_chain(unit: Unit, receipt: packages.Receipt) -> bool:
    """Return whether the receipt is known already; refuse one that contradicts those we have."""
    known = select(ReceiptRow.receipt_seq, ReceiptRow.sha256, ReceiptRow.prev_receipt).where(
        ReceiptRow.bureau == receipt.bureau
    )
    rows = {row.receipt_seq: row for row in unit.connection.execute(known)}
    same = rows.get(receipt.receipt_seq)
    if same is not None and same.sha256 == receipt.sha256:
        return True
    before, after = rows.get(receipt.receipt_seq - 1), rows.get(receipt.receipt_seq + 1)
    breaks = (
        same is not None
        or (before is not None and receipt.prev_receipt != before.sha256)
        or (after is not None and after.prev_receipt != receipt.sha256)
        or ((receipt.receipt_seq == 1) != (receipt.prev_receipt == ZERO_HASH))
    )
    if breaks:
        raise UserError("submission.receipt_conflict", number=receipt.receipt_seq)
    return False


def _check_known(unit: Unit, receipt: packages.Receipt) -> None:
    """Refuse a receipt for what this record never sent: the record is older than it was."""
    rows = unit.connection.execute(
        select(OutboxRow.seq, OutboxRow.manifest_sha256).where(OutboxRow.epoch == receipt.epoch)
    )
    ours = {row.seq: row.manifest_sha256 for row in rows}
    foreign = receipt.manifest_sha256 not in {None, ours.get(receipt.seq)}
    ahead = receipt.contiguous_seq and ours.get(receipt.contiguous_seq) != receipt.contiguous_head
    if receipt.verdict is not packages.Verdict.REFUSED and (foreign or ahead):
        raise UserError("submission.record_behind", seq=receipt.contiguous_seq or receipt.seq)


def _keep_receipt(unit: Unit, receipt: packages.Receipt, file: bytes) -> None:
    unit.connection.execute(
        insert(ReceiptRow).values(
            bureau=receipt.bureau,
            receipt_seq=receipt.receipt_seq,
            sha256=receipt.sha256,
            prev_receipt=receipt.prev_receipt,
            epoch=receipt.epoch,
            seq=receipt.seq,
            manifest_sha256=receipt.manifest_sha256,
            verdict=receipt.verdict,
            code=receipt.code,
            contiguous_seq=receipt.contiguous_seq,
            contiguous_head=receipt.contiguous_head,
            missing=" ".join(map(str, receipt.missing)),
            file=file,
            taken_in_at=unit.now,
            taken_in_by=unit.actor.account_id,
        )
    )
