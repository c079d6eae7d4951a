# SPDX-License-Identifier: Apache-2.0
"""A real school and a real bureau that exchanged cards, and the road between them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from schoolguard import bureau as district
from schoolguard import packages, submission
from schoolguard.app.bureau import Bureau, clerk
from schoolguard.app.schema import BUREAU_METADATA, BUREAU_REVISION
from schoolguard.app.school import School
from schoolguard.bureau import Outcome
from schoolguard.kernel.clock import Clock
from schoolguard.packages.receipts import Receipt
from schoolguard.store import identity
from schoolguard.store.unit import Unit
from schoolguard.store.vault import create_vault
from schoolguard.submission import NewKeys, PackageFile
from schoolguard.submission.rules import Sent
from tests.factories.packages import make_contents, make_first_contents, make_report

T = TypeVar("T")
DAY = date(2026, 9, 1)


@contextmanager
def open_bureau(folder: Path, clock: Clock) -> Iterator[Bureau]:
    """A new bureau under a raw key: no Argon2 in tests."""
    folder.mkdir(parents=True)
    vault = create_vault(folder / "bureau.db", bytes(32), BUREAU_METADATA, BUREAU_REVISION)
    bureau = Bureau(folder, vault, clock, clerk("孙局员"), "某县教育局")
    with bureau.writing() as unit:
        identity.found(unit, identity.new_id())
    yield bureau
    bureau.close()


@dataclass
class Road:
    """Both ends; `send` seals a day at school, `arrive` takes a file in at the bureau."""

    school: School
    bureau: Bureau
    keys: NewKeys = field(init=False)

    def __post_init__(self) -> None:
        card = self.at_bureau(lambda unit: district.create_keys(unit, self.bureau.name))
        file = self.bureau.query(district.bureau_card_file)
        self.keys = self.at_school(lambda unit: submission.create_keys(unit, self.school.settings))
        self.at_school(lambda unit: submission.enrol_bureau(unit, file, card.fingerprint))
        self.enrol_school()

    def enrol_school(self, fingerprint: str | None = None) -> None:
        card = self.school.query(submission.school_card)
        file = self.school.query(submission.school_card_file)
        assert card is not None
        assert file is not None
        said = card.fingerprint if fingerprint is None else fingerprint
        self.at_bureau(lambda unit: district.enrol_school(unit, file, said, "孙局员"))

    def at_school(self, act: Callable[[Unit], T]) -> T:
        return self.school.change(act)[0]

    def at_bureau(self, act: Callable[[Unit], T]) -> T:
        return self.bureau.change(act)[0]

    def seal(self, days_later: int = 0, *, fevers: int = 1, first_schema: bool = False) -> Sent:
        day = DAY + timedelta(days=days_later)
        code, name = self.school.settings.code, self.school.settings.name
        report = make_report(report_on=day, school=code, school_name=name, fevers=fevers)
        make = make_first_contents if first_schema else make_contents
        contents = make(report=report)
        return self.at_school(lambda unit: submission.seal_contents(unit, day, contents))

    def file(self, sent: Sent) -> PackageFile:
        return self.school.query(lambda view: submission.package_files(view, [sent.id]))[0]

    def arrive(self, data: bytes) -> Outcome:
        return self.at_bureau(lambda unit: district.receive(unit, data))

    def send(self, sent: Sent) -> Outcome:
        return self.arrive(self.file(sent).data)

    def answer(self, outcome: Outcome) -> Receipt:
        assert outcome.receipt is not None
        file = outcome.receipt.data
        return self.at_school(lambda unit: submission.accept_receipt(unit, file))

    def board(self, day: date = DAY) -> district.Board:
        return self.bureau.query(lambda view: district.board(view, day))

    def standings(self) -> list[str]:
        """Standing of each package, oldest first."""
        sent = self.school.query(submission.outbox)
        return [one.standing.value for one in reversed(sent)]

    def seal_by_hand(self, **changes: object) -> bytes:
        """Seal a package outside the record, as a second PC with the same keys would."""
        from schoolguard.submission import queries

        secrets = self.school.query(queries.school_keys)
        card = self.school.query(submission.school_card)
        bureau = self.school.query(submission.bureau_card)
        last = self.school.query(queries.last_sent)
        assert card is not None
        assert bureau is not None
        order = packages.Order(
            school=card.school,
            epoch=last.epoch if last else "0" * 32,
            prev_epoch_head=None,
            seq=last.seq if last else 1,
            prev="0" * 64,
            kind=packages.Kind.DAILY,
            report_on=DAY,
            revision=1,
            supersedes=None,
            created_at=self.school.clock.now(),
            boot_counter=0,
            keys_version=card.version,
            audit_head="b" * 64,
            audit_count=1,
            last_receipt=None,
            app="Other 1",
        )
        order = replace(order, **changes)  # type: ignore[arg-type]
        keys = packages.Keys(secrets.package_key, card.archive_key, bureau)
        return packages.seal(order, make_contents(), keys).data
