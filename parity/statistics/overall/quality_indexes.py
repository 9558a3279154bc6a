"""Harrell's discrimination, unreliability and overall quality indexes, and Nagelkerke's R2 of given predictions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import logit, xlog1py, xlogy

from parity.check import Check, Citation, Deviation, RCall, special_function
from parity.fields import explanation
from parity.sample import Sample
from parity.statistics import val_prob
from parity.statistics.calibration.recalibration import deviance_of_prevalence, has_line, recalibrate, smallest_deviance, with_logit
from parity.statistics.regression.logistic_regression import GLM_SAYS
from parity.statistics.upper_tail import tail_rounding, upper_tail


@dataclass(frozen=True, slots=True)
class QualityIndexes:
    """What the log likelihood says of given predictions, per patient.

    Attributes
    ----------
    r2 : float
        Nagelkerke's R2 of the predictions as they are; 1 is perfect, negative is worse than the prevalence.
    d : float
        Discrimination index D: (`d_chi_square` - 1) / n.
    d_chi_square : float
        Deviance of the prevalence minus deviance of the predictions.
    d_p : float
        Upper tail of chi-square with 1 degree of freedom.
    u : float
        Unreliability index U: (`u_chi_square` - 2) / n.
    u_chi_square : float
        Deviance of the predictions minus deviance after recalibration; tests intercept 0 and slope 1 together.
    u_p : float
        Upper tail of chi-square with 2 degrees of freedom.
    q : float
        Overall quality index Q: D - U.
    deviances : float
        Sum of the deviances of the prevalence and of the predictions: the chi-squares are rounded to a share of it.
    deviances_per_patient, deviances_per_prevalence : float
        `deviances` over n, and over the deviance of the prevalence.
    u_rounding, u_rounding_per_patient : float
        `deviances`, and a hundredth of the sum of the log odds without their signs times the slope of the calibration line: that of the line
        has the rounding errors of the log odds where they hardly differ. Per patient: over n.
    d_p_rounding, u_p_rounding : float
        How far the tails on both sides of the chi-squares are apart, 1e-13 of `deviances` and of `u_rounding` away from them.
    d_p_rounding_of_1_minus, u_p_rounding_of_1_minus : float
        `d_p_rounding` and `u_p_rounding`, and 1e-15, where a program forms the tail as 1 minus the distribution function.
    r2_before_7, ..., q_before_7, r2_from_7, ..., q_from_7 : float
        As ``rms::val.prob`` has them, before rms 7 and from 7 on: by the deviances of ``lrm.fit``, and where all risks are equal without
        discrimination; None where it has none.
    """

    r2: float
    d: float
    d_chi_square: float
    d_p: float
    u: float
    u_chi_square: float
    u_p: float
    q: float
    deviances: float = explanation()
    deviances_per_patient: float = explanation()
    deviances_per_prevalence: float = explanation()
    u_rounding: float = explanation()
    u_rounding_per_patient: float = explanation()
    d_p_rounding: float = explanation()
    u_p_rounding: float = explanation()
    d_p_rounding_of_1_minus: float = explanation()
    u_p_rounding_of_1_minus: float = explanation()
    r2_before_7: float = explanation()
    d_before_7: float = explanation()
    d_chi_square_before_7: float = explanation()
    u_before_7: float = explanation()
    u_chi_square_before_7: float = explanation()
    u_p_before_7: float = explanation()
    q_before_7: float = explanation()
    r2_from_7: float = explanation()
    d_from_7: float = explanation()
    d_chi_square_from_7: float = explanation()
    d_p_from_7: float = explanation()
    u_from_7: float = explanation()
    u_chi_square_from_7: float = explanation()
    u_p_from_7: float = explanation()
    q_from_7: float = explanation()
    d_p_before_7: float | None = explanation()


def quality_indexes(outcome: np.ndarray, risk: np.ndarray) -> QualityIndexes:
    """Harrell's indexes of discrimination D, unreliability U and quality Q, with their chi-square tests and Nagelkerke's R2.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event.
    risk : (n,) float array
        Predicted risk in [0, 1]. Patients with a risk of exactly 0 or 1 are left out of n and of D, with a caution;
        where the outcome contradicts such a risk the deviance of the predictions, and so U, is infinite.

    Returns
    -------
    QualityIndexes

    Raises
    ------
    ValueError
        If a risk is not in [0, 1], or none is within it.

    Notes
    -----
    With the deviances :math:`L_0` of the prevalence, :math:`L(p)` of the predictions and
    :math:`L(\\hat\\alpha, \\hat\\beta)` of the calibration line:

    .. math:: \\chi^2_D = L_0 - L(p), \\quad \\chi^2_U = L(p) - L(\\hat\\alpha, \\hat\\beta), \\quad
              D = (\\chi^2_D - 1)/n, \\quad U = (\\chi^2_U - 2)/n, \\quad Q = D - U,

    and :math:`R^2 = (1 - e^{-\\chi^2_D/n})/(1 - e^{-L_0/n})`. D is that of the predictions themselves, as ``rms::val.prob``
    computes it; the text of Harrell et al. defines it after recalibration.

    On the cohort that a logistic model was fitted to by maximum likelihood :math:`\\chi^2_U = 0`. Where the likelihood of the
    calibration line has no maximum its deviance is the limit that it approaches: 0 where the risks separate the outcomes completely.

    Equals ``rms::val.prob(risk, outcome)[c("R2", "D", "D:Chi-sq", "D:p", "U", "U:Chi-sq", "U:p", "Q")]``.

    References
    ----------
    Harrell, Lee, Mark (1996), doi:10.1002/(SICI)1097-0258(19960229)15:4<361::AID-SIM168>3.0.CO;2-4.
    Miller, Hui, Tierney (1991), doi:10.1002/sim.4780100805.  Nagelkerke (1991), doi:10.1093/biomet/78.3.691.
    """
    has_logit = with_logit(risk)
    contradicted, impossible_event = bool(np.any(~has_logit & (outcome != risk))), bool(np.any((risk == 0) & (outcome == 1)))
    outcome, risk = outcome[has_logit], risk[has_logit]
    log_odds = logit(risk)
    of_prevalence = deviance_of_prevalence(outcome)
    of_predictions = float(-2 * (xlogy(outcome, risk) + xlog1py(1 - outcome, -risk)).sum())
    unreliable = np.inf if contradicted else of_predictions - smallest_deviance(outcome, log_odds)
    found = _indexes(len(outcome), of_prevalence, of_prevalence - of_predictions, unreliable)
    by_val_prob = np.inf if impossible_event else of_predictions
    before = _as_val_prob(outcome, log_odds, by_val_prob, val_prob.line_before_7, val_prob.deviance_before_7)
    after = _as_val_prob(outcome, log_odds, by_val_prob, val_prob.line_from_7, val_prob.deviance_from_7)
    slope = recalibrate(outcome, log_odds)[0][1] if has_line(outcome, log_odds) else 0.0
    u_rounding = float(of_prevalence + of_predictions + abs(slope) * np.abs(log_odds).sum() / 100)
    d_p_rounding = tail_rounding(1, found["d_chi_square"], 1e-13 * (of_prevalence + of_predictions))
    u_p_rounding = tail_rounding(2, found["u_chi_square"], 1e-13 * u_rounding)
    if len(np.unique(log_odds)) > 1:
        before["d_p"] = None  # lrm.fit has no p value for coefficients it was told to keep
    return QualityIndexes(
        **found,
        deviances=of_prevalence + of_predictions,
        deviances_per_patient=(of_prevalence + of_predictions) / len(outcome),
        deviances_per_prevalence=1 + of_predictions / of_prevalence if of_prevalence else np.nan,
        u_rounding=u_rounding,
        d_p_rounding=d_p_rounding,
        u_p_rounding=u_p_rounding,
        d_p_rounding_of_1_minus=d_p_rounding + 1e-15,
        u_p_rounding_of_1_minus=u_p_rounding + 1e-15,
        u_rounding_per_patient=u_rounding / len(outcome),
        **{f"{name}_before_7": value for name, value in before.items()},
        **{f"{name}_from_7": value for name, value in after.items()},
    )


def _indexes(n: int, of_prevalence: float, d_chi_square: float, u_chi_square: float, degrees_of_freedom: int = 2) -> dict[str, float]:
    """The indexes of the two chi-squares."""
    d, u = (d_chi_square - 1) / n, (u_chi_square - degrees_of_freedom) / n
    with np.errstate(divide="ignore", invalid="ignore"):  # without events, or with nothing else, there is nothing to explain
        r2 = float(np.divide(np.expm1(-d_chi_square / n), np.expm1(-of_prevalence / n)))
    return {
        "r2": r2,
        "d": d,
        "d_chi_square": d_chi_square,
        "d_p": upper_tail(1, d_chi_square),
        "u": u,
        "u_chi_square": u_chi_square,
        "u_p": upper_tail(degrees_of_freedom, u_chi_square),
        "q": d - u,
    }


def _as_val_prob(
    outcome: np.ndarray,
    log_odds: np.ndarray,
    of_predictions: float,
    line: Callable[[np.ndarray, np.ndarray], val_prob.Stop],
    deviance: Callable[[np.ndarray, np.ndarray], float],
) -> dict[str, float | None]:
    """The indexes by the deviances of ``lrm.fit``: D by that of the predictions, U by `of_predictions` and that of the line where it stops.

    Where all risks are equal there is no discrimination, D is -1/n, and U has 1 degree of freedom.
    """
    of_prevalence = deviance_of_prevalence(outcome)
    unreliable = of_predictions - line(outcome, log_odds).deviance
    if log_odds.min() == log_odds.max():
        return _indexes(len(outcome), of_prevalence, 0.0, unreliable, degrees_of_freedom=1)
    return _indexes(len(outcome), of_prevalence, of_prevalence - deviance(outcome, log_odds), unreliable)


def _inputs(sample: Sample) -> dict:
    return {"outcome": sample.outcome, "risk": sample.risk}


_CHI_SQUARE = special_function(
    "a difference of two deviances, each a sum of n logarithms, whose rounding is left: 1e-13 of them where n is some thousand",
    atol=1e-13,
    unit=("deviances",),
)
_PER_PATIENT = special_function(
    "a difference of two deviances over n, or a function of it: near 0 the rounding of the deviances stays",
    atol=1e-13,
    unit=("deviances_per_patient",),
)
_OF_THE_LINE = (
    "a difference of two deviances, whose rounding is left, or over n: 1e-13 of them where n is some thousand; and that of the line has the "
    "rounding errors of the log odds times its slope, which is steep where risks hardly differ"
)
_TAIL = "upper tail of chi-square: what the rounding of the chi-square does to it, which is most where there is no effect"
_ONE_MINUS = f"{_TAIL}; and R takes 1 - pchisq, which is a multiple of 1.1e-16, 0 below it"
_STOPS = (
    "val.prob leaves lrm.fit at its defaults, so that the line of U stops short of its maximum; before rms 7 lrm.fit holds log odds within 30 of "
    "0 in D; U leaves out a patient without the event whose risk is exactly 1; and where all risks are equal D has no degree of freedom, and U one"
)
_NO_P = "the p value of D is NA: lrm.fit has none for coefficients it was told to keep"
_BY_VAL_PROB = ("r2", "d", "d_chi_square", "u", "u_chi_square", "u_p", "q")

CHECK = Check(
    stem="quality_indexes",
    title="Indexes D, U and Q",
    compute=quality_indexes,
    result=QualityIndexes,
    inputs=_inputs,
    references=(
        RCall(
            "rms",
            "val.prob",
            tolerances={
                name: special_function(_ONE_MINUS, atol=1.0, unit=(f"{name}_rounding_of_1_minus",)) for name in ("d_p", "u_p")
            },
            conditions={val_prob.DELETED: "risk_of_zero_or_one"},
            deviations=(
                *val_prob.STOPS,
                Deviation(("d_p",), val_prob.BEFORE_7, _NO_P, explained_by="d_p_before_7"),
                Deviation(("d_p",), val_prob.FROM_7, _STOPS, explained_by="d_p_from_7"),
                *(Deviation((name,), val_prob.BEFORE_7, _STOPS, explained_by=f"{name}_before_7") for name in _BY_VAL_PROB),
                *(Deviation((name,), val_prob.FROM_7, _STOPS, explained_by=f"{name}_from_7") for name in _BY_VAL_PROB),
            ),
            note="D is that of the predictions as they are",
        ),
        RCall(
            "stats",
            "glm",
            conditions=GLM_SAYS,
            note="deviances at the optimum (epsilon = 1e-14); that of the predictions from stats::binomial",
        ),
    ),
    tolerances={
        "r2": special_function(
            "a quotient of functions of deviances: the rounding of their difference, over the deviance of the prevalence",
            atol=1e-13,
            unit=("deviances_per_prevalence",),
        ),
        "d": _PER_PATIENT,
        "d_chi_square": _CHI_SQUARE,
        "d_p": special_function(_TAIL, atol=1.0, unit=("d_p_rounding",)),
        "u": special_function(_OF_THE_LINE, atol=1e-13, unit=("u_rounding_per_patient",)),
        "u_chi_square": special_function(_OF_THE_LINE, atol=1e-13, unit=("u_rounding",)),
        "u_p": special_function(_TAIL, atol=1.0, unit=("u_p_rounding",)),
        "q": special_function(_OF_THE_LINE, atol=1e-13, unit=("u_rounding_per_patient",)),
    },
    citations=(
        Citation(
            "Harrell, Lee, Mark. Multivariable prognostic models. Statistics in Medicine 15 (1996) 361-387.",
            "10.1002/(SICI)1097-0258(19960229)15:4<361::AID-SIM168>3.0.CO;2-4",
        ),
        Citation(
            "Miller, Hui, Tierney. Validation techniques for logistic regression models. "
            "Statistics in Medicine 10 (1991) 1213-1226.",
            "10.1002/sim.4780100805",
        ),
        Citation(
            "Nagelkerke. A note on a general definition of the coefficient of determination. Biometrika 78 (1991) 691-692.",
            "10.1093/biomet/78.3.691",
        ),
    ),
)
