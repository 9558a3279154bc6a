"""What the conventions of a statistic are asked about, where a study has several: its variables, terms, proportions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from parity.conventions.convention import Options
from parity.data.categories import categories_of
from parity.data.cohort import Column, Factor
from parity.errors import InputError, listed
from parity.statistics.discrimination.classification import classification
from parity.statistics.discrimination.youden_cutoff import youden_cutoff

COHORT = "cohort"


@dataclass(frozen=True, slots=True)
class Compared:
    """A variable in two groups of patients.

    Attributes
    ----------
    variable : str
    groups : pair of str
        What they are called: ``"died=1"``, ``"died=0"``.
    group : (n,) int array
        1 of the first, 0 of the second.
    column : Column
        Numbers, or categories.
    level : float
    """

    variable: str
    groups: tuple[str, str]
    group: np.ndarray
    column: Column
    level: float

    @property
    def name(self) -> str:
        return f"{self.variable}, {self.groups[0]} against {self.groups[1]}"


@dataclass(frozen=True, slots=True)
class Described:
    """The numbers of a variable in one group of patients, or in all."""

    variable: str
    of: str
    column: np.ndarray
    level: float

    @property
    def name(self) -> str:
        return f"{self.variable}, {self.of}"


@dataclass(frozen=True, slots=True)
class Proportion:
    """So many of so many patients."""

    variable: str
    count: int
    of: int
    cutoff: float
    level: float

    @property
    def name(self) -> str:
        return f"{self.variable} from {self.cutoff:.6g} on, {self.count} of {self.of}"


def model(sample: Any, options: Options) -> list[Any]:
    """The model, once: in the cohort that it was fitted on; none where risks are given."""
    return [] if sample.development is not None or not sample.terms else [sample]


def variables(sample: Any, options: Options) -> list[Compared]:
    """Every variable in the two groups."""
    columns, group, groups = _grouped(sample, options.by)
    known = group >= 0
    return [
        Compared(name, groups, group[known], _known(column, known), sample.level) for name, column in columns.items()
    ]


def numbers(sample: Any, options: Options) -> list[Compared]:
    """Those that are numbers."""
    return [one for one in variables(sample, options) if not isinstance(one.column, Factor)]


def categories(sample: Any, options: Options) -> list[Compared]:
    """Those that are categories."""
    return [one for one in variables(sample, options) if isinstance(one.column, Factor)]


def fourfold(sample: Any, options: Options) -> list[Compared]:
    """Those of two categories."""
    return [one for one in categories(sample, options) if len(np.unique(getattr(one.column, "codes"))) == 2]


def described(sample: Any, options: Options) -> list[Described]:
    """Those that are numbers: in all patients, and in either group."""
    return [part for one in numbers(sample, options) for part in _parts(one)]


def proportions(sample: Any, options: Options) -> list[Proportion]:
    """Those of a classification at the cut-off."""
    first = sample.fitted_on
    cutoff = options.cutoff
    if cutoff is None:
        cutoff = float(youden_cutoff(first.outcome, first.risk).cutoffs[0])
    at = classification(sample.outcome, sample.risk, cutoff)
    right, n = at.true_positives + at.true_negatives, len(sample.outcome)
    counts = {
        "sensitivity": (at.true_positives, at.true_positives + at.false_negatives),
        "specificity": (at.true_negatives, at.true_negatives + at.false_positives),
        "PPV": (at.true_positives, at.true_positives + at.false_positives),
        "NPV": (at.true_negatives, at.true_negatives + at.false_negatives),
        "accuracy": (right, n),
    }
    return [Proportion(name, count, of, cutoff, sample.level) for name, (count, of) in counts.items()]


def _parts(one: Compared) -> Iterator[Described]:
    assert not isinstance(one.column, Factor)
    yield Described(one.variable, "all patients", one.column, one.level)
    for code, name in zip((1, 0), one.groups):
        yield Described(one.variable, name, one.column[one.group == code], one.level)


def _known(column: Column, kept: np.ndarray) -> Column:
    found = column.rows(kept) if isinstance(column, Factor) else column[kept]
    return categories_of(found) or found if not isinstance(found, Factor) else found


def _grouped(sample: Any, by: str | None) -> tuple[dict[str, Column], np.ndarray, tuple[str, str]]:
    """The variables, the group of each patient (1, 0, and -1 of one in neither), and what the groups are called."""
    study, columns = sample.study, _columns(sample)
    if by is None or by == study.outcome:
        names = f"{study.outcome}={study.event}", f"{study.outcome}={study.no_event}"
        return columns, sample.outcome, names
    others: Mapping[str, Column] = {**sample.cohort.subgroups, **columns}
    columns[study.outcome] = _outcome(sample)
    if by == COHORT and by not in others:
        return _by_cohort(sample, columns)
    if by not in others:
        step = f"there are {listed([study.outcome, *others, *([COHORT] if study.validations else [])], 20)}"
        raise InputError("is no column to group by", column=by, step=step)
    return {name: column for name, column in columns.items() if name != by}, *_by_column(by, others[by])


def _columns(sample: Any) -> dict[str, Column]:
    """The predictors; the risks where these are given."""
    return dict(sample.predictors) or {sample.study.risk: sample.risk}


def _outcome(sample: Any) -> Factor:
    return Factor(sample.outcome, (sample.study.no_event, sample.study.event))


def _by_column(by: str, column: Column) -> tuple[np.ndarray, tuple[str, str]]:
    factor = categories_of(column)
    occur = [] if factor is None else [code for code in np.unique(factor.codes).tolist() if code >= 0]
    if factor is None or len(occur) != 2:
        found = "it is a number" if factor is None else f"it has {len(occur)}"
        raise InputError(f"two groups are compared, of a column of two categories: {found}", column=by)
    second, first = occur
    group = np.full(len(factor.codes), -1)
    group[factor.codes == first], group[factor.codes == second] = 1, 0
    return group, (f"{by}={factor.levels[first]}", f"{by}={factor.levels[second]}")


def _by_cohort(sample: Any, columns: Mapping[str, Column]) -> tuple[dict[str, Column], np.ndarray, tuple[str, str]]:
    first = sample.development
    if first is None:
        return {}, np.empty(0, dtype=int), ("", "")
    before: dict[str, Column] = {**_columns(first), sample.study.outcome: _outcome(first)}
    joined = {name: _joined(before[name], column) for name, column in columns.items()}
    group = np.repeat([1, 0], [len(first.outcome), len(sample.outcome)])
    return joined, group, (first.cohort.name, sample.cohort.name)


def _joined(one: Column, other: Column) -> Column:
    if isinstance(one, Factor) and isinstance(other, Factor):
        return Factor(np.concatenate([one.codes, other.codes]), one.levels)
    assert not isinstance(one, Factor) and not isinstance(other, Factor)
    return np.concatenate([one, other])
