"""Every number and every label of a nomogram."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Optional

import numpy as np

from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.models.design import INTERCEPT, term_names
from parity.models.model_matrix import all_terms, shaped_terms
from parity.models.numbers import format_common
from parity.statistics.fields import along, labels
from parity.statistics.nomogram.axes import Axis, Nomogram, describe
from parity.statistics.nomogram.nomogram import nomogram


@dataclass(frozen=True, slots=True)
class NomogramNumbers:
    """Every number and every label of a nomogram.

    Attributes
    ----------
    points_per_unit : float
        Points per unit of the linear predictor.
    intercept : float
        The linear predictor at 0 total points.
    axis_ticks, total_ticks, linear_predictor_ticks, risk_ticks : tuples of str
        Names of the ticks: ``"age=30"`` on a predictor's axis, as written on the others.
    values : (k,) float array
        Value at each tick of the predictors' axes; a level by its number, from 1.
    tick_labels : (k,) tuple of str
        As it is written.
    points : (k,) float array
        0 to 100.
    total_points : float array
        Ticks of the axis of total points.
    total_labels : tuple of str
    linear_predictor : float array
        Ticks of the scale of the linear predictor, in log odds.
    linear_predictor_labels : tuple of str
    linear_predictor_points : float array
        Total points where these stand.
    risk : float array
        Ticks of the scale of the risk.
    risk_labels : tuple of str
    risk_points : float array
        Total points where these stand.
    """

    points_per_unit: float
    intercept: float
    axis_ticks: tuple[str, ...] = labels()
    total_ticks: tuple[str, ...] = labels()
    linear_predictor_ticks: tuple[str, ...] = labels()
    risk_ticks: tuple[str, ...] = labels()
    values: np.ndarray = along("axis_ticks")
    tick_labels: tuple[str, ...] = along("axis_ticks")
    points: np.ndarray = along("axis_ticks")
    total_points: np.ndarray = along("total_ticks")
    total_labels: tuple[str, ...] = along("total_ticks")
    linear_predictor: np.ndarray = along("linear_predictor_ticks")
    linear_predictor_labels: tuple[str, ...] = along("linear_predictor_ticks")
    linear_predictor_points: np.ndarray = along("linear_predictor_ticks")
    risk: np.ndarray = along("risk_ticks")
    risk_labels: tuple[str, ...] = along("risk_ticks")
    risk_points: np.ndarray = along("risk_ticks")


def names_of_terms(predictors: Mapping[str, Column], formula: Optional[Formula] = None) -> tuple[str, ...]:
    """What the coefficients of a model of these patients are called, in the order of the design matrix."""
    interactions = formula.interactions if formula is not None else ()
    return (INTERCEPT, *term_names(all_terms(formula, predictors), interactions))


def nomogram_of(
    predictors: Mapping[str, Column],
    coefficients: np.ndarray,
    linear_predictor: np.ndarray,
    formula: Optional[Formula] = None,
    shown_at: Mapping[str, Sequence[float]] = {},
    **options: Any,
) -> Nomogram:
    """The nomogram of a model of these patients.

    Parameters
    ----------
    predictors : mapping of str to (n,) float array or Factor
        Their ranges or levels make the axes.
    coefficients : (p,) float array
        In the order of the design matrix, the intercept first.
    linear_predictor : (n,) float array
        Its range makes the scale of the linear predictor.
    formula : Formula or None
        How the predictors enter; None: each as it is.
    shown_at : mapping of str to sequence of float
        Values at which predictors are set while others that they interact with are shown, unless the option `interact`
        has others.
    **options
        Of `parity.statistics.nomogram.nomogram.nomogram`.
    """
    shaped = shaped_terms(formula, predictors) if formula is not None else {}
    interactions = formula.interactions if formula is not None else ()
    terms = names_of_terms(predictors, formula)
    if len(coefficients) != len(terms):
        raise ValueError(f"the model has the terms {', '.join(terms)}; the coefficients are {len(coefficients)}")
    span = float(linear_predictor.min()), float(linear_predictor.max())
    named = dict(zip(terms, np.asarray(coefficients).tolist()))
    interact = {**shown_at, **options.pop("interact", {})}
    ordered = {name: predictors[name] for name in (formula.predictors if formula is not None else predictors)}
    return nomogram(
        named, describe(ordered), span, terms=shaped, interactions=interactions, interact=interact, **options
    )


def nomogram_numbers(
    predictors: Mapping[str, Column],
    coefficients: np.ndarray,
    linear_predictor: np.ndarray,
    formula: Optional[Formula] = None,
    shown_at: Mapping[str, Sequence[float]] = {},
) -> NomogramNumbers:
    """Every number and every label of the nomogram of a fitted logistic model.

    Parameters
    ----------
    predictors : mapping of str to (n,) float array or Factor
        Of the development sample; their ranges make the axes.
    coefficients : (p,) float array
        In the order of the design matrix, the intercept first.
    linear_predictor : (n,) float array
        Of the development sample; its range makes the scale of the linear predictor.
    formula, shown_at
        As of `nomogram_of`.

    Returns
    -------
    NomogramNumbers

    Notes
    -----
    The nomogram is that of `nomogram`, which says how it is formed.

    Equals ``rms::nomogram(fit, fun = plogis, funlabel = "Risk")`` with a ``datadist`` of the predictors.
    """
    drawn = nomogram_of(predictors, coefficients, linear_predictor, formula, shown_at)
    scale, risk = drawn.linear_predictor, drawn.functions[0]
    assert scale is not None
    total = format_common(drawn.total_points)
    return NomogramNumbers(
        axis_ticks=_distinct([f"{axis.name}={tick}" for axis in drawn.axes for tick in axis.ticks]),
        total_ticks=_distinct(total),
        linear_predictor_ticks=_distinct(scale.ticks),
        risk_ticks=_distinct(risk.ticks),
        values=np.array([value for axis in drawn.axes for value in _numbers(axis)]),
        tick_labels=tuple(tick for axis in drawn.axes for tick in axis.ticks),
        points=np.concatenate([axis.points for axis in drawn.axes]),
        total_points=np.array(drawn.total_points, dtype=float),
        total_labels=total,
        linear_predictor=np.array(scale.values, dtype=float),
        linear_predictor_labels=scale.ticks,
        linear_predictor_points=scale.total_points,
        risk=np.array(risk.values, dtype=float),
        risk_labels=risk.ticks,
        risk_points=risk.total_points,
        points_per_unit=drawn.points_per_unit,
        intercept=drawn.intercept,
    )


def _numbers(axis: Axis) -> tuple[float, ...]:
    return tuple(
        float(number if isinstance(value, str) else value) for number, value in enumerate(axis.values, start=1)
    )


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    """Names with a number behind those that were there before: values that are written alike must not be one."""
    return tuple(name if names.index(name) == place else f"{name} ({place + 1})" for place, name in enumerate(names))
