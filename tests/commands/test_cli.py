"""The command as a person meets it: what it prints, where, and the status it ends with."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys

import jsonschema
import pytest
from click.testing import CliRunner
from command_cases import CHECKOUT, PREDICTORS, make_csv, parity

from parity.answers.live import LiveR
from parity.cli import command
from parity.data.study_file import bundled_studies
from parity.report.results import SCHEMA_FILE


def test_without_a_command_it_shows_its_help(tmp_path):
    done = parity(cwd=tmp_path)
    assert done.returncode == 0
    for name in ("verify", "list", "show", "record", "drift", "doctor", "init", "figure", "nomogram", "Exit status"):
        assert name in done.stdout


@pytest.mark.parametrize(("mode", "studies"), [("replay", bundled_studies()), ("auto", ("asah", "limits"))])
def test_without_r_and_rpy2_bundled_studies_are_verified_by_recorded_answers(tmp_path, no_r, mode, studies):
    done = parity("verify", *studies, "--mode", mode, "--json", cwd=tmp_path, **no_r)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    jsonschema.validate(found, json.loads(SCHEMA_FILE.read_text()))
    answered = {
        answer["answered"]
        for statistic in found["statistics"]
        for answer in statistic["answers"]
        if answer["package"] not in ("statsmodels", "scipy")
    }
    assert answered == {"recorded"}
    verdicts = {statistic["verdict"] for statistic in found["statistics"]}
    assert verdicts <= {"AGREES", "DEVIATES_AS_DOCUMENTED", "UNDEFINED"}


def test_live_without_r_ends_with_status_3_and_says_what_is_missing(tmp_path, no_r):
    done = parity("verify", "asah", "--mode", "live", cwd=tmp_path, **no_r)
    assert done.returncode == 3
    assert "R" in done.stderr and len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "parity-evidence").exists()


def test_the_evidence_is_one_folder_and_its_path_is_printed(tmp_path):
    done = parity("verify", "asah", "--mode", "replay", "--checks", "auc*", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    (folder,) = (tmp_path / "parity-evidence").iterdir()
    assert {"results.json", "results.schema.json", "report.html", "elements.csv.gz"} <= {
        path.name for path in folder.iterdir()
    }
    assert str(folder.relative_to(tmp_path)) in done.stdout
    assert "\x1b" not in done.stdout


def test_an_existing_folder_is_not_overwritten(tmp_path):
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "mine.txt").write_text("mine")
    done = parity("verify", "asah", "--mode", "replay", "--out", "kept", cwd=tmp_path)
    assert done.returncode == 2 and "exists already" in done.stderr


@pytest.mark.r
def test_any_csv_file_is_verified_and_hostile_column_names_are_only_names(tmp_path):
    make_csv(tmp_path / "my data.csv")
    make_csv(tmp_path / "other.csv", rows=80)
    words = (
        "verify",
        "my data.csv",
        "--outcome",
        "died",
        "--event",
        "yes",
        "--predictors",
        PREDICTORS,
        "--validation",
        "other.csv",
        "--json",
    )
    done = parity(*words, cwd=tmp_path)
    assert done.returncode == 0, done.stderr + done.stdout[-500:]
    found = json.loads(done.stdout)
    jsonschema.validate(found, json.loads(SCHEMA_FILE.read_text()))
    (study,) = found["studies"]
    assert [(cohort["role"], cohort["name"], cohort["dropped"]) for cohort in study["cohorts"]] == [
        ("development", "my data", 1),
        ("validation", "other", 1),
    ]
    assert not list(tmp_path.rglob("pwned"))
    page = next((tmp_path / "parity-evidence").glob("*/report.html")).read_text(encoding="utf-8")
    assert "<script" not in page and "&lt;script&gt;`a`" in page


@pytest.mark.r
def test_without_rmda_the_headline_of_ones_own_data_says_what_was_not_verified(tmp_path, monkeypatch):
    make_csv(tmp_path / "mine.csv")
    monkeypatch.setattr(LiveR, "has", lambda self, package: package != "rmda")
    evidence = tmp_path / "evidence"
    words = ["verify", str(tmp_path / "mine.csv"), "--outcome", "died", "--event", "yes", "--predictors", "größe,site"]
    done = CliRunner().invoke(command, [*words, "--checks", "*clinical_impact*", "--out", str(evidence)])
    last = done.output.splitlines()[-2]
    assert last == "not verified: Clinical impact, the figure (mine): nothing could be held against an answer"
    page = (evidence / "report.html").read_text(encoding="utf-8")
    head = page[: page.index("</header>")]
    named = '<a href="#clinical_impact_page">clinical_impact_page</a>'
    assert f"PASS, not verified: {named}" in head and "rmda (rmda is not installed" in head


@pytest.mark.r
def test_a_model_may_be_validated_on_several_files(tmp_path):
    for rows, name in ((120, "data"), (80, "other"), (90, "third")):
        make_csv(tmp_path / f"{name}.csv", rows)
    words = (
        "verify",
        "data.csv",
        "--outcome",
        "died",
        "--event",
        "yes",
        "--predictors",
        "größe",
        "--checks",
        "brier_score",
    )
    done = parity(*words, "--validation", "other.csv", "--validation", "third.csv", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert [statistic["cohort"] for statistic in json.loads(done.stdout)["statistics"]] == ["data", "other", "third"]
    twice = parity(*words, "--validation", "other.csv", "--validation", "other.csv", cwd=tmp_path)
    assert twice.returncode == 2 and "two validation cohorts would be called 'other'" in twice.stderr


def test_bad_input_is_one_line_with_status_2_and_nothing_written(tmp_path):
    make_csv(tmp_path / "data.csv")
    for words in (
        ("verify", "nowhere.csv", "--outcome", "died", "--predictors", "age"),
        ("verify", "data.csv", "--outcome", "dead", "--predictors", "größe"),
        ("verify", "data.csv", "--outcome", "died", "--predictors", "größe"),
        ("verify", "data.csv", "--outcome", "died"),
        ("verify", "asa"),
        ("verify", "asah", "--checks", "nothing*"),
        ("verify", "asah", "--require", "nothing"),
        ("show", "auc_delongg"),
        ("verify", "asah", "--timeout", "nan"),
        ("verify", "asah", "--timeout", "0"),
        ("verify", "asah", "--out", "data.csv/evidence"),
        ("verify", "asah", "--out", "x" * 300),
    ):
        done = parity(*words, cwd=tmp_path)
        assert done.returncode == 2, words
        assert len(done.stderr.splitlines()) == 1 and done.stderr.startswith("parity: "), done.stderr
        assert done.stdout == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data.csv"]


def test_under_json_a_failure_is_one_complete_object_too(tmp_path):
    done = parity("verify", "nowhere.csv", "--outcome", "died", "--predictors", "age", "--json", cwd=tmp_path)
    assert done.returncode == 2
    found = json.loads(done.stdout)
    jsonschema.validate(found, json.loads(SCHEMA_FILE.read_text()))
    assert "nowhere.csv" in found["error"]["message"] and found["exit_code"] == 2


def test_a_required_package_that_does_not_answer_is_status_3(tmp_path, no_r):
    make_csv(tmp_path / "data.csv")
    words = ("verify", "data.csv", "--outcome", "died", "--event", "yes", "--predictors", "größe", "--require", "pROC")
    done = parity(*words, cwd=tmp_path, **no_r)
    assert done.returncode == 3 and "pROC" in done.stderr


def test_a_reader_who_stops_reading_changes_neither_the_work_nor_its_status(tmp_path):
    command = [sys.executable, "-m", "parity", "verify", "asah", "--mode", "replay", "--out", "evidence"]
    process = subprocess.Popen(
        command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(CHECKOUT)}, stdout=subprocess.PIPE
    )
    process.stdout.close()
    assert process.wait(120) == 0
    assert (tmp_path / "evidence" / "report.html").is_file()


def test_output_that_cannot_show_a_sign_shows_another(tmp_path):
    done = parity("verify", "asah", "--mode", "replay", "--checks", "auc*", cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert done.returncode == 0 and "? AUC, DeLong interval" in done.stdout


def test_a_fault_of_parity_s_own_is_no_disagreement(tmp_path):
    code = "from parity import cli; from parity.checks import catalogue; catalogue.CATALOGUE = None; cli.main(['list'])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 70
    assert done.stderr.splitlines()[-1].startswith("parity: this is a fault of parity's own (AttributeError)")


def test_a_formula_stands_for_outcome_and_predictors(tmp_path):
    chance = random.Random(5)
    rows = "".join(f"{chance.gauss(0, 1)!r},{chance.choice('fm')},{chance.randint(0, 1)}\n" for _ in range(90))
    (tmp_path / "data.csv").write_text("age,sex,died\n" + rows, encoding="utf-8")
    options = ("--mode", "replay", "--checks", "logistic*")
    done = parity("verify", "data.csv", "--formula", "died ~ rcs(age, 4) * sex", *options, cwd=tmp_path)
    assert "died ~ rcs(age, 4) + sex (2 levels) + rcs(age, 4):sex" in done.stdout
    (results,) = tmp_path.glob("parity-evidence/*/results.json")
    (study,) = json.loads(results.read_text(encoding="utf-8"))["studies"]
    assert study["formula"] == "died ~ rcs(age, 4) + sex + rcs(age, 4):sex"
    wrong = parity("verify", "data.csv", "--formula", "died ~ log(age)", *options, cwd=tmp_path)
    assert wrong.returncode == 2 and "at character 8: log() is not supported" in wrong.stderr


def test_a_name_with_a_comma_stands_in_double_quotes(tmp_path):
    chance = random.Random(3)
    rows = "".join(f"{chance.gauss(0, 1)!r},{chance.randint(0, 1)}\n" for _ in range(60))
    (tmp_path / "data.csv").write_text('"a, b",died\n' + rows, encoding="utf-8")
    done = parity(
        "verify",
        "data.csv",
        "--outcome",
        "died",
        "--predictors",
        '"a, b"',
        "--mode",
        "replay",
        "--checks",
        "logistic*",
        cwd=tmp_path,
    )
    assert "died ~ a, b" in done.stdout, done.stderr


@pytest.mark.r
def test_a_question_that_takes_too_long_did_not_run(tmp_path):
    done = parity("verify", "asah", "--mode", "live", "--checks", "auc*", "--timeout", "0.0001", cwd=tmp_path)
    assert done.returncode == 4 and "did not run" in done.stdout, done.stderr


@pytest.mark.r
def test_a_recorded_answer_that_cannot_be_compared_is_no_agreement(tmp_path):
    make_csv(tmp_path / "data.csv")
    (tmp_path / "studies").mkdir()
    study = tmp_path / "studies" / "mine.toml"
    assert parity("init", "data.csv", "--outcome", "died", "--out", study, cwd=tmp_path).returncode == 0
    recorded = parity("record", study, "--checks", "brier_score", "--checks", "decision_curve", cwd=tmp_path)
    assert recorded.returncode == 0, recorded.stderr
    same = parity("drift", study, "--checks", "brier_score", cwd=tmp_path)
    assert same.returncode == 0 and "3 identical" in same.stdout, same.stdout
    text = study.read_text(encoding="utf-8")
    study.write_text(text.replace("from = 0.0", "from = 0.1"), encoding="utf-8")
    changed = parity("drift", study, "--checks", "decision_curve", cwd=tmp_path)
    assert changed.returncode == 4 and "not compared" in changed.stdout, changed.stdout
    damaged = next((tmp_path / "studies" / "references").rglob("brier_score.json"))
    damaged.write_text("{", encoding="utf-8")
    for command in ("verify", "drift", "record"):
        broken = parity(command, study, "--checks", "brier_score", cwd=tmp_path)
        assert (
            broken.returncode == 2 and "brier_score.json: is not a recorded answer; restore it" in broken.stderr
        ), broken.stderr


def test_two_studies_of_one_name_are_refused(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        make_csv(tmp_path / folder / "x.csv")
    options = ("--outcome", "died", "--event", "yes", "--predictors", "größe", "--mode", "replay")
    for words, name in (
        (("verify", "a/x.csv", "b/x.csv", *options), "x"),
        (("verify", "asah", "asah", "--mode", "replay"), "asah"),
    ):
        done = parity(*words, cwd=tmp_path)
        assert done.returncode == 2 and len(done.stderr.splitlines()) == 1
        assert (
            f"two studies are both called '{name}'" in done.stderr
            and "rename a file, or run them one after the other" in done.stderr
        )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_a_list_of_predictors_with_an_open_quote_is_refused(tmp_path):
    make_csv(tmp_path / "data.csv")
    for predictors in ('größe,"site', "größe\nsite"):
        done = parity(
            "verify", "data.csv", "--outcome", "died", "--event", "yes", "--predictors", predictors, cwd=tmp_path
        )
        assert done.returncode == 2 and len(done.stderr.splitlines()) == 1
        assert "is no list of names separated by commas; look for a double quote that is not closed" in done.stderr


def test_a_folder_in_the_place_of_a_study_is_called_a_folder(tmp_path):
    (tmp_path / "data").mkdir()
    done = parity("verify", "data", cwd=tmp_path)
    assert (
        done.returncode == 2
        and done.stderr == "parity: data: is a folder; name a study file (.toml) or a CSV file in it\n"
    )


def test_what_there_is_and_the_next_step_are_two_sentences(tmp_path):
    assert re.search(r"and \d+ more\. `parity list` shows them", parity("show", "qqqqq", cwd=tmp_path).stderr)
    assert "'wards'. Or give the path" in parity("verify", "qqqqq", cwd=tmp_path).stderr
    assert "did you mean 'auc_delong'? `parity list`" in parity("show", "auc_delongg", cwd=tmp_path).stderr


def test_a_factor_is_said_to_be_one_and_r_was_not_asked_in_replay(tmp_path):
    make_csv(tmp_path / "data.csv")
    words = (
        "--outcome",
        "died",
        "--event",
        "yes",
        "--predictors",
        "größe,site",
        "--mode",
        "replay",
        "--checks",
        "roc_curve",
        "--out",
        "kept",
    )
    done = parity("verify", "data.csv", *words, cwd=tmp_path)
    head = done.stdout.splitlines()[0]
    assert "died ~ größe + site (3 levels)" in head and head.endswith("R was not asked"), head
    assert "died ~ größe + site (3 levels)" in (tmp_path / "kept" / "report.html").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "kept" / "results.json").read_text(encoding="utf-8"))["studies"][0]["predictors"] == [
        "größe",
        "site",
    ]


def test_strict_fails_where_a_number_is_undefined_and_says_which(tmp_path):
    words = ("verify", "limits", "--mode", "replay", "--checks", "hosmer_lemeshow", "--checks", "classification")
    lenient = parity(*words, cwd=tmp_path)
    assert lenient.returncode == 0 and "UNDEFINED: classification npv; hosmer_lemeshow statistic, p" in lenient.stdout
    strict = parity(*words, "--strict", "--out", "strict", cwd=tmp_path)
    assert strict.returncode == 3 and "parity: --strict: UNDEFINED: classification npv" in strict.stderr
    (evidence,) = (tmp_path / "strict").glob("results.json")
    found = json.loads(evidence.read_text(encoding="utf-8"))
    assert found["exit_code"] == 3 and found["strict"] is True
    assert {(gap["stem"], gap["field"]) for gap in found["undefined"]} == {
        ("classification", "npv"),
        ("hosmer_lemeshow", "statistic"),
        ("hosmer_lemeshow", "p"),
        ("hosmer_lemeshow", "every number"),
    }


def test_a_figure_of_a_model_without_an_estimate_names_the_file_and_the_column(tmp_path):
    rows = "".join(f"{n % 2},{n},{2 * n}\n" for n in range(40))
    (tmp_path / "twice.csv").write_text(f"died,age,months\n{rows}")
    (tmp_path / "twice.toml").write_text('outcome = "died"\n[predictors.age]\n[predictors.months]\n')
    done = parity("figure", "roc", "twice.toml", "--out", "z.png", cwd=tmp_path)
    assert done.returncode == 2 and "z.png" not in done.stderr
    assert "twice.csv, column 'months': is an exact linear combination of 'age'" in done.stderr


def test_a_workbook_is_named_as_one_before_its_options_are_looked_at(tmp_path):
    (tmp_path / "ward.xlsx").write_bytes(b"PK\x03\x04")
    done = parity("verify", "ward.xlsx", "--outcome", "died", "--predictors", "age", cwd=tmp_path)
    assert done.returncode == 2 and "ward.xlsx: is an Excel workbook, not a table of text" in done.stderr
