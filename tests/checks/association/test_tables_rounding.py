"""Bounds of chi-squares where a cell is empty, or as near its expected count as the correction goes."""

from __future__ import annotations

import numpy as np
import pytest

from parity.checks.association.tables import rounding, yates_rounding
from parity.data.cohort import Factor

UNIT = 2.0**-53


def of(*counts):
    """Patients with the event and without in each of two categories."""
    return np.repeat([1, 0, 1, 0], counts), Factor(np.repeat([0, 0, 1, 1], counts), ("a", "b"))


def test_an_empty_cell_adds_nothing_to_the_likelihood_ratio():
    observed, expected = np.array([6, 4, 0, 10]), np.array([3.0, 7.0, 3.0, 7.0])
    logs = [o * np.log(o / e) for o, e in zip(observed, expected) if o]
    bound = rounding(*of(*observed))["likelihood_ratio"]["statistic"]
    assert bound == pytest.approx(16 * UNIT * (20 + np.abs(logs).sum()), rel=1e-12, abs=0)


@pytest.mark.parametrize(("counts", "away"), [((6, 4, 5, 5), 0.5), ((5, 5, 5, 5), 0.0)])
def test_within_half_a_patient_the_corrected_statistic_is_0(counts, away):
    assert yates_rounding(*of(*counts))["statistic"] == pytest.approx(8 * UNIT * 4 * (away + 0.5), rel=1e-12, abs=0)


def test_beyond_it_is_what_is_left():
    left, bound = 4 * 2.5**2 / 5, yates_rounding(*of(8, 2, 2, 8))["statistic"]
    assert bound == pytest.approx(8 * UNIT * 4 * 3.5 + 16 * UNIT * left, rel=1e-12, abs=0)
