"""``parity show``, ``list`` and ``script``: the cards of the statistics, and what R is asked."""

from __future__ import annotations

import json

from command_cases import parity

from parity.data.study_file import bundled_studies


def test_a_card_shows_definition_script_tolerance_and_source(tmp_path):
    done = parity("show", "auc_delong", cwd=tmp_path)
    assert done.returncode == 0
    for part in ("DeLong", "pROC::ci.auc", "r_scripts/pROC/auc_delong.R", "10.2307/2531595", "interval.low"):
        assert part in done.stdout


def test_a_card_of_a_study_shows_its_values(tmp_path):
    done = parity("show", "brier_score", "rait", "--mode", "replay", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "rait-validation" in done.stdout and "agrees" in done.stdout


def test_the_list_names_every_statistic_and_who_is_asked(tmp_path):
    found = json.loads(parity("list", "--json", cwd=tmp_path).stdout)
    assert found["studies"] == list(bundled_studies())
    by_stem = {statistic["stem"]: statistic for statistic in found["statistics"]}
    assert len(by_stem) == len(found["statistics"]) > 20
    assert by_stem["auc_delong"]["references"] == ["pROC::ci.auc", "stats::wilcox.test"]
    assert by_stem["auc_delong"]["group"] == "discrimination"
    text = parity("list", cwd=tmp_path).stdout
    assert all(stem in text for stem in by_stem) and f"bundled studies: {', '.join(bundled_studies())}" in text


def test_a_card_of_what_does_not_apply_is_shown_and_says_why(tmp_path):
    (tmp_path / "risks.csv").write_text("died,p\n" + "".join(f"{n % 2},{0.1 + n / 40}\n" for n in range(30)))
    done = parity("show", "nomogram", "risks.csv", "--outcome", "died", "--risk", "p", "--mode", "replay", cwd=tmp_path)
    assert done.returncode == 0 and "Literature" in done.stdout and "there is no model" in done.stderr
    done = parity("show", "auc_bootstrap", "asah", "--mode", "replay", cwd=tmp_path)
    assert "Literature" in done.stdout and "--resamples" in done.stderr


def test_a_script_that_would_read_the_file_otherwise_is_not_printed(tmp_path):
    rows = "".join(f"{n % 2};{50 + 7 * n % 31},5\n" for n in range(30))
    (tmp_path / "comma.csv").write_text("died;age\n" + rows)
    done = parity("script", "comma.csv", "--outcome", "died", "--predictors", "age", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "nothing can be typed: comma.csv is not written as R's read.csv has it by default" in done.stderr
