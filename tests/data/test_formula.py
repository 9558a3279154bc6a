"""Formulas as a person writes them: what is read, and what is refused where."""

from __future__ import annotations

import pytest

from parity.data.formula import Entry, Formula, Shape
from parity.data.formula_text import columns_in, read_formula, respelt
from parity.data.study import study_from_csv
from parity.data.study_file import read_study
from parity.errors import InputError
from parity.verification.estimable import check_estimable

ROWS = "died,age,tg,sex\n" + "\n".join(
    f"{place % 2},{40 + 7 * place % 31},{place * place % 17 + 0.5},{'fm'[place % 3 == 0]}" for place in range(40)
)

READ = {
    "died ~ rcs(tg, 4) + lln_count * sex + pol(age, 2)": "rcs(tg, 4) + lln_count + sex + pol(age, 2) + lln_count:sex",
    "y ~ a*b*c": "a + b + c + a:b + a:c + b:c + a:b:c",
    "~ a + b + b:a": "a + b + a:b",
    "a": "a",
    "y ~ a*b + a*c": "a + b + c + a:b + a:c",
    "y ~ (a + rcs(b, 3)) * c": "a + rcs(b, 3) + c + a:c + rcs(b, 3):c",
    "y ~ a:b + b + a": "b + a + b:a",
    "y~`age at visit`+rcs(`größe x`,c(-2,1,1e1))": "`age at visit` + rcs(`größe x`, c(-2.0, 1.0, 10.0))",
    "y ~ lsp(größe, 50) + asis(x.1)": "lsp(größe, c(50.0)) + x.1",
    "y ~ pol(x) + rcs(z)": "pol(x, 2) + rcs(z, 5)",
    r"y ~ `a \` b`": r"`a \` b`",
}

REFUSED = {
    "y ~ log(tg) + x": r"at character 5: log\(\) is not supported; compute it as a column of your own",
    "y ~ x + offset(z)": r"at character 9: offset\(\) is not supported; an offset would be a coefficient",
    "y ~ weights(w)": "not supported; expand the rows",
    "y ~ I(x^2)": r"I\(\) is not supported",
    "y ~ ns(x, 3)": r"ns\(\) is not supported; take rcs\(x, 4\)",
    "y ~ poly(x, 2)": r"poly\(\) is not supported; take rcs\(x, 4\)",
    "y ~ strat(s)": r"strat\(\) is not supported; enter it as a factor",
    "y ~ scored(s)": r"scored\(\) is not supported; declare its levels",
    "y ~ factor(s)": r"factor\(\) is not supported; declare its levels, which makes it a factor, .*: --levels",
    "y ~ C(s)": r"C\(\) is not supported; declare its levels",
    "y ~ a %ia% b": "at character 7: '%ia%', a restricted interaction, is not supported; write a \\* b",
    "y ~ a - 1": "takes a term or the constant away",
    "y ~ 0 + a": "'0' is no term; every model has its constant",
    "y ~ (a + b)^2": "'\\^' is not supported",
    "y ~ .": "name the predictors",
    "y ~ a + a": "at character 9: 'a' is in the formula twice",
    "y ~ a*b + b:a": "'b:a' is in the formula twice",
    "y ~ a + b:a": "'b' stands in an interaction only; add b, or write \\* instead of :",
    "y ~ rcs(a, 4) + a": r"'a' enters as rcs\(a, 4\) and as a",
    "y ~ rcs(a, 4) * b + a:c + c": r"at character 22: 'a' enters as rcs\(a, 4\) and as a",
    "y ~ a * a": "'a' would interact with itself",
    "y ~ a*b*c*d": "an interaction of 4 predictors is not supported",
    "y ~ rcs(a, 2)": "at character 12: the number of knots of rcs.. is a whole number from 3 to 7, not 2",
    "y ~ rcs(a, 3.5)": "not 3.5",
    "y ~ rcs(a, c(1, 3, 2))": "needs at least 3 knots, ascending",
    "y ~ pol(a, c(1, 2))": "pol.. has no knots",
    "y ~ pol(a, 1)": "the degree of pol.. is a whole number from 2 to 7",
    "y ~ lsp(a)": "lsp.. needs its knots",
    "y ~ rcs(log(a), 4)": "rcs.. is of a column",
    "y ~ rcs(a, knots = 4)": "a number is expected, not 'knots'",
    "log(y) ~ a": "the left-hand side is the name of a column",
    "y ~": "expected, not its end",
    "": "expected, not its end",
    "y ~ a +": "expected, not its end",
    "y ~ a b": "at character 7",
    "y ~ `a": "at character 5",
    "y ~ a ~ b": "at character 7",
}


@pytest.mark.parametrize("text", READ)
def test_a_formula_is_read_as_r_reads_it(text):
    outcome, formula = read_formula(text)
    assert str(formula) == READ[text]
    assert read_formula(str(formula))[1] == formula
    assert outcome == (text.split("~")[0].strip() or None if "~" in text else None)


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_not_supported_is_refused_where_it_stands(text):
    with pytest.raises(InputError, match=REFUSED[text]) as refusal:
        read_formula(text)
    assert "\n" not in str(refusal.value) and refusal.value.step


