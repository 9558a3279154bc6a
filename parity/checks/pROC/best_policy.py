"""What pROC::ci.coords makes of a resample with several best cut-offs, other than to draw one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from parity.checks.vocabulary import BothStop, Deviation
from parity.statistics.discrimination.best_cutoff_bootstrap import Policy, best_cutoff_bootstrap, resampled_best

SAID = {"'drop' argument will be ignored": "-"}
"""Of the code of pROC from 1.19 on for the policy "omit"."""

_FIELDS = tuple(
    f"{name}.{limit}" for name in ("cutoff", "sensitivity", "specificity") for limit in ("low", "median", "high")
)


def _tied(policy: Policy, stratified: bool) -> Callable[..., bool]:
    """Whether it is this policy, and some resample has several best cut-offs, or one class: then all are."""

    def when(outcome: np.ndarray, risk: np.ndarray, resamples: int, seed: int, policy: str) -> bool:
        if policy != asked:
            return False
        return bool(np.isnan(resampled_best(outcome, risk, resamples, seed, Policy.OMIT, stratified)).any())

    asked = policy
    return when


def _omitted(way: str) -> tuple[Deviation, ...]:
    when = _tied(Policy.OMIT, way == "stratified")
    return (
        Deviation(
            (),
            "pROC < 1.19",
            "of best.policy = 'omit' it stops where a resample has several best cut-offs: in the place of a row of "
            "three numbers that are not available it has one",
            where_it_stops="Results must have the same",
            when=when,
        ),
        Deviation(
            tuple(f"{way}.{field}" for field in _FIELDS),
            "pROC >= 1.19",
            "of best.policy = 'omit' a resample with several best cut-offs is not left out: its numbers go into the "
            "percentiles of one another",
            definition=best_cutoff_bootstrap,
            when=when,
        ),
        Deviation(
            (),
            "pROC",
            "of best.policy = 'stop' it is asked of one way to draw at a time; ours stops of either",
            where_we_stop="are the best of a resample",
            when=_tied_elsewhere(way == "stratified"),
        ),
    )


def _tied_elsewhere(stratified: bool) -> Callable[..., bool]:
    """Whether one is best in each of these resamples, and not in each of the other bootstrap."""
    here, there = (_tied(Policy.STOP, way) for way in (stratified, not stratified))

    def when(outcome: np.ndarray, risk: np.ndarray, resamples: int, seed: int, policy: str) -> bool:
        inputs = outcome, risk, resamples, seed, policy
        return there(*inputs) and not here(*inputs)

    return when


def _refused(stratified: bool) -> BothStop:
    return BothStop("are the best of a resample", 'More than one "best" threshold', _tied(Policy.STOP, stratified))


OF_STRATA, OF_PLAIN = _omitted("stratified"), _omitted("plain")
REFUSED_OF_STRATA, REFUSED_OF_PLAIN = _refused(True), _refused(False)
