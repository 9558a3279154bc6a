"""The Hosmer-Lemeshow test under each rule of grouping that has a name."""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from parity.statistics.calibration.risk_groups import RULES
from parity.statistics.caution import Caution
from parity.statistics.tally import cases_of


@dataclass(frozen=True, slots=True)
class GroupedTest:
    """Observed against expected events in the groups of one rule.

    Attributes
    ----------
    statistic : float
        Sum over events and non-events of (observed - expected)^2 / expected; NaN where a group has risks of 0 or 1
        alone.
    groups : int
        With patients in them.
    p : float
        Upper tail of chi-square with `groups` - 2 degrees of freedom; NaN without any.
    p_validation : float
        With `groups` degrees of freedom, for patients that the model was not fitted on.
    sizes, observed_events : (k,) int arrays
    expected_events : (k,) float array
    """

    statistic: float
    groups: int
    p: float
    p_validation: float
    sizes: np.ndarray
    observed_events: np.ndarray
    expected_events: np.ndarray


@dataclass(frozen=True, slots=True, kw_only=True)
class HosmerLemeshowGroupings:
    """The test under each rule.

    Attributes
    ----------
    quantiles_type_6, quantiles_type_2 : GroupedTest
        Between distinct quantiles of that definition of Hyndman and Fan.
    ranks : GroupedTest
        Groups of equal size by rank, which split ties by row.
    ntile : GroupedTest
        The same, the first groups larger by one.
    cut2 : GroupedTest
        A group ends with the risk that j n / g patients do not exceed.
    equal_width : GroupedTest
        Between the lowest and the highest risk.
    fixed_tenths : GroupedTest
        Between 1/g, 2/g, ...
    sas_logistic : GroupedTest
        Blocks of equal risk, by the manual of SAS PROC LOGISTIC.
    sas_hplogistic : GroupedTest
        Blocks of bins of 1/2000, by the manual of SAS PROC HPLOGISTIC.
    spss : GroupedTest
        Blocks of equal risk in at most g groups. Unconfirmed: SPSS's manual says deciles of risk, and no more.
    """

    quantiles_type_6: GroupedTest
    quantiles_type_2: GroupedTest
    ranks: GroupedTest
    ntile: GroupedTest
    cut2: GroupedTest
    equal_width: GroupedTest
    fixed_tenths: GroupedTest
    sas_logistic: GroupedTest
    sas_hplogistic: GroupedTest
    spss: GroupedTest


def hosmer_lemeshow_groupings(outcome: np.ndarray, risk: np.ndarray, groups: int = 10) -> HosmerLemeshowGroupings:
    """The Hosmer-Lemeshow test under each rule of grouping that has a name.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event.
    risk : (n,) float array
        Predicted risk in [0, 1]; not all equal.
    groups : int
        Groups asked for, from 2 to n.

    Returns
    -------
    HosmerLemeshowGroupings

    Notes
    -----
    :math:`\\hat C = \\sum_k (O_{1k} - E_{1k})^2/E_{1k} + (O_{0k} - E_{0k})^2/E_{0k}` over the groups with patients in
    them; a program that counts the others too gives 0/0 where there are any. The rules are those of
    `parity.statistics.calibration.risk_groups`; that of `hosmer_lemeshow`, quantiles of definition 7, is not repeated.
    Where SAS forms blocks of patients with the same columns, here they have the same risk.

    Equals, with ``k`` the groups by that rule, ``O <- rowsum(cbind(1 - y, y), k)``,
    ``E <- rowsum(cbind(1 - p, p), k)``, ``sum((O - E)^2 / E)`` in R; for ``cut2`` with
    ``k <- Hmisc::cut2(p, g = groups)``.

    Raises
    ------
    ValueError
        With fewer than 2 groups or more than patients, risks outside [0, 1], or all equal.

    References
    ----------
    Hosmer, Lemeshow (1980), doi:10.1080/03610928008827941.  Hosmer, Hosmer, le Cessie, Lemeshow (1997),
    doi:10.1002/(SICI)1097-0258(19970515)16:9<965::AID-SIM509>3.0.CO;2-O.  SAS/STAT User's Guide, The LOGISTIC and The
    HPLOGISTIC Procedure, The Hosmer-Lemeshow Goodness-of-Fit Test.
    """
    cases_of(outcome, risk)
    if risk.min() == risk.max():
        raise ValueError("all risks are equal: there are no groups of risk to compare")
    if not 2 <= groups <= len(risk) or groups != int(groups):
        raise ValueError(f"the Hosmer-Lemeshow test needs from 2 groups to one a patient ({len(risk)}), not {groups}")
    if not ((risk >= 0) & (risk <= 1)).all():
        raise ValueError("the Hosmer-Lemeshow test needs risks between 0 and 1")
    tests = {name: _tested(outcome, risk, rule(risk, groups)) for name, rule in RULES.items()}
    fewer = [name for name, test in tests.items() if test.groups < groups]
    if fewer:
        text = f"{groups} groups were asked for, fewer have patients by {len(fewer)} of {len(tests)} rules"
        warnings.warn(Caution("fewer_groups", text))
    return HosmerLemeshowGroupings(**tests)


def _tested(outcome: np.ndarray, risk: np.ndarray, group: np.ndarray) -> GroupedTest:
    order = np.argsort(group, kind="stable")
    _, starts = np.unique(group[order], return_index=True)
    members = np.split(order, starts[1:])
    sizes = np.array([len(rows) for rows in members])
    observed = np.array([int(outcome[rows].sum()) for rows in members])
    expected, without = (np.array([math.fsum(of[rows].data) for rows in members]) for of in (risk, 1 - risk))
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = (observed - expected) ** 2 / expected + (sizes - observed - without) ** 2 / without
    statistic, filled = float(terms.sum()), len(sizes)
    p = float(chdtrc(filled - 2, statistic)) if filled > 2 else math.nan
    return GroupedTest(statistic, filled, p, float(chdtrc(filled, statistic)), sizes, observed, expected)
