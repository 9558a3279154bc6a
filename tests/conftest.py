"""One R for the whole session; where there is none, or no rpy2 that fits it, what needs them is skipped and says so."""

from __future__ import annotations

import pytest

from parity.answers.connect import connect
from parity.answers.modes import Mode
from parity.r.environment import find_r, rpy2_problem


def pytest_configure(config):
    config.addinivalue_line("markers", "rpy2: needs the bridge rpy2")


def pytest_collection_modifyitems(items):
    lacking = {"r": "needs R, which is not on this machine" if find_r() is None else "", "rpy2": _no_rpy2(items)}
    for item in items:
        for marker, reason in lacking.items():
            if reason and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


def _no_rpy2(items) -> str:
    if not any(item.get_closest_marker("rpy2") for item in items):
        return ""
    problem = rpy2_problem()
    return f"needs the bridge rpy2: {problem.reason}" if problem is not None else ""


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch):
    """Lines are as long as in a pipe: an R within this process leaves the width of its own terminal in COLUMNS."""
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture(scope="session")
def live_r():
    from parity.checks.catalogue import CATALOGUE

    with connect(Mode.AUTO, None, CATALOGUE.r_packages, timeout=300) as connection:
        assert connection.live is not None, connection.why_not
        yield connection.live


@pytest.fixture(scope="session")
def live_rmda(live_r):
    if not live_r.has("rmda"):
        pytest.skip("needs the R package rmda")
    return live_r
