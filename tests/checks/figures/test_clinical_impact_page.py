"""The page of a clinical impact curve."""

from __future__ import annotations

import numpy as np
import pytest

from parity.checks.figures.clinical_impact_page import CHECK, clinical_impact_page
from parity.verify.predictions import samples
from parity.data.study_file import find_study

INPUTS = CHECK.arguments(samples(find_study("asah"))[0])


def test_one_patient_with_another_risk_moves_the_curve_up_or_down_between_the_two_risks_only():
    risk = INPUTS["risk"].copy()
    risk[0] = 0.5 if risk[0] < 0.4 else 0.1
    pages = [clinical_impact_page(**given).content for given in (INPUTS, {**INPUTS, "risk": risk})]
    moved = [(one.split(), other.split()) for one, other in zip(*pages, strict=True) if one != other]
    low, high = sorted([risk[0], INPUTS["risk"][0]])
    between = np.count_nonzero((INPUTS["thresholds"] >= low) & (INPUTS["thresholds"] < high))
    assert len(moved) in (between, 2 * between)
    assert all(one[0] == other[0] and one[1] != other[1] for one, other in moved)


def test_the_order_of_the_patients_does_not_matter():
    order = np.random.default_rng(2).permutation(len(INPUTS["outcome"]))
    moved = {**INPUTS, "outcome": INPUTS["outcome"][order], "risk": INPUTS["risk"][order]}
    assert clinical_impact_page(**INPUTS).content == clinical_impact_page(**moved).content


def test_it_is_of_1000_patients_however_many_there_were():
    doubled = {**INPUTS, **{name: np.concatenate([INPUTS[name], INPUTS[name]]) for name in ("outcome", "risk")}}
    assert clinical_impact_page(**doubled).content == clinical_impact_page(**INPUTS).content


def test_a_risk_above_one_is_refused():
    with pytest.raises(ValueError, match="between 0 and 1"):
        clinical_impact_page(**{**INPUTS, "risk": INPUTS["risk"] + 1})


def test_newer_r_draws_the_same_lines_in_another_order():
    (newer,) = CHECK.references[0].deviations
    one, other = clinical_impact_page(**INPUTS).content, newer.follows(**INPUTS).content
    assert one != other and sorted(one) == sorted(other)
