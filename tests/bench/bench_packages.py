# SPDX-License-Identifier: Apache-2.0
"""Sealing a 5 MB package, and verifying and opening it, against the real command-line tools.

Goals: at most 1.0 and 0.35 times the chain of binaries on the same files: sha256sum, zip, minisign,
age, minisign to seal; minisign, age, unzip, minisign, sha256sum to open. Payload: a 3 MB paper that
does not shrink, and 2 MB of CSV.
"""

import random
import shutil
import subprocess
from pathlib import Path

import pytest

from schoolguard.packages.contents import DAILY_SCHEMA, REPORT_PDF
from schoolguard.packages.seal import seal_files
from tests.bench.ratio import judge, ratio
from tests.factories.packages import make_contents, make_world

SEAL_GOAL = 1.0
OPEN_GOAL = 0.35
REPEAT = 9
TOOLS = ("sha256sum", "zip", "unzip", "minisign", "age", "age-keygen")
LACKING = [tool for tool in TOOLS if shutil.which(tool) is None]
pytestmark = pytest.mark.skipif(bool(LACKING), reason=f"not installed: {LACKING}")
CHANCE = random.Random(20260901)
LINES = "".join(
    f"{n},{CHANCE.randrange(10**6)},三年级({n % 9})班,{CHANCE.random():.6f}\r\n"
    for n in range(46_000)
).encode()[: 2 << 20]
PAYLOAD = make_contents().files() | {
    REPORT_PDF: CHANCE.randbytes(3_000_000),
    "data/lines.csv": LINES,
}


def run(folder: Path, *command: str) -> None:
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with the payload and the tools' own keys (without a password: no key derivation)."""
    for name, content in PAYLOAD.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    (tmp_path / "package.json").write_bytes(b"{}" * 400)
    run(tmp_path, "minisign", "-G", "-W", "-p", "k.pub", "-s", "k.sec")
    run(tmp_path, "age-keygen", "-o", "age.key")
    text = (tmp_path / "age.key").read_text()
    (tmp_path / "to").write_text(text.split("public key: ")[1].split("\n")[0])
    return tmp_path


def seal_with_tools(folder: Path) -> None:
    names = sorted(PAYLOAD)
    sums = subprocess.run(["sha256sum", *names], cwd=folder, check=True, capture_output=True)
    (folder / "manifest-sha256.txt").write_bytes(sums.stdout)
    sign = ("minisign", "-S", "-W", "-s", "k.sec", "-m")
    run(folder, *sign, "package.json")
    (folder / "p.zip").unlink(missing_ok=True)
    run(folder, "zip", "-6", "-q", "p.zip", *names, "package.json", "package.json.minisig")
    to = (folder / "to").read_text()
    run(folder, "age", "-r", to, "-r", to, "-o", "p.age", "p.zip")
    run(folder, *sign, "p.age")


def open_with_tools(folder: Path) -> None:
    check = ("minisign", "-V", "-p", "k.pub", "-m")
    run(folder, *check, "p.age")
    run(folder, "age", "-d", "-i", "age.key", "-o", "out.zip", "p.age")
    run(folder, "unzip", "-q", "-o", "out.zip", "-d", "opened")
    run(folder / "opened", "minisign", "-V", "-p", "../k.pub", "-m", "package.json")
    run(folder / "opened", "sha256sum", "--quiet", "-c", "../manifest-sha256.txt")


def test_sealing_takes_no_longer_than_the_tools(desk: Path) -> None:
    world = make_world()

    def ours() -> None:
        sealed = seal_files(world.order(), DAILY_SCHEMA, PAYLOAD, world.keys)
        (desk / sealed.file_name).write_bytes(sealed.data)

    measured = ratio(ours, lambda: seal_with_tools(desk), REPEAT)
    judge("seal a 5 MB package vs sha256sum+zip+minisign+age+minisign", measured, SEAL_GOAL)


def test_verifying_and_opening_takes_a_third_of_the_tools(desk: Path) -> None:
    world = make_world()
    seal_with_tools(desk)
    data = seal_files(world.order(), DAILY_SCHEMA, PAYLOAD, world.keys).data
    (desk / "day.sgp").write_bytes(data)
    measured = ratio(
        lambda: world.open((desk / "day.sgp").read_bytes()), lambda: open_with_tools(desk), REPEAT
    )
    judge("verify and open it vs minisign+age+unzip+minisign+sha256sum", measured, OPEN_GOAL)
