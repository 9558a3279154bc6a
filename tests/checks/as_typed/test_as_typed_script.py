from __future__ import annotations

import csv
import dataclasses
import re

import numpy as np
import pytest
from click.testing import CliRunner
from verified import complaints, not_answered, on_stdout, verified

from parity.answers.modes import Mode
from parity.checks.as_typed.reading import folder_of
from parity.checks.as_typed.script import OF_THE_MODEL, PARTS, analysis
from parity.checks.as_typed.source import symbol, text
from parity.checks.catalogue import CATALOGUE
from parity.checks.vocabulary import Scope
from parity.cli import command
from parity.data.cohort import Subgroup
from parity.data.study import study_from_csv
from parity.data.study_file import find_study
from parity.errors import InputError
from parity.places import cohorts
from parity.checks.vocabulary.verdict import Verdict
from parity.report.headline import headline
from parity.verification.compute import compute, questions

GIVEN = cohorts().parent / "cases" / "dca_given_risk.csv"
HOSTILE = (
    "if", "a b", "a`b", "a\\b", 'a"b', "a'b", "`", "\\", "a\\`b", "TRUE", "NULL", "c(", "#", "%", "a + b", "年齢",
    "é", "🙂", ".", "...", "..1", "_x", "1", "-1", "y", "risk", "model", "development", "curve", "{x}", "\\n", "a\tb",
)  # fmt: skip


def written(path, names, levels=("low", "high"), outcome=("0", "1"), n: int = 90, formula=None):
    draw = np.random.default_rng(20261126)
    x, codes = draw.normal(size=(len(names) - 1, n)), draw.integers(0, len(levels), n)
    events = draw.random(n) < 1 / (1 + np.exp(0.3 - 0.7 * x.sum(axis=0) - 0.5 * codes))
    rows = zip(*x.tolist(), [levels[code] for code in codes], [outcome[event] for event in events.astype(int)])
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([(*names, "died"), *rows])
    predictors = [] if formula else names
    return study_from_csv(path, outcome="died", event=outcome[1], predictors=predictors, formula=formula)


def agrees(study, live_r) -> None:
    verification = verified([study], CATALOGUE.matching(["as_typed"]), live_r, Mode.LIVE)
    assert complaints(verification) == []
    assert verification.verdict is Verdict.AGREES


def all_agree(study, live_r) -> None:
    """Whatever is typed; where `lrm` stops short is documented."""
    verification = verified([study], CATALOGUE.matching(["*as_typed"]), live_r)
    assert complaints(verification) == []
    assert "rms" in verification.skipped or not not_answered(verification)


@pytest.mark.r
@pytest.mark.parametrize("name", HOSTILE)
def test_any_name_of_a_column_is_only_a_name(name, live_r, tmp_path):
    agrees(written(tmp_path / "a.csv", [name, "group"]), live_r)


@pytest.mark.r
@pytest.mark.parametrize("name", ["if", "a`b", "a\\b", "c(", "a + b", "年齢", "...", "{x}", "model"])
def test_any_name_of_a_column_is_only_a_name_in_a_formula(name, live_r, tmp_path):
    escaped = name.replace("\\", "\\\\").replace("`", "\\`")
    formula = f"rcs(`{escaped}`, 3) * group + pol(x2)"
    all_agree(written(tmp_path / "a.csv", [name, "x2", "group"], formula=formula, n=200), live_r)


@pytest.mark.r
@pytest.mark.parametrize("name", ["stage at entry", "if", "...", "All", "1", "a`b"])
def test_any_name_of_a_factor_is_found_by_lrm(name, live_r, tmp_path):
    all_agree(written(tmp_path / "a.csv", ["x", name], n=200), live_r)


@pytest.mark.r
@pytest.mark.parametrize(
    "formula",
    [
        "x1 * x2 + group",
        "x1:group + x1 + group + rcs(x2)",
        "group:x1 + x2 + x1 + group",
        "(x1 + group) *\n x2",
        "lsp(x1, c(-0.5, 0.5)) * pol(x2, 3)",
        "x1 * x2 * group",
        "rcs(x1, c(-1, 0, 1)) * x2 * group",
    ],
)
def test_r_reads_a_formula_as_we_do(formula, live_r, tmp_path):
    all_agree(written(tmp_path / "a.csv", ["x1", "x2", "group"], formula=formula, n=400), live_r)


