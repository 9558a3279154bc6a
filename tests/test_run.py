"""A whole run from Python, through the public names."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

import parity


def test_a_study_is_verified_and_its_evidence_written_by_two_calls(tmp_path):
    verification = parity.verify_studies("asah", "auc*", mode="replay")
    assert [statistic.check.stem for statistic in verification.statistics] == ["auc_delong"]
    assert verification.verdict.passes and verification.exit_code == 0 and verification.without_r == ""
    folder = parity.write_evidence(verification, tmp_path / "evidence")
    assert (folder / "report.html").is_file()


def test_several_studies_and_several_statistics_by_name():
    verification = parity.verify_studies(["asah", parity.find_study("dca")], ["brier_score", "roc_curve"], mode="replay")
    assert [study.name for study in verification.studies] == ["asah", "dca"]
    assert {statistic.check.stem for statistic in verification.statistics} == {"brier_score", "roc_curve"}


@pytest.mark.r
def test_data_of_one_s_own_are_verified_live(tmp_path):
    random = np.random.default_rng(5)
    age = random.normal(60, 10, 80)
    died = (random.random(80) < 1 / (1 + np.exp(-(age - 62) / 8))).astype(int)
    rows = "".join(f"{a!r},{d}\n" for a, d in zip(age.tolist(), died.tolist()))
    (tmp_path / "my.csv").write_text("age at visit,died\n" + rows, encoding="utf-8")
    study = parity.study_from_csv(tmp_path / "my.csv", outcome="died", predictors=["age at visit"])
    verification = parity.verify_studies(study, ["logistic_regression", "auc_delong"], mode="live")
    assert verification.verdict is verification.verdict.AGREES
    assert {comparison.provenance.answered for s in verification.statistics for comparison in s.comparisons} == {"live"}


def test_what_cannot_be_done_is_one_clear_error():
    with pytest.raises(parity.InputError, match="no statistic is named 'auk'; `parity list` shows them"):
        parity.verify_studies("asah", "auk")
    with pytest.raises(parity.InputError, match="no study named 'asahh'; did you mean 'asah'"):
        parity.verify_studies("asahh")


def test_without_r_auto_says_why_it_was_not_asked_and_live_refuses(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.delenv("R_HOME", raising=False)
    verification = parity.verify_studies("asah", "auc*")
    assert verification.verdict.passes and "there is no R" in verification.without_r
    with pytest.raises(parity.Missing, match="there is no R"):
        parity.verify_studies("asah", "auc*", mode="live")


def test_every_public_name_is_there_and_costs_nothing_until_it_is_used():
    assert [name for name in parity.__all__ if not hasattr(parity, name)] == []
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        parity.nothing
    code = "import sys, parity; dir(parity); sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_studies_of_one_name_and_modes_that_there_are_not_are_refused():
    with pytest.raises(parity.InputError, match="two studies are both called 'asah', and results go by that name; rename"):
        parity.verify_studies(["asah", parity.find_study("asah")], mode="replay")
    with pytest.raises(parity.InputError, match="there is no mode 'bogus'; it is one of 'auto', 'live', 'replay'"):
        parity.verify_studies("asah", mode="bogus")
    with pytest.raises(parity.InputError, match="there is no bridge 'ssh'; it is 'rpy2', 'rscript' or None"):
        parity.verify_studies("asah", bridge="ssh")
