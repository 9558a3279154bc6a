"""Profile likelihood intervals of the coefficients of a logistic model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

import numpy as np
from scipy.special import chdtri, ndtri

from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.statistics.fields import along, labels
from parity.statistics.interval import check_level
from parity.statistics.regression.profile_interpolation import interpolated_limits
from parity.statistics.regression.restricted_maximum import Profile, likelihood


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileInterval:
    """Profile likelihood intervals, exact ones and those that R interpolates.

    Attributes
    ----------
    terms : (p,) tuple of str
        ``"Intercept"``, ``"age"``, ``"sex=male"``.
    low, high : (p,) float arrays
        Limits of the coefficients: where the profile crosses the quantile.
    interpolated_low, interpolated_high : (p,) float arrays
        The same as ``confint`` of R finds them, between steps of the profile; NaN where its steps end before.
    effects : (p - 1,) tuple of str
        The terms but the intercept.
    odds_ratios_low, odds_ratios_high : (p - 1,) float arrays
        Exponentials of the exact limits.
    """

    terms: tuple[str, ...] = labels()
    low: np.ndarray = along("terms")
    high: np.ndarray = along("terms")
    interpolated_low: np.ndarray = along("terms")
    interpolated_high: np.ndarray = along("terms")
    effects: tuple[str, ...] = labels()
    odds_ratios_low: np.ndarray = along("effects")
    odds_ratios_high: np.ndarray = along("effects")


def profile_interval(
    outcome: np.ndarray,
    predictors: Mapping[str, Column],
    level: float = 0.95,
    formula: Optional[Formula] = None,
) -> ProfileInterval:
    """Profile likelihood intervals of the coefficients of a logistic model, exact and as R interpolates them.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event; both must occur.
    predictors : mapping of str to (n,) float array or Factor
        The main effects, in order.
    level : float
        Confidence level, in (0, 1).
    formula : Formula or None
        How they enter the model; None: each as it is.

    Returns
    -------
    ProfileInterval

    Notes
    -----
    A value b of a coefficient is in the interval where the likelihood ratio test of it does not reject: with
    :math:`l(b)` the log-likelihood at its maximum over all other coefficients, :math:`2 (\\hat l - l(b))` is at most
    the quantile of chi-square with 1 degree of freedom. Unlike Wald's interval it need not be symmetric, and it is the
    same whether odds or log odds are looked at. The exact limits are the roots of that.

    ``confint(glm(...))`` does not look for them. It goes from the estimate to either side in steps of a standard error
    times a fifth of the root of the quantile of :math:`1 - (1 - level)/4`, until the profile is beyond that quantile or
    nine are taken, draws a cubic spline through the signed roots of :math:`2 (\\hat l - l(b))`, and interpolates
    linearly between its values at three times as many places. Usually that is off the root by some 1e-4 of a standard
    error; where events are nearly separated it may be off by much more, or end before the limit.

    Equals ``confint(glm(...))`` of MASS, or of stats from R 4.4 on (interpolated), for a model at the optimum.

    Raises
    ------
    ValueError
        As `logistic_regression`: where the likelihood has no unique finite maximum; if the level is not in (0, 1).

    References
    ----------
    Venables, Ripley (2002), doi:10.1007/978-0-387-21706-2, section 8.4.
    Forsythe, Malcolm, Moler (1977), Computer Methods for Mathematical Computations, chapter 4.
    """
    check_level(level)
    found = likelihood(outcome, predictors, formula)
    limits = np.array([_limits(Profile(found, place), level) for place in range(len(found.position))]).T
    with np.errstate(over="ignore"):  # per unit of a tiny unit an odds ratio may exceed every floating-point number
        ratios = np.exp(limits[:2, 1:])
    return ProfileInterval(
        terms=found.fit.terms,
        low=limits[0],
        high=limits[1],
        interpolated_low=limits[2],
        interpolated_high=limits[3],
        effects=found.fit.terms[1:],
        odds_ratios_low=ratios[0],
        odds_ratios_high=ratios[1],
    )


def _limits(profile: Profile, level: float) -> tuple[float, float, float, float]:
    low, high = interpolated_limits(profile, level)
    width = float(ndtri(1 - (1 - level) / 2)) * profile.standard_error
    exact = [
        exact_limit(profile, near if np.isfinite(near) else profile.estimate + side * width, level, side)
        for side, near in ((-1, low), (1, high))
    ]
    return exact[0], exact[1], low, high


def exact_limit(profile: Profile, near: float, level: float, side: int) -> float:
    """The root below the estimate, or above it, by Newton's method on the signed root of the profile.

    What the likelihood lacks is convex, so that its root is nearly a line, and steps from within go outwards; one from
    beyond that leaves the bracket halves it.
    """
    wanted = float(chdtri(1, 1 - level)) ** 0.5
    inside, outside, at = profile.estimate, side * np.inf, near
    for _ in range(_STEPS):
        lacking, slope = profile.at(at)
        root = lacking**0.5
        inside, outside = (inside, at) if root > wanted else (at, outside)
        step = (wanted - root) * 2 * root / slope if slope else side * profile.standard_error
        ahead = at + step
        if not min(inside, outside) <= ahead <= max(inside, outside):
            ahead = (inside + outside) / 2
        if abs(ahead - at) <= _LAST_STEP * profile.standard_error:
            return ahead
        at = ahead
    raise ValueError("the profile of the likelihood has no limit that can be found: it is all but flat")


_STEPS = 100
_LAST_STEP = 1e-9
"""In standard errors: the error of Newton's method is squared by each step."""
