"""The best cut-off of a ROC curve: by which criterion, which of several, and which number between two risks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from parity.conventions.convention import Convention, Options
from parity.statistics.discrimination.roc_curve import roc_curve

Criterion = Callable[[np.ndarray, np.ndarray], np.ndarray]
_SAME = 1e-12
"""Criteria that differ by less are tied: sums of two fractions."""


def _youden(sensitivity: np.ndarray, specificity: np.ndarray) -> np.ndarray:
    return sensitivity + specificity


def _closest(sensitivity: np.ndarray, specificity: np.ndarray) -> np.ndarray:
    return -((1 - sensitivity) ** 2 + (1 - specificity) ** 2)


def _product(sensitivity: np.ndarray, specificity: np.ndarray) -> np.ndarray:
    return sensitivity * specificity


def _numbers(criterion: Criterion, which: int, observed: bool) -> Callable[[Any, Options], Mapping[str, float]]:
    def numbers(sample: Any, options: Options) -> Mapping[str, float]:
        curve = roc_curve(sample.outcome, sample.risk)
        worth = criterion(curve.sensitivities, curve.specificities)
        tied = np.flatnonzero(worth >= worth.max() - _SAME)
        best = tied[np.argsort(curve.thresholds[tied])][which]
        cutoff = float(curve.thresholds[best])
        if observed:
            above = sample.risk[sample.risk >= cutoff]
            cutoff = float(above.min()) if len(above) else np.inf
        return {
            "cut-off": cutoff,
            "sensitivity": float(curve.sensitivities[best]),
            "specificity": float(curve.specificities[best]),
        }

    return numbers


_OF_YOUDEN = "Youden 1950, doi:10.1002/1097-0142(1950)3:1<32::aid-cncr2820030106>3.0.co;2-3"
_OF_CLOSEST = "Perkins, Schisterman 2006, doi:10.1093/aje/kwj063"
_CRITERIA: tuple[tuple[str, Criterion, str, str], ...] = (
    ("Youden's index", _youden, "largest Se + Sp − 1", _OF_YOUDEN),
    ("closest to the top left", _closest, "least (1 − Se)² + (1 − Sp)²", _OF_CLOSEST),
    ("product of both", _product, "largest Se · Sp", "Liu 2012, doi:10.1002/sim.4509"),
)
_PLACES = (
    ("lowest of tied, between two risks", "R: pROC::coords, first row; SPSS's coordinates lie between too", 0, False),
    ("highest of tied, between two risks", "R: pROC::coords, last row", -1, False),
    ("lowest of tied, an observed risk", "code of one's own: which.max over sorted risks", 0, True),
    ("highest of tied, an observed risk", "Python: argmax of scikit-learn's roc_curve", -1, True),
)

CONVENTIONS = tuple(
    Convention(f"{criterion}; {place}", by, _numbers(of, which, observed), formula=formula, source=source)
    for criterion, of, formula, source in _CRITERIA
    for place, by, which, observed in _PLACES
)