def test_a_formula_keeps_what_was_written_and_can_be_spelt_with_other_names():
    text = "rcs(`a b`)\n *b +(c +  rcs(`a b`):c) + pol(rcs, 3)"
    left, formula = read_formula(f"died ~ {text} ")
    assert (left, formula.text) == ("died", text)
    assert respelt(text, str.upper, "rms::") == "rms::rcs(A B) *B +(C + rms::rcs(A B):C) + rms::pol(RCS, 3)"
    assert columns_in(text) == formula.predictors == ("a b", "b", "c", "rcs")
    assert respelt("lsp(x, c(1, 2.50)) + c", str.upper) == "lsp(X, c(1, 2.50)) + C"
    assert columns_in("b:a + c + a + b") == ("b", "a", "c")
    assert Formula.of_main_effects(["a"]).text == ""


def test_a_formula_says_whether_a_list_of_names_would_do():
    assert Formula.of_main_effects(["a", "b"]).is_of_main_effects
    assert not Formula({"a": Entry(Shape.POLYNOMIAL, 2)}).is_of_main_effects
    assert not Formula({"a": Entry(), "b": Entry()}, (("a", "b"),)).is_of_main_effects


@pytest.fixture()
def table(tmp_path):
    path = tmp_path / "trial.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def test_a_formula_names_outcome_and_predictors(table):
    study = study_from_csv(table, formula="died ~ rcs(tg, c(1, 5, 9)) * sex + age")
    assert (study.outcome, study.predictors) == ("died", ("tg", "sex", "age"))
    assert study_from_csv(table, outcome="died", formula="sex + age").formula.is_of_main_effects
    assert study_from_csv(table, outcome="died", predictors=["sex"]).formula == Formula.of_main_effects(["sex"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            {"formula": "died ~ age", "outcome": "sex"},
            "the left-hand side of the formula is 'died', and the outcome is",
        ),
        ({"formula": "died ~ age", "predictors": ["sex"]}, "there are predictors and a formula"),
        ({"formula": "age + sex"}, "has no left-hand side; write died ~ age [+] sex"),
        ({"formula": "died ~ age + died"}, "'died' is on both sides"),
        ({"formula": "died ~ rcs(sex, 4)"}, "column 'sex': rcs.x, 4. needs numbers, and the column is a factor"),
        ({"formula": "died ~ aeg"}, "did you mean 'age'"),
        ({"predictors": ["age"]}, "no outcome is named"),
    ],
)
def test_a_formula_that_does_not_fit_the_table_is_one_clear_error(table, arguments, said):
    with pytest.raises(InputError, match=said):
        study_from_csv(table, **arguments)


def test_a_study_file_has_a_formula_and_may_describe_its_predictors(table):
    path = table.with_suffix(".toml")
    path.write_text('formula = "died ~ pol(age, 2) + sex"\n[predictors.age]\nlabel = "Age"\n', encoding="utf-8")
    study = read_study(path)
    assert (study.predictors, study.labels) == (("age", "sex"), {"age": "Age"})
    path.write_text('formula = "died ~ age"\n[predictors.sex]\nlabel = "Sex"\n', encoding="utf-8")
    with pytest.raises(InputError, match="describes what is not in the formula"):
        read_study(path)
    path.write_text('outcome = "sex"\nformula = "died ~ age"\n', encoding="utf-8")
    with pytest.raises(InputError, match="trial.toml: the left-hand side of the formula is 'died'"):
        read_study(path)


@pytest.mark.parametrize("formula", ["died ~ crp (mg/l) + age", "died ~ rcs(crp (mg/l), 3)", "died ~ age + a-b"])
def test_a_name_that_is_no_word_is_told_to_stand_in_backticks(tmp_path, formula):
    path = tmp_path / "trial.csv"
    path.write_text(ROWS.replace("died,age,tg,sex", "died,age,crp (mg/l),a-b"), encoding="utf-8")
    name = "a-b" if "a-b" in formula else "crp (mg/l)"
    with pytest.raises(InputError) as refused:
        study_from_csv(path, formula=formula)
    assert str(refused.value).endswith(f"a name that is no word stands in backticks: `{name}`")
    assert study_from_csv(path, formula=formula.replace(name, f"`{name}`")).predictors


def test_a_spline_of_two_values_is_told_to_enter_as_it_is(tmp_path):
    path = tmp_path / "trial.csv"
    path.write_text(ROWS.replace(",f", ",1").replace(",m", ",2"), encoding="utf-8")
    with pytest.raises(InputError, match="and there are 2; enter it as it is: sex, or as a factor, by its levels"):
        check_estimable(study_from_csv(path, formula="died ~ rcs(sex, 3)"))
