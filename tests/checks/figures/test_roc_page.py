"""The page of an ROC curve."""

from __future__ import annotations

import re

import numpy as np
import pytest

from parity.checks.figures.roc_page import CHECK, roc_page
from parity.statistics.discrimination.auc_delong import auc_delong

OUTCOME = np.array([0, 0, 1, 0, 1, 1, 0, 1])
RISK = np.array([0.1, 0.2, 0.3, 0.35, 0.5, 0.6, 0.7, 0.8])


def test_a_rank_preserving_change_of_the_risks_leaves_the_page():
    assert roc_page(OUTCOME, RISK).content == roc_page(OUTCOME, RISK**3).content


def text_of(page) -> str:
    """What is written on it."""
    lines = "".join(line for line in page.content if line.endswith(("Tj", "TJ")))
    return "".join(re.findall(r"\(((?:[^()\\]|\\.)*)\)", lines))


@pytest.mark.parametrize("order", [[1, 2], [2, 1], [6, 7]])
def test_the_area_and_its_interval_are_printed(order):
    risk = RISK.copy()
    risk[sorted(order)] = risk[order]
    found = auc_delong(OUTCOME, risk, 0.95)
    text = text_of(roc_page(OUTCOME, risk))
    assert f"{found.auc:.3f}" in text and f"{found.interval.low:.3f}" in text and f"{found.interval.high:.3f}" in text


def followed(versions: str) -> list[tuple[str, ...]]:
    """The pages that are known of an R, in the order in which they are tried."""
    (call,) = CHECK.references
    inputs = {"outcome": OUTCOME, "risk": RISK, "level": 0.95, "options": {"print.auc": True}}
    return [deviation.follows(**inputs).content for deviation in call.deviations if deviation.versions == versions]


def test_the_dash_of_the_interval_is_a_hyphen_now_and_three_dots_in_older_r():
    page, older = roc_page(OUTCOME, RISK).content, followed("R < 4.5")[0]
    assert len(page) == len(older)
    changed = [pair for pair in zip(page, older) if pair[0] != pair[1]]
    assert len(changed) == 2 and all("..." in theirs for _, theirs in changed), "the area is written twice"


def test_across_ties_nothing_but_a_tie_is_another():
    """Neither the area nor a limit of its interval is one here."""
    (call,) = CHECK.references
    inputs = {"outcome": OUTCOME, "risk": RISK, "level": 0.95, "options": {"print.auc": True}}
    older, tied = [one.follows(**inputs).content for one in call.deviations if one.versions == "R < 4.5"]
    (now,) = [one.follows(**inputs).content for one in call.deviations if one.versions == "pROC" and one.follows]
    assert now == roc_page(**inputs).content
    assert tied == older != now


def test_without_a_case_there_is_no_curve():
    with pytest.raises(ValueError):
        roc_page(np.zeros(8, int), RISK)


def test_the_interval_has_the_level_that_is_asked_for():
    assert roc_page(OUTCOME, RISK).content == roc_page(OUTCOME, RISK, 0.95).content
    for level in (0.5, 0.9):
        assert f"{auc_delong(OUTCOME, RISK, level).interval.low:.3f}" in text_of(roc_page(OUTCOME, RISK, level))
