# SPDX-License-Identifier: Apache-2.0
"""Commands on a bureau: create it, enrol schools, receive packages, show a day's board."""

from pathlib import Path

from schoolguard import bureau
from schoolguard.app import Bureau
from schoolguard.app.bootstrap import create_bureau
from schoolguard.cli.answers import DONE, REFUSED, Answer, Facts, Json
from schoolguard.cli.asked import Asked, read_file, writing_to
from schoolguard.cli.opening import open_bureau
from schoolguard.packages import Verdict, read_bureau_card, read_school_card

_RECEIPTS = "receipts"


def init(asked: Asked) -> Answer:
    """Create a bureau with its keys."""
    folder, name = asked["folder"], asked["name"]
    office = create_bureau(folder, name, asked.password(), asked.clock)
    try:
        own, _ = office.change(lambda unit: bureau.create_keys(unit, name))
    finally:
        office.close()
    facts: Facts = {"bureau": str(folder), "id": own.bureau, "fingerprint": own.fingerprint}
    done = asked.texts(
        "cli.command.bureau_init.done", folder=str(folder), fingerprint=own.fingerprint
    )
    return Answer(facts, (done,))


def card(asked: Asked) -> Answer:
    """Write the bureau's card to a file, for its schools."""
    out: Path = asked["out"]
    with open_bureau(asked) as office:
        file = office.query(bureau.bureau_card_file)
    with writing_to(out):
        out.write_bytes(file)
    fingerprint = read_bureau_card(file).fingerprint
    done = asked.texts("cli.command.bureau_card.done", file=str(out), fingerprint=fingerprint)
    return Answer({"file": str(out), "fingerprint": fingerprint}, (done,))


def enrol(asked: Asked) -> Answer:
    """Take a school's card in; the fingerprint is shown, to be compared by phone."""
    file = read_file(asked["card"])
    own = read_school_card(file)
    with open_bureau(asked) as office:
        enrolled, _ = office.change(
            lambda unit: bureau.enrol_school(unit, file, own.fingerprint, office.name)
        )
    facts: Facts = {
        "school": own.school,
        "name": own.name,
        "version": own.version,
        "fingerprint": own.fingerprint,
        "update": enrolled.is_update,
    }
    done = asked.texts("cli.command.bureau_enrol.done", name=own.name, fingerprint=own.fingerprint)
    return Answer(facts, (done,))


def receive(asked: Asked) -> Answer:
    """Take package files in and write a receipt for each; refused ones make the command fail."""
    receipts: Path = asked["receipts"] or asked["bureau"] / _RECEIPTS
    found: list[Facts] = []
    lines: list[str] = []
    paths = bureau.find_packages(asked["paths"])
    with open_bureau(asked) as office, writing_to(receipts):
        receipts.mkdir(parents=True, exist_ok=True)
        for path in paths:
            one, line = _receive_one(asked, office, path, receipts)
            found.append(one)
            lines.append(line)
    verdicts = [str(one["verdict"]) for one in found]
    facts: Facts = {
        "packages": found,
        "accepted": verdicts.count(Verdict.ACCEPTED.value),
        "refused": verdicts.count(Verdict.REFUSED.value),
        "receipts": str(receipts),
    }
    refused = Verdict.REFUSED.value in verdicts
    lines.append(asked.texts("cli.command.bureau_receive.done", files=len(found)))
    return Answer(facts, tuple(lines), exit_code=REFUSED if refused else DONE)


def board(asked: Asked) -> Answer:
    """Show who has reported for a day, and the district's sums."""
    with open_bureau(asked) as office:
        day = office.query(lambda view: bureau.board(view, asked["on"]))
    schools: list[Json] = [
        {
            "school": line.school,
            "name": line.name,
            "standing": line.standing.value,
            "overdue_days": line.overdue_days,
            "missing": list(line.missing),
            "needs_call": line.needs_call,
        }
        for line in day.lines
    ]
    totals: Facts = {
        name: getattr(day.totals, name)
        for name in ("schools", "pupils", "staff", "absent", "absent_illness", "fevers")
    }
    lines = tuple(
        asked.texts(
            "cli.command.bureau_board.line",
            school=line.school,
            name=line.name,
            standing=asked.texts(f"cli.command.bureau_board.{line.standing.value}"),
        )
        for line in day.lines
    )
    return Answer({"day": day.day.isoformat(), "schools": schools, "totals": totals}, lines)


def export_key(asked: Asked) -> Answer:
    """Write the bureau's age identity, for work with standard tools; whoever has it reads all."""
    out: Path = asked["out"]
    with open_bureau(asked) as office:
        keys = office.query(bureau.bureau_keys)
    with writing_to(out):
        out.touch(mode=0o600, exist_ok=False)
        out.write_text(f"{keys.identity.secret}\n", encoding="ascii")
    done = asked.texts("cli.command.bureau_export_key.done", file=str(out))
    return Answer({"file": str(out), "recipient": keys.card.age_key}, (done,))


def _receive_one(asked: Asked, office: Bureau, path: Path, receipts: Path) -> tuple[Facts, str]:
    data = bureau.read_package(path)
    outcome, _ = office.change(lambda unit: bureau.receive(unit, data))
    facts: Facts = {
        "file": str(path),
        "verdict": outcome.verdict.value,
        "code": outcome.code,
        "seq": outcome.label.seq if outcome.label else None,
        "school": outcome.label.school if outcome.label else None,
        "missing": list(outcome.missing),
        "receipt": None,
    }
    if outcome.receipt is not None:
        written = receipts / outcome.receipt.name
        written.write_bytes(outcome.receipt.data)
        facts["receipt"] = str(written)
    said = asked.texts(f"cli.command.bureau_receive.{outcome.verdict.value}")
    if outcome.error is not None:
        said = asked.texts.error(outcome.error)
    return facts, asked.texts("cli.command.bureau_receive.line", file=path.name, said=said)
