"""``parity resamples``: what R draws, in a file that other programs read, whole or not at all."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from click.testing import CliRunner

import parity
from parity.cli import command
from parity.commands import resamples as module
from parity.errors import InputError
from parity.statistics.bootstrap.rows import boot_rows
from parity.statistics.discrimination.auc_bootstrap import auc_bootstrap, percentiles
from parity.statistics.discrimination.auc_delong import auc_delong

WORDS = ["resamples", "asah", "--resamples", "60", "--seed", "7"]


def run(*words, file):
    return CliRunner().invoke(command, [*WORDS, *words, "--out", str(file)], standalone_mode=False)


def written(*words, file):
    done = run(*words, file=file)
    assert done.exception is None, done.exception
    return np.load(file) if file.suffix == ".npy" else list(csv.reader(file.open(encoding="utf-8", newline="")))


def test_each_order_is_that_of_r_s_functions(tmp_path):
    patients = parity.study("asah").development
    n, cases = patients.n, patients.events
    found = {
        order: written("--order", order, file=tmp_path / f"{order}.npy")
        for order in ("plain", "stratified", "boot", "boot-stratified")
    }
    assert (found["plain"] == parity.RRandom(7).resamples(n, 60)).all()
    assert (found["boot"] == boot_rows(parity.RRandom(7), n, 60)).all()
    assert (found["boot-stratified"] == boot_rows(parity.RRandom(7), n, 60, patients.outcome)).all()
    controls, of_cases = parity.RRandom(7).stratified_resamples((n - cases, cases), 60)
    assert (found["stratified"][:, : n - cases] == np.flatnonzero(patients.outcome == 0)[controls]).all()
    assert (found["stratified"][:, n - cases :] == np.flatnonzero(patients.outcome == 1)[of_cases]).all()
    assert (patients.outcome[found["boot-stratified"]] == patients.outcome).all()


def test_another_program_gets_pROC_s_interval_from_the_file(tmp_path):
    patients = parity.study("asah").development
    outcome, risk = patients.outcome, patients.columns["s100b"]
    areas = [auc_delong(outcome[of], risk[of]).auc for of in written("--order", "stratified", file=tmp_path / "a.npy")]
    found, ours = percentiles(np.array(areas), 0.95), auc_bootstrap(outcome, risk, 60, 7).stratified
    assert (found.low, found.high) == pytest.approx((ours.low, ours.high), abs=1e-15)


def test_a_csv_file_says_how_patients_are_counted(tmp_path):
    header, *lines = written(file=tmp_path / "a.csv")
    assert header[:3] == ["resample of patients from 1", "1", "2"] and len(header) == 114 and len(lines) == 60
    assert [line[0] for line in lines] == [str(place) for place in range(1, 61)]
    rows = np.array(lines, int)[:, 1:]
    assert (rows - 1 == written(file=tmp_path / "a.npy")).all()
    named, *of_names = written("--named", file=tmp_path / "named.csv")
    assert named[0] == "resample of patients by name" and of_names[0][1] == f"row {rows[0, 0] + 1}"


def test_bootstrap_takes_either_file(tmp_path):
    x = parity.study("asah").development.columns["s100b"]
    for name in ("a.csv", "a.npy"):
        written("--order", "boot", file=tmp_path / name)
        found = parity.bootstrap(np.median, x, indices=tmp_path / name)
        assert found.percentile == parity.bootstrap(np.median, x, resamples=60, seed=7).percentile
    written("--named", file=tmp_path / "named.csv")
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    (tmp_path / "no.npy").write_bytes(b"no")
    for name, said in (
        ("named.csv", "without --named"),
        ("other.csv", "its first cell is not"),
        ("empty.csv", "holds no resamples"),
        ("no.npy", "holds no resamples"),
        ("none.csv", "cannot be read"),
    ):
        with pytest.raises(InputError, match=said):
            parity.bootstrap(np.median, x, indices=str(tmp_path / name))


def test_what_cannot_be_written_is_refused(tmp_path):
    for words, file, said in (
        ((), tmp_path / "a.txt", "neither .csv nor .npy"),
        (("--named",), tmp_path / "a.npy", "an .npy file holds numbers"),
        (("--cohort", "other"), tmp_path / "a.npy", "there is no cohort named 'other'"),
        ((), tmp_path / "none" / "a.npy", "cannot be written"),
    ):
        done = run(*words, file=file)
        assert isinstance(done.exception, InputError) and said in str(done.exception)
    words = ["resamples", "asah", "--out", str(tmp_path / "a.npy")]
    done = CliRunner().invoke(command, words, standalone_mode=False)
    assert "does not say how many resamples" in str(done.exception)
    assert list(tmp_path.iterdir()) == []


def test_an_interrupt_leaves_the_file_that_was_there(tmp_path, monkeypatch):
    file = tmp_path / "a.csv"
    file.write_text("before", encoding="utf-8")

    def interrupted(rows, of):
        yield "half a file\n"
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "lines", interrupted)
    done = run(file=file)
    assert isinstance(done.exception, (KeyboardInterrupt, SystemExit)) or done.exit_code
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"] and file.read_text(encoding="utf-8") == "before"
