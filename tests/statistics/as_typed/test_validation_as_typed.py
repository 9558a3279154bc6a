from __future__ import annotations

import numpy as np

from parity.checks.as_typed.validation_as_typed import CHECK
from parity.statistics.as_typed.validation_as_typed import validation_as_typed
from parity.statistics.calibration.calibration_curve import calibration_curve
from parity.statistics.calibration.calibration_line import calibration_line
from parity.statistics.calibration.spiegelhalter_test import spiegelhalter_test
from parity.statistics.discrimination.concordance import concordance
from parity.statistics.overall.brier_score import brier_score
from parity.statistics.overall.quality_indexes import quality_indexes

DRAW = np.random.default_rng(20261126)
RISK = DRAW.uniform(0.02, 0.98, 60)
OUTCOME = (DRAW.random(60) < RISK).astype(int)
PARTS = (concordance, quality_indexes, brier_score, calibration_line, calibration_curve, spiegelhalter_test)


def validated():
    parts = {part.__name__: lambda part=part: part(OUTCOME, RISK) for part in PARTS}
    found = validation_as_typed(OUTCOME, RISK, parts)
    assert found.risk is RISK
    return found


def test_every_index_is_that_of_its_own_statistic():
    found = validated()
    assert (found.rows, found.events) == (60, OUTCOME.sum())
    assert found.p == spiegelhalter_test(OUTCOME, RISK).p
    assert found.u_p == quality_indexes(OUTCOME, RISK).u_p
    assert found.q == quality_indexes(OUTCOME, RISK).q
    assert (found.intercept, found.slope) == (
        calibration_line(OUTCOME, RISK).intercept,
        calibration_line(OUTCOME, RISK).slope,
    )
    assert (found.c, found.emax) == (concordance(OUTCOME, RISK).c, calibration_curve(OUTCOME, RISK).emax)
    assert found.brier == brier_score(OUTCOME, RISK).brier


def test_no_index_stands_in_two_statistics():
    names = [name for part in PARTS for name in type(part(OUTCOME, RISK)).__dataclass_fields__]
    assert [name for name in CHECK.fields if names.count(name) > 1] == []
