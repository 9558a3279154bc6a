"""What an ROC figure shows: curves, areas, cut-offs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Optional, Union

import numpy as np

from parity.errors import InputError
from parity.graphics.drawing.display import Numbers
from parity.statistics.discrimination.auc_delong import auc_delong
from parity.statistics.discrimination.resampled import caution_perfect, quantiles
from parity.statistics.discrimination.roc_curve import roc_curve
from parity.statistics.discrimination.sensitivity_bootstrap import resampled_sensitivities
from parity.statistics.discrimination.youden_cutoff import youden_cutoff


@dataclass(frozen=True, slots=True)
class Curve:
    """Sensitivity against specificity, in any order, and what the curve is called."""

    sensitivities: Numbers
    specificities: Numbers
    label: str = ""


@dataclass(frozen=True, slots=True)
class CutOff:
    """A marked point of the curve."""

    threshold: float
    specificity: float
    sensitivity: float


@dataclass(frozen=True, slots=True)
class Band:
    """Confidence limits of sensitivity at given specificities."""

    specificities: Numbers
    low: Numbers
    high: Numbers


@dataclass(frozen=True, slots=True)
class RocValue:
    """All that an ROC figure shows.

    Attributes
    ----------
    curve : Curve
    further : tuple of RocValue
        Of other models, drawn over the first, in the colours and line types after the first's.
    auc : float or None
        Printed where given, with its interval where that is given too.
    interval : (float or None, float or None) or None
        Limits that are None are printed as NA: a single case or control has no variance.
    cut_offs : tuple of CutOff
        Marked and printed; several where several are best.
    band : Band or None
    percent : bool
        Whether it is drawn in percent; its numbers are shares.
    """

    curve: Curve
    further: tuple[RocValue, ...] = ()
    auc: Optional[float] = None
    interval: Optional[tuple[Optional[float], Optional[float]]] = None
    cut_offs: tuple[CutOff, ...] = ()
    band: Optional[Band] = None
    percent: bool = False


Thresholds = Union[bool, str, float, Sequence[float]]
TWENTIETHS = np.arange(21) * 0.05
"""The specificities at which a band is drawn, as R's ``seq(0, 1, .05)`` has them."""
SEED = 20250101
"""That of a study that says none."""


def roc_value(
    outcome: np.ndarray,
    risk: np.ndarray,
    level: float = 0.95,
    *,
    print_auc: bool = False,
    print_thres: Thresholds = False,
    ci: bool = True,
    percent: bool = False,
    resamples: int = 0,
    seed: int = SEED,
) -> RocValue:
    """The ROC curve; if printed, with its area, that with its DeLong interval, and cut-offs; with the bootstrap
    intervals of its sensitivities where there are resamples, and then none of the area: pROC has one kind a curve."""
    curve = roc_curve(outcome, risk)
    found = auc_delong(outcome, risk, level) if print_auc else None
    return RocValue(
        Curve(curve.sensitivities, curve.specificities),
        auc=None if found is None else found.auc,
        interval=None if found is None or not ci or resamples else (found.interval.low, found.interval.high),
        cut_offs=_cut_offs(outcome, risk, print_thres),
        band=_band(outcome, risk, level, resamples, seed, percent) if resamples else None,
        percent=percent,
    )


def together(values: Mapping[str, RocValue]) -> RocValue:
    """The curves of several models, called by these labels."""
    if any(value.band is not None for value in values.values()):
        raise InputError("a confidence band is drawn of one curve", step="leave out resamples, or draw one model")
    first, *others = (replace(value, curve=replace(value.curve, label=label)) for label, value in values.items())
    return replace(first, further=tuple(others))


def _band(outcome: np.ndarray, risk: np.ndarray, level: float, resamples: int, seed: int, percent: bool) -> Band:
    """The bootstrap limits of the sensitivity at each twentieth, controls and cases resampled each by themselves; in
    percent these are compared as such."""
    if resamples < 2:
        raise InputError(f"resamples is {resamples}; a confidence band needs at least 2", step="2000 are usual")
    whole = 100.0 if percent else 1.0
    found = resampled_sensitivities(outcome, risk, resamples, seed, TWENTIETHS, stratified=True, whole=whole)
    caution_perfect(outcome, risk)
    low, _, high = quantiles(found, level)
    return Band(TWENTIETHS, low, high)


def _cut_offs(outcome: np.ndarray, risk: np.ndarray, asked: Thresholds) -> tuple[CutOff, ...]:
    """The cut-offs of the largest Youden index, or those that are given: a risk of the threshold or above is a case."""
    if asked is False or asked is None or asked == "no":
        return ()
    if asked is True or asked == "best":
        best = youden_cutoff(outcome, risk)
        return tuple(map(CutOff, best.cutoffs, best.specificities, best.sensitivities))
    if isinstance(asked, str):
        raise ValueError(f"print_thres is True, 'best', 'no', or the thresholds to mark, not {asked!r}")
    given = [asked] if isinstance(asked, (int, float)) else asked
    cases, controls = risk[outcome == 1], risk[outcome == 0]
    return tuple(
        CutOff(float(threshold), float(np.mean(controls < threshold)), float(np.mean(cases >= threshold)))
        for threshold in given
    )
