"""``parity doctor`` and ``parity init``."""

from __future__ import annotations

from contextlib import nullcontext

from command_cases import make_csv, parity

from parity.answers.connect import Connection
from parity.answers.doctor import examine


def test_a_study_file_is_drafted_edited_and_verified(tmp_path):
    make_csv(tmp_path / "data.csv")
    assert parity("init", "data.csv", "--outcome", "died", cwd=tmp_path).returncode == 0
    again = parity("init", "data.csv", cwd=tmp_path)
    assert again.returncode == 2 and "not overwritten" in again.stderr
    assert 'outcome = "died"' in (tmp_path / "data.toml").read_text(encoding="utf-8")


def test_the_draft_names_the_file_that_it_is(tmp_path):
    make_csv(tmp_path / "data.csv")
    assert parity("init", "data.csv", "--outcome", "died", "--out", "p2.toml", cwd=tmp_path).returncode == 0
    assert "`parity verify p2.toml` runs it" in (tmp_path / "p2.toml").read_text(encoding="utf-8")


def test_the_doctor_names_the_cure_of_make_setup_for_rmda(monkeypatch):
    connection = Connection(None, "rscript", {"r": "4.2.2", "packages": {"pROC": "1.18.0"}})
    monkeypatch.setattr("parity.answers.doctor.connect", lambda *_, **__: nullcontext(connection))
    monkeypatch.setattr("parity.answers.doctor.find_r", lambda: "R")
    monkeypatch.setattr("parity.answers.doctor.r_version", lambda r: "4.2.2")
    (rmda,) = [finding for finding in examine(["pROC", "rmda"]) if finding.what == "rmda"]
    assert rmda.state == "warn" and rmda.cure.startswith("make setup RETRY=1, or Rscript -e ")
