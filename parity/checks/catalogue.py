"""Everything that parity verifies: the statistics in the order of a paper's results section, then the figures."""

from __future__ import annotations

from pathlib import Path

from parity import places
from parity.checks import association, figures
from parity.checks.as_typed import (
    as_typed,
    decision_curve_as_typed,
    model_as_typed,
    nomogram_as_typed,
    validation_as_typed,
)
from parity.checks.calibration import (
    calibration_curve,
    calibration_line,
    hosmer_lemeshow,
    hosmer_lemeshow_groupings,
    spiegelhalter_test,
)
from parity.checks.discrimination import (
    auc_bca,
    area_difference_paired,
    area_difference_unpaired,
    auc_bootstrap,
    auc_delong,
    best_cutoff_bootstrap,
    classification,
    concordance,
    cutoff_bootstrap,
    roc_curve,
    sensitivity_bootstrap,
    specificity_bootstrap,
    youden_cutoff,
)
from parity.checks.nomogram import nomogram
from parity.checks.overall import brier_bootstrap, brier_score, quality_indexes
from parity.checks.regression import linear_predictor, logistic_regression, r_squared
from parity.checks.selection import backward_elimination, forward_selection, stepwise_aic, univariable_logistic
from parity.checks.utility import clinical_impact, decision_curve
from parity.checks.vocabulary import Catalogue

CATALOGUE = Catalogue(
    checks=(
        *association.CHECKS,
        univariable_logistic.CHECK,
        forward_selection.CHECK,
        backward_elimination.CHECK,
        stepwise_aic.CHECK,
        logistic_regression.CHECK,
        linear_predictor.CHECK,
        r_squared.CHECK,
        roc_curve.CHECK,
        auc_delong.CHECK,
        auc_bootstrap.CHECK,
        auc_bca.CHECK,
        area_difference_paired.CHECK,
        area_difference_unpaired.CHECK,
        concordance.CHECK,
        youden_cutoff.CHECK,
        classification.CHECK,
        cutoff_bootstrap.CHECK,
        best_cutoff_bootstrap.CHECK,
        sensitivity_bootstrap.CHECK,
        specificity_bootstrap.CHECK,
        hosmer_lemeshow.CHECK,
        hosmer_lemeshow_groupings.CHECK,
        calibration_line.CHECK,
        calibration_curve.CHECK,
        spiegelhalter_test.CHECK,
        brier_score.CHECK,
        brier_bootstrap.CHECK,
        quality_indexes.CHECK,
        decision_curve.CHECK,
        clinical_impact.CHECK,
        nomogram.CHECK,
        *figures.CHECKS.values(),
        *figures.RESAMPLED.values(),
        as_typed.CHECK,
        model_as_typed.CHECK,
        validation_as_typed.CHECK,
        decision_curve_as_typed.CHECK,
        nomogram_as_typed.CHECK,
    ),
    scripts=places.r_scripts(),
    references=places.references(),
    libraries="parity.answers.libraries",
    tolerances=Path(__file__).with_name("tolerances.csv"),
    bounds=Path(__file__).with_name("bounds.csv"),
)
