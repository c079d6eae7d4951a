# SPDX-License-Identifier: Apache-2.0
"""ZIP as this format knows it: one writer with one byte form, one reader that accepts no other.

Deterministic: names in order, no times, no owners, fixed compression. The reader trusts nothing: it
rebuilds each header from the few values that may differ and compares bytes, so that traversal,
links, duplicates, overlaps, prefixes, appended bytes, encryption and foreign methods have no way to
be written down at all. It reads at most what the limits allow, whatever an entry declares. ZIP is
no integrity layer; signatures are.
"""

import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from schoolguard.packages.errors import UnsafeArchiveError

ARCHIVE_LIMIT_BYTES = 32 << 20
FILE_LIMIT_BYTES = 32 << 20
SUM_LIMIT_BYTES = 64 << 20
COUNT_LIMIT = 64
RATIO_LIMIT = 250

Content = bytes | memoryview
"""A file of an archive; a view stays valid as long as it is held."""

_NAME = re.compile(r"(?:data/)?[a-z0-9][a-z0-9._-]{0,63}")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?")
_STORED, _DEFLATED = 0, 8
_LEVEL = 6
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION = 20
_MADE_BY = (3 << 8) | _VERSION
_DATE_1980 = 0x21
_PLAIN_FILE = 0o100644 << 16
# Already compressed by its own format; deflating it again costs time and gains nothing.
_STORED_SUFFIXES = (".pdf", ".age")


@dataclass(frozen=True, slots=True)
class _Entry:
    name: bytes
    method: int
    crc: int
    packed: int
    size: int

    def local(self) -> bytes:
        fixed = (b"PK\3\4", _VERSION, 0, self.method, 0, _DATE_1980)
        return _LOCAL.pack(*fixed, self.crc, self.packed, self.size, len(self.name), 0) + self.name

    def central(self, offset: int) -> bytes:
        fixed = (b"PK\1\2", _MADE_BY, _VERSION, 0, self.method, 0, _DATE_1980)
        tail = (len(self.name), 0, 0, 0, 0, _PLAIN_FILE, offset)
        return _CENTRAL.pack(*fixed, self.crc, self.packed, self.size, *tail) + self.name


def safe_name(name: str) -> bool:
    """Return whether a name may stand in an archive: plain ASCII, flat or under ``data/``."""
    return bool(_NAME.fullmatch(name)) and not _DEVICE.fullmatch(name.rpartition("/")[2])


def write_archive(files: Mapping[str, Content], *, compress: bool = True) -> bytes:
    """Return the one archive of `files`; names are put in order.

    Raises:
        UnsafeArchiveError: the files break a limit, so that no reader would take the archive.
    """
    _check_count(len(files))
    bodies: list[Content] = []
    directory: list[bytes] = []
    offset = 0
    for name, content in sorted(files.items()):
        if not safe_name(name):
            raise UnsafeArchiveError(reason="name")
        method, packed = _pack(name, content) if compress else (_STORED, content)
        entry = _Entry(name.encode(), method, zlib.crc32(content), len(packed), len(content))
        _check_entry(entry)
        directory.append(entry.central(offset))
        bodies += (entry.local(), packed)
        offset += len(entry.local()) + len(packed)
    if sum(map(len, files.values())) > SUM_LIMIT_BYTES:
        raise UnsafeArchiveError(reason="size")
    central = b"".join(directory)
    count = len(directory)
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(central), offset, 0)
    archive = b"".join((*bodies, central, end))
    if len(archive) > ARCHIVE_LIMIT_BYTES:
        raise UnsafeArchiveError(reason="size")
    return archive


def read_archive(data: bytes) -> dict[str, Content]:
    """Return the files of an archive, by name, in order; stored ones are views, not copied.

    Raises:
        UnsafeArchiveError: `reason` is one of layout, count, name, order, method, size, ratio,
            content.
    """
    files: dict[str, Content] = {}
    budget = SUM_LIMIT_BYTES
    for entry, packed in _walk(data):
        budget -= entry.size
        if budget < 0:
            raise UnsafeArchiveError(reason="size")
        content = packed if entry.method == _STORED else _inflate(packed, entry.size)
        _check_content(entry, content)
        files[entry.name.decode("ascii")] = content
    return files


def read_stored(data: bytes) -> dict[str, memoryview]:
    """Return the files of an archive of stored entries as views into it, not copied.

    Such an archive is determined by its files, to the last bit.

    Raises:
        UnsafeArchiveError: as `read_archive`; ``method`` for a compressed entry.
    """
    files: dict[str, memoryview] = {}
    for entry, packed in _walk(data):
        if entry.method != _STORED:
            raise UnsafeArchiveError(reason="method")
        _check_content(entry, packed)
        files[entry.name.decode("ascii")] = packed
    return files


