from __future__ import annotations

import json
import re

import pytest
from click.testing import CliRunner
from rich.cells import cell_len

from parity.cli import command

TABLES = (
    "Block 0: Beginning Block",
    "Variables not in the Equation",
    "Block 1: Method = Forward Stepwise (Likelihood Ratio)",
    "Omnibus Tests of Model Coefficients",
    "Model Summary",
    "Variables in the Equation",
    "Model if Term Removed",
)


def said(*words: str, columns: int = 120) -> str:
    done = CliRunner(env={"COLUMNS": str(columns)}).invoke(command, ["select", *words], standalone_mode=False)
    if done.exception is not None:
        raise done.exception
    return done.stdout


@pytest.mark.parametrize("columns", [80, 160])
def test_the_tables_are_spss_s_and_fit_their_lines(columns):
    text = said("rait", columns=columns)
    assert all(title in text for title in TABLES)
    assert max(map(cell_len, text.splitlines())) <= columns
    assert "Variable removed on step 4: dosage." in text
    assert "selected: lln_count, tg_before" in text
    assert "Not confirmed by a manual of SPSS" in text


def test_a_row_of_each_table_has_the_numbers_of_the_statistic():
    text = " ".join(said("rait", columns=160).split())
    assert re.search(r"1 Step 18\.384 1 <0\.001 Block 18\.384 1 <0\.001 Model 18\.384 1 <0\.001", text)
    assert "4 Step -0.146 1 0.702" in text
    assert "4 118.439 0.318 0.429" in text
    assert "4 lln_count 0.196 0.052 14.439 1 <0.001 1.217 1.100 1.347" in text
    assert "Overall Statistics 50.671 15 <0.001" in text


def test_a_factor_stands_as_a_set_above_its_columns():
    text = " ".join(said("birthwt", columns=160).split())
    assert re.search(r"race 5\.005 2 0\.082 race=black [\d.]+ 1 0\.\d+ race=other [\d.]+ 1", text)


def test_other_methods_print_their_own_tables():
    assert "Factors deleted" in said("birthwt", "--method", "backward-wald-aic")
    assert re.search(r"- age +1 +0\.5\d+", said("birthwt", "--method", "both-aic"))


def test_json_is_one_object_with_every_field():
    report = json.loads(said("rait", "--json"))
    assert report["selected"] == ["lln_count", "tg_before"] and report["selection"] == "forward-lr"
    assert (
        len(report["fields"]["score"]["labels"]) == len(report["fields"]["score"]["values"]) == 15 + 14 + 13 + 12 + 13
    )


def test_a_csv_file_needs_only_an_outcome_and_candidates(tmp_path):
    from parity import places

    file = places.cohorts() / "rait.csv"
    text = said(str(file), "--outcome", "rait_failure", "--candidates", "lln_count,tg_before,dosage")
    assert "selected: lln_count, tg_before" in text


def test_where_there_are_no_candidates_it_is_said(tmp_path):
    with pytest.raises(Exception, match="the risks are given, and no candidates are named"):
        said("scores")
