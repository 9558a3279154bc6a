"""The nomogram, drawn as ``plot(rms::nomogram(...))`` draws it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Optional, Union, get_type_hints

import numpy as np

from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.graphics.drawing.device import Device
from parity.graphics.drawing.display import DisplayList
from parity.graphics.geometry.kind import FigureKind
from parity.graphics.geometry.nomogram.drawing import Drawing
from parity.graphics.geometry.nomogram.functions import OWN_NAMES, Functions, Ticks, with_functions
from parity.graphics.geometry.nomogram.options import NomogramOptions
from parity.graphics.geometry.nomogram.value import NomogramValue, value_of
from parity.statistics.nomogram.axes import Nomogram
from parity.statistics.nomogram.numbers import nomogram_of
from parity.statistics.nomogram.options import NomogramOptions as NomogramChoices

__all__ = ["FIGURE", "NomogramOptions", "NomogramValue", "draw_nomogram", "titled_nomogram", "value_of"]


def titled_nomogram(
    predictors: Mapping[str, Column],
    labels: Sequence[str],
    coefficients: np.ndarray,
    linear_predictor: np.ndarray,
    formula: Optional[Formula] = None,
    shown_at: Mapping[str, Sequence[float]] = {},
    *,
    fun: Functions = "plogis",
    funlabel: Union[str, Sequence[str], None] = None,
    **options: Any,
) -> Nomogram:
    """The nomogram of a model of these patients; `labels` name its axes, `options` are those of ``rms::nomogram``."""
    named = with_functions({"fun": fun, "funlabel": funlabel, **options})
    return nomogram_of(
        predictors, coefficients, linear_predictor, formula, shown_at, names=dict(zip(predictors, labels)), **named
    )


def draw_nomogram(value: NomogramValue, device: Device, options: NomogramOptions = NomogramOptions()) -> DisplayList:
    """The pages of a nomogram.

    Notes
    -----
    Axes lie one unit of y apart, from the top; x counts points, and below the axis of total points total points. Titles
    begin at ``-xfrac`` times the largest value of x.

    Equals ``plot(nomogram, ...)`` of rms.

    Raises
    ------
    ValueError
        Where a function has no value in range, or `fun_side` does not fit it.
    """
    drawing = Drawing(value, device, options)
    drawing.points_page()
    for axis in value.axes:
        drawing.predictor(axis)
    drawing.total_points()
    if value.linear_predictor is not None:
        drawing.linear_predictor(value.linear_predictor)
    for number, function in enumerate(value.functions):
        drawing.function(function, _of_one(options.fun_side, number))
    drawing.plot.set_margins(options.mar, clip=True)
    return drawing.plot.display_list()


def _of_one(sides: Sequence[Sequence[int]], number: int) -> Optional[Sequence[int]]:
    """The sides of one of the functions; one sequence is that of all."""
    return None if not sides else sides[0] if len(sides) == 1 else sides[number]


def _draw(nomogram: Nomogram, device: Device, options: NomogramOptions) -> DisplayList:
    return draw_nomogram(value_of(nomogram), device, options)


FIGURE = FigureKind(
    name="nomogram",
    title="Nomogram",
    summary='The nomogram of a model, as ``plot(rms::nomogram(fit, fun = plogis, funlabel = "Risk"))``.',
    inputs=("predictors", "labels", "coefficients", "linear_predictor", "formula", "shown_at"),
    value=titled_nomogram,
    value_type=Nomogram,
    draw=_draw,
    options=NomogramOptions,
    width=8.0,
    height=6.0,
    further_choices={
        **get_type_hints(NomogramChoices),
        **dict.fromkeys(("fun_at", "fun_lp_at"), Ticks),
        **dict(zip(OWN_NAMES, (float, int))),
    },
    of_cohort=False,
    hint="fun_at, cex_axis, cex_var, label_every",
    refused={
        "est_all": "axes are always drawn for all predictors",
        "posterior_summary": "Bayesian fits are not drawn; give their coefficients",
        "verbose": "the figure's printed() says what it has",
        "tck": "give tcl, in lines",
        "total_fun": "give fun, which has an axis of its own",
        "main": "rms's plot has no title; figures.panels([figure], 1, 1, 8, 6, titles=['...']) writes one",
    },
    choices="""\
fun : function, str, a sequence of them, mapping by label, or None
    Functions of the linear predictor that have an axis: of Python, or ``"plogis"``, ``"exp"``, ``"pnorm"``.
funlabel : str or sequence of str
    What each is called; by default "Risk" where `fun` is left out, and "Predicted Value", as in rms.""",
    options_text="""\
    Of ``rms::nomogram`` (`parity.statistics.nomogram.options.NomogramOptions`) and of ``plot.nomogram``
    (`parity.graphics.geometry.nomogram.NomogramOptions`), such as ``fun_at=(0.1, 0.5, 0.9), cex_axis=0.7``.""",
    returns="""\
NomogramFigure or RFigure
    ``read(patient)`` of the former gives a patient's points, total, and ``functions`` by `funlabel`; ``risk`` too
    where one of them is the logistic one, else None.""",
)
