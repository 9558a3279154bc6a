"""Numbers that are printed, where the last bit decides their last decimal."""

from __future__ import annotations

import math

import numpy as np
import pytest

from parity.checks.figures.page import across_ties
from parity.checks.figures.roc_page import CHECK, roc_page


@pytest.mark.parametrize("tie", [0.3375, 0.2875, -1.0625, 0.0005, 0.9995])
def test_a_number_at_half_a_unit_is_printed_the_other_way(tie):
    other = across_ties(tie)
    assert abs(other - tie) < 0.0005
    assert {f"{other:.3f}", f"{tie:.3f}"} == {
        f"{tie - math.copysign(1e-9, tie):.3f}",
        f"{tie + math.copysign(1e-9, tie):.3f}",
    }


@pytest.mark.parametrize("number", [0.3374, 0.33751, 0.0, 1.0, math.nan, math.inf, None])
def test_any_other_number_is_itself(number):
    assert across_ties(number) is number


def test_an_area_of_29_in_80_is_printed_with_363_or_362_thousandths():
    outcome, risk = np.repeat([1, 0], [8, 10]), np.concatenate([[3.5] * 7 + [2.5], [9.0] * 6 + [3.0] * 3 + [2.0]]) / 10
    inputs = {"outcome": outcome, "risk": risk, "level": 0.95, "options": {"print.auc": True}}
    (across,) = [deviation.follows for deviation in CHECK.references[0].deviations if deviation.versions == "pROC"]
    area, other = (
        next(line for line in page.content if "UC:" in line) for page in (roc_page(**inputs), across(**inputs))
    )
    assert {"0.362" in area, "0.363" in area} == {"0.362" in other, "0.363" in other} == {True, False}
    assert area != other
