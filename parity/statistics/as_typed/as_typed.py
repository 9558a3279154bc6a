"""A prediction study from its data to the numbers that a reader would quote."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import ndtr, ndtri

from parity.data.cohort import Column, Factor
from parity.statistics.fields import along, labels


@dataclass(frozen=True, slots=True, kw_only=True)
class AsTyped:
    """A prediction study, looked at in one cohort or group, from its data on.

    Attributes
    ----------
    rows, dropped, events : int
        Complete cases of the cohort, rows left out, and events among the complete.
    development_rows, development_events : int
        Of the cohort that the model is fitted on.
    levels : tuple of str
        ``"race: white"`` of each level of each factor, in order; ``"age: a number"``.
    outcome : (n,) int array
        Of the cohort's patients: 1 event, 0 no event.
    values : (n m,) float array
        The m predictors of the n patients, one after the other; of a factor the number of the level, from 1. Where
        risks are given there are no predictors and no coefficients: these fields are empty.
    coefficients, standard_errors, p : (p,) float arrays
        Of the model, with the two-sided p value of Wald's test.
    odds_ratios, odds_ratios_low, odds_ratios_high : (p - 1,) float arrays
        With Wald's limits.
    risk : (n,) float array
        Of the cohort's patients.
    auc, auc_low, auc_high : float or None
        Area under the ROC curve, and its DeLong interval.
    cutoffs : (k,) float array
        Every cut-off of the development cohort at which Youden's index is largest; the lowest is used.
    youden : float
        That index.
    true_positives, false_positives, false_negatives, true_negatives : int
        Of the cohort, at the lowest cut-off.
    accuracy, sensitivity, specificity, ppv, npv : float
    hosmer_lemeshow, hosmer_lemeshow_p : float
        Statistic and tail of the test of goodness of fit.
    hosmer_lemeshow_df : int
    intercept, slope, intercept_in_the_large : float
        Of the recalibration of the linear predictor, where iterated least squares leave it; no slope where all linear
        predictors are equal.
    brier : float
    net_benefit : (t,) float array
        Of treating at a risk above each threshold.
    """

    terms: tuple[str, ...] = labels()
    effects: tuple[str, ...] = labels()
    thresholds: tuple[str, ...] = labels()
    rows: int
    dropped: int
    events: int
    development_rows: int
    development_events: int
    levels: tuple[str, ...]
    outcome: np.ndarray
    values: np.ndarray
    coefficients: np.ndarray = along("terms")
    standard_errors: np.ndarray = along("terms")
    p: np.ndarray = along("terms")
    odds_ratios: np.ndarray = along("effects")
    odds_ratios_low: np.ndarray = along("effects")
    odds_ratios_high: np.ndarray = along("effects")
    risk: np.ndarray
    auc: float | None
    auc_low: float | None
    auc_high: float | None
    cutoffs: np.ndarray
    youden: float
    true_positives: int
    false_positives: int
    false_negatives: int
    true_negatives: int
    accuracy: float
    sensitivity: float
    specificity: float
    ppv: float
    npv: float
    hosmer_lemeshow: float
    hosmer_lemeshow_df: int
    hosmer_lemeshow_p: float
    intercept: float
    slope: float | None
    intercept_in_the_large: float
    brier: float
    net_benefit: np.ndarray = along("thresholds")


def as_typed(
    outcome: np.ndarray,
    predictors: Mapping[str, Column],
    observed: np.ndarray,
    patients: Mapping[str, Column],
    dropped: int,
    terms: tuple[str, ...],
    coefficients: np.ndarray,
    standard_errors: np.ndarray,
    risk: np.ndarray,
    level: float,
    parts: Mapping[str, Callable[[], Any]],
) -> AsTyped:
    """A prediction study from the CSV file to the numbers that a reader would quote.

    Parameters
    ----------
    outcome : (m,) int array
        Of the cohort that the model is fitted on: 1 event, 0 no event.
    predictors : mapping of str to (m,) float array or Factor
        Of that cohort; none where risks are given.
    observed : (n,) int array
        The outcome of the patients who are looked at: a cohort, or a group of it.
    patients : mapping of str to (n,) float array or Factor
        Their predictors.
    dropped : int
        Rows of the cohort's file that are left out because a value is missing in them.
    terms : (p,) tuple of str
    coefficients, standard_errors : (p,) float arrays
        Where iterated least squares end at their usual stopping rule.
    risk : (n,) float array
        By these coefficients, or as they are given.
    level : float
        Confidence level of the odds ratios' limits.
    parts : mapping of str to callable
        Gives the result of each statistic, by its stem.

    Returns
    -------
    AsTyped

    Notes
    -----
    Every number is the one of its own statistic: :math:`\\hat\\beta` and its standard errors of
    `logistic_regression`, with Wald's limits :math:`\\exp(\\hat\\beta \\pm z\\,\\mathrm{se})`, the area of
    `auc_delong`, the cut-off of `youden_cutoff` in the development cohort, and so on. The model is taken where iterated
    weighted least squares end at a change of the deviance of 1e-8, as a person's call does.

    Equals what ``parity script STUDY`` prints, run in R.

    References
    ----------
    McCullagh, Nelder (1989), doi:10.1007/978-1-4899-3242-6.
    """
    area, youden, table = parts["auc_delong"](), parts["youden_cutoff"](), parts["classification"]()
    test, line = parts["hosmer_lemeshow"](), parts["recalibration"]()
    curve = parts["decision_curve"]()
    half_width = ndtri(1 - (1 - level) / 2) * standard_errors[1:]
    with np.errstate(over="ignore"):
        low, middle, high = np.exp([coefficients[1:] - half_width, coefficients[1:], coefficients[1:] + half_width])
    return AsTyped(
        terms=terms,
        effects=terms[1:],
        thresholds=curve.thresholds,
        rows=len(observed),
        dropped=dropped,
        events=int(np.sum(observed)),
        development_rows=len(outcome),
        development_events=int(np.sum(outcome)),
        levels=level_names(patients),
        outcome=observed,
        values=np.concatenate([np.empty(0), *(_numbers(column) for column in patients.values())]),
        coefficients=coefficients,
        standard_errors=standard_errors,
        p=2 * ndtr(-np.abs(coefficients / standard_errors)),
        odds_ratios=middle,
        odds_ratios_low=low,
        odds_ratios_high=high,
        risk=risk,
        auc=None if area.variance is None else area.auc,
        auc_low=area.interval.low,
        auc_high=area.interval.high,
        cutoffs=youden.cutoffs,
        youden=youden.youden,
        true_positives=table.true_positives,
        false_positives=table.false_positives,
        false_negatives=table.false_negatives,
        true_negatives=table.true_negatives,
        accuracy=table.accuracy,
        sensitivity=table.sensitivity,
        specificity=table.specificity,
        ppv=table.ppv,
        npv=table.npv,
        hosmer_lemeshow=test.statistic,
        hosmer_lemeshow_df=test.df,
        hosmer_lemeshow_p=test.p,
        intercept=line["intercept"],
        slope=line["slope"],
        intercept_in_the_large=line["intercept_in_the_large"],
        brier=parts["brier_score"]().brier,
        net_benefit=curve.net_benefit,
    )


def level_names(predictors: Mapping[str, Column]) -> tuple[str, ...]:
    """``"race: white"`` of each level of each factor, in order; ``"age: a number"``."""
    return tuple(
        f"{name}: {level}"
        for name, column in predictors.items()
        for level in (column.levels if isinstance(column, Factor) else ("a number",))
    )


def _numbers(column: Column) -> np.ndarray:
    return column.codes + 1.0 if isinstance(column, Factor) else column
