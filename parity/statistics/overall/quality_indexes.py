"""Harrell's discrimination, unreliability and overall quality indexes, and Nagelkerke's R2 of given predictions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parity.statistics.calibration.recalibration import (
    deviance_of_prevalence,
    deviance_of_risks,
    point_out_certain,
    recalibration,
    with_logit,
)
from parity.statistics.upper_tail import upper_tail


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
    """

    r2: float
    d: float
    d_chi_square: float
    d_p: float
    u: float
    u_chi_square: float
    u_p: float
    q: float


def quality_indexes(outcome: np.ndarray, risk: np.ndarray) -> QualityIndexes:
    """Harrell's indexes of discrimination D, unreliability U and quality Q, with their chi-square tests and
    Nagelkerke's R2.

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

    and :math:`R^2 = (1 - e^{-\\chi^2_D/n})/(1 - e^{-L_0/n})`, undefined without events, or with nothing else: there is
    nothing to explain. D is that of the predictions themselves; the text of
    Harrell et al. defines it after recalibration.

    On the cohort that a logistic model was fitted to by maximum likelihood :math:`\\chi^2_U = 0`. Where the likelihood
    of the calibration line has no maximum its deviance is the limit that it approaches: 0 where the risks separate the
    outcomes completely.

    Equals ``rms::val.prob(risk, outcome)[c("R2", "D", "D:Chi-sq", "D:p", "U", "U:Chi-sq", "U:p", "Q")]``.

    References
    ----------
    Harrell, Lee, Mark (1996), doi:10.1002/(SICI)1097-0258(19960229)15:4<361::AID-SIM168>3.0.CO;2-4.
    Miller, Hui, Tierney (1991), doi:10.1002/sim.4780100805.  Nagelkerke (1991), doi:10.1093/biomet/78.3.691.
    """
    point_out_certain(risk)
    line, has_logit = recalibration(outcome, risk), with_logit(risk)
    contradicted = bool(np.any(~has_logit & (outcome != risk)))
    of_prevalence = deviance_of_prevalence(line.outcome)
    of_predictions = deviance_of_risks(line.outcome, risk[has_logit])
    unreliable = np.inf if contradicted else of_predictions - line.deviance
    return of_chi_squares(len(line.outcome), of_prevalence, of_prevalence - of_predictions, unreliable)


def of_chi_squares(n: int, of_prevalence: float, d_chi_square: float, u_chi_square: float) -> QualityIndexes:
    """The indexes of the two chi-squares.

    Parameters
    ----------
    n : int
        Patients.
    of_prevalence : float
        Deviance of the prevalence.
    d_chi_square, u_chi_square : float
        Of discrimination, with 1 degree of freedom, and of unreliability, with 2.
    """
    d, u = (d_chi_square - 1) / n, (u_chi_square - 2) / n
    with np.errstate(over="ignore"):
        r2 = float(np.expm1(-d_chi_square / n) / np.expm1(-of_prevalence / n)) if of_prevalence else np.nan
    return QualityIndexes(
        r2=r2,
        d=d,
        d_chi_square=d_chi_square,
        d_p=upper_tail(1, d_chi_square),
        u=u,
        u_chi_square=u_chi_square,
        u_p=upper_tail(2, u_chi_square),
        q=d - u,
    )
