from __future__ import annotations

import numpy as np
import pytest
from association_cases import SATISFACTION, categories, table

from parity.data.cohort import Factor
from parity.statistics.association.frequencies import frequencies


def test_every_patient_is_counted_once_and_percentages_are_of_the_group():
    for outcome, factor in categories():
        found = frequencies(outcome, factor)
        for code, level in enumerate(found.levels):
            assert level == factor.levels[code]
            assert found.event[code] == ((factor.codes == code) & (outcome == 1)).sum()
            assert found.none[code] == ((factor.codes == code) & (outcome == 0)).sum()
        assert found.event.sum() + found.none.sum() == len(outcome)
        assert found.event_percent.sum() == pytest.approx(100, rel=1e-14)
        assert found.none_percent == pytest.approx(100 * found.none / found.none.sum(), rel=1e-15)


def test_agresti_s_table_of_party_and_gender():
    # Agresti (2007), page 39
    found = frequencies(*SATISFACTION)
    assert found.event.tolist() == [762, 327, 468] and found.none.tolist() == [484, 239, 477]
    assert found.event_percent[0] == pytest.approx(100 * 762 / 1557, rel=1e-15)


def test_a_category_that_nobody_has_is_counted_as_none():
    found = frequencies(*table((2, 3), (0, 0), (1, 4)))
    assert found.event.tolist() == [2, 0, 1] and found.event_percent[1] == 0


def test_bad_input_is_refused():
    factor = Factor(np.array([0, 1, 0]), ("a", "b"))
    with pytest.raises(ValueError, match="1 of a patient with the event"):
        frequencies(np.array([2, 1, 0]), factor)
    with pytest.raises(ValueError, match="2 outcomes and 3 categories"):
        frequencies(np.array([1, 0]), factor)
    with pytest.raises(ValueError, match="two groups"):
        frequencies(np.array([1, 1, 1]), factor)
