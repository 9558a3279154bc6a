"""Explained variation of a logistic model: five pseudo R squared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

import numpy as np

from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.statistics.regression.logistic_regression import null_log_likelihood
from parity.statistics.regression.maximum_likelihood import maximum_likelihood


@dataclass(frozen=True, slots=True)
class RSquared:
    """What a logistic model explains, by its likelihood and by its linear predictor.

    Attributes
    ----------
    cox_snell : float
        In [0, 1 - exp(2 l0 / n)]: the geometric mean by which a patient's likelihood improves, from 1.
    nagelkerke : float
        `cox_snell` over its largest possible value, in [0, 1].
    mcfadden : float
        Share of the null log-likelihood that the model takes away, in [0, 1].
    mcfadden_adjusted : float
        The same, less a unit of log-likelihood for each coefficient; below 0 of a model that is not worth them.
    mckelvey_zavoina : float
        Share of the linear predictor in the variance of the latent variable behind the outcome, in [0, 1].
    """

    cox_snell: float
    nagelkerke: float
    mcfadden: float
    mcfadden_adjusted: float
    mckelvey_zavoina: float


def r_squared(outcome: np.ndarray, predictors: Mapping[str, Column], formula: Optional[Formula] = None) -> RSquared:
    """Nagelkerke's, Cox and Snell's, McFadden's (also adjusted) and McKelvey and Zavoina's R squared of a logistic
    model at the maximum of its likelihood.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event; both must occur.
    predictors : mapping of str to (n,) float array or Factor
        The main effects, in order.
    formula : Formula or None
        How they enter the model; None: each as it is.

    Returns
    -------
    RSquared

    Raises
    ------
    ValueError
        As `logistic_regression`: where the likelihood has no unique finite maximum.

    Notes
    -----
    With the log-likelihoods :math:`l` of the model and :math:`l_0` of the intercept only, p coefficients with the
    intercept, and the linear predictor :math:`\\eta` with its variance over n,

    .. math:: R^2_{CS} = 1 - e^{2 (l_0 - l) / n}, \\quad R^2_N = R^2_{CS} / (1 - e^{2 l_0 / n}), \\quad
              R^2_{MF} = 1 - l / l_0, \\quad R^2_{adj} = 1 - (l - p) / l_0, \\quad
              R^2_{MZ} = \\mathrm{var}(\\eta) / (\\mathrm{var}(\\eta) + \\pi^2 / 3).

    SPSS prints the first two as Cox & Snell's and Nagelkerke's. :math:`\\pi^2/3` is the variance of the logistic
    distribution. Some adjust McFadden's without counting the intercept. Differences of exponentials are formed by
    `expm1`, so that a weak model keeps its digits.

    Equals ``rms::lrm(...)$stats["R2"]`` (Nagelkerke's), and all from the deviances and the linear predictor of
    ``stats::glm``.

    References
    ----------
    Cox, Snell (1989), ISBN 978-0-412-30620-9, p. 208.  Nagelkerke (1991), doi:10.1093/biomet/78.3.691.
    McFadden (1974), in Zarembka (ed.), Frontiers in Econometrics, Academic Press, 105-142.
    Ben-Akiva, Lerman (1985), Discrete Choice Analysis, MIT Press, ISBN 978-0-262-02217-0, p. 167.
    McKelvey, Zavoina (1975), doi:10.1080/0022250X.1975.9989847.
    """
    n = len(outcome)
    fit, null = maximum_likelihood(outcome, predictors, formula), null_log_likelihood(outcome)
    fitted, spread = fit.log_likelihood, float(np.var(fit.log_odds))
    cox_snell = -np.expm1(2 * (null - fitted) / n)
    return RSquared(
        cox_snell=float(cox_snell),
        nagelkerke=float(cox_snell / -np.expm1(2 * null / n)),
        mcfadden=float((null - fitted) / null),
        mcfadden_adjusted=float((null - fitted + len(fit.coefficients)) / null),
        mckelvey_zavoina=spread / (spread + np.pi**2 / 3),
    )
