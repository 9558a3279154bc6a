"""Whose number an element is: the patients go by their names in everything that shows one."""

from __future__ import annotations

import dataclasses
import inspect
import io
import json

import numpy as np
import pandas as pd
import pytest
from rich.console import Console

import parity
from parity.checks.catalogue import CATALOGUE
from parity.checks.vocabulary.patients import Patients
from parity.report import elements
from parity.report.terminal import print_verification
from parity.statistics.regression.linear_predictor import LinearPredictor
from parity.verification.compute import asked_of, computed

OF_PATIENTS = ["linear_predictor", "calibration_curve", "as_typed"]


def fields(study, *stems):
    """Each field of patients with its labels, by statistic, setting and name."""
    found = {}
    for check, sample in asked_of(study, CATALOGUE.matching(stems or OF_PATIENTS)):
        made = computed(check, sample)
        for name in check.of_patients:
            found[check.stem, sample.setting.label, name] = made.outcome.fields[name]
    return found


def with_gaps(folder):
    """Patients on rows of a spreadsheet: a blank one, one with a missing value, one with a line break in a cell."""
    rows = ["age,note,died", "50,a,0", "", "60,b,1", ",c,1", '70,"d\ne",0', "55,f,1", "66,g,0", "71,h,1"]
    file = folder / "a.csv"
    file.write_text("\n".join(rows) + "\n")
    return file


def test_a_patient_of_a_file_is_the_row_that_a_spreadsheet_shows(tmp_path):
    study = parity.study(with_gaps(tmp_path), outcome="died", predictors=["age"])
    assert study.development.columns["age"].tolist() == [50, 60, 70, 55, 66, 71]
    field = fields(study, "linear_predictor")["linear_predictor", "a", "risk"]
    assert list(field.labels) == ["row 2", "row 4", "row 6", "row 7", "row 8", "row 9"]
    assert [field.label(place) for place in (0, 5)] == ["[row 2]", "[row 9]"]


def test_an_error_names_the_same_row(tmp_path):
    file = with_gaps(tmp_path)
    file.write_text(file.read_text().replace("66,", "inf,"))
    with pytest.raises(parity.InputError, match="column 'age', row 8: 'inf' is infinite"):
        parity.study(file, outcome="died", predictors=["age"])


def test_a_patient_of_a_frame_goes_by_the_index():
    wards = pd.read_csv(parity.study("wards").development.path)
    wards.index = [f"pt-{place}" for place in range(len(wards))]
    study = parity.study(wards, outcome="died", predictors=["age", "lactate"])
    complete = wards.index[wards[["age", "lactate", "died"]].notna().all(axis=1)]
    found = fields(study)
    assert list(found["linear_predictor", "frame", "risk"].labels) == list(complete)
    expected = [f"{name}: {predictor}" for predictor in ("age", "lactate") for name in complete]
    assert list(found["as_typed", "frame", "values"].labels) == expected


def test_the_calibration_curve_is_of_the_patients_by_their_risks_in_groups_too():
    study = parity.study("rait")
    found = fields(study)
    risks = dict(zip(*(getattr(found["linear_predictor", "rait", "risk"], part) for part in ("labels", "values"))))
    for (stem, label, _), field in found.items():
        if stem == "calibration_curve" and "validation" not in label:
            x = found[stem, label, "x"]
            assert field.labels is not None and list(field.labels) == list(x.labels)
            assert [risks[name] for name in x.labels] == pytest.approx(x.values.tolist(), rel=1e-14)
    assert len(found["calibration_curve", "rait · gender=male", "x"]) < study.development.n


def test_every_field_with_a_number_for_each_patient_says_whose_it_is():
    study = parity.study("wards")
    for check, sample in asked_of(study, CATALOGUE):
        if check.group != "figures" and sample.setting.cohort == "wards":
            made = computed(check, sample)
            for name, field in (made.outcome.fields or {}).items():
                assert (len(field) >= study.development.n) is (name in check.of_patients), (check.stem, name)


def test_a_number_that_we_lost_is_not_named_as_another_patient_s():
    check = next(one for one in CATALOGUE.checks if one.stem == "linear_predictor")

    def one_less(**inputs):
        made = check.result_of(inputs)
        return LinearPredictor(made.linear_predictor[1:], made.risk)

    one_less.__signature__ = inspect.signature(check.compute)
    (_, sample), *_ = asked_of(parity.study("asah"), CATALOGUE.matching(["linear_predictor"]))
    made = computed(dataclasses.replace(check, compute=one_less), sample)
    assert made.outcome.fields["linear_predictor"].labels is None
    assert made.outcome.fields["risk"].labels is not None


def test_names_are_made_when_they_are_asked_for():
    cohort = parity.study("asah").development
    names = Patients(cohort, np.array([2, 0]), ("age", "ndka"))
    assert list(names) == ["row 4: age", "row 2: age", "row 4: ndka", "row 2: ndka"] == names[:]
    assert (len(names), names[3]) == (4, "row 2: ndka")
    with pytest.raises(IndexError):
        names[4]
    assert Patients(dataclasses.replace(cohort, rows=None), np.arange(3))[2] == "3"


def test_terminal_report_results_and_elements_show_the_name(tmp_path):
    run = parity.verify("wards", "linear_predictor", mode="replay")
    worst = run.statistics[0].comparisons[0].fields[0].worst
    assert worst.field.startswith("linear_predictor[row ")
    text = io.StringIO()
    print_verification(run, Console(file=text, width=200), width=200)
    assert "[row " in text.getvalue()
    folder = parity.write_evidence(run, tmp_path / "evidence")
    field = json.loads((folder / "results.json").read_text())["statistics"][0]["answers"][0]["fields"][0]
    assert field["worst"]["element"] == worst.field
    assert "[row " in (folder / "report.html").read_text().replace("<wbr>", "")
    found = elements.read(folder)
    cohort = parity.study("wards").development
    mine = found[(found.cohort == "wards") & (found.field == "risk")]
    assert list(dict.fromkeys(mine.element)) == [f"row {row}" for row in cohort.rows]
