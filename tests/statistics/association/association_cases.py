"""Predictors for the tests of association: published ones, and random ones with and without ties."""

from __future__ import annotations

import numpy as np
from high_school import FEMALE, WRITE

from parity.data.cohort import Factor


def grouped(with_event, without):
    """Outcome and values of two groups."""
    values = np.array([*with_event, *without], dtype=float)
    return np.repeat([1, 0], [len(with_event), len(without)]), values


def table(*rows):
    """Outcome and categories of the counts with the event and without, a row a category."""
    counts = np.array(rows).ravel()
    cells = np.repeat(np.arange(len(counts)), counts)
    return 1 - cells % 2, Factor(cells // 2, tuple(f"level {row}" for row in range(len(rows))))


def predictors(count: int = 25):
    """Outcome and values: normal, skewed, with many ties, large beside their spread."""
    random = np.random.default_rng(20261126)
    for number in range(count):
        n = int(random.integers(12, 90))
        outcome = (random.random(n) < 0.4).astype(int)
        outcome[:4] = 0, 1, 0, 1
        kinds = random.normal(50, 9, n), random.lognormal(size=n), random.poisson(3, n), random.normal(1e4, 1, n)
        yield outcome, kinds[number % 4] + 0.5 * outcome


def categories(count: int = 25):
    """Outcome and categories of two to five levels, one of which may be rare."""
    random = np.random.default_rng(20261127)
    for number in range(count):
        n, levels = int(random.integers(25, 70)), 2 + number % 4
        outcome = (random.random(n) < 0.4).astype(int)
        outcome[:2] = 0, 1
        codes = np.minimum(random.integers(0, levels, n) + (random.random(n) < 0.3 * outcome), levels - 1)
        codes[:levels] = np.arange(levels)
        yield outcome, Factor(codes, tuple(map(str, range(levels))))


SLEEP = grouped(
    [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0], [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
)
"""Student (1908), doi:10.1093/biomet/6.1.1: hours of sleep gained by two drugs."""

PERMEABILITY = grouped([0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46], [1.15, 0.88, 0.90, 0.74, 1.21])
"""Hollander, Wolfe (1973), Nonparametric Statistical Methods, page 69: permeability of the amnion."""

SATISFACTION = table((762, 484), (327, 239), (468, 477))
"""Agresti (2007), An Introduction to Categorical Data Analysis, page 39: party and gender."""

CONVICTIONS = table((2, 15), (10, 3))
"""Fisher (1962, 1970): like-sex twins of criminals, convicted and not, dizygotic and monozygotic, as R's help of
fisher.test has them; `chisq.test` and `fisher.test` of them are printed in many places: 10.4581, .001221, .0005367."""

WRITING = 1 - FEMALE, WRITE
"""The scores in writing of 91 boys and 109 girls of High School and Beyond. What SPSS prints of them stands on the
annotated pages of UCLA's Statistical Consulting; its numbers are as remembered, written down before they were computed.
Of them z = -3.329 and p = 0.001 by Mann and Whitney were read since, at mavericanalyticshub.com/spss-slide6, which has
the text of UCLA's page (secondary)."""

TEA = table((1, 3), (3, 1))
"""Agresti (1990), Categorical Data Analysis, page 61, after Fisher: tea poured first, and guessed so."""
