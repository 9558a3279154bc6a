"""The two ways in which R is reached."""

from __future__ import annotations

import enum


class Bridge(enum.StrEnum):
    """How R is reached; both give the same bytes."""

    RPY2 = "rpy2"
    """R embedded in a Python process of its own."""
    RSCRIPT = "rscript"
    """R's own command."""
