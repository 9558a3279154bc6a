"""A page as R's PDF device writes it."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from parity.checks.vocabulary import (
    BothStop,
    Check,
    Citation,
    Deviation,
    RDrawing,
    Scope,
    Tolerance,
    exact,
    without_model,
)
from parity.graphics.drawing.device import Device, pdf_device
from parity.graphics.drawing.display import DisplayList
from parity.graphics.geometry.kind import FigureKind
from parity.graphics.painters.r_pdf import page_content


@dataclass(frozen=True, slots=True)
class Page:
    """The content of a page.

    Attributes
    ----------
    content : tuple of str
        Its lines: every line, rectangle and text with its place in hundredths of a point, and the colours, line types
        and fonts they are drawn with, in the order of drawing.
    """

    content: tuple[str, ...]


Draw = Callable[[Any, Device, Any], DisplayList]

CONVERSIONS = {
    "conversion failure on .* in 'mbcsToSbcs'": "-",
    "for .* in 'mbcsToSbcs'": "-",
    "font metrics unknown for": "-",
}
"""What R's PDF device says of characters that its page's encoding has not."""

TIES = "a number within a rounding error of half a unit of its last decimal is printed the other way"

LINE: Tolerance = exact(
    "R's PDF device writes places in hundredths of a point: the same things in the same order at the same places are "
    "the same text"
)


def page_of(
    kind: FigureKind,
    inputs: Mapping[str, Any],
    options: Mapping[str, Any],
    *,
    change: Callable[[Any], Any] = lambda value: value,
    draw: Draw | None = None,
    transliterate: bool = True,
) -> Page:
    """The first page of a figure, in the size in which R is asked for it.

    Parameters
    ----------
    kind : FigureKind
    inputs : mapping
        Those of the check.
    options : mapping
        By R's names, ``{"cex.axis": 0.7}``.
    change : callable
        What another program has of what is drawn.
    draw : callable or None
        Draws it otherwise than ours.
    transliterate : bool
        As in `parity.graphics.drawing.fonts.Helvetica`.
    """
    made_with, chosen = kind.split({name.replace(".", "_"): value for name, value in options.items()})
    value = change(kind.value_of(inputs, made_with))
    device = pdf_device(kind.width, kind.height, transliterate=transliterate)
    return Page(tuple(page_content((draw or kind.draw)(value, device, chosen)).splitlines()))


def page_check(
    kind: FigureKind,
    compute: Callable[..., Page],
    package: str,
    function: str,
    title: str,
    citation: Citation,
    *,
    conditions: Mapping[str, str] = {},
    deviations: tuple[Deviation, ...] = (),
    where_both_stop: tuple[BothStop, ...] = (),
    note: str = "",
    further_inputs: tuple[str, ...] = (),
    draws_patients: bool = False,
    further_options: Mapping[str, Any] = {},
    draws: bool = False,
) -> Check:
    """The check that holds a figure's page against R's.

    Parameters
    ----------
    kind : FigureKind
    compute : callable
        Gives the page; the check, and the R script, have its name.
    package, function : str
        What draws it in R: ``"pROC"``, ``"plot.roc"``.
    title, citation, conditions, deviations, where_both_stop, note, further_inputs
        Of the check and of its question to R.
    draws_patients : bool
        Whether there is a point for each patient.
    further_options : mapping
        Beside the figure's defaults, by R's names.
    draws : bool
        Whether it resamples.
    """

    def defined(options: Mapping[str, Any], **inputs: Any) -> Page:
        return page_of(kind, inputs, options)

    drawing = RDrawing(
        package,
        function,
        width=kind.width,
        height=kind.height,
        conditions=conditions,
        deviations=tuple(
            dataclasses.replace(one, definition=defined) if one.follows is not None else one for one in deviations
        ),
        where_both_stop=where_both_stop,
        note=note,
    )
    return Check(
        stem=compute.__name__,
        group="figures",
        title=title,
        compute=compute,
        result=Page,
        references=(drawing,),
        tolerances={"content": LINE},
        from_patients=("content",) if draws_patients else (),
        citations=(citation,),
        scope=Scope.COHORT if kind.of_cohort else Scope.MODEL,
        unless=lambda sample: "" if kind.of_cohort else without_model(sample),
        inputs={"options": {**{name.replace("_", "."): v for name, v in kind.defaults.items()}, **further_options}},
        further_inputs=further_inputs,
        draws=draws,
    )


def across_ties(number: float | None, decimals: int = 3) -> float | None:
    """A number that is within a rounding error of half a unit of its last decimal, as it is printed the other way.

    Any other number is itself.
    """
    if number is None or not math.isfinite(number):
        return number
    unit = 10.0**-decimals
    below = math.floor(abs(number) / unit)
    if abs(abs(number) / unit - below - 0.5) > 1e-9:
        return number
    sides = [math.copysign((below + part) * unit, number) for part in (0.25, 0.75)]
    return next(side for side in sides if f"{side:.{decimals}f}" != f"{number:.{decimals}f}")
