"""Calibration intercept, calibration slope and calibration-in-the-large."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from parity.check import Caution, Check, Citation, Deviation, LibraryCall, RCall, Tolerance, iterative
from parity.fields import explanation
from parity.sample import Sample
from parity.statistics.regression.logistic_regression import GLM_SAYS, WITHIN_THIRTY
from parity.statistics.val_prob import DELETED, NEARLY_EQUAL


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
    conditioning, conditioning_in_the_large : float
        How many times a rounding error the errors of the estimates may be, in standard errors: the reciprocal of the smallest eigenvalue
        of the information per patient in standardised log odds, times the condition number of the log odds beside a constant, which few
        programs centre, and times the largest Pearson residual, which iterated least squares weigh down.
    intercept_as_lrm_stops, slope_as_lrm_stops : float
        Where ``lrm.fit`` of rms before 7 stops by default; see `line_as_lrm_stops`.
    """

    intercept: float
    slope: float
    intercept_in_the_large: float
    intercept_standard_error: float
    slope_standard_error: float
    intercept_in_the_large_standard_error: float
    conditioning: float = explanation()
    conditioning_in_the_large: float = explanation()
    intercept_as_lrm_stops: float = explanation()
    slope_as_lrm_stops: float = explanation()


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
    stopped = line_as_lrm_stops(outcome, log_odds)
    return CalibrationLine(
        intercept=float(intercept),
        slope=float(slope),
        intercept_in_the_large=in_the_large,
        intercept_standard_error=float(covariance[0, 0] ** 0.5),
        slope_standard_error=float(covariance[1, 1] ** 0.5),
        intercept_in_the_large_standard_error=information**-0.5,
        conditioning=_conditioning(outcome, log_odds, intercept + slope * log_odds),
        conditioning_in_the_large=_largest_residual(outcome, in_the_large + log_odds) * len(outcome) / information,
        intercept_as_lrm_stops=float(stopped[0]),
        slope_as_lrm_stops=float(stopped[1]),
    )


def line_as_lrm_stops(outcome: np.ndarray, log_odds: np.ndarray) -> np.ndarray:
    """The calibration line as ``lrm.fit`` of rms before 7 leaves it at its defaults, short of the maximum.

    Parameters
    ----------
    outcome : (n,) int array
    log_odds : (n,) float array

    Returns
    -------
    (2,) float array
        Intercept and slope; NaN where it gives up.

    Notes
    -----
    Newton's method from the log odds of the prevalence and a slope of 0. It ends with the step after which twice the log-likelihood had
    changed by 0.025 or less when the step was begun, or before a step where it changed by a tenth of that and no derivative exceeds 1e-9; a
    step that went down is halved; it gives up after eleven. Linear predictors are held within 30 of 0.
    """
    design = np.column_stack([np.ones(len(outcome)), log_odds])
    coefficients, step = np.array([logit(outcome.mean()), 0.0]), np.zeros(2)
    before, share = np.inf, 1.0
    for _ in range(11):
        eta = np.clip(design @ coefficients, -30, 30)
        deviance = float(2 * np.logaddexp(0, np.where(outcome == 1, -eta, eta)).sum())
        gradient = design.T @ (outcome - expit(eta))
        if np.abs(gradient).max() < 1e-9 and abs(deviance - before) < 0.0025:
            return coefficients
        if deviance > before:
            share /= 2
            coefficients = coefficients - share * step
            continue
        share = 1.0
        step = np.linalg.solve((design * (expit(eta) * expit(-eta))[:, np.newaxis]).T @ design, gradient)
        coefficients = coefficients + step
        if abs(before - deviance) <= 0.025:
            return coefficients
        before = deviance
    return np.full(2, np.nan)


def _conditioning(outcome: np.ndarray, log_odds: np.ndarray, eta: np.ndarray) -> float:
    weights = expit(eta) * expit(-eta)
    standardised = np.column_stack([np.ones(len(log_odds)), (log_odds - log_odds.mean()) / log_odds.std()])
    smallest = np.linalg.eigvalsh((standardised * weights[:, np.newaxis]).T @ standardised / len(log_odds))[0]
    beside_a_constant = np.linalg.cond(np.column_stack([np.ones(len(log_odds)), log_odds / np.abs(log_odds).max()]))
    return float(_largest_residual(outcome, eta) * beside_a_constant / smallest)


def _largest_residual(outcome: np.ndarray, eta: np.ndarray) -> float:
    """Pearson's: the root of the odds against what happened, at least 1."""
    return float(np.exp(np.maximum(np.where(outcome == 1, -eta, eta), 0).max() / 2))


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


_ESTIMATES = ("intercept", "slope", "intercept_in_the_large")
_AT_THE_OPTIMUM = (
    "Newton's method until a step is below 1e-10, against iterated least squares that stop at a change of 1e-14 in the deviance, twice: "
    "quadratic convergence leaves rounding errors only, in standard errors and magnified by the conditioning"
)


def _tolerances(rounding: float, reason: str) -> dict[str, Tolerance]:
    """Of the estimates and of their standard errors."""
    tolerances = {}
    for name in _ESTIMATES:
        conditioning = "conditioning_in_the_large" if name == "intercept_in_the_large" else "conditioning"
        unit = (conditioning, f"{name}_standard_error")
        tolerances |= dict.fromkeys((name, f"{name}_standard_error"), iterative(1e-12, reason, atol=rounding, unit=unit))
    return tolerances


def no_maximum(package: str) -> tuple[Deviation, ...]:
    """The deviation of a package that gives numbers where the calibration line does not exist."""
    return (
        Deviation(
            (),
            package,
            "it gives the numbers at which it stopped, or those of a line without slope",
            where_we_stop="likelihood of the calibration slope has no maximum|there is no calibration slope|needs at least one event",
        ),
    )


_STOPS = "lrm.fit at its defaults stops short of the maximum, by up to 1e-4 standard errors"


def _of_val_prob(estimate: str) -> Tolerance:
    reason = (
        "val.prob leaves lrm.fit at its defaults, which from rms 7 on stops at a gradient of 1e-3 and a change of 1e-10: most often the square of "
        "what was left before the last step, more where the risks hardly differ"
    )
    return iterative(1e-10, reason, atol=1e-10, unit=("conditioning", f"{estimate}_standard_error"))


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
            tolerances={"intercept": _of_val_prob("intercept"), "slope": _of_val_prob("slope")},
            conditions={DELETED: "risk_of_zero_or_one"},
            deviations=(
                *no_maximum("rms"),
                NEARLY_EQUAL,
                Deviation(("intercept",), "rms < 7", _STOPS, explained_by="intercept_as_lrm_stops"),
                Deviation(("slope",), "rms < 7", _STOPS, explained_by="slope_as_lrm_stops"),
            ),
            note="its Intercept is the one fitted with the slope, not calibration-in-the-large",
        ),
        RCall(
            "stats",
            "glm",
            conditions=GLM_SAYS,
            deviations=no_maximum("stats"),
            tolerances=_tolerances(1e-12, f"{WITHIN_THIRTY}; {_AT_THE_OPTIMUM}"),
            note="at the optimum (epsilon = 1e-14), the standard errors too; fitted risks near 0 or 1 do no harm there",
        ),
        LibraryCall(
            "statsmodels", "GLM", deviations=no_maximum("statsmodels"), note="iterative weighted least squares, tol = 1e-14, twice"
        ),
    ),
    tolerances=_tolerances(1e-13, _AT_THE_OPTIMUM),
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
