"""Where fisher.test stops: Brent's method to its tolerance, beside the root itself."""

from __future__ import annotations

import math
import warnings

import numpy as np
import pytest
from scipy.optimize import brentq

from parity.checks.stats.fisher_test import TOLERANCE, stopped, zero
from parity.data.cohort import Factor
from parity.statistics.association.conditional_odds_ratio import conditional_odds_ratio

# fisher.test(matrix(c(a, c, b, d), 2)) of R 4.2.2, 16 digits: estimate, low, high
PRINTED = [
    ((30, 29, 44, 86), (2.014137231461025, 1.028780382749003, 3.964903925971553)),
    ((7, 52, 5, 125), (3.340865550065744, 0.8679484064422074, 13.98947030851145)),
    ((3, 1, 1, 3), (6.408308867005788, 0.2117329153055029, 621.9337505454173)),
    ((5, 40, 60, 9), (0.01996339669963496, 0.004775799075786035, 0.06674694865767276)),
    ((1, 0, 3, 6), (math.inf, 0.03846130371093752, math.inf)),
    ((5, 5, 5, 5), (1.0, 0.1258916153359367, 7.943340764446782)),
]


def fourfold(a, c, b, d):
    codes = np.repeat([1, 0, 1, 0], [a, c, b, d])
    return np.repeat([1, 1, 0, 0], [a, c, b, d]), Factor(codes, ("no", "yes"))


@pytest.mark.parametrize(("counts", "printed"), PRINTED)
def test_it_is_what_r_prints(counts, printed):
    found = stopped(*fourfold(*counts), 0.95)
    interval = found["interval"]
    assert (found["odds_ratio"], interval["low"], interval["high"]) == pytest.approx(printed, rel=1e-12)


def test_it_lies_within_the_tolerance_of_uniroot_of_the_root():
    random = np.random.default_rng(11)
    for _ in range(40):
        cells = fourfold(*(int(count) for count in random.integers(1, 40, 4)))
        found, root = stopped(*cells, 0.9), conditional_odds_ratio(*cells, 0.9)
        given = found["interval"]
        for stop, exact in (
            (found["odds_ratio"], root.odds_ratio),
            (given["low"], root.interval.low),
            (given["high"], root.interval.high),
        ):
            off = abs(stop - exact) if exact <= 1 else abs(1 / stop - 1 / exact)
            assert off <= TOLERANCE * (1 + 1e-9)


def test_brent_s_method_finds_roots_and_ends():
    for function in (lambda x: x**3 - 0.2, lambda x: math.exp(x) - 1.5, lambda x: 0.3 - x):
        assert zero(function, 0.0, 1.0, 0.0) == pytest.approx(brentq(function, 0, 1, xtol=1e-15), rel=1e-13)
    assert zero(lambda x: x, 0.0, 1.0, 1e-4) == 0.0
    assert zero(lambda x: x - 1, 0.0, 1.0, 1e-4) == 1.0


def test_a_step_that_leads_too_far_is_halved_as_in_uniroot():
    """uniroot(f, c(0, 1), tol) of R 4.2.2, 17 digits: near the end of the interval an interpolation is not taken."""
    fifth_root = lambda x: math.copysign(abs(x - 0.71) ** (1 / 5), x - 0.71) * (1 + 43 * x**4)
    bent = lambda x: math.exp((52 if x < 0.33 else 2) * (x - 0.33)) - 1
    assert zero(fifth_root, 0.0, 1.0, 1e-4) == pytest.approx(0.71002470802261275, rel=1e-12)
    assert zero(bent, 0.0, 1.0, 0.01) == pytest.approx(0.33005606132132675, rel=1e-12)


def test_many_patients_do_not_overflow():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = stopped(*fourfold(3000, 2000, 2500, 4000), 0.95)
    assert found["odds_ratio"] == pytest.approx(3000 * 4000 / (2000 * 2500), rel=1e-3)
