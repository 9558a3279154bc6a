"""Figures as a user has them: from a study to a file, and a nomogram read for a patient."""

from __future__ import annotations

import subprocess
import sys
from xml.etree import ElementTree

import numpy as np
import pytest

from figure_pages import recorded_answers
from parity import figures
from parity.data.cohort import Column, Factor
from parity.data.study_file import bundled_studies, find_study
from parity.errors import InputError
from parity.graphics.painters.r_pdf_reader import page_contents
from parity.statistics.nomogram.axes import Numeric
from parity.statistics.nomogram.nomogram import nomogram
from parity.verification.predictions import samples

STUDIES = tuple(name for name in bundled_studies() if find_study(name).predictors)
"""Those with a model."""


def value_of(column: Column, patient: int) -> float | str:
    return column.levels[column.codes[patient]] if isinstance(column, Factor) else float(column[patient])


@pytest.mark.parametrize("study", STUDIES)
def test_the_nomogram_of_a_study_is_the_page_of_r(study):
    assert figures.nomogram(study).page_content() in recorded_answers(study, "rms", "nomogram_page")


@pytest.mark.parametrize("study", STUDIES)
def test_reading_a_nomogram_gives_the_risk_of_the_model(study):
    sample = samples(find_study(study))[0]
    drawn = figures.nomogram(study)
    for patient in range(0, len(sample.outcome), 17):
        reading = drawn.read({name: value_of(column, patient) for name, column in sample.predictors.items()})
        assert reading.risk == pytest.approx(sample.risk[patient], rel=1e-9)
        assert reading.linear_predictor == pytest.approx(sample.linear_predictor[patient], abs=1e-9)
        assert reading.total_points == pytest.approx(sum(reading.points.values()))


def test_a_nomogram_needs_only_coefficients_and_ranges():
    model = nomogram(
        {"Intercept": -2.046, "nodes": 0.196, "tg": 0.103}, {"nodes": Numeric(0, 13), "tg": Numeric(0, 110)}
    )
    reading = figures.nomogram(model).read({"nodes": 4, "tg": 5.5})
    assert reading.risk == pytest.approx(1 / (1 + np.exp(2.046 - 4 * 0.196 - 5.5 * 0.103)), rel=1e-12)


def test_a_level_or_a_number_is_read_as_number_or_as_text():
    drawn = figures.nomogram(
        {"Intercept": -1, "rank=2": 0.4, "rank=3": 0.9, "ht": 1.2, "age": 0.02},
        ranges={"age": (20, 80)},
        levels={"rank": (1, 2, 3), "ht": (0, 1)},
    )
    readings = {
        drawn.read({"rank": rank, "ht": ht, "age": age}).risk
        for rank in (3, 3.0, "3", "3.0", np.int64(3))
        for ht in (1, "1", True)
        for age in (50, "50", "50.0")
    }
    assert len(readings) == 1
    assert readings.pop() == pytest.approx(1 / (1 + np.exp(1 - 0.9 - 1.2 - 1.0)))
    for wrong in ("fifty", "nan", ""):
        with pytest.raises(InputError, match="column 'age': .* is not on the axis; it runs from 20 to 80"):
            drawn.read({"rank": 1, "ht": 0, "age": wrong})


def test_the_axis_for_a_value_of_another_predictor_is_found_by_number_or_as_text():
    model = nomogram(
        {"Intercept": -1, "age": 0.02, "ht": 0.5, "age * ht": 0.03},
        {"age": Numeric(20, 80), "ht": Numeric(0, 1, (0.0, 1.0))},
        interactions=[("age", "ht")],
    )
    drawn = figures.nomogram(model)
    for ht in (0, 1):
        risks = {drawn.read({"age": 50, "ht": given}).risk for given in (ht, float(ht), str(ht))}
        assert len(risks) == 1
        assert risks.pop() == pytest.approx(1 / (1 + np.exp(1 - 1.0 - 0.5 * ht - 1.5 * ht)))


def test_a_value_that_a_nomogram_cannot_read_is_named_with_what_it_can():
    drawn = figures.nomogram("birthwt")
    patient = {"age": 25, "lwt": 130, "race": "black", "smoke": 1, "ptl": 0, "ht": 0, "ui": 1}
    for change, message in (
        ({"race": "blue"}, "column 'race': 'blue' is no level; its levels are 'white', 'black', 'other'"),
        ({"age": 90}, "column 'age': '90' is not on the axis; it runs from 10 to 45"),
        ({"height": 170}, "no axis for 'height'; its axes are 'age'"),
    ):
        with pytest.raises(InputError) as raised:
            drawn.read({**patient, **change})
        assert message in str(raised.value)
    with pytest.raises(InputError, match="no value for 'age', 'lwt'"):
        drawn.read({})


