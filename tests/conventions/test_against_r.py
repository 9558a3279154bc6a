"""Conventions that functions of base R have give R's own numbers."""

from __future__ import annotations

import shutil
import subprocess

import numpy as np
import pytest

from parity.conventions.explain import values
from parity.conventions.subjects import Compared, Described, Proportion
from parity.data.cohort import Factor

FIRST = (3.1, 4.7, 4.7, 6.0, 8.3, 2.2, 5.9, 7.4, 9.9, 5.1, 4.7)
SECOND = (1.0, 2.2, 3.1, 3.3, 4.7, 0.4, 2.8, 3.9)
TABLE = (9, 4, 6, 17)
"""Of the second category in the first group and in the second, then of the first category."""

CODE = """
x <- c(%s); y <- c(%s); cells <- c(%s)
both <- c(x, y); g <- factor(rep(1:0, c(length(x), length(y)))); table <- matrix(cells, 2)
say <- function(name, ...) cat(name, sprintf("%%.17g", as.numeric(c(...))), sep = "\\t", fill = FALSE)
tell <- function(...) { say(...); cat("\\n") }
for (side in c("two.sided", "greater", "less")) {
  tell(paste("t FALSE", side), t.test(x, y, alternative = side)$p.value)
  tell(paste("t TRUE", side), t.test(x, y, var.equal = TRUE, alternative = side)$p.value)
  tell(paste("wilcox", side), wilcox.test(x, y, exact = FALSE, alternative = side)$p.value)
  tell(paste("fisher", side), fisher.test(table, alternative = side)$p.value)
}
tell("aov", unlist(summary(aov(both ~ g))[[1]][1, c("F value", "Pr(>F)")]))
tell("var.test", var.test(x, y)$p.value)
tell("bartlett", bartlett.test(both, g)$p.value)
tell("wilcox as it is", wilcox.test(x, y, exact = FALSE, correct = FALSE)$p.value)
tell("W", wilcox.test(x, y, exact = FALSE)$statistic)
tell("kruskal", kruskal.test(both, g)$p.value)
for (type in 1:9) tell(paste("quantile", type), quantile(x, c(.25, .5, .75), type = type))
tell("fivenum", fivenum(x)[c(2, 4)])
tell("sd", sd(x))
tell("mean", t.test(x)$conf.int)
for (correct in c(FALSE, TRUE)) {
  tell(paste("chisq", correct), chisq.test(table, correct = correct)$p.value)
  tell(paste("prop", correct), prop.test(13, 15, correct = correct)$conf.int)
}
tell("binom", binom.test(13, 15)$conf.int)
d <- data.frame(y = rep(c(1, 0, 1, 0), cells), x = rep(c(1, 1, 0, 0), cells))
tell("linear", (nrow(d) - 1) * cor(d$y, d$x)^2)
fit <- glm(y ~ x, binomial, d, control = list(epsilon = 1e-14))
tell("woolf", exp(c(coef(fit)[2], confint.default(fit)[2, ])))
"""

NUMBERS = Compared("x", ("1", "0"), np.repeat([1, 0], [11, 8]), np.array([*FIRST, *SECOND]), 0.95)
COUNTS = Compared(
    "x", ("1", "0"), np.repeat([1, 0, 1, 0], TABLE), Factor(np.repeat([1, 1, 0, 0], TABLE), ("no", "yes")), 0.95
)
ONE_GROUP = Described("x", "all patients", np.array(FIRST), 0.95)
PROPORTION = Proportion("sensitivity", 13, 15, 0.5, 0.95)

