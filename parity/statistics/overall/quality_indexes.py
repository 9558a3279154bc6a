"""Harrell's discrimination, unreliability and overall quality indexes, and Nagelkerke's R2 of given predictions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc, logit, xlog1py, xlogy

from parity.check import Check, Citation, Deviation, RCall, iterative, special_function
from parity.fields import explanation
from parity.sample import Sample
from parity.statistics.calibration.calibration_line import no_maximum, recalibrate, with_logit
from parity.statistics.regression.logistic_regression import GLM_SAYS
from parity.statistics.val_prob import DELETED, NEARLY_EQUAL


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
        The same over n, and over the deviance of the prevalence.
    r2_within_thirty, d_within_thirty, d_chi_square_within_thirty, q_within_thirty : float
        With log odds beyond 30 taken as 30.
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
    r2_within_thirty: float = explanation()
    d_within_thirty: float = explanation()
    d_chi_square_within_thirty: float = explanation()
    q_within_thirty: float = explanation()


def quality_indexes(outcome: np.ndarray, risk: np.ndarray) -> QualityIndexes:
    """Harrell's indexes of discrimination D, unreliability U and quality Q, with their chi-square tests and Nagelkerke's R2.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event; both must occur.
    risk : (n,) float array
        Predicted risk in [0, 1]. Patients with a risk of exactly 0 or 1 are left out of n and of D, with a caution;
        where the outcome contradicts such a risk the deviance of the predictions, and so U, is infinite.

    Returns
    -------
    QualityIndexes

    Notes
    -----
    With the deviances :math:`L_0` of the prevalence, :math:`L(p)` of the predictions and
    :math:`L(\\hat\\alpha, \\hat\\beta)` of the calibration line:

    .. math:: \\chi^2_D = L_0 - L(p), \\quad \\chi^2_U = L(p) - L(\\hat\\alpha, \\hat\\beta), \\quad
              D = (\\chi^2_D - 1)/n, \\quad U = (\\chi^2_U - 2)/n, \\quad Q = D - U,

    and :math:`R^2 = (1 - e^{-\\chi^2_D/n})/(1 - e^{-L_0/n})`. D is that of the predictions themselves, as ``rms::val.prob``
    computes it; the text of Harrell et al. defines it after recalibration.

    On the cohort that a logistic model was fitted to by maximum likelihood :math:`\\chi^2_U = 0`.

    Equals ``rms::val.prob(risk, outcome)[c("R2", "D", "D:Chi-sq", "D:p", "U", "U:Chi-sq", "U:p", "Q")]``.

    References
    ----------
    Harrell, Lee, Mark (1996), doi:10.1002/(SICI)1097-0258(19960229)15:4<361::AID-SIM168>3.0.CO;2-4.
    Miller, Hui, Tierney (1991), doi:10.1002/sim.4780100805.  Nagelkerke (1991), doi:10.1093/biomet/78.3.691.
    """
    has_logit = with_logit(risk)
    contradicted = bool(np.any(~has_logit & (outcome != risk)))
    outcome, risk = outcome[has_logit], risk[has_logit]
    log_odds = logit(risk)
    (intercept, slope), _ = recalibrate(outcome, log_odds)
    n, events = len(outcome), int(outcome.sum())
    of_prevalence = float(-2 * (xlogy(events, events / n) + xlog1py(n - events, -events / n)))
    of_predictions = float(-2 * (xlogy(outcome, risk) + xlog1py(1 - outcome, -risk)).sum())
    recalibrated = intercept + slope * log_odds
    of_line = float(2 * np.logaddexp(0, np.where(outcome == 1, -recalibrated, recalibrated)).sum())
    d_chi_square = of_prevalence - of_predictions
    u_chi_square = np.inf if contradicted else of_predictions - of_line
    d, u = (d_chi_square - 1) / n, (u_chi_square - 2) / n
    against = np.clip(np.where(outcome == 1, -log_odds, log_odds), -30, 30)
    d_chi_square_within = of_prevalence - float(2 * np.logaddexp(0, against).sum())

    def r2(chi_square: float) -> float:
        return float(np.expm1(-chi_square / n) / np.expm1(-of_prevalence / n))

    return QualityIndexes(
        r2=r2(d_chi_square),
        d=d,
        d_chi_square=d_chi_square,
        d_p=_upper_tail(1, d_chi_square),
        u=u,
        u_chi_square=u_chi_square,
        u_p=_upper_tail(2, u_chi_square),
        q=d - u,
        deviances=of_prevalence + of_predictions,
        deviances_per_patient=(of_prevalence + of_predictions) / n,
        deviances_per_prevalence=1 + of_predictions / of_prevalence,
        r2_within_thirty=r2(d_chi_square_within),
        d_within_thirty=(d_chi_square_within - 1) / n,
        d_chi_square_within_thirty=d_chi_square_within,
        q_within_thirty=(d_chi_square_within - 1) / n - u,
    )


def _upper_tail(df: int, chi_square: float) -> float:
    return float(chdtrc(df, max(chi_square, 0.0)))


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
_TAIL = special_function(
    "upper tail of chi-square: its relative error is half the absolute error of the chi-square", atol=1e-13, unit=("deviances", "d_p")
)
_ONE_MINUS = iterative(
    1e-10,
    "its relative error is half the absolute error of the chi-square; and R takes 1 - pchisq, which is a multiple of 1.1e-16, 0 below it",
    atol=1e-15,
)
_WITHIN_THIRTY = "lrm.fit holds the log odds of the predictions within 30 of 0"
_LRM_FIT = iterative(
    1e-7,
    "ours is at the optimum; val.prob leaves lrm.fit at its defaults, and before rms 7 that stops when -2 log likelihood changes by "
    "0.025 or less and takes one more step: the deviance is off by the square of the error of the coefficients in standard errors, "
    "1e-7 in 20 patients, a rounding error in some hundred. glm gives the tight answer",
    atol=1e-7,
)

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
            tolerances={"d_p": _ONE_MINUS, "u": _LRM_FIT, "u_chi_square": _LRM_FIT, "u_p": _LRM_FIT, "q": _LRM_FIT},
            conditions={DELETED: "risk_of_zero_or_one"},
            deviations=(
                *no_maximum("rms"),
                NEARLY_EQUAL,
                *(Deviation((name,), "rms < 7", _WITHIN_THIRTY, explained_by=f"{name}_within_thirty") for name in ("r2", "d", "d_chi_square", "q")),
                Deviation(("d_p",), "rms < 7", "the p value of D is NA: lrm.fit has none for coefficients it was told to keep"),
            ),
            note="U leaves out a patient without the event whose risk is exactly 1, where the deviance is infinite",
        ),
        RCall(
            "stats",
            "glm",
            conditions=GLM_SAYS,
            deviations=no_maximum("stats"),
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
        "d_p": _TAIL,
        "u": _PER_PATIENT,
        "u_chi_square": _CHI_SQUARE,
        "u_p": special_function("upper tail of a chi-square that may be 0 but for rounding", atol=1e-13, unit=("deviances",)),
        "q": _PER_PATIENT,
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
