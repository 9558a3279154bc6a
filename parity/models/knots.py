"""Where the knots of a restricted cubic spline are, unless they are given."""

from __future__ import annotations

import numpy as np

_OUTER = {3: 0.1, 4: 0.05, 5: 0.05, 6: 0.05, 7: 0.025}
"""The quantile of the lowest knot, by the number of knots; the highest one's is 1 minus it."""
_SMALL = 100
_FROM_THE_END = 5
_TIED = 0.05
_FEWEST = 3


def default_knots(values: np.ndarray, count: int) -> tuple[float, ...]:
    """The knots of a restricted cubic spline at quantiles of its predictor.

    Parameters
    ----------
    values : (n,) float array
        Of the development sample.
    count : int
        3 to 7.

    Returns
    -------
    tuple of float
        `count` knots, ascending.

    Notes
    -----
    Equally spaced quantiles (of type 7) from 0.1 to 0.9 for three knots, 0.05 to 0.95 for four to six, 0.025 to 0.975
    for seven. Below 100 values the outer knots are the fifth smallest and the fifth largest value. Where 5% or more
    share the smallest value, as in a count that is often 0, the lowest knot is the next value and the others are those
    quantiles of what is above it, one knot fewer; so at the upper end; but not where a value in between is as frequent.

    Equals the knots of ``rms::rcs(values, count)``.

    Raises
    ------
    ValueError
        Where these are not `count` different values, or there are not `count` + 3 different values at all: R would
        silently take other knots.

    References
    ----------
    Harrell (2015), doi:10.1007/978-3-319-19425-7, section 2.4.6.  Stone, Koo (1985), ASA Proceedings of the Statistical
    Computing Section, 45-48.
    """
    ordered = np.sort(np.asarray(values, dtype=float))
    distinct, frequency = np.unique(ordered, return_counts=True)
    if len(distinct) < count + 3:
        rule = f"rcs() with {count} knots needs {count + 3} different values at least, and there are {len(distinct)}"
        raise ValueError(rule)
    outer, inner = _OUTER[count], count
    lowest: list[float] = []
    highest: list[float] = []
    share = frequency / len(ordered)
    if share[1:-1].max() < _TIED:
        if share[0] >= _TIED:
            lowest, inner = [float(distinct[1])], inner - 1
            ordered = ordered[ordered > distinct[1]]
        if share[-1] >= _TIED:
            highest, inner = [float(ordered[ordered < ordered[-1]][-1])], inner - 1
            ordered = ordered[ordered < highest[0]]
    at = np.linspace(0.5 if inner <= 2 else outer, 1 - outer, inner)
    middle = np.quantile(ordered, at)
    if len(np.unique(middle)) < inner:
        raise ValueError(_TOO_FEW.format(count=count))
    if len(ordered) < _SMALL and inner > 1:
        if not lowest:
            middle[0] = ordered[_FROM_THE_END - 1]
        if not highest:
            middle[-1] = ordered[-_FROM_THE_END]
    knots = np.unique([*lowest, *middle.tolist(), *highest])
    if len(knots) < count:
        raise ValueError(_TOO_FEW.format(count=count))
    return tuple(knots.tolist())


_TOO_FEW = "the quantiles at which rcs() has its {count} knots are not all different: too many values are equal"
