"""A session of each kind, shared by the tests of a module: R takes a second to start."""

from __future__ import annotations

from pathlib import Path

import pytest

from parity.r.supervisor import RSession


@pytest.fixture(scope="session")
def scripts() -> Path:
    return Path(__file__).parent / "scripts"


@pytest.fixture(scope="module", params=[pytest.param("rpy2", marks=pytest.mark.rpy2), "rscript"])
def bridge(request):
    return request.param


@pytest.fixture(scope="module")
def session(bridge):
    with RSession(bridge, timeout=60) as session:
        yield session


@pytest.fixture(scope="module")
def both_sessions():
    with RSession("rpy2", timeout=60) as embedded, RSession("rscript", timeout=60) as command:
        yield embedded, command
