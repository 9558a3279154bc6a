"""Decision curves: rmda's pages from parity's own net benefit."""

from __future__ import annotations

import numpy as np
import pytest

from figure_pages import STUDIES, drawn_pages, recorded_answers, recorded_pages, recorded_values
from parity import figures
from parity.data.study_file import find_study
from parity.errors import InputError
from parity.graphics.drawing.device import pdf_device
from parity.graphics.geometry.decision_curve import Curve, DecisionCurveValue, draw_decision_curve, rainbow
from parity.graphics.geometry.threshold_axes import RATIOS, nearest_ratios
from parity.statistics.utility.decision_curve import decision_curve
from parity.verification.predictions import samples


@pytest.mark.parametrize("study", STUDIES)
def test_a_decision_curve_is_the_page_of_r(study):
    assert figures.decision_curve(study).page_content() in recorded_answers(study, "rmda", "decision_curve_page")


@pytest.mark.parametrize("study", STUDIES)
def test_a_decision_curve_that_is_not_standardized_is_the_page_of_r(study):
    assert (
        figures.decision_curve(study, standardize=False).page_content()
        == recorded_pages(study, "decision_curve-raw")[0]
    )


@pytest.mark.parametrize("study", STUDIES)
def test_confidence_bands_are_the_page_of_r(study):
    sample = samples(find_study(study))[0]
    result = decision_curve(sample.outcome, sample.risk, sample.study.thresholds)
    recorded = recorded_values(study, "values")["decision_curve"]
    limits = {name: np.array(limit, dtype=float).tolist() for name, limit in recorded.items()}
    value = DecisionCurveValue(
        sample.study.thresholds.tolist(),
        (Curve("Model", result.standardized_net_benefit.tolist(), limits["low"], limits["high"]),),
        Curve("All", result.standardized_net_benefit_all.tolist(), limits["all_low"], limits["all_high"]),
    )
    assert drawn_pages(draw_decision_curve(value, pdf_device(7, 6))) == recorded_pages(study, "decision_curve-ci")


@pytest.mark.parametrize("study", STUDIES)
def test_two_models_of_the_same_patients_are_the_page_of_r(study):
    sample = samples(find_study(study))[0]
    other = sample.outcome, np.array(recorded_values(study, "values")["other"])
    thresholds = np.array_equal(sample.thresholds, find_study("asah").thresholds)
    assert thresholds, "a pair has the thresholds that a study has by default"
    figure = figures.decision_curve({"Model": study, "Predictor 1": other}, xlim=(0, 0.8), legend_position="bottomleft")
    assert figure.page_content() == recorded_pages(study, "decision_curve-two")[0]


def test_models_of_other_patients_are_refused():
    with pytest.raises(InputError, match="decision curves on one page are of the same patients"):
        figures.decision_curve({"a": "asah", "b": "rait"})


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"confidence_intervals": 0.95}, "decision_curve takes no confidence_intervals; bands=True draws them"),
        ({"cost_benefits": ("one to four",)}, "cost_benefits has 'one to four'; write cost to benefit as '1:4'"),
        ({"n_cost_benefits": 1}, "n_cost_benefits is 1; an axis names two or more"),
        ({"legend": False}, "decision_curve has no option 'legend'; did you mean 'legend_position'"),
    ],
)
def test_what_is_not_drawn_is_refused_by_name(options, message):
    with pytest.raises(InputError, match=message):
        figures.decision_curve("asah", **options)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"cost_benefits": ("100:1",), "xlim": (0, 0.5)}, "none of cost_benefits has a threshold from 0 to 0.5"),
        ({"curve_names": ("a", "b")}, "curve_names has 2 names for 1 curve;"),
        ({"col": ("red", "blue")}, "name a colour, a line type and a width for 1 curve, or"),
    ],
)
def test_what_does_not_fit_the_curves_is_refused(options, message):
    with pytest.raises(InputError, match=message):
        figures.decision_curve("asah", **options).page_content()


def test_cost_benefit_ratios_are_those_nearest_to_equally_spaced_thresholds():
    assert nearest_ratios(0.0, 0.99, 6) == [(1, 100), (1, 4), (2, 3), (3, 2), (4, 1), (80, 1)]
    assert nearest_ratios(0.2, 0.5, 2) == [(1, 4), (1, 1)]
    with pytest.raises(ValueError, match="leave the axis out"):
        nearest_ratios(0.001, 0.002, 6)


def test_the_rank_of_a_share_is_rounded_up_from_the_product_that_is_meant():
    """Of a hundred thresholds the seventh: 100 times 7 times 1/100 is a little above 7 in doubles."""
    thresholds = {ratio: ratio[0] / ratio[1] / (ratio[0] / ratio[1] + 1) for ratio in RATIOS}
    one, other = thresholds[1, 2], thresholds[3, 5]
    low = (one + other) / 2 - 6.5 * 0.005
    high = low + 99 * 0.005
    seventh = low + 6 * ((high - low) / 99)
    nearest = min(thresholds, key=lambda ratio: abs(seventh - thresholds[ratio]))
    assert nearest_ratios(low, high, 101)[7] == nearest == (1, 2)


def test_colours_are_the_rainbow_of_r():
    assert rainbow(1) == ["#cc0000"]
    assert rainbow(3) == ["#cc0000", "#00cc00", "#0000cc"]
