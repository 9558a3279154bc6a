"""Data sets and studies: parsed once, in Python, so that both sides of a check receive the same bits."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Union

import numpy as np

from parity.errors import InputError


@dataclass(frozen=True, slots=True)
class Factor:
    """A categorical column.

    Attributes
    ----------
    codes : (n,) int array
        Index of each value in `levels`, from 0.
    levels : tuple of str
        The first is the reference level.
    """

    codes: np.ndarray
    levels: tuple[str, ...]


Column = Union[np.ndarray, Factor]


@dataclass(frozen=True, slots=True)
class Cohort:
    """One data set: the complete cases over all variables of the study.

    Attributes
    ----------
    name : str
        ``"rait"``; the folder of its recorded answers.
    sha256 : str
        Of the CSV file's bytes.
    outcome : (n,) int array
        1 event, 0 no event.
    columns : mapping of str to Column
        The predictors, in the study's order: (n,) float arrays and factors with the development cohort's levels.
    dropped : int
        Rows left out because the outcome or a predictor is missing in them.
    file : str
        Name of the CSV file, without its folder.
    subgroups : mapping of str to Factor
        The study's subgroup variables by column name; a code of -1 where the value is missing.
    """

    name: str
    sha256: str
    outcome: np.ndarray
    columns: Mapping[str, Column]
    dropped: int = 0
    file: str = ""
    subgroups: Mapping[str, Factor] = field(default_factory=dict)

    @property
    def n(self) -> int:
        return len(self.outcome)

    @property
    def events(self) -> int:
        return int(self.outcome.sum())


@dataclass(frozen=True, slots=True)
class Subgroup:
    """A variable whose groups are also looked at one by one.

    Attributes
    ----------
    column : str
        Column name; it need not be a predictor.
    cut : float or None
        Splits a number into ``< cut`` and ``>= cut``; without it every distinct value is a group.
    """

    column: str
    cut: float | None = None


@dataclass(frozen=True, slots=True)
class Study:
    """A prediction model study: what is predicted from what, on which cohorts, with which options.

    Attributes
    ----------
    name, title : str
    outcome : str
        Column name of the outcome.
    event : str
        The level of it that counts as the event, as text.
    predictors : tuple of str
        Column names, in the order of the model.
    development : Cohort
        The model is fitted on it.
    validation : Cohort or None
        The model is also evaluated on it.
    labels, units : mapping of str to str
        By column name, for people.
    thresholds : (k,) float array
        Threshold probabilities of the decision curve, in [0, 1): at 1 the odds of the threshold are infinite.
    level : float
        Confidence level.
    seed, resamples : int
        For bootstrap statistics.
    source, licence : str
        Where the data come from and under which terms.
    subgroups : tuple of Subgroup
    references : Path or None
        The folder of R's recorded answers, one folder a cohort in it; None where none can be kept.
    path : Path or None
        The study file or the CSV file it was read from, as it was asked for; None for a bundled study, which has its name.
    """

    name: str
    title: str
    outcome: str
    event: str
    predictors: tuple[str, ...]
    development: Cohort
    validation: Cohort | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    thresholds: np.ndarray = field(default_factory=lambda: np.arange(100) * 0.01)
    level: float = 0.95
    seed: int = 20250101
    resamples: int = 2000
    source: str = ""
    licence: str = ""
    subgroups: tuple[Subgroup, ...] = ()
    references: Path | None = None
    path: Path | None = None

    def __post_init__(self) -> None:
        grid = np.asarray(self.thresholds)
        if not (grid.ndim == 1 and len(grid) and np.all(grid >= 0) and np.all(grid < 1) and np.all(np.diff(grid) > 0)):
            raise InputError("thresholds must be ascending and in [0, 1)")
        if not 0 < self.level < 1:
            raise InputError(f"level is {self.level}, a confidence level lies between 0 and 1", step="write for example 0.95")
        if not 0 <= self.seed < 2**31:
            raise InputError(f"seed is {self.seed}, it must be a whole number from 0 to 2147483647")
        if self.resamples < 2:
            raise InputError(f"resamples is {self.resamples}, a bootstrap needs at least 2")


def threshold_grid(start: float, stop: float, by: float) -> np.ndarray:
    """Threshold probabilities from `start` to `stop`, both included, in steps of `by`.

    Notes
    -----
    The thresholds are the products ``k * by`` with whole k, as R's ``seq(0, stop, by)`` forms them: ``35 * 0.01`` is not
    the double nearest to 0.35, and a grid built by division would differ from R's in ten of a hundred points.
    `start` and `stop` must be multiples of `by`, which is at least 0.0001.
    """
    if not (1e-4 <= by < 1 and 0 <= start <= stop < 1):
        rule = f"thresholds from {start} to {stop} by {by} are no grid in [0, 1)"
        raise InputError(rule, step="write for example from = 0.0, to = 0.99, by = 0.01")
    first, last = round(start / by), round(stop / by)
    for value, steps in ((start, first), (stop, last)):
        if not math.isclose(value, steps * by, rel_tol=1e-9, abs_tol=1e-12):
            ends = f"from = {_multiple_below(start, by):.10g}, to = {_multiple_below(stop, by):.10g}, by = {by:.10g}"
            raise InputError(f"threshold {value} is not a multiple of the step {by}", step=f"write for example {ends}")
    return np.arange(first, last + 1) * by


def _multiple_below(value: float, by: float) -> float:
    return math.floor(value / by + 1e-9) * by
