"""Classification at a given cut-off with bootstrap confidence intervals."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, fields

import numpy as np

from parity.statistics.caution import Caution
from parity.statistics.discrimination.classification import classification
from parity.statistics.discrimination.resampled import (
    Percentiles,
    caution_lost,
    caution_perfect,
    counted,
    parts,
    percentiles,
    places_of,
)
from parity.statistics.random.generator import RRandom


@dataclass(frozen=True, slots=True)
class Intervals:
    """Percentiles of the proportions of a classification, each in [0, 1].

    Attributes
    ----------
    sensitivity, specificity, ppv, npv, accuracy : Percentiles
    """

    sensitivity: Percentiles
    specificity: Percentiles
    ppv: Percentiles
    npv: Percentiles
    accuracy: Percentiles


@dataclass(frozen=True, slots=True)
class CutoffBootstrap:
    """The proportions of a classification, and their bootstrap percentile intervals.

    Attributes
    ----------
    sensitivity, specificity, ppv, npv, accuracy : float
        In [0, 1]; NaN as in `classification`.
    stratified : Intervals
        Of resamples of controls and of cases.
    plain : Intervals
        Of resamples of all patients, those with both cases and controls.
    """

    sensitivity: float
    specificity: float
    ppv: float
    npv: float
    accuracy: float
    stratified: Intervals
    plain: Intervals


PROPORTIONS = tuple(field.name for field in fields(Intervals))


def cutoff_bootstrap(
    outcome: np.ndarray, risk: np.ndarray, cutoff: float, resamples: int, seed: int, level: float = 0.95
) -> CutoffBootstrap:
    """Classification at a given cut-off with bootstrap percentile intervals, stratified and not.

    Parameters
    ----------
    outcome : (n,) int array
        1 case, 0 control; both must occur.
    risk : (n,) float array
        Finite score; larger means more likely a case.
    cutoff : float
        Positive means risk >= cutoff.
    resamples, seed, level
        As in `auc_bootstrap`.

    Returns
    -------
    CutoffBootstrap

    Notes
    -----
    The cut-off is the same in all resamples, which are drawn as in `auc_bootstrap`: where it was itself chosen on these
    patients the intervals do not know of it (`best_cutoff_bootstrap` does). At a level c the limits are the quantiles
    :math:`(1 - c)/2` and :math:`(1 + c)/2` of type 7. A predictive value without patients is not known, and such a
    resample left out of its percentiles, with a caution; so is a plain one without a case or without a control.

    Equals ``set.seed(seed); pROC::ci.coords(curve, x = cutoff, input = "threshold", ret = c("sensitivity",
    "specificity", "ppv", "npv", "accuracy"), conf.level = level, boot.n = resamples, boot.stratified = TRUE)``, in
    sensitivity and specificity ``pROC::ci.thresholds(curve, thresholds = cutoff, ...)``, and the same with ``FALSE``,
    of the curve of `auc_bootstrap`.

    Raises
    ------
    ValueError
        Without a case or without a control, if a risk is not finite or the cut-off not a number, or if no resample has
        both.

    References
    ----------
    Efron, Tibshirani (1993), An Introduction to the Bootstrap, chapter 13.  Altman, Bland (1994),
    doi:10.1136/bmj.308.6943.1552 and doi:10.1136/bmj.309.6947.102.
    """
    places_of(outcome, risk, "a classification with bootstrap intervals")
    found = classification(outcome, risk, cutoff)
    caution_perfect(outcome, risk)
    positive = risk >= cutoff
    intervals = []
    for stratified in (True, False):
        tables = resampled_tables(outcome, positive, resamples, RRandom(seed), stratified=stratified)
        controls, cases = tables[2:]
        both = (controls > 0) & (cases > 0)
        caution_lost(int((~both).sum()), resamples)
        shares = proportions(*(counts[both] for counts in tables))
        intervals.append(Intervals(**{name: _known(values, name, level) for name, values in shares.items()}))
    return CutoffBootstrap(
        **{name: getattr(found, name) for name in PROPORTIONS}, stratified=intervals[0], plain=intervals[1]
    )


def proportions(
    true_negatives: np.ndarray, false_negatives: np.ndarray, controls: np.ndarray, cases: np.ndarray
) -> dict[str, np.ndarray]:
    """Of each resample, by their names; NaN where there is nobody."""
    true_positives = cases - false_negatives
    with np.errstate(invalid="ignore"):
        return {
            "sensitivity": true_positives / cases,
            "specificity": true_negatives / controls,
            "ppv": true_positives / (true_positives + controls - true_negatives),
            "npv": true_negatives / (true_negatives + false_negatives),
            "accuracy": (true_positives + true_negatives) / (controls + cases),
        }


def resampled_tables(
    outcome: np.ndarray, positive: np.ndarray, resamples: int, dice: RRandom, *, stratified: bool
) -> tuple[np.ndarray, ...]:
    """Negative controls, negative cases, controls and cases of each resample: four (resamples,) int arrays."""
    negative_controls, negative_cases = (~positive[outcome == one] for one in (0, 1))
    sizes, n = (len(negative_controls), len(negative_cases)), len(outcome)
    cells, found = 2 * outcome + ~positive, []
    for count in parts(resamples, n):
        if stratified:
            drawn = zip((negative_controls, negative_cases), dice.stratified_resamples(sizes, count))
            negative = [np.count_nonzero(side.take(rows), axis=1) for side, rows in drawn]
            found.append((*negative, *(np.full(count, size) for size in sizes)))
        else:
            table = counted(cells.take(dice.resamples(n, count)), 4)
            found.append((table[:, 1], table[:, 3], table[:, 0] + table[:, 1], table[:, 2] + table[:, 3]))
    return tuple(np.concatenate(counts) for counts in zip(*found))


def _known(values: np.ndarray, name: str, level: float) -> Percentiles:
    """The percentiles of those that are known."""
    known = values[~np.isnan(values)]
    if len(known) < len(values):
        lost, side = len(values) - len(known), "positive" if name == "ppv" else "negative"
        have = "has" if lost == 1 else "have"
        text = f"{lost} of {len(values)} resamples {have} no {name.upper()}: nobody is {side}"
        warnings.warn(Caution("no_predictive_value", text), stacklevel=2)
    return percentiles(known, level) if len(known) else Percentiles(None, None, None)
