"""How large the terms are of which the numbers in a design's columns are sums."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

import numpy as np

from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.models.model_matrix import all_terms
from parity.models.terms import Polynomial, RestrictedCubicSpline, Term, Values, interaction_columns


def column_sizes(
    formula: Optional[Formula],
    predictors: Mapping[str, Column],
    patients: Optional[Mapping[str, Column]] = None,
) -> np.ndarray:
    r"""What the rounding of each number of a design matrix is in proportion to, at least the number itself.

    Parameters
    ----------
    formula : Formula or None
    predictors : mapping of str to (m,) float array or Factor
        Of the development sample.
    patients : mapping of str to (n,) float array or Factor, or None
        Whose columns; by default those of this sample.

    Returns
    -------
    (n, p) float array

    Notes
    -----
    A predictor as it is and the indicator of a level are numbers that nobody computes. A power is a product. A spline's
    columns are, beyond the last knot but one, differences of cubes that cancel the more the further x is. Where its
    knots
    are quantiles they are rounded as well, within four units of their last place, which moves a cube
    :math:`(x - t)_+^3` by :math:`12 (x - t)_+^2 |t|` units: it has the size
    :math:`(x - t)_+^3 + (x - t)_+^2 |t| \cdot 12 / 64`, where bounds count 64 units of each size. A product has the
    product of the sizes.
    """
    terms = all_terms(formula, predictors)
    wanted = predictors if patients is None else patients
    sizes = {name: _sizes(term, wanted[name], _has_computed_knots(formula, name)) for name, term in terms.items()}
    together = formula.interactions if formula is not None else ()
    products = [interaction_columns([sizes[name] for name in names]) for names in together]
    first = next(iter(sizes.values()))
    return np.column_stack([np.ones(len(first)), *sizes.values(), *products])


def _has_computed_knots(formula: Optional[Formula], name: str) -> bool:
    return formula is not None and not formula.entries[name].knots


def _sizes(term: Term, values: Values, computed_knots: bool) -> np.ndarray:
    columns = np.abs(term.columns(values))
    if isinstance(term, Polynomial):
        return columns * np.arange(1, columns.shape[1] + 1)
    if isinstance(term, RestrictedCubicSpline):
        bends = _of_cubes(term, np.asarray(values, dtype=float), _OF_A_KNOT if computed_knots else 0.0)
        return np.maximum(columns, np.column_stack([columns[:, 0], *bends]))
    return columns


def _of_cubes(term: RestrictedCubicSpline, x: np.ndarray, of_knot: float) -> list[np.ndarray]:
    *inner, before_last, last = term.knots
    unit, width = (last - term.knots[0]) ** 2, last - before_last

    def cube(knot: float) -> np.ndarray:
        beyond = np.maximum(x - knot, 0.0)
        return (beyond**3 + of_knot * abs(knot) * beyond**2) / unit

    def tail(knot: float, near: float, far: float) -> np.ndarray:
        """Of the cube at `near`, times the distance from a knot to `far`, over the distance of the last two."""
        of_distances = of_knot * ((abs(far) + abs(knot)) / (far - knot) + (abs(last) + abs(before_last)) / width)
        return (1 + of_distances) * (far - knot) / width * cube(near)

    return [cube(knot) + tail(knot, last, before_last) + tail(knot, before_last, last) for knot in inner]


_OF_A_KNOT = 12 / 64
