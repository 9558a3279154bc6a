"""ROC figures: R's pages from parity's own curve, area and cut-offs."""

from __future__ import annotations

import numpy as np
import pytest

from figure_pages import STUDIES, drawn_pages, recorded_answers, recorded_pages, recorded_values
from parity import figures
from parity.data.study_file import find_study
from parity.errors import InputError
from parity.graphics.drawing.device import pdf_device
from parity.graphics.drawing.display import Polyline, TextRun
from parity.graphics.geometry.roc import Band, Curve, CutOff, RocOptions, RocValue, draw_roc, roc_value
from parity.statistics.discrimination.auc_delong import auc_delong
from parity.statistics.discrimination.roc_curve import roc_curve
from parity.statistics.discrimination.youden_cutoff import youden_cutoff
from parity.verification.predictions import samples


def curve_of(study: str) -> Curve:
    sample = samples(find_study(study))[0]
    curve = roc_curve(sample.outcome, sample.risk)
    return Curve(curve.sensitivities, curve.specificities, "model")


def area_of(study: str) -> float:
    sample = samples(find_study(study))[0]
    return auc_delong(sample.outcome, sample.risk).auc


def cut_offs_of(study: str) -> tuple[CutOff, ...]:
    sample = samples(find_study(study))[0]
    best = youden_cutoff(sample.outcome, sample.risk)
    return tuple(map(CutOff, best.cutoffs, best.specificities, best.sensitivities))


@pytest.mark.parametrize("study", STUDIES)
def test_the_curve_with_its_area_and_interval_is_the_page_of_r(study):
    assert figures.roc(study).page_content() in recorded_answers(study, "pROC", "roc_page")


@pytest.mark.parametrize("study", STUDIES)
def test_the_dash_that_a_page_has_not_is_shown_as_r_4_2_showed_it_where_that_is_asked_for(study):
    (drawn,) = drawn_pages(figures.roc(study).draw(pdf_device(6, 6, transliterate=False)))
    assert drawn in recorded_answers(study, "pROC", "roc_page")
    assert "..." in drawn and "..." not in figures.roc(study).page_content()


@pytest.mark.parametrize("study", STUDIES)
def test_the_best_cut_off_is_marked_as_on_the_page_of_r(study):
    value = RocValue(curve_of(study), auc=area_of(study), cut_offs=cut_offs_of(study))
    assert drawn_pages(draw_roc(value, pdf_device(6, 6))) == recorded_pages(study, "roc-cut_off")


@pytest.mark.parametrize("study", STUDIES)
def test_areas_grid_and_the_other_x_axis_are_the_page_of_r(study):
    value = RocValue(curve_of(study), auc=area_of(study), cut_offs=cut_offs_of(study))
    options = RocOptions(col=["#1c61b6"], legacy_axes=True, grid=True, auc_polygon=True, max_auc_polygon=True)
    assert drawn_pages(draw_roc(value, pdf_device(6, 5), options)) == recorded_pages(study, "roc-filled")


@pytest.mark.parametrize("study", STUDIES)
def test_a_confidence_band_is_the_page_of_r(study):
    limits = recorded_values(study, "values")["roc"]
    band = Band(limits["specificities"], limits["low"], limits["high"])
    shape = RocValue(curve_of(study), band=band)
    assert drawn_pages(draw_roc(shape, pdf_device(6, 6))) == recorded_pages(study, "roc-shape")
    bars = RocValue(curve_of(study), auc=area_of(study), band=band)
    assert drawn_pages(draw_roc(bars, pdf_device(6, 6), RocOptions(ci_type="bars"))) == recorded_pages(
        study, "roc-bars"
    )


@pytest.mark.parametrize("study", STUDIES)
def test_several_curves_and_their_legend_are_the_page_of_r(study):
    sample = samples(find_study(study))[0]
    second = roc_curve(sample.outcome, next(iter(sample.predictors.values())))
    further = Curve(second.sensitivities, second.specificities, "predictor 1")
    options = RocOptions(col=["#1c61b6", "#008600"], lty=["", "44"])
    drawn = drawn_pages(draw_roc(RocValue(curve_of(study), further=(RocValue(further),)), pdf_device(6, 6), options))
    assert drawn == recorded_pages(study, "roc-two")


