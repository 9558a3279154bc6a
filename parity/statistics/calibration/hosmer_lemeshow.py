"""The Hosmer-Lemeshow test of goodness of fit."""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from parity.statistics.caution import Caution
from parity.statistics.tally import cases_of


@dataclass(frozen=True, slots=True)
class HosmerLemeshow:
    """Observed against expected events in groups of similar risk.

    Attributes
    ----------
    statistic : float
        Sum over events and non-events of (observed - expected)^2 / expected; NaN where a group is empty.
    df : int
        Groups with patients in them, minus 2.
    p : float
        Upper tail of the chi-square distribution.
    breaks : (k + 1,) float array
        Limits of the groups, ascending: distinct quantiles of the risk.
    sizes : (k,) int array
        Patients in each group.
    observed_events : (k,) int array
        Events in each group.
    expected_events : (k,) float array
        Sum of the risks in each group.
    """

    statistic: float
    df: int
    p: float
    breaks: np.ndarray
    sizes: np.ndarray
    observed_events: np.ndarray
    expected_events: np.ndarray


def hosmer_lemeshow(outcome: np.ndarray, risk: np.ndarray, groups: int = 10) -> HosmerLemeshow:
    """The Hosmer-Lemeshow test of goodness of fit, in groups between quantiles of the risk.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event.
    risk : (n,) float array
        Predicted risk in [0, 1]; not all equal.
    groups : int
        Groups asked for, at least 2. Tied risks can leave fewer, with a caution.

    Returns
    -------
    HosmerLemeshow

    Notes
    -----
    :math:`\\hat C = \\sum_k (O_{1k} - E_{1k})^2/E_{1k} + (O_{0k} - E_{0k})^2/E_{0k}` with events 1 and non-events 0.
    The test is not defined without its grouping rule, and software differs in it. Here the limits are the quantiles of
    definition 7 of Hyndman and Fan at :math:`0, 1/g, \\dots, 1`; equal limits are merged; group k holds the risks in
    :math:`(b_{k-1}, b_k]`, the first one :math:`b_0` too. So tied risks are never split, and with few distinct risks a
    group between two interpolated limits can be empty: its 0/0 makes the statistic NaN.

    The degrees of freedom are the groups with patients in them minus 2, in a validation cohort too, where no parameter
    was estimated and the number of groups itself is often advised. With 0 degrees of freedom the reference distribution
    is the point 0: p is 1 where the statistic is 0, and otherwise 0.

    The quantile at p is :math:`(1 - \\gamma) x_{(j)} + \\gamma x_{(j+1)}` with :math:`1 + (n - 1) p = j + \\gamma`,
    evaluated in this form: whether a risk that equals a limit in exact arithmetic falls left of it depends on the
    rounding.

    Equals ``ResourceSelection::hoslem.test(outcome, risk, g = groups)``.

    References
    ----------
    Hosmer, Lemeshow (1980), doi:10.1080/03610928008827941.  Hyndman, Fan (1996), doi:10.1080/00031305.1996.10473566.
    """
    grouped = group(outcome, risk, groups)
    sizes, observed, expected = grouped.sizes, grouped.observed_events, grouped.expected_events
    filled = int((sizes > 0).sum())
    if filled < 2:
        raise ValueError("fewer than 2 groups of risk have patients in them")
    if filled < groups:
        warnings.warn(Caution("fewer_groups", f"{groups} groups were asked for, {filled} have patients in them"))
    expected_without = grouped.expected_without
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = (observed - expected) ** 2 / expected + (sizes - observed - expected_without) ** 2 / expected_without
    statistic, df = float(terms.sum()), filled - 2
    return HosmerLemeshow(
        statistic=statistic,
        df=df,
        p=_upper_tail(statistic, df),
        breaks=grouped.breaks,
        sizes=sizes,
        observed_events=observed,
        expected_events=expected,
    )


@dataclass(frozen=True, slots=True)
class Groups:
    """Patients in groups between quantiles of the risk.

    Attributes
    ----------
    breaks : (k + 1,) float array
        Limits, ascending.
    sizes, observed_events : (k,) int arrays
    expected_events, expected_without : (k,) float arrays
        Sums of the risks, and of one minus the risks, each rounded once.
    """

    breaks: np.ndarray
    sizes: np.ndarray
    observed_events: np.ndarray
    expected_events: np.ndarray
    expected_without: np.ndarray


def group(outcome: np.ndarray, risk: np.ndarray, groups: int) -> Groups:
    """The groups of `hosmer_lemeshow`, with its parameters; some may be empty."""
    cases_of(outcome, risk)
    if groups < 2 or groups != int(groups):
        raise ValueError(f"the Hosmer-Lemeshow test needs at least 2 groups, not {groups}")
    if not ((risk >= 0) & (risk <= 1)).all():
        raise ValueError("the Hosmer-Lemeshow test needs risks between 0 and 1")
    ordered = np.sort(risk)
    breaks = np.unique(_quantiles(ordered, np.append(np.arange(groups) * (1 / groups), 1.0)))
    if len(breaks) < 2:
        raise ValueError("all risks are equal: there are no groups of risk to compare")
    ends, ends_of_events = (
        np.searchsorted(risks, breaks[1:], side="right") for risks in (ordered, np.sort(risk[outcome == 1]))
    )
    members = np.split(ordered, ends[:-1])
    # n - sum(risk) would round differently from a sum of 1 - risk where nearly all risks are 1
    expected, expected_without = (
        np.array([math.fsum(risks.data) for risks in parts]) for parts in (members, [1 - risks for risks in members])
    )
    return Groups(breaks, np.diff(ends, prepend=0), np.diff(ends_of_events, prepend=0), expected, expected_without)


def _quantiles(ordered: np.ndarray, probabilities: np.ndarray) -> np.ndarray:
    """Quantiles of definition 7 of Hyndman and Fan, of ascending values."""
    position = 1 + (len(ordered) - 1) * probabilities
    below = np.floor(position)
    gamma = position - below
    low = ordered[below.astype(np.int64) - 1]
    high = ordered[np.ceil(position).astype(np.int64) - 1]
    return np.where(low == high, low, (1 - gamma) * low + gamma * high)


def _upper_tail(statistic: float, df: int) -> float:
    if df == 0 and not np.isnan(statistic):
        return 1.0 if statistic == 0 else 0.0
    return float(chdtrc(df, statistic)) if df > 0 else float("nan")
