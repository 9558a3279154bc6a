"""ROC figures: R's pages from parity's own curve, area and cut-offs."""

from __future__ import annotations

import pytest

from figure_pages import STUDIES, drawn_pages, recorded_answers, recorded_pages, recorded_values
from parity import figures
from parity.data.study_file import find_study
from parity.errors import InputError
from parity.graphics.drawing.device import pdf_device
from parity.graphics.geometry.roc import Band, Curve, CutOff, RocOptions, RocValue, draw_roc
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
