# SPDX-License-Identifier: Apache-2.0
"""The folder inside a package: at once a BagIt bag and a Frictionless data package.

The lists of the bag follow from the signed manifest, byte for byte; reading rebuilds them and
compares, so that no list can say anything else than what was signed. `datapackage.json` describes
the tables and is signed like them: a newer program may describe more columns than this one knows.
Nothing is stamped with a time or version of ours.

Source: RFC 8493 (BagIt 1.0); https://specs.frictionlessdata.io/data-package/.
"""

import hashlib
from collections.abc import Mapping

from schoolguard.crypto.canonical import Json, canonical_json
from schoolguard.packages.archive import Content
from schoolguard.packages.contents import REPORT_PDF, TABLES
from schoolguard.packages.errors import BadBagError
from schoolguard.packages.manifest import FileEntry, Manifest

MANIFEST = "package.json"
SIGNATURE = "package.json.minisig"
DATA_PACKAGE = "datapackage.json"
_BAGIT = "bagit.txt"
_BAG_INFO = "bag-info.txt"
_PAYLOAD_LIST = "manifest-sha256.txt"
_TAG_LIST = "tagmanifest-sha256.txt"
_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
DERIVED = frozenset({MANIFEST, SIGNATURE, _BAGIT, _BAG_INFO, _PAYLOAD_LIST, _TAG_LIST})
"""What `package.json` does not list: itself, its signature, and what follows from its list."""

_MEDIA = {"csv": "text/csv", "pdf": "application/pdf", "json": "application/json"}


def entries_of(schema: str, files: Mapping[str, Content]) -> tuple[tuple[str, FileEntry], ...]:
    """Return what a manifest lists: size, hash and kind of each file, in order of names."""
    rows = {table.path: row_count(files[table.path]) for table in TABLES[schema]}
    return tuple((name, _entry(name, files[name], rows.get(name))) for name in sorted(files))


def data_package(name: str, schema: str, files: Mapping[str, Content]) -> bytes:
    """Return `datapackage.json` for the files under ``data/``."""
    resources: list[Json] = [
        {**table.resource(), **_measure(files[table.path])} for table in TABLES[schema]
    ]
    if REPORT_PDF in files:
        resources.append(
            {
                "name": "report-pdf",
                "title": "校长签发的日报 the principal's daily report",
                "path": REPORT_PDF,
                "format": "pdf",
                "mediatype": _MEDIA["pdf"],
                **_measure(files[REPORT_PDF]),
            }
        )
    return canonical_json(
        {"name": name, "profile": "data-package", "resources": resources, "schoolguard": schema}
    )


def row_count(table: Content) -> int:
    """Return the rows of a table's file, its header not counted."""
    return bytes(table).count(b"\r\n") - 1


def package_name(school: str, epoch: str, seq: int) -> str:
    """Return the name that the data package and the bag carry."""
    return f"{school.lower()}-{epoch[:8]}-{seq:06d}"


def fill_bag(
    manifest: Manifest, signature: Content, files: Mapping[str, Content]
) -> dict[str, Content]:
    """Return every file of the bag, given the files that `manifest` lists."""
    payload = {name: entry for name, entry in manifest.files if name.startswith("data/")}
    tags: dict[str, Content] = {
        _BAGIT: _DECLARATION,
        _BAG_INFO: _bag_info(manifest, payload),
        _PAYLOAD_LIST: _hash_list({name: entry.sha256 for name, entry in payload.items()}),
        MANIFEST: manifest.to_bytes(),
        SIGNATURE: signature,
    }
    others = {name: entry.sha256 for name, entry in manifest.files if name not in payload}
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in tags.items()}
    return {**files, **tags, _TAG_LIST: _hash_list(others | hashes)}


def check_bag(manifest: Manifest, bag: Mapping[str, Content]) -> None:
    """Refuse a bag whose lists are not what the manifest makes them.

    The files that the manifest lists must have been compared with it before.

    Raises:
        BadBagError: names the first file that differs or is missing.
    """
    signed = {name: bag[name] for name, _ in manifest.files}
    if DATA_PACKAGE not in signed:
        raise BadBagError(file=DATA_PACKAGE)
    expected = fill_bag(manifest, bag[SIGNATURE], signed)
    for name in sorted(DERIVED):
        if bag.get(name) != expected[name]:
            raise BadBagError(file=name)


def _bag_info(manifest: Manifest, payload: Mapping[str, FileEntry]) -> bytes:
    size = sum(entry.size for entry in payload.values())
    name = package_name(manifest.school, manifest.epoch, manifest.seq)
    lines = (
        f"Source-Organization: {manifest.school}",
        f"External-Identifier: {name}",
        f"Bagging-Date: {manifest.report_on}",
        f"Payload-Oxum: {size}.{len(payload)}",
    )
    return "".join(f"{line}\n" for line in lines).encode()


def _hash_list(hashes: Mapping[str, str]) -> bytes:
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(hashes.items())).encode()


def _entry(name: str, content: Content, rows: int | None) -> FileEntry:
    media = _MEDIA[name.rpartition(".")[2]]
    return FileEntry(len(content), hashlib.sha256(content).hexdigest(), media, rows)


def _measure(content: Content) -> dict[str, Json]:
    return {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
