"""Limits of a profile likelihood between steps of it, as ``confint`` of R interpolates them."""

from __future__ import annotations

import numpy as np
from scipy.special import chdtri, ndtri

from parity.statistics.regression.restricted_maximum import Profile

_MOST_STEPS = 9


def interpolated_limits(profile: Profile, level: float) -> tuple[float, float]:
    """Lower and upper limit of a coefficient; NaN where the steps end before the quantile."""
    return limits_between(*profile_steps(profile, level), level)


def limits_between(values: np.ndarray, roots: np.ndarray, level: float) -> tuple[float, float]:
    """The limits between ascending values of a coefficient, by the signed root of the profile at each."""
    places = np.linspace(values[0], values[-1], 3 * len(values))
    along = fmm_spline(values, roots, places)
    order = np.argsort(along, kind="stable")
    wanted = ndtri([(1 - level) / 2, 1 - (1 - level) / 2])
    low, high = np.interp(wanted, along[order], places[order], np.nan, np.nan)
    return float(low), float(high)


def profile_steps(profile: Profile, level: float) -> tuple[np.ndarray, np.ndarray]:
    """Ascending values of the coefficient, and there the root of twice what the log-likelihood lacks, with a sign."""
    farthest = float(chdtri(1, (1 - level) / 4)) ** 0.5
    found = [(profile.estimate, 0.0)]
    for side in (-1, 1):
        profile.at(profile.estimate)
        for value in steps_of(profile.estimate, profile.standard_error, farthest, side):
            root = profile.at(value)[0] ** 0.5
            found.append((value, side * root))
            if root >= farthest:
                break
    values, roots = np.array(sorted(found)).T
    return values, roots


def steps_of(estimate: float, standard_error: float, farthest: float, side: int) -> list[float]:
    """The values of a coefficient at which the profile is looked at, on one side of the estimate, at most."""
    return [estimate + side * count * farthest / 5 * standard_error for count in range(1, _MOST_STEPS + 1)]


def fmm_spline(x: np.ndarray, y: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Values of the cubic spline of Forsythe, Malcolm and Moler through four points or more.

    Parameters
    ----------
    x, y : (n,) float arrays
        Ascending in x.
    places : (m,) float array

    Notes
    -----
    Its third derivative in the first and in the last interval is that of the cubic through the first four, and through
    the last four points. The unknowns are a sixth of the second derivatives.

    References
    ----------
    Forsythe, Malcolm, Moler (1977), Computer Methods for Mathematical Computations, section 4.4.
    """
    width, slope = np.diff(x), np.diff(y) / np.diff(x)
    n = len(x)
    system, wanted = np.zeros((n, n)), np.zeros(n)
    for k in range(1, n - 1):
        system[k, k - 1 : k + 2] = width[k - 1], 2 * (width[k - 1] + width[k]), width[k]
        wanted[k] = slope[k] - slope[k - 1]
    system[0, :2] = -width[0], width[0]
    system[-1, -2:] = width[-1], -width[-1]
    wanted[0] = width[0] ** 2 * _third_difference(x[:4], slope[:3])
    wanted[-1] = -width[-1] ** 2 * _third_difference(x[-4:], slope[-3:])
    bend = np.linalg.solve(system, wanted)
    left = np.clip(np.searchsorted(x, places, side="right") - 1, 0, n - 2)
    over, under = (places - x[left]) / width[left], (x[left + 1] - places) / width[left]
    straight = over * y[left + 1] + under * y[left]
    return straight + width[left] ** 2 * ((over**3 - over) * bend[left + 1] + (under**3 - under) * bend[left])


def _third_difference(x: np.ndarray, slope: np.ndarray) -> float:
    """The third divided difference of four points, from the slopes between them."""
    second = np.diff(slope) / (x[2:] - x[:-2])
    return float((second[1] - second[0]) / (x[3] - x[0]))
