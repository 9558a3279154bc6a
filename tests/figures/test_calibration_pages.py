"""Calibration figures: the pages of plot.calibrate; those of val.prob are held by their check."""

from __future__ import annotations

import math

import pytest

from figure_pages import STUDIES, drawn_pages, recorded_pages, recorded_values
from parity.graphics.drawing.device import pdf_device
from parity.graphics.geometry.bootstrap_calibration import (
    BootstrapCalibrationOptions,
    BootstrapCalibrationValue,
    draw_bootstrap_calibration,
)


def bootstrapped(study: str) -> BootstrapCalibrationValue:
    record = recorded_values(study, "values")["calibration"]
    curves = {name: [math.nan if x is None else x for x in record[name]] for name in ("risk", "apparent", "corrected")}
    return BootstrapCalibrationValue(**{**record, **curves})


@pytest.mark.parametrize("study", STUDIES)
def test_a_bootstrap_calibration_curve_is_the_page_of_r(study):
    page = draw_bootstrap_calibration(
        bootstrapped(study), pdf_device(6, 6), BootstrapCalibrationOptions(riskdist=False)
    )
    assert drawn_pages(page) == recorded_pages(study, "calibrate-plain")


def test_the_histogram_of_many_risks_hangs_from_the_upper_edge_as_on_the_page_of_r():
    value = bootstrapped("dca")
    assert drawn_pages(draw_bootstrap_calibration(value, pdf_device(6, 6))) == recorded_pages("dca", "calibrate")
    bare = BootstrapCalibrationOptions(subtitles=False, legend=False)
    assert drawn_pages(draw_bootstrap_calibration(value, pdf_device(6, 5), bare)) == recorded_pages(
        "dca", "calibrate-bare"
    )


def test_a_rug_that_r_moves_at_random_is_refused():
    with pytest.raises(
        ValueError, match="fewer than 200 risks R draws a rug at random places, no histogram; set riskdist=False"
    ):
        draw_bootstrap_calibration(bootstrapped("asah"), pdf_device(6, 6))
