"""Lee's study of cancer remission (1974), as PROC LOGISTIC's example of stepwise selection lists it and prints it.

SAS/STAT User's Guide, The LOGISTIC Procedure, Example 51.1, "Stepwise Logistic Regression and Predicted Values":
support.sas.com/documentation/cdl/en/statug/63347/HTML/default/statug_logistic_sect059.htm. The patients were read
there; the printed numbers are as remembered, written down before they were computed.
"""

from __future__ import annotations

import numpy as np

_ROWS = """
1 .8 .83 .66 1.9 1.1 .996;   1 .9 .36 .32 1.4 .74 .992;    0 .8 .88 .7 .8 .176 .982;     0 1 .87 .87 .7 1.053 .986
1 .9 .75 .68 1.3 .519 .98;   0 1 .65 .65 .6 .519 .982;     1 .95 .97 .92 1 1.23 .992;    0 .95 .87 .83 1.9 1.354 1.02
0 1 .45 .45 .8 .322 .999;    0 .95 .36 .34 .5 0 1.038;     0 .85 .39 .33 .7 .279 .988;   0 .7 .76 .53 1.2 .146 .982
0 .8 .46 .37 .4 .38 1.006;   0 .2 .39 .08 .8 .114 .99;     0 1 .9 .9 1.1 1.037 .99;      1 1 .84 .84 1.9 2.064 1.02
0 .65 .42 .27 .5 .114 1.014; 0 1 .75 .75 1 1.322 1.004;    0 .5 .44 .22 .6 .114 .99;     1 1 .63 .63 1.1 1.072 .986
0 1 .33 .33 .4 .176 1.01;    0 .9 .93 .84 .6 1.591 1.02;   1 1 .58 .58 1 .531 1.002;     0 .95 .32 .3 1.6 .886 .988
1 1 .6 .6 1.7 .964 .99;      1 1 .69 .69 .9 .398 .986;     0 1 .73 .73 .7 .398 .986
"""
_TABLE = np.array([row.split() for row in _ROWS.replace("\n", ";").split(";") if row.strip()], dtype=float)

OUTCOME = _TABLE[:, 0].astype(int)
CANDIDATES = dict(zip(("cell", "smear", "infil", "li", "blast", "temp"), np.ascontiguousarray(_TABLE[:, 1:].T)))
ENTRY, STAY = 0.3, 0.35
"""What the example asks for; it lets variables out by Wald's test, which here lets none out, nor does the other."""

SCORES = {
    "step 0: cell": 1.8893,
    "step 0: smear": 1.0745,
    "step 0: infil": 1.8817,
    "step 0: li": 7.9311,
    "step 0: blast": 3.5258,
    "step 0: temp": 0.6591,
}
RESIDUAL_SCORES = {"step 0": 9.4609, "step 1": 3.1174, "step 2": 2.1429}
"""Its Residual Chi-Square: of all variables that are not in the model."""
LAST_MODEL = {"cell": (9.6521, 1.5507, 0.2130), "li": (3.8671, 4.7290, 0.0297), "temp": (-82.0737, 1.7687, 0.1835)}
"""Its Analysis of Maximum Likelihood Estimates of the last model: estimate, Wald chi-square, p."""
LACK_OF_FIT = 6.2983, 7, 0.5054
"""Its Hosmer and Lemeshow Goodness-of-Fit Test of that model."""
MINUS_TWO_LOG_LIKELIHOOD = {"step 0": 34.372, "step 1": 26.073, "step 3": 21.953}
"""Its -2 Log L."""

SLIPPED = {name: np.where(values % 1 > 0, values + 9 * np.floor(values), values) for name, values in CANDIDATES.items()}
"""The same patients with 10.9 for 1.9, 20.064 for 2.064 and so on, as the R package StepReg once gave them to SAS:
github.com/JunhuiLi1017/StepReg, commit 8a0bd087, tests/data/cancer_remiss.txt. What SAS printed of them stands in the
same commit, tests/testthat, "SAS Output_htm#IDX87.mht", and was read there: what follows is SAS's own, by another hand.
"""
SLIPPED_SCORES = {
    "step 0": {"cell": 1.8893, "smear": 1.0745, "infil": 1.8817, "li": 5.4730, "blast": 1.6951, "temp": 0.7504},
    "step 1": {"cell": 1.4675, "smear": 0.4432, "infil": 1.1168, "blast": 0.3064, "temp": 0.1998},
    "step 2": {"smear": 0.2705, "infil": 0.2323, "blast": 0.0130, "temp": 0.4683},
}
SLIPPED_RESIDUAL_SCORES = {"step 0": (7.1653, 0.3058), "step 1": (2.3508, 0.7988), "step 2": (0.8930, 0.9256)}
SLIPPED_MINUS_TWO_LOG_LIKELIHOOD = {"step 0": 34.372, "step 1": 28.903, "step 2": 26.685}
SLIPPED_LAST_MODEL = {
    "Intercept": (-7.7961, 5.3310, 2.1387, 0.1436),
    "cell": (6.5688, 5.4918, 1.4307, 0.2316),
    "li": (0.2105, 0.0997, 4.4546, 0.0348),
}
"""Estimate, standard error, Wald chi-square, p."""
SLIPPED_GLOBAL_TESTS = {"likelihood ratio": (7.6863, 0.0214), "score": (6.4718, 0.0393), "wald": (4.9946, 0.0823)}
SLIPPED_PARTITION = [
    (3, 0, 0.05),
    (3, 0, 0.28),
    (3, 1, 0.54),
    (4, 0, 1.00),
    (3, 1, 0.78),
    (3, 2, 0.97),
    (3, 2, 1.81),
    (3, 1, 2.10),
    (2, 2, 1.48),
]
"""Partition for the Hosmer and Lemeshow Test: total, observed and expected remissions."""
SLIPPED_LACK_OF_FIT = 6.5168, 7, 0.4809
SLIPPED_ASSOCIATION = {"dxy": 0.710, "gamma": 0.732, "tau_a": 0.328, "c": 0.855}
"""Association of Predicted Probabilities and Observed Responses, with li alone."""