def _walk(data: bytes) -> Iterator[tuple[_Entry, memoryview]]:
    """Yield each entry with its packed bytes; refuse any layout that the writer has not."""
    if len(data) > ARCHIVE_LIMIT_BYTES:
        raise UnsafeArchiveError(reason="size")
    view = memoryview(data)
    last = b""
    at = 0
    central_at, entries = _directory(view)
    for entry, offset in entries:
        if entry.name <= last:
            raise UnsafeArchiveError(reason="order")
        head = entry.local()
        if offset != at or view[at : at + len(head)] != head:
            raise UnsafeArchiveError(reason="layout")
        at += len(head)
        if at + entry.packed > central_at:
            raise UnsafeArchiveError(reason="layout")
        yield entry, view[at : at + entry.packed]
        at += entry.packed
        last = entry.name
    if at != central_at:
        raise UnsafeArchiveError(reason="layout")


def _directory(view: memoryview) -> tuple[int, list[tuple[_Entry, int]]]:
    """Return where the central directory starts, and its entries with their claimed offsets."""
    end_at = len(view) - _END.size
    if end_at < 0:
        raise UnsafeArchiveError(reason="layout")
    magic, disk, first, count, total, size, start, comment = _END.unpack_from(view, end_at)
    if magic != b"PK\5\6" or disk or first or comment or count != total or start + size != end_at:
        raise UnsafeArchiveError(reason="layout")
    _check_count(count)
    entries: list[tuple[_Entry, int]] = []
    at = start
    for _ in range(count):
        entry, offset = _central_entry(view, at, end_at)
        entries.append((entry, offset))
        at += _CENTRAL.size + len(entry.name)
    if at != end_at:
        raise UnsafeArchiveError(reason="layout")
    return start, entries


def _central_entry(view: memoryview, at: int, end_at: int) -> tuple[_Entry, int]:
    if at + _CENTRAL.size > end_at:
        raise UnsafeArchiveError(reason="layout")
    fields = _CENTRAL.unpack_from(view, at)
    method, crc, packed, size, name_length, offset = (fields[n] for n in (4, 7, 8, 9, 10, 16))
    name = bytes(view[at + _CENTRAL.size : at + _CENTRAL.size + name_length])
    if not safe_name(name.decode("ascii", "replace")):
        raise UnsafeArchiveError(reason="name")
    entry = _Entry(name, method, crc, packed, size)
    if entry.central(offset) != view[at : at + _CENTRAL.size + name_length]:
        raise UnsafeArchiveError(reason="layout")
    _check_entry(entry)
    return entry, offset


def _check_count(count: int) -> None:
    if not 1 <= count <= COUNT_LIMIT:
        raise UnsafeArchiveError(reason="count")


def _check_entry(entry: _Entry) -> None:
    if entry.method not in {_STORED, _DEFLATED}:
        raise UnsafeArchiveError(reason="method")
    if entry.size > FILE_LIMIT_BYTES or entry.packed > ARCHIVE_LIMIT_BYTES:
        raise UnsafeArchiveError(reason="size")
    if entry.size > RATIO_LIMIT * max(entry.packed, 1):
        raise UnsafeArchiveError(reason="ratio")
    if entry.method == _STORED and entry.size != entry.packed:
        raise UnsafeArchiveError(reason="layout")


def _check_content(entry: _Entry, content: Content) -> None:
    if len(content) != entry.size or zlib.crc32(content) != entry.crc:
        raise UnsafeArchiveError(reason="content")


def _inflate(packed: memoryview, size: int) -> bytes:
    """Return at most one byte more than declared, so that a bomb shows itself without going off."""
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = engine.decompress(packed, size + 1)
    except zlib.error as error:
        raise UnsafeArchiveError(reason="content") from error
    if not engine.eof or engine.unused_data or engine.unconsumed_tail:
        raise UnsafeArchiveError(reason="content")
    return content


def _pack(name: str, content: Content) -> tuple[int, Content]:
    """Deflate what gains by it; store what does not, or what would look like a bomb to a reader."""
    if name.endswith(_STORED_SUFFIXES):
        return _STORED, content
    engine = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = engine.compress(content) + engine.flush()
    if len(packed) >= len(content) or len(content) > RATIO_LIMIT * len(packed):
        return _STORED, content
    return _DEFLATED, packed