@pytest.mark.r
@pytest.mark.parametrize(
    ("cells", "groups"),
    [
        (("1", "2", "1.0", "02", ""), {"1", "2"}),
        (("true", "FALSE", "TRUE", "NA"), {"true", "false"}),
        (("1", "one", "1.0", 'a"b', "1e0"), {"1", "one", 'a"b'}),
        (("a", "b c", "d\\", "é"), {"a", "b c", "d\\", "é"}),
    ],
)
def test_r_finds_the_patients_of_a_group(cells, groups, live_r, tmp_path):
    study = written(tmp_path / "a.csv", ["x", "group"], n=300)
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        (*head, last), *rows = csv.reader(file)
    with (tmp_path / "b.csv").open("w", encoding="utf-8", newline="") as file:
        more = [cells[place % len(cells)] for place in range(len(rows))]
        csv.writer(file).writerows([(*head, last, "a `b"), *((*row, cell) for row, cell in zip(rows, more))])
    subgroups = (Subgroup("a `b"),)
    study = study_from_csv(tmp_path / "b.csv", outcome="died", predictors=["x", "group"], subgroups=subgroups)
    assert set(study.development.subgroups["a `b"].levels) == groups
    all_agree(study, live_r)


@pytest.mark.r
def test_all_of_them_at_once(live_r, tmp_path):
    agrees(written(tmp_path / "a.csv", [*HOSTILE[:12], "group"], n=400), live_r)


@pytest.mark.r
@pytest.mark.parametrize("level", [*(name for name in HOSTILE[:14] if name != "NULL"), "a, b", "{level}", "a\nb"])
def test_any_level_is_only_a_text(level, live_r, tmp_path):
    agrees(written(tmp_path / "a.csv", ["x", "group"], levels=("other", level)), live_r)


@pytest.mark.r
@pytest.mark.parametrize(
    "outcome", [("alive", 'de"ad'), ("false", "TRUE"), ("1", "2"), ("0.5", "1e3"), ("no", "1"), ("1", "0")]
)
def test_any_two_values_of_the_outcome_are_told_apart(outcome, live_r, tmp_path):
    agrees(written(tmp_path / "a.csv", ["x", "group"], outcome=outcome), live_r)


@pytest.mark.r
@pytest.mark.parametrize("file", ['a"b.csv', "a\\b.csv", "a b.csv", "年齢.csv", "a'b.csv", "$(x).csv"])
def test_any_name_of_a_file_is_only_a_name(file, live_r, tmp_path):
    agrees(written(tmp_path / file, ["x", "group"]), live_r)


@pytest.mark.r
def test_another_level_and_another_grid_reach_r(live_r, tmp_path):
    study = written(tmp_path / "a.csv", ["x", "group"])
    agrees(dataclasses.replace(study, level=0.9, thresholds=np.array([0.05, 0.1, 0.37])), live_r)


def test_quotes_backslashes_and_control_characters_are_escaped():
    assert text('a"\\\n\x01`') == '"a\\"\\\\\\n\\001`"'
    assert symbol('a`\\"') == '`a\\`\\\\"`'
    with pytest.raises(InputError):
        text("\0")


def test_no_number_of_ours_and_no_path_of_this_machine_stands_in_it():
    study = find_study("rait")
    source = analysis(study, study.validations[0])
    assert str(folder_of(study)) not in source
    assert 'read_cohort("rait.csv")' in source and 'read_cohort("rait-validation.csv")' in source
    for value in (*study.development.columns["tg_before"], study.development.n):
        assert f" {value!r}" not in source.replace("conf.level", "")


def test_a_study_without_a_file_cannot_be_typed():
    study = find_study("asah")
    bare = dataclasses.replace(study, development=dataclasses.replace(study.development, path=None))
    with pytest.raises(InputError, match="not read from a CSV file"):
        analysis(bare, bare.development)
    assert verified([bare], CATALOGUE.matching(["as_typed"]), None, Mode.REPLAY).statistics == ()


@pytest.mark.parametrize(("without", "typed"), [("development", []), ("validations", ["rait"] * 5)])
def test_a_cohort_is_typed_where_it_and_the_development_cohort_have_files(without, typed):
    study = find_study("rait")
    bare = {"development": dataclasses.replace(study.development, path=None)}
    if without == "validations":
        bare = {"validations": tuple(dataclasses.replace(cohort, path=None) for cohort in study.validations)}
    found = verified([dataclasses.replace(study, **bare)], CATALOGUE.matching(["as_typed"]), None, Mode.REPLAY)
    assert [statistic.setting.cohort for statistic in found.statistics] == typed


