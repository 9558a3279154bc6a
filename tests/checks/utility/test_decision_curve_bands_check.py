"""Bands of decision curves against rmda's: recorded and live, where it stops, and where a risk is on a threshold."""

from __future__ import annotations

import dataclasses
import inspect
import json

import numpy as np
import pytest
from resampled import RESAMPLES, resampled
from verified import complaints, verified

from parity import places
from parity.answers.modes import Mode
from parity.checks.catalogue import CATALOGUE
from parity.checks.rmda import cv_decision_curve
from parity.checks.rmda.decision_curve import (
    one_of_a_kind,
    some_risk_is_on_a_threshold,
    where_a_risk_is_on_a_threshold,
)
from parity.checks.vocabulary.verdict import Verdict
from parity.statistics.fields import fields_of
from parity.statistics.random.generator import RRandom
from parity.statistics.utility.decision_curve_cross_validated import stratified_folds
from parity.verification.compute import arguments_of, asked_of

STEMS = (
    "decision_curve_bands",
    "decision_curve_opt_out",
    "decision_curve_refitted",
    "decision_curve_cross_validated",
    "decision_curve_case_control",
    "decision_curve_refitted_case_control",
    "decision_curve_bands_page",
    "clinical_impact_bands_page",
)
ONLY = CATALOGUE.matching(STEMS)


def with_another_seed():
    def of_another(check):
        def compute(**inputs):
            return check.compute(**{**inputs, "seed": inputs["seed"] + 1})

        compute.__signature__ = inspect.signature(check.compute)
        return dataclasses.replace(check, compute=compute)

    return dataclasses.replace(ONLY, checks=tuple(map(of_another, ONLY.checks)), tolerances=None)


def fields_compared(verification):
    return [field for one in verification.statistics for held in one.comparisons for field in held.fields]


@pytest.mark.parametrize("name", RESAMPLES)
def test_the_recorded_bands_of_three_versions_of_r_are_ours(name):
    verification = verified([resampled(name)], ONLY, None, Mode.REPLAY)
    assert complaints(verification) == []
    held = [(one.check.stem, answer.verdict) for one in verification.statistics for answer in one.comparisons]
    deviating = {stem for stem, verdict in held if verdict is Verdict.DEVIATES_AS_DOCUMENTED}
    pages = {"decision_curve_bands_page", "clinical_impact_bands_page"}
    if name == "strata":
        assert deviating - pages >= {"decision_curve_refitted"}
    elif name in ("scores", "limits"):
        assert deviating - pages == {"decision_curve_case_control"}
    else:
        assert deviating <= pages
    count, seed = RESAMPLES[name]
    records = list(places.references().glob(f"{name}*/**/drawn {count}-resamples-seed-{seed}/rmda/*.json"))
    assert len(records) == len(verification.statistics)
    for record in records:
        answers = json.loads(record.read_text(encoding="utf-8"))["answers"]
        assert {made["r"][:3] for answer in answers for made in answer["environments"]} == {"4.2", "4.5", "4.6"}


def test_ours_of_another_seed_are_not_r_s():
    verification = verified([resampled("asah")], with_another_seed(), None, Mode.REPLAY)
    assert {one.check.stem for one in verification.statistics} == set(STEMS)
    assert {one.verdict for one in verification.statistics} == {Verdict.DISAGREES}
    moved = {field.name for field in fields_compared(verification) if not field.verdict.passes}
    assert moved >= {"net_benefit.low", "net_benefit.high", "opt_out.spared.low", "sensitivity", "content"}
    assert "net_benefit.value" not in moved, "the curve itself is not resampled"


def test_a_table_shows_net_benefit_with_its_band_at_the_thresholds_of_the_paper():
    (check,) = ONLY.matching(["decision_curve_bands"]).checks
    (quantity,) = check.quantities
    assert (quantity.field, quantity.low, quantity.high, quantity.at_most) == (
        "net_benefit.value",
        "net_benefit.low",
        "net_benefit.high",
        4,
    )


