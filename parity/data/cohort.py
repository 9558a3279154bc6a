"""Data sets and studies: parsed once, in Python, so that both sides of a check receive the same bits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Union

import numpy as np

from parity.data.formula import Formula
from parity.data.reading import Written
from parity.errors import InputError, listed, plural, quoted, suggestion


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

    def rows(self, kept: np.ndarray) -> Factor:
        """The same for some of the rows only; `kept` is an (n,) bool array or an array of positions."""
        return Factor(self.codes[kept], self.levels)


Column = Union[np.ndarray, Factor]


def read_only(array: np.ndarray) -> np.ndarray:
    """An array that nobody can write to: itself, or a copy."""
    if array.flags.writeable or array.base is not None:
        array = array.copy()
        array.setflags(write=False)
    return array


def _read_only(column: Column) -> Column:
    return Factor(read_only(column.codes), column.levels) if isinstance(column, Factor) else read_only(column)


@dataclass(frozen=True, slots=True)
class AllRows:
    """The rows of a data set before those with a missing value are left out.

    Attributes
    ----------
    outcome : (n,) int array
        1 event, 0 no event, -1 missing.
    columns : mapping of str to Column
        The predictors; NaN, or a code of -1, where the value is missing.
    """

    outcome: np.ndarray
    columns: Mapping[str, Column]

    def __post_init__(self) -> None:
        object.__setattr__(self, "outcome", read_only(self.outcome))
        object.__setattr__(self, "columns", {name: _read_only(column) for name, column in self.columns.items()})


@dataclass(frozen=True, slots=True)
class Cohort:
    """One data set: the complete cases over all variables of the study; its arrays are read-only.

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
    path : Path or None
        The CSV file it was read from; None where there is none.
    rows : (n,) int array or None
        The row of that file in which each patient stands, as a spreadsheet counts them: the header is row 1.
    patients : tuple of str
        What each patient is called; empty where it is ``"row 17"``, by that row.
    risk : (n,) float array or None
        Predicted risks in [0, 1] that were given; None where a model is fitted.
    written : Written
        How the file is written.
    missing : tuple of str
        Its cells that were declared to be missing, as they are written.
    respelt : bool
        Whether a level that is a number is spelt in the file otherwise than in the study: ``3.0`` for ``3``.
    all_rows : AllRows or None
        With the rows that are left out; None where there are none such.
    alone : int
        Rows that have all that this model needs, those that lack what another model of the study needs among them.
    """

    name: str
    sha256: str
    outcome: np.ndarray
    columns: Mapping[str, Column]
    dropped: int = 0
    file: str = ""
    subgroups: Mapping[str, Factor] = field(default_factory=dict)
    path: Path | None = None
    rows: np.ndarray | None = None
    patients: tuple[str, ...] = ()
    risk: np.ndarray | None = None
    written: Written = Written()
    missing: tuple[str, ...] = ()
    respelt: bool = False
    all_rows: AllRows | None = None
    alone: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "outcome", read_only(self.outcome))
        if self.risk is not None:
            object.__setattr__(self, "risk", read_only(self.risk))
        object.__setattr__(self, "columns", {name: _read_only(column) for name, column in self.columns.items()})
        groups = {name: Factor(read_only(factor.codes), factor.levels) for name, factor in self.subgroups.items()}
        object.__setattr__(self, "subgroups", groups)

    def __repr__(self) -> str:
        left_out = f", {plural(self.dropped, 'row')} left out" if self.dropped else ""
        return f"<cohort {self.name}: {plural(self.n, 'patient')}, {plural(self.events, 'event')}{left_out}>"

    @property
    def n(self) -> int:
        return len(self.outcome)

    @property
    def events(self) -> int:
        return int(self.outcome.sum())

    def names(self, places: np.ndarray) -> list[str]:
        """What the patients at these places are called: as in the DataFrame, by the row of the file, or by position
        from 1."""
        if self.patients:
            return [self.patients[place] for place in places.tolist()]
        if self.rows is None:
            return [str(place + 1) for place in places.tolist()]
        return [f"row {row}" for row in self.rows[places].tolist()]


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

    def group(self, level: str) -> str:
        """What one of its groups is called: ``"sex=male"``, ``"age >= 55"``."""
        return f"{self.column}={level}" if self.cut is None else f"{self.column} {level}"


@dataclass(frozen=True, slots=True)
class Candidates:
    """The columns among which a selection chooses, of the development cohort's patients who have all of them.

    Attributes
    ----------
    outcome : (n,) int array
        1 event, 0 no event.
    columns : mapping of str to Column
        In the order in which they are named.
    dropped : int
        Rows left out because the outcome or a candidate is missing in them.
    """

    outcome: np.ndarray
    columns: Mapping[str, Column]
    dropped: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "outcome", read_only(self.outcome))
        object.__setattr__(self, "columns", {name: _read_only(column) for name, column in self.columns.items()})


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
        Column names, in the order of the model; none where risks are given.
    development : Cohort
        The model is fitted on it.
    validations : tuple of Cohort
        The model is also evaluated on these.
    labels, units : mapping of str to str
        By column name, for people.
    thresholds : (k,) float array
        Threshold probabilities of the decision curve, in [0, 1): at 1 the odds of the threshold are infinite.
    level : float
        Confidence level.
    seed, resamples : int
        For bootstrap statistics: where R's generator begins, and how many resamples; 0: no statistic is resampled.
    source, licence : str
        Where the data come from and under which terms.
    subgroups : tuple of Subgroup
    references : Path or None
        The folder of R's recorded answers, one folder a cohort in it; None where none can be kept.
    path : Path or None
        The study file or the CSV file it was read from, as it was asked for; None for a bundled study, which has its
        name.
    no_event : str
        The other level of the outcome, as text.
    levels : mapping of str to tuple of str
        Of the factors whose levels are declared; those of others are found in the data.
    truths : frozenset of str
        The predictors whose cells are true and false.
    ordered : frozenset of str
        The predictors that a DataFrame holds as ordered categories; they are factors as any other.
    risk : str
        Column name of the risks that are verified as they are; empty where a model is fitted.
    missing : tuple of str
        What was declared to stand for a missing value.
    remarks : tuple of str
        What of the data a person should look at.
    formula : Formula
        How the predictors enter the model; where it is not said, each as it is.
    candidates : Candidates or None
        Those among which a selection chooses; None: the predictors.
    selection : str
        By which the predictors are chosen among the candidates, such as ``"forward-lr"``; empty: they are given.
    chosen : callable or None
        Where there is a selection: ``chosen(predictors)`` reads the study with those that it found.
    entry, removal : float
        P values below which a candidate enters, and above which it leaves, in forward selection.
    tests : mapping of str to str
        Of predictors, the test in a table of characteristics, where it is not picked by its rule.
    normal : mapping of str to bool
        Of predictors, whether such a table takes them as normal, where the test of Shapiro and Wilk is not asked.
    models : tuple of Study
        Of a study of several models: each as a study of its own, of the same patients. The study itself is then that of
        the first.
    model : str
        Its name, of one of several; else empty.
    along : tuple of str
        Columns of the other models, which a patient must have too.
    """

    name: str
    title: str
    outcome: str
    event: str
    predictors: tuple[str, ...]
    development: Cohort
    validations: tuple[Cohort, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    thresholds: np.ndarray = field(default_factory=lambda: np.arange(100) * 0.01)
    level: float = 0.95
    seed: int = 20250101
    resamples: int = 0
    source: str = ""
    licence: str = ""
    subgroups: tuple[Subgroup, ...] = ()
    references: Path | None = None
    path: Path | None = None
    no_event: str = ""
    levels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    truths: frozenset[str] = frozenset()
    ordered: frozenset[str] = frozenset()
    risk: str = ""
    missing: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    formula: Formula = Formula({})
    candidates: Candidates | None = None
    selection: str = ""
    chosen: Callable[[Sequence[str]], Study] | None = field(default=None, compare=False, repr=False)
    entry: float = 0.05
    removal: float = 0.10
    tests: Mapping[str, str] = field(default_factory=dict)
    normal: Mapping[str, bool] = field(default_factory=dict)
    models: tuple[Study, ...] = ()
    model: str = ""
    along: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        grid = read_only(np.asarray(self.thresholds))
        object.__setattr__(self, "thresholds", grid)
        if not self.formula.entries:
            object.__setattr__(self, "formula", Formula.of_main_effects(self.predictors))
        if not (grid.ndim == 1 and len(grid) and np.all(grid >= 0) and np.all(grid < 1) and np.all(np.diff(grid) > 0)):
            raise InputError("thresholds must be ascending and in [0, 1)")
        if not 0 < self.level < 1:
            raise InputError(
                f"level is {self.level}, a confidence level lies between 0 and 1", step="write for example 0.95"
            )
        if not 0 <= self.seed < 2**31:
            raise InputError(f"seed is {self.seed}, it must be a whole number from 0 to 2147483647")
        if self.resamples < 0 or self.resamples == 1:
            raise InputError(f"resamples is {self.resamples}, a bootstrap needs at least 2")
        if not 0 < self.entry < self.removal < 1:
            raise InputError(
                f"entry is {self.entry} and removal is {self.removal}, p limits of forward selection lie between 0 "
                "and 1, entry below removal",
                step="write for example 0.05 and 0.10",
            )

    def __repr__(self) -> str:
        lines = [f"<study {self.name}: {self.outcome} ~ {' + '.join(self.predictors)}>"]
        lines += [f"  {role}: {cohort!r}" for role, cohort in self._by_role()]
        return "\n".join(lines)

    def _by_role(self) -> Iterator[tuple[str, Cohort]]:
        yield "development", self.development
        yield from (("validation", cohort) for cohort in self.validations)

    @property
    def of_frames(self) -> bool:
        """Whether its cohorts were DataFrames, so that their files are only ours."""
        return bool(self.development.patients)

    @property
    def cohorts(self) -> tuple[Cohort, ...]:
        """The development cohort, then those of validation."""
        return (self.development, *self.validations)

    @property
    def by_model(self) -> tuple[Study, ...]:
        """The study of each of its models; itself, where there is one."""
        shared: dict[str, Any] = {name: getattr(self, name) for name in _SHARED} if self.models else {}
        return tuple(replace(one, **shared) for one in self.models) or (self,)

    def of_model(self, name: str = "") -> Study:
        """The study of one of its models, by its name; without a name itself, where there is one model."""
        if not self.models and not name:
            return self
        found = [one for one in self.by_model if one.model and one.model == name]
        if found:
            return found[0]
        if not self.models:
            raise InputError(f"the study {self.name} has one model", step=f"leave {quoted(name)} out")
        names = [one.model for one in self.models]
        rule = f"no model named {quoted(name)}" if name else plural(len(names), "model")
        step = suggestion(name, names) if name else f"name one of {listed(names)}: --model, study.of_model()"
        raise InputError(f"the study {self.name} has {rule}", step=step)

    @property
    def axis_labels(self) -> tuple[str, ...]:
        """What the axes of the predictors are called, in their order: ``"Age (years)"``.

        A label that is a word of the nomogram itself gets a space at its end, which nobody sees: a nomogram keeps its
        axes by their labels.
        """
        labels = (self.labels.get(n, n) + (f" ({self.units[n]})" if n in self.units else "") for n in self.predictors)
        return tuple(label + " " if label in _OF_THE_NOMOGRAM else label for label in labels)


_SHARED = ("name", "seed", "resamples", "references", "path")
"""What a study of several models says for each of them, whatever it was replaced by."""
_OF_THE_NOMOGRAM = ("lp", "total.points", "Risk")
