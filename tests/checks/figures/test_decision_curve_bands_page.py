"""The page of the decision curve with bands."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from resampled import resampled

from parity import figures
from parity.checks.figures.decision_curve_bands_page import CHECK
from parity.checks.figures.decision_curve_page import CHECK as WITHOUT
from parity.errors import InputError
from parity.verification.predictions import samples
from parity.verification.setting import Resamples


def inputs(**changes):
    sample = samples(resampled("asah"))[0]
    setting = dataclasses.replace(sample.setting, resamples=Resamples(40, 3))
    return {**CHECK.arguments(dataclasses.replace(sample, setting=setting)), **changes}


def test_the_limits_are_drawn_beside_what_is_drawn_without_them():
    drawn, without = CHECK.compute(**inputs()).content, WITHOUT.compute(
        **WITHOUT.arguments(samples(resampled("asah"))[0])
    )
    assert set(without.content) - set(drawn) == set() and len(drawn) > len(without.content) + 300


def test_another_seed_moves_the_bands_only():
    one, other = CHECK.compute(**inputs()).content, CHECK.compute(**inputs(seed=4)).content
    assert one != other
    without = set(WITHOUT.compute(**WITHOUT.arguments(samples(resampled("asah"))[0])).content)
    assert without <= set(one) and without <= set(other)


def test_the_public_figure_is_that_page():
    figure = figures.decision_curve("asah", bands=True, resamples=40, seed=3)
    assert tuple(figure.page_content().splitlines()) == CHECK.compute(**inputs()).content


def test_a_study_of_another_level_has_bands_of_that_level():
    study = dataclasses.replace(resampled("asah"), level=0.5)
    narrow = figures.decision_curve(study, bands=True, resamples=40, seed=3)
    assert tuple(narrow.page_content().splitlines()) == CHECK.compute(**inputs(level=0.5)).content
    assert narrow.page_content() != figures.decision_curve("asah", bands=True, resamples=40, seed=3).page_content()


def test_bands_need_a_seed():
    with pytest.raises(InputError, match="need a seed: give seed=123, say"):
        figures.decision_curve("asah", bands=True)


def test_of_a_pair_too():
    outcome, risk = np.tile([0, 1], 30), np.linspace(0.05, 0.95, 60)
    drawn = figures.decision_curve((outcome, risk), bands=True, resamples=20, seed=1).page_content()
    assert drawn != figures.decision_curve((outcome, risk)).page_content()


@pytest.mark.r
@pytest.mark.usefixtures("live_rmda")
def test_r_draws_the_same_bands():
    asked = {"bands": True, "resamples": 40, "seed": 3}
    assert (
        figures.decision_curve("asah", engine="r", **asked).page_content()
        == figures.decision_curve("asah", **asked).page_content()
    )
