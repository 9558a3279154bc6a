"""Patients of examples in manuals of R packages, as R's own random numbers make them, without R."""

from __future__ import annotations

import numpy as np
from scipy.special import expit

import parity
from parity.data.cohort import Factor
from parity.data.formula import Entry, Formula, Shape
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


def drawn_by_harrell() -> tuple[np.ndarray, dict[str, np.ndarray | Factor], Formula]:
    """Outcome, predictors and model, y ~ treat * rcs(age), of 1,000 patients of the help of rms's lrm, set.seed(17).

    What lrm and anova print of them stands at Cross Validated, "How to explain the logistic regression model objects
    from the rms::lrm() function in R", read as imathworks.com/cv has it. `sample` is that of R before 3.6.
    """
    random = parity.RRandom(seed=17, sample_kind="Rounding")
    treat, diseases = (random.sample_int(size, 1000, replace=True) - 1 for size in (3, 5))
    age, cholesterol, _ = random.rnorm(1000, 50, 10), random.rnorm(1000, 200, 25), random.rnorm(1000, 150, 20)
    random.sample_int(2, 1000, replace=True)
    of_cholesterol = (np.log(cholesterol - 10) - 5.2) * np.array([-2, 3.5, 2])[treat]
    log_odds = 0.1 * (diseases - 2) + 0.045 * (age - 50) + of_cholesterol
    formula = Formula({"treat": Entry(), "age": Entry(Shape.RESTRICTED_CUBIC_SPLINE, 5)}, (("treat", "age"),))
    predictors = {"treat": Factor(treat, ("a", "b", "c")), "age": age}
    return (random.runif(1000) < expit(log_odds)).astype(int), predictors, formula


def drawn_by_rhodes() -> tuple[np.ndarray, np.ndarray]:
    """Outcome of 1,000 and their risk by another model: set.seed(2345); dat <- sim_dat(1000, a1 = -3, a3 = .3);
    p <- plogis(with(dat, -3 + x1 + x2)), README of the R package pmcalibration, github.com/stephenrho/pmcalibration."""
    random = parity.RRandom(seed=2345)
    x1, x2 = random.rnorm(1000), random.rnorm(1000)
    outcome = random.rbinom(1000, 1, expit(-3 + x1 + x2 + 0.3 * x1 * x2)).astype(int)
    return outcome, expit(-3 + x1 + x2)


VAL_PROB_OF_RHODES = {
    "Dxy": 0.725566646,
    "C (ROC)": 0.862783323,
    "R2": 0.343241418,
    "D": 0.162057146,
    "D:Chi-sq": 163.057146265,
    "U": 0.005910946,
    "U:Chi-sq": 7.910945691,
    "U:p": 0.019149612,
    "Q": 0.156146201,
    "Brier": 0.057594793,
    "Intercept": 0.528823286,
    "Slope": 1.336388397,
    "Emax": 0.350214394,
    "E90": 0.029680412,
    "Eavg": 0.020095036,
    "S:z": -1.684470284,
    "S:p": 0.092090818,
}
"""What rms::val.prob prints of them in the same README; D:p it prints as 0."""
