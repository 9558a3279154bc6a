"""Where the line of a long name may end."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import parity
from parity.report.words import syllables


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("preoperative_serum_creatinine", ["preoperative_", "serum_", "creatinine"]),
        ("ph.ecog", ["ph.", "ecog"]),
        ("heartDisDiagnosis", ["heart", "Dis", "Diagnosis"]),
        ("Net benefit at 0.20", ["Net benefit at 0.20"]),
        ("AUC (95% CI)", ["AUC (95% CI)"]),
        ("x__y", ["x__", "y"]),
        ("", [""]),
    ],
)
def test_a_long_name_ends_its_line_between_its_words(name, parts):
    assert syllables(name) == parts


def test_the_report_has_them(tmp_path):
    draw = np.random.default_rng(1)
    frame = pd.DataFrame({"died": draw.integers(0, 2, 40), "preoperative_creatinine": draw.random(40)})
    study = parity.study(frame, outcome="died", predictors=["preoperative_creatinine"])
    run = parity.verify(study, "logistic_regression", mode="replay")
    parity.write_evidence(run, tmp_path / "evidence")
    page = (tmp_path / "evidence" / "report.html").read_text(encoding="utf-8")
    assert '<th scope="row">preoperative_<wbr>creatinine</th>' in page
    assert "coefficients<wbr>[preoperative_<wbr>creatinine]" in page
