"""Normal random numbers by inversion."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

from parity.statistics.random.library import logarithms
from parity.statistics.random.stream import Stream

CENTRE = (
    3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
    4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3,
)  # fmt: skip
BELOW_CENTRE = (
    1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
    2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3,
)  # fmt: skip
TAIL = (
    1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
    1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4,
)  # fmt: skip
BELOW_TAIL = (
    1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
    1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
)  # fmt: skip
FAR = (
    6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
    2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
)  # fmt: skip
BELOW_FAR = (
    1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
    7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
)  # fmt: skip
"""The coefficients of AS 241, PPND16, the constant term first."""

STEPS = 2**27
"""An inverted number has the bits of two uniform numbers: 27 of the first, and the second below them."""

Number = TypeVar("Number", float, np.ndarray)


def normal_quantile(probability: float) -> float:
    """The quantile of the standard normal distribution, by AS 241.

    Parameters
    ----------
    probability : float
        In (0, 1]; of 1, to which a number just below rounds, the quantile is infinite.

    Notes
    -----
    Of PPND16: a ratio of two polynomials of degree 7, about 1 part in :math:`10^{16}`. The operations are in the order
    of the paper, and of R, so that the same double results. Equals ``qnorm(probability)``.

    References
    ----------
    Wichura (1988), doi:10.2307/2347330.
    """
    if probability == 1.0:
        return math.inf
    from_half = probability - 0.5
    if abs(from_half) <= 0.425:
        return from_half * _polynomial(CENTRE, r := 0.180625 - from_half * from_half) / _polynomial(BELOW_CENTRE, r)
    smaller = probability if from_half < 0 else 0.5 - probability + 0.5
    found = _of_tail(math.sqrt(-math.log(smaller)))
    return -found if from_half < 0 else found


def normal_quantiles(probabilities: np.ndarray) -> np.ndarray:
    """`normal_quantile` of each probability."""
    from_half = probabilities - 0.5
    r = 0.180625 - from_half * from_half
    found = from_half * _polynomial(CENTRE, r) / _polynomial(BELOW_CENTRE, r)
    outer = np.flatnonzero((np.abs(from_half) > 0.425) & (probabilities < 1.0))
    below, p = from_half[outer] < 0, probabilities[outer]
    r = np.sqrt(-logarithms(np.where(below, p, 0.5 - p + 0.5)))
    near = _polynomial(TAIL, r - 1.6) / _polynomial(BELOW_TAIL, r - 1.6)
    far = _polynomial(FAR, r - 5.0) / _polynomial(BELOW_FAR, r - 5.0)
    size = np.where(r <= 5.0, near, far)
    found[outer] = np.where(below, -size, size)
    found[probabilities == 1.0] = np.inf
    return found


def inversion(stream: Stream, size: int) -> np.ndarray:
    """Standard normal numbers, the quantiles of uniform ones.

    Notes
    -----
    :math:`\\Phi^{-1}((\\lfloor 2^{27} u_1 \\rfloor + u_2) / 2^{27})`, two uniform numbers each. Equals ``rnorm(size)``.
    """
    pairs = stream.uniforms(2 * size).reshape(size, 2)
    return normal_quantiles((np.floor(STEPS * pairs[:, 0]) + pairs[:, 1]) / STEPS)


def one_by_inversion(uniform: Callable[[], float]) -> float:
    """The next standard normal number, for algorithms that need one now and then."""
    high = math.floor(STEPS * uniform())
    return normal_quantile((high + uniform()) / STEPS)


def _of_tail(r: float) -> float:
    if r <= 5.0:
        return _polynomial(TAIL, r - 1.6) / _polynomial(BELOW_TAIL, r - 1.6)
    return _polynomial(FAR, r - 5.0) / _polynomial(BELOW_FAR, r - 5.0)


def _polynomial(coefficients: Sequence[float], x: Number) -> Number:
    """By Horner's rule."""
    value = coefficients[-1] * x + coefficients[-2]
    for coefficient in coefficients[-3::-1]:
        value = value * x + coefficient
    return value
