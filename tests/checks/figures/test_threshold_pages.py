"""The pages over threshold probabilities: the decision curve and the clinical impact."""

from __future__ import annotations

import numpy as np
import pytest

from parity.checks.figures import clinical_impact_page, decision_curve_page
from parity.data.study_file import find_study
from parity.verification.predictions import samples

CHECKS = pytest.mark.parametrize(
    "check", [clinical_impact_page.CHECK, decision_curve_page.CHECK], ids=lambda check: check.stem
)
INPUTS = decision_curve_page.CHECK.arguments(samples(find_study("asah"))[0])


def page(check, **changes) -> tuple[str, ...]:
    return check.compute(**{**INPUTS, **changes}).content


@CHECKS
def test_one_patient_with_another_risk_moves_the_curve_up_or_down_between_the_two_risks_only(check):
    risk = INPUTS["risk"].copy()
    risk[0] = 0.5 if risk[0] < 0.4 else 0.1
    lines = zip(page(check), page(check, risk=risk), strict=True)
    moved = [(one.split(), other.split()) for one, other in lines if one != other]
    low, high = sorted([risk[0], INPUTS["risk"][0]])
    between = np.count_nonzero((INPUTS["thresholds"] >= low) & (INPUTS["thresholds"] < high))
    assert len(moved) in (between, 2 * between)
    assert all(one[0] == other[0] and one[1] != other[1] for one, other in moved)


@CHECKS
def test_the_order_of_the_patients_does_not_matter(check):
    order = np.random.default_rng(2).permutation(len(INPUTS["outcome"]))
    assert page(check) == page(check, outcome=INPUTS["outcome"][order], risk=INPUTS["risk"][order])


@CHECKS
def test_a_risk_above_one_is_refused(check):
    with pytest.raises(ValueError, match="between 0 and 1"):
        page(check, risk=INPUTS["risk"] + 1)


@CHECKS
def test_newer_r_draws_the_same_lines_in_another_order(check):
    (newer,) = check.references[0].deviations
    one, other = page(check), newer.follows(**{**INPUTS, "options": {}}).content
    assert one != other and sorted(one) == sorted(other)
