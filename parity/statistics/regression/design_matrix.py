"""The design matrix of a main-effects model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from parity.cohort import Column, Factor

INTERCEPT = "Intercept"


@dataclass(frozen=True, slots=True)
class DesignMatrix:
    """The columns that the coefficients multiply.

    Attributes
    ----------
    values : (n, p) float array
        The intercept's column of ones first.
    terms : tuple of str
        One name a column: ``"Intercept"``, ``"age"``, ``"sex=male"``.
    """

    values: np.ndarray
    terms: tuple[str, ...]


def design_matrix(predictors: Mapping[str, Column]) -> DesignMatrix:
    """The design matrix of a main-effects model with an intercept.

    Parameters
    ----------
    predictors : mapping of str to (n,) float array or Factor
        In the order of the model; at least one.

    Returns
    -------
    DesignMatrix

    Notes
    -----
    Treatment contrasts: a factor has one indicator for each level but its first, named ``predictor=level``. Every level has its
    column whether or not it occurs in the data, so that cohorts with the same levels have the same columns.

    Raises
    ------
    ValueError
        Without predictors, on a predictor that is not one-dimensional or not finite, on unequal lengths, on a code that is no
        level.
    """
    if not predictors:
        raise ValueError("a model needs at least one predictor")
    columns: list[np.ndarray] = []
    terms = [INTERCEPT]
    for name, column in predictors.items():
        if isinstance(column, Factor):
            columns += _indicators(name, column)
            terms += [f"{name}={level}" for level in column.levels[1:]]
        else:
            columns.append(_numeric(name, column))
            terms.append(name)
    lengths = {len(column) for column in columns}
    if len(lengths) != 1:
        raise ValueError(f"the predictors have different lengths: {', '.join(map(str, sorted(lengths)))}")
    return DesignMatrix(np.column_stack([np.ones(lengths.pop()), *columns]), tuple(terms))


def _indicators(name: str, factor: Factor) -> list[np.ndarray]:
    codes = np.asarray(factor.codes)
    if len(factor.levels) < 2:
        raise ValueError(f"factor {name!r} needs at least two levels")
    if codes.ndim != 1 or np.any((codes < 0) | (codes >= len(factor.levels))):
        raise ValueError(f"factor {name!r} has a code outside its {len(factor.levels)} levels")
    return [(codes == code).astype(float) for code in range(1, len(factor.levels))]


def _numeric(name: str, column: np.ndarray) -> np.ndarray:
    values = np.asarray(column, dtype=float)
    if values.ndim != 1 or not np.all(np.isfinite(values)):
        raise ValueError(f"predictor {name!r} is not one finite number a patient")
    return values
