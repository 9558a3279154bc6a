"""Clinical impact curves: rmda's pages."""

from __future__ import annotations

import numpy as np
import pytest

from figure_pages import STUDIES, drawn_pages, recorded_answers, recorded_pages, recorded_values
from parity.graphics.drawing.device import pdf_device
from parity.graphics.geometry.clinical_impact import (
    ClinicalImpactOptions,
    ClinicalImpactValue,
    Share,
    draw_clinical_impact,
)
from parity.data.study_file import find_study
from parity.verification.predictions import samples


def shares(study: str) -> tuple[list[float], list[float], list[float]]:
    """The thresholds, and the shares of patients above each of them, all and with the event."""
    sample = samples(find_study(study))[0]
    thresholds = sample.study.thresholds
    above = sample.risk[:, None] > thresholds
    return (
        thresholds.tolist(),
        above.mean(axis=0).tolist(),
        (above & (sample.outcome[:, None] == 1)).mean(axis=0).tolist(),
    )


@pytest.mark.parametrize("study", STUDIES)
def test_a_clinical_impact_curve_is_the_page_of_r(study):
    thresholds, high_risk, detected = shares(study)
    value = ClinicalImpactValue(thresholds, Share(high_risk), Share(detected))
    assert drawn_pages(draw_clinical_impact(value, pdf_device(7, 6)))[0] in recorded_answers(
        study, "rmda", "clinical_impact_page"
    )


@pytest.mark.parametrize("study", STUDIES)
def test_confidence_bands_are_the_page_of_r(study):
    thresholds, high_risk, detected = shares(study)
    recorded = recorded_values(study, "values")["clinical_impact"]
    limits = {name: np.array(limit, dtype=float).tolist() for name, limit in recorded.items()}
    value = ClinicalImpactValue(
        thresholds,
        Share(high_risk, limits["high_risk_low"], limits["high_risk_high"]),
        Share(detected, limits["detected_low"], limits["detected_high"]),
    )
    options = ClinicalImpactOptions(population_size=500, cost_benefit_axis=False)
    assert drawn_pages(draw_clinical_impact(value, pdf_device(7, 6), options)) == recorded_pages(
        study, "clinical_impact-ci"
    )
