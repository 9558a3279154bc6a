"""What a paper prints of a decision curve."""

from __future__ import annotations

import pytest

import parity
from parity.checks.utility.decision_curve import CHECK
from parity.data.study_file import find_study
from parity.verification.predictions import samples
from parity.verification.results import rows


def test_four_net_benefits_of_a_curve_are_printed_evenly_spaced_between_its_ends():
    sample = samples(find_study("dca"))[0]
    assert len(CHECK.arguments(sample)["thresholds"]) > 50
    verification = parity.verify("dca", ["decision_curve"], mode="replay")
    printed = [row for row in rows(verification) if row["statistic"] == "decision_curve"]
    assert [row["element"] for row in printed] == ["0.20", "0.40", "0.60", "0.80"]
    for row, threshold in zip(printed, (0.2, 0.4, 0.6, 0.8)):
        treated = sample.risk > threshold
        events, others = (treated & (sample.outcome == y) for y in (1, 0))
        benefit = events.mean() - others.mean() * threshold / (1 - threshold)
        assert row["value"] == pytest.approx(benefit, abs=1e-14)
