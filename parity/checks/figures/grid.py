"""The order in which R's ``grid()`` draws its lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from parity.checks.vocabulary import Deviation


def grid_order(follows: Callable[..., Any]) -> Deviation:
    """R's newer order; `follows` draws the page with the lines across first."""
    return Deviation(
        ("content",),
        "R > 4.2.2",
        "grid() draws its lines across before those upwards (seen in R 4.5.0; R 4.2.2 the other way round); where they "
        "cross the picture may differ by one grey level",
        follows=follows,
    )
