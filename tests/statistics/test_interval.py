"""The level of a confidence interval."""

from __future__ import annotations

import pytest

from parity.statistics.interval import check_level


@pytest.mark.parametrize("level", [1e-9, 0.5, 0.95, 1 - 1e-9])
def test_a_share_is_a_level(level):
    check_level(level)


@pytest.mark.parametrize("level", [0.0, 1.0, -0.5, 1.5, 95, float("nan")])
def test_what_is_no_share_is_refused_with_an_example(level):
    with pytest.raises(ValueError, match=r"lies between 0 and 1, such as 0\.95"):
        check_level(level)
