"""``--resamples`` and ``--seed``: what is resampled is asked, recorded and printed; without them nothing is."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

import parity
from parity.cli import command
from parity.errors import InputError
from parity.report.paper import tables
from parity.verification.results import results_of

WORDS = ["verify", "rait", "--mode", "replay", "--checks", "auc*", "--json"]


def evidence(*words: str, folder) -> dict:
    done = CliRunner().invoke(command, [*WORDS, *words, "--out", str(folder / "evidence")], standalone_mode=False)
    assert done.return_value == 0, done.output
    return json.loads(done.stdout if hasattr(done, "stdout") else done.output)


def stems(found: dict) -> set[str]:
    return {statistic["stem"] for statistic in found["statistics"]}


def test_without_resamples_nothing_is_resampled(tmp_path):
    found = evidence(folder=tmp_path)
    assert stems(found) == {"auc_delong"}
    assert found["studies"][0]["resamples"] == 0


def test_resamples_and_seed_are_of_the_setting_and_in_the_evidence(tmp_path):
    found = evidence("--resamples", "2000", "--seed", "123", folder=tmp_path)
    assert stems(found) == {"auc_delong", "auc_bootstrap", "auc_bca"}
    drawn = [one for one in found["statistics"] if one["stem"] == "auc_bootstrap"]
    assert all(one["resamples"] == {"count": 2000, "seed": 123} for one in drawn)
    study = found["studies"][0]
    assert (study["resamples"], study["seed"]) == (2000, 123)


def test_a_seed_without_resamples_and_a_single_resample_are_refused():
    for words, said in (
        (("--seed", "5"), "--seed 5: nothing of rait is resampled"),
        (("--resamples", "1"), "a bootstrap needs at least 2"),
    ):
        done = CliRunner().invoke(command, [*WORDS, *words], standalone_mode=False)
        assert isinstance(done.exception, InputError) and said in str(done.exception)


@pytest.fixture(scope="module")
def resampled():
    return parity.verify(parity.study("rait", resamples=2000, seed=123), "auc*", mode="replay")


def test_bootstrap_intervals_stand_in_the_column_of_their_cohort(resampled):
    performance = tables(resampled)[0]
    assert list(performance.header) == ["", "rait", "digits", "rait-validation", "digits"]
    rows = {row[0].text: [cell.text for cell in row[1:]] for row in performance.rows}
    assert rows["AUC, stratified bootstrap (95% CI)"][0] == "0.812 (0.727 to 0.891)"
    assert rows["AUC, plain bootstrap (95% CI)"][0] == "0.812 (0.728 to 0.888)"
    assert performance.notes == ("bootstrap: 2,000 resamples, seed 123",)


def test_where_proc_stops_no_digits_stand_beside_the_interval_that_nobody_answered(resampled):
    few = [one for one in results_of(resampled) if one.setting.cohort == "rait-validation"]
    few = [one for one in few if one.setting.subgroup == "age >= 55" and one.stem == "auc_bootstrap"]
    (stratified, plain) = few
    assert stratified.verdict.name == "AGREES" and stratified.digits is not None
    assert plain.verdict.name == "DEVIATES_AS_DOCUMENTED" and plain.digits is None
    assert "a resample has no control" in plain.note


def test_other_resamples_are_not_recorded_and_are_named_so(tmp_path):
    done = CliRunner().invoke(
        command,
        [*WORDS, "--resamples", "2000", "--seed", "124", "--out", str(tmp_path / "evidence")],
        standalone_mode=False,
    )
    assert done.return_value == 4
