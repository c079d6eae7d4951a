# SPDX-License-Identifier: Apache-2.0
"""One school and one bureau for every test of this folder."""

import pytest

from tests.factories.packages import World, make_world


@pytest.fixture(scope="session")
def world() -> World:
    return make_world()
