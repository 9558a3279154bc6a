"""Who draws a figure."""

from __future__ import annotations

import enum


class Engine(enum.StrEnum):
    """Who draws: the geometry here, or R itself."""

    PYTHON = "python"
    R = "r"
