"""One R for the whole session; where there is none, what needs it is skipped and says so."""

from __future__ import annotations

import pytest

from parity import modes
from parity.connect import connect
from parity.r.environment import find_r
from parity.checks import CHECKS


def pytest_collection_modifyitems(items):
    if find_r() is not None:
        return
    for item in items:
        if item.get_closest_marker("r"):
            item.add_marker(pytest.mark.skip(reason="needs R, which is not on this machine"))


@pytest.fixture(scope="session")
def live_r():
    with connect(modes.Mode.AUTO, None, modes.r_packages(CHECKS), timeout=300) as connection:
        assert connection.live is not None, connection.why_not
        yield connection.live
