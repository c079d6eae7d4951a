# SPDX-License-Identifier: Apache-2.0
"""One thing wrong, one expected refusal, in the documented order."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from schoolguard.crypto.age import AgeIdentity
from schoolguard.crypto.signatures import SigningKey
from schoolguard.kernel.texts import LANGUAGES, Texts
from schoolguard.packages.cards import KeyLimit, PackageKey
from schoolguard.packages.container import PACKAGE_MEMBER, Envelope, unwrap, wrap
from schoolguard.packages.errors import (
    REFUSALS,
    BadBagError,
    BadLayoutError,
    BadManifestError,
    BadTableError,
    CanNotOpenError,
    DamagedError,
    FilesMismatchError,
    InnerSignatureError,
    KeyNotValidError,
    LabelMismatchError,
    NotSealedError,
    RefusedError,
    TooLargeError,
    UnknownFormatError,
    UnsafeArchiveError,
    WeakSuiteError,
    WrongRecipientError,
    WrongSchoolError,
    WrongSignerError,
)
from schoolguard.packages.manifest import Kind, Suite
from schoolguard.packages.verify import check_outside, claimed_label, open_package
from tests.factories.packages import (
    ORDER,
    Bag,
    Forge,
    World,
    make_contents,
    make_empty,
    make_report,
)

STRANGER = SigningKey(b"\x09" * 32)
Tree = dict[str, Any]


def refused(world: World, data: bytes, why: type[RefusedError]) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        world.open(data)
    assert type(caught.value) is why
    return caught.value


def test_an_honest_package_opens_and_says_what_was_put_in(world: World) -> None:
    sealed = world.seal()
    opened = world.open(sealed.data)
    assert opened.manifest == sealed.manifest
    assert opened.contents == make_contents()
    assert sealed.file_name == "S01-01234567-000001-daily-2026-09-01.sgp"


def test_a_heartbeat_opens(world: World) -> None:
    sealed = world.seal(make_empty(), kind=Kind.EMPTY)
    assert world.open(sealed.data).contents == make_empty()


def test_the_school_opens_its_own_package_with_the_archive_key(world: World) -> None:
    opened = open_package(world.seal().data, world.school, None, world.archive)
    assert opened.manifest.school == "S01"


def test_the_outside_can_be_checked_without_any_secret(world: World) -> None:
    data = world.seal().data
    assert check_outside(data, world.school, world.bureau).label == claimed_label(data)


def test_1_a_file_beyond_the_limit_is_refused_unread(world: World) -> None:
    refused(world, bytes((32 << 20) + 1), TooLargeError)


@pytest.mark.parametrize(
    "spoil",
    [lambda d: d + b"\0", lambda d: d[:-1], lambda _: b"", lambda d: b"PK" + d],
)
def test_2_any_other_layout_is_refused(world: World, spoil: Callable[[bytes], bytes]) -> None:
    refused(world, spoil(world.seal().data), BadLayoutError)


def test_3_another_schools_key_is_refused(world: World) -> None:
    refused(world, Forge(world).package(outer_key=STRANGER), WrongSignerError)


def test_4_a_signature_over_other_bytes_is_refused(world: World) -> None:
    other = unwrap(PACKAGE_MEMBER, world.seal(seq=2, prev="1" * 64).data).signature
    refused(world, _resigned(world, lambda _: other), DamagedError)


def test_4_a_damaged_signature_is_refused(world: World) -> None:
    refused(world, _resigned(world, lambda signature: signature[:-2] + b"\n"), DamagedError)


def _resigned(world: World, spoil: Callable[[bytes], bytes]) -> bytes:
    envelope = unwrap(PACKAGE_MEMBER, world.seal().data)
    return wrap(PACKAGE_MEMBER, Envelope(envelope.content, spoil(envelope.signature)))


@pytest.mark.parametrize(
    "label",
    [
        lambda label: label.text.replace("v=1", "v=2"),
        lambda label: label.text.replace("schoolguard.package", "schoolguard.receipt"),
        lambda label: label.text.replace("kind=daily", "kind=poem"),
        lambda label: label.text.replace("day=2026-09-01", "day=2026-02-30"),
        lambda label: label.text + " more=1",
        lambda _: "hello",
    ],
)
def test_5_another_type_or_version_is_refused(world: World, label: Callable[[Any], str]) -> None:
    refused(world, Forge(world).package(label=label), UnknownFormatError)


def test_6_a_key_speaks_for_its_own_school_only(world: World) -> None:
    data = Forge(world).package(label=lambda label: replace(label, school="S02").text)
    error = refused(world, data, WrongSchoolError)
    assert error.params["named"] == "S02"


@pytest.mark.parametrize(("seq", "holds"), [(40, True), (41, False)])
def test_7_a_revoked_key_ends_after_its_number(world: World, seq: int, *, holds: bool) -> None:
    key = PackageKey(world.package_key.public, revoked_after=KeyLimit(ORDER.epoch, 40))
    school = replace(world.school, package_keys=(key,))
    data = world.seal(seq=seq, prev="1" * 64).data
    if holds:
        assert check_outside(data, school, world.bureau).label.seq == 40
    else:
        with pytest.raises(KeyNotValidError):
            check_outside(data, school, world.bureau)


def test_7_a_revoked_key_opens_no_other_epoch(world: World) -> None:
    key = PackageKey(world.package_key.public, revoked_after=KeyLimit("f" * 32, 40))
    with pytest.raises(KeyNotValidError):
        check_outside(world.seal().data, replace(world.school, package_keys=(key,)), None)


def test_7_a_new_key_does_not_reach_back(world: World) -> None:
    key = PackageKey(world.package_key.public, valid_from=KeyLimit(ORDER.epoch, 2))
    with pytest.raises(KeyNotValidError):
        check_outside(world.seal().data, replace(world.school, package_keys=(key,)), None)


@pytest.mark.parametrize("field", ["recipient", "recipient_key"])
def test_8_a_package_for_another_bureau_is_refused(world: World, field: str) -> None:
    other = {"recipient": "B01234567", "recipient_key": AgeIdentity.generate().recipient}
    change = {field: other[field]}
    data = Forge(world).package(
        label=lambda label: replace(label, **change).text, manifest=lambda tree: tree | change
    )
    refused(world, data, WrongRecipientError)


def test_9_weaker_protection_than_agreed_is_refused(world: World) -> None:
    agreed = replace(world.school, suite=Suite.ED25519_SM2_AGE)
    with pytest.raises(WeakSuiteError):
        check_outside(world.seal().data, agreed, world.bureau)


def test_10_a_passphrase_file_is_refused_before_it_is_tried(world: World) -> None:
    scrypt = b"age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 23\n" + b"A" * 43 + b"\n"
    data = Forge(world).package(sealed=lambda _: scrypt + b"--- " + b"A" * 43 + b"\n" + bytes(48))
    refused(world, data, NotSealedError)


def test_11_a_package_sealed_for_others_can_not_be_opened(world: World) -> None:
    data = Forge(world).package(recipients=[AgeIdentity.generate().recipient])
    refused(world, data, CanNotOpenError)


def test_11_a_changed_ciphertext_signed_anew_can_not_be_opened(world: World) -> None:
    data = Forge(world).package(sealed=lambda sealed: sealed[:-1] + bytes([sealed[-1] ^ 1]))
    refused(world, data, CanNotOpenError)


@pytest.mark.parametrize("archive", [lambda a: a + b"x", lambda _: b"", lambda a: b"x" + a])
def test_12_an_unsafe_archive_is_refused(world: World, archive: Callable[[bytes], bytes]) -> None:
    refused(world, Forge(world).package(archive=archive), UnsafeArchiveError)


def test_13_an_unsigned_manifest_is_refused(world: World) -> None:
    def unsigned(bag: Bag) -> Bag:
        return {name: content for name, content in bag.items() if not name.endswith("minisig")}

    refused(world, Forge(world).package(bag=unsigned), InnerSignatureError)
    refused(world, Forge(world).package(inner_key=STRANGER), InnerSignatureError)
    refused(world, Forge(world).package(inner_comment="other"), InnerSignatureError)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"type": "schoolguard.receipt"}, "type"),
        ({"v": 2}, "v"),
        ({"school": "s1"}, "school"),
        ({"epoch": "0" * 31}, "epoch"),
        ({"prev_epoch_head": "x"}, "prev_epoch_head"),
        ({"seq": 0}, "seq"),
        ({"seq": True}, "seq"),
        ({"seq": "1"}, "seq"),
        ({"seq": 2}, "prev"),
        ({"prev": "1" * 64}, "prev"),
        ({"prev": "A" * 64}, "prev"),
        ({"kind": "poem"}, "kind"),
        ({"kind": "correction"}, "revision"),
        ({"report_date": "2026-9-1"}, "report_date"),
        ({"report_date": "20260901"}, "report_date"),
        ({"revision": 0}, "revision"),
        ({"revision": 2}, "supersedes"),
        ({"supersedes": "1" * 64}, "supersedes"),
        ({"created": "2026-09-01 09:30:00"}, "created"),
        ({"created": "yesterday"}, "created"),
        ({"boot_counter": -1}, "boot_counter"),
        ({"recipient_key": "age1x"}, "recipient_key"),
        ({"suite": "none"}, "suite"),
        ({"signer_key": "x"}, "signer_key"),
        ({"keys_version": 0}, "keys_version"),
        ({"audit_head": None}, "audit_head"),
        ({"audit_count": -1}, "audit_count"),
        ({"last_receipt": ""}, "last_receipt"),
        ({"files": {}}, "files"),
        ({"files": []}, "files"),
        ({"files": {"../x": {}}}, "files"),
        ({"files": {"a": {"bytes": 1}}}, "files.a.sha256"),
        ({"app": ""}, "app"),
        ({"app": "a\u202eb"}, "app"),
        ({"schema": "Daily"}, "schema"),
        ({"extra": 1}, "extra"),
        ({"new_field": 1}, "new_field"),
    ],
)
def test_14_a_bad_manifest_names_its_field(world: World, change: Tree, field: str) -> None:
    error = refused(world, Forge(world).package(manifest=lambda t: t | change), BadManifestError)
    assert error.params["field"] == field


@pytest.mark.parametrize("field", ["seq", "extra", "files", "app", "last_receipt"])
def test_14_a_missing_field_is_named(world: World, field: str) -> None:
    data = Forge(world).package(manifest=lambda t: {k: v for k, v in t.items() if k != field})
    assert refused(world, data, BadManifestError).params["field"] == field


def test_14_another_spelling_of_the_same_manifest_is_refused(world: World) -> None:
    data = Forge(world).package(
        bag=lambda bag: bag | {"package.json": bag["package.json"] + b"\n"},
        inner_comment=None,
        manifest=None,
        inner_key=world.package_key,
    )
    assert refused(world, data, BadManifestError).params["field"] == "canonical"


def test_extra_is_the_one_place_for_what_a_newer_program_adds(world: World) -> None:
    newer = {"weather": ["rain", 1, None]}
    data = Forge(world).package(manifest=lambda tree: tree | {"extra": newer})
    manifest = world.open(data).manifest
    assert manifest.extra == newer
    assert manifest.sha256 == claimed_label(data).manifest_sha256


def test_files_and_columns_of_a_newer_program_are_signed_and_skipped(world: World) -> None:
    def newer(bag: Bag) -> Bag:
        lines = bag["data/symptoms.csv"].decode("utf-8").split("\r\n")
        wider = "\r\n".join(f"{line},new" if line else "" for line in lines).encode()
        return bag | {"data/symptoms.csv": wider, "data/weather.csv": b"rain\r\n"}

    opened = world.open(Forge(world).package(bag=newer, relisted=True))
    assert opened.contents == make_contents()
    assert "data/weather.csv" in opened.files


@pytest.mark.parametrize(
    "label",
    [
        lambda label: replace(label, seq=2).text,
        lambda label: replace(label, report_on=date(2026, 9, 2)).text,
        lambda label: replace(label, manifest_sha256="0" * 64).text,
        lambda label: replace(label, kind=Kind.EMPTY).text,
        lambda label: replace(label, epoch="f" * 32).text,
    ],
)
def test_15_outside_and_inside_must_belong_together(
    world: World, label: Callable[[Any], str]
) -> None:
    refused(world, Forge(world).package(label=label), LabelMismatchError)


@pytest.mark.parametrize(
    ("change", "file"),
    [
        (lambda bag: bag | {"data/more.csv": b""}, "data/more.csv"),
        (lambda bag: {k: v for k, v in bag.items() if k != "data/checks.csv"}, "data/checks.csv"),
        (lambda bag: bag | {"data/report.pdf": b"%PDF-1.4 synthetiC"}, "data/report.pdf"),
        (lambda bag: bag | {"data/report.pdf": b"%PDF"}, "data/report.pdf"),
        (lambda bag: bag | {"datapackage.json": b"{}"}, "datapackage.json"),
    ],
)
def test_16_the_files_are_exactly_those_that_were_signed(
    world: World, change: Callable[[Bag], Bag], file: str
) -> None:
    error = refused(world, Forge(world).package(bag=change), FilesMismatchError)
    assert error.params["file"] == file


@pytest.mark.parametrize(
    "name", ["bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"]
)
def test_17_the_lists_of_the_bag_must_fit(world: World, name: str) -> None:
    def edited(bag: Bag) -> Bag:
        return bag | {name: bytes(bag[name]) + b"X: y\n"}

    assert refused(world, Forge(world).package(bag=edited), BadBagError).params["file"] == name

    def without(bag: Bag) -> Bag:
        return {key: value for key, value in bag.items() if key != name}

    refused(world, Forge(world).package(bag=without), BadBagError)


def test_18_counts_that_do_not_add_up_are_refused(world: World) -> None:
    contents = make_contents(report=make_report(absent=5))
    error = refused(world, Forge(world).package(contents=contents), BadTableError)
    assert (error.params["table"], error.params["column"]) == ("report", "absent")


def test_every_refusal_has_its_number_and_its_sentence_in_both_languages() -> None:
    assert [refusal.number for refusal in REFUSALS] == list(range(1, len(REFUSALS) + 1))
    for language in LANGUAGES:
        known = Texts(language).keys("packages")
        assert {f"error.{refusal.what}" for refusal in REFUSALS} <= known


def test_what_a_file_claims_is_refused_like_the_file(world: World) -> None:
    with pytest.raises(BadLayoutError):
        claimed_label(b"")
    with pytest.raises(DamagedError):
        claimed_label(_resigned(world, lambda signature: signature[:-3] + b"\n"))
