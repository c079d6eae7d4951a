# SPDX-License-Identifier: Apache-2.0
"""Lives the way between school and bureau: cards, a package a day, its receipt back."""

from pathlib import Path

from schoolguard import bureau, daily, packages, submission
from schoolguard.app import Bureau, School
from schoolguard.demo.places import Places
from schoolguard.kernel.actor import Actor
from schoolguard.kernel.errors import BugError

_CLERK = "孙丽"


class Exchange:
    """A school and its bureau, and the folder that stands for the stick between them."""

    def __init__(self, school: School, office: Bureau, sender: Actor, places: Places) -> None:
        self._school = school
        self._office = office
        self._sender = sender
        self._places = places

    def introduce(self) -> None:
        """Make both sides' keys and exchange the cards, fingerprints compared."""
        settings = self._school.settings
        self._school.act_as(self._sender)
        self._office.change(lambda unit: bureau.create_keys(unit, self._office.name))
        keys, _ = self._school.change(lambda unit: submission.create_keys(unit, settings))
        school_card = self._school.query(submission.school_card_file) or b""
        bureau_card = self._office.query(bureau.bureau_card_file)
        print_read_out = packages.read_bureau_card(bureau_card).fingerprint
        self._school.change(lambda unit: submission.enrol_bureau(unit, bureau_card, print_read_out))
        self._office.change(
            lambda unit: bureau.enrol_school(unit, school_card, keys.card.fingerprint, _CLERK)
        )
        self._places.school_card.write_bytes(school_card)
        self._places.bureau_card.write_bytes(bureau_card)

    def send(self, basis: daily.Basis, report: daily.Issue) -> packages.Receipt:
        """Seal a day's report, carry it over, and bring the receipt back.

        Raises:
            BugError: the bureau did not accept it, which would be a fault of the program.
        """
        path = self._seal(basis, report)
        outcome, _ = self._office.change(
            lambda unit: bureau.receive(unit, bureau.read_package(path))
        )
        answer = outcome.receipt
        if outcome.verdict is not packages.Verdict.ACCEPTED or answer is None:
            raise BugError(f"the demonstration's package was not accepted: {outcome.code}")
        submission.write_file(self._places.receipts, answer.name, answer.data)
        receipt, _ = self._school.change(lambda unit: submission.accept_receipt(unit, answer.data))
        return receipt

    def _seal(self, basis: daily.Basis, report: daily.Issue) -> Path:
        self._school.act_as(self._sender)
        sent, _ = self._school.change(lambda unit: submission.seal_day(unit, report.day, basis))
        (file,) = self._school.query(lambda view: submission.package_files(view, [sent.id]))
        path = submission.write_file(self._places.packages, file.name, file.data)
        by_folder = submission.Way.FOLDER
        self._school.change(lambda unit: submission.mark_handed_over(unit, [sent.id], by_folder))
        return path
