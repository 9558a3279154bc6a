"""Calibration intercept, calibration slope and calibration-in-the-large."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from parity.check import Check, Citation, Deviation, LibraryCall, RCall, Tolerance, iterative
from parity.fields import explanation
from parity.sample import Sample
from parity.statistics import val_prob
from parity.statistics.calibration.recalibration import are_equal, has_line, information, recalibrate, shift, standardised, with_logit
from parity.statistics.regression.logistic_regression import GLM_SAYS, WITHIN_THIRTY


@dataclass(frozen=True, slots=True)
class CalibrationLine:
    """The straight line that recalibrates the predictions on the logit scale.

    Attributes
    ----------
    intercept : float
        Log odds at a predicted risk of 1/2, fitted together with `slope`; 0 is ideal.
    slope : float
        Log odds per unit of predicted log odds; 1 is ideal, below 1 the predictions are too extreme.
    intercept_in_the_large : float
        Calibration-in-the-large: the shift in log odds with the slope held at 1; 0 is ideal, above 0 the predictions are too low.
    intercept_standard_error, slope_standard_error, intercept_in_the_large_standard_error : float
        From the inverse of the information at the maximum of the likelihood.
    intercept_magnification, slope_magnification, in_the_large_magnification, in_the_large_magnification_by_glm : float
        How many times a rounding error the error of an estimate may be: its standard error times the reciprocal of the smallest eigenvalue
        of the information per patient in standardised log odds, times the condition number of the log odds beside a constant, which few
        programs centre, and times the largest Pearson residual, which iterated least squares weigh down; the product of these three counts
        as 1e8 at most. Where there is no maximum: at the line where ``lrm.fit`` of rms from 7 on stops. By glm: more by what it loses of
        1 - risk where a patient without the event has a risk near 1.
    intercept_in_the_large_standard_error_clipped : float
        With no risk nearer to 0 or 1 than 2.2e-16.
    intercept_before_7, slope_before_7, intercept_from_7, slope_from_7 : float
        Where ``lrm.fit`` of rms before 7, and from 7 on, stops by default; see `parity.statistics.val_prob`.
    """

    intercept: float
    slope: float
    intercept_in_the_large: float
    intercept_standard_error: float
    slope_standard_error: float
    intercept_in_the_large_standard_error: float
    intercept_magnification: float = explanation()
    slope_magnification: float = explanation()
    in_the_large_magnification: float = explanation()
    in_the_large_magnification_by_glm: float = explanation()
    intercept_in_the_large_standard_error_clipped: float = explanation()
    intercept_before_7: float = explanation()
    slope_before_7: float = explanation()
    intercept_from_7: float = explanation()
    slope_from_7: float = explanation()


def calibration_line(outcome: np.ndarray, risk: np.ndarray) -> CalibrationLine:
    """Calibration intercept and slope (Cox's logistic recalibration), and calibration-in-the-large.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event.
    risk : (n,) float array
        Predicted risk in [0, 1]. Patients with a risk of exactly 0 or 1 have no logit and are left out, with a caution.

    Returns
    -------
    CalibrationLine

    Raises
    ------
    ValueError
        If a risk is not in [0, 1], or none is within it.

    Notes
    -----
    Maximum likelihood in :math:`\\mathrm{logit}\\,P(y = 1) = \\alpha + \\beta\\,\\mathrm{logit}(p)`, and of
    :math:`\\alpha` alone with :math:`\\beta = 1` for calibration-in-the-large. The two intercepts are different numbers and
    literature calls either the calibration intercept: ``rms::val.prob`` reports the one fitted with the slope.
    On the cohort that a logistic model was fitted to by maximum likelihood they are 0, 1 and 0.

    Where the risks separate events from non-events, or are all equal, the line has no maximum, and intercept, slope and their standard
    errors are NaN; calibration-in-the-large is NaN only where there are no events or no non-events.

    Equals ``glm(outcome ~ qlogis(risk), binomial)`` and ``glm(outcome ~ 1, offset = qlogis(risk), binomial)`` at convergence.

    References
    ----------
    Cox (1958), doi:10.1093/biomet/45.3-4.562.  Miller, Langefeld, Tierney, Hui, McDonald (1993), doi:10.1177/0272989X9301300107.
    Albert, Anderson (1984), doi:10.1093/biomet/71.1.1.  Van Calster et al. (2019), doi:10.1186/s12916-019-1466-7.
    """
    has_logit = with_logit(risk)
    outcome, log_odds = outcome[has_logit], logit(risk[has_logit])
    before, after = val_prob.line_before_7(outcome, log_odds).line, val_prob.line_from_7(outcome, log_odds).line
    line, in_the_large, covariance, of_shift = np.full(2, np.nan), np.nan, np.full((2, 2), np.nan), np.nan
    magnification = _magnification(outcome, log_odds, after)
    if has_line(outcome, log_odds):
        line, covariance = recalibrate(outcome, log_odds)
        magnification = _magnification(outcome, log_odds, line)
    if outcome.min() < outcome.max():
        in_the_large, of_shift = shift(outcome, log_odds)
    shifted = in_the_large + log_odds
    in_the_large_magnification = min(_largest_residual(outcome, shifted) * len(outcome) / of_shift, _MOST) * of_shift**-0.5
    clipped = np.clip(expit(shifted), _EPSILON, 1 - _EPSILON)
    lost = float(np.exp(np.minimum(shifted[outcome == 0], 40)).sum()) / of_shift  # rounding errors of 1, over 1 - risk
    return CalibrationLine(
        intercept=float(line[0]),
        slope=float(line[1]),
        intercept_in_the_large=in_the_large,
        intercept_standard_error=float(covariance[0, 0] ** 0.5),
        slope_standard_error=float(covariance[1, 1] ** 0.5),
        intercept_in_the_large_standard_error=of_shift**-0.5,
        intercept_magnification=float(magnification[0]),
        slope_magnification=float(magnification[1]),
        in_the_large_magnification=in_the_large_magnification,
        in_the_large_magnification_by_glm=in_the_large_magnification + lost,
        intercept_in_the_large_standard_error_clipped=float((clipped * (1 - clipped)).sum() ** -0.5),
        intercept_before_7=float(before[0]),
        slope_before_7=float(before[1]),
        intercept_from_7=float(after[0]),
        slope_from_7=float(after[1]),
    )


_EPSILON = float(np.finfo(float).eps)
_MOST = 1e8
"""With a tolerance of 1e-14 of it, a millionth of a standard error: what is known less well is not verified to any use."""


def _magnification(outcome: np.ndarray, log_odds: np.ndarray, line: np.ndarray) -> np.ndarray:
    """Of the intercept and the slope; NaN where the line is, or all risks are equal."""
    if np.isnan(line).any() or are_equal(log_odds):
        return np.full(2, np.nan)
    eta = line[0] + line[1] * log_odds
    design, back = standardised(log_odds)
    found = information(design, eta)
    smallest = np.linalg.eigvalsh(found / len(log_odds))[0]
    if not smallest > 0:
        return np.full(2, np.nan)
    beside_a_constant = np.linalg.cond(np.column_stack([np.ones(len(log_odds)), log_odds / np.abs(log_odds).max()]))
    standard_errors = np.sqrt(np.diag(back @ np.linalg.inv(found) @ back.T))
    return min(_largest_residual(outcome, eta) * beside_a_constant / smallest, _MOST) * standard_errors


def _largest_residual(outcome: np.ndarray, eta: np.ndarray) -> float:
    """Pearson's: the root of the odds against what happened, at least 1."""
    return float(np.exp(np.maximum(np.where(outcome == 1, -eta, eta), 0).max() / 2))


def _inputs(sample: Sample) -> dict:
    return {"outcome": sample.outcome, "risk": sample.risk}


_ROUNDING = 1e-14
"""Some fifty rounding errors."""
_AT_THE_OPTIMUM = (
    "Newton's method until a step is below 1e-10, against iterated least squares that stop at a change of 1e-14 in the deviance, twice: "
    "quadratic convergence leaves rounding errors only, in standard errors and magnified by the conditioning"
)


def _tolerances(reason: str, in_the_large: str = "in_the_large_magnification") -> dict[str, Tolerance]:
    """Of the estimates and of their standard errors."""
    units = {"intercept": "intercept_magnification", "slope": "slope_magnification", "intercept_in_the_large": in_the_large}
    return {
        name: iterative(1e-12, reason, atol=_ROUNDING, unit=(unit,))
        for estimate, unit in units.items()
        for name in (estimate, f"{estimate}_standard_error")
    }


_LOST = (
    "glm takes 1 - risk from the risk, so that near 1 few digits of it are left, and calibration-in-the-large inherits the loss where such a "
    "patient has no event"
)
_STOPS = "val.prob leaves lrm.fit at its defaults, which stops short of the maximum, and at some line where there is none"
_STEPS = "the steps of lrm.fit are followed to where it stops, and differ by rounding errors, which the conditioning magnifies"

CHECK = Check(
    stem="calibration_line",
    title="Calibration line",
    compute=calibration_line,
    result=CalibrationLine,
    inputs=_inputs,
    references=(
        RCall(
            "rms",
            "val.prob",
            fields=("intercept", "slope"),
            tolerances={name: _tolerances(_STEPS)[name] for name in ("intercept", "slope")},
            conditions={val_prob.DELETED: "risk_of_zero_or_one"},
            deviations=(
                *val_prob.STOPS,
                *(Deviation((name,), val_prob.BEFORE_7, _STOPS, explained_by=f"{name}_before_7") for name in ("intercept", "slope")),
                *(Deviation((name,), val_prob.FROM_7, _STOPS, explained_by=f"{name}_from_7") for name in ("intercept", "slope")),
            ),
            note="its Intercept is the one fitted with the slope, not calibration-in-the-large",
        ),
        RCall(
            "stats",
            "glm",
            conditions=GLM_SAYS,
            tolerances=_tolerances(f"{WITHIN_THIRTY}; {_LOST}; {_AT_THE_OPTIMUM}", "in_the_large_magnification_by_glm"),
            note="at the optimum (epsilon = 1e-14), the standard errors too; not asked for a line where the log odds do not overlap",
        ),
        LibraryCall(
            "statsmodels",
            "GLM",
            conditions={"overflow encountered in exp": "-"},
            deviations=(
                Deviation(
                    ("intercept_in_the_large_standard_error",),
                    "statsmodels",
                    "it keeps risks 2.2e-16 away from 0 and 1, where a risk that is nearer would carry less information",
                    explained_by="intercept_in_the_large_standard_error_clipped",
                ),
            ),
            note="iterative weighted least squares, tol = 1e-14, twice; asked as glm is",
        ),
    ),
    tolerances=_tolerances(_AT_THE_OPTIMUM),
    citations=(
        Citation(
            "Cox. Two further applications of a model for binary regression. Biometrika 45 (1958) 562-565.",
            "10.1093/biomet/45.3-4.562",
        ),
        Citation(
            "Miller, Langefeld, Tierney, Hui, McDonald. Validation of probabilistic predictions. "
            "Medical Decision Making 13 (1993) 49-57.",
            "10.1177/0272989X9301300107",
        ),
        Citation(
            "Albert, Anderson. On the existence of maximum likelihood estimates in logistic regression models. Biometrika 71 (1984) 1-10.",
            "10.1093/biomet/71.1.1",
        ),
        Citation(
            "Van Calster et al. Calibration: the Achilles heel of predictive analytics. BMC Medicine 17 (2019) 230.",
            "10.1186/s12916-019-1466-7",
        ),
    ),
)
