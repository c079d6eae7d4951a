# SPDX-License-Identifier: Apache-2.0
"""A clerk without this program: the real tools open, verify and validate a package.

The commands are those of `resources/docs/package-format.md`.
"""

import csv
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from schoolguard.packages.receipts import write_receipt
from tests.factories.packages import World, make_contents
from tests.packages.test_receipts import make_receipt

TOOLS = ("unzip", "minisign", "age", "sha256sum")
LACKING = [tool for tool in TOOLS if shutil.which(tool) is None]
pytestmark = pytest.mark.skipif(
    bool(LACKING), reason=f"not installed: {LACKING}; installer/dev.py setup installs them"
)
BIN = Path(sys.executable).parent


def run(folder: Path, *command: str | Path) -> str:
    done = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(folder)},
    )
    assert done.returncode == 0, f"{command[0]}: {done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture
def opened(world: World, tmp_path: Path) -> Path:
    """The folder in which a clerk has opened a package with the tools alone."""
    (tmp_path / "day.sgp").write_bytes(world.seal(make_contents()).data)
    (tmp_path / "bureau-key.txt").write_text(world.bureau_identity.secret + "\n")
    run(tmp_path, "unzip", "-q", "day.sgp", "-d", "outside")
    key = world.package_key.public.text
    told = run(tmp_path, "minisign", "-V", "-P", key, "-m", "outside/package.age")
    assert "school=S01" in told
    assert f"recipient={world.bureau.bureau}" in told
    out = ("-d", "-i", "bureau-key.txt", "-o", "package.zip", "outside/package.age")
    run(tmp_path, "age", *out)
    run(tmp_path, "unzip", "-t", "package.zip")
    run(tmp_path, "unzip", "-q", "package.zip", "-d", "bag")
    return tmp_path


def test_minisign_verifies_the_inside_too(world: World, opened: Path) -> None:
    key = world.package_key.public.text
    told = run(opened / "bag", "minisign", "-V", "-P", key, "-m", "package.json")
    assert "school=S01 seq=1" in told


def test_sha256sum_checks_the_lists(opened: Path) -> None:
    for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        told = run(opened / "bag", "sha256sum", "--strict", "-c", name)
        assert "FAILED" not in told


def test_bagit_validates_the_bag(opened: Path) -> None:
    run(opened, BIN / "bagit.py", "--validate", "bag")
    (opened / "bag/data/more.csv").write_bytes(b"x")
    done = subprocess.run(
        [BIN / "bagit.py", "--validate", "bag"], cwd=opened, capture_output=True, check=False
    )
    assert done.returncode != 0


def test_frictionless_validates_the_data_package(opened: Path) -> None:
    run(opened / "bag", BIN / "frictionless", "validate", "datapackage.json")


def test_a_spreadsheet_reads_the_tables(opened: Path) -> None:
    with (opened / "bag/data/checks.csv").open(encoding="utf-8-sig", newline="") as sheet:
        rows = list(csv.DictReader(sheet))
    assert rows[0]["class_name"] == "三年级(2)班"
    assert (opened / "bag/data/checks.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (opened / "bag/data/report.pdf").read_bytes().startswith(b"%PDF")


def test_a_receipt_opens_with_unzip_and_minisign(world: World, tmp_path: Path) -> None:
    (tmp_path / "r.sgr").write_bytes(write_receipt(make_receipt(world), world.receipt_key))
    run(tmp_path, "unzip", "-q", "r.sgr")
    key = world.receipt_key.public.text
    run(tmp_path, "minisign", "-V", "-P", key, "-m", "receipt.json")


def test_tools_refuse_what_was_changed(world: World, tmp_path: Path) -> None:
    (tmp_path / "day.sgp").write_bytes(world.seal(make_contents()).data)
    run(tmp_path, "unzip", "-q", "day.sgp")
    sealed = bytearray((tmp_path / "package.age").read_bytes())
    sealed[-1] ^= 1
    (tmp_path / "package.age").write_bytes(sealed)
    key = world.package_key.public.text
    done = subprocess.run(
        ["minisign", "-V", "-P", key, "-m", "package.age"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert done.returncode != 0
