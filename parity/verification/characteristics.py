"""The first tables of a paper: who the patients are, development against validation, and with the event against
without."""

from __future__ import annotations

import enum
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from parity.data.categories import categories_of
from parity.data.cohort import Cohort, Column, Factor, Study
from parity.errors import InputError, suggestion
from parity.statistics.association.characteristics import Summary, summary
from parity.statistics.association.standardised_difference import standardised_difference
from parity.verification.conventions import Picked, check_named, pick


class Rows(enum.StrEnum):
    """Of which patients a table is."""

    COMPLETE = "complete"
    """Those of the model: no predictor and not the outcome is missing."""
    ALL = "all"
    """All of whom the value is there."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A row of a table, of two groups.

    Attributes
    ----------
    name, label : str
        Of the column, and with its unit.
    missing : pair of int
        Patients of each group, among all rows, whose value is missing.
    sizes : pair of int
        Patients who are looked at.
    summaries : pair of Summary, or None
        Of a number.
    levels : tuple of str
        Of categories.
    counts : pair of (k,) int arrays, or None
        Patients of each level.
    difference : float
        Standardised mean difference, the first group less the second; of categories a distance.
    test : Picked
    """

    name: str
    label: str
    missing: tuple[int, int]
    sizes: tuple[int, int]
    summaries: tuple[Summary, Summary] | None
    levels: tuple[str, ...]
    counts: tuple[np.ndarray, np.ndarray] | None
    difference: float
    test: Picked


@dataclass(frozen=True, slots=True)
class Comparison:
    """A table: two groups, side by side.

    Attributes
    ----------
    study, title : str
    groups : pair of str
    sizes : pair of int
        Patients of each group.
    rows : Rows
    variables : tuple of Variable
    verified : bool
        Whether `parity verify` holds its p values against R: those of the development cohort's complete rows, with the
        event against without.
    """

    study: str
    title: str
    groups: tuple[str, str]
    sizes: tuple[int, int]
    rows: Rows
    variables: tuple[Variable, ...]
    verified: bool


@dataclass(frozen=True, slots=True)
class _Patients:
    """Some rows of a cohort, their columns by name and the mask of those of the model."""

    outcome: np.ndarray
    columns: Mapping[str, Column]
    complete: np.ndarray


def comparisons(
    study: Study, rows: Rows = Rows.COMPLETE, tests: Mapping[str, str] | None = None
) -> tuple[Comparison, ...]:
    """The tables of a study: development against each validation cohort, then with the event against without.

    Parameters
    ----------
    study : Study
    rows : Rows
    tests : mapping of str to str or None
        By the name of a column, in the place of the study's own.

    Raises
    ------
    InputError
        A test is named that there is not, or of a column that is none.
    """
    return tuple(_comparisons(study, rows, {**study.tests, **(tests or {})}))


def _comparisons(study: Study, rows: Rows, tests: Mapping[str, str]) -> Iterator[Comparison]:
    development = _of_all_models(study, 0)
    kinds = {name: _kind(column) for name, column in development.columns.items()}
    _check(tests, kinds)
    for place, validation in enumerate(study.validations, 1):
        other = _of_all_models(study, place)
        title = f"Characteristics: {study.development.name} against {validation.name}"
        groups = (study.development.name, validation.name)
        labels = {**_labels(study), study.outcome: study.labels.get(study.outcome, study.outcome)}
        columns = {name: _joined(kinds[name], development, other, name) for name in kinds}
        columns[study.outcome] = _outcome(study, np.concatenate([development.outcome, other.outcome]))
        group = np.repeat([1, 0], [len(development.outcome), len(other.outcome)])
        complete = np.concatenate([development.complete, other.complete])
        yield _compared(study, title, groups, group, columns, labels, complete, rows, tests, verified=False)
    known = development.outcome >= 0
    columns = {name: _taken(_as(kinds[name], column), known) for name, column in development.columns.items()}
    title = f"Characteristics of {study.development.name} by {study.labels.get(study.outcome, study.outcome)}"
    groups = (study.event, study.no_event)
    complete = development.complete[known]
    outcome = development.outcome[known]
    verified = rows is Rows.COMPLETE and not any(one.risk for one in study.by_model)
    yield _compared(study, title, groups, outcome, columns, _labels(study), complete, rows, tests, verified=verified)


def _check(tests: Mapping[str, str], kinds: Mapping[str, Column]) -> None:
    for name in tests:
        if name not in kinds:
            raise InputError("has a test named, and is no predictor", column=name, step=suggestion(name, kinds))
        check_named(name, kinds[name], tests)


def _of_all_models(study: Study, place: int) -> _Patients:
    """A cohort with the columns of all models; of several, its complete cases alone."""
    if not study.models:
        return _patients(study.cohorts[place], study.risk)
    cohort = study.cohorts[place]
    columns: dict[str, Column] = {}
    for one in study.models:
        columns |= _columns(one.cohorts[place], one.risk)
    return _Patients(cohort.outcome, columns, np.ones(cohort.n, dtype=bool))


