# SPDX-License-Identifier: Apache-2.0
"""One school and one bureau for every test of this folder; long tests only when asked for."""

import pytest

from tests.factories.packages import World, make_world


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: minutes; run with -m slow")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "slow" in (config.option.markexpr or ""):
        return
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.skip(reason="takes minutes; run with -m slow"))


@pytest.fixture(scope="session")
def world() -> World:
    return make_world()