SAME = [
    ("t FALSE two.sided", "t_test", "Welch, two-sided", NUMBERS, ("p",)),
    ("t TRUE two.sided", "t_test", "pooled, two-sided", NUMBERS, ("p",)),
    ("t FALSE greater", "t_test", "Welch, one-sided: the first larger", NUMBERS, ("p",)),
    ("t FALSE less", "t_test", "Welch, one-sided: the first smaller", NUMBERS, ("p",)),
    ("t TRUE greater", "t_test", "pooled, one-sided: the first larger", NUMBERS, ("p",)),
    ("t TRUE less", "t_test", "pooled, one-sided: the first smaller", NUMBERS, ("p",)),
    ("aov", "t_test", "analysis of variance, F = t²", NUMBERS, ("F", "p")),
    ("var.test", "levene_test", "ratio of the variances", NUMBERS, ("p",)),
    ("bartlett", "levene_test", "Bartlett", NUMBERS, ("p",)),
    ("wilcox two.sided", "mann_whitney_test", "normal, ties counted, corrected for continuity", NUMBERS, ("p",)),
    ("wilcox greater", "mann_whitney_test", "normal, corrected, one-sided: the first larger", NUMBERS, ("p",)),
    ("wilcox less", "mann_whitney_test", "normal, corrected, one-sided: the first smaller", NUMBERS, ("p",)),
    ("wilcox as it is", "mann_whitney_test", "normal, ties counted", NUMBERS, ("p",)),
    ("W", "mann_whitney_test", "the statistic: pairs that a group wins", NUMBERS, ("U first",)),
    ("kruskal", "mann_whitney_test", "Kruskal and Wallis, χ² = z²", NUMBERS, ("p",)),
    *(
        (f"quantile {kind}", "characteristics", f"quartiles of type {kind}", ONE_GROUP, ("Q1", "median", "Q3"))
        for kind in range(1, 10)
    ),
    ("fivenum", "characteristics", "hinges, the median in both halves", ONE_GROUP, ("Q1", "Q3")),
    ("sd", "characteristics", "SD over n − 1", ONE_GROUP, ("SD",)),
    ("mean", "characteristics", "interval of the mean, Student", ONE_GROUP, ("low", "high")),
    ("chisq FALSE", "chi_square_test", "Pearson", COUNTS, ("p",)),
    ("chisq TRUE", "chi_square_test", "Yates", COUNTS, ("p",)),
    ("linear", "chi_square_test", "linear by linear", COUNTS, ("χ²",)),
    ("fisher two.sided", "chi_square_test", "Fisher, two-sided: tables no more likely", COUNTS, ("p",)),
    ("fisher greater", "chi_square_test", "Fisher, one-sided: greater", COUNTS, ("p",)),
    ("fisher less", "chi_square_test", "Fisher, one-sided: less", COUNTS, ("p",)),
    ("woolf", "conditional_odds_ratio", "of the table, Woolf's interval", COUNTS, ("OR", "low", "high")),
    ("prop FALSE", "classification_intervals", "Wilson", PROPORTION, ("low", "high")),
    ("prop TRUE", "classification_intervals", "Wilson, corrected for continuity", PROPORTION, ("low", "high")),
    ("binom", "classification_intervals", "Clopper and Pearson, exact", PROPORTION, ("low", "high")),
]


@pytest.fixture(scope="module")
def of_r():
    if shutil.which("Rscript") is None:
        pytest.skip("there is no R")
    code = CODE % tuple(", ".join(map(str, of)) for of in (FIRST, SECOND, TABLE))
    asked = subprocess.run(["Rscript", "--vanilla", "-"], input=code, capture_output=True, text=True)
    assert asked.returncode == 0, asked.stderr
    lines = (line.split("\t") for line in asked.stdout.splitlines())
    return {name: [float(number) for number in numbers if number] for name, *numbers in lines}


@pytest.mark.r
def test_every_line_of_r_is_compared(of_r):
    assert set(of_r) == {line for line, *_ in SAME}


@pytest.mark.r
@pytest.mark.parametrize(("line", "stem", "convention", "subject", "names"), SAME, ids=[line for line, *_ in SAME])
def test_a_convention_of_base_r_gives_its_number(line, stem, convention, subject, names, of_r):
    (value,) = [one for one in values(stem, subject) if one.convention.name == convention]
    assert [value.numbers[name] for name in names] == pytest.approx(of_r[line], rel=2e-9)
