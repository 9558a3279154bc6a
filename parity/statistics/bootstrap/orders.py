"""The resamples of a cohort in each of the orders in which R's functions draw them."""

from __future__ import annotations

import enum

import numpy as np

from parity.statistics.bootstrap.rows import boot_rows
from parity.statistics.random.generator import RRandom


class Order(enum.StrEnum):
    """Who draws so."""

    PLAIN = "plain"
    """All patients, one resample after the other: pROC with boot.stratified = FALSE, rms, rmda."""
    STRATIFIED = "stratified"
    """In each resample first the controls, then the cases: pROC."""
    BOOT = "boot"
    """All patients, the first place of every resample, then the second: boot."""
    BOOT_STRATIFIED = "boot-stratified"
    """The same of the controls, then of the cases, in their own places: boot with the outcome as strata."""


def rows_in(order: Order, outcome: np.ndarray, resamples: int, seed: int) -> np.ndarray:
    """The rows of resamples of patients.

    Parameters
    ----------
    order : Order
    outcome : (n,) int array
        1 of a case, 0 of a control.
    resamples, seed : int
        Of R's generator at its defaults.

    Returns
    -------
    (resamples, n) int array
        Places from 0. Of STRATIFIED those of the controls come first, then those of the cases.
    """
    dice, n = RRandom(seed), len(outcome)
    if order is Order.BOOT or order is Order.BOOT_STRATIFIED:
        return boot_rows(dice, n, resamples, outcome if order is Order.BOOT_STRATIFIED else None)
    if order is Order.PLAIN:
        return dice.resamples(n, resamples).astype(np.int32)
    groups = [np.flatnonzero(outcome == group).astype(np.int32) for group in (0, 1)]
    drawn = dice.stratified_resamples([len(group) for group in groups], resamples)
    return np.hstack([group[rows] for group, rows in zip(groups, drawn)])
