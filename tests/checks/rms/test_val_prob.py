"""What ``rms::val.prob`` gives instead of the definitions."""

from __future__ import annotations

import math
import re
import warnings
from dataclasses import asdict

import numpy as np
import pytest
from scipy.special import expit, logit

from parity import places
from parity.checks.calibration import calibration_curve, calibration_line, spiegelhalter_test
from parity.checks.discrimination import concordance
from parity.checks.overall import brier_score, quality_indexes
from parity.checks.rms.lrm_fit import line_before_7, line_from_7
from parity.checks.rms.val_prob import DELETED, STOPS, Generation, all_equal, hardly_differ, indexes
from parity.checks.vocabulary import Deviation
from parity.verification.inputs import Inputs, part

CHECKS = [
    module.CHECK
    for module in (calibration_curve, calibration_line, spiegelhalter_test, concordance, brier_score, quality_indexes)
]
GENERATIONS = pytest.mark.parametrize("generation", Generation)
OUTCOME, RISK = np.array([1, 0, 1, 0, 1, 0]), np.array([0.8, 0.6, 0.4, 0.3, 0.55, 0.5])


def asked_of_val_prob(check):
    (call,) = (call for call in check.references if call.package == "rms")
    return call


def followed(check, generation, outcome, risk) -> dict:
    """What the check's documented deviations give for a generation of val.prob."""
    found: dict = {}
    for deviation in asked_of_val_prob(check).deviations:
        if deviation.follows is not None and deviation.versions == generation.value:
            given = deviation.follows(outcome=outcome, risk=risk)
            found |= {name: given[name] for name in deviation.fields if name in given}
    return found


def cohorts(count: int = 20):
    random = np.random.default_rng(20250101)
    for _ in range(count):
        log_odds = random.normal(-0.5, 1.2, int(random.integers(60, 300)))
        yield (random.uniform(size=len(log_odds)) < expit(0.3 + 0.7 * log_odds)).astype(int), expit(log_odds)


