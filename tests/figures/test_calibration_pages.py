"""Calibration figures: the pages of plot.calibrate and val.prob."""

from __future__ import annotations

import math

import pytest

from figure_pages import drawn_pages, recorded_pages, recorded_values
from parity import figures
from parity.figures.device import pdf_device
from parity.figures.geometry.calibration import (
    BootstrapCalibrationOptions,
    BootstrapCalibrationValue,
    ValidationValue,
    draw_bootstrap_calibration,
    draw_validation,
)
from parity.predictions import samples
from parity.statistics.calibration.calibration_curve import calibration_curve
from parity.statistics.calibration.calibration_line import calibration_line
from parity.study_file import bundled_studies, find_study

STUDIES = bundled_studies()


def bootstrapped(study: str) -> BootstrapCalibrationValue:
    record = recorded_values(study, "values")["calibration"]
    curves = {name: [math.nan if x is None else x for x in record[name]] for name in ("risk", "apparent", "corrected")}
    return BootstrapCalibrationValue(**{**record, **curves})


@pytest.mark.parametrize("study", STUDIES)
def test_a_bootstrap_calibration_curve_is_the_page_of_r(study):
    page = draw_bootstrap_calibration(bootstrapped(study), pdf_device(6, 6), BootstrapCalibrationOptions(riskdist=False))
    assert drawn_pages(page) == recorded_pages(study, "calibrate-plain")


def test_the_histogram_of_many_risks_hangs_from_the_upper_edge_as_on_the_page_of_r():
    value = bootstrapped("dca")
    assert drawn_pages(draw_bootstrap_calibration(value, pdf_device(6, 6))) == recorded_pages("dca", "calibrate")
    bare = BootstrapCalibrationOptions(subtitles=False, legend=False)
    assert drawn_pages(draw_bootstrap_calibration(value, pdf_device(6, 5), bare)) == recorded_pages("dca", "calibrate-bare")


def test_a_rug_that_r_moves_at_random_is_refused():
    with pytest.raises(ValueError, match="fewer than 200 risks R draws a rug at random places, no histogram; set riskdist=False"):
        draw_bootstrap_calibration(bootstrapped("asah"), pdf_device(6, 6))


@pytest.mark.parametrize("study", STUDIES)
def test_a_validation_is_the_page_of_r_in_every_number(study):
    assert figures.calibration(study).page_content() == recorded_pages(study, "valprob.r-4.5")[0]


@pytest.mark.parametrize("study", STUDIES)
def test_a_validation_with_the_binned_numbers_of_older_rms_is_its_page(study):
    sample = samples(find_study(study))[0]
    curve = calibration_curve(sample.outcome, sample.risk)
    line = calibration_line(sample.outcome, sample.risk)
    numbers = recorded_values(study, "values")["validation"]
    smooth = curve.x.tolist(), curve.smoothed.tolist()
    value = ValidationValue(sample.risk.tolist(), smooth, line.intercept, line.slope, numbers)
    assert drawn_pages(draw_validation(value, pdf_device(6, 6))) == recorded_pages(study, "valprob")
