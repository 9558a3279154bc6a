"""The figures that people brought (fixtures/cases), and the tables that they missed."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

import parity
from parity import figures
from parity.cli import command
from parity.graphics.painters.r_pdf_reader import page_contents
from parity.places import cohorts

LIVER, ADMISSIONS = (str(cohorts().parent / "cases" / name) for name in ("liver.toml", "ucla.toml"))


def test_nine_predictors_with_long_titles_overprint_and_what_helps_is_said(tmp_path):
    out = tmp_path / "x.png"
    done = CliRunner().invoke(command, ["nomogram", LIVER, "--out", str(out)])
    assert done.exit_code == 0 and out.is_file()
    (said,) = [line for line in done.output.splitlines() if line.startswith("parity: text overprints: ")]
    assert "'Sex of the patient' over 'Oedema" in said
    assert said.endswith("a higher page (--height) helps, or fun_at, cex_axis, cex_var, label_every")


def test_what_it_says_helps(tmp_path):
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always")
        figures.nomogram(LIVER, height=12).save(tmp_path / "high.pdf")
    (said,) = [str(one.message) for one in found]
    assert "Oedema" not in said and "a wider page (--width) helps" in said
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figures.nomogram(LIVER, height=12, width=14).save(tmp_path / "wide.pdf")


ASKED = {
    "calibration": {"statloc": False},
    "nomogram": {"funlabel": "Risk of admission"},
}


def test_the_statistics_are_left_out_of_a_calibration_figure():
    page, plain = (figures.calibration(ADMISSIONS, **option).page_content() for option in (ASKED["calibration"], {}))
    assert "(Dxy" in plain and "(Dxy" not in page


def test_the_function_of_a_nomogram_has_a_title():
    drawn = figures.nomogram(ADMISSIONS, **ASKED["nomogram"])
    assert "(Risk of admission)" in drawn.page_content() and "Total Points Risk of admission\n" in drawn.printed()
    assert drawn.read({"gre": 600, "gpa": 3.5, "rank": 2}).functions.keys() == {"Risk of admission"}


@pytest.mark.r
@pytest.mark.parametrize("name", ASKED)
def test_r_draws_the_same_page(name, tmp_path):
    for engine in ("python", "r"):
        getattr(figures, name)(ADMISSIONS, engine=engine, **ASKED[name]).save(tmp_path / f"{engine}.pdf")
    pages = [page_contents((tmp_path / f"{engine}.pdf").read_bytes()) for engine in ("python", "r")]
    assert pages[0] == pages[1]


def of_rms():
    """The first example of ``help(nomogram)`` in rms after ``set.seed(17)``, by R's dice in Python."""
    dice, n = parity.RRandom(seed=17), 1000
    age, pressure, cholesterol = dice.rnorm(n, 50, 10), dice.rnorm(n, 120, 15), dice.rnorm(n, 200, 25)
    male = dice.sample_int(2, n, replace=True) == 2
    log_odds = 0.4 * male + 0.045 * (age - 50) + (np.log(cholesterol - 10) - 5.2) * np.where(male, 2, -2)
    died = (dice.runif(n) < 1 / (1 + np.exp(-log_odds))).astype(int)
    columns = {"died": died, "age": age, "pressure": pressure, "cholesterol": cholesterol}
    frame = pd.DataFrame({**columns, "sex": np.where(male, "male", "female")})
    return parity.study(frame, formula="died ~ lsp(age, 50) + sex * rcs(cholesterol, 4) + pressure")


@pytest.mark.filterwarnings("ignore:the values? .* of fun_at:parity.statistics.caution.Caution")
def test_the_printed_table_has_the_risk_by_total_points_as_rms_prints_it():
    """rms issue 144: the table was missed. R 4.2.2 with rms 6.5-0 prints these totals of its own example."""
    drawn = figures.nomogram(of_rms(), fun_at=(0.001, 0.01, 0.05, *np.arange(1, 10) / 10, 0.95, 0.99, 0.999))
    lines = drawn.printed().rstrip().splitlines()
    table = [line.split() for line in lines[lines.index(" Total Points Risk") + 1 :]]
    assert [(int(total), float(risk)) for total, risk in table] == [
        (37, 0.2), (51, 0.3), (62, 0.4), (72, 0.5), (83, 0.6), (94, 0.7), (108, 0.8), (128, 0.9),
    ]  # fmt: skip