def hostile() -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Outcome and risks by the kind of what is the matter."""
    x = np.random.default_rng(5).normal(size=80)
    outcome = (np.random.default_rng(6).random(80) < expit(x)).astype(int)
    first = np.arange(80) == 0
    return {
        "equal": (outcome, np.full(80, 0.3)),
        "equal to the prevalence": (np.tile([0, 1, 0, 0], 20), np.full(80, 0.25)),
        "all one half": (outcome, np.full(80, 0.5)),
        "all 0": (outcome, np.zeros(80)),
        "all 1": (outcome, np.ones(80)),
        "of 0 and 1 only": (outcome, (x > 0).astype(float)),
        "hardly differ": (outcome, expit(3 + 1e-9 * x)),
        "separate": ((x > 0).astype(int), expit(x)),
        "separate all but one": (np.append((x > 0).astype(int), [0, 1]), expit(np.append(x, [0.0, 0.0]))),
        "extreme": (outcome, expit(30 * x)),
        "extreme, and wrong": (1 - (x > 0).astype(int), expit(20 * x)),
        "one far out": (outcome, expit(np.where(first, -700.0, x))),
        "some certain, one outcome between": (np.array([0, 1, 1, 0, 0, 0]), np.array([0.0, 1.0, 1.0, 0.2, 0.4, 0.3])),
        "some certain, one patient between": (np.array([0, 1, 1]), np.array([0.0, 0.3, 1.0])),
        "some certain and wrong": (np.append(outcome, [1, 0]), expit(np.append(x, [-800.0, 800.0]))),
        "some certain, the others equal": (np.append(outcome, [0, 1]), np.append(np.full(80, 0.3), [0.0, 1.0])),
        "of three patients": (np.array([0, 1, 0]), np.array([0.1, 0.2, 0.3])),
        "of two patients": (np.array([0, 1]), np.array([0.1, 0.2])),
        "of two patients, equal": (np.array([0, 1]), np.array([0.2, 0.2])),
        "tiny": ((np.arange(80) % 7 == 0).astype(int), 1e-300 * expit(x)),
        "nearly certain": ((np.arange(80) % 7 != 0).astype(int), 1 - 2.0**-53 * (1 + np.arange(80) % 5)),
    }


HOSTILE = pytest.mark.parametrize("kind", hostile())


def test_before_rms_6_9_bins_tie_risks_that_lie_in_the_same_five_thousandth():
    outcome, risk = np.array([0, 1, 0, 1]), np.array([0.30001, 0.30009, 0.5, 0.50021])
    binned, exact = (indexes(outcome, risk, one) for one in (Generation.BEFORE_6_9, Generation.BEFORE_7))
    assert (binned.c, exact.c) == (0.625, 0.75)
    assert (binned.dxy, exact.dxy) == (0.25, 0.5)


def test_bins_hold_log_odds_within_thirty_of_0():
    """1 - 1e-15 and 0.9999 are in the last of 5000 bins both, and no bin comes after it."""
    outcome, risk = np.array([0, 1, 0, 1]), np.array([0.99985, 1 - 2.0**-53, 0.2, 0.3])
    assert indexes(outcome, risk, Generation.BEFORE_6_9).c == 0.625
    assert indexes(outcome, risk, Generation.BEFORE_7).c == 0.75


@pytest.mark.parametrize("generation", [Generation.BEFORE_7, Generation.FROM_7])
def test_c_is_that_of_the_risks_that_have_a_logit(generation):
    outcome, risk = np.array([1, 0, 0, 1, 0, 1, 0]), np.array([0.0, 0.0, 0.2, 0.4, 0.6, 0.7, 1.0])
    assert indexes(outcome, risk, generation).c == 0.75
    assert concordance.concordance(outcome, risk).c < 0.75


@GENERATIONS
def test_of_equal_risks_the_last_names_are_anothers(generation):
    outcome, risk = np.array([1, 0, 0, 0]), np.full(4, 0.4)
    found = indexes(outcome, risk, generation)
    assert found.z == pytest.approx(0.15) == found.eavg
    assert found.p == spiegelhalter_test.spiegelhalter_test(outcome, risk).z
    assert (found.emax, found.e90, found.slope) == (0.0, 0.0, 0.0)
    assert found.intercept == pytest.approx(-math.log(3))


@GENERATIONS
def test_equal_risks_do_not_discriminate_and_their_unreliability_has_1_degree_of_freedom(generation):
    outcome, risk = np.array([1, 0, 0, 0]), np.full(4, 0.4)
    found, by_definition = indexes(outcome, risk, generation), quality_indexes.quality_indexes(outcome, risk)
    assert (found.c, found.dxy, found.r2, found.d, found.d_chi_square, found.d_p) == (0.5, 0.0, 0.0, -0.25, 0.0, 1.0)
    assert found.u_chi_square == pytest.approx(by_definition.u_chi_square, rel=1e-13)
    assert found.u == (found.u_chi_square - 1) / 4
    assert found.u_p == pytest.approx(math.erfc(math.sqrt(found.u_chi_square / 2)), rel=1e-12)
    assert found.q == found.d - found.u


def test_before_rms_7_the_p_value_of_d_is_not_available_unless_all_risks_are_equal():
    p = {one: indexes(OUTCOME, RISK, one).d_p for one in Generation}
    assert p[Generation.BEFORE_6_9] is p[Generation.BEFORE_7] is None
    assert p[Generation.FROM_7] == pytest.approx(quality_indexes.quality_indexes(OUTCOME, RISK).d_p, rel=1e-12)


@GENERATIONS
def test_the_line_is_the_one_that_lrm_fit_stops_at_and_u_is_hardly_less_than_at_its_maximum(generation):
    line_as_lrm_stops = line_from_7 if generation is Generation.FROM_7 else line_before_7
    for outcome, risk in cohorts():
        found, by_definition = indexes(outcome, risk, generation), quality_indexes.quality_indexes(outcome, risk)
        stopped = line_as_lrm_stops(outcome, logit(risk)).line
        assert (found.intercept, found.slope) == pytest.approx(tuple(stopped), rel=1e-12)
        assert by_definition.u_chi_square - 1e-6 < found.u_chi_square < by_definition.u_chi_square + 1e-11
        assert found.d_chi_square == pytest.approx(by_definition.d_chi_square, rel=1e-12, abs=1e-11)


def test_before_rms_7_log_odds_in_d_are_within_thirty_of_0():
    outcome, risk = np.array([1, 0, 1, 0, 1]), np.array([1e-20, 0.2, 0.6, 0.7, 0.8])
    before, after = (indexes(outcome, risk, one) for one in (Generation.BEFORE_7, Generation.FROM_7))
    assert before.d_chi_square - after.d_chi_square == pytest.approx(2 * (20 * math.log(10) - 30), rel=1e-12)
    by_definition = quality_indexes.quality_indexes(outcome, risk)
    assert after.d_chi_square == pytest.approx(by_definition.d_chi_square, rel=1e-13)


@GENERATIONS
@pytest.mark.filterwarnings("ignore:.*exactly 0 or 1")
def test_of_certain_risks_that_are_contradicted_only_an_impossible_event_counts_in_u(generation):
    for certain, event, is_infinite in ((0.0, 1, True), (1.0, 0, False), (0.0, 0, False), (1.0, 1, False)):
        outcome, risk = np.append(OUTCOME, event), np.append(RISK, certain)
        found = indexes(outcome, risk, generation)
        assert math.isinf(found.u) == is_infinite
        assert math.isinf(quality_indexes.quality_indexes(outcome, risk).u) == (event != certain)
        assert found.brier == pytest.approx(np.mean((outcome - risk) ** 2), rel=1e-14)


@GENERATIONS
def test_what_it_gives_by_the_definition_is_not_followed(generation):
    """Where it does not deviate, a wrong number of ours must not pass for a deviation."""
    outcome, risk = next(cohorts())
    for check in (calibration_curve.CHECK, spiegelhalter_test.CHECK, brier_score.CHECK):
        assert followed(check, generation, outcome, risk) == {}
    found = followed(quality_indexes.CHECK, generation, outcome, risk)
    assert not {"r2", "d", "d_chi_square"} & set(found)
    assert ("d_p" in found) == (generation is not Generation.FROM_7)
    many = np.tile(outcome, 40), np.random.default_rng(1).random(40 * len(risk))
    ranks = followed(concordance.CHECK, generation, *many)
    assert set(ranks) == ({"c", "dxy"} if generation is Generation.BEFORE_6_9 else set())


@GENERATIONS
def test_a_line_that_lrm_fit_reaches_but_for_rounding_is_not_followed(generation):
    """Two risks that are true have a line of 0 and 1; an intercept of 1e-14 instead of 0 is no deviation."""
    outcome = np.repeat([1, 0, 1, 0], [231, 32, 27, 54])
    risk = np.repeat([231 / 263, 27 / 81], [263, 81])
    found = indexes(outcome, risk, generation)
    assert found.intercept == pytest.approx(0, abs=1e-13)
    assert "intercept" not in followed(calibration_line.CHECK, generation, outcome, risk)


@GENERATIONS
def test_of_equal_risks_all_that_is_anothers_is_followed(generation):
    outcome, risk = np.array([1, 0, 0, 0]), np.full(4, 0.4)
    assert set(followed(spiegelhalter_test.CHECK, generation, outcome, risk)) == {"z", "p"}
    assert set(followed(calibration_curve.CHECK, generation, outcome, risk)) == {"emax", "e90"}
    assert set(followed(calibration_line.CHECK, generation, outcome, risk)) == {"intercept", "slope"}


@GENERATIONS
def test_of_fewer_than_three_patients_there_is_nothing_and_nothing_to_follow(generation):
    for outcome, risk in (hostile()["of two patients"], hostile()["some certain, one patient between"]):
        found = asdict(indexes(outcome, risk, generation))
        assert [name for name, value in found.items() if not math.isnan(value)] == []
        assert [followed(check, generation, outcome, risk) for check in CHECKS] == [{}] * len(CHECKS)
    found = asdict(indexes(*hostile()["of three patients"], generation))
    assert not math.isnan(found["c"]) and not math.isnan(found["brier"])


@GENERATIONS
def test_risks_of_0_that_are_borne_out_have_no_deviance(generation):
    found = indexes(np.zeros(4, dtype=int), np.zeros(4), generation)
    assert (found.u_chi_square, found.u, found.u_p, found.brier) == (0.0, -0.25, 1.0, 0.0)
    assert indexes(np.array([0, 1, 0, 0]), np.zeros(4), generation).u == math.inf


@GENERATIONS
@HOSTILE
@pytest.mark.filterwarnings("ignore")
def test_nothing_that_follows_it_or_bounds_it_fails_on_hostile_risks(generation, kind):
    outcome, risk = hostile()[kind]
    inputs = Inputs({"outcome": outcome, "risk": risk})
    for check in CHECKS:
        for name, value in followed(check, generation, outcome, risk).items():
            assert value is None or isinstance(value, float), (check.stem, name)
        for call in check.references:
            for name in check.gives(call):
                bound = check.tolerance(name, call).bound
                if bound is not None and kind not in ("all 0", "all 1", "of 0 and 1 only"):
                    made = np.asarray(part(inputs.of(bound.function), bound.name), dtype=float)
                    assert not (made < 0).any(), (check.stem, call.source, name)


@pytest.mark.parametrize(
    ("message", "versions"),
    [
        ("apparently singular matrix", "6.5-0"),
        ("'names' attribute [18] must be the same length as the vector [17]", "8.0-0"),
        ("must have >=3 non-missing observations", "6.5-0"),
        ("must have >=3 non-missing observations", "8.1-1"),
        ("'names' attribute [3] must be the same length as the vector [2]", "6.5-0"),
        ("NA/NaN/Inf in foreign function call (arg 1)", "8.0-0"),
    ],
)
def test_it_is_known_to_stop_as_a_whole(message, versions):
    known = [one for one in STOPS if one.holds_for({"rms": versions}) and re.search(one.where_it_stops, message)]
    assert len(known) == 1


@pytest.mark.parametrize("versions", ["6.5-0", "8.1-1"])
def test_of_ordinary_risks_no_stop_is_documented(versions):
    for outcome, risk in cohorts():
        inputs = Inputs({"outcome": outcome, "risk": risk})
        assert not any(inputs.of(one.when) for one in STOPS if one.holds_for({"rms": versions}))


def test_every_version_of_rms_is_of_one_generation():
    for version in ("5.1-0", "6.5-0", "6.8-2", "6.9-0", "6.9-1", "7.0-0", "8.0-0", "8.1-1", "9.0-0"):
        assert sum(Deviation((), one.value, "any").holds_for({"rms": version}) for one in Generation) == 1


def test_its_warning_of_certain_risks_is_known():
    assert re.search(DELETED, "3 observations deleted from logistic calibration due to probs. of 0 or 1")


def answer_of(live, outcome, risk):
    """What val.prob of this machine gives, or its error where it stops."""
    script = places.r_scripts() / "rms" / "val_prob.R"
    answer = live.session.call(script, "val_prob", {"outcome": outcome, "risk": risk})
    return answer.value, "; ".join(said.text for said in answer.conditions if said.kind == "error")


def is_documented(error: str, outcome, risk, packages) -> bool:
    """Whether one of its stops says this error, of these versions and inputs."""
    inputs = Inputs({"outcome": outcome, "risk": risk})
    known = [one for one in STOPS if one.holds_for(packages) and re.search(one.where_it_stops, error)]
    return any(inputs.of(one.when) for one in known)


@pytest.mark.r
def test_it_stops_of_no_other_inputs_than_documented(live_r):
    """Of missing risks, which it leaves out, it says the same as of too few patients."""
    if not live_r.has("rms"):
        pytest.skip("needs the R package rms")
    x, draw = np.random.default_rng(5).normal(size=80), np.random.default_rng(6)
    outcome = (draw.random(80) < expit(x)).astype(int)
    spread = {f"spread {k} around {m}": (outcome, expit(m + 10.0**-k * x)) for m in (0.0, 3.0) for k in range(2, 12)}
    packages, stopped = live_r.environment["packages"], set()
    for kind, (outcome, risk) in {**hostile(), **spread}.items():
        value, error = answer_of(live_r, outcome, risk)
        if value is None:
            assert is_documented(error, outcome, risk, packages), (kind, error)
            stopped.add(error)
    assert len(stopped) > 2
    _, error = answer_of(live_r, outcome, np.full(80, np.nan))
    assert not is_documented(error, outcome, expit(x), packages) and ">=3 non-missing" in error


def difference(ours: float | None, theirs: float | None) -> float:
    if ours is None or theirs is None:
        return 0.0 if ours is theirs else math.inf
    if ours == theirs or math.isnan(ours) and math.isnan(theirs):
        return 0.0
    return abs(ours - theirs) / max(1.0, abs(theirs))


@pytest.mark.r
def test_it_is_what_val_prob_of_this_machine_gives(live_r):
    """Its 18 numbers, of ordinary and of hostile risks, by names."""
    if not live_r.has("rms"):
        pytest.skip("needs the R package rms")
    packages = live_r.environment["packages"]
    (generation,) = (one for one in Generation if Deviation((), one.value, "any").holds_for(packages))
    stopped = []
    for kind, (outcome, risk) in {**hostile(), **{str(k): cohort for k, cohort in enumerate(cohorts())}}.items():
        answer, _ = answer_of(live_r, outcome, risk)
        if answer is None:
            stopped.append(kind)
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            ours = asdict(indexes(outcome, risk, generation))
        theirs = {{"spiegelhalter_z": "z", "spiegelhalter_p": "p"}.get(name, name): v for name, v in answer.items()}
        assert set(ours) == set(theirs)
        far = {name: (ours[name], theirs[name]) for name in ours if difference(ours[name], theirs[name]) > 1e-8}
        if kind in ("hardly differ", "nearly certain", "extreme, and wrong"):
            far = {name: pair for name, pair in far.items() if name not in ("emax", "e90", "eavg", "u", "u_chi_square")}
        if hardly_differ(outcome, risk):
            far = {name: pair for name, pair in far.items() if name not in ("intercept", "slope")}
        assert far == {}, kind
    assert {"of 0 and 1 only", "of two patients"} <= set(stopped)
    assert len(stopped) < 10


def test_risks_hardly_differ_where_their_log_odds_are_equal_but_for_rounding():
    outcome, alike = np.array([0, 1, 0, 1]), np.array([0.3, 0.3, np.nextafter(0.3, 1), 0.3])
    assert not all_equal(alike) and hardly_differ(outcome, alike)
    assert all_equal(np.full(4, 0.3)) and not hardly_differ(outcome, np.full(4, 0.3))
    assert not hardly_differ(outcome, np.array([0.2, 0.3, 0.4, 0.5]))
    assert not hardly_differ(np.zeros(4, dtype=int), alike)
    assert not hardly_differ(outcome, np.array([0.0, 1.0, 0.0, 1.0]))
