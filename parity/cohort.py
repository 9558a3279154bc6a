"""Data sets and studies: parsed once, in Python, so that both sides of a check receive the same bits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Union

import numpy as np


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
        Rows left out because a variable of the study is missing in them.
    """

    name: str
    sha256: str
    outcome: np.ndarray
    columns: Mapping[str, Column]
    dropped: int = 0

    @property
    def n(self) -> int:
        return len(self.outcome)

    @property
    def events(self) -> int:
        return int(self.outcome.sum())


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
        Threshold probabilities of the decision curve.
    level : float
        Confidence level.
    seed, resamples : int
        For bootstrap statistics.
    source, licence : str
        Where the data come from and under which terms.
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
