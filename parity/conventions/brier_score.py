"""The Brier score: over one class or both, and what it is scaled by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from parity.conventions.convention import Convention, Options
from parity.statistics.overall.brier_score import brier_score


def _one_class(sample: Any, options: Options) -> Mapping[str, float]:
    return {"Brier": brier_score(sample.outcome, sample.risk).brier}


def _both_classes(sample: Any, options: Options) -> Mapping[str, float]:
    return {"Brier": 2 * brier_score(sample.outcome, sample.risk).brier}


def _root(sample: Any, options: Options) -> Mapping[str, float]:
    return {"RMSE": brier_score(sample.outcome, sample.risk).brier ** 0.5}


def _scaled(sample: Any, options: Options) -> Mapping[str, float]:
    return {"scaled Brier": brier_score(sample.outcome, sample.risk).scaled_brier}


def _scaled_by_mean_risk(sample: Any, options: Options) -> Mapping[str, float]:
    mean = float(sample.risk.mean())
    return {"scaled Brier": 1 - brier_score(sample.outcome, sample.risk).brier / (mean * (1 - mean))}


CONVENTIONS = (
    Convention(
        "mean of (y − p)²",
        "R: rms::val.prob; Python: scikit-learn",
        _one_class,
        formula="Σ(y − p)²/n",
        source="Brier 1950, doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2",
    ),
    Convention(
        "over both classes, Brier 1950",
        "Brier's own paper: twice the other",
        _both_classes,
        formula="Σ((y − p)² + ((1 − y) − (1 − p))²)/n",
        source="Brier 1950, doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2",
    ),
    Convention("its root", "RMSE", _root, formula="√(Σ(y − p)²/n)"),
    Convention(
        "scaled by the prevalence",
        "R: riskRegression's IPA",
        _scaled,
        formula="1 − Brier/(π(1 − π)), π the prevalence",
        source="Steyerberg et al. 2010, doi:10.1097/EDE.0b013e3181c30fb2",
    ),
    Convention(
        "scaled by the mean risk",
        "code of one's own",
        _scaled_by_mean_risk,
        formula="1 − Brier/(p̄(1 − p̄)), p̄ the mean risk",
    ),
)
