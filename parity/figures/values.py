"""What the figures of a study show, from its patients: the numbers are those of `parity.statistics`."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

import numpy as np

from parity.cohort import Column
from parity.figures.geometry.calibration import ValidationValue
from parity.figures.geometry.clinical_impact import ClinicalImpactValue, Share
from parity.figures.geometry.decision_curve import Curve as NetBenefit
from parity.figures.geometry.decision_curve import DecisionCurveValue
from parity.figures.geometry.roc import Curve, CutOff, RocValue
from parity.statistics.calibration.calibration_curve import calibration_curve
from parity.statistics.calibration.calibration_line import calibration_line
from parity.statistics.calibration.spiegelhalter_test import spiegelhalter_test
from parity.statistics.discrimination.auc_delong import auc_delong
from parity.statistics.discrimination.concordance import concordance
from parity.statistics.discrimination.roc_curve import roc_curve
from parity.statistics.discrimination.youden_cutoff import youden_cutoff
from parity.statistics.nomogram.axes import Nomogram, describe
from parity.statistics.nomogram.nomogram import nomogram
from parity.statistics.nomogram.options import NomogramOptions
from parity.statistics.overall.brier_score import brier_score
from parity.statistics.overall.quality_indexes import quality_indexes
from parity.statistics.regression.design_matrix import design_matrix
from parity.statistics.utility.clinical_impact import clinical_impact
from parity.statistics.utility.decision_curve import decision_curve

_OWN_NAMES = {"maxscale": "points", "nint": "intervals"}
"""Arguments of ``rms::nomogram`` that ours calls otherwise."""


def nomogram_of(
    predictors: Mapping[str, Column], labels: Sequence[str], coefficients: np.ndarray, linear_predictor: np.ndarray, **options: Any
) -> Nomogram:
    """The nomogram of a model of these patients; `labels` name its axes, `options` are those of ``rms::nomogram``."""
    by_term = dict(zip(design_matrix(predictors).terms, np.asarray(coefficients).tolist()))
    span = float(linear_predictor.min()), float(linear_predictor.max())
    options = {_OWN_NAMES.get(name, name): value for name, value in options.items()}
    return nomogram(by_term, describe(predictors), span, names=dict(zip(predictors, labels)), **options)


def split_options(options: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Of a nomogram's options, those of ``rms::nomogram`` and the rest, which are those of ``plot.nomogram``."""
    of_object = {field.name for field in fields(NomogramOptions)} | set(_OWN_NAMES)
    return (
        {name: value for name, value in options.items() if name in of_object},
        {name: value for name, value in options.items() if name not in of_object},
    )


def roc_value(
    outcome: np.ndarray, risk: np.ndarray, level: float = 0.95, *, title: str = "", area: bool = True, cut_offs: bool = False
) -> RocValue:
    """The ROC curve, with its area and DeLong interval, and with the cut-offs of the largest Youden index."""
    curve = roc_curve(outcome, risk)
    found = auc_delong(outcome, risk, level) if area else None
    best = youden_cutoff(outcome, risk) if cut_offs else None
    return RocValue(
        Curve(curve.sensitivities.tolist(), curve.specificities.tolist(), title),
        auc=found.auc if found is not None else None,
        interval=(found.interval.low, found.interval.high) if found is not None else None,
        cut_offs=tuple(map(CutOff, best.cutoffs, best.specificities, best.sensitivities)) if best is not None else (),
    )


def across_ties(number: float | None, decimals: int = 3) -> float | None:
    """The number as it is printed the other way, where it is within a rounding error of half a unit of its last decimal; else itself."""
    if number is None or not math.isfinite(number):
        return number
    unit = 10.0**-decimals
    below = math.floor(abs(number) / unit)
    if abs(abs(number) / unit - below - 0.5) > 1e-9:
        return number
    sides = [math.copysign((below + part) * unit, number) for part in (0.25, 0.75)]
    return next(side for side in sides if f"{side:.{decimals}f}" != f"{number:.{decimals}f}")


def decision_curve_value(outcome: np.ndarray, risk: np.ndarray, thresholds: np.ndarray, *, standardize: bool = True) -> DecisionCurveValue:
    """Net benefit of the model and of treating all; over the prevalence if `standardize`."""
    result = decision_curve(outcome, risk, thresholds)
    model, everybody = (
        (result.standardized_net_benefit, result.standardized_net_benefit_all)
        if standardize
        else (result.net_benefit, result.net_benefit_all)
    )
    curves = (NetBenefit("Model", model.tolist()),)
    return DecisionCurveValue(thresholds.tolist(), curves, NetBenefit("All", everybody.tolist()), standardize)


def clinical_impact_value(outcome: np.ndarray, risk: np.ndarray, thresholds: np.ndarray) -> ClinicalImpactValue:
    """Shares at high risk, and with the event among them."""
    result = clinical_impact(outcome, risk, thresholds)
    return ClinicalImpactValue(thresholds.tolist(), Share(result.high_risk.tolist()), Share(result.detected.tolist()))


def validation_value(outcome: np.ndarray, risk: np.ndarray, rule: str = "exact") -> ValidationValue:
    """Calibration with the column of indexes.

    By the rule ``"exact"``, or as rms has it: ``"before 6.9"``, with C and Dxy of binned risks; ``"before 7"``, with these of the risks that have
    a logit; or ``"from 7"``. These three have the calibration line where ``lrm.fit`` stops, and the indexes by its deviances.
    """
    curve, line, quality = calibration_curve(outcome, risk), calibration_line(outcome, risk), quality_indexes(outcome, risk)
    ranks, spiegelhalter = concordance(outcome, risk), spiegelhalter_test(outcome, risk)
    of_ranks, of_lrm = {"exact": ("", ""), "before 6.9": ("_binned", "_before_7"), "before 7": ("_of_logits", "_before_7")}.get(
        rule, ("_of_logits", "_from_7")
    )
    dxy, c = (getattr(ranks, f"{name}{of_ranks}") for name in ("dxy", "c"))
    r2, d, u, q = (getattr(quality, f"{name}{of_lrm}") for name in ("r2", "d", "u", "q"))
    intercept, slope = (getattr(line, f"{name}{of_lrm}") for name in ("intercept", "slope"))
    numbers = (
        ("Dxy", dxy),
        ("C (ROC)", c),
        ("R2", r2),
        ("D", d),
        ("U", u),
        ("Q", q),
        ("Brier", brier_score(outcome, risk).brier),
        ("Intercept", intercept),
        ("Slope", slope),
        ("Emax", curve.emax),
        ("E90", curve.e90),
        ("Eavg", curve.eavg),
        ("S:z", spiegelhalter.z),
        ("S:p", spiegelhalter.p),
    )
    return ValidationValue(risk.tolist(), (curve.x.tolist(), curve.smoothed.tolist()), intercept, slope, numbers)
