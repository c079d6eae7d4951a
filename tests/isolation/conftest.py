# SPDX-License-Identifier: Apache-2.0
"""A small real school with an isolation room."""

import pytest

from schoolguard.app.school import School
from schoolguard.kernel.clock import FixedClock
from tests.factories.isolation import Infirmary, found_infirmary


@pytest.fixture
def infirmary(school: School, clock: FixedClock) -> Infirmary:
    return found_infirmary(school, clock)
