# SPDX-License-Identifier: Apache-2.0
"""The desk's school beside a bureau on a real encrypted file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from schoolguard.app.bureau import Bureau
from schoolguard.kernel.clock import FixedClock
from tests.factories.delivery import open_bureau


@pytest.fixture
def bureau(tmp_path: Path, clock: FixedClock) -> Iterator[Bureau]:
    with open_bureau(tmp_path / "bureau", clock) as bureau:
        yield bureau
