"""Evidence without the numbers of single patients: none of them in any file, and all the rest."""

from __future__ import annotations

import dataclasses
import gzip
import json
import re
from pathlib import Path

import jsonschema
import numpy as np
import pytest
from click.testing import CliRunner
from report_cases import RISKS, SILENT, Risks, answer, statistic, verification
from resampled import resampled

import parity
from parity.checks.catalogue import CATALOGUE
from parity.cli import command
from parity.data.cohort import Factor
from parity.report import elements, results
from parity.report.html import to_html
from parity.verification.predictions import samples
from parity.verification.withheld import WITHHELD, without_patients

NUMBER = re.compile(r"-?0x[0-9a-f.]+p[+-]\d+|-?\d+\.\d{6,}(?:e[+-]\d+)?")


def numbers(folder: Path) -> np.ndarray:
    """Every number with many digits in any file of the evidence, ascending."""
    found = set()
    for file in folder.rglob("*"):
        content = file.read_bytes()
        text = (gzip.decompress(content) if file.suffix == ".gz" else content).decode()
        found |= {float.fromhex(one) if "x" in one else float(one) for one in NUMBER.findall(text)}
    return np.array(sorted(found))


def of_patients(study) -> np.ndarray:
    """The risks, log odds and halves between adjacent risks of all patients, and their values with many digits."""
    found: list[float] = []
    for sample in samples(study):
        risks = np.unique(sample.risk)
        found += [*risks, *sample.linear_predictor, *(risks[:-1] + risks[1:]) / 2]
        for column in sample.predictors.values():
            if not isinstance(column, Factor):
                found += [value for value in column.tolist() if len(repr(value)) > 8]
    return np.array(found)


def known(study) -> np.ndarray:
    """What is a number of the model or of its performance, whoever has it too: a paper prints cut-offs, and the limits
    of resampled ones."""
    stems = ["logistic_regression", "youden_cutoff", "calibration_curve"]
    run = parity.verify(study, [*stems, *["best_cutoff_bootstrap"] * bool(study.resamples)], mode="replay")
    fields = [
        field for one in run.statistics for name, field in one.outcome.fields.items() if name not in one.check.withheld
    ]
    return np.array([value for field in fields for value in field.values if field.kind.value == "numbers"], dtype=float)


def near(values: np.ndarray, among: np.ndarray) -> np.ndarray:
    """Those of some values that are among others to eleven digits."""
    place = np.searchsorted(among, values)
    beside = [among[np.clip(place + step, 0, len(among) - 1)] for step in (-1, 0)]
    return values[np.any([np.isclose(one, values, rtol=1e-11, atol=0) for one in beside], axis=0)]


@pytest.mark.parametrize(
    "study", [parity.study("wards"), parity.study("limits"), resampled("wards")], ids=["wards", "limits", "resampled"]
)
def test_no_number_of_a_patient_is_in_any_file(study, tmp_path):
    run = parity.verify(study, mode="replay")
    whole = parity.write_evidence(run, tmp_path / "whole")
    patients = of_patients(study)
    patients = patients[~np.isin(patients, near(patients, np.sort(known(study))))]
    assert len(near(patients, numbers(whole))) > 0.9 * len(patients), "the search finds them where they are"
    without = parity.write_evidence(run, tmp_path / "without", elements=False)
    assert near(patients, numbers(without)).tolist() == []


def test_counts_verdicts_headline_and_all_other_numbers_stay(tmp_path):
    run = parity.verify("wards", mode="replay")
    less = without_patients(run)
    one, other = results.results(run), results.results(less)
    assert (one["verdict"], one["headline"], one["numbers"]) == (other["verdict"], other["headline"], other["numbers"])
    for whole, shown in zip(one["statistics"], other["statistics"]):
        assert whole["verdict"] == shown["verdict"]
        for answered, left in zip(whole["answers"], shown["answers"]):
            for field, kept in zip(answered["fields"], left["fields"]):
                counts = ("field", "verdict", "count", "agreeing", "disagreeing", "identical", "tolerance", "notes")
                assert [field[key] for key in counts] == [kept[key] for key in counts]
                assert kept["withheld"] or field == kept
    folders = [parity.write_evidence(run, tmp_path / str(kept), elements=kept) for kept in (True, False)]
    every, left = map(elements.read, folders)
    withheld = {(check.stem, name) for check in CATALOGUE.checks for name in check.withheld}
    gone = [pair in withheld for pair in zip(every.stem, every.field)]
    assert len(left) == len(every) - sum(gone) and sum(gone) > 1000


