"""A bound shares the patients with the statistic that it judges, and how models of them are fitted: a slip there moves
the numbers, and may not widen the bound so far that they pass.

Each slip is planted in every module that has the function. Every number that the bound of the right program would not
let pass, the bound of the wrong program does not let pass either. What has no bound is compared as it is.
"""

from __future__ import annotations

import dataclasses
import sys

import numpy as np
import pytest
from ours import ours
from resampled import resampled
from scipy.special import expit

from parity.checks.catalogue import CATALOGUE
from parity.checks.vocabulary.tolerance import LARGEST_SHARE
from parity.statistics.regression import logistic_regression, maximum_likelihood
from parity.statistics.selection import aic_paths, candidate_models
from parity.statistics.selection.candidate_models import Test as ChiSquare
from parity.statistics.validation import indexes, likelihood, patterns, plans
from parity.verification.inputs import Inputs, part


def by(change):
    """The result of a function, changed."""
    return lambda right: lambda *inputs, **named: change(right(*inputs, **named))


def times(**factors):
    """What a result has under these names, times a number."""
    return by(
        lambda place: dataclasses.replace(
            place, **{name: factor * getattr(place, name) for name, factor in factors.items()}
        )
    )


def shrunk(share):
    """A penalty on the squares of the coefficients."""
    return lambda right: lambda rows, n, events, coefficients, *rest: dataclasses.replace(
        (here := right(rows, n, events, coefficients, *rest)), score=here.score - share * coefficients
    )


def without_one_minus(right):
    """The risk in the place of the risk times one minus it."""

    def wrong(log_odds, patients, events, held):
        weight = patients * expit(log_odds)
        return (*right(log_odds, patients, events, held)[:2], weight)

    return wrong


def held_at(farthest):
    return lambda right: lambda log_odds, patients, events, held: right(log_odds, patients, events, farthest)


def shifted(part_of):
    """The outcomes of the next patient."""
    return dataclasses.replace(part_of, outcome=np.roll(part_of.outcome, 1))


def of_another_seed(right):
    return lambda method, rows, resamples, seed: right(method, rows, resamples, seed + 1)


def the_last_left_out(right):
    return lambda outcome, candidates, names, formula=None: right(outcome, candidates, names[:-1] or names, formula)


def one_per_cent_more(test):
    return lambda added: ChiSquare.of(1.01 * test(added).chi_square, added.shape[1])


def penalised(share):
    """Of columns rather than twice as much."""
    return lambda right: lambda model: right(model) - share * len(model.terms)


SELECTED = ("forward_selection", "univariable_logistic", "backward_elimination", "stepwise_aic", "logistic_regression")
VALIDATED = ("optimism", "optimism_limits", "corrected_calibration", "calibration_limits")
OF_RESAMPLES = {
    "a step of half the length": (likelihood.place_of, times(information=2.0)),
    "a step too long": (likelihood.place_of, times(information=0.9)),
    "an information of nearly nothing": (likelihood.place_of, times(information=1e-6)),
    "weights of the risk alone": (likelihood._weighed, without_one_minus),
    "a penalty": (likelihood.place_of, shrunk(1e-2)),
    "a penalty that few would see": (likelihood.place_of, shrunk(1e-7)),
    "log odds held at 2": (likelihood._weighed, held_at(2.0)),
    "the outcomes of the next": (patterns.patterns_of, by(shifted)),
    "another seed": (plans.parts, of_another_seed),
}
OF_INDEXES = {
    "a Gini of n squared pairs": (indexes._gini, by(lambda found: found * 0.99)),
    "a Gini of half": (indexes._gini, by(lambda found: found / 2)),
    "an index in per cent": (indexes.both, by(lambda found: tuple(100 * one for one in found))),
    "the last digits lost": (indexes.both, by(lambda found: tuple(np.round(one, 8) for one in found))),
    "apparent indexes in per cent": (indexes.apparent, by(lambda found: 100 * found)),
}
OF_MAXIMUM = {
    "a maximum not reached": (maximum_likelihood.climb, by(lambda position: 0.999 * position)),
    "a maximum hardly missed": (maximum_likelihood.climb, by(lambda position: (1 + 1e-5) * position)),
    "a maximum far away": (maximum_likelihood.climb, by(lambda position: 1.3 * position)),
}
OF_TESTS = {
    "half a Wald test": (candidate_models.wald_test, by(lambda test: ChiSquare.of(test.chi_square / 2, 1))),
    "a score test in another unit": (candidate_models.score_test_beside, by(one_per_cent_more)),
    "a covariance of nearly nothing": (candidate_models.fitted, times(covariance=1e-6)),
    "a covariance of far too much": (candidate_models.fitted, times(covariance=1e6)),
    "log odds in their ninth digit": (candidate_models.fitted, times(log_odds=1 + 1e-9)),
}
OF_PATHS = {
    "AIC with p": (aic_paths.aic, penalised(1.0)),
    "AIC with 4 p": (aic_paths.aic, penalised(-2.0)),
    "the last candidate left out": (candidate_models.fitted, the_last_left_out),
    "half the likelihood": (logistic_regression.null_log_likelihood, by(lambda found: found / 2)),
    "the likelihood of the model times 2": (
        candidate_models.fitted,
        by(lambda model: dataclasses.replace(model, log_likelihood=2 * model.log_likelihood)),
    ),
}
PLANTED = [
    *((stem, name, *slip) for stem in VALIDATED for name, slip in OF_RESAMPLES.items()),
    *((stem, name, *slip) for stem in VALIDATED[:2] for name, slip in OF_INDEXES.items()),
    *((stem, name, *slip) for stem in SELECTED[:2] for name, slip in OF_TESTS.items()),
    *((stem, name, *slip) for stem in SELECTED for name, slip in OF_MAXIMUM.items()),
    *(("stepwise_aic", name, *slip) for name, slip in OF_PATHS.items()),
]


