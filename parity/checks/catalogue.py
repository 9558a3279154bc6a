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
    classification_intervals,
    closest_topleft_cutoff,
    concordance,
    cutoff_bootstrap,
    delong_contrast,
    delong_test_paired,
    delong_test_unpaired,
    roc_coordinates,
    roc_curve,
    sensitivity_bootstrap,
    specificity_bootstrap,
    weighted_cutoffs,
    youden_cutoff,
)
from parity.checks.nomogram import nomogram
from parity.checks.overall import brier_bootstrap, brier_score, discrimination_slope, quality_indexes
from parity.checks.regression import (
    anova_wald,
    effect_summary,
    linear_predictor,
    logistic_regression,
    lrm_statistics,
    profile_interval,
    r_squared,
    term_tests,
)
from parity.checks.selection import backward_elimination, forward_selection, stepwise_aic, univariable_logistic
from parity.checks.utility import (
    clinical_impact,
    decision_curve,
    decision_curve_bands,
    decision_curve_case_control,
    decision_curve_cross_validated,
    decision_curve_opt_out,
    decision_curve_refitted,
    decision_curve_refitted_case_control,
)
from parity.checks.validation import corrected_calibration, optimism
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
        term_tests.CHECK,
        profile_interval.CHECK,
        anova_wald.CHECK,
        effect_summary.CHECK,
        lrm_statistics.CHECK,
        roc_curve.CHECK,
        auc_delong.CHECK,
        delong_test_paired.CHECK,
        delong_test_unpaired.CHECK,
        delong_contrast.CHECK,
        auc_bootstrap.CHECK,
        auc_bca.CHECK,
        area_difference_paired.CHECK,
        area_difference_unpaired.CHECK,
        concordance.CHECK,
        roc_coordinates.CHECK,
        youden_cutoff.CHECK,
        closest_topleft_cutoff.CHECK,
        weighted_cutoffs.CHECK,
        classification.CHECK,
        classification_intervals.CHECK,
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
        discrimination_slope.CHECK,
        brier_bootstrap.CHECK,
        quality_indexes.CHECK,
        optimism.CHECK,
        corrected_calibration.CHECK,
        decision_curve.CHECK,
        decision_curve_bands.CHECK,
        decision_curve_opt_out.CHECK,
        decision_curve_refitted.CHECK,
        decision_curve_cross_validated.CHECK,
        decision_curve_case_control.CHECK,
        decision_curve_refitted_case_control.CHECK,
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
