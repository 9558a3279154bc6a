"""Data that more than one test takes from a book."""

from __future__ import annotations

import numpy as np

from parity.data.cohort import Factor

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

_DEAD = np.array([1, 4, 9, 13, 18, 20, 0, 2, 6, 10, 12, 16])
DEAD = np.concatenate([np.repeat([1, 0], [dead, 20 - dead]) for dead in _DEAD])
BUDWORMS = {
    "sex": Factor(np.repeat([1, 0], 120), ("F", "M")),
    "ldose": np.repeat(np.tile(np.arange(6.0), 2), 20),
}
"""240 tobacco budworm moths, dead or not after a dose of a pyrethroid (its logarithm to base 2), 20 a sex and dose:
Collett (1991) in Venables, Ripley. Modern Applied Statistics with S, 4th ed. (2002), section 7.2."""
