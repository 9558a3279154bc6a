"""The statistics that ``lrm`` prints of a logistic model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

import numpy as np
from scipy.special import expit

from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.statistics.regression.logistic_regression import null_log_likelihood
from parity.statistics.regression.maximum_likelihood import maximum_likelihood
from parity.statistics.tally import tally
from parity.statistics.upper_tail import upper_tail


@dataclass(frozen=True, slots=True, kw_only=True)
class LrmStatistics:
    """What ``lrm`` prints of a model beside its coefficients.

    Attributes
    ----------
    patients : int
    likelihood_ratio : float
        Chi-square of the whole model.
    degrees_of_freedom : int
    likelihood_ratio_p : float
    c, dxy : float
        Concordance index, in [0, 1], and Somers' Dxy, in [-1, 1].
    gamma : float
        Goodman and Kruskal's, in [-1, 1]; NaN where all risks are equal.
    tau_a : float
        Kendall's, in [-1, 1].
    r2 : float
        Nagelkerke's R squared, in [0, 1].
    r2_n, r2_pn : float
        Cox and Snell's R squared, and with the chi-square less its degrees of freedom.
    r2_ess, r2_p_ess : float
        The same with the effective sample size in the place of the number of patients.
    brier : float
        Brier score, in [0, 1].
    g, gr, gp : float
        Gini's mean difference of the log odds, its exponential, and that of the risks.
    """

    patients: int
    likelihood_ratio: float
    degrees_of_freedom: int
    likelihood_ratio_p: float
    c: float
    dxy: float
    gamma: float
    tau_a: float
    r2: float
    r2_n: float
    r2_pn: float
    r2_ess: float
    r2_p_ess: float
    brier: float
    g: float
    gr: float
    gp: float


@dataclass(frozen=True, slots=True)
class RankCorrelations:
    """Of outcome and score, by pairs of patients.

    Attributes
    ----------
    c, dxy, gamma, tau_a : float
    """

    c: float
    dxy: float
    gamma: float
    tau_a: float


def lrm_statistics(
    outcome: np.ndarray,
    predictors: Mapping[str, Column],
    linear_predictor: np.ndarray,
    formula: Optional[Formula] = None,
) -> LrmStatistics:
    """The statistics that lrm prints of a logistic model: likelihood ratio, R squared in five forms, rank correlations,
    Brier score, and g indexes.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event; both must occur.
    predictors : mapping of str to (n,) float array or Factor
        The main effects, in order.
    linear_predictor : (n,) float array
        Log odds of the patients by the model.
    formula : Formula or None
        How they enter the model; None: each as it is.

    Returns
    -------
    LrmStatistics

    Notes
    -----
    With the chi-square :math:`\\chi^2` of the likelihood ratio on p degrees of freedom, n patients, the prevalence
    :math:`\\bar y`, and the effective sample size :math:`m = 3 n \\bar y (1 - \\bar y)`:

    .. math:: R^2_n = 1 - e^{-\\chi^2 / n}, \\quad R^2_{p,n} = 1 - e^{-\\max(\\chi^2 - p, 0) / n},

    and with m for n. Of the pairs of an event and a non-event let s be concordant, d discordant and t tied:
    :math:`c = (s + t/2)/(s + d + t)`, :math:`D_{xy} = (s - d)/(s + d + t)`, :math:`\\gamma = (s - d)/(s + d)`, and
    :math:`\\tau_a = (s - d) / \\binom{n}{2}`, over all pairs. g is the mean absolute difference of the log odds of two
    patients, gp that of their risks; gr, its exponential, is an odds ratio.

    Equals ``rms::lrm(...)$stats`` at the optimum, but for its ``Max Deriv``: the largest derivative where it stopped is
    a property of the stop; `logistic_regression` holds the score itself. Before rms 6.9 its rank correlations are of
    risks in bins of 0.0002.

    Raises
    ------
    ValueError
        As `logistic_regression`: where the likelihood has no unique finite maximum.

    References
    ----------
    Harrell (2015), doi:10.1007/978-3-319-19425-7, sections 10.8 and 10.9.  Goodman, Kruskal (1954),
    doi:10.1080/01621459.1954.10501231.  David (1968), doi:10.1093/biomet/55.3.573.
    Nagelkerke (1991), doi:10.1093/biomet/78.3.691.
    """
    fit, null, n = maximum_likelihood(outcome, predictors, formula), null_log_likelihood(outcome), len(outcome)
    ratio, freedom = 2 * (fit.log_likelihood - null), len(fit.coefficients) - 1
    effective = 3 * float(np.sum(outcome)) * float(np.sum(1 - outcome)) / n
    ranks, risk = rank_correlations(outcome, linear_predictor), expit(linear_predictor)
    beyond = max(ratio - freedom, 0.0)
    r2_n, r2_pn, r2_ess, r2_p_ess = -np.expm1(-np.array([ratio / n, beyond / n, ratio / effective, beyond / effective]))
    g = gini_mean_difference(linear_predictor)
    return LrmStatistics(
        patients=n,
        likelihood_ratio=ratio,
        degrees_of_freedom=freedom,
        likelihood_ratio_p=upper_tail(freedom, ratio),
        c=ranks.c,
        dxy=ranks.dxy,
        gamma=ranks.gamma,
        tau_a=ranks.tau_a,
        r2=float(r2_n / -np.expm1(2 * null / n)),
        r2_n=float(r2_n),
        r2_pn=float(r2_pn),
        r2_ess=float(r2_ess),
        r2_p_ess=float(r2_p_ess),
        brier=float(((outcome - risk) ** 2).mean()),
        g=g,
        gr=float(np.exp(g)),
        gp=gini_mean_difference(risk),
    )


def rank_correlations(outcome: np.ndarray, score: np.ndarray) -> RankCorrelations:
    """Of the outcome with a score, from whole numbers of pairs."""
    counts = tally(outcome, score)
    events, others, n = np.diff(counts.cases), np.diff(counts.controls), len(outcome)
    concordant = int(events @ counts.controls[:-1])
    tied = int(events @ others)
    pairs = counts.number_of_cases * counts.number_of_controls
    more = 2 * concordant + tied - pairs
    gamma = more / (pairs - tied) if pairs > tied else np.nan
    return RankCorrelations((2 * concordant + tied) / (2 * pairs), more / pairs, gamma, more / (n * (n - 1) // 2))


def gini_mean_difference(values: np.ndarray) -> float:
    """The mean absolute difference of two of them."""
    n = len(values)
    ascending = np.sort(values - values.mean())
    return float(2 / n / (n - 1) * ((2 * np.arange(n) - (n - 1)) @ ascending))
