"""Several models in one study, by the command."""

from __future__ import annotations

import json

import pytest
from command_cases import parity

from parity import places
from parity.graphics.painters.r_pdf_reader import page_contents

RIVALS = places.cohorts() / "rivals.csv"
TWO = ("--outcome", "died", "--risk", "old", "--risk", "new")


@pytest.mark.r
def test_two_columns_of_risks_are_verified_and_compared(tmp_path):
    words = ("verify", RIVALS, *TWO, "--checks", "delong*", "--checks", "as_typed", "--checks", "brier*", "--json")
    done = parity(*words, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert [(one["stem"], one["model"], one["verdict"]) for one in found["statistics"]] == [
        ("brier_score", "old", "AGREES"),
        ("as_typed", "old", "AGREES"),
        ("brier_score", "new", "AGREES"),
        ("as_typed", "new", "AGREES"),
        ("delong_test_paired", "old against new", "AGREES"),
    ]
    assert [one["name"] for one in found["studies"][0]["models"]] == ["old", "new"]
    assert "the 2 models are of the same patients: 60 patients have the columns of both" in done.stderr


def test_what_is_of_one_model_asks_for_its_name(tmp_path):
    for words in (("script", "rivals"), ("nomogram", "rivals", "--out", "x.pdf")):
        done = parity(*words, cwd=tmp_path)
        assert done.returncode == 2
        assert done.stderr.endswith("name one of 'old', 'new', 'refitted': --model, study.of_model()\n")
    done = parity("script", "rivals", "--model", "refitted", cwd=tmp_path)
    assert 'of_other_models <- c("old", "new")' in done.stdout
    done = parity("nomogram", "rivals", "--model", "refitted", "--out", "refitted.pdf", cwd=tmp_path)
    assert done.returncode == 0 and "Total Points" in done.stdout
    assert parity("select", "rivals", cwd=tmp_path).stderr.endswith("name candidates in a study of their own\n")


def test_the_curves_of_all_models_are_drawn_together(tmp_path):
    done = parity("figure", "roc", "rivals", "--out", "roc.pdf", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    (page,) = page_contents((tmp_path / "roc.pdf").read_bytes())
    assert all(f"UC: {area} " in page for area in ("0.565", "0.728", "0.676")) and "(refitted)" in page


def test_a_table_of_characteristics_has_the_columns_of_all_models(tmp_path):
    done = parity("table", "rivals", "--json", cwd=tmp_path)
    assert {row["variable"] for row in json.loads(done.stdout)["numbers"]} == {"died", "old", "new", "age", "marker"}