def test_the_ending_of_a_file_decides_its_format(tmp_path):
    figure = figures.nomogram("rait")
    pdf, svg, png = (figure.save(tmp_path / f"nomogram.{ending}").read_bytes() for ending in ("pdf", "svg", "png"))
    assert page_contents(pdf) == [figure.page_content()]
    texts = [element.text for element in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]
    assert {"Points", "Total Points", "Linear Predictor", "Risk"} <= set(texts)
    assert png.startswith(b"\x89PNG") and figure._repr_png_().startswith(b"\x89PNG")
    with pytest.raises(
        InputError, match="no figure is written as '.gif'; choose one of .pdf, .svg, .eps, .png, .tiff, .tif"
    ):
        figure.save(tmp_path / "nomogram.gif")


def test_padded_text_of_r_is_not_spread_in_a_viewer(tmp_path):
    """A viewer drops the spaces of "Slope    " and would spread the letters over the length of both."""
    content = figures.calibration("rait").page_content()
    svg = figures.calibration("rait").save(tmp_path / "calibration.svg").read_text(encoding="utf-8")
    assert "(Slope    ) Tj" in content
    assert ">Slope</text>" in svg


def test_importing_figures_costs_nothing():
    code = "import sys\nfrom parity import figures\nsys.exit(bool({'numpy', 'scipy', 'matplotlib'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_a_page_needs_no_matplotlib():
    drawn = "from parity import figures\nfigures.nomogram('rait').page_content()"
    code = f"import sys\n{drawn}\nsys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_the_table_of_points_says_what_the_axes_say():
    drawn = figures.nomogram("rait")
    rows = drawn.points_table
    assert max(points for _, _, points in rows) == pytest.approx(100)
    label, value, points = next(row for row in rows if row[2] > 0)
    axis = next(axis for axis in drawn.nomogram.axes if axis.label == label)
    assert axis.points[axis.ticks.index(value)] == points


@pytest.mark.r
@pytest.mark.filterwarnings("ignore:the values? .* of fun_at:parity.statistics.caution.Caution")
def test_the_same_call_drawn_by_r_is_the_same_page():
    for options in (
        {},
        {"fun_at": (0.1, 0.3, 0.9), "lp": False, "cex_axis": 0.7},
        {"nint": 5, "maxscale": 10.0},
        {"fun": ("plogis", "exp"), "funlabel": ("Risk", "Odds"), "fun_at": [(0.1, 0.3, 0.9), (0.5, 1)]},
        {
            "fun": {"Probability": "plogis"},
            "fun_side": (1, 3, 1),
            "fun_at": (0.2, 0.3, 0.4),
            "labels": {"age": "Years"},
        },
        {"fun": None, "col_grid": ("steelblue", 8)},
    ):
        assert (
            figures.nomogram("birthwt", engine="r", **options).page_content()
            == figures.nomogram("birthwt", **options).page_content()
        )


@pytest.mark.r
@pytest.mark.parametrize(("ending", "start"), [("tiff", b"II*"), ("eps", b"%!PS-Adobe-3.0 EPSF"), ("png", b"\x89PNG")])
def test_r_writes_the_same_kinds_of_file(tmp_path, ending, start):
    file = figures.roc("asah", engine="r").save(tmp_path / f"roc.{ending}", dpi=100)
    assert file.read_bytes().startswith(start)


def test_r_is_given_no_function_of_python():
    with pytest.raises(InputError, match="R is not given a function of Python; name one of R's: fun='plogis'"):
        figures.nomogram("birthwt", engine="r", fun=np.exp)
    with pytest.raises(InputError, match="R is not given settings; leave it or engine out"):
        figures.nomogram("birthwt", engine="r", settings={"age": (20, 30)})


def test_an_option_that_r_would_pass_over_in_silence_is_refused():
    with pytest.raises(InputError, match="no option 'legacy_axis'; did you mean 'legacy_axes'"):
        figures.roc("rait", engine="r", legacy_axis=True)


def test_an_engine_that_there_is_not_is_named():
    with pytest.raises(InputError, match="no engine 'julia'; it is 'python' or 'r'"):
        figures.roc("rait", engine="julia")


def test_a_study_without_a_validation_cohort_says_so():
    with pytest.raises(InputError, match="has no cohort 'validation'; it has development"):
        figures.roc("asah", cohort="validation")


@pytest.mark.parametrize(
    ("outcome", "risk", "message"),
    [
        (["dead", "alive"], [0.2, 0.3], "the outcome is not of numbers (could not convert string to float: 'dead'); "),
        ([0, 1], ["low", "high"], "the risk is not of numbers (could not convert"),
        ([0, [1, 2]], [0.1, 0.2], "the outcome is not of numbers ("),
    ],
)
def test_an_outcome_or_a_risk_of_text_is_refused(outcome, risk, message):
    with pytest.raises(InputError) as raised:
        figures.roc((np.array(outcome, dtype=object), risk))
    assert str(raised.value).startswith(message)


def test_given_risks_have_no_nomogram():
    with pytest.raises(InputError, match="the study scores has given risks, and no model to draw; leave the risks out"):
        figures.nomogram("scores")
