"""The page of a validation of predicted risks."""

from __future__ import annotations

import re

import numpy as np
import pytest

from parity.checks.figures.val_prob_page import CHECK, val_prob_page
from parity.checks.rms.val_prob import Generation
from parity.statistics.calibration.calibration_line import calibration_line
from parity.statistics.overall.brier_score import brier_score
from parity.verification.predictions import samples
from parity.data.study_file import find_study

INPUTS = CHECK.arguments(samples(find_study("asah"))[0])


def test_the_order_of_the_patients_does_not_matter():
    order = np.random.default_rng(2).permutation(len(INPUTS["outcome"]))
    moved = {name: INPUTS[name][order] for name in ("outcome", "risk")}
    assert val_prob_page(**INPUTS).content == val_prob_page(**moved).content


def printed(page) -> list[float]:
    """The fourteen indexes, in their order on the page."""
    return [float(number) for number in re.findall(r"\( ?(-?\d\.\d{3})\) Tj", " ".join(page.content))]


def test_risks_that_are_too_high_change_what_is_printed_of_calibration_and_not_of_ranks():
    higher = {**INPUTS, "risk": INPUTS["risk"] ** 0.9}
    before, after = (printed(val_prob_page(**given)) for given in (INPUTS, higher))
    assert len(before) == len(after) == 14 and before[:2] == after[:2]
    outcome, risk = higher["outcome"], higher["risk"]
    line = calibration_line(outcome, risk)
    assert after[6:9] == [round(brier_score(outcome, risk).brier, 3), round(line.intercept, 3), round(line.slope, 3)]
    assert before[7:9] == [0.0, 1.0] and after[7] < -0.1


def followed(generation: Generation, **inputs) -> tuple[str, ...]:
    """The page of a generation of rms."""
    (call,) = CHECK.references
    as_rms = next(
        deviation.follows
        for deviation in call.deviations
        if deviation.versions == generation.value and deviation.fields
    )
    return as_rms(**{**INPUTS, **inputs}).content


def test_the_rules_of_older_rms_change_the_printed_dxy_of_this_study_and_nothing_else():
    different = [
        pair for pair in zip(val_prob_page(**INPUTS).content, followed(Generation.BEFORE_6_9)) if pair[0] != pair[1]
    ]
    assert len(different) == 1 and "0.550" in different[0][0] and "0.549" in different[0][1]


@pytest.mark.parametrize("generation", [Generation.BEFORE_7, Generation.FROM_7])
def test_the_rules_of_newer_rms_change_nothing_of_this_study(generation):
    assert followed(generation) == val_prob_page(**INPUTS).content


def test_separated_risks_have_a_page_without_a_line():
    separated = np.where(INPUTS["outcome"] == 1, 0.9, 0.1)
    page = val_prob_page(INPUTS["outcome"], separated)
    assert len(page.content) < len(followed(Generation.FROM_7, risk=separated))
    assert sum("NaN" in line for line in page.content) == 2


def test_equal_risks_are_refused_as_val_prob_draws_nothing_of_them():
    with pytest.raises(ValueError, match="all risks are equal"):
        val_prob_page(INPUTS["outcome"], np.full(len(INPUTS["outcome"]), 0.3))


def test_a_calibration_line_as_steep_as_a_cliff_is_drawn():
    draw = np.random.default_rng(6)
    risk = 0.5 + 1e-3 * draw.normal(size=200)
    outcome = (risk + 2e-5 * draw.normal(size=200) > 0.5).astype(int)
    assert len(val_prob_page(outcome, risk).content) > 100
