"""An R script that ignores what it is sent, or stops before it has converged: its numbers disagree."""

from __future__ import annotations

import dataclasses
import re
import shutil

import pytest
from verified import complaints, verified

from parity.answers.modes import Mode
from parity.answers.recorded import RecordedR
from parity.checks.catalogue import CATALOGUE
from parity.checks.vocabulary import RCall
from parity.checks.vocabulary.verdict import Verdict
from parity.data.study_file import find_study
from parity.verification.recording import record

SCRIPTS = sorted(path.relative_to(CATALOGUE.scripts) for path in CATALOGUE.scripts.rglob("*.R"))
OF_VAL_PROB = sorted(
    check.stem for check in CATALOGUE.checks if any(call.name == "val_prob" for call in check.references)
)
FORGOTTEN = {
    "level": ("auc_delong", "pROC/auc_delong.R", "conf.level = level, ", ""),
    "thresholds of dcurves": ("decision_curve", "dcurves/dca.R", ", thresholds = thresholds\n", "\n"),
    "thresholds of rmda": ("decision_curve", "rmda/decision_curve.R", "    thresholds = thresholds, ", "    "),
    "level of ranks": ("auc_delong", "stats/auc_delong.R", "(1 - level)", "0.05"),
    "groups": ("hosmer_lemeshow", "ResourceSelection/hosmer_lemeshow.R", ", g = groups)", ")"),
    "groups of the limits": ("hosmer_lemeshow", "stats/hosmer_lemeshow.R", "1 / groups", "1 / 10"),
    "outcome of a curve": ("calibration_curve", "stats/calibration_curve.R", "risk, outcome,", "risk, 0 * outcome,"),
    **{
        f"risks of val.prob, in {stem}": (stem, "rms/val_prob.R", "p = risk", "p = NA_real_ * risk")
        for stem in OF_VAL_PROB
    },
}
"""What is forgotten: the check that shows it, the script, and its right and wrong text."""

UNUSED = {"pROC/delong_test_unpaired.R": {"level"}}
"""Arguments a script is sent for the other script of its check: pROC has no interval of an unpaired difference."""


@pytest.mark.parametrize("script", SCRIPTS, ids=str)
def test_a_script_uses_every_argument_that_it_takes(script):
    text = (CATALOGUE.scripts / script).read_text(encoding="utf-8")
    head, body = re.search(rf"^{script.stem} <- function\((.*?)\) {{\n(.*)", text, re.DOTALL | re.MULTILINE).groups()
    code = re.sub(r"#.*", "", body)
    arguments = [argument.partition("=")[0].strip() for argument in head.split(",")]
    unused = {name for name in arguments if not re.search(rf"(?<![\w.$]){re.escape(name)}(?![\w.])", code)}
    assert unused == UNUSED.get(str(script), set())


def planted(what, folder):
    """The catalogue of one check, of six groups, with a script that forgets an argument."""
    stem, file, right, wrong = FORGOTTEN[what]
    scripts = shutil.copytree(CATALOGUE.scripts, folder / "r_scripts")
    text = (scripts / file).read_text(encoding="utf-8")
    assert right in text
    (scripts / file).write_text(text.replace(right, wrong), encoding="utf-8")
    (check,) = CATALOGUE.matching([stem]).checks
    if "groups" in check.inputs:
        check = dataclasses.replace(check, inputs={"groups": 6})
    return dataclasses.replace(CATALOGUE.matching([stem]), checks=(check,), scripts=scripts), file.partition("/")[0]


@pytest.mark.r
@pytest.mark.parametrize("what", FORGOTTEN)
def test_what_a_script_forgets_disagrees_live_and_recorded(what, live_r, tmp_path):
    catalogue, package = planted(what, tmp_path)
    if not live_r.has(package):
        pytest.skip(f"needs the R package {package}")
    study = dataclasses.replace(find_study("wards"), references=tmp_path / "references")
    right = dataclasses.replace(catalogue, scripts=CATALOGUE.scripts)
    assert complaints(verified([study], right, live_r)) == []
    forgetful = type(live_r)(live_r.session, catalogue.scripts, live_r.environment)
    list(record(study, catalogue, forgetful, RecordedR(study.references, catalogue.scripts)))
    for mode in (Mode.LIVE, Mode.REPLAY):
        found = verified([study], catalogue, forgetful, mode)
        assert found.exit_code == 1, mode
        blamed = {
            comparison.call.package
            for statistic in found.statistics
            for comparison in statistic.comparisons
            if not comparison.verdict.passes and isinstance(comparison.call, RCall) and comparison.provenance
        }
        assert blamed == {package}


CUT_OFF = ("calibration_line", "linear_predictor", "logistic_regression", "quality_indexes", "r_squared")


@pytest.mark.r
@pytest.mark.parametrize("stem", CUT_OFF)
def test_a_glm_that_is_cut_off_disagrees_in_numbers(stem, live_r, tmp_path):
    """That it says so is passed over: asked for the last bit, it may say so at the maximum too."""
    scripts = shutil.copytree(CATALOGUE.scripts, tmp_path / "r_scripts")
    script = scripts / "stats" / f"{stem}.R"
    assert "maxit = 100" in script.read_text(encoding="utf-8")
    script.write_text(script.read_text(encoding="utf-8").replace("maxit = 100", "maxit = 2"), encoding="utf-8")
    catalogue = dataclasses.replace(CATALOGUE.matching([stem]), scripts=scripts)
    cut_off = type(live_r)(live_r.session, scripts, live_r.environment)
    for study in (find_study("asah"), find_study("dca")):
        for statistic in verified([study], catalogue, cut_off, Mode.LIVE).statistics:
            (by_glm,) = [one for one in statistic.comparisons if one.call.package == "stats"]
            assert any("did not converge" in condition.text for condition in by_glm.conditions)
            assert sum(field.count(Verdict.DISAGREES) for field in by_glm.fields) > 1


def test_every_script_that_stops_a_glm_is_cut_off_in_a_test():
    texts = [(script.stem, (CATALOGUE.scripts / script).read_text(encoding="utf-8")) for script in SCRIPTS]
    assert {stem for stem, text in texts if "glm.control" in text and "maxit = 100" in text} == set(CUT_OFF)
