# SPDX-License-Identifier: Apache-2.0
"""Frozen packages of format v1: every later version must give them the same verdict."""

import json
from pathlib import Path

import pytest

from schoolguard.crypto.age import AgeIdentity
from schoolguard.packages.cards import read_bureau_card, read_school_card
from schoolguard.packages.errors import RefusedError
from schoolguard.packages.verify import open_package

HERE = Path(__file__).parent
EXPECTED: dict[str, str] = json.loads((HERE / "expected.json").read_text(encoding="utf-8"))
SCHOOL = read_school_card((HERE / "valid/school.card").read_bytes())
BUREAU = read_bureau_card((HERE / "valid/bureau.card").read_bytes())
IDENTITY = AgeIdentity((HERE / "valid/bureau-key.txt").read_text().strip())


def verdict(data: bytes) -> str:
    try:
        open_package(data, SCHOOL, BUREAU, IDENTITY)
    except RefusedError as error:
        return f"{error.number} {error.code}"
    return "accepted"


@pytest.mark.parametrize("name", EXPECTED)
def test_a_frozen_package_gets_its_verdict(name: str) -> None:
    assert verdict((HERE / f"{name}.sgp").read_bytes()) == EXPECTED[name]


def test_the_folders_hold_what_is_expected_and_enough_of_it() -> None:
    files = {f"{path.parent.name}/{path.stem}" for path in HERE.glob("*/*.sgp")}
    assert files == EXPECTED.keys()
    assert len(files) >= 40
    for name, expected in EXPECTED.items():
        folder, _, what = name.partition("/")
        assert (expected == "accepted") == (folder == "valid")
        if folder != "valid":
            assert int(expected.split(" ")[0]) == int(what[:2]), name
