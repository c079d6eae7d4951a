# SPDX-License-Identifier: Apache-2.0
"""A school and a bureau that have exchanged cards, and packages between them; all synthetic.

`Forge` builds packages that no honest school would: each step of sealing can be tampered with, and
everything after it is made to fit, so that exactly one thing is wrong.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from schoolguard.crypto.age import AgeIdentity, encrypt
from schoolguard.crypto.canonical import canonical_json, parse_canonical_json
from schoolguard.crypto.signatures import SigningKey
from schoolguard.packages.archive import read_archive, write_archive
from schoolguard.packages.cards import BureauCard, PackageKey, SchoolCard
from schoolguard.packages.container import PACKAGE_MEMBER, Envelope, wrap
from schoolguard.packages.contents import (
    AbsenceRow,
    CauseRow,
    CheckRow,
    DailyContents,
    DiseaseRow,
    EmptyContents,
    NoSchoolRow,
    ReportRow,
    SymptomRow,
    schema_of,
)
from schoolguard.packages.control_tables import CaseRow, ControlRow
from schoolguard.packages.fields import ZERO_HASH
from schoolguard.packages.label import Label, label_of
from schoolguard.packages.manifest import Kind, Manifest, Suite
from schoolguard.packages.seal import Keys, Order, Sealed, build, seal
from schoolguard.packages.verify import Opened, open_package

DAY = date(2026, 9, 1)


@dataclass(frozen=True)
class World:
    """Both sides with all their keys."""

    root: SigningKey
    package_key: SigningKey
    archive: AgeIdentity
    receipt_key: SigningKey
    bureau_identity: AgeIdentity
    school: SchoolCard
    bureau: BureauCard

    @property
    def keys(self) -> Keys:
        return Keys(self.package_key, self.archive.recipient, self.bureau)

    def order(self, **changes: Any) -> Order:
        return replace(ORDER, **changes)

    def seal(self, contents: Any = None, **changes: Any) -> Sealed:
        return seal(self.order(**changes), contents or make_contents(), self.keys)

    def open(self, data: bytes) -> Opened:
        return open_package(data, self.school, self.bureau, self.bureau_identity)


ORDER = Order(
    school="S01",
    epoch="0123456789abcdef" * 2,
    prev_epoch_head=None,
    seq=1,
    prev=ZERO_HASH,
    kind=Kind.DAILY,
    report_on=DAY,
    revision=1,
    supersedes=None,
    created_at=datetime(2026, 9, 1, 9, 30, tzinfo=UTC),
    boot_counter=3,
    keys_version=1,
    audit_head="a" * 64,
    audit_count=150_000,
    last_receipt=None,
    app="SchoolGuard 0.1.0",
)


def make_report(**changes: Any) -> ReportRow:
    report = ReportRow(
        report_on=DAY,
        report_number="S01-20260901-1",
        revision=1,
        school="S01",
        school_name="实验小学",
        statement="findings",
        signed_off=True,
        pupils=100,
        staff=10,
        pupils_expected=100,
        pupils_present=98,
        staff_expected=10,
        staff_present=10,
        absent=2,
        absent_illness=1,
        absent_injury=0,
        absent_leave=0,
        absent_unknown=1,
        absent_suspected=0,
        fevers=1,
        waiting=0,
        symptomatic=1,
        sheets_due=4,
        sheets_late=1,
        sheets_missing=0,
        note="=1+1，一名学生发热",
    )
    return replace(report, **changes)


def make_contents(**changes: Any) -> DailyContents:
    contents = DailyContents(
        report=make_report(),
        checks=(
            CheckRow("三年级(2)班", "pupils", "morning", 50, 48, 0, 2, 0, 0, 0, 1, 1, "on_time"),
            CheckRow("教务处", "staff", "morning", 10, 9, 1, 0, 0, 0, 0, 0, 0, "late"),
        ),
        symptoms=(SymptomRow("三年级(2)班", "cough", "咳嗽", 1, 2),),
        absence=(AbsenceRow("三年级(2)班", "pupils", "illness", 1, 1, 2),),
        causes=(CauseRow("", "未查明", False, 1, 0),),
        diseases=(DiseaseRow("influenza", "流行性感冒", 0, 1, 3),),
        pdf=b"%PDF-1.4 synthetic",
        control=make_control(),
        cases=(CaseRow("varicella", "水痘", 1, 2, 3),),
    )
    return replace(contents, **changes)


def make_control(**changes: Any) -> ControlRow:
    numbers: dict[str, Any] = dict.fromkeys(ControlRow.__dataclass_fields__, 0)
    day = {"isolation_pupils": 1, "places": 40, "rounds_planned": 90, "rounds_done": 88}
    more = {"rounds_missed": 2, "classes_off": 1, "people_off": 45, "home_reached": 44}
    return ControlRow(**{**numbers, **day, **more, "rule_packs": "2026.11", **changes})


def make_first_contents(**changes: Any) -> DailyContents:
    """Return what a program before schema 2 wrote."""
    return replace(make_contents(), control=None, cases=(), **changes)


def make_empty() -> EmptyContents:
    return EmptyContents(NoSchoolRow(DAY, "S01", "实验小学", "周六"))


def make_world() -> World:
    root, package_key, receipt_key = (SigningKey(bytes([n]) * 32) for n in (1, 2, 3))
    archive, bureau_identity = AgeIdentity.generate(), AgeIdentity.generate()
    school = SchoolCard(
        school="S01",
        name="实验小学",
        version=1,
        issued_at=datetime(2026, 8, 20, tzinfo=UTC),
        suite=Suite.ED25519_AGE,
        archive_key=archive.recipient,
        package_keys=(PackageKey(package_key.public),),
        root_keys=(root.public,),
        threshold=1,
    )
    bureau = BureauCard("某县教育局", 1, receipt_key.public, bureau_identity.recipient)
    return World(root, package_key, archive, receipt_key, bureau_identity, school, bureau)


Bag = dict[str, Any]


@dataclass(frozen=True)
class Forge:
    """Seals like `seal`, with a hand on each step."""

    world: World

    def package(
        self,
        *,
        bag: Callable[[Bag], Bag] = dict,
        manifest: Callable[[dict[str, Any]], dict[str, Any]] | None = None,
        inner_key: SigningKey | None = None,
        inner_comment: str | None = None,
        archive: Callable[[bytes], bytes] = bytes,
        sealed: Callable[[bytes], bytes] = bytes,
        recipients: Sequence[str] | None = None,
        label: Callable[[Label], str] = lambda label: label.text,
        outer_key: SigningKey | None = None,
        order: Order = ORDER,
        contents: DailyContents | None = None,
        relisted: bool = False,
    ) -> bytes:
        made, plain = build(
            order,
            schema_of(contents or make_contents()),
            (contents or make_contents()).files(),
            self.world.keys,
        )
        files = bag(read_archive(plain))
        if manifest or inner_key or inner_comment:
            files = self._resign(files, made, manifest, inner_key, inner_comment)
        if relisted:
            files = self._resign(files, made, _list_again(files), None, None)
        packed = archive(write_archive(files))
        keys = recipients or [self.world.bureau.age_key, self.world.school.archive_key]
        content = sealed(encrypt(packed, keys))
        digest = hashlib.sha256(files.get("package.json", b"")).hexdigest()
        outside = replace(label_of(made), manifest_sha256=digest)
        signature = (outer_key or self.world.package_key).sign(content, label(outside))
        return wrap(PACKAGE_MEMBER, Envelope(content, signature))

    def _resign(
        self,
        files: Bag,
        made: Manifest,
        change: Callable[[dict[str, Any]], dict[str, Any]] | None,
        key: SigningKey | None,
        comment: str | None,
    ) -> Bag:
        body = files["package.json"]
        if change:
            tree: Any = parse_canonical_json(body)
            body = canonical_json(change(tree))
        said = comment or f"schoolguard.manifest v=1 school={made.school} seq={made.seq}"
        signature = (key or self.world.package_key).sign(body, said)
        return relist(files | {"package.json": body, "package.json.minisig": signature})


def _list_again(files: Bag) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Make `package.json` list the files that are there, without counting rows."""
    derived = {"bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"}
    listed = {
        name: {
            "bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
            "media": "application/octet-stream",
        }
        for name, content in files.items()
        if name not in derived and not name.startswith("package.json")
    }
    return lambda tree: tree | {"files": listed}


def relist(files: Mapping[str, bytes]) -> Bag:
    """Make the BagIt lists fit the files again, as an attacker with the key would."""
    if "bag-info.txt" in files:
        payload_files = [c for name, c in files.items() if name.startswith("data/")]
        info = files["bag-info.txt"].split(b"Payload-Oxum")[0]
        oxum = f"Payload-Oxum: {sum(map(len, payload_files))}.{len(payload_files)}\n"
        files = {**files, "bag-info.txt": info + oxum.encode()}
    lines = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    payload = {name: digest for name, digest in lines.items() if name.startswith("data/")}
    listed = "".join(f"{digest}  {name}\n" for name, digest in sorted(payload.items())).encode()
    tags = {name: digest for name, digest in lines.items() if name not in payload}
    tags |= {"manifest-sha256.txt": hashlib.sha256(listed).hexdigest()}
    tags.pop("tagmanifest-sha256.txt", None)
    tag_list = "".join(f"{digest}  {name}\n" for name, digest in sorted(tags.items())).encode()
    return {**files, "manifest-sha256.txt": listed, "tagmanifest-sha256.txt": tag_list}
