"""Calibration intercept, calibration slope and calibration-in-the-large."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from parity.check import Caution, Check, Citation, LibraryCall, RCall, iterative
from parity.sample import Sample


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
    """

    intercept: float
    slope: float
    intercept_in_the_large: float
    intercept_standard_error: float
    slope_standard_error: float
    intercept_in_the_large_standard_error: float


def calibration_line(outcome: np.ndarray, risk: np.ndarray) -> CalibrationLine:
    """Calibration intercept and slope (Cox's logistic recalibration), and calibration-in-the-large.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event; both must occur.
    risk : (n,) float array
        Predicted risk in [0, 1]. Patients with a risk of exactly 0 or 1 have no logit and are left out, with a caution.

    Returns
    -------
    CalibrationLine

    Notes
    -----
    Maximum likelihood in :math:`\\mathrm{logit}\\,P(y = 1) = \\alpha + \\beta\\,\\mathrm{logit}(p)`, and of
    :math:`\\alpha` alone with :math:`\\beta = 1` for calibration-in-the-large. The two intercepts are different numbers and
    literature calls either the calibration intercept: ``rms::val.prob`` reports the one fitted with the slope.
    On the cohort that a logistic model was fitted to by maximum likelihood they are 0, 1 and 0.

    Equals ``glm(outcome ~ qlogis(risk), binomial)`` and ``glm(outcome ~ 1, offset = qlogis(risk), binomial)`` at convergence.
    Where the risks separate events from non-events the maximum does not exist, which is an error.

    References
    ----------
    Cox (1958), doi:10.1093/biomet/45.3-4.562.  Miller, Langefeld, Tierney, Hui, McDonald (1993), doi:10.1177/0272989X9301300107.
    Van Calster et al. (2019), doi:10.1186/s12916-019-1466-7.
    """
    has_logit = with_logit(risk)
    outcome, log_odds = outcome[has_logit], logit(risk[has_logit])
    (intercept, slope), covariance = recalibrate(outcome, log_odds)
    in_the_large, information = _shift(outcome, log_odds)
    return CalibrationLine(
        intercept=float(intercept),
        slope=float(slope),
        intercept_in_the_large=in_the_large,
        intercept_standard_error=float(covariance[0, 0] ** 0.5),
        slope_standard_error=float(covariance[1, 1] ** 0.5),
        intercept_in_the_large_standard_error=information**-0.5,
    )


def with_logit(risk: np.ndarray) -> np.ndarray:
    """Which risks have a logit, with a caution where some have none.

    Parameters
    ----------
    risk : (n,) float array
        In [0, 1].

    Returns
    -------
    (n,) bool array
    """
    if not ((risk >= 0) & (risk <= 1)).all():
        raise ValueError("predicted risks must lie between 0 and 1")
    has_logit = (risk > 0) & (risk < 1)
    if not has_logit.all():
        left_out = int((~has_logit).sum())
        text = f"{left_out} patients with a risk of exactly 0 or 1 are left out of the recalibration"
        warnings.warn(Caution("risk_of_zero_or_one", text))
    return has_logit


