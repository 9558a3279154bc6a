"""Limits of the corrected indexes against rms from 8.1 on: recorded, and where an older rms has none."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pytest
from ours import ours
from resampled import RESAMPLES, resampled
from scipy.stats import norm
from verified import complaints, verified

from parity import places
from parity.answers.modes import Mode
from parity.checks.catalogue import CATALOGUE
from parity.checks.rms.ties import tied_pairs, tied_shares
from parity.checks.rms.validate import FITTINGS, FROM_8_1, TIES
from parity.checks.validation.optimism_limits import spread_between
from parity.checks.vocabulary.verdict import Verdict
from parity.statistics.validation.calibration_limits import SHARE_OF_TEST, two_sided_spread
from parity.statistics.validation.indexes import NAMES
from parity.statistics.validation.optimism import FIELD_OF, validated
from parity.statistics.validation.optimism_limits import LIMITED, OptimismLimits, optimism_limits
from parity.statistics.validation.patterns import model_of
from parity.statistics.validation.plans import Method, parts

ONLY = CATALOGUE.matching(["optimism_limits"])
STUDIES = [name for name in RESAMPLES if name != "scores"]
"""With a model; tests/test_parity.py replays each of them."""


@pytest.mark.parametrize("name", ["brink", "limits", "rivals", "strata", "wards"])
def test_the_recorded_limits_of_rms_8_1_are_explained(name):
    verification = verified([resampled(name)], ONLY, None, Mode.REPLAY)
    assert complaints(verification) == []
    (statistic,) = verification.statistics
    assert statistic.verdict.passes
    assert any(one.fields and one.provenance.packages["rms"].startswith("8.1") for one in statistic.comparisons)


def test_records_are_of_three_versions_of_r_of_which_only_the_last_has_limits():
    records = list(places.references().glob("**/drawn */rms/optimism_limits*.json"))
    assert len(records) == 4 * len(STUDIES)
    for record in records:
        answers = json.loads(record.read_text(encoding="utf-8"))["answers"]
        assert {made["r"][:3] for answer in answers for made in answer["environments"]} == {"4.2", "4.5", "4.6"}


def of_another(change):
    def compute(outcome, predictors, resamples, seed, level, formula, folds):
        said = {"resamples": resamples, "seed": seed, "level": level, "formula": formula, "folds": folds}
        return change(lambda **to: optimism_limits(outcome, predictors, **{**said, **to}), said)

    return compute


def changed(found, change):
    """Each method's limits, changed by a function of low and high."""
    methods = [field.name for field in dataclasses.fields(OptimismLimits)]
    of_each = {name: getattr(found, name) for name in methods}
    return OptimismLimits(
        **{name: dataclasses.replace(one, **dict(zip(("low", "high"), change(one.low, one.high)))) for name, one in
           of_each.items()}  # fmt: skip
    )


def dxy_off(low, high):
    """Dxy alone, by more than equal log odds allow."""
    off = np.where(np.array(LIMITED) == "Dxy", 0.5, 0.0)
    return low - off, high + off


@pytest.mark.parametrize("name", ["limits", "strata"])
@pytest.mark.parametrize(
    "change",
    [
        lambda limits, said: limits(seed=said["seed"] + 1),
        lambda limits, said: limits(level=said["level"] - 1e-4),
        lambda limits, said: changed(limits(), lambda low, high: (high, low)),
    ],
)
def test_ours_of_another_seed_or_level_or_side_is_no_deviation_of_r(name, change):
    check = dataclasses.replace(ONLY.checks[0], compute=of_another(change))
    catalogue = dataclasses.replace(ONLY, checks=(check,), tolerances=None)
    assert verified([resampled(name)], catalogue, None, Mode.REPLAY).verdict is Verdict.DISAGREES


def test_dxy_of_tied_log_odds_is_no_licence():
    compute = of_another(lambda limits, said: changed(limits(), dxy_off))
    check = dataclasses.replace(ONLY.checks[0], compute=compute)
    catalogue = dataclasses.replace(ONLY, checks=(check,), tolerances=None)
    assert verified([resampled("strata")], catalogue, None, Mode.REPLAY).verdict is Verdict.DISAGREES


