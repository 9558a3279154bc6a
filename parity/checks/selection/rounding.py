"""How far rounding may move the models and tests of a selection: first-order bounds, from the data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Optional, Union

import numpy as np
from scipy.linalg import qr
from scipy.special import ndtr

from parity.checks.regression.maximum import ROUNDING
from parity.checks.regression.rounding import as_given, combinations_as_given, patients_as_given
from parity.checks.stats.pchisq import tail_rounding
from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.statistics.once import once
from parity.statistics.selection.candidate_models import (
    Model,
    Test,
    block,
    columns_of,
    fitted,
    main_effects,
    score_test_beside,
    wald_test,
)
from parity.statistics.selection.forward_path import Examined, selection_path

Bounds = Mapping[str, Union[float, np.ndarray]]
"""Absolute, by field."""
Candidates = Mapping[str, Column]


@once
def of_univariable(
    outcome: np.ndarray, candidates: Candidates, level: float, formula: Optional[Formula] = None
) -> Bounds:
    """By field of `univariable_logistic`."""
    null = fitted(outcome, candidates, ())
    scored = score_test_beside(np.ones((len(outcome), 1)), null.log_odds, outcome)
    rows: list[dict[str, np.ndarray]] = []
    for name in candidates:
        model = fitted(outcome, candidates, (name,), formula)
        moved = _of_model(outcome, candidates, model, level, formula)
        terms = columns_of(candidates, formula, name)
        wald = wald_test(model, terms)
        ratio = Test.of(2 * (model.log_likelihood - null.log_likelihood), len(terms))
        score = scored(block(candidates, formula, (name,))[:, 1:])
        of_wald = _of_wald(outcome, candidates, model, terms, formula)
        of_ratio = float(moved["likelihood_ratio"])
        of_score = _of_score(outcome, candidates, null, (name,), None, score, formula)
        row = {
            **{field: np.asarray(moved[field])[1:] for field in ("coefficients", "standard_errors", "z", "p")},
            **{field: moved[field] for field in ("odds_ratios", "odds_ratios_low", "odds_ratios_high")},
            "intercepts": np.asarray(moved["coefficients"])[:1],
            "wald": [of_wald],
            "wald_p": [_of_tail(wald, of_wald)],
            "likelihood_ratio": [of_ratio],
            "likelihood_ratio_p": [_of_tail(ratio, of_ratio)],
            "score": [of_score],
            "score_p": [_of_tail(score, of_score)],
        }
        rows.append({field: np.asarray(values) for field, values in row.items()})
    return {field: np.concatenate([row[field] for row in rows]) for field in rows[0]}


@once
def of_forward(
    outcome: np.ndarray,
    candidates: Candidates,
    entry: float,
    removal: float,
    level: float,
    formula: Optional[Formula] = None,
) -> Bounds:
    """By field of `forward_selection`."""
    path = selection_path(outcome, candidates, entry, removal, formula).examined
    made = [_of_examined(outcome, candidates, one, level, formula) for one in path]
    fields = {field: np.concatenate([one[field] for one in made]) for field in made[0]}
    deviance = fields["minus_two_log_likelihood"]
    likelihoods = np.array([one.model.log_likelihood for one in path])
    sizes = [len(one.model.terms) - 1 for one in path]
    of_step, of_model = deviance[1:] + deviance[:-1], deviance[1:] + deviance[0]
    changes = np.abs(np.diff(2 * likelihoods))
    null, n = likelihoods[0], len(outcome)
    return {
        **fields,
        "step_chi_square": of_step,
        "step_p": _of_tails(np.abs(np.diff(sizes)), changes, of_step),
        "model_chi_square": of_model,
        "model_p": _of_tails(sizes[1:], 2 * (likelihoods[1:] - null), of_model),
        "cox_snell": of_model / n,
        "nagelkerke": of_model / n / -np.expm1(2 * null / n),
    }


def _of_examined(
    outcome: np.ndarray, candidates: Candidates, one: Examined, level: float, formula: Optional[Formula]
) -> dict[str, np.ndarray]:
    model = one.model
    moved = _of_model(outcome, candidates, model, level, formula)
    z = model.coefficients / np.sqrt(np.diag(model.covariance))
    deviance = 2 * float(moved["log_likelihood"])
    of_wald = {
        name: _of_wald(outcome, candidates, model, columns_of(candidates, formula, name), formula) for name in one.wald
    }
    rest = {
        name: fitted(outcome, candidates, [other for other in model.names if other != name], formula)
        for name in one.removal
    }
    without = {
        name: 2 * float(_of_model(outcome, candidates, rest[name], level, formula)["log_likelihood"])
        for name in one.removal
    }
    places = {
        term: (name, place) for name in one.entry for place, term in enumerate(columns_of(candidates, formula, name))
    }
    scores = {
        name: _of_score(outcome, candidates, model, (name,), None, test, formula) for name, test in one.entry.items()
    }
    columns = {
        term: _of_score(outcome, candidates, model, (places[term][0],), places[term][1], test, formula)
        for term, test in one.columns.items()
    }
    overall = (
        []
        if one.overall is None
        else [_of_score(outcome, candidates, model, tuple(one.entry), None, one.overall, formula)]
    )
    found = {
        "minus_two_log_likelihood": [deviance],
        **{field: moved[field] for field in ("coefficients", "standard_errors")},
        "wald": moved["z"] * (2 * np.abs(z) + moved["z"]),
        "p": moved["p"],
        **{field: moved[field] for field in ("odds_ratios", "odds_ratios_low", "odds_ratios_high")},
        "set_wald": list(of_wald.values()),
        "set_wald_p": [_of_tail(test, of_wald[name]) for name, test in one.wald.items()],
        "log_likelihood_without": [value / 2 for value in without.values()],
        "removal_chi_square": [deviance + value for value in without.values()],
        "removal_p": [_of_tail(test, deviance + without[name]) for name, test in one.removal.items()],
        "score": list(scores.values()),
        "score_p": [_of_tail(test, scores[name]) for name, test in one.entry.items()],
        "column_score": list(columns.values()),
        "column_score_p": [_of_tail(test, columns[term]) for term, test in one.columns.items()],
        "overall_score": overall,
        "overall_p": [_of_tail(one.overall, value) for value in overall if one.overall is not None],
    }
    return {field: np.asarray(values, dtype=float) for field, values in found.items()}


def _of_model(
    outcome: np.ndarray, candidates: Candidates, model: Model, level: float, formula: Optional[Formula]
) -> Bounds:
    """As of `logistic_regression` in the columns as they are; of an intercept only by the same rules."""
    if model.names:
        columns, of_names = _parts(candidates, formula, model.names)
        return as_given(outcome, columns, level, of_names)
    n, effect = len(outcome), float(model.coefficients[0])
    error = float(np.sqrt(model.covariance[0, 0]))
    z = abs(effect) / error
    absolute = ROUNDING * (abs(effect) + error * np.sqrt(n))
    empty = np.empty(0)
    return {
        "coefficients": np.array([absolute]),
        "standard_errors": np.array([absolute]),
        "z": np.array([absolute / error * (1 + z)]),
        "p": np.array([absolute / error * (1 + z) ** 2 * 2 * ndtr(-z)]),
        "odds_ratios": empty,
        "odds_ratios_low": empty,
        "odds_ratios_high": empty,
        "log_likelihood": 2 * ROUNDING * abs(model.log_likelihood),
    }


def _of_wald(
    outcome: np.ndarray, candidates: Candidates, model: Model, terms: Sequence[str], formula: Optional[Formula]
) -> float:
    """A joint chi-square is the largest squared z of any combination of the coefficients; where one is the largest, its
    change is to first order that of this combination's squared z, whose two parts have the error of the combination."""
    test = wald_test(model, terms)
    columns, of_names = _parts(candidates, formula, model.names)
    places = [model.terms.index(term) for term in terms]
    combination = np.zeros((1, len(model.terms)))
    combination[0, places] = np.linalg.solve(model.covariance[np.ix_(places, places)], model.coefficients[places])
    root = np.sqrt(test.chi_square)
    error = float(np.sqrt((combination @ model.covariance @ combination.T)[0, 0]))
    if not error > 0:
        return ROUNDING
    change = float(combinations_as_given(outcome, columns, combination, of_names)[0]) / error * (1 + root)
    return float(2 * root * change + change**2)