def _columns(cohort: Cohort, risk: str) -> dict[str, Column]:
    return {**cohort.columns, **({} if cohort.risk is None else {risk: cohort.risk})}


def _patients(cohort: Cohort, risk: str) -> _Patients:
    columns = _columns(cohort, risk)
    if cohort.all_rows is None or cohort.risk is not None:
        return _Patients(cohort.outcome, columns, np.ones(cohort.n, dtype=bool))
    every = cohort.all_rows
    there = [every.outcome >= 0, *(_there(column) for column in every.columns.values())]
    return _Patients(every.outcome, every.columns, np.logical_and.reduce(there))


def _labels(study: Study) -> dict[str, str]:
    each = study.by_model
    labels = {name: label for one in each for name, label in zip(one.predictors, one.axis_labels)}
    return {**labels, **{one.risk: study.labels.get(one.risk, one.risk) for one in each if one.risk}}


def _there(column: Column) -> np.ndarray:
    return column.codes >= 0 if isinstance(column, Factor) else ~np.isnan(column)


def _taken(column: Column, kept: np.ndarray) -> Column:
    return column.rows(kept) if isinstance(column, Factor) else column[kept]


def _kind(column: Column) -> Column:
    """The column as categories where it is one of two numbers, by the patients who have it."""
    if isinstance(column, Factor):
        return column
    factor = categories_of(column[~np.isnan(column)])
    return column if factor is None else factor


def _as(kind: Column, column: Column) -> Column:
    """A column in the kind of the development cohort's."""
    if not isinstance(kind, Factor) or isinstance(column, Factor):
        return column
    codes = np.full(len(column), -1)
    levels = list(kind.levels)
    for value in np.unique(column[~np.isnan(column)]).tolist():
        text = f"{value:.15g}"
        if text not in levels:
            levels.append(text)
        codes[column == value] = levels.index(text)
    return Factor(codes, tuple(levels))


def _joined(kind: Column, one: _Patients, other: _Patients, name: str) -> Column:
    first, second = one.columns[name], other.columns[name]
    if isinstance(first, Factor) and isinstance(second, Factor):
        levels = tuple(dict.fromkeys((*first.levels, *second.levels)))
        places = np.array([*(levels.index(level) for level in second.levels), -1])
        own = np.array([*(levels.index(level) for level in first.levels), -1])
        return Factor(np.concatenate([own[first.codes], places[second.codes]]), levels)
    assert not isinstance(first, Factor) and not isinstance(second, Factor)
    return _as(kind, np.concatenate([first, second]))


def _outcome(study: Study, outcome: np.ndarray) -> Factor:
    return Factor(outcome, (study.no_event, study.event))


def _compared(
    study: Study,
    title: str,
    groups: tuple[str, str],
    group: np.ndarray,
    columns: Mapping[str, Column],
    labels: Mapping[str, str],
    complete: np.ndarray,
    rows: Rows,
    tests: Mapping[str, str],
    *,
    verified: bool,
) -> Comparison:
    looked_at = complete if rows is Rows.COMPLETE else np.ones(len(group), dtype=bool)
    sizes = int((looked_at & (group == 1)).sum()), int((looked_at & (group == 0)).sum())
    variables = tuple(
        _variable(name, labels[name], group, column, looked_at, tests.get(name), study.normal.get(name))
        for name, column in columns.items()
    )
    return Comparison(study.name, title, groups, sizes, rows, variables, verified)


def _variable(
    name: str,
    label: str,
    group: np.ndarray,
    column: Column,
    looked_at: np.ndarray,
    named: str | None,
    normal: bool | None,
) -> Variable:
    there = _there(column)
    missing = int((~there & (group == 1)).sum()), int((~there & (group == 0)).sum())
    kept = there & looked_at
    group, column = group[kept], _taken(column, kept)
    sizes = int((group == 1).sum()), int((group == 0).sum())
    summaries = counts = None
    levels: tuple[str, ...] = ()
    if isinstance(column, Factor):
        levels = column.levels
        of = [np.bincount(column.codes[group == one], minlength=len(levels)) for one in (1, 0)]
        counts = of[0], of[1]
    elif min(sizes):
        summaries = summary(column[group == 1]), summary(column[group == 0])
    if not min(sizes):
        return Variable(
            name, label, missing, sizes, None, levels, counts, math.nan, Picked("", None, "a group is empty", {})
        )
    try:
        difference = standardised_difference(group, column).difference
    except ValueError:
        difference = 0.0
    return Variable(
        name, label, missing, sizes, summaries, levels, counts, difference, pick(group, column, 1, named, normal)
    )
