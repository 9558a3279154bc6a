"""The calibration intercept: beside a slope, or with the slope at 1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from parity.conventions.convention import Convention, Options
from parity.statistics.calibration.calibration_line import calibration_line


def _beside_slope(sample: Any, options: Options) -> Mapping[str, float]:
    line = calibration_line(sample.outcome, sample.risk)
    return {"intercept": line.intercept, "slope": line.slope}


def _in_the_large(sample: Any, options: Options) -> Mapping[str, float]:
    line = calibration_line(sample.outcome, sample.risk)
    return {"intercept": line.intercept_in_the_large, "slope": 1.0}


def _observed_less_expected(sample: Any, options: Options) -> Mapping[str, float]:
    return {"intercept": float(sample.outcome.mean() - sample.risk.mean())}


def _observed_to_expected(sample: Any, options: Options) -> Mapping[str, float]:
    return {"O/E": float(sample.outcome.sum() / sample.risk.sum())}


def _expected_to_observed(sample: Any, options: Options) -> Mapping[str, float]:
    return {"E/O": float(sample.risk.sum() / sample.outcome.sum())}


CONVENTIONS = (
    Convention(
        "intercept and slope of one line",
        "R: rms::val.prob",
        _beside_slope,
        formula="logit P(y = 1) = a + b logit p",
        source="Cox 1958, doi:10.1093/biomet/45.3-4.562",
    ),
    Convention(
        "calibration in the large, slope held at 1",
        "R: CalibrationCurves, glm with an offset",
        _in_the_large,
        formula="logit P(y = 1) = a + logit p",
        source="Van Calster et al. 2016, doi:10.1016/j.jclinepi.2015.12.005",
    ),
    Convention(
        "mean outcome less mean risk",
        "calibration in the large of some papers",
        _observed_less_expected,
        formula="Σ(y − p)/n",
    ),
    Convention(
        "observed over expected events",
        "O/E of TRIPOD and of meta-analyses",
        _observed_to_expected,
        formula="Σy/Σp",
    ),
    Convention("expected over observed events", "E/O", _expected_to_observed, formula="Σp/Σy"),
)
