"""The page of a decision curve."""

from __future__ import annotations

import numpy as np
import pytest

from parity.checks.figures.decision_curve_page import CHECK, across_first, decision_curve_page
from parity.verify.predictions import samples
from parity.data.study_file import find_study

INPUTS = CHECK.arguments(samples(find_study("asah"))[0])


def test_one_patient_with_another_risk_changes_the_page():
    risk = INPUTS["risk"].copy()
    risk[0] = 0.5 if risk[0] < 0.4 else 0.1
    assert decision_curve_page(**INPUTS).content != decision_curve_page(**{**INPUTS, "risk": risk}).content


def test_the_order_of_the_patients_does_not_matter():
    order = np.random.default_rng(2).permutation(len(INPUTS["outcome"]))
    moved = {**INPUTS, "outcome": INPUTS["outcome"][order], "risk": INPUTS["risk"][order]}
    assert decision_curve_page(**INPUTS).content == decision_curve_page(**moved).content


def test_standardised_net_benefit_is_what_is_drawn():
    doubled = {**INPUTS, **{name: np.concatenate([INPUTS[name], INPUTS[name]]) for name in ("outcome", "risk")}}
    assert decision_curve_page(**doubled).content == decision_curve_page(**INPUTS).content


def test_a_risk_above_one_is_refused():
    with pytest.raises(ValueError, match="between 0 and 1"):
        decision_curve_page(**{**INPUTS, "risk": INPUTS["risk"] + 1})


def test_newer_r_draws_the_same_lines_in_another_order():
    one, other = decision_curve_page(**INPUTS).content, across_first(**INPUTS).content
    assert one != other and sorted(one) == sorted(other)
