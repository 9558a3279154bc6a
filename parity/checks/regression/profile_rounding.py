"""How far rounding may move the limits of a profile likelihood: first-order bounds, from the data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

import numpy as np

from parity.checks.regression.rounding import as_given, of_likelihood_ratio
from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.statistics.once import once
from parity.statistics.regression.maximum_likelihood import maximum_likelihood
from parity.statistics.regression.profile_interpolation import limits_between, profile_steps
from parity.statistics.regression.restricted_maximum import Profile, likelihood

_SPLINE = 8
"""How many times the error of a point of a cubic spline may be that of a value between two: of equal steps it is less
than 3, of the last one, which may be shorter, more."""


@once
def of_profiles(
    outcome: np.ndarray, predictors: Mapping[str, Column], level: float, formula: Optional[Formula] = None
) -> Mapping[str, np.ndarray]:
    """Bounds by field of `profile_interval`, in a program that takes the columns as they are or in ours.

    Notes
    -----
    Let the likelihood ratio have the error e, a difference of two log-likelihoods, each flat at its maximum
    (`of_likelihood_ratio`), twice for the one that is further away. The root b of the profile :math:`D(b)` moves by
    :math:`e / |D'(b)|`; and by the error of the estimate or of its standard error, whichever is larger, as often as b
    is standard errors away from it, since a program counts from there. Interpolated, the signed root
    :math:`\\sqrt{D}` of each step has the error :math:`e / 2 \\sqrt{D}`, largest at the first, which the spline may
    magnify, and which the steepness of the profile between the steps about the limit turns into one of b.
    """
    found = likelihood(outcome, predictors, formula)
    error = 2 * of_likelihood_ratio(outcome, predictors, formula)
    bounds: dict[str, list[float]] = {"low": [], "high": [], "interpolated_low": [], "interpolated_high": []}
    bounds |= {"at_low": [], "at_high": []}
    of_estimates = as_given(outcome, predictors, level, formula)["coefficients"]
    for place, moved in enumerate(np.asarray(of_estimates)):
        profile = Profile(found, place)
        values, roots = profile_steps(profile, level)
        of_root = _SPLINE * error / (2 * np.abs(roots[roots != 0]).min())
        flattest = float(np.max(np.diff(values) / np.diff(roots)))
        for side, near, end in zip(("low", "high"), limits_between(values, roots, level), (values[0], values[-1])):
            at = near if np.isfinite(near) else float(end)
            away = 1 + abs(at - profile.estimate) / profile.standard_error
            bounds[f"at_{side}"].append(at)
            bounds[side].append(error / abs(profile.at(at)[1]) + away * float(moved))
            bounds[f"interpolated_{side}"].append(of_root * flattest + away * float(moved))
    arrays = {name: np.array(values) for name, values in bounds.items()}
    with np.errstate(over="ignore", invalid="ignore"):
        for side in ("low", "high"):
            ratios = np.exp(arrays[f"at_{side}"][1:])
            arrays[f"odds_ratios_{side}"] = arrays[side][1:] * np.where(np.isfinite(ratios), ratios, 0.0)
    return arrays


def standard_errors(
    outcome: np.ndarray, predictors: Mapping[str, Column], formula: Optional[Formula] = None
) -> np.ndarray:
    """Of the coefficients: what a limit is a number of, though it may itself be near 0."""
    return np.sqrt(np.diag(maximum_likelihood(outcome, predictors, formula).covariance))
