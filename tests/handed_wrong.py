"""What may be handed wrong to both sides, each a patch that plants it."""

from __future__ import annotations

import dataclasses

import numpy as np
from scipy.special import expit, ndtr

from parity.checks.calibration import hosmer_lemeshow
from parity.checks.discrimination import auc_delong, classification
from parity.checks.nomogram import nomogram
from parity.data import study as reading
from parity.data.cohort import Factor
from parity.data.formula import Entry
from parity.models import design, model_matrix
from parity.models.knots import default_knots
from parity.statistics.discrimination.youden_cutoff import youden_cutoff
from parity.statistics.regression import linear_predictor as prediction
from parity.statistics.regression.linear_predictor import LinearPredictor
from parity.statistics.regression.maximum_likelihood import maximum_likelihood
from parity.verification import compute, predictions


def wrap(monkeypatch, where, name, wrong):
    """Put `wrong(right, *arguments)` in the place of a function."""
    right = getattr(where, name)
    monkeypatch.setattr(where, name, lambda *arguments: wrong(right, *arguments))


def without_intercept(patch):
    def wrong(right, outcome, predictors, patients, formula):
        log_odds = right(outcome, predictors, patients, formula).linear_predictor
        log_odds = log_odds - maximum_likelihood(outcome, predictors).coefficients[0]
        return LinearPredictor(log_odds, expit(log_odds))

    wrap(patch, predictions, "linear_predictor", wrong)


def of_the_next_patient(patch):
    def wrong(right, *arguments):
        found = right(*arguments)
        return LinearPredictor(np.roll(found.linear_predictor, 1), np.roll(found.risk, 1))

    wrap(patch, predictions, "linear_predictor", wrong)


def refitted(patch):
    def wrong(right, study):
        made = list(right(study))
        for place, cohort in enumerate(study.validations, start=1):
            own = prediction.linear_predictor(cohort.outcome, cohort.columns, cohort.columns)
            made[place] = dataclasses.replace(made[place], linear_predictor=own.linear_predictor, risk=own.risk)
        return tuple(made)

    wrap(patch, compute, "samples", wrong)


def developed_for_validated(patch):
    def wrong(right, study):
        first, *others = right(study)
        taken = {name: getattr(first, name) for name in ("outcome", "predictors", "linear_predictor", "risk")}
        return first, *(dataclasses.replace(other, **taken) for other in others)

    wrap(patch, compute, "samples", wrong)


def developed_predicted_for_validated(patch):
    def wrong(right, outcome, predictors, patients, formula):
        found, n = right(outcome, predictors, predictors, formula), len(next(iter(patients.values())))
        return LinearPredictor(np.resize(found.linear_predictor, n), np.resize(found.risk, n))

    wrap(patch, predictions, "linear_predictor", wrong)


def cut_at_a_half(patch):
    patch.setitem(classification.CHECK.inputs, "cutoff", 0.5)


def cut_by_the_validated(patch):
    cutoff = lambda sample: float(youden_cutoff(sample.outcome, sample.risk).cutoffs[0])
    patch.setitem(classification.CHECK.inputs, "cutoff", cutoff)


def eight_groups(patch):
    patch.setitem(hosmer_lemeshow.CHECK.inputs, "groups", 8)


def level_of_the_study_ignored(patch):
    patch.setitem(auc_delong.CHECK.inputs, "level", 0.95)


def first_row_lost(patch):
    def wrong(right, *arguments):
        table = right(*arguments)
        cells = {name: column[1:] for name, column in table.cells.items()}
        return dataclasses.replace(table, cells=cells, numbers=table.numbers[1:])

    wrap(patch, reading, "read_table", wrong)


PAIRS = (
    ("age", "marker"),
    ("score", "dose"),
    ("s100b", "ndka"),
    ("age", "lwt"),
    ("lln_count", "tg_before"),
    ("age", "lactate"),
)


def columns_swapped(patch):
    def wrong(right, table, name, *rest):
        pair = next((pair for pair in PAIRS if set(pair) <= set(table.cells)), ())
        other = dict(zip(pair, reversed(pair)))
        return right(table, other.get(name, name), *rest)

    wrap(patch, reading, "read_column", wrong)


