# SPDX-License-Identifier: Apache-2.0
"""A small real school in which the stories happen."""

import pytest

from schoolguard.app.school import School
from schoolguard.kernel.clock import FixedClock
from tests.factories.absence import Ward, found_ward
from tests.factories.chain import Chain, found_chain


@pytest.fixture
def ward(school: School, clock: FixedClock) -> Ward:
    return found_ward(school, clock)


@pytest.fixture
def chain(school: School, clock: FixedClock) -> Chain:
    return found_chain(school, clock)
