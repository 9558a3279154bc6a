"""Several figures on one page: R's pages of par(mfrow = )."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from figure_pages import drawn_pages, recorded_pages
from parity import figures
from parity.data.cohort import Factor
from parity.data.study_file import bundled_studies, find_study
from parity.errors import InputError
from parity.figures.figure import Figure
from parity.graphics.drawing.device import pdf_device
from parity.graphics.drawing.display import Clip, Polyline, Stroke, TextRun
from parity.graphics.geometry.roc import RocOptions, draw_roc, roc_value
from parity.verification.predictions import samples
from parity.verification.sample import Sample


def as_r_4_2_writes_dashes(figure: Figure) -> list[str]:
    return drawn_pages(figure.draw(pdf_device(figure.width, figure.height, transliterate=False)))


def sample_of(study: str) -> Sample:
    return samples(find_study(study))[0]


def roc_of_groups(study: str) -> list[Figure]:
    sample = sample_of(study)
    members = [
        factor.codes == code for factor in sample.cohort.subgroups.values() for code in range(len(factor.levels))
    ]
    values = [roc_value(sample.outcome[each], sample.risk[each], print_auc=True) for each in members]
    return [Figure(lambda device, value=value: draw_roc(value, device, RocOptions()), 6, 6) for value in values]


def sizes_of_text(figure: Figure) -> set[float]:
    return {item.size for item in figure.display_list.pages[0] if isinstance(item, TextRun)}


def test_two_rows_of_two_roc_curves_are_the_page_of_r():
    page = figures.panels(roc_of_groups("rait"), 2, 2, 8, 8)
    assert as_r_4_2_writes_dashes(page) == recorded_pages("panels", "rait-roc-2x2")


def test_three_roc_curves_in_a_row_are_the_page_of_r():
    page = figures.panels(roc_of_groups("rait")[:3], 1, 3, 9, 4)
    assert as_r_4_2_writes_dashes(page) == recorded_pages("panels", "rait-roc-1x3")


def test_the_roc_curves_of_the_subgroups_with_their_titles_are_the_page_of_r():
    assert as_r_4_2_writes_dashes(figures.subgroup_roc("rait")) == recorded_pages("panels", "rait-subgroup_roc")


def test_six_panels_of_both_cohorts_are_the_page_of_r():
    assert as_r_4_2_writes_dashes(figures.performance("rait")) == recorded_pages("panels", "rait-performance")


def test_three_panels_of_one_cohort_are_the_page_of_r_in_all_but_the_number_that_older_rms_binned():
    (page,), (by_r,) = as_r_4_2_writes_dashes(figures.performance("asah")), recorded_pages("panels", "asah-performance")
    differing = [
        (ours, theirs) for ours, theirs in zip(page.split("\n"), by_r.split("\n"), strict=True) if ours != theirs
    ]
    assert [(ours.split("(")[1], theirs.split("(")[1]) for ours, theirs in differing] == [(" 0.550) Tj", " 0.549) Tj")]


@pytest.mark.parametrize("study", bundled_studies())
def test_a_single_panel_without_a_title_is_the_figure_itself(study):
    figure = figures.roc(study)
    assert figures.panels([figure], 1, 1, 6, 6).page_content() == figure.page_content()


@pytest.mark.parametrize(("rows", "columns", "points"), [(1, 2, 12), (2, 2, 10), (2, 3, 8), (3, 1, 8)])
def test_text_shrinks_as_rows_and_columns_grow(rows, columns, points):
    assert sizes_of_text(figures.panels([figures.roc("asah")], rows, columns, 12, 12)) == {points}


def test_lines_keep_their_width():
    alone, among_nine = (
        [item.stroke for item in page.display_list.pages[0] if isinstance(item, Polyline)]
        for page in (figures.roc("asah"), figures.panels([figures.roc("asah")], 3, 3, 12, 12))
    )
    assert alone == among_nine == [Stroke(width=2.0)]


def test_panels_fill_the_page_row_by_row_and_each_plot_is_confined_to_its_own_part():
    page = figures.panels([figures.calibration("asah")] * 6, 2, 3, 9, 6).display_list.pages[0]
    confined = [item for item in page if isinstance(item, Clip) and item.x1 - item.x0 < 3 * 72]
    places = [(clip.x0 // 216, clip.y0 // 216) for clip in confined]
    assert list(dict.fromkeys(places)) == [(0, 1), (1, 1), (2, 1), (0, 0), (1, 0), (2, 0)]
    assert all(clip.x0 // 216 == clip.x1 // 216 and clip.y0 // 216 == clip.y1 // 216 for clip in confined)


@pytest.mark.parametrize(("ending", "start"), [("pdf", b"%PDF"), ("svg", b"<svg"), ("png", b"\x89PNG")])
def test_panels_are_written_as_every_kind_of_file(tmp_path, ending, start):
    file = figures.subgroup_roc("rait").save(tmp_path / f"panels.{ending}", dpi=50)
    assert file.read_bytes().startswith(start)


def test_on_pixels_panels_stand_where_they_stand_on_paper():
    picture = figures.subgroup_roc("rait").matplotlib(dpi=50)
    picture.canvas.draw()
    dark = np.asarray(picture.canvas.buffer_rgba())[..., 0] < 128
    quarters = [part for half in np.array_split(dark, 2) for part in np.array_split(half, 2, axis=1)]
    assert len(quarters) == 4 and all(quarter.any() for quarter in quarters)


def test_more_figures_than_panels_are_refused():
    with pytest.raises(InputError, match="1 x 2 panels cannot hold 3 figures"):
        figures.panels([figures.roc("asah")] * 3, 1, 2, 6, 6)


def test_a_title_too_few_is_refused():
    with pytest.raises(InputError, match="titles names 1 of 2 figures"):
        figures.panels([figures.roc("asah")] * 2, 1, 2, 6, 6, ["a"])


def test_a_study_without_subgroups_is_told_how_to_have_some():
    with pytest.raises(InputError, match=r"the study dca has no subgroups; parity.study\(..., subgroups="):
        figures.subgroup_roc("dca")


def test_a_subgroup_without_events_is_named():
    study = find_study("asah")
    cohort = study.development
    by_outcome = Factor(np.asarray(cohort.outcome), ("none", "all"))
    split = dataclasses.replace(study, development=dataclasses.replace(cohort, subgroups={"split": by_outcome}))
    with pytest.raises(InputError, match="the subgroup split: none has patients with one outcome only"):
        figures.subgroup_roc(split)
