"""Patients of examples in manuals of R packages, as R's own random numbers make them, without R."""

from __future__ import annotations

import numpy as np

import parity
from parity.data.cohort import Factor
from parity.statistics.regression.linear_predictor import linear_predictor


def drawn(intercept: float, slope: float) -> tuple[np.ndarray, np.ndarray]:
    """Outcome and fitted risk of 500: set.seed(123); x <- rnorm(500);
    y <- rbinom(500, 1, plogis(intercept + slope * x))."""
    random = parity.RRandom(seed=123)
    x = random.rnorm(500)
    outcome = random.rbinom(500, 1, 1 / (1 + np.exp(-(intercept + slope * x)))).astype(int)
    return outcome, linear_predictor(outcome, {"x": x}, {"x": x}).risk


def drawn_by_signorell() -> tuple[np.ndarray, np.ndarray]:
    """Outcome and fitted risk of 50: set.seed(111); x1 <- factor(sample(1:3, 50, replace = TRUE)); x2 <- rnorm(50);
    obs <- sample(c(0, 1), 50, replace = TRUE)."""
    random = parity.RRandom(seed=111)
    x1 = Factor(random.sample_int(3, 50, replace=True) - 1, ("1", "2", "3"))
    predictors = {"x1": x1, "x2": random.rnorm(50)}
    outcome = random.sample_int(2, 50, replace=True) - 1
    return outcome, linear_predictor(outcome, predictors, predictors).risk
