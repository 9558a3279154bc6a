"""Formulas that nobody chose: splines, polynomials, factors and interactions agree with the R of this machine.

`PARITY_FORMULAS` sets how many; ``PARITY_FORMULAS=300 python -m pytest tests/test_random_formulas.py`` takes some
minutes.
"""

from __future__ import annotations

import csv
import itertools
import os
import re
from pathlib import Path

import numpy as np
import pytest
from verified import capped, complaints, verified

from parity.checks.catalogue import CATALOGUE
from parity.checks.nomogram.rounding import rounding
from parity.checks.stats.glm import HELD
from parity.data.study import study_from_csv
from parity.errors import InputError
from parity.models.model_matrix import model_matrix
from parity.statistics.nomogram.numbers import nomogram_numbers
from parity.statistics.regression.logistic_regression import logistic_regression
from parity.verification.estimable import check_estimable
from parity.verification.predictions import samples

SEEDS = range(int(os.environ.get("PARITY_FORMULAS", "4")))
OF_THE_MODEL = CATALOGUE.matching(["logistic_regression", "linear_predictor", "r_squared", "nomogram*", "*as_typed"])
LEVELS = {"sex": ("female", "male"), "stage at entry": ("I", "II", "III"), "größe": ("S", "M", "L", "X L")}
REFUSALS = (
    "fewer than the",
    "perfect separation",
    "linear combination of",
    "knots",
    "not a level",
    "no complete row has",
)
MOST_REFUSED = 0.2


def columns(draw: np.random.Generator, n: int) -> dict[str, np.ndarray]:
    numbers = {
        "age": draw.normal(60, 12, n).round(),
        "tg": np.exp(draw.normal(1.5, 1.0, n)).round(2),
        "lln_count": draw.poisson(4, n),
        "dose (mg)": draw.normal(120000, 30000, n).round(),
        "calcium": draw.normal(2.3, 0.15, n),
        "treated": draw.integers(0, 2, n),
        "grade": draw.integers(1, 6, n),
        "year": 2010 + draw.normal(0, 4, n).round(),
    }
    factors = {
        name: draw.choice(levels, n, p=draw.dirichlet(np.full(len(levels), 8))) for name, levels in LEVELS.items()
    }
    return {**numbers, **factors}


def backquoted(name: str) -> str:
    return name if name.isidentifier() and name.isascii() else f"`{name}`"


def term(draw: np.random.Generator, name: str, column: np.ndarray) -> str:
    """A predictor in rms's words."""
    called = backquoted(name)
    if name in LEVELS or name in ("treated", "grade"):
        return called
    low, middle, high = np.quantile(column, [0.2, 0.5, 0.8]).round(3).tolist()
    choices = [called, f"rcs({called}, {draw.integers(3, 6)})", f"lsp({called}, {middle})"]
    if name != "year":  # a year and its square are collinear to eight digits, which R's own columns lose
        choices.append(f"pol({called}, 2)")
    if low < middle < high:
        choices.append(f"rcs({called}, c({low}, {middle}, {high}))")
    return str(draw.choice(choices))


def random_formula(draw: np.random.Generator, of: dict[str, np.ndarray]) -> str:
    names = draw.choice(list(of), int(draw.integers(2, 5)), replace=False).tolist()
    terms = {name: term(draw, name, of[name]) for name in names}
    pairs = list(itertools.combinations(names, 2))
    together = [pairs[place] for place in draw.permutation(len(pairs))[: int(draw.integers(0, 3))]]
    rest = [terms[name] for name in names if not any(name in pair for pair in together)]
    return "died ~ " + " + ".join([*(" * ".join(terms[name] for name in pair) for pair in together), *rest])