def test_a_formula_stands_in_it_as_it_was_written_unless_lrm_would_not_find_its_columns(tmp_path):
    names = ["x 1", "x2", "group"]
    for formula, typed in {
        "rcs(`x 1`) * group+ pol(x2, 3)": "rms::rcs(`x 1`) * `group`+ rms::pol(`x2`, 3)",
        "group:x2 + x2 + group": "`x2` + `group` + `x2`:`group`",
    }.items():
        study = written(tmp_path / "a.csv", names, formula=formula)
        assert f"glm(`died` ~ {typed}, family" in analysis(study, study.development)


def test_a_group_that_is_not_there_is_named():
    study = find_study("rait")
    with pytest.raises(InputError, match="no group named 'gender=x' in cohort rait; there are 'gender=female'"):
        analysis(study, study.development, "gender=x")
    study = find_study("asah")
    with pytest.raises(InputError, match="name its column: --subgroup COLUMN"):
        analysis(study, study.development, "sex=male")


@pytest.mark.parametrize("part", ["lrm", "nomogram"])
def test_what_needs_a_model_is_not_asked_of_given_risks_nor_of_a_group(part):
    given = ["script", str(GIVEN), "--outcome", "Event", "--risk", "P1", "--part", part]
    of_a_group = ["script", "rait", "--group", "gender=male", "--part", part]
    for words, rule in (
        (given, f"the risks are given, and there is no model for {part}"),
        (of_a_group, f"{part} is asked of the whole development cohort, not of a group"),
    ):
        with pytest.raises(InputError, match=rule):
            CliRunner().invoke(command, words, catch_exceptions=False)


def test_a_name_that_no_formula_takes_is_changed_to_one_that_no_other_column_has(tmp_path):
    study = written(tmp_path / "a.csv", ["...", "column ...", "group"])
    assert text("column ... ") in analysis(study, study.development)


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        (("0", "2"), " == 2)"),
        (("no", "1"), ' != "no")'),
        (("1", "yes"), ' == "yes")'),
        (("false", "true"), ' == "TRUE")'),
    ],
)
def test_the_event_is_told_as_a_number_where_both_values_are_one(outcome, told, tmp_path):
    study = written(tmp_path / "a.csv", ["x", "group"], outcome=outcome)
    assert told in analysis(study, study.development)


@pytest.mark.parametrize(
    ("letter", "written"),
    [("\x1e", "\\036"), ("\x1f", "\\037"), (" ", " "), ("!", "!"), ("~", "~"), ("\x7f", "\\177"), ("\x80", "\x80")],
)
def test_characters_that_cannot_be_seen_are_written_as_octal_numbers(letter, written):
    assert text(f"a{letter}b") == f'"a{written}b"'


@pytest.mark.parametrize(
    ("thresholds", "written"),
    [
        ([0.1, 0.2], "(1:2) * 0.1"),
        ([0.1, 0.2, 0.25, 0.4], "c(0.1, 0.2, 0.25, 0.4)"),
        ([0.1, 0.2, 0.4], "c(0.1, 0.2, 0.4)"),
    ],
)
def test_multiples_of_a_step_are_a_grid_and_others_are_not(thresholds, written):
    study = dataclasses.replace(find_study("rait"), thresholds=np.array(thresholds))
    assert written in analysis(study, study.development)


def test_one_threshold_is_no_grid(tmp_path):
    study = dataclasses.replace(written(tmp_path / "a.csv", ["x", "group"]), thresholds=np.array([0.37]))
    assert "c(0.37)" in analysis(study, study.development)


SENT_AS = {
    "analysis": ("as_typed", "code"),
    "lrm": ("model_as_typed", "code"),
    "val.prob": ("validation_as_typed", "code"),
    "rmda": ("decision_curve_as_typed", "by_rmda"),
    "dcurves": ("decision_curve_as_typed", "by_dcurves"),
    "nomogram": ("nomogram_as_typed", "code"),
}


def test_every_part_can_be_printed_and_is_run():
    choices = next(option for option in command.commands["script"].params if option.name == "part").type.choices
    assert tuple(choices) == tuple(PARTS) == tuple(SENT_AS)
    assert {stem for stem, _ in SENT_AS.values()} == {check.stem for check in CATALOGUE.matching(["*as_typed"]).checks}


def sent(study, part, cohort, group=""):
    """What R is sent to run."""
    stem, argument = SENT_AS[part]
    return {
        question.arguments[argument]
        for check, sample, question in questions(study, CATALOGUE.matching([stem]))
        if argument in question.arguments and sample.setting.subgroup == group
        if sample.cohort.name in (cohort, study.name if check.scope is Scope.MODEL else "")
    }


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("cohort", ["rait", "rait-validation", "curves", "curves-later"])
def test_what_is_printed_is_what_is_run(part, cohort):
    name = cohort.partition("-")[0]
    printed = on_stdout("script", name, "--part", part, "--cohort", cohort)
    assert sent(find_study(name), part, cohort) == {printed}


