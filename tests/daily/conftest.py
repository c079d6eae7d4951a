# SPDX-License-Identifier: Apache-2.0
"""A small school whose days are reported."""

import pytest

from schoolguard.app.school import School
from schoolguard.kernel.clock import FixedClock
from tests.factories.daily import Campus, found_campus


@pytest.fixture
def campus(school: School, clock: FixedClock) -> Campus:
    return found_campus(school, clock)
