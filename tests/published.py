"""Data that more than one test takes from a book."""

from __future__ import annotations

import numpy as np

from parity.data.cohort import Factor
from parity.data.study_file import find_study

MONTHS = np.array([14, 29, 6, 25, 18, 4, 18, 12, 22, 6, 30, 11, 30, 5, 20, 13, 9, 32, 24, 13, 19, 4, 28, 22, 8.0])
SUCCESS = np.array([0, 0, 0, 1, 1, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 0, 1, 1, 1])
FITTED = np.array(
    [
        0.310262,
        0.835263,
        0.109996,
        0.726602,
        0.461837,
        0.082130,
        0.461837,
        0.245666,
        0.620812,
        0.109996,
        0.856299,
        0.216980,
        0.856299,
        0.095154,
        0.542404,
        0.276802,
        0.167100,
        0.891664,
        0.693379,
        0.276802,
        0.502134,
        0.082130,
        0.811825,
        0.620812,
        0.145815,
    ]
)
"""Months of experience of 25 programmers, who had success with a task, and the risks of the logistic model as printed:
Neter, Kutner, Nachtsheim, Wasserman. Applied Linear Statistical Models, 4th ed. (1996), Table 14.1, p. 576; the results
of SAS for the same table are those of stats.oarc.ucla.edu/sas/examples/alsm, chapter 14."""

_AGES = [37, 39, 39, 42, 47, 48, 48, 52, 53, 55, 56, 57, 58, 58, 60, 64, 65, 68, 68, 70]
_AGES += [34, 38, 40, 40, 41, 43, 43, 43, 44, 46, 47, 48, 48, 50, 50, 52, 55, 60, 61, 61]
RESPONDED = np.array([int(one) for one in "0000001000000100111111000111001110111111"])
RESPONDERS = {
    "sex": Factor(np.repeat([0, 1], 20), ("female", "male")),
    "age": np.array(_AGES, dtype=float),
}
"""Forty patients and whether they responded: Harrell. Regression Modeling Strategies, 2nd ed. (2015), section 10.1.3,
doi:10.1007/978-3-319-19425-7, and hbiostat.org/rmsc/lrm. Patients and what lrm prints of them are as remembered; the
coefficients that are printed there (-9.8429, 3.4898, 0.1581) are those of these patients."""

_DEAD = np.array([1, 4, 9, 13, 18, 20, 0, 2, 6, 10, 12, 16])
DEAD = np.concatenate([np.repeat([1, 0], [dead, 20 - dead]) for dead in _DEAD])
BUDWORMS = {
    "sex": Factor(np.repeat([1, 0], 120), ("F", "M")),
    "ldose": np.repeat(np.tile(np.arange(6.0), 2), 20),
}
"""240 tobacco budworm moths, dead or not after a dose of a pyrethroid (its logarithm to base 2), 20 a sex and dose:
Collett (1991) in Venables, Ripley. Modern Applied Statistics with S, 4th ed. (2002), section 7.2."""


def low_birth_weights():
    """The outcome and the predictors of 189 births, as Stata's manual fits them throughout [R] logistic.

    Coefficients and log likelihood are those that the tests of statsmodels quote of that manual (secondary); its other
    numbers are as remembered, written down before they were computed. The coefficients say, to all of their seven
    digits, that one mother weighs 106 lb in Stata's file and 105 in that of Hosmer and Lemeshow (1989) in R.
    """
    cohort = find_study("birthwt").development
    columns = {name: cohort.columns[name] for name in ("age", "lwt", "race", "smoke", "ptl", "ht", "ui")}
    columns["lwt"] = columns["lwt"].copy()
    columns["lwt"][181] += 1
    return cohort.outcome, columns


LOW_BIRTH_WEIGHT = [0.4612239, -0.0271003, -0.0151508, 1.262647, 0.8620792, 0.9233448, 0.5418366, 1.832518, 0.7585135]
"""Stata's coefficients of them, the intercept first."""