def two_digits(patch):
    def wrong(right, *arguments):
        column, missing = right(*arguments)
        return (column if isinstance(column, Factor) else np.round(column, 2)), missing

    wrap(patch, reading, "read_column", wrong)


def event_flipped(patch):
    def wrong(right, *arguments):
        outcome, missing = right(*arguments)
        return np.where(missing, outcome, 1 - outcome), missing

    wrap(patch, reading, "read_outcome", wrong)


def levels_turned_in_the_validated(patch):
    developed = {}

    def wrong(right, table, name, *rest):
        column, missing = right(table, name, *rest)
        if isinstance(column, Factor) and developed.setdefault(name, table.path) != table.path:
            turned = np.where(missing, -1, len(column.levels) - 1 - column.codes)
            column = Factor(turned, column.levels)
        return column, missing

    wrap(patch, reading, "read_column", wrong)


def missing_are_0(patch):
    def wrong(right, *arguments):
        column, missing = right(*arguments)
        return (column, missing) if isinstance(column, Factor) else (np.nan_to_num(column), np.zeros_like(missing))

    wrap(patch, reading, "read_column", wrong)


def another_link(patch):
    patch.setattr(prediction, "expit", ndtr)


def another_models_nomogram(patch):
    def coefficients(sample):
        return np.concatenate([sample.coefficients[:1], 1.1 * sample.coefficients[1:]])

    patch.setitem(nomogram.CHECK.inputs, "coefficients", coefficients)


def another_range(patch):
    patch.setitem(nomogram.CHECK.inputs, "linear_predictor", lambda sample: 0.5 * sample.linear_predictor)


def knots_elsewhere(patch):
    patch.setattr(model_matrix, "default_knots", lambda values, count: default_knots(values[::2], count))


def knots_of_the_validated(patch):
    def wrong(right, outcome, predictors, patients, formula):
        design = model_matrix.model_matrix(formula, patients)
        log_odds = maximum_likelihood(outcome, predictors, formula).predict(design)
        return LinearPredictor(log_odds, expit(log_odds))

    wrap(patch, predictions, "linear_predictor", wrong)


def read_otherwise(patch, change):
    def wrong(right, text, outcome):
        named, formula = right(text, outcome)
        return named, dataclasses.replace(formula, **change(formula))

    wrap(patch, reading, "right_hand_side", wrong)


def interaction_not_read(patch):
    read_otherwise(patch, lambda formula: {"interactions": ()})


def square_not_read(patch):
    def straight(formula):
        entries = {name: Entry() if entry.shape == "pol" else entry for name, entry in formula.entries.items()}
        return {"entries": entries}

    read_otherwise(patch, straight)


def knots_miscounted(patch):
    def fewer(formula):
        shaped = {name: dataclasses.replace(entry, number=3) for name, entry in formula.entries.items() if entry.number}
        return {"entries": {**formula.entries, **{name: one for name, one in shaped.items() if one.shape == "rcs"}}}

    read_otherwise(patch, fewer)


def products_of_squares(patch):
    products = design.interaction_columns
    patch.setattr(design, "interaction_columns", lambda columns: products([columns[0] ** 2, *columns[1:]]))


def groups_of_the_next_patient(patch):
    def wrong(right, *arguments):
        found = right(*arguments)
        return dataclasses.replace(found, codes=np.roll(found.codes, 1))

    wrap(patch, reading, "groups", wrong)


def cut_at_another_value(patch):
    def wrong(right, table, subgroup):
        moved = right(table, dataclasses.replace(subgroup, cut=subgroup.cut and subgroup.cut + 3))
        return dataclasses.replace(right(table, subgroup), codes=moved.codes)

    wrap(patch, reading, "groups", wrong)


def cut_by_the_group(patch):
    cut_by_the_validated(patch)


def risks_in_percent(patch):
    def wrong(right, *arguments):
        risk, missing = right(*arguments)
        return np.round(risk, 2), missing

    wrap(patch, reading, "read_risk", wrong)


def risks_turned(patch):
    def wrong(right, *arguments):
        risk, missing = right(*arguments)
        return 1 - risk, missing

    wrap(patch, reading, "read_risk", wrong)
