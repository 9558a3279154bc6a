"""The Hosmer-Lemeshow test of goodness of fit."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from parity.check import Caution, Check, Citation, Deviation, RCall, closed_form, exact, special_function
from parity.sample import Sample


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
    The test is not defined without its grouping rule, and software differs in it. This is the rule of
    ``ResourceSelection::hoslem.test``: the limits are the quantiles of definition 7 of Hyndman and Fan at
    :math:`0, 1/g, \\dots, 1`; equal limits are merged; group k holds the risks in :math:`(b_{k-1}, b_k]`, the first one
    :math:`b_0` too. So tied risks are never split, and with few distinct risks a group between two interpolated limits
    can be empty: its 0/0 makes the statistic NaN.

    The degrees of freedom are the groups with patients in them minus 2, in a validation cohort too, where no parameter was
    estimated and the number of groups itself is often advised. With 0 degrees of freedom the reference distribution is the
    point 0: p is 1 where the statistic is 0, and otherwise 0.

    The quantile at p is :math:`(1 - \\gamma) x_{(j)} + \\gamma x_{(j+1)}` with :math:`1 + (n - 1) p = j + \\gamma`, evaluated in
    this form: whether a risk that equals a limit in exact arithmetic falls left of it depends on the rounding.

    Equals ``ResourceSelection::hoslem.test(outcome, risk, g = groups)`` from version 0.3-6 on; before, df was groups - 2 always.

    References
    ----------
    Hosmer, Lemeshow (1980), doi:10.1080/03610928008827941.  Hyndman, Fan (1996), doi:10.1080/00031305.1996.10473566.
    """
    if groups < 2:
        raise ValueError(f"the Hosmer-Lemeshow test needs at least 2 groups, not {groups}")
    if not ((risk >= 0) & (risk <= 1)).all():
        raise ValueError("the Hosmer-Lemeshow test needs risks between 0 and 1")
    breaks = np.unique(_quantiles(risk, np.append(np.arange(groups) * (1 / groups), 1.0)))
    if len(breaks) < 2:
        raise ValueError("all risks are equal: there are no groups of risk to compare")
    group = np.maximum(np.searchsorted(breaks, risk, side="left"), 1) - 1
    k = len(breaks) - 1
    sizes = np.bincount(group, minlength=k)
    observed = np.bincount(group, weights=outcome, minlength=k)
    expected = np.bincount(group, weights=risk, minlength=k)
    filled = int((sizes > 0).sum())
    if filled < 2:
        raise ValueError("fewer than 2 groups of risk have patients in them")
    if filled < groups:
        warnings.warn(Caution("fewer_groups", f"{groups} groups were asked for, {filled} have patients in them"))
    # n - sum(risk) would round differently from a sum of 1 - risk where nearly all risks are 1
    expected_without = np.bincount(group, weights=1 - risk, minlength=k)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = (observed - expected) ** 2 / expected + (sizes - observed - expected_without) ** 2 / expected_without
    statistic, df = float(terms.sum()), filled - 2
    return HosmerLemeshow(
        statistic=statistic,
        df=df,
        p=_upper_tail(statistic, df),
        breaks=breaks,
        sizes=sizes,
        observed_events=observed.astype(np.int64),
        expected_events=expected,
    )


def _quantiles(values: np.ndarray, probabilities: np.ndarray) -> np.ndarray:
    """Quantiles of definition 7 of Hyndman and Fan."""
    ordered = np.sort(values)
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


def _inputs(sample: Sample) -> dict:
    return {"outcome": sample.outcome, "risk": sample.risk, "groups": 10}


_FROM_TEST = ("statistic", "df", "p", "sizes", "observed_events", "expected_events")

CHECK = Check(
    stem="hosmer_lemeshow",
    title="Hosmer–Lemeshow",
    compute=hosmer_lemeshow,
    result=HosmerLemeshow,
    inputs=_inputs,
    references=(
        RCall(
            "ResourceSelection",
            "hoslem.test",
            fields=_FROM_TEST,
            conditions={r"did not allow for the requested number of bins": "fewer_groups"},
            where_both_stop={"all risks are equal": "invalid number of intervals", "fewer than 2 groups": "led to negative df"},
            note="groups between quantiles of type 7, closed on the right; df is groups in use minus 2",
        ),
        RCall(
            "stats",
            "quantile",
            fields=("breaks",),
            deviations=(
                Deviation((), "stats", "limits there are, but no groups between them", where_we_stop="all risks are equal|fewer than 2 groups"),
            ),
            note="type 7, the limits that hoslem.test groups by",
        ),
    ),
    tolerances={
        "statistic": closed_form(
            "a sum over the groups; a rounding error in an expected count enters twice over the root of the statistic, "
            "which matters where the statistic is near 0 and is some n units of the last place at most",
            atol=1e-13,
        ),
        "df": exact("a count of patients or groups"),
        "p": special_function("upper tail of chi-square; hoslem.test takes 1 - pchisq, which is 0 below 1e-16", atol=1e-15),
        "breaks": exact("the same two roundings on both sides: the groups hang on the last bit"),
        "sizes": exact("a count of patients or groups"),
        "observed_events": exact("a count of patients or groups"),
        "expected_events": closed_form("a sum of risks"),
    },
    citations=(
        Citation(
            "Hosmer, Lemeshow. Goodness of fit tests for the multiple logistic regression model. "
            "Communications in Statistics - Theory and Methods 9 (1980) 1043-1069.",
            "10.1080/03610928008827941",
        ),
        Citation(
            "Hyndman, Fan. Sample quantiles in statistical packages. American Statistician 50 (1996) 361-365.",
            "10.1080/00031305.1996.10473566",
        ),
    ),
)