def _of_score(
    outcome: np.ndarray,
    candidates: Candidates,
    model: Model,
    names: Sequence[str],
    place: int | None,
    test: Test,
    formula: Optional[Formula],
) -> float:
    """With the rounding h of the linear predictors the working residuals, of squared length R in all, move by no more
    than h times the root of n over 4, and the weights by the share h; the added columns keep what is left of them
    beside the model's, and their directions have the rounding of a column times its length over what is left. R forms
    the chi-square as a difference of two sums of squares, of which the larger is R."""
    root = 1 / (np.exp(model.log_odds / 2) + np.exp(-model.log_odds / 2))
    added = block(candidates, formula, names)[:, 1:]
    added = added if place is None else added[:, [place]]
    inside = root[:, np.newaxis] * block(candidates, formula, model.names)
    weighted = root[:, np.newaxis] * added
    weighted = weighted / np.linalg.norm(weighted, axis=0)
    span = qr(inside / np.linalg.norm(inside, axis=0), mode="economic")[0]
    left = weighted - span @ (span.T @ weighted)
    beside = float(np.linalg.svd(left, compute_uv=False)[-1])
    residuals = float(np.exp(np.where(outcome == 1, -1, 1) * model.log_odds).sum())
    h = _of_linear_predictors(outcome, candidates, model, formula)
    length = np.sqrt(test.chi_square)
    change = h * np.sqrt(len(outcome)) / 2 + h * length + len(names) * ROUNDING * np.sqrt(residuals) / beside
    return float(2 * length * change + change**2 + ROUNDING * residuals)


def _of_linear_predictors(
    outcome: np.ndarray, candidates: Candidates, model: Model, formula: Optional[Formula]
) -> float:
    if not model.names:
        return float(ROUNDING * (1 + abs(model.coefficients[0])))
    columns, of_names = _parts(candidates, formula, model.names)
    return float(np.max(patients_as_given(outcome, columns, columns, of_names)["linear_predictor"]))


def _parts(candidates: Candidates, formula: Optional[Formula], names: Sequence[str]) -> tuple[Candidates, Formula]:
    of_names = main_effects(candidates, formula, names)
    return {name: candidates[name] for name in of_names.predictors}, of_names


def _of_tail(test: Test, rounding: float) -> float:
    return tail_rounding(test.degrees_of_freedom, test.chi_square, rounding)


def _of_tails(sizes: Sequence[int], chi_squares: np.ndarray, roundings: np.ndarray) -> np.ndarray:
    return np.array([tail_rounding(int(k), float(x), float(r)) for k, x, r in zip(sizes, chi_squares, roundings)])
