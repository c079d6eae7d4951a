# SPDX-License-Identifier: Apache-2.0
"""A small real school with somebody on the way back to class."""

import pytest

from schoolguard.app.school import School
from schoolguard.kernel.clock import FixedClock
from tests.factories.clearance import WayBack, found_way_back


@pytest.fixture
def back(school: School, clock: FixedClock) -> WayBack:
    return found_way_back(school, clock)
