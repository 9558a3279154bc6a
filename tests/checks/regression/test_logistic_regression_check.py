"""How closely a logistic regression is held against its references."""

from __future__ import annotations

import numpy as np
import pytest

from parity.answers.answer import Answer, Provenance, Question
from parity.answers.libraries import Libraries
from parity.checks.regression.logistic_regression import CHECK
from parity.checks.vocabulary import LibraryCall
from parity.data.formula import Formula
from parity.verification.compare import compare
from parity.verification.compute import outcome_of
from parity.verification.inputs import Inputs
from parity.checks.vocabulary.verdict import Verdict

SOURCES = [call.source for call in CHECK.references]


def near_duplicates(width, n=200):
    """`b` is `a` measured twice, `c` has nothing to do with them."""
    draw = np.random.default_rng(3)
    a, noise, c = draw.normal(50, 10, n), draw.normal(size=n), draw.normal(size=n)
    outcome = (draw.random(n) < 1 / (1 + np.exp(-(a - 50) / 20 - c / 2))).astype(int)
    predictors = {"a": a, "b": a + 10 * width * noise, "c": c}
    formula = Formula.of_main_effects(list(predictors))
    return {"outcome": outcome, "predictors": predictors, "level": 0.95, "formula": formula}


def verdict_on(arguments, source, field, term, change):
    """On a number of which a reference says something else than we do, and of all others the same."""
    (call,) = (call for call in CHECK.references if call.source == source)
    _, ours = outcome_of(CHECK, arguments)
    given = {name: ours.fields[name] for name in CHECK.gives(call)}
    answer = {
        name: one.element(0) if one.scalar else dict(zip(one.labels, one.values)) if one.labels else one.values
        for name, one in given.items()
    }
    answer[field][term] = change(answer[field][term], answer["standard_errors"][term])
    comparison = compare(CHECK, call, ours, Answer(answer, (), Provenance("live", "0")), Inputs(arguments))
    others = [other for other in comparison.fields if other.name != field and len(other.verdicts)]
    assert others and all(other.verdict is Verdict.AGREES for other in others)
    (compared,) = (other for other in comparison.fields if other.name == field)
    return compared.element(list(ours.fields[field].labels).index(term)).verdict


@pytest.mark.parametrize(
    ("width", "source"),
    [(width, source) for width in (1e-2, 1e-4) for source in SOURCES] + [(1e-5, source) for source in SOURCES[::2]],
)
def test_a_standard_error_of_an_independent_predictor_that_is_wrong_in_the_ninth_digit_is_noticed(width, source):
    arguments = near_duplicates(width)
    wrong = verdict_on(arguments, source, "standard_errors", "c", lambda error, _: error * (1 + 1e-9))
    right = verdict_on(arguments, source, "standard_errors", "c", lambda error, _: error)
    assert (wrong, right) == (Verdict.DISAGREES, Verdict.AGREES)


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("width", [1.0, 1e-7, 1e-9])
@pytest.mark.parametrize("term", ["a", "b", "c"])
def test_an_estimate_that_is_wrong_by_more_than_a_millionth_of_its_standard_error_is_noticed_however_collinear(
    source, width, term
):
    arguments = near_duplicates(width)
    much = 2e-6
    moved = verdict_on(arguments, source, "coefficients", term, lambda it, error: it + much * (error + abs(it)))
    wider = verdict_on(arguments, source, "standard_errors", term, lambda error, _: error * (1 + much))
    assert moved is wider is Verdict.DISAGREES


@pytest.mark.parametrize("source", SOURCES)
def test_what_collinearity_leaves_nobody_to_tell_is_not_verified(source):
    arguments = near_duplicates(1e-8)
    nearly = verdict_on(arguments, source, "coefficients", "b", lambda value, error: value + 5e-7 * error)
    assert nearly is Verdict.NOT_VERIFIED


@pytest.mark.r
@pytest.mark.parametrize("width", [1e-3, 1e-5, 2e-6, 1e-6, 3e-7])
def test_near_duplicates_agree_with_every_reference(width, live_r):
    arguments = near_duplicates(width)
    _, ours = outcome_of(CHECK, arguments)
    for call in CHECK.references:
        source = Libraries("parity.answers.libraries") if isinstance(call, LibraryCall) else live_r
        answer = source.ask(Question(call, "near duplicates", "", CHECK.sent(call, arguments)))[0]
        comparison = compare(CHECK, call, ours, answer, Inputs(arguments))
        assert comparison.verdict.passes, [field.worst for field in comparison.fields if not field.verdict.passes]
        verified = {field.name for field in comparison.fields} - {field.name for field in comparison.not_verified}
        assert {"coefficients", "standard_errors", "z", "log_likelihood"} <= verified


def test_of_what_a_paper_prints_the_p_value_is_one():
    assert {one.field: one.p_value for one in CHECK.quantities} == {
        "coefficients": False,
        "standard_errors": False,
        "odds_ratios": False,
        "p": True,
    }
