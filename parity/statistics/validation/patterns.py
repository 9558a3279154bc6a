"""Patients with the same columns of a design, counted together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

import numpy as np

from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.models.model_matrix import model_matrix
from parity.statistics.regression.maximum_likelihood import maximum_likelihood


@dataclass(frozen=True, slots=True)
class Patterns:
    """The distinct rows of a design.

    Attributes
    ----------
    columns : (u, p) float array
        As given, that of the intercept first.
    standardised : (u, p) float array
        About their means and in standard deviations, over the distinct rows; the intercept's as it is.
    products : (u, p (p + 1) / 2) float array
        Of each two of the standardised columns, a triangle row by row.
    centre, scale : (p,) float arrays
        0 and 1 for the intercept's.
    places : (n,) int array
        Of each patient's row.
    outcome : (n,) int array
        1 event, 0 no event.
    """

    columns: np.ndarray
    standardised: np.ndarray
    products: np.ndarray
    centre: np.ndarray
    scale: np.ndarray
    places: np.ndarray
    outcome: np.ndarray

    @property
    def count(self) -> int:
        """Of distinct rows."""
        return len(self.columns)

    def counted(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """How many patients, and how many events, there are of each pattern in rows of patients.

        Parameters
        ----------
        rows : (k, m) int array

        Returns
        -------
        two (k, u) float arrays
        """
        return self.counted_cells((2 * self.places + self.outcome)[rows])

    def counted_cells(self, cells: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The same of places and outcomes, (k, m): twice the place plus the outcome."""
        k, width = len(cells), 2 * self.count
        shifted = cells + np.arange(0, k * width, width)[:, np.newaxis]
        counts = np.bincount(shifted.ravel(), minlength=k * width).reshape(k, self.count, 2)
        events = counts[:, :, 1].astype(float)
        return events + counts[:, :, 0], events

    def every(self) -> tuple[np.ndarray, np.ndarray]:
        """The same of all patients, (1, u)."""
        return self.counted(np.arange(len(self.places))[np.newaxis])


def patterns_of(columns: np.ndarray, outcome: np.ndarray) -> Patterns:
    """The distinct rows of a design, that of the intercept first."""
    rows, places = np.unique(columns, axis=0, return_inverse=True)
    centre, scale = rows.mean(axis=0), rows.std(axis=0)
    centre[0], scale[0] = 0.0, 1.0
    standardised = np.ascontiguousarray((rows - centre) / scale)
    one, other = np.triu_indices(rows.shape[1])
    products = np.ascontiguousarray(standardised[:, one] * standardised[:, other])
    return Patterns(rows, standardised, products, centre, scale, places.ravel(), np.asarray(outcome, dtype=np.intp))


def model_of(
    outcome: np.ndarray, predictors: Mapping[str, Column], formula: Optional[Formula]
) -> tuple[Patterns, np.ndarray]:
    """The patterns of a model's design, and its coefficients of their standardised columns."""
    fit = maximum_likelihood(outcome, predictors, formula)
    patterns = patterns_of(model_matrix(formula, predictors).values, outcome)
    start = fit.coefficients * patterns.scale
    start[0] += (fit.coefficients * patterns.centre).sum()
    return patterns, start
