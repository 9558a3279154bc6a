"""How large the terms are of which the numbers in a design's columns are sums."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

import numpy as np

from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.models.model_matrix import all_terms
from parity.models.terms import LinearSpline, Polynomial, RestrictedCubicSpline, Term, Values, interaction_columns


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
    columns have :math:`x - t` in them, whose error is that of :math:`|x| + |t|` since the knots are computed as well,
    and, beyond the last knot but one, differences of cubes that cancel the more the further x is; a cube
    :math:`(x - t)_+^3` has the size :math:`(x - t)_+^2 (|x| + |t|)`, and a product the product of the sizes.
    """
    terms = all_terms(formula, predictors)
    wanted = predictors if patients is None else patients
    sizes = {name: _sizes(term, wanted[name]) for name, term in terms.items()}
    together = formula.interactions if formula is not None else ()
    products = [interaction_columns([sizes[name] for name in names]) for names in together]
    first = next(iter(sizes.values()))
    return np.column_stack([np.ones(len(first)), *sizes.values(), *products])


def _sizes(term: Term, values: Values) -> np.ndarray:
    columns = np.abs(term.columns(values))
    if isinstance(term, Polynomial):
        return columns * np.arange(1, columns.shape[1] + 1)
    if isinstance(term, (LinearSpline, RestrictedCubicSpline)):
        x = np.asarray(values, dtype=float)
        bends = _of_lines(term, x) if isinstance(term, LinearSpline) else _of_cubes(term, x)
        return np.maximum(columns, np.column_stack([np.abs(x), *bends]))
    return columns


def _of_lines(term: LinearSpline, x: np.ndarray) -> list[np.ndarray]:
    return [(x > knot) * (np.abs(x) + abs(knot)) for knot in term.knots]


def _of_cubes(term: RestrictedCubicSpline, x: np.ndarray) -> list[np.ndarray]:
    *inner, before_last, last = term.knots
    unit = (last - term.knots[0]) ** 2

    def cube(knot: float) -> np.ndarray:
        return np.maximum(x - knot, 0.0) ** 2 * (np.abs(x) + abs(knot)) / unit

    width, of_width = last - before_last, abs(last) + abs(before_last)
    tails = [
        (abs(far) + abs(knot)) * np.maximum(x - near, 0.0) ** 3 / unit * (1 + of_width / width) / width
        + (far - knot) * cube(near) / width
        for knot in inner
        for far, near in ((before_last, last), (last, before_last))
    ]
    return [cube(knot) + tails[2 * place] + tails[2 * place + 1] for place, knot in enumerate(inner)]
