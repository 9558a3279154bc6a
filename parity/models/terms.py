"""How a predictor enters a model: the columns of its term, and their names."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, Union

import numpy as np

from parity.data.cohort import Factor
from parity.models.numbers import Number, format_number

Value = Union[Number, str]
"""Of a predictor: a number or a level."""
Values = Union[Sequence[Value], np.ndarray, Factor]
"""Of a predictor in several patients, or on the axis of a figure: numbers, levels, or a factor."""


class Term(Protocol):
    """The columns that a predictor has in the design matrix."""

    def names(self, predictor: str) -> tuple[str, ...]:
        """The names of the columns, as rms gives them."""
        ...

    def columns(self, values: Values) -> np.ndarray:
        """The (n, k) columns at n values."""
        ...


@dataclass(frozen=True, slots=True)
class Linear:
    """The number itself: ``asis(x)``."""

    def names(self, predictor: str) -> tuple[str, ...]:
        return (predictor,)

    def columns(self, values: Values) -> np.ndarray:
        return _numbers(values)[:, np.newaxis]


@dataclass(frozen=True, slots=True)
class Polynomial:
    """The powers 1 to `degree` of the number: ``pol(x, degree)``; columns ``x``, ``x^2``, ..."""

    degree: int

    def __post_init__(self) -> None:
        if self.degree < 1:
            raise ValueError(f"a polynomial has a degree of 1 or more, not {self.degree}")

    def names(self, predictor: str) -> tuple[str, ...]:
        return (predictor, *(f"{predictor}^{power}" for power in range(2, self.degree + 1)))

    def columns(self, values: Values) -> np.ndarray:
        x = _numbers(values)
        return np.column_stack([x**power for power in range(1, self.degree + 1)])


@dataclass(frozen=True, slots=True)
class LinearSpline:
    """A broken line that bends at each of its knots: ``lsp(x, knots)``.

    Notes
    -----
    Columns ``x``, ``x'``, ``x''``, ...: :math:`x` and :math:`(x - t_j)_+`.
    """

    knots: tuple[float, ...]

    def __post_init__(self) -> None:
        _check_ascending(self.knots, 1, "a linear spline")

    def names(self, predictor: str) -> tuple[str, ...]:
        return tuple(predictor + "'" * order for order in range(len(self.knots) + 1))

    def columns(self, values: Values) -> np.ndarray:
        x = _numbers(values)
        return np.column_stack([x, *(np.maximum(x - knot, 0.0) for knot in self.knots)])


@dataclass(frozen=True, slots=True)
class RestrictedCubicSpline:
    r"""A cubic spline that is linear beyond its outer knots: ``rcs(x, knots)``.

    Notes
    -----
    Columns ``x``, ``x'``, ``x''``, ...: :math:`x` and, for each knot :math:`t_j` but the last two of :math:`k`,

    .. math::

        \left[ (x - t_j)_+^3 - \frac{(t_k - t_j)(x - t_{k-1})_+^3 - (t_{k-1} - t_j)(x - t_k)_+^3}{t_k - t_{k-1}}
        \right] \Big/ (t_k - t_1)^2,

    which has no cubic and no quadratic part beyond :math:`t_k`. The divisor gives every column the unit of x.

    References
    ----------
    Durrleman, Simon (1989), doi:10.1002/sim.4780080504.  Harrell (2015), doi:10.1007/978-3-319-19425-7, section 2.4.5.
    """

    knots: tuple[float, ...]

    def __post_init__(self) -> None:
        _check_ascending(self.knots, 3, "a restricted cubic spline")

    def names(self, predictor: str) -> tuple[str, ...]:
        return tuple(predictor + "'" * order for order in range(len(self.knots) - 1))

    def columns(self, values: Values) -> np.ndarray:
        x = _numbers(values)
        *inner, before_last, last = self.knots
        unit = (last - self.knots[0]) ** (2 / 3)

        def cubed_beyond(knot: float) -> np.ndarray:
            return np.maximum((x - knot) / unit, 0.0) ** 3

        tail, tail_before = cubed_beyond(last), cubed_beyond(before_last)

        def bend(knot: float) -> np.ndarray:
            straightened = (before_last - knot) * tail - (last - knot) * tail_before
            return cubed_beyond(knot) + straightened / (last - before_last)

        return np.column_stack([x, *map(bend, inner)])


@dataclass(frozen=True, slots=True)
class Levels:
    """A factor: an indicator of each level but the first; columns ``sex=male``, ..."""

    levels: tuple[str, ...]

    def names(self, predictor: str) -> tuple[str, ...]:
        return tuple(f"{predictor}={level}" for level in self.levels[1:])

    def columns(self, values: Values) -> np.ndarray:
        codes = self._codes(values)
        return (codes[:, np.newaxis] == np.arange(1, len(self.levels))).astype(float)

    def _codes(self, values: Values) -> np.ndarray:
        if isinstance(values, Factor):
            if values.levels != self.levels:
                raise ValueError(f"the levels are {', '.join(self.levels)}; the factor has {', '.join(values.levels)}")
            return np.asarray(values.codes)
        code_of = {level: code for code, level in enumerate(self.levels)}
        unknown = sorted({str(value) for value in values if value not in code_of})
        if unknown:
            raise ValueError(f"the levels are {', '.join(self.levels)}, and {', '.join(unknown)} is none")
        return np.array([code_of[str(value)] for value in values], dtype=int)


@dataclass(frozen=True, slots=True)
class Scored:
    """An ordered score: the number itself, and an indicator of each score but the two lowest: ``scored(x)``.

    Notes
    -----
    Columns ``x``, ``x=2``, ``x=3`` for the scores 0 to 3. The indicators show where the effect is not linear.
    """

    scores: tuple[Number, ...]

    def __post_init__(self) -> None:
        _check_ascending(self.scores, 3, "a scored predictor", "scores")

    def names(self, predictor: str) -> tuple[str, ...]:
        return (predictor, *(f"{predictor}={format_number(score)}" for score in self.scores[2:]))

    def columns(self, values: Values) -> np.ndarray:
        x = _numbers(values)
        unknown = np.setdiff1d(x, self.scores)
        if len(unknown):
            rule = f"the scores are {', '.join(map(format_number, self.scores))}"
            raise ValueError(f"{rule}, and {', '.join(map(format_number, unknown.tolist()))} is none")
        return np.column_stack([x, *((x == score).astype(float) for score in self.scores[2:])])


def interaction_names(names: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The names of an interaction's columns from its predictors' ones, the first one's fastest: ``"age' * sex=m"``."""
    products = tuple(names[0])
    for factor in names[1:]:
        products = tuple(f"{product} * {name}" for name in factor for product in products)
    return products


def interaction_columns(columns: Sequence[np.ndarray]) -> np.ndarray:
    """The products of the columns of several predictors, the first one's fastest."""
    products = columns[0]
    for factor in columns[1:]:
        products = np.column_stack([product * column for column in factor.T for product in products.T])
    return products


def _numbers(values: Values) -> np.ndarray:
    if isinstance(values, Factor):
        raise ValueError(f"a number is needed, not a factor with the levels {', '.join(values.levels)}")
    return np.asarray(values, dtype=float)


def _check_ascending(numbers: Sequence[float], fewest: int, what: str, called: str = "knots") -> None:
    ascending = all(left < right for left, right in zip(numbers, numbers[1:]))
    if len(numbers) < fewest or not ascending or not all(map(math.isfinite, numbers)):
        raise ValueError(f"{what} has at least {fewest} {called}, finite and ascending, not {tuple(numbers)}")