def written(seed: int, folder: Path) -> dict:
    """CSV files and a formula, as arguments of `study_from_csv`."""
    draw = np.random.default_rng([20261126, seed])
    sizes = [int(np.exp(draw.uniform(np.log(180), np.log(900)))), int(draw.integers(80, 300))]
    cells = columns(draw, sum(sizes))
    formula = random_formula(draw, cells)
    log_odds = np.full(sum(sizes), draw.normal())
    for column in cells.values():
        ranks = np.unique(column, return_inverse=True)[1].ravel()
        log_odds += draw.normal() * 0.5 * (ranks - ranks.mean()) / ranks.std()
    outcome = (draw.random(sum(sizes)) < 1 / (1 + np.exp(-log_odds))).astype(int)
    rows = list(zip(outcome.tolist(), *(column.tolist() for column in cells.values())))
    for name, part in (("development", rows[: sizes[0]]), ("validation", rows[sizes[0] :])):
        with open(folder / f"{name}.csv", "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([("died", *cells), *part])
    return {"csv": folder / "development.csv", "validation": folder / "validation.csv", "formula": formula}


def studied(seed: int, folder: Path):
    """The study, or None where it is refused for a reason that is known."""
    files = written(seed, folder)
    try:
        study = study_from_csv(**files)
        check_estimable(study)
    except InputError as refusal:
        assert any(reason in str(refusal) for reason in REFUSALS), (files["formula"], str(refusal))
        return None
    return study


def test_few_random_formulas_are_refused_and_most_have_a_spline_or_an_interaction(tmp_path):
    found = [studied(seed, tmp_path) for seed in range(40)]
    studies = [study for study in found if study is not None]
    assert len(studies) >= (1 - MOST_REFUSED) * len(found)
    shaped = [study for study in studies if not study.formula.is_of_main_effects]
    together = [study for study in studies if study.formula.interactions]
    assert len(shaped) > 0.7 * len(studies) and len(together) > 0.3 * len(studies)


@pytest.mark.r
@pytest.mark.parametrize("seed", SEEDS)
def test_a_random_formula_agrees_with_r_given_the_same_formula(seed, live_r, tmp_path):
    study = studied(seed, tmp_path)
    if study is None:
        return
    catalogue = CATALOGUE if seed % 10 == 0 else OF_THE_MODEL
    verification = verified([study], catalogue, live_r)
    assert complaints(verification) == [], str(study.formula)
    if "year" not in study.formula.predictors:  # its spline's columns are collinear to the last digits
        # as typed on columns as they are, far from 0; the score at the maximum is rounding alone
        known = [one for one in capped(verification) if "_as_typed by" in one or one.endswith(": score")]
        # 60 and its tail beside nearly collinear columns of an interaction: the bound is just above a millionth of them
        of_wald = tuple(f"anova_wald by rms::anova.rms: {name}" for name in ("chi_square", "p"))
        known += [one for one in capped(verification) if one.endswith(of_wald)]
        # of what is solved from nearly collinear columns the bounds are above a millionth
        solved = {500: ("backward_elimination by", "term_tests by"), 1e4: ("profile_interval by", "effect_summary by")}
        lost = [name for least, names in solved.items() if conditioning(study) > least for name in names]
        known += [one for one in capped(verification) if any(name in one for name in lost)]
        if weighs_nothing(study):  # `test_far_values.py` shows in exact arithmetic what it costs whom
            known += [one for one in capped(verification) if one.endswith((": p", ": risk"))]
        assert [one for one in capped(verification) if one not in known] == [], str(study.formula)
    errors = logistic_regression(
        study.development.outcome, study.development.columns, formula=study.formula
    ).standard_errors
    for stem, name, within, scale in (
        ("logistic_regression", "coefficients", 1e-9, errors),
        ("nomogram", "points", max(1e-11, rounding_of_points(study)), 100),
    ):
        (statistic,) = (one for one in verification.statistics if one.check.stem == stem)
        for comparison in statistic.comparisons:
            (field,) = (one for one in comparison.fields if one.name == name)
            assert_within(field.pair.ours.values, field.pair.theirs.values, within, scale, study.formula)


def conditioning(study) -> float:
    """How many times less the standardised columns of the design vary along one direction than along another."""
    columns = model_matrix(study.formula, study.development.columns).values[:, 1:]
    return float(np.linalg.cond((columns - columns.mean(axis=0)) / columns.std(axis=0)))


def weighs_nothing(study) -> bool:
    """Whether a patient lies so far out that R has no weight left for the log odds, and yet decides the scale of a
    column, beside which the others hardly vary."""
    return bool(np.abs(samples(study)[0].linear_predictor).max() > HELD)


def rounding_of_points(study) -> float:
    """What the terms of a spline leave of the hundred points of an axis, where they cancel far beyond its last knot."""
    sample = samples(study)[0]
    given = sample.predictors, sample.coefficients, sample.linear_predictor, study.formula, sample.shown_at
    return rounding(*given).points / 100


def test_few_formulas_have_a_patient_without_weight_or_terms_that_cancel(tmp_path):
    studies = [study for study in (studied(seed, tmp_path) for seed in range(100)) if study is not None]
    assert sum(map(weighs_nothing, studies)) <= 2
    assert sum(rounding_of_points(study) > 1e-11 for study in studies) <= 10


@pytest.mark.r
@pytest.mark.parametrize("seed", SEEDS)
def test_points_of_rs_own_fit_agree_to_nine_digits(seed, live_r, tmp_path):
    study = studied(seed, tmp_path)
    if study is None:
        return
    sample = samples(study)[0]
    arguments = {
        "outcome": sample.outcome,
        "predictors": sample.predictors,
        "formula": study.formula,
        "shown_at": sample.shown_at,
    }
    answer = live_r.session.call(Path(__file__).parent / "scripts/own_nomogram.R", "own_nomogram", arguments)
    names = dict(enumerate(study.predictors, start=1))
    terms = [re.sub(r"<(\d+)>", lambda place: names[int(place[1])], name) for name in answer.value["terms"]]
    assert terms == list(sample.terms)
    errors = logistic_regression(sample.outcome, sample.predictors, formula=study.formula).standard_errors
    assert_within(sample.coefficients, np.array(answer.value["coefficients"]), 1e-9, errors, study.formula)
    ours = nomogram_numbers(
        sample.predictors, sample.coefficients, sample.linear_predictor, study.formula, sample.shown_at
    )
    assert_within(ours.points, np.array(answer.value["points"]), 1e-9, 100, study.formula)


def assert_within(ours: np.ndarray, theirs: np.ndarray, within: float, scale: object, formula: object) -> None:
    """Beside the number itself, or a standard error or the points of an axis: near 0 there are no digits of its own."""
    error = float((np.abs(ours - theirs) / np.maximum(np.abs(theirs), scale)).max())
    assert error <= within, (str(formula), error)
