"""Specificity at given sensitivities: the curve read from its other end."""

from __future__ import annotations

import numpy as np
import pytest
from one_by_one import APART, FEW, WITHOUT_CURVE, cautions, patients

from parity.statistics.discrimination.sensitivity_bootstrap import sensitivity_bootstrap
from parity.statistics.discrimination.specificity_bootstrap import specificity_bootstrap

AT = np.array([0.0, 0.05, 1 / 3, 0.5, 0.9, 1.0])


@pytest.mark.parametrize("levels", [None, 6])
def test_the_specificity_at_a_sensitivity_is_the_sensitivity_of_the_curve_turned_over(levels):
    outcome, risk = patients(levels=levels)
    there = specificity_bootstrap(outcome, risk, 80, 3, sensitivities=AT).plain
    turned = sensitivity_bootstrap(1 - outcome, -risk, 80, 3, specificities=AT).plain
    for limit in ("low", "median", "high"):
        assert np.array_equal(getattr(there, limit), getattr(turned, limit))


def test_what_an_interval_does_not_know_is_said():
    assert "one_class_resamples" in cautions(lambda: specificity_bootstrap(*FEW, 60, 1))
    assert "perfect_separation" in cautions(lambda: specificity_bootstrap(*APART, 60, 1))
    assert cautions(lambda: specificity_bootstrap(*patients(n=80), 60, 1)) == []


@pytest.mark.parametrize(("outcome", "risk", "said"), WITHOUT_CURVE)
def test_what_has_no_curve_is_refused(outcome, risk, said):
    with pytest.raises(ValueError, match=said):
        specificity_bootstrap(np.array(outcome), np.array(risk), 20, 1)
