"""The Python side: every statistic from its definition, without R."""

from __future__ import annotations

from parity.statistics.calibration import calibration_curve, calibration_line, hosmer_lemeshow, spiegelhalter_test
from parity.statistics.discrimination import auc_delong, classification, concordance, roc_curve, youden_cutoff
from parity.statistics.nomogram import nomogram
from parity.statistics.overall import brier_score, quality_indexes
from parity.statistics.regression import linear_predictor, logistic_regression
from parity.statistics.utility import clinical_impact, decision_curve

CHECKS = (
    logistic_regression.CHECK,
    linear_predictor.CHECK,
    roc_curve.CHECK,
    auc_delong.CHECK,
    concordance.CHECK,
    youden_cutoff.CHECK,
    classification.CHECK,
    hosmer_lemeshow.CHECK,
    calibration_line.CHECK,
    calibration_curve.CHECK,
    spiegelhalter_test.CHECK,
    brier_score.CHECK,
    quality_indexes.CHECK,
    decision_curve.CHECK,
    clinical_impact.CHECK,
    nomogram.CHECK,
)
"""Every statistic that is verified, in the order of a paper's results section."""
