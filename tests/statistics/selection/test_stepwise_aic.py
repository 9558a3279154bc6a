from __future__ import annotations

import csv
import itertools

import numpy as np
import pytest

from parity import places
from parity.data.cohort import Factor
from parity.data.study_file import find_study
from parity.statistics.regression.logistic_regression import logistic_regression, null_log_likelihood
from parity.statistics.selection.stepwise_aic import stepwise_aic

PATHS = ("backward", "both", "forward", "both_from_none")


def of_birthwt():
    cohort = find_study("birthwt").development
    return cohort.outcome, cohort.columns


def aic_of(outcome, columns, names) -> float:
    if not names:
        return 2 - 2 * null_log_likelihood(outcome)
    model = logistic_regression(outcome, {name: columns[name] for name in columns if name in names})
    return 2 * len(model.terms) - 2 * model.log_likelihood


def test_the_steps_of_venables_and_ripley():
    """Venables, Ripley (2002), section 7.2, and the help of MASS's stepAIC: low ~ age + lwt + race + smoke + ptd + ht +
    ui + ftv goes without ftv and age, AIC 217.4755, 214.8337, 213.8516."""
    outcome, columns = of_birthwt()
    with open(places.cohorts() / "birthwt.csv", newline="", encoding="utf-8") as file:
        visits = np.array([min(int(row["ftv"]), 2) for row in csv.DictReader(file)])
    columns = {name: columns[name] for name in ("age", "lwt", "race", "smoke", "ptl", "ht", "ui")}
    columns = {**columns, "ptl": (columns["ptl"] > 0).astype(float), "ftv": Factor(visits, ("0", "1", "2+"))}
    for path in ("backward", "both"):
        found = getattr(stepwise_aic(outcome, columns), path)
        assert found.changes == ("start", "- ftv", "- age")
        assert found.aic.round(4).tolist() == [217.4755, 214.8337, 213.8516]
        assert found.residual_deviance.round(4).tolist() == [195.4755, 196.8337, 197.8516]
        assert found.deviance.round(6).tolist() == [1.358185, 1.017866]
        assert found.residual_degrees_of_freedom.tolist() == [178, 180, 181]


def test_no_single_change_makes_the_last_models_aic_smaller():
    outcome, columns = of_birthwt()
    found = stepwise_aic(outcome, columns)
    for path, drops, adds in zip(PATHS, (True, True, False, True), (False, True, True, True)):
        last = getattr(found, path)
        best = aic_of(outcome, columns, last.selected)
        assert last.aic[-1] == pytest.approx(best, rel=1e-14)
        neighbours = [set(last.selected) - {name} for name in last.selected if drops]
        neighbours += [{*last.selected, name} for name in columns if adds and name not in last.selected]
        assert all(aic_of(outcome, columns, names) >= best for names in neighbours)


def test_each_step_is_the_best_single_change_and_the_aic_falls():
    outcome, columns = of_birthwt()
    path = stepwise_aic(outcome, columns).forward
    inside: set[str] = set()
    for change, aic in zip(path.changes[1:], path.aic[1:]):
        options = {name: aic_of(outcome, columns, inside | {name}) for name in columns if name not in inside}
        name = min(options, key=options.get)
        assert change == f"+ {name}" and aic == pytest.approx(options[name], rel=1e-14)
        inside.add(name)
    assert (np.diff(path.aic) < 0).all()


def test_of_two_candidates_it_is_the_best_of_all_models():
    outcome, columns = of_birthwt()
    two = {name: columns[name] for name in ("lwt", "age")}
    every = {names: aic_of(outcome, two, names) for size in range(3) for names in itertools.combinations(two, size)}
    assert stepwise_aic(outcome, two).both.aic[-1] == pytest.approx(min(every.values()), rel=1e-14)


def test_the_columns_of_the_table_belong_together():
    for path in PATHS:
        found = getattr(stepwise_aic(*of_birthwt()), path)
        assert np.diff(found.residual_degrees_of_freedom).tolist() == found.degrees_of_freedom.tolist()
        assert np.abs(np.diff(found.residual_deviance)) == pytest.approx(found.deviance, rel=1e-12)
        size = len(of_birthwt()[0]) - found.residual_degrees_of_freedom
        assert found.aic == pytest.approx(found.residual_deviance + 2 * size, rel=1e-15)


def test_both_directions_take_back_what_went_too_early():
    """Of a candidate that is nearly the sum of the three others, which take its place until they go themselves."""
    draw = np.random.default_rng(14)
    x = draw.normal(size=(4, 60))
    x[3] = x[0] + x[1] + x[2] + 0.7 * draw.normal(size=60)
    outcome = (draw.random(60) < 1 / (1 + np.exp(-(x[0] + x[1] + x[2]) * 0.6))).astype(int)
    found = stepwise_aic(outcome, dict(zip("abcd", x)))
    assert found.backward.changes == ("start", "- d", "- c", "- b")
    assert found.both.changes == (*found.backward.changes, "+ d") and found.both.selected == ("a", "d")
    assert found.both.aic[-1] < found.backward.aic[-1]
