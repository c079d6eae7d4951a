# SPDX-License-Identifier: Apache-2.0
"""A school and a bureau, both on real encrypted files."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from schoolguard.app.school import School
from schoolguard.kernel.clock import FixedClock
from tests.factories.delivery import Road, open_bureau


@pytest.fixture
def road(school: School, clock: FixedClock, tmp_path: Path) -> Iterator[Road]:
    with open_bureau(tmp_path / "bureau", clock) as bureau:
        yield Road(school, bureau)