def fresh(value):
    """The same inputs as other objects: nothing that is known of the former counts."""
    if isinstance(value, np.ndarray):
        array = value.copy()
        array.setflags(write=False)
        return array
    if isinstance(value, dict):
        return {name: fresh(one) for name, one in value.items()}
    if dataclasses.is_dataclass(value) and hasattr(value, "codes"):
        return dataclasses.replace(value, codes=fresh(value.codes))
    return value


def judged(check, arguments):
    """By field, its numbers and what its bound comes to."""
    inputs = Inputs({name: fresh(dict(one) if name in COLUMNS else one) for name, one in arguments.items()})
    result = inputs.of(check.compute)
    found = {}
    for name, tolerance in check.tolerances.items():
        if tolerance.bound is not None:
            bound = part(inputs.of(tolerance.bound.function), tolerance.bound.name)
            found[name] = np.atleast_1d(part(result, name)), np.atleast_1d(np.asarray(bound, dtype=float))
    return found


COLUMNS = ("predictors", "candidates")
RIGHT = {}


def right_one(stem):
    """A check, its inputs and what is right."""
    if stem not in RIGHT:
        (check,) = CATALOGUE.matching([stem]).checks
        arguments = ours(resampled("wards", 20), check)[0].inputs.arguments
        RIGHT[stem] = check, arguments, judged(check, arguments)
    return RIGHT[stem]


def passes(tolerance, numbers, right, bound):
    """Which numbers are within what is allowed about the right ones, as a run judges."""
    size = np.abs(right)
    capped = np.minimum(np.broadcast_to(np.nan_to_num(bound), right.shape), LARGEST_SHARE * np.fmax(size, 1.0))
    same = np.isnan(numbers) & np.isnan(right)
    return same | (np.abs(numbers - right) <= tolerance.atol + tolerance.rtol * size + capped)


def plant(monkeypatch, function, slip):
    wrong = slip(function)
    for module in [module for name, module in list(sys.modules.items()) if name.split(".")[0] == "parity"]:
        for name, value in list(vars(module).items()):
            if value is function:
                monkeypatch.setattr(module, name, wrong)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("stem, name, function, slip", PLANTED, ids=lambda one: one if isinstance(one, str) else "")
def test_a_slip_in_what_is_shared_does_not_pay_its_own_fine(stem, name, function, slip, monkeypatch):
    check, arguments, right = right_one(stem)
    plant(monkeypatch, function, slip)
    wrong, noticed = judged(check, arguments), False
    for field, (numbers, bound) in right.items():
        slipped, its_bound = wrong[field]
        if slipped.shape != numbers.shape or its_bound.size not in (1, slipped.size):
            noticed = True  # another path, which its bounds do not fit
            continue
        tolerance = check.tolerances[field]
        before, now = (passes(tolerance, slipped, numbers, one) for one in (bound, its_bound))
        assert not (now & ~before).any(), field
        noticed |= bool((~now).any())
    assert noticed