def test_report_and_results_say_so(tmp_path):
    run = parity.verify("asah", mode="replay")
    folder = parity.write_evidence(run, tmp_path / "evidence", elements=False)
    data = json.loads((folder / "results.json").read_text())
    jsonschema.validate(data, results.schema())
    assert data["patients_withheld"] is True and results.results(run)["patients_withheld"] is False
    fields = {
        (one["stem"], field["field"]): field
        for one in data["statistics"] for given in one["answers"] for field in given["fields"]
    }  # fmt: skip
    risk = fields["linear_predictor", "risk"]
    worst = risk["worst"]
    assert (risk["withheld"], risk["file"], risk["count"]) == (True, None, 113)
    shown = ("element", "parity", "reference", "parity_hex", "reference_hex")
    assert [worst[key] for key in shown] == ["risk", WITHHELD, WITHHELD, None, None]
    assert (worst["difference"], worst["allowed"]) == (None, None) and worst["digits"] > 11
    assert not fields["auc_delong", "auc"]["withheld"]
    page = (folder / "report.html").read_text()
    assert "<strong>Withheld</strong>, because they are single patients’ numbers" in page
    assert "ROC curve, the figure · asah" not in page and "Decision curve, the figure · asah" in page
    assert "Withheld" not in to_html(run)


def test_a_withheld_number_that_disagrees_fails_with_its_digits_alone():
    check = dataclasses.replace(RISKS, from_patients=("risk",))
    ours = Risks(np.array([0.123456789, 0.5]), 0.5, np.array([True]))
    given = [answer({"risk": [0.123456999, 0.5], "largest": 0.5}, "stats"), SILENT, SILENT]
    run = without_patients(verification(statistic(check, ours, given, inputs={"wobble": np.zeros(2)})))
    (field, *_) = results.results(run)["statistics"][0]["answers"][0]["fields"]
    assert (field["verdict"], field["disagreeing"], field["worst"]["verdict"]) == ("DISAGREES", 1, "DISAGREES")
    assert 5 < field["worst"]["digits"] < 6
    page = to_html(run)
    assert "What disagrees" in page and "0.1234" not in page


def test_what_only_the_other_side_gives_is_withheld_too():
    check = dataclasses.replace(RISKS, from_patients=("risk",))
    ours = Risks(np.array([0.2, 0.5]), 0.5, np.array([True]))
    given = [answer({"risk": [0.2, 0.5], "largest": 0.5, "ages": [43.123456]}, "stats"), SILENT, SILENT]
    run = without_patients(verification(statistic(check, ours, given, inputs={"wobble": np.zeros(2)})))
    assert "43.123456" not in results.to_json(run) + to_html(run)


def test_the_command_leaves_them_out_too(tmp_path):
    words = ["verify", "asah", "--mode", "replay", "--no-elements", "--checks", "linear_predictor", "--checks", "roc*"]
    done = CliRunner().invoke(command, [*words, "--out", str(tmp_path / "evidence")], standalone_mode=False)
    assert done.return_value == 0 and WITHHELD in done.output
    assert json.loads((tmp_path / "evidence" / "results.json").read_text())["patients_withheld"] is True
    assert len(elements.read(tmp_path / "evidence")) == 0
    as_json = CliRunner().invoke(command, [*words, "--json", "--out", str(tmp_path / "again")])
    assert json.loads(as_json.stdout)["patients_withheld"] is True
