# SPDX-License-Identifier: Apache-2.0
"""The archive inside a package: one byte form, and no hostile one gets through."""

import contextlib
import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schoolguard.packages.archive import (
    COUNT_LIMIT,
    RATIO_LIMIT,
    read_archive,
    safe_name,
    write_archive,
)
from schoolguard.packages.errors import UnsafeArchiveError

FILES = {"data/a.csv": b"a,b\r\n" * 40, "data/report.pdf": b"%PDF", "package.json": b"{}"}
GOOD = write_archive(FILES)
NAMES = st.from_regex(r"(data/)?[a-z0-9][a-z0-9._-]{0,20}", fullmatch=True).filter(safe_name)


@given(st.dictionaries(NAMES, st.binary(max_size=400), min_size=1, max_size=8))
def test_files_survive_and_python_reads_them_too(files: dict[str, bytes]) -> None:
    archive = write_archive(files)
    assert read_archive(archive) == files
    assert list(read_archive(archive)) == sorted(files)
    with zipfile.ZipFile(io.BytesIO(archive)) as other:
        assert {name: other.read(name) for name in other.namelist()} == files


def test_the_same_files_make_the_same_bytes_in_any_order() -> None:
    assert write_archive(dict(reversed(FILES.items()))) == GOOD


def test_very_even_content_is_stored_rather_than_looking_like_a_bomb() -> None:
    files = {"data/zeros.csv": b"0" * 2_000_000}
    assert read_archive(write_archive(files)) == files


def made(
    name: str = "data/a.csv",
    content: bytes = b"abc",
    *,
    method: int = zipfile.ZIP_STORED,
    system: int = 3,
    mode: int = 0o100644,
    when: tuple[int, int, int, int, int, int] = (1980, 1, 1, 0, 0, 0),
    extra: bytes = b"",
    comment: bytes = b"",
    times: int = 1,
) -> bytes:
    """Write an archive with the standard library, with one thing about it changed."""
    sheet = io.BytesIO()
    with zipfile.ZipFile(sheet, "w") as archive:
        for _ in range(times):
            info = zipfile.ZipInfo(name, when)
            info.create_system, info.external_attr = system, mode << 16
            info.extra, info.compress_type = extra, method
            archive.writestr(info, content)
        archive.comment = comment
    return sheet.getvalue()


def poked(at: int, data: bytes, *, base: bytes = GOOD, end: bool = False) -> bytes:
    """Overwrite bytes at a place counted from the start, or from the end record."""
    start = len(base) - 22 + at if end else at
    return base[:start] + data + base[start + len(data) :]


def central(at: int, data: bytes) -> bytes:
    """Overwrite bytes within the first central entry."""
    return poked(GOOD.index(b"PK\1\2") + at, data)


