# SPDX-License-Identifier: Apache-2.0
"""A small real school to keep clean."""

import pytest

from schoolguard.app.school import School
from schoolguard.kernel.clock import FixedClock
from tests.factories.disinfection import House, found_house


@pytest.fixture
def house(school: School, clock: FixedClock) -> House:
    return found_house(school, clock)
