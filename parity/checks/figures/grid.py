"""The order in which R's ``grid()`` draws its lines."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from parity.checks.figures.page import Page, page_of
from parity.checks.vocabulary import Deviation
from parity.graphics.geometry.kind import FigureKind


def grid_order(kind: FigureKind) -> Deviation:
    """R's newer order, in a figure over threshold probabilities."""

    def across_first(options: Mapping[str, Any], **inputs: Any) -> Page:
        return page_of(kind, inputs, options, draw=partial(kind.draw, grid_across_first=True))

    return Deviation(
        ("content",),
        "R > 4.2.2",
        "grid() draws its lines across before those upwards (seen in R 4.5.0; R 4.2.2 the other way round); where they "
        "cross the picture may differ by one grey level",
        follows=across_first,
    )