def bomb() -> bytes:
    """An entry that says 10 bytes and inflates to 20 million."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packed.compress(b"\0" * 20_000_000) + packed.flush()
    name = b"data/a.csv"
    fixed = struct.pack("<5H3L", 20, 0, 8, 0, 0x21, 0, len(body), 10)
    local = b"PK\3\4" + fixed + struct.pack("<2H", len(name), 0) + name
    entry = (
        b"PK\1\2"
        + struct.pack("<H", (3 << 8) | 20)
        + fixed
        + struct.pack("<5H2L", len(name), 0, 0, 0, 0, 0o100644 << 16, 0)
        + name
    )
    end = b"PK\5\6" + struct.pack("<4H2LH", 0, 0, 1, 1, len(entry), len(local) + len(body), 0)
    return local + body + entry + end


def _doubled() -> bytes:
    with pytest.warns(UserWarning, match="Duplicate name"):
        return made(times=2)


def _many() -> bytes:
    sheet = io.BytesIO()
    with zipfile.ZipFile(sheet, "w") as archive:
        for number in range(COUNT_LIMIT + 1):
            info = zipfile.ZipInfo(f"f{number:03d}")
            info.create_system, info.external_attr = 3, 0o100644 << 16
            archive.writestr(info, b"")
    return sheet.getvalue()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "parent folder": lambda: made("../a.csv"),
    "parent folder inside": lambda: made("data/../a.csv"),
    "absolute": lambda: made("/etc/passwd"),
    "drive letter": lambda: made("c:a.csv"),
    "backslash": lambda: made("data\\a.csv"),
    "unc": lambda: made("\\\\host\\a"),
    "deep folder": lambda: made("data/x/a.csv"),
    "folder entry": lambda: made("data/"),
    "device con": lambda: made("data/con"),
    "device nul with suffix": lambda: made("data/nul.csv"),
    "device com1": lambda: made("com1"),
    "upper case": lambda: made("data/A.csv"),
    "hidden": lambda: made(".bashrc"),
    "empty name": lambda: made(""),
    "control character": lambda: made("data/a\n.csv"),
    "nul byte": lambda: poked(30, b"\0"),
    "right to left mark": lambda: made("data/\u202ecsv.exe"),
    "chinese name": lambda: made("data/表.csv"),
    "long name": lambda: made("data/" + "a" * 65),
    "symlink": lambda: made(mode=0o120777),
    "device node": lambda: made(mode=0o020666),
    "executable": lambda: made(mode=0o100755),
    "setuid": lambda: made(mode=0o104644),
    "dos system": lambda: made(system=0),
    "a time": lambda: made(when=(2026, 9, 1, 8, 0, 0)),
    "extra field": lambda: made(extra=b"\x99\x99\x02\x00ab"),
    "comment": lambda: made(comment=b"hello"),
    "twice the same name": _doubled,
    "bzip2": lambda: made(method=zipfile.ZIP_BZIP2),
    "lzma": lambda: made(method=zipfile.ZIP_LZMA),
    "bomb beyond its word": bomb,
    "declared bomb": lambda: made(content=b"\0" * 9_000_000, method=zipfile.ZIP_DEFLATED),
    "too many files": _many,
    "appended": lambda: GOOD + b"\0",
    "prepended": lambda: b"\0" + GOOD,
    "cut": lambda: GOOD[:-1],
    "empty": lambda: b"",
    "end record only": lambda: GOOD[-22:],
    "two archives": lambda: GOOD + GOOD,
    "encrypted flag": lambda: central(8, b"\1\0"),
    "encrypted flag in both": lambda: poked(6, b"\1\0", base=central(8, b"\1\0")),
    "data descriptor flag": lambda: poked(6, b"\x08\0", base=central(8, b"\x08\0")),
    "name differs local and central": lambda: poked(35, b"b"),
    "size differs": lambda: poked(22, b"\xff"),
    "crc differs": lambda: poked(14, b"\0\0\0\0", base=central(16, b"\0\0\0\0")),
    "offset into another": lambda: central(42, b"\1"),
    "overlap": lambda: central(20, struct.pack("<L", 500)),
    "zip64 count": lambda: poked(8, b"\xff\xff\xff\xff", end=True),
    "second disk": lambda: poked(4, b"\1", end=True),
    "directory elsewhere": lambda: poked(16, b"\0\0\0\0", end=True),
    "internal attributes": lambda: central(36, b"\1"),
    "newer version needed": lambda: central(6, b"\x2d"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_archive_is_refused(what: str) -> None:
    with pytest.raises(UnsafeArchiveError):
        read_archive(HOSTILE[what]())


def test_a_plain_archive_of_the_same_making_is_not_refused() -> None:
    assert read_archive(made()) == {"data/a.csv": b"abc"}


def test_trailing_bytes_after_the_deflate_stream_are_refused() -> None:
    packed = zlib.compressobj(6, zlib.DEFLATED, -15)
    body = packed.compress(b"abc" * 50) + packed.flush() + b"x"
    base = write_archive({"data/a.csv": b"abc" * 50})
    end = base.index(b"PK\1\2")
    with pytest.raises(UnsafeArchiveError):
        read_archive(base[: end - 1] + body[-2:] + base[end:])


@settings(max_examples=150)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=6))
def test_overwritten_bytes_are_refused_or_change_nothing(at: int, data: bytes) -> None:
    spoiled = (GOOD[:at] + data + GOOD[at + len(data) :])[: len(GOOD) + 3]
    with contextlib.suppress(UnsafeArchiveError):
        assert read_archive(spoiled) == FILES


def test_the_writer_refuses_what_the_reader_would() -> None:
    for files in ({}, {"A": b""}, {f"f{n}": b"" for n in range(COUNT_LIMIT + 1)}):
        with pytest.raises(UnsafeArchiveError):
            write_archive(files)
    with pytest.raises(UnsafeArchiveError, match="unsafe"):
        write_archive({"big.pdf": bytes(33 << 20)})


def test_three_large_files_break_the_sum() -> None:
    part = b"0123456789abcdef" * (22 << 16)
    with pytest.raises(UnsafeArchiveError):
        write_archive({"a": part, "b": part, "c": part})


def test_the_ratio_limit_is_what_the_format_says() -> None:
    assert RATIO_LIMIT == 250
