"""Indexes of a logistic model's accuracy, corrected for optimism by resampling."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Optional, TypeVar

import numpy as np

from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.statistics.caution import Caution
from parity.statistics.fields import along, labels
from parity.statistics.validation.indexes import (
    AT_MAXIMUM,
    EMAX,
    NAMES,
    Fitting,
    apparent,
    both,
    caution_ties,
    farthest_from_line,
)
from parity.statistics.validation.patterns import Patterns, model_of
from parity.statistics.validation.plans import Method, parts, times
from parity.statistics.validation.resampled import Observer, Resampled, Tally, optimism_of

FOLDS = 10
FIELD_OF = {
    Method.BOOT: "boot",
    Method.CROSSVALIDATION: "crossvalidation",
    Method.OMITTED: "omitted",
    Method.RANDOMIZATION: "randomization",
}
"""In which field of the result each method is."""
T = TypeVar("T")


def of_each_method(
    made: Callable[[Method, int], T], without: Callable[[Method], T], resamples: int, folds: int
) -> dict[str, T]:
    """What each way of resampling gives, by the field of the result; of one that these patients do not allow what is
    known without resamples, and a caution.

    Parameters
    ----------
    made : callable
        Of a method, and how often the model is fitted anew.
    without : callable
        Of a method.
    resamples, folds : int
    """
    found: dict[str, T] = {}
    for method, field in FIELD_OF.items():
        try:
            found[field] = made(method, times(method, resamples, folds))
        except ValueError as error:
            warnings.warn(Caution("not_validated", f"no validation by {method.value}: {error}"))
            found[field] = without(method)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """Indexes by one way of resampling.

    Attributes
    ----------
    index : (11,) tuple of str
        Dxy, R2, Intercept, Slope, Emax, D, U, Q, B, g, gp.
    apparent : (11,) float array
        Of the model on the patients that it was fitted to.
    training, test : (11,) float array
        Means over the resamples: of their models on the patients that they were fitted to, and that they are tried on.
    optimism : (11,) float array
        What is taken off.
    corrected : (11,) float array
    used : (11,) int array
        Resamples in which an index is defined.
    auc, auc_corrected : float
        (Dxy + 1) / 2, apparent and corrected.
    slope_corrected, brier_corrected, r2_corrected : float
        Of the calibration line, the Brier score, Nagelkerke's.
    """

    index: tuple[str, ...] = labels()
    apparent: np.ndarray = along("index")
    training: np.ndarray = along("index")
    test: np.ndarray = along("index")
    optimism: np.ndarray = along("index")
    corrected: np.ndarray = along("index")
    used: np.ndarray = along("index")
    auc: float
    auc_corrected: float
    slope_corrected: float
    brier_corrected: float
    r2_corrected: float


@dataclass(frozen=True, slots=True)
class Optimism:
    """Indexes of a model's accuracy, apparent and corrected for optimism.

    Attributes
    ----------
    boot : Corrected
        By resamples of the patients.
    crossvalidation : Corrected
        By ten folds.
    omitted : Corrected
        By the .632 method.
    randomization : Corrected
        By outcomes in another order.
    """

    boot: Corrected
    crossvalidation: Corrected
    omitted: Corrected
    randomization: Corrected


def optimism(
    outcome: np.ndarray,
    predictors: Mapping[str, Column],
    resamples: int,
    seed: int,
    formula: Optional[Formula] = None,
    folds: int = FOLDS,
) -> Optimism:
    """Harrell's indexes of a logistic model's accuracy, corrected for optimism by the bootstrap, by cross-validation,
    by the .632 method and by randomization.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event; both must occur.
    predictors : mapping of str to (n,) float array or Factor
    resamples : int
        Of the bootstrap, the .632 method and the randomization.
    seed : int
        Of R's generator at its defaults; each of the four begins from it.
    formula : Formula or None
        How the predictors enter the model, with knots as chosen from all patients; None: each as it is.
    folds : int
        Of the cross-validation.

    Returns
    -------
    Optimism

    Notes
    -----
    In each resample the model is fitted anew at the maximum of its likelihood, and its predictions are tried on other
    patients (`parity.statistics.validation.plans` says which):

    - Dxy, Somers' rank correlation of predictions and outcomes;
    - intercept and slope of the calibration line, R2 (Nagelkerke's), D, U and Q by its likelihood; g, Gini's mean
      difference of its log odds, and gp, of its risks;
    - B, the Brier score of the predictions themselves.

    The optimism is the mean over the resamples of training less test, by the .632 method 0.632 times apparent less
    test; what is corrected is the apparent value less the optimism. Emax is the largest distance of a risk from what
    the corrected calibration line makes of it.

    A resample without a unique finite maximum is left out, with a caution; an index that is not defined on the patients
    of a test, such as Dxy of one outcome or a slope where they are separated, is left out of the means. Pairs of equal
    log odds count as half in order in Dxy; how many there are is said as a caution, since rounding may tell them apart.

    Equals ``set.seed(seed); rms::validate(fit, method, B)`` with a fit of ``rms::lrm`` that is iterated to the maximum,
    in the resamples too.

    Raises
    ------
    ValueError
        As `logistic_regression`: where the likelihood has no unique finite maximum.

    References
    ----------
    Harrell, Lee, Mark (1996), doi:10.1002/(SICI)1097-0258(19960229)15:4<361::AID-SIM168>3.0.CO;2-4.
    Efron (1983), doi:10.1080/01621459.1983.10477973.
    """
    patterns, start = model_of(outcome, predictors, formula)
    caution_ties(patterns, start)

    def by(method: Method, count: int) -> Corrected:
        found, taken_off = validated(patterns, start, method, count, seed)
        if found.lost:
            whose = "1 resample ({}) has" if found.lost == 1 else f"{found.lost} resamples ({{}}) have"
            of = whose.format(method.value)
            text = f"{of} no model with a unique finite maximum; left out"
            warnings.warn(Caution("lost_resamples", text))
        return corrected(found, taken_off)

    def without(method: Method) -> Corrected:
        return corrected(_nothing(patterns, start), np.full(len(NAMES), np.nan))

    return Optimism(**of_each_method(by, without, resamples, folds))


def _nothing(patterns: Patterns, start: np.ndarray) -> Resampled:
    """What is known without a resample."""
    patients, events = patterns.every()
    whole = AT_MAXIMUM.models(patterns, patients, events, start)
    unknown = np.full(len(NAMES), np.nan)
    return Resampled(apparent(patterns, whole, patients, events)[0], unknown, unknown, np.zeros(len(NAMES), int), 0)


def validated(
    patterns: Patterns,
    start: np.ndarray,
    method: Method,
    resamples: int,
    seed: int,
    fitting: Fitting = AT_MAXIMUM,
    observe: Observer = lambda training, test: None,
) -> tuple[Resampled, np.ndarray]:
    """The indexes by one way of resampling, and their optimism; those of Emax wait for the corrected line, unless it is
    taken in each resample.

    Parameters
    ----------
    patterns : Patterns
    start : (p,) float array
        Coefficients of all patients.
    method : Method
    resamples, seed : int
    fitting : Fitting
    observe : callable
        Is shown the indexes of those resamples that have a model, (k, 11): on the patients that it was fitted to, and
        on those that it is tried on.
    """
    patients, events = patterns.every()
    whole = fitting.models(patterns, patients, events, start)
    tally = Tally(apparent(patterns, whole, patients, events)[0])
    for part in parts(method, patterns, resamples, seed):
        fits = fitting.models(patterns, part.patients, part.events, start)
        training, test = both(patterns, fits, part, fitting)
        observe(training[fits.found], test[fits.found])
        tally.add(training, test, part.share, fits.found)
    found = tally.resampled(method)
    return found, optimism_of(found, method)


def corrected(found: Resampled, taken_off: np.ndarray, emax_each: bool = False) -> Corrected:
    """The indexes less their optimism; Emax by the corrected line."""
    left, test, used, taken_off = found.apparent - taken_off, found.test.copy(), found.used.copy(), taken_off.copy()
    if not emax_each:
        line = left[[NAMES.index("Intercept"), NAMES.index("Slope")], np.newaxis]
        left[EMAX] = test[EMAX] = farthest_from_line(*line)[0]
        taken_off[EMAX], used[EMAX] = -left[EMAX], used[0]
    of = dict(zip(NAMES, left.tolist()))
    return Corrected(
        index=NAMES,
        apparent=found.apparent,
        training=found.training,
        test=test,
        optimism=taken_off,
        corrected=left,
        used=used,
        auc=(float(found.apparent[0]) + 1) / 2,
        auc_corrected=(of["Dxy"] + 1) / 2,
        slope_corrected=of["Slope"],
        brier_corrected=of["B"],
        r2_corrected=of["R2"],
    )
