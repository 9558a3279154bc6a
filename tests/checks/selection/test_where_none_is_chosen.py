"""Where no candidates are chosen and why, the models that are asked of R, and where R has no model to begin from."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from parity.checks.selection.backward_elimination import CHECK as BACKWARD
from parity.checks.selection.reasons import (
    no_path,
    no_whole_model,
    of_candidates,
    outcome_of,
    path_of,
    with_interactions,
    without_candidates,
)
from parity.data.formula import Formula

N = 80
DRAW = np.random.default_rng(2)
Z, X = DRAW.normal(size=N), DRAW.normal(size=N)
OUTCOME = (DRAW.normal(size=N) < 1.2 * X - 0.3).astype(int)
NOT_LISTED = SimpleNamespace(candidates=None, entry=0.05, removal=0.10)
LISTED = SimpleNamespace(candidates="some", entry=0.05, removal=0.10)


def sample(study=NOT_LISTED, interactions=(), outcome=OUTCOME, **candidates):
    formula = Formula(Formula.of_main_effects([*candidates]).entries, interactions)
    return SimpleNamespace(candidates=candidates, candidate_outcome=outcome, formula=formula, study=study)


@pytest.mark.parametrize(
    ("of", "why"),
    [
        (sample(z=Z, x=X), ""),
        (sample(), "no candidates are named"),
        (sample(z=Z, x=X, interactions=(("z", "x"),)), "name the candidates"),
        (sample(LISTED, z=Z, x=X, interactions=(("z", "x"),)), ""),
        (sample(LISTED, z=Z, x=X), ""),
    ],
)
def test_candidates_are_chosen_where_they_are_named_or_are_the_predictors(of, why):
    assert (without_candidates(of) == "") is bool(of.candidates)
    for reason in (with_interactions, no_path, no_whole_model):
        said = reason(of)
        assert why in said and bool(said) is bool(why)


def test_separated_candidates_have_no_model_and_no_path():
    certain = sample(z=Z, x=X, outcome=(X > 0).astype(int))
    for reason in (no_path, no_whole_model):
        assert "separat" in reason(certain)
    assert with_interactions(certain) == ""


def test_a_path_is_of_the_places_of_candidates_from_1():
    of = sample(z=Z, x=X)
    assert [model.tolist() for model in path_of(of)] == [[], [2]]
    assert outcome_of(of) is OUTCOME and set(of_candidates(of).entries) == {"z", "x"}


@pytest.mark.parametrize(
    ("columns", "singular"),
    [
        ({"x": X, "z": Z}, False),
        ({"x": 1e7 + X, "z": 1e-6 * Z}, False),
        ({"x": X, "z": X + 1e-6 * Z}, True),
        ({"x": 1e3 * X, "z": 1e3 * X + 1e-3 * Z}, True),
        ({"x": X, "z": X + 1e-2 * Z}, False),
    ],
)
def test_lrm_before_7_has_no_model_of_nearly_collinear_candidates_in_whatever_unit(columns, singular):
    (call,) = BACKWARD.references
    _, stops = call.deviations
    assert stops.when(OUTCOME, columns, Formula.of_main_effects([*columns])) is singular