@pytest.mark.r
@pytest.mark.parametrize(
    ("name", "count", "seed"),
    [("asah", 50, 3), ("birthwt", 40, 8), ("curves", 30, 4), ("wards", 40, 2), ("strata", 60, 6), ("scores", 40, 1)],
)
def test_living_r_has_the_same_bands(name, count, seed, live_rmda):
    verification = verified([resampled(name, count, seed)], ONLY, live_rmda)
    assert complaints(verification) == []
    assert verification.verdict.passes
    agreeing = [f for one in verification.statistics if one.verdict is Verdict.AGREES for f in fields_compared_of(one)]
    differences = [np.abs(field.difference[np.isfinite(field.difference)]) for field in agreeing]
    sizes = [np.abs(field.pair.theirs.values[np.isfinite(field.difference)]) for field in agreeing]
    assert max((gap / (1 + size)).max(initial=0) for gap, size in zip(differences, sizes) if len(gap)) < 1e-14


def fields_compared_of(statistic):
    return [field for held in statistic.comparisons for field in held.fields if field.name != "content"]


def inputs_of(name, stem, *drawn):
    (check,) = ONLY.matching([stem]).checks
    study = resampled(name, *drawn)
    return next(arguments_of(check, sample) for one, sample in asked_of(study, ONLY) if one.stem == stem)


@pytest.mark.filterwarnings("ignore::parity.statistics.caution.Caution")
@pytest.mark.parametrize("stem", ["decision_curve_refitted", "decision_curve_refitted_case_control"])
def test_only_numbers_at_thresholds_with_a_risk_on_them_are_excused(stem):
    inputs = inputs_of("strata", stem, 200, 3)
    (check,) = ONLY.matching([stem]).checks
    ours = fields_of(check.compute(**inputs))
    excused = where_a_risk_is_on_a_threshold(**inputs)
    for name in check.references[0].deviations[0].fields:
        policy, measure, which = name.split(".")
        values = excused[policy][measure][which]
        assert 0 < np.isfinite(values).sum() < len(values)
        assert (values[np.isfinite(values)] == ours[name].values[np.isfinite(values)]).all()
    asked = {name: value for name, value in inputs.items() if name != "level"}
    assert some_risk_is_on_a_threshold(**asked)
    other = {name: value for name, value in inputs_of("asah", stem).items() if name != "level"}
    assert not some_risk_is_on_a_threshold(**other)


@pytest.mark.filterwarnings("ignore::parity.statistics.caution.Caution")
def test_in_cross_validation_too():
    inputs = inputs_of("strata", "decision_curve_cross_validated")
    met = cv_decision_curve.on_threshold(**inputs)
    excused = cv_decision_curve.where_a_risk_is_on_a_threshold(**inputs)
    assert 0 < met.sum() < len(met)
    assert all((np.isfinite(values) == met).all() for values in excused.values())
    assert cv_decision_curve.some_risk_is_on_a_threshold(**inputs)
    assert not cv_decision_curve.some_risk_is_on_a_threshold(**inputs_of("asah", "decision_curve_cross_validated"))


def test_rmda_stops_of_a_single_case_or_control_that_is_not_the_first_patient():
    assert one_of_a_kind(np.array([0, 0, 1, 0])) and one_of_a_kind(np.array([1, 1, 0]))
    assert not one_of_a_kind(np.array([1, 0, 0])) and not one_of_a_kind(np.array([1, 0, 0, 1]))


def test_both_stop_where_a_fold_has_few_cases():
    outcome = np.repeat([0, 1], [60, 27])
    fewest = np.bincount(stratified_folds(outcome, 5, RRandom(1))[outcome == 1]).min()
    assert fewest == 5 and not cv_decision_curve.a_fold_has_few(outcome, 5, 1)
    assert cv_decision_curve.a_fold_has_few(outcome, 6, 1)
