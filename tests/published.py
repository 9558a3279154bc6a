"""Data that more than one test takes from a book."""

from __future__ import annotations

import numpy as np

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
