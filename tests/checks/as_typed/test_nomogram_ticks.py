"""Where the place at which lrm stops has other ticks, R's are followed and ours are those of the maximum."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from parity.answers.answer import Answer, Provenance
from parity.checks.as_typed import nomogram_as_typed as checked
from parity.checks.vocabulary.verdict import Verdict
from parity.statistics.fields import fields_of
from parity.statistics.nomogram.numbers import nomogram_numbers
from parity.models.design import design_matrix
from parity.verification.compare import Outcome, compare
from parity.verification.inputs import Inputs

DRAW = np.random.default_rng(20261126)
X = DRAW.normal(size=120)
OUTCOME = (DRAW.random(120) < 1 / (1 + np.exp(0.3 - 1.1 * X))).astype(int)
PREDICTORS = {"x": X}


def drawn_at(place):
    return nomogram_numbers(PREDICTORS, place, design_matrix(PREDICTORS).values @ place)


def compared(monkeypatch, ours):
    """Against an R that stops at twice the slope of the maximum, where the scales have other ticks."""
    best = checked.maximum_likelihood(OUTCOME, PREDICTORS).coefficients
    there = best * [1, 2]
    monkeypatch.setattr(checked, "lrm_from_7", lambda outcome, columns: there)
    theirs = drawn_at(there)
    assert theirs.linear_predictor_labels != drawn_at(best).linear_predictor_labels
    answer = {name: getattr(theirs, name) for name in checked.CHECK.fields}
    inputs = {
        "outcome": OUTCOME,
        "predictors": PREDICTORS,
        "coefficients": best,
        "linear_predictor": design_matrix(PREDICTORS).values @ best,
    }
    provenance = Provenance("live", "8.1-1", {"packages": {"rms": "8.1-1"}})
    call = checked.CHECK.references[0]
    return compare(checked.CHECK, call, Outcome(fields_of(ours(best))), Answer(answer, (), provenance), Inputs(inputs))


def test_the_numbers_of_the_maximum_deviate_as_documented(monkeypatch):
    assert compared(monkeypatch, drawn_at).verdict is Verdict.DEVIATES_AS_DOCUMENTED


@pytest.mark.parametrize("field", ["points", "linear_predictor_points", "points_per_unit", "intercept"])
def test_another_number_of_ours_disagrees(monkeypatch, field):
    def wrong(best):
        right = drawn_at(best)
        return dataclasses.replace(right, **{field: getattr(right, field) * 1.001})

    found = compared(monkeypatch, wrong)
    assert [one.name for one in found.fields if one.verdict is Verdict.DISAGREES] == [field]
