"""Risks that are given: verified as they are, the model's statistics left out by name; and what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from click.testing import CliRunner
from verified import complaints, not_answered, verified

from parity.checks.catalogue import CATALOGUE
from parity.checks.vocabulary import Scope
from parity.cli import command
from parity.data.cohort import Subgroup
from parity.data.study import study_from_csv
from parity.data.study_file import read_study
from parity.errors import InputError
from parity.places import cohorts
from parity.verification.compute import compute

CASE = cohorts().parent / "cases" / "dca_given_risk.csv"
OF_THE_MODEL = {
    "logistic_regression", "linear_predictor", "r_squared", "nomogram", "nomogram_page", "model_as_typed",
    "nomogram_as_typed", "term_tests", "profile_interval", "anova_wald", "effect_summary", "lrm_statistics",
    "univariable_logistic", "forward_selection", "backward_elimination", "stepwise_aic",
}  # fmt: skip


def results(study) -> dict[str, object]:
    return {made.check.stem: made.result for made in compute([study], CATALOGUE).statistics}


def test_the_performance_is_that_of_the_risks_themselves():
    found = results(study_from_csv(CASE, outcome="Event", risk="P1"))
    net_benefit = np.array(found["decision_curve"].net_benefit_at_or_above)
    at = [1, 5, 10]  # thresholds of 0.01, 0.05 and 0.1
    assert np.round(net_benefit[at], 6).tolist() == [0.190236, 0.108187, 0.055556]
    auc = found["auc_delong"]
    assert (round(auc.auc, 6), round(auc.interval.low, 4), round(auc.interval.high, 4)) == (0.588542, 0.3639, 0.8131)


OF_SEVERAL = (Scope.PREDICTOR, Scope.PAIR, Scope.CONTRAST)


def test_what_is_the_model_s_does_not_apply_and_is_named():
    computation = compute([study_from_csv(CASE, outcome="Event", risk="P1")], CATALOGUE)
    assert {one.stem for one in computation.left_out} == OF_THE_MODEL
    of_predictors = {check.stem for check in CATALOGUE.checks if check.scope in OF_SEVERAL}
    asked = {check.stem for check in CATALOGUE.checks if not check.draws} - of_predictors - OF_THE_MODEL
    assert {made.check.stem for made in computation.statistics} == asked - {"delong_test_unpaired"}
    assert {one.reason for one in computation.left_out} == {
        "does not apply: the risks are given, there is no model",
        "does not apply: the risks are given, and no candidates are named",
    }


def test_a_single_predictor_that_looks_like_a_risk_is_mentioned():
    (remark,) = study_from_csv(CASE, outcome="Event", predictors=["P1"]).remarks
    assert "'P1' looks like a risk" in remark and "--risk" in remark


@pytest.mark.parametrize(
    ("name", "values", "looks"),
    [
        ("p", "0.1 0.9 0.3 0.7", True),
        ("predicted_risk", "0.1 0.9 0.3 1", True),
        ("modelProb", "0.1 0.9 0.3 0", True),
        ("p", "0 1 1 0", False),
        ("p", "0.1 0.9 0.3 1.7", False),
        ("xgb", "0.1 1 0.3 0", True),
        ("sphericity", "0.1 0.9 0.3 0.7", False),
        ("priority", "0.1 0.9 0.3 0.7", False),
    ],
)
def test_a_risk_is_known_by_its_name_and_its_values(tmp_path, name, values, looks):
    rows = zip((0, 1, 0, 1), values.split())
    (tmp_path / "a.csv").write_text(f"y,{name}\n" + "".join(f"{y},{x}\n" for y, x in rows))
    assert bool(study_from_csv(tmp_path / "a.csv", outcome="y", predictors=[name]).remarks) is looks


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("0.1 0.2 1.5 0.3", "row 4: '1.5' is no risk: it is not in [0, 1]"),
        ("10 20 35 80", "if the column holds percentages, divide it by 100"),
        ("-1.2 0.4 2.2 0.1", "if the column holds log odds, its risks are 1 / (1 + exp(-x))"),
        ("0.1 12% 0.3 0.4", "row 3: '12%' is a percentage, not a risk; write it as a number from 0 to 1"),
        ("0.1 high 0.3 0.4", "row 3: 'high' is not a number"),
        ("0.1 inf 0.3 0.4", "row 3: 'inf' is no risk"),
    ],
)
def test_what_is_no_risk_is_refused_with_its_place(tmp_path, cells, said):
    (tmp_path / "a.csv").write_text("y,p\n" + "".join(f"{y},{x}\n" for y, x in zip((0, 1, 0, 1), cells.split())))
    with pytest.raises(InputError) as caught:
        study_from_csv(tmp_path / "a.csv", outcome="y", risk="p")
    assert "a.csv, column 'p'" in str(caught.value) and said in str(caught.value)


def test_risks_and_predictors_exclude_each_other():
    with pytest.raises(InputError, match="both a column of risks and predictors are named"):
        study_from_csv(CASE, outcome="Event", risk="P1", predictors=["id"])
    with pytest.raises(InputError, match="both the outcome and the risk"):
        study_from_csv(CASE, outcome="Event", risk="Event")


def test_a_study_file_names_the_column_and_a_missing_risk_leaves_its_row_out(tmp_path):
    (tmp_path / "a.csv").write_text("y,p\n0,0.1\n1,\n0,0\n1,1\n1,0.4\n")
    (tmp_path / "b.csv").write_text("y,p\n0,0.2\n1,1\n0,0.3\n")
    (tmp_path / "a.toml").write_text('outcome = "y"\nrisk = "p"\nvalidation = "b.csv"\n')
    study = read_study(tmp_path / "a.toml")
    assert (study.risk, study.predictors, study.development.dropped) == ("p", (), 1)
    assert [cohort.risk.tolist() for cohort in study.cohorts] == [[0.1, 0.0, 1.0, 0.4], [0.2, 1.0, 0.3]]


def test_a_validation_file_without_the_column_is_one_clear_error(tmp_path):
    (tmp_path / "b.csv").write_text("Event,risk\n0,0.2\n1,1\n0,0.3\n")
    with pytest.raises(InputError, match=r"b.csv, column 'P1': there is no such column \(asked for as risk\)"):
        study_from_csv(CASE, outcome="Event", risk="P1", validation=tmp_path / "b.csv")


@pytest.mark.r
def test_the_command_says_what_does_not_apply(tmp_path):
    words = ["verify", str(CASE), "--outcome", "Event", "--risk", "P1", "--out", str(tmp_path / "evidence")]
    done = CliRunner().invoke(command, words)
    assert "Event, risks given by P1" in done.output
    assert "not computed: dca_given_risk · Logistic regression, " in done.output
    page = (tmp_path / "evidence" / "report.html").read_text(encoding="utf-8")
    assert "Not computed: dca_given_risk · Logistic regression" in page


KINDS = ("of 0 and 1 too", "classes", "few within", "in tiny groups")


def drawn(kind: str, draw: np.random.Generator, n: int = 60) -> dict[str, np.ndarray]:
    """Outcome, risk, group and age of `n` patients; both outcomes occur."""
    log_odds = draw.normal(-0.5, 1.5, n)
    outcome = (draw.random(n) < 1 / (1 + np.exp(-log_odds))).astype(int)
    outcome[:2] = 0, 1
    risk = 1 / (1 + np.exp(-1.3 * log_odds - 0.4 * draw.normal(size=n)))
    chance = draw.random(n)
    changed = {
        "of 0 and 1 too": np.where(chance < 0.2, 0, np.where(chance > 0.8, 1, risk)),
        "classes": np.round(risk),
        "few within": np.where(chance < 0.05, risk, np.round(risk)),
    }
    groups = [f"c{number}" for number in range(9)] if kind == "in tiny groups" else ["a", "a", "a", "b", "c", ""]
    return {"y": outcome, "p": changed.get(kind, risk), "g": draw.choice(groups, n), "age": draw.integers(20, 90, n)}


@pytest.mark.r
@pytest.mark.parametrize("kind", KINDS)
def test_given_risks_agree_in_every_cohort_and_group(kind, live_r, tmp_path):
    draw = np.random.default_rng(11)
    for name in ("a", "b"):
        columns = drawn(kind, draw)
        rows = [",".join(columns), *(",".join(map(str, row)) for row in zip(*(c.tolist() for c in columns.values())))]
        (tmp_path / f"{name}.csv").write_text("\n".join(rows) + "\n")
    study = study_from_csv(
        tmp_path / "a.csv",
        outcome="y",
        risk="p",
        validation=tmp_path / "b.csv",
        subgroups=(Subgroup("g"),) if kind == "in tiny groups" else (Subgroup("g"), Subgroup("age", 55)),
    )
    verification = verified([study], CATALOGUE, live_r)
    assert complaints(verification) == []
    drawings = {"decision_curve_page", "clinical_impact_page"} if "rmda" in verification.skipped else set()
    known = {"val_prob_page", "calibration_line", "quality_indexes", "validation_as_typed"}
    assert not_answered(verification) <= drawings | known