@pytest.mark.parametrize("part", [part for part in PARTS if part not in OF_THE_MODEL])
@pytest.mark.parametrize("group", ["gender=female", "age >= 55"])
@pytest.mark.parametrize("cohort", ["rait", "rait-validation"])
def test_so_is_that_of_a_group(part, group, cohort):
    words = ["script", "rait", "--part", part, "--cohort", cohort, "--group", group]
    assert sent(find_study("rait"), part, cohort, group) == {on_stdout(*words)}


@pytest.mark.parametrize("part", [part for part in PARTS if part not in OF_THE_MODEL])
def test_so_is_that_of_given_risks(part):
    words = ["script", str(GIVEN), "--outcome", "Event", "--risk", "P1", "--part", part]
    study = study_from_csv(GIVEN, outcome="Event", risk="P1")
    assert sent(study, part, "dca_given_risk") == {on_stdout(*words)}


@pytest.mark.parametrize("part", PARTS)
def test_the_packages_of_a_script_are_named_on_stderr_with_the_recorded_versions(part, capsys):
    for name in ("rait", "curves", str(cohorts().parent / "cases" / "ucla.toml")):
        printed = on_stdout("script", name, "--part", part)
        said = capsys.readouterr().err
        packages = set(re.findall(r"(\w+)::", printed))
        needed = re.match(r"parity: the script needs R with (.*); answers are recorded of R 4\.2\.2 \(", said)
        assert needed and set(needed[1].split(" and ")) == packages
        for package in packages - {"rms"} or packages:  # a spline is rms's in every script
            assert re.search(rf"R 4\.2\.2 \([^)]*{package} \d[^)]*\), R 4\.5\.0 \([^)]*{package} \d", said)


def without_file(study, place):
    """A study one of whose cohorts was not read from a file."""
    cohorts = [dataclasses.replace(one, path=None) if at == place else one for at, one in enumerate(study.cohorts)]
    return dataclasses.replace(study, development=cohorts[0], validations=tuple(cohorts[1:]))


def test_a_study_without_a_file_is_named_with_the_reason_and_is_no_failure():
    found = verified(
        [without_file(find_study("asah"), 0)], CATALOGUE.matching(["auc*", "*as_typed"]), None, Mode.REPLAY
    )
    assert found.exit_code == 0
    why = "asah · {}: does not apply: cohort asah was not read from a CSV file, which R could read itself"
    titles = [check.title for check in CATALOGUE.matching(["*as_typed"]).checks]
    assert list(map(str, found.left_out)) == [why.format(title) for title in titles]
    stems = ", ".join(check.stem for check in CATALOGUE.matching(["*as_typed"]).checks)
    assert headline(found).text == f"PASS, not computed: {stems}"


def test_a_validation_cohort_without_a_file_is_named_beside_the_development_cohort_that_is_typed():
    computation = compute([without_file(find_study("rait"), 1)], CATALOGUE.matching(["as_typed"]))
    assert {made.sample.cohort.name for made in computation.statistics} == {"rait"}
    assert {one.cohort for one in computation.left_out} == {"rait-validation"}


def test_a_model_without_effect_is_named(tmp_path):
    rows = "".join(f"{outcome},{x}\n" * 5 for outcome in (0, 1) for x in (0, 1))
    (tmp_path / "flat.csv").write_text(f"y,x\n{rows}", encoding="utf-8")
    study = study_from_csv(tmp_path / "flat.csv", outcome="y", predictors=["x"])
    (left_out,) = compute([study], CATALOGUE.matching(["as_typed"])).left_out
    assert left_out.reason.startswith("does not apply: the predictors have no effect")


@pytest.mark.r
@pytest.mark.parametrize("names", [("g", "g1"), ("g", "g1", "g1_"), ("g1", "g")])
def test_a_level_that_makes_the_name_of_another_column_is_told_apart(names, live_r, tmp_path):
    draw = np.random.default_rng(11)
    columns = {name: draw.normal(size=120) for name in names}
    columns["g"] = draw.integers(0, 2, 120)
    columns["died"] = (draw.random(120) < 0.5).astype(int)
    rows = [",".join(columns), *(",".join(map(repr, row)) for row in zip(*(c.tolist() for c in columns.values())))]
    (tmp_path / "a.csv").write_text("\n".join(rows) + "\n")
    study = study_from_csv(tmp_path / "a.csv", outcome="died", predictors=names, levels={"g": [0, 1]})
    agrees(study, live_r)
