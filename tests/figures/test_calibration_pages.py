"""Calibration figures: the pages of plot.calibrate; those of val.prob are held by their check."""

from __future__ import annotations

import math

import numpy as np
import pytest

from figure_pages import STUDIES, drawn_pages, recorded_pages, recorded_values
from parity import figures
from parity.errors import InputError
from parity.graphics.drawing.device import pdf_device
from parity.graphics.geometry.calibrate import CalibrateOptions, CalibrateValue, draw_calibrate
from parity.graphics.geometry.calibration import validation_value


def bootstrapped(study: str) -> CalibrateValue:
    record = recorded_values(study, "values")["calibration"]
    curves = {name: [math.nan if x is None else x for x in record[name]] for name in ("risk", "apparent", "corrected")}
    return CalibrateValue(**{**record, **curves})


@pytest.mark.parametrize("study", STUDIES)
def test_a_bootstrap_calibration_curve_is_the_page_of_r(study):
    page = draw_calibrate(bootstrapped(study), pdf_device(6, 6), CalibrateOptions(riskdist=False))
    assert drawn_pages(page) == recorded_pages(study, "calibrate-plain")


def test_the_histogram_of_many_risks_hangs_from_the_upper_edge_as_on_the_page_of_r():
    value = bootstrapped("dca")
    assert drawn_pages(draw_calibrate(value, pdf_device(6, 6))) == recorded_pages("dca", "calibrate")
    bare = CalibrateOptions(subtitles=False, legend=False)
    assert drawn_pages(draw_calibrate(value, pdf_device(6, 5), bare)) == recorded_pages("dca", "calibrate-bare")


def test_ticks_at_random_places_need_the_random_numbers_that_follow_the_resamples():
    with pytest.raises(ValueError, match="of 113 risks R draws ticks at random places, .*; set riskdist=False"):
        draw_calibrate(bootstrapped("asah"), pdf_device(6, 6))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"g": 5, "m": 20}, "g and m group the patients differently; give one"),
        ({"g": 0}, "g and m are whole numbers from 1 on"),
        ({"riskdist": "observed"}, "riskdist is 'observed'; there are 'predicted', 'calibrated' and False"),
        ({"statloc": True}, "statloc is a place, \\(x, y\\), or False"),
        ({"group": "sex"}, "calibration takes no group; draw a figure of each group: figures.panels"),
    ],
)
def test_what_is_not_drawn_is_refused_by_name(options, message):
    with pytest.raises(InputError, match=message):
        figures.calibration("rait", **options)


def test_groups_hold_every_patient_once_and_their_means():
    """Equal risks are in one group; the last interval has both its ends."""
    outcome, risk = np.array([0, 1, 0, 1, 1, 1, 0, 1]), np.array([0.1, 0.1, 0.2, 0.2, 0.2, 0.6, 0.6, 0.9])
    for chosen, means, events in (
        ({"g": 2}, [0.16, 0.7], [0.6, 2 / 3]),
        ({"m": 4}, [0.16, 0.7], [0.6, 2 / 3]),
        ({"cuts": [0.6, 0.2]}, [0.1, 0.2, 0.7], [0.5, 2 / 3, 2 / 3]),
        ({"cuts": [0.2, 0.9]}, [0.1, 0.45], [0.5, 2 / 3]),
    ):
        groups = validation_value(outcome, risk, **chosen).groups
        assert groups is not None
        assert groups[0].tolist() == pytest.approx(means) and groups[1].tolist() == pytest.approx(events)
