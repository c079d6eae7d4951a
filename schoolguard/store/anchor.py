# SPDX-License-Identifier: Apache-2.0
"""How far the record had come, remembered beside it and on disk before anyone is told.

Encryption does not prove freshness: a write-ahead log that was deleted or a file that was put back
opens without complaint. Comparing the anchor with the log's own head at every opening finds that.
Against someone who puts the anchor back too, only heads kept elsewhere help (report, package).
"""

import contextlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from schoolguard.crypto.canonical import canonical_json
from schoolguard.kernel.files import replace_file
from schoolguard.store.audit import hash_at, head
from schoolguard.store.identity import epoch, pulse
from schoolguard.store.unit import View


@dataclass(frozen=True, slots=True)
class Anchor:
    """One head of the audit log: number of entries, hash of the last (hex), epoch and pulse."""

    seq: int
    head: str
    epoch: str
    pulse: int


def anchor_of(view: View) -> Anchor:
    """Return the anchor of the record as it is now."""
    seq, digest = head(view)
    return Anchor(seq, digest.hex(), epoch(view), pulse(view))


def write_anchor(path: Path, anchor: Anchor) -> None:
    """Replace the file; it is on disk when this returns."""
    replace_file(path, canonical_json(asdict(anchor)))


def read_anchor(path: Path) -> Anchor | None:
    """Return what is remembered, None when nothing readable is."""
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
        raw = json.loads(path.read_text(encoding="utf-8"))
        return Anchor(int(raw["seq"]), str(raw["head"]), str(raw["epoch"]), int(raw["pulse"]))
    return None


def is_behind(view: View, remembered: Anchor) -> bool:
    """Return whether the record is older than, or another than, what is remembered."""
    if remembered.epoch != epoch(view) or remembered.pulse > pulse(view):
        return True
    digest = hash_at(view, remembered.seq)
    return digest is None or digest.hex() != remembered.head
