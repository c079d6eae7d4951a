# SPDX-License-Identifier: Apache-2.0
"""A small school whose class may be off."""

import pytest

from schoolguard.app.school import School
from schoolguard.kernel.clock import FixedClock
from tests.factories.suspension import Place, found_place


@pytest.fixture
def place(school: School, clock: FixedClock) -> Place:
    return found_place(school, clock)