def recalibrate(outcome: np.ndarray, log_odds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Intercept and slope of the logistic regression of the outcome on predicted log odds, at the maximum of the likelihood.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event.
    log_odds : (n,) float array
        Finite.

    Returns
    -------
    coefficients : (2,) float array
        Intercept and slope.
    covariance : (2, 2) float array
        Inverse of the information there.

    Notes
    -----
    Newton's method on standardised log odds, with halved steps while the likelihood falls.
    """
    _require_maximum(outcome, log_odds)
    centre, spread = log_odds.mean(), log_odds.std()
    design = np.column_stack([np.ones(len(log_odds)), (log_odds - centre) / spread])
    coefficients, information = _maximise(outcome, design, np.zeros(len(outcome)))
    back = np.array([[1.0, -centre / spread], [0.0, 1 / spread]])
    return back @ coefficients, back @ np.linalg.inv(information) @ back.T


def _shift(outcome: np.ndarray, log_odds: np.ndarray) -> tuple[float, float]:
    coefficients, information = _maximise(outcome, np.ones((len(outcome), 1)), log_odds)
    return float(coefficients[0]), float(information[0, 0])


def _require_maximum(outcome: np.ndarray, log_odds: np.ndarray) -> None:
    events, others = log_odds[outcome == 1], log_odds[outcome == 0]
    if len(events) == 0 or len(others) == 0:
        raise ValueError("recalibration needs at least one event and one non-event")
    if log_odds.min() == log_odds.max():
        raise ValueError("all risks are equal: there is no calibration slope")
    if events.min() >= others.max() or others.min() >= events.max():
        raise ValueError("the risks separate events from non-events: the likelihood of the calibration slope has no maximum")


def _maximise(outcome: np.ndarray, design: np.ndarray, offset: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Maximum of the logistic likelihood, and the information there."""

    def log_likelihood(coefficients: np.ndarray) -> float:
        eta = design @ coefficients + offset
        return float(-np.logaddexp(0, np.where(outcome == 1, -eta, eta)).sum())

    def fitted(coefficients: np.ndarray) -> np.ndarray:
        return expit(design @ coefficients + offset)

    def information(coefficients: np.ndarray) -> np.ndarray:
        risk = fitted(coefficients)
        return (design * (risk * (1 - risk))[:, None]).T @ design

    coefficients = np.zeros(design.shape[1])
    for _ in range(100):
        step = np.linalg.solve(information(coefficients), design.T @ (outcome - fitted(coefficients)))
        reached = log_likelihood(coefficients)
        while log_likelihood(coefficients + step) < reached - 1e-12 * abs(reached):
            step = step / 2
        coefficients = coefficients + step
        if np.abs(step).max() <= 1e-10 * max(1.0, np.abs(coefficients).max()):
            # Quadratic convergence: what is left is of the order of the square of this step.
            return coefficients, information(coefficients)
    raise ValueError("the recalibration did not converge in 100 steps")


def _inputs(sample: Sample) -> dict:
    return {"outcome": sample.outcome, "risk": sample.risk}


_OPTIMUM = iterative(
    1e-12,
    "Newton's method until a step is below 1e-10, against glm with epsilon = 1e-14 on the deviance: quadratic convergence leaves "
    "rounding errors only, magnified by the condition of a 2 by 2 information matrix; a number near 0 keeps its absolute error",
    atol=1e-12,
)
_LRM_FIT = iterative(
    1e-4,
    "ours is at the optimum; val.prob leaves lrm.fit at its defaults, and before rms 7 that stops when -2 log likelihood changes by "
    "0.025 or less, takes one more Newton step and is left with the square of a step of up to 0.16 standard errors: "
    "3e-5 relative in 20 patients, 3e-6 in 40, below 1e-7 in some hundred. glm gives the tight answer",
    atol=1e-4,
)

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
            tolerances={"intercept": _LRM_FIT, "slope": _LRM_FIT},
            conditions={r"deleted from logistic calibration due to probs": "risk_of_zero_or_one"},
            note="its Intercept is the one fitted with the slope, not calibration-in-the-large",
        ),
        RCall(
            "stats",
            "glm",
            conditions={r"fitted probabilities numerically 0 or 1 occurred": "-"},
            note="at the optimum (epsilon = 1e-14), the standard errors too; fitted risks near 0 or 1 do no harm there",
        ),
        LibraryCall("statsmodels", "GLM", note="iterative weighted least squares, tol = 1e-14"),
    ),
    tolerances={
        "intercept": _OPTIMUM,
        "slope": _OPTIMUM,
        "intercept_in_the_large": _OPTIMUM,
        "intercept_standard_error": _OPTIMUM,
        "slope_standard_error": _OPTIMUM,
        "intercept_in_the_large_standard_error": _OPTIMUM,
    },
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
            "Van Calster et al. Calibration: the Achilles heel of predictive analytics. BMC Medicine 17 (2019) 230.",
            "10.1186/s12916-019-1466-7",
        ),
    ),
)
