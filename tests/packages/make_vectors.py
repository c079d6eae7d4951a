# SPDX-License-Identifier: Apache-2.0
"""Writes the frozen vectors of format v1, once: ``python -m tests.packages.make_vectors``.

Every later version of the program must give these files the same verdict. Never run it again for
v1: add vectors under new names instead. All keys and people are synthetic.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from schoolguard.crypto.age import AgeIdentity
from schoolguard.crypto.signatures import SigningKey
from schoolguard.packages.cards import KeyLimit, PackageKey, write_bureau_card, write_school_card
from schoolguard.packages.errors import RefusedError
from schoolguard.packages.manifest import Kind
from tests.factories.packages import (
    ORDER,
    Bag,
    Forge,
    World,
    make_contents,
    make_empty,
    make_report,
    make_world,
)

HERE = Path(__file__).parent
STRANGER = SigningKey(b"\x09" * 32)
REVOKED = SigningKey(b"\x08" * 32)
Make = Callable[[Forge], bytes]


def label(**changes: Any) -> Callable[[Any], str]:
    return lambda honest: replace(honest, **changes).text


def field(**changes: Any) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda tree: tree | changes


def without(name: str) -> Callable[[Bag], Bag]:
    return lambda bag: {key: value for key, value in bag.items() if key != name}


def revoked(forge: Forge, seq: int) -> bytes:
    order = replace(ORDER, seq=seq, prev="1" * 64)
    world = replace(forge.world, package_key=REVOKED)
    return Forge(world).package(order=order)


VALID: dict[str, Make] = {
    "daily": lambda f: f.package(),
    "daily-without-pdf": lambda f: f.package(contents=make_contents(pdf=b"")),
    "daily-zero": lambda f: f.package(
        contents=make_contents(report=make_report(statement="zero", fevers=0), symptoms=())
    ),
    "daily-later": lambda f: f.package(order=replace(ORDER, seq=42, prev="1" * 64)),
    "daily-after-receipt": lambda f: f.package(order=replace(ORDER, last_receipt="2" * 64)),
    "new-epoch": lambda f: f.package(
        order=replace(ORDER, epoch="f" * 32, prev_epoch_head="3" * 64)
    ),
    "correction": lambda f: f.package(
        order=replace(
            ORDER, seq=2, prev="1" * 64, kind=Kind.CORRECTION, revision=2, supersedes="1" * 64
        )
    ),
    "empty": lambda f: f.world.seal(make_empty(), kind=Kind.EMPTY).data,
    "rare-characters": lambda f: f.package(
        contents=make_contents(report=make_report(school_name="䶮㳚𬱖鿍𠅤小学", note="＝1+1\n'@x"))
    ),
    "signed-by-revoked-key-before-its-end": lambda f: revoked(f, 40),
    "newer-program-extra": lambda f: f.package(manifest=field(extra={"weather": "rain"})),
    "newer-program-column": lambda f: f.package(bag=_wider, relisted=True),
}

INVALID: dict[str, Make] = {
    "05-other-version": lambda f: f.package(label=lambda x: x.text.replace("v=1", "v=2")),
    "05-other-type": lambda f: f.package(label=lambda _: "schoolguard.receipt v=1"),
    "06-names-another-school": lambda f: f.package(label=label(school="S02")),
    "07-revoked-key": lambda f: revoked(f, 41),
    "08-other-bureau": lambda f: f.package(label=label(recipient="B01234567")),
    "08-other-key": lambda f: f.package(
        label=label(recipient_key=f.world.school.archive_key),
        manifest=field(recipient_key=f.world.school.archive_key),
    ),
    "09-no-signature-suite": lambda f: f.package(label=label(suite="age")),
    "10-passphrase": lambda f: f.package(sealed=lambda _: _scrypt()),
    "10-not-age": lambda f: f.package(sealed=lambda _: b"plain text"),
    "11-for-others": lambda f: f.package(recipients=[AgeIdentity.generate().recipient]),
    "11-broken-last-chunk": lambda f: f.package(sealed=lambda s: s[:-1] + bytes([s[-1] ^ 1])),
    "12-appended": lambda f: f.package(archive=lambda a: a + b"\0"),
    "12-not-an-archive": lambda f: f.package(archive=lambda _: b"PK"),
    "12-executable": lambda f: f.package(archive=lambda a: _flag(a, 0o100755)),
    "12-symlink": lambda f: f.package(archive=lambda a: _flag(a, 0o120777)),
    "13-no-inner-signature": lambda f: f.package(bag=without("package.json.minisig")),
    "13-inner-by-stranger": lambda f: f.package(inner_key=STRANGER),
    "13-other-comment": lambda f: f.package(inner_comment="schoolguard.manifest v=1"),
    "14-unknown-field": lambda f: f.package(manifest=field(colour="red")),
    "14-other-kind": lambda f: f.package(manifest=field(kind="poem")),
    "14-first-with-past": lambda f: f.package(manifest=field(prev="1" * 64)),
    "14-correction-of-nothing": lambda f: f.package(manifest=field(kind="correction")),
    "14-date-spelling": lambda f: f.package(manifest=field(report_date="2026-9-1")),
    "14-path-outside": lambda f: f.package(manifest=field(files={"../x": {}})),
    "15-other-number-outside": lambda f: f.package(label=label(seq=7)),
    "15-other-manifest-outside": lambda f: f.package(label=label(manifest_sha256="0" * 64)),
    "16-extra-file": lambda f: f.package(bag=lambda bag: bag | {"data/more.csv": b""}),
    "16-missing-file": lambda f: f.package(bag=without("data/checks.csv")),
    "16-changed-file": lambda f: f.package(
        bag=lambda bag: bag | {"data/report.pdf": b"%PDF-1.4 synthetiC"}
    ),
    "17-bag-info": lambda f: f.package(bag=lambda bag: bag | {"bag-info.txt": b"x: y\n"}),
    "17-no-tag-list": lambda f: f.package(bag=without("tagmanifest-sha256.txt")),
    "18-absence-does-not-add-up": lambda f: f.package(
        contents=make_contents(report=make_report(absent=9))
    ),
    "18-check-does-not-add-up": lambda f: f.package(
        contents=make_contents(checks=(replace(make_contents().checks[0], measured=1),))
    ),
}

TAMPERED: dict[str, Make] = {
    "02-empty": lambda _: b"",
    "02-text": lambda _: b"hello",
    "02-appended": lambda f: f.package() + b"\0",
    "02-prepended": lambda f: b"\0" + f.package(),
    "02-cut": lambda f: f.package()[:-1],
    "02-first-bit": lambda f: _flip(f.package(), 0),
    "02-content-bit": lambda f: _flip(f.package(), 2000),
    "02-compressed-again": lambda f: _recompressed(f.package()),
    "03-signed-by-stranger": lambda f: f.package(outer_key=STRANGER),
    "04-signature-of-another": lambda f: _with_signature_of(f, f.package()),
}


def _wider(bag: Bag) -> Bag:
    lines = bag["data/symptoms.csv"].decode("utf-8").split("\r\n")
    wider = "\r\n".join(f"{line},new" if line else "" for line in lines).encode()
    return bag | {"data/symptoms.csv": wider}


def _scrypt() -> bytes:
    stanza = b"-> scrypt AAAAAAAAAAAAAAAAAAAAAA 23\n" + b"A" * 43 + b"\n"
    return b"age-encryption.org/v1\n" + stanza + b"--- " + b"A" * 43 + b"\n" + bytes(48)


def _flag(archive: bytes, mode: int) -> bytes:
    honest = (0o100644 << 16).to_bytes(4, "little")
    return archive.replace(honest, (mode << 16).to_bytes(4, "little"), 1)


def _flip(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def _recompressed(data: bytes) -> bytes:
    from schoolguard.packages.archive import read_archive, write_archive

    return write_archive(read_archive(data))


def _with_signature_of(forge: Forge, another: bytes) -> bytes:
    from schoolguard.packages.container import PACKAGE_MEMBER, Envelope, unwrap, wrap

    one, other = unwrap(PACKAGE_MEMBER, forge.package()), unwrap(PACKAGE_MEMBER, another)
    return wrap(PACKAGE_MEMBER, Envelope(one.content, other.signature))


def fixed_world() -> World:
    world = make_world()
    old = PackageKey(REVOKED.public, revoked_after=KeyLimit(ORDER.epoch, 40))
    school = replace(world.school, package_keys=(*world.school.package_keys, old))
    return replace(world, school=school)


def main() -> None:
    world = fixed_world()
    forge = Forge(world)
    expected: dict[str, str] = {}
    for folder, makes in (("valid", VALID), ("invalid", INVALID), ("tampered", TAMPERED)):
        (HERE / folder).mkdir()
        for name, make in makes.items():
            data = make(forge)
            (HERE / folder / f"{name}.sgp").write_bytes(data)
            try:
                world.open(data)
                expected[f"{folder}/{name}"] = "accepted"
            except RefusedError as error:
                expected[f"{folder}/{name}"] = f"{error.number} {error.code}"
    text = json.dumps(expected, indent=1, sort_keys=True)
    (HERE / "expected.json").write_text(text + "\n", encoding="utf-8")
    card = write_school_card(world.school, [world.root])
    (HERE / "valid" / "school.card").write_bytes(card)
    bureau = write_bureau_card(world.bureau, world.receipt_key)
    (HERE / "valid" / "bureau.card").write_bytes(bureau)
    (HERE / "valid" / "bureau-key.txt").write_text(f"{world.bureau_identity.secret}\n")


if __name__ == "__main__":
    main()
