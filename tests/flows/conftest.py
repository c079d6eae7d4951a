# SPDX-License-Identifier: Apache-2.0
"""A small real school in which the stories happen."""

import pytest

from schoolguard.app.school import School
from schoolguard.kernel.clock import FixedClock
from tests.factories.absence import Ward, found_ward


@pytest.fixture
def ward(school: School, clock: FixedClock) -> Ward:
    return found_ward(school, clock)
