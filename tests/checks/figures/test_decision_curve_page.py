"""The page of a decision curve."""

from __future__ import annotations

import numpy as np

from parity.checks.figures.decision_curve_page import CHECK, decision_curve_page
from parity.data.study_file import find_study
from parity.verification.predictions import samples

INPUTS = CHECK.arguments(samples(find_study("asah"))[0])


def test_standardised_net_benefit_is_what_is_drawn():
    doubled = {**INPUTS, **{name: np.concatenate([INPUTS[name], INPUTS[name]]) for name in ("outcome", "risk")}}
    assert decision_curve_page(**doubled).content == decision_curve_page(**INPUTS).content
