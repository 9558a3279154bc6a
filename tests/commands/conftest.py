"""A machine without R."""

from __future__ import annotations

import os

import pytest
from command_cases import CHECKOUT


@pytest.fixture
def no_r(tmp_path) -> dict[str, str]:
    """An environment in which there is no R to be found, and rpy2 cannot be imported."""
    (tmp_path / "empty").mkdir()
    blocked = tmp_path / "blocked" / "rpy2"
    blocked.mkdir(parents=True)
    (blocked / "__init__.py").write_text("raise ImportError('rpy2 is not to be imported here')\n")
    return {"PATH": str(tmp_path / "empty"), "PYTHONPATH": f"{blocked.parent}{os.pathsep}{CHECKOUT}"}
