"""The figures held against R's own: the content of the page that R's PDF device writes, line by line."""

from __future__ import annotations

import importlib

from parity.checks.vocabulary import Check
from parity.figures.geometry import FIGURES, kind_of


def _check_of(name: str) -> Check:
    check = importlib.import_module(f"{__name__}.{kind_of(name).page}").CHECK
    assert isinstance(check, Check)
    return check


CHECKS = tuple(map(_check_of, FIGURES))
"""Every figure that is verified."""
