"""How far a number may be from a reference's, and the written reason."""

from __future__ import annotations

import enum
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Union

LARGEST_SHARE = 1e-6
"""The cap of every computed bound, in one place: of the reference's number, or of its scale (its standard error). What
rounding may move by more cannot be verified to any use."""

Function = Callable[..., Any]
"""Of the inputs of a check, by their names; gives a mapping, or an object with attributes, by field."""


class Basis(enum.Enum):
    """Why two correct programs may differ in a number, and by how much."""

    EXACT = "exact"
    CLOSED_FORM = "closed form"
    SPECIAL_FUNCTION = "special function"
    LINEAR_SOLVE = "linear solve"
    ITERATIVE = "iterative"
    PRINTED = "printed"
    MONTE_CARLO = "Monte Carlo"
    DRAWN = "drawn"


@dataclass(frozen=True, slots=True)
class Bound:
    """An absolute bound that is computed from the inputs of a check, never from the result that it judges.

    Attributes
    ----------
    function : callable
        Of those inputs that it names as parameters. Gives absolute bounds by field: a mapping or an object with
        attributes; each a number or an array as long as the field.
    name : str
        Under which it gives this bound.
    scale : float, str, tuple of str or callable
        What the number is a number of, where it may itself be near 0; the bound counts up to `LARGEST_SHARE` of it or
        of the reference's number, whichever is larger. A number; the name of another field of the *reference's* answer
        (``"standard_errors"``), which where it is not answered counts as 0, or of several, which are multiplied
        (an odds ratio's standard error is itself times that of its logarithm); or a function of the inputs in closed
        form, which gives a number or array.
    """

    function: Function
    name: str
    scale: Union[float, str, tuple[str, ...], Function] = 0.0

    @property
    def scale_fields(self) -> tuple[str, ...]:
        """The fields of the reference's answer that `scale` is made of."""
        return (self.scale,) if isinstance(self.scale, str) else self.scale if isinstance(self.scale, tuple) else ()


@dataclass(frozen=True, slots=True)
class Tolerance:
    """``|python - R| <= atol + rtol * |R| + bound``; NaN equals only NaN, a missing value only a missing value, text
    only the same text.

    Construct one by the name of its basis: `exact`, `closed_form`, ...

    Attributes
    ----------
    basis : Basis
        The source of the difference that is allowed for.
    rtol, atol : float
        Relative and absolute part.
    reason : str
        Why this much, in a sentence a reviewer can check.
    bound : Bound or None
        What rounding may do to this very number, computed only where the two parts above do not suffice.
    """

    basis: Basis
    rtol: float
    atol: float
    reason: str
    bound: Bound | None = None

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ValueError("a tolerance needs a written reason")
        if not (0 <= self.rtol < 1) or not (0 <= self.atol < math.inf):
            raise ValueError(f"not a tolerance: rtol={self.rtol}, atol={self.atol}")

    @property
    def digits(self) -> float:
        """Significant digits that must agree: infinite for an exact field, 0 for a purely absolute one."""
        if self.basis is Basis.EXACT:
            return math.inf
        return -math.log10(self.rtol) if self.rtol else 0.0


def exact(reason: str) -> Tolerance:
    """Counts, ranks, degrees of freedom, names, order."""
    return Tolerance(Basis.EXACT, 0.0, 0.0, reason)


def closed_form(reason: str, *, atol: float = 0.0, bound: Bound | None = None) -> Tolerance:
    """The same finite sums in another order."""
    return Tolerance(Basis.CLOSED_FORM, 1e-13, atol, reason, bound)


def special_function(reason: str, *, atol: float = 0.0, bound: Bound | None = None) -> Tolerance:
    """Through qnorm, pchisq and their like."""
    return Tolerance(Basis.SPECIAL_FUNCTION, 1e-12, atol, reason, bound)


def linear_solve(reason: str, *, rtol: float = 1e-11, atol: float = 0.0, bound: Bound | None = None) -> Tolerance:
    """Through solve, QR or Cholesky; the reason states the conditioning."""
    return Tolerance(Basis.LINEAR_SOLVE, rtol, atol, reason, bound)


def iterative(rtol: float, reason: str, *, atol: float = 0.0, bound: Bound | None = None) -> Tolerance:
    """Each side stops by its own criterion; the reason names both."""
    return Tolerance(Basis.ITERATIVE, rtol, atol, reason, bound)


def printed(digits: int, reason: str) -> Tolerance:
    """R gives the value only rounded, to `digits` decimals."""
    return Tolerance(Basis.PRINTED, 0.0, 0.5 * 10.0**-digits, reason)


def monte_carlo(standard_error: float, reason: str, *, z: float = 4.0) -> Tolerance:
    """The random streams cannot be shared."""
    return Tolerance(Basis.MONTE_CARLO, 0.0, z * standard_error, reason)


def drawn(reason: str) -> Tolerance:
    """The two decimals that R's PDF device writes, in points."""
    return Tolerance(Basis.DRAWN, 0.0, 0.01, reason)
