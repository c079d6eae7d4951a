# SPDX-License-Identifier: Apache-2.0
"""A small real school in which a case is found."""

import pytest

from schoolguard.app.school import School
from schoolguard.kernel.clock import FixedClock
from tests.factories.cases import Sickbay, found_sickbay


@pytest.fixture
def bay(school: School, clock: FixedClock) -> Sickbay:
    return found_sickbay(school, clock)
