"""The page of an ROC curve with the bootstrap intervals of its sensitivities."""

from __future__ import annotations

import numpy as np
import pytest
from resampled import resampled
from verified import complaints, verified

from parity import figures, places
from parity.answers.modes import Mode
from parity.checks.catalogue import CATALOGUE
from parity.checks.figures.roc_band_page import CHECK, roc_band_page
from parity.checks.vocabulary.verdict import Verdict
from parity.errors import InputError
from parity.statistics.discrimination.sensitivity_bootstrap import sensitivity_bootstrap
from parity.verification.compute import asked_of

OUTCOME = np.array([0, 0, 1, 0, 1, 1, 0, 1])
RISK = np.array([0.1, 0.2, 0.3, 0.35, 0.5, 0.6, 0.7, 0.8])


def test_the_recorded_page_is_ours_to_the_byte():
    verification = verified([resampled("rait")], CATALOGUE.matching(["roc_band_page"]), None, Mode.REPLAY)
    assert complaints(verification) == []
    assert verification.verdict is Verdict.AGREES


def test_another_seed_and_another_level_are_another_page():
    page = roc_band_page(OUTCOME, RISK, 100, 1).content
    assert page == roc_band_page(OUTCOME, RISK**3, 100, 1).content
    assert page != roc_band_page(OUTCOME, RISK, 100, 2).content
    assert page != roc_band_page(OUTCOME, RISK, 100, 1, 0.5).content
    assert "(UC: 0.750)" in "".join(page)


def test_what_is_drawn_are_the_limits_of_the_sensitivities():
    value = figures.roc("rait", resamples=200, seed=3).value
    _, sample = next(asked_of(resampled("rait"), CATALOGUE.matching([CHECK.stem])))
    found = sensitivity_bootstrap(sample.outcome, sample.risk, 200, 3, sample.level, value.band.specificities)
    assert np.array_equal(value.band.low, found.stratified.low)
    assert np.array_equal(value.band.high, found.stratified.high)
    assert value.interval is None and value.auc is not None


@pytest.mark.parametrize(
    ("of", "chosen", "said"),
    [
        ({"a": "rait", "b": "asah"}, {}, "drawn of one curve"),
        ("rait", {"resamples": 1}, "at least 2"),
    ],
)
def test_what_is_not_drawn_is_refused(of, chosen, said):
    with pytest.raises(InputError, match=said):
        figures.roc(of, **{"resamples": 20, **chosen})


@pytest.mark.r
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"ci_type": "bars"},
        {"ci_col": "lightblue", "print_thres": True},
        {"percent": True},
        {"percent": True, "ci_type": "bars", "print_thres": True},
    ],
)
def test_living_r_draws_the_same_page(options):
    drawn, by_r = (
        figures.roc("rait", resamples=100, seed=5, engine=engine, **options).page_content()
        for engine in ("python", "r")
    )
    assert drawn == by_r


@pytest.mark.r
@pytest.mark.parametrize("controls", [20, 60, 100])
def test_in_percent_a_specificity_that_is_met_is_the_one_that_r_meets(controls, live_r):
    """Of these a twentieth is a whole number, and 33 of 60 are 55.00000000000001%."""
    if not live_r.has("pROC"):
        pytest.skip("needs pROC")
    draw = np.random.default_rng(controls)
    outcome = np.repeat([0, 1], [controls, 17])
    risk = np.round(draw.normal(outcome * 1.2, 1), 1)
    options = {"percent": True, "print.auc": True, "ci.type": "bars"}
    sent = {"outcome": outcome, "risk": risk, "resamples": 60, "seed": 3, "level": 0.9, "options": options}
    script = places.r_scripts() / "pROC" / "roc_band_page.R"
    by_r = live_r.session.draw(script, "roc_band_page", sent, width=6, height=6)
    assert list(by_r.value["content"]) == list(roc_band_page(**sent).content)
