# SPDX-License-Identifier: Apache-2.0
"""Nothing half-written ever bears the final name, whatever the stick does."""

import email
import errno
import os
from email import policy
from pathlib import Path

import pytest

from schoolguard.kernel.errors import UserError
from schoolguard.kernel.texts import LANGUAGES, Texts
from schoolguard.submission import handover, volumes
from schoolguard.submission.handover import clear_parts, write_file
from schoolguard.submission.mail import Address, mail_name, write_mail
from tests.factories.delivery import Road

NAME = "QS01-00000000-000001-daily-2026-09-01.sgp"


def test_a_file_is_written_whole_and_nothing_else_stays(tmp_path: Path) -> None:
    path = write_file(tmp_path, NAME, b"sealed")
    assert path.read_bytes() == b"sealed"
    assert list(tmp_path.iterdir()) == [path]
    assert write_file(tmp_path, NAME, b"sealed") == path


def test_another_file_of_that_name_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"other")
    with pytest.raises(UserError, match="other_file_there"):
        write_file(tmp_path, NAME, b"sealed")
    assert (tmp_path / NAME).read_bytes() == b"other"
    write_file(tmp_path, NAME, b"sealed", replace=True)
    assert (tmp_path / NAME).read_bytes() == b"sealed"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "submission.no_room"),
        (errno.EDQUOT, "submission.no_room"),
        (errno.EIO, "submission.folder_gone"),
        (errno.ENODEV, "submission.folder_gone"),
        (errno.EROFS, "submission.read_only"),
        (errno.EACCES, "submission.read_only"),
        (errno.EINVAL, "submission.not_written"),
    ],
)
@pytest.mark.parametrize("step", ["fsync", "rename", "read"])
def test_a_failing_stick_is_told_and_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str, step: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    target, name = {
        "fsync": (handover.os, "fsync"),
        "rename": (Path, "replace"),
        "read": (Path, "read_bytes"),
    }[step]
    monkeypatch.setattr(target, name, fail)
    with pytest.raises(UserError) as caught:
        write_file(tmp_path, NAME, b"sealed")
    assert caught.value.code == code
    assert caught.value.params["file"] == NAME
    assert list(tmp_path.iterdir()) == []


def test_a_really_full_device_is_told() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full on this system")
    with pytest.raises(OSError, match="space") as caught:
        handover._write_flushed(Path("/dev/full"), b"x" * 100_000)
    assert handover._told(caught.value, NAME).code == "submission.no_room"


def test_a_stick_that_lies_is_found_by_reading_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "read_bytes", lambda _: b"something else")
    with pytest.raises(UserError, match="read_back_differs"):
        write_file(tmp_path, NAME, b"sealed")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="folder_gone"):
        write_file(tmp_path / "gone", NAME, b"sealed")


def test_what_an_interrupted_writing_left_is_cleared(tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.part").write_bytes(b"half")
    (tmp_path / "thesis.part").write_bytes(b"mine")
    clear_parts(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.part"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mail_opens_as_a_draft_with_the_package_attached(road: Road, language: str) -> None:
    file = road.file(road.seal())
    data = write_mail((file,), Address("青山学校", "jyj@example.org"), Texts(language))
    message = email.message_from_bytes(data, policy=policy.default)
    assert message["X-Unsent"] == "1"
    assert "青山学校" in message["Subject"]
    [attachment] = message.iter_attachments()
    assert attachment.get_filename() == file.name
    assert attachment.get_content() == file.data
    assert mail_name((file,)) == file.name.replace(".sgp", ".eml")


def test_mounted_sticks_are_found_by_the_kernels_list(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/sda1 / ext4 rw 0 0\n"
        "tmpfs /media/not-a-device tmpfs rw 0 0\n"
        "/dev/sdb1 /media/nurse/MY\\040STICK vfat rw 0 0\n"
        "/dev/sdc1 /run/media/nurse/B exfat rw 0 0\n"
    )
    found = [str(path) for path in volumes._linux_mounts(mounts)]
    assert found == ["/media/nurse/MY STICK", "/run/media/nurse/B"]
    assert list(volumes._linux_mounts(tmp_path / "none")) == []


def test_a_stick_pulled_while_listing_is_left_out(tmp_path: Path) -> None:
    assert volumes._volume(tmp_path / "gone") is None
    here = volumes._volume(tmp_path)
    assert here is not None
    assert here.free_bytes > 0
    assert isinstance(volumes.removable_volumes(), tuple)