@pytest.mark.parametrize("study", STUDIES)
def test_two_models_with_their_areas_and_cut_offs_are_the_page_of_r(study):
    sample = samples(find_study(study))[0]
    figure = figures.roc(
        {"model": study, "predictor 1": (sample.outcome, next(iter(sample.predictors.values())))},
        col=["#1c61b6", "#008600"],
        lty=[1, 2],
        print_auc_y=(0.5, 0.4),
        print_thres=True,
        main="Two models",
    )
    (drawn,) = drawn_pages(figure.draw(pdf_device(6, 6, transliterate=False)))
    assert drawn == recorded_pages(study, "roc-two-areas")[0]


def test_several_models_differ_in_colour_and_their_areas_stand_one_below_the_other():
    page = figures.roc({"a": "asah", "b": "asah", "c": "asah"}).display_list.pages[0]
    curves = [item.stroke.colour for item in page if isinstance(item, Polyline)]
    assert len(set(curves)) == 3
    areas = [item for item in page if isinstance(item, TextRun) and item.text.startswith("AUC")]
    assert [area.colour for area in areas[::2]] == curves
    assert len({area.anchor[1] for area in areas}) == 3
    assert [item.text for item in page if isinstance(item, TextRun)][-3:] == ["a", "b", "c"]


def test_cut_offs_that_are_given_are_marked():
    value = roc_value(np.array([0, 0, 1, 1]), np.array([0.1, 0.4, 0.4, 0.8]), print_thres=(0.4, 0.5))
    assert value.cut_offs == (CutOff(0.4, 0.5, 1.0), CutOff(0.5, 1.0, 0.5))
    assert roc_value(np.array([0, 1]), np.array([0.1, 0.4]), print_thres="no").cut_offs == ()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"add": True}, "roc takes no add; draw several models on one page"),
        ({"partial_auc": (1, 0.9)}, "roc takes no partial_auc; the area is that of the whole curve"),
        ({"print_thres": "local maximas"}, "print_thres is True, 'best', 'no', or the thresholds to mark"),
        ({"print_thres_best_method": "closest.topleft"}, "mark others by print_thres="),
        ({"print_thres_pch": 4}, "print_thres_pch is 4; there are 1, 2, 16, 19, 20"),
        ({"col": "steelblue3"}, "there is no colour 'steelblue3'; write it as '#rrggbb'"),
        ({"auc_polygon_density": 10}, "areas are filled; choose auc_polygon_col"),
    ],
)
def test_what_is_not_drawn_is_refused_by_name(options, message):
    with pytest.raises(InputError, match=message):
        figures.roc("asah", **options)


def test_a_pattern_with_more_places_than_numbers_is_refused():
    with pytest.raises(InputError, match="has places for more than 1 number$"):
        figures.roc("asah", ci=False, print_auc_pattern="%.2f (%.2f)").page_content()


def test_figures_of_one_model_say_so():
    with pytest.raises(InputError, match="calibration is of one model, not of 2; figures.panels lays several"):
        figures.calibration({"a": "asah", "b": "rait"})


def test_a_curve_moved_by_one_patient_has_one_point_that_is_as_high_as_the_next():
    curve = curve_of("asah")
    at = list(curve.sensitivities)
    at[10] -= 1 / 41
    (page,), (other,) = (
        drawn_pages(draw_roc(RocValue(each), pdf_device(6, 6))) for each in (curve, Curve(at, curve.specificities))
    )
    moved = [pair for pair in zip(page.splitlines(), other.splitlines(), strict=True) if pair[0] != pair[1]]
    (((x, high, _), (same_x, low, _)),) = [(one.split(), lower.split()) for one, lower in moved]
    assert x == same_x and float(low) < float(high)
    assert f" {low} l" in page


def test_an_unknown_option_is_named_with_what_there_is():
    with pytest.raises(InputError, match="no option 'legacy_axis'; did you mean 'legacy_axes'?"):
        figures.roc("asah", legacy_axis=True)
    with pytest.raises(InputError, match="there are 'shape', 'bars' and 'no'"):
        figures.roc("asah", ci_type="ribbon")