@pytest.mark.parametrize("count", [9, 40])
def test_whatever_ties_do_the_spread_is_between_its_bounds(count):
    draw = np.random.default_rng(5)
    values = draw.normal(size=count)
    off = np.where(draw.random(count) < 0.5, 0.1, 0.0)
    away, moved = values - values.mean(), off + off.mean()
    bounds = [spread_between(-away, moved), spread_between(away, moved)]
    for _ in range(500):
        tried = values + off * draw.uniform(-1, 1, count)
        for (least, most), (side,) in zip(bounds, two_sided_spread(tried[:, np.newaxis])):
            assert least <= side <= most
    exact = [spread_between(-away, 0 * moved), spread_between(away, 0 * moved)]
    np.testing.assert_allclose(exact, [2 * [side[0]] for side in two_sided_spread(values[:, np.newaxis])], rtol=1e-12)


def test_of_a_single_resample_that_is_surely_on_a_side_no_spread_is_sure():
    away = np.concatenate([[3.0], np.full(39, -1 / 13)])
    least, most = spread_between(away, np.full(40, 0.2))
    assert most == np.inf and 0 < least < 1
    of_two = spread_between(np.concatenate([[3.0, 2.0], np.full(38, -5 / 38)]), np.full(40, 0.2))
    assert of_two[1] == pytest.approx(np.sqrt(3.2**2 + 2.2**2 + 38 * (0.2 - 5 / 38) ** 2))


def test_what_is_the_mean_counts_on_both_sides_as_two_sided_spreads_count_it():
    values = np.array([-3.0, -2.0, -1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 2.0, 3.0])
    below, above = two_sided_spread(values[:, np.newaxis])
    for side, away in ((below, -values), (above, values)):
        np.testing.assert_allclose(spread_between(away, 0 * values), [side[0], side[0]], rtol=1e-14)


def ends_of_dxy(method, inputs):
    """The least and the most that the lower limit may be, and those of the upper."""
    prefix, dxy = FIELD_OF[method], LIMITED.index("Dxy")
    (ties,) = [
        one
        for call in ONLY.checks[0].references
        for one in call.deviations
        if one.cause == TIES and one.fields[0].startswith(prefix)
    ]
    least, most = (
        ties.follows({f"{prefix}.{side}": np.full(len(LIMITED), far) for side in ("low", "high")}, **inputs)[prefix]
        for far in (-9.0, 9.0)
    )
    return [(least[side][dxy], most[side][dxy]) for side in ("low", "high")]


@pytest.mark.parametrize("method", list(Method))
def test_limits_of_hardly_any_level_are_as_far_off_as_the_index_by_pairs_in_order_or_not(method):
    (made, *_) = ours(resampled("wards", 40), ONLY.checks[0])
    inputs = {**made.inputs.arguments, "level": 1e-9}
    allowed = tied_pairs(method.value, **{name: one for name, one in inputs.items() if name != "level"})["corrected"]
    for least, most in ends_of_dxy(method, inputs):
        assert most - least == pytest.approx(2 * allowed, rel=1e-6)


def test_limits_of_dxy_hold_where_ties_are_in_order_above_the_mean_and_not_below_it():
    (made, *_) = ours(resampled("wards", 40), ONLY.checks[0])
    inputs = {**made.inputs.arguments, "level": 1 - 1e-9}
    patterns, start = model_of(inputs["outcome"], inputs["predictors"], inputs["formula"])
    seen, shares, dxy = [], [], NAMES.index("Dxy")
    found, _ = validated(
        patterns, start, Method.BOOT, 40, inputs["seed"], FITTINGS[FROM_8_1], lambda *both: seen.append(both)
    )
    for part in parts(Method.BOOT, patterns, 40, inputs["seed"]):
        fits = FITTINGS[FROM_8_1].models(patterns, part.patients, part.events, start)
        shares.append(tied_shares(patterns, part, fits)[0])
    training, test = (np.concatenate(part)[:, dxy] for part in zip(*seen))
    distance = training - SHARE_OF_TEST * test
    training = training + np.where(distance > distance.mean(), 1, -1) * np.concatenate(shares)
    below, above = two_sided_spread((training - SHARE_OF_TEST * test)[:, np.newaxis])
    corrected, z = found.apparent[dxy] - (training - test).mean(), norm.ppf(1 - 5e-10)
    limits = (corrected - z * above[0], corrected + z * below[0])
    for (least, most), limit in zip(ends_of_dxy(Method.BOOT, inputs), limits):
        assert least <= limit <= most
