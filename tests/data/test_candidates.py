from __future__ import annotations

import numpy as np
import pytest

import parity
from parity.data.candidates import SELECTIONS
from parity.data.study_file import find_study, read_study
from parity.errors import InputError
from parity.verification.predictions import samples
from parity.verification.selected import followed, selected


def rows(n: int = 80) -> list[list[str]]:
    draw = np.random.default_rng(4)
    age, marker = draw.normal(60, 9, n).round(1), draw.normal(size=n).round(3)
    stage = draw.choice(["I", "II", "III"], n)
    died = (draw.random(n) < 1 / (1 + np.exp(-2 * marker))).astype(int)
    table = [["died", "age", "marker", "stage", "copy", "same"]]
    table += [[str(d), str(a), str(m), s, str(2 * a), "5"] for d, a, m, s in zip(died, age, marker, stage)]
    table[3][3] = table[4][3] = "NA"
    return table


@pytest.fixture()
def file(tmp_path):
    path = tmp_path / "cohort.csv"
    path.write_text("\n".join(",".join(row) for row in rows()) + "\n", encoding="utf-8")
    return path


def study(file, **more):
    return parity.study(file, outcome="died", **more)


def test_a_missing_value_of_a_candidate_leaves_the_model_its_patient(file):
    found = study(file, predictors=["age"], candidates=["age", "stage"])
    assert found.development.n == 80 and found.development.dropped == 0
    assert found.candidates.dropped == 2 and len(found.candidates.outcome) == 78
    assert found.candidates.columns["stage"].levels == ("I", "II", "III")


def test_without_candidates_the_predictors_are_they(file):
    found = study(file, predictors=["age", "marker"])
    assert found.candidates is None
    assert set(followed(found, "forward-lr").selected) <= {"age", "marker"}


@pytest.mark.parametrize("name", SELECTIONS)
def test_a_selection_makes_the_model(file, name):
    found = selected(study(file, candidates=["age", "marker", "stage"], selection=name))
    assert "marker" in found.predictors and found.selection == name
    assert tuple(found.development.columns) == found.predictors


def test_the_selected_model_goes_on_to_the_rest_and_its_validation_needs_no_other_candidate(file, tmp_path):
    elsewhere = tmp_path / "elsewhere.csv"
    elsewhere.write_text("\n".join(f"{row[0]},{row[2]}" for row in rows()) + "\n", encoding="utf-8")
    chosen = study(file, candidates=["age", "marker"], selection="forward-lr", validation=elsewhere)
    assert chosen.predictors == () and chosen.validations == ()
    found = selected(chosen)
    assert found.predictors == ("marker",) and [cohort.n for cohort in found.validations] == [80]
    assert [len(sample.risk) for sample in samples(found)] == [80, 80]


def test_that_the_model_has_more_patients_than_the_selection_is_said(file):
    found = selected(study(file, candidates=["marker", "stage"], selection="forward-lr"))
    assert found.predictors == ("marker",) and found.development.n == 80
    assert (
        "forward-lr looked at the 78 patients who have all candidates; the model is fitted to the 80"
        in found.remarks[-1]
    )


def test_rait_s_selection_finds_the_model_of_its_study():
    found = find_study("rait")
    assert followed(found, "forward-lr").selected == found.predictors


def test_a_study_file_says_candidates_selection_and_limits(file, tmp_path):
    text = (
        'data = "cohort.csv"\noutcome = "died"\nselection = "forward-lr"\nentry = 0.2\nremoval = 0.3\n'
        '[candidates.age]\nlabel = "Age"\nunit = "years"\n[candidates.marker]\n'
        '[candidates.stage]\nlevels = ["III", "I", "II"]\n'
    )
    (tmp_path / "cohort.toml").write_text(text, encoding="utf-8")
    found = read_study(tmp_path / "cohort.toml")
    assert (found.selection, found.entry, found.removal) == ("forward-lr", 0.2, 0.3)
    assert found.candidates.columns["stage"].levels == ("III", "I", "II")
    assert found.labels["age"] == "Age" and found.units["age"] == "years"
    assert "marker" in selected(found).predictors


def test_a_data_frame_names_candidates_too(file):
    import pandas

    frame = pandas.read_csv(file)
    found = selected(parity.study(frame, outcome="died", candidates=["age", "marker"], selection="forward-lr"))
    assert found.predictors == ("marker",) and found.of_frames


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"candidates": ["age", "died"]}, "column 'died': is both the outcome and a candidate; take it out"),
        (
            {"candidates": ["age", "marcker"]},
            r"there is no such column \(asked for as candidate\); did you mean 'marker'",
        ),
        ({"candidates": ["age", "age"]}, "is named twice among the candidates"),
        ({"candidates": "age"}, r"candidates is 'age', it must be a list of names; write \['age'\]"),
        ({"candidates": ["age"], "entry": 0.2, "removal": 0.1}, "p limits of forward selection lie between 0 and 1"),
        ({"candidates": ["age"], "entry": 5, "removal": 10}, "write for example 0.05 and 0.10"),
    ],
)
def test_what_cannot_be_a_candidate_is_one_error(file, more, said):
    with pytest.raises(InputError, match=said):
        study(file, predictors=["age"], **more)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"candidates": ["age"], "selection": "forward"}, "there is no selection 'forward'; did you mean 'forward-"),
        ({"selection": "forward-lr"}, "there is a selection and no candidates"),
        ({"candidates": ["age"], "predictors": ["age"], "selection": "forward-lr"}, "a selection, and predictors"),
    ],
)
def test_a_selection_that_cannot_be_is_one_error(file, more, said):
    with pytest.raises(InputError, match=said):
        study(file, **more)


@pytest.mark.parametrize(
    ("candidates", "said"),
    [
        (["marker", "same"], "column 'same': has the same value in every complete row"),
        (
            ["age", "copy"],
            "column 'copy': is an exact linear combination of 'age' and a constant; leave one of them out",
        ),
        (["age"], "finds no predictor: there is no model"),
    ],
)
def test_candidates_of_which_no_model_comes_are_refused(file, candidates, said):
    with pytest.raises(InputError, match=said):
        selected(study(file, candidates=candidates, selection="forward-lr"))
