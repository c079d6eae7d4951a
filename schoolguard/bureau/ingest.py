# SPDX-License-Identifier: Apache-2.0
"""A file arrives: verified, placed in its school's chain, kept once, answered by a receipt.

A file that fails before its outside is proven gets no receipt: anybody could have written it. One
that the school's key did sign but that is refused later is answered, so that the school learns it.
The same package again gets the same receipt.
"""

import hashlib
from dataclasses import dataclass

from sqlalchemy import insert

from schoolguard import packages
from schoolguard.bureau import queries
from schoolguard.bureau.queries import BureauKeys, ReceiptFile
from schoolguard.bureau.rules import EpochState, Keeping
from schoolguard.bureau.service import keep
from schoolguard.bureau.tables import DayMeasuresRow, DayReportRow, EpochRow, PackageRow, ReceiptRow
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.errors import UserError
from schoolguard.packages.fields import ZERO_HASH
from schoolguard.store.unit import Unit

_VERDICTS = {
    packages.Finding.NEXT: packages.Verdict.ACCEPTED,
    packages.Finding.GAP: packages.Verdict.HELD,
    packages.Finding.NEW_EPOCH: packages.Verdict.HELD,
    packages.Finding.DUPLICATE: packages.Verdict.DUPLICATE,
}
_KEEPINGS = {
    packages.Finding.NEXT: Keeping.ACCEPTED,
    packages.Finding.GAP: Keeping.HELD,
    packages.Finding.NEW_EPOCH: Keeping.PENDING,
    packages.Finding.FORK: Keeping.FORKED,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file.

    Attributes:
        code: a `Finding`, or the code of the error that refused it, e.g. ``packages.damaged``.
        error: the refusal with its values; None when the chain decided.
        label: what the file says of itself; None when even that could not be read.
        receipt: None when the outside was not proven.
        missing: numbers that the chain now lacks.
    """

    verdict: packages.Verdict
    code: str
    error: UserError | None
    label: packages.Label | None
    receipt: ReceiptFile | None
    missing: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a receipt says beyond the package's own label."""

    verdict: packages.Verdict
    code: str
    package_sha256: str
    digest: str | None
    chain: packages.Chain
    audit_head: str | None = None
    audit_count: int = 0


def receive(unit: Unit, data: bytes) -> Outcome:
    """Take one file in; a refusal is an outcome, not an error.

    Raises:
        UserError: ``bureau.no_keys``.
    """
    keys = queries.bureau_keys(unit)
    label: packages.Label | None = None
    try:
        label = packages.claimed_label(data)
        card = queries.enrolled_card(unit, label.school)
        label = packages.check_outside(data, card, keys.card).label
    except UserError as error:
        return Outcome(packages.Verdict.REFUSED, error.code, error, label, None)
    try:
        opened = packages.open_package(data, card, keys.card, keys.identity)
    except packages.RefusedError as error:
        return _refuse(unit, keys, label, data, error)
    return _place(unit, keys, label, data, opened)


def _refuse(
    unit: Unit, keys: BureauKeys, label: packages.Label, data: bytes, error: UserError
) -> Outcome:
    epoch = queries.current_epoch(unit, label.school) or label.epoch
    chain = queries.chain(unit, label.school, epoch)
    answer = _Answer(
        packages.Verdict.REFUSED, error.code, hashlib.sha256(data).hexdigest(), None, chain
    )
    receipt = _write_receipt(unit, keys, label, answer)
    unit.audit("bureau.refused", f"school:{label.school}", seq=label.seq, code=error.code)
    unit.touch(Changes.BUREAU)
    return Outcome(packages.Verdict.REFUSED, error.code, error, label, receipt, chain.missing)


def _place(
    unit: Unit, keys: BureauKeys, label: packages.Label, data: bytes, opened: packages.Opened
) -> Outcome:
    manifest = opened.manifest
    link = packages.Link(manifest.seq, manifest.prev, manifest.sha256)
    if queries.is_forked(unit, manifest.school, link.digest):
        receipt = queries.receipts_for(unit, link.digest)
        fork = packages.Finding.FORK.value
        return Outcome(packages.Verdict.REFUSED, fork, None, label, receipt)
    decision = _judge(unit, manifest, link)
    finding = decision.finding
    verdict = _VERDICTS.get(finding, packages.Verdict.REFUSED)
    if finding is packages.Finding.DUPLICATE:
        receipt = queries.receipts_for(unit, link.digest)
        return Outcome(verdict, finding.value, None, label, receipt, decision.chain.missing)
    if finding in _KEEPINGS:
        _keep_package(unit, data, opened, _KEEPINGS[finding])
    for seq in decision.released:
        digest = decision.chain.accepted[seq]
        keep(unit, manifest.school, manifest.epoch, digest, Keeping.ACCEPTED)
    _keep_forked(unit, manifest, decision)
    answer = _Answer(
        verdict,
        "" if finding is packages.Finding.NEXT else finding.value,
        hashlib.sha256(data).hexdigest(),
        link.digest,
        _shown_chain(finding, decision.chain),
        manifest.audit_head,
        manifest.audit_count,
    )
    receipt = _write_receipt(unit, keys, label, answer)
    unit.audit(
        f"bureau.{verdict.value}",
        f"school:{manifest.school}",
        seq=manifest.seq,
        finding=finding.value,
        package=link.digest,
    )
    unit.touch(Changes.BUREAU)
    return Outcome(verdict, finding.value, None, label, receipt, answer.chain.missing)


def _judge(unit: Unit, manifest: packages.Manifest, link: packages.Link) -> packages.Decision:
    """Judge an arrival; the first epoch of a school is trusted with its card, others wait."""
    current = queries.current_epoch(unit, manifest.school)
    chain = queries.chain(unit, manifest.school, manifest.epoch)
    if current is None:
        _add_epoch(unit, manifest, EpochState.CURRENT, data_lost=False)
        return packages.judge(chain, link)
    if manifest.epoch == current or chain.last is not None:
        return packages.judge(chain, link)
    if any(held.digest == link.digest for held in chain.held.values()):
        return packages.Decision(packages.Finding.DUPLICATE, chain)
    if link.seq in chain.held:
        return packages.Decision(packages.Finding.FORK, chain)
    if not chain.held:
        before = queries.chain(unit, manifest.school, current)
        lost = packages.data_lost(before, manifest.prev_epoch_head)
        _add_epoch(unit, manifest, EpochState.PENDING, data_lost=lost)
    return packages.Decision(packages.Finding.NEW_EPOCH, chain)


def _shown_chain(finding: packages.Finding, chain: packages.Chain) -> packages.Chain:
    """Nothing of an unconfirmed epoch counts yet."""
    return packages.Chain(chain.epoch) if finding is packages.Finding.NEW_EPOCH else chain


def _keep_forked(unit: Unit, manifest: packages.Manifest, decision: packages.Decision) -> None:
    if decision.forked is None:
        return
    held = queries.chain(unit, manifest.school, manifest.epoch).held[decision.forked]
    keep(unit, manifest.school, manifest.epoch, held.digest, Keeping.FORKED)


def _add_epoch(
    unit: Unit, manifest: packages.Manifest, state: EpochState, *, data_lost: bool
) -> None:
    unit.connection.execute(
        insert(EpochRow).values(
            school=manifest.school,
            epoch=manifest.epoch,
            state=state,
            last=None,
            data_lost=data_lost,
            began_at=unit.now,
            confirmed_by="",
        )
    )


def _keep_package(unit: Unit, data: bytes, opened: packages.Opened, keeping: Keeping) -> None:
    manifest = opened.manifest
    row = insert(PackageRow).values(
        school=manifest.school,
        epoch=manifest.epoch,
        seq=manifest.seq,
        prev=manifest.prev,
        digest=manifest.sha256,
        package_sha256=hashlib.sha256(data).hexdigest(),
        keeping=keeping,
        kind=manifest.kind,
        report_on=manifest.report_on,
        audit_head=manifest.audit_head,
        audit_count=manifest.audit_count,
        data=data,
        received_at=unit.now,
    )
    number = unit.connection.execute(row.returning(PackageRow.id)).scalar_one()
    figures = _figures(opened)
    unit.connection.execute(
        insert(DayReportRow).values(package_id=number, revision=manifest.revision, **figures)
    )
    measures = _measures(opened)
    if measures is not None:
        unit.connection.execute(insert(DayMeasuresRow).values(package_id=number, **measures))


def _figures(opened: packages.Opened) -> dict[str, str | int | bool]:
    """Return the columns of a day; a no-school notice has zeros that no sum takes in."""
    names = [name for name in queries.FIGURES if name != "revision"]
    contents = opened.contents
    if isinstance(contents, packages.DailyContents):
        return {name: getattr(contents.report, name) for name in names}
    return {**dict.fromkeys(names, 0), "statement": "no_school", "signed_off": False}


def _measures(opened: packages.Opened) -> dict[str, int] | None:
    """Return what a package says of measures; None where it says nothing of them."""
    contents = opened.contents
    if not isinstance(contents, packages.DailyContents) or contents.control is None:
        return None
    control = contents.control
    admitted = (control.isolation_pupils, control.isolation_staff, control.isolation_visitors)
    return {
        "isolated": sum(admitted),
        "new_cases": sum(row.new_today for row in contents.cases),
        "classes_off": control.classes_off,
        "warnings_legal": control.warnings_legal,
        "rounds_missed": control.rounds_missed,
    }


def _write_receipt(
    unit: Unit, keys: BureauKeys, label: packages.Label, answer: _Answer
) -> ReceiptFile:
    before = queries.last_receipt(unit, label.school)
    receipt = packages.Receipt(
        bureau=keys.card.bureau,
        school=label.school,
        epoch=label.epoch,
        seq=label.seq,
        manifest_sha256=answer.digest,
        package_sha256=answer.package_sha256,
        received_at=unit.now,
        verdict=answer.verdict,
        code=answer.code,
        contiguous_seq=answer.chain.seq if answer.chain.epoch == label.epoch else 0,
        contiguous_head=answer.chain.head if answer.chain.epoch == label.epoch else ZERO_HASH,
        missing=answer.chain.missing if answer.chain.epoch == label.epoch else (),
        audit_head=answer.audit_head,
        audit_count=answer.audit_count,
        receipt_seq=before[0] + 1 if before else 1,
        prev_receipt=before[1] if before else ZERO_HASH,
        operator=unit.actor.name,
    )
    file = packages.write_receipt(receipt, keys.receipt_key)
    unit.connection.execute(
        insert(ReceiptRow).values(
            school=receipt.school,
            receipt_seq=receipt.receipt_seq,
            sha256=receipt.sha256,
            package_sha256=receipt.package_sha256,
            digest=receipt.manifest_sha256,
            file_name=receipt.file_name,
            file=file,
            written_at=unit.now,
        )
    )
    return ReceiptFile(receipt.school, receipt.file_name, file)
