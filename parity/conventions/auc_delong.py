"""The interval of an area under the ROC curve: whose standard error, and on which scale."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from scipy.special import expit, logit, ndtri

from parity.conventions.convention import Convention, Options
from parity.statistics.discrimination.auc_delong import auc_delong

Interval = Callable[[float, float, float], tuple[float, float]]


def _plain(area: float, error: float, z: float) -> tuple[float, float]:
    return area - z * error, area + z * error


def _clipped(area: float, error: float, z: float) -> tuple[float, float]:
    return max(area - z * error, 0.0), min(area + z * error, 1.0)


def _on_logit(area: float, error: float, z: float) -> tuple[float, float]:
    if not 0 < area < 1:
        return math.nan, math.nan
    half = z * error / (area * (1 - area))
    return float(expit(logit(area) - half)), float(expit(logit(area) + half))


def delong(area: float, cases: int, controls: int, sample: Any) -> float:
    variance = auc_delong(sample.outcome, sample.risk, sample.level).variance
    return math.nan if variance is None else math.sqrt(variance)


def hanley_mcneil(area: float, cases: int, controls: int, sample: Any) -> float:
    """Hanley, McNeil (1982), doi:10.1148/radiology.143.1.7063747: for exponential scores."""
    both_cases, both_controls = area / (2 - area), 2 * area**2 / (1 + area)
    beyond = (cases - 1) * (both_cases - area**2) + (controls - 1) * (both_controls - area**2)
    return math.sqrt((area * (1 - area) + beyond) / (cases * controls))


def _numbers(error: Callable[..., float], interval: Interval) -> Callable[[Any, Options], Mapping[str, float]]:
    def numbers(sample: Any, options: Options) -> Mapping[str, float]:
        area = auc_delong(sample.outcome, sample.risk, sample.level).auc
        cases = int(sample.outcome.sum())
        found = error(area, cases, len(sample.outcome) - cases, sample)
        low, high = interval(area, found, float(ndtri(0.5 + sample.level / 2)))
        return {"AUC": area, "SE": found, "low": low, "high": high}

    return numbers


CONVENTIONS = (
    Convention("DeLong, cut at 0 and 1", "R: pROC::ci.auc", _numbers(delong, _clipped)),
    Convention("DeLong", "Stata roctab, SAS PROC LOGISTIC, MedCalc's standard error", _numbers(delong, _plain)),
    Convention(
        "DeLong, on the log odds of the AUC",
        "code of one's own; keeps the limits within 0 and 1",
        _numbers(delong, _on_logit),
    ),
    Convention(
        "Hanley and McNeil 1982",
        "Stata roctab with its option hanley; MedCalc's other choice",
        _numbers(hanley_mcneil, _plain),
    ),
    Convention("Hanley and McNeil 1982, on the log odds", "code of one's own", _numbers(hanley_mcneil, _on_logit)),
)
