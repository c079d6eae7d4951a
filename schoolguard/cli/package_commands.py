# SPDX-License-Identifier: Apache-2.0
"""Commands on one package file: seal, show, verify, take its receipt in."""

from datetime import date
from pathlib import Path

from schoolguard import daily, packages, submission
from schoolguard.access.rules import Action, allowed
from schoolguard.app import School, Unit, View
from schoolguard.app.rule_book import daily_basis
from schoolguard.cli.answers import Answer, Facts
from schoolguard.cli.asked import Asked, read_file, writing_to
from schoolguard.cli.opening import open_school
from schoolguard.kernel.actor import Role
from schoolguard.kernel.errors import UserError


def seal(asked: Asked) -> Answer:
    """Seal a day's report and hand the package over to a folder.

    It is the principal's command: a report that is not signed yet, or has changed since, is signed
    by sealing it. Anybody else seals only what was signed.
    """
    folder: Path = asked["out"]
    with writing_to(folder):
        folder.mkdir(exist_ok=True)
    with open_school(asked, Role.PRINCIPAL) as school:
        basis = daily_basis(school)
        sent, signed = _sealed(school, asked["on"], basis)
        (file,) = school.query(lambda view: submission.package_files(view, [sent.id]))
        path = submission.write_file(folder, file.name, file.data)
        school.change(
            lambda unit: submission.mark_handed_over(unit, [sent.id], submission.Way.FOLDER)
        )
    facts: Facts = {
        "file": str(path),
        "day": sent.report_on.isoformat(),
        "kind": sent.kind.value,
        "epoch": sent.epoch,
        "seq": sent.seq,
        "bytes": len(file.data),
        "signed_now": signed,
    }
    lines = [asked.texts("cli.command.package_seal.done", file=str(path))]
    if signed:
        lines.insert(0, asked.texts("cli.command.package_seal.signed", number=signed))
    return Answer(facts, tuple(lines))


def _sealed(school: School, day: date, basis: daily.Basis) -> tuple[submission.Sent, str | None]:
    """Seal a day; where nothing is new, take the package that was sealed before."""
    try:
        return school.change(lambda unit: _signed_and_sealed(unit, day, basis))[0]
    except UserError as error:
        if error.code != "submission.nothing_new":
            raise
    before = [one for one in school.query(submission.outbox) if one.report_on == day]
    return max(before, key=lambda one: one.revision), None


def _signed_and_sealed(
    unit: Unit, day: date, basis: daily.Basis
) -> tuple[submission.Sent, str | None]:
    """Seal in the same deed as signing: what can't be sealed stays unsigned.

    Returns:
        The package, and the number of the report that was signed just now.
    """
    signed = None
    if allowed(unit.actor, Action.SIGN_REPORT) and _is_to_be_signed(unit, day, basis):
        report_id = daily.prepare(unit, day, basis)
        daily.sign_off(unit, report_id, basis)
        signed = daily.issue(unit, report_id).number
    return submission.seal_day(unit, day, basis), signed


def _is_to_be_signed(view: View, day: date, basis: daily.Basis) -> bool:
    if daily.last_signed(view, day) is not None:
        return bool(daily.changes_since_signed(view, day, basis))
    unsigned = {submission.Readiness.NOT_SIGNED, submission.Readiness.NO_REPORT}
    return submission.outlook(view, day, basis) in unsigned


def receipt(asked: Asked) -> Answer:
    """Take a receipt of the bureau into the school's record."""
    file = read_file(asked["file"])
    with open_school(asked) as school:
        taken, _ = school.change(lambda unit: submission.accept_receipt(unit, file))
    facts: Facts = {
        "verdict": taken.verdict.value,
        "code": taken.code,
        "epoch": taken.epoch,
        "seq": taken.seq,
        "missing": list(taken.missing),
    }
    key = f"cli.command.package_receipt.{taken.verdict.value}"
    lines = [asked.texts(key, seq=taken.seq, code=taken.code)]
    if taken.missing:
        numbers = ", ".join(map(str, taken.missing))
        lines.append(asked.texts("cli.command.package_receipt.missing", numbers=numbers))
    return Answer(facts, tuple(lines))


def show(asked: Asked) -> Answer:
    """Say what a package claims of itself; nothing is proven by it."""
    label = packages.claimed_label(read_file(asked["file"]))
    facts = _label_facts(label)
    return Answer(facts, (asked.texts("cli.command.package_show.claimed"), *_lines(asked, label)))


def verify(asked: Asked) -> Answer:
    """Check all of a package that can be checked without a secret key."""
    school = packages.read_school_card(read_file(asked["school_key"]))
    bureau = None
    if asked["bureau_key"] is not None:
        bureau = packages.read_bureau_card(read_file(asked["bureau_key"]))
    checked = packages.check_outside(read_file(asked["file"]), school, bureau)
    facts: Facts = {**_label_facts(checked.label), "signer_key": checked.signer_key}
    proven = asked.texts("cli.command.package_verify.proven", school=school.name)
    return Answer(facts, (proven, *_lines(asked, checked.label)))


def _label_facts(label: packages.Label) -> Facts:
    return {
        "school": label.school,
        "day": label.report_on.isoformat(),
        "kind": label.kind.value,
        "epoch": label.epoch,
        "seq": label.seq,
        "recipient": label.recipient,
        "suite": label.suite,
        "manifest_sha256": label.manifest_sha256,
    }


def _lines(asked: Asked, label: packages.Label) -> tuple[str, ...]:
    return tuple(
        asked.texts(f"cli.label.{name}", value=str(value))
        for name, value in _label_facts(label).items()
    )
