"""A study from whatever a person holds: a bundled study's name, a study file, a CSV file, a DataFrame."""

from __future__ import annotations

import dataclasses
import numbers
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Union

from parity.data.cohort import Study, Subgroup
from parity.data.frame import study_from_frame
from parity.data.given_types import refuse_other_types
from parity.data.study import study_from_csv
from parity.data.study_file import bundled_studies, find_study, refuse_no_study
from parity.errors import InputError

if TYPE_CHECKING:
    import numpy
    import pandas

_TYPES: Mapping[str, Any] = {
    **dict.fromkeys(("formula", "selection", "name", "title", "separator", "decimal", "encoding"), str),
    **dict.fromkeys(("level", "entry", "removal"), float),
    **dict.fromkeys(("seed", "resamples"), int),
    **dict.fromkeys(("labels", "units"), Mapping[str, str]),
    "levels": Mapping[str, Union[str, Sequence[Any]]],
    "subgroups": Union[str, Sequence[Union[str, Subgroup]]],
    "thresholds": Sequence[float],
}
"""What is taken, where anything else would stop later or pass for it."""
_COLUMNS = ("outcome", "predictors", "risk", "candidates")
"""What names columns."""


def study(
    data: Union[str, Path, pandas.DataFrame],
    *,
    outcome: str | None = None,
    predictors: Sequence[str] | None = None,
    formula: str | None = None,
    risk: str | Sequence[str] | None = None,
    event: str | None = None,
    levels: Mapping[str, Sequence[object]] | None = None,
    missing: object = None,
    validation: Any = None,
    subgroups: Sequence[Union[str, Subgroup]] | None = None,
    name: str | None = None,
    title: str | None = None,
    labels: Mapping[str, str] | None = None,
    units: Mapping[str, str] | None = None,
    thresholds: Union[Sequence[float], numpy.ndarray, None] = None,
    level: float | None = None,
    seed: int | None = None,
    resamples: int | None = None,
    separator: str | None = None,
    decimal: str | None = None,
    encoding: str | None = None,
    candidates: Sequence[str] | None = None,
    selection: str | None = None,
    entry: float | None = None,
    removal: float | None = None,
    models: Sequence[Mapping[str, Any]] | None = None,
) -> Study:
    """A study to be verified, shown or drawn.

    Parameters
    ----------
    data : str, path or pandas.DataFrame
        The name of a bundled study or the path of a study file (.toml), with nothing else to say but `seed` and
        `resamples`; or a CSV file or a DataFrame, with what a study file would say of it.
    outcome : str or None
        A column of 0 and 1, of true and false, or of two texts; None where a formula has it.
    predictors : sequence of str or None
        Columns in the order of the model. Texts become a factor, the first level in code point order being the
        reference; the categories of a DataFrame keep their order, and enter as unordered ones do where they are
        ``ordered=True``, which is said.
    formula : str or None
        In the place of predictors, in the terms of rms: ``"died ~ rcs(age, 4) * sex"``.
    risk : str, sequence of str or None
        In the place of predictors: the column of risks in [0, 1], of any model, that are verified as they are. Several
        columns are several models, each called as its column.
    event : str or None
        The value of the outcome that is the event, where it is not 0/1 or true/false.
    levels : mapping of str to sequence or None
        The levels of a factor, the reference first; also makes a factor of a column of numbers.
    missing : str, or sequence of str or number, or None
        What stands for a missing value beside the usual: ``"?,-9"``, ``["?", -9]``.
    validation : path, DataFrame, several of them, or None
        Validation cohorts: files, which are called as they are; a DataFrame, or several in a list or by their names in
        a mapping.
    subgroups : sequence of str or None
        Columns in whose groups the performance is verified too: ``["sex", "age:55"]``, the latter below and from 55 on.
    name, title : str or None
        What the study is called; by default as the file, or ``"frame"``.
    labels, units : mapping of str to str or None
        Of columns, on the axes of figures.
    thresholds : sequence of float or None
        Of the decision curve, ascending, in [0, 1); by default 0 to 0.99 by 0.01.
    level : float or None
        Confidence level, by default 0.95.
    seed, resamples : int or None
        Of statistics that draw: ``set.seed(seed)`` before each of R's calls, and how many resamples; without these
        nothing is resampled. They may be said of a bundled study and of a study file too.
    separator, decimal, encoding : str or None
        How a CSV file is written, where it is not to be found out.
    candidates : sequence of str or None
        Columns among which a selection chooses, on the rows that have all of them; by default the predictors.
    selection : str or None
        In the place of predictors: ``"forward-lr"`` (SPSS's Forward: LR), ``"backward-wald"``, ``"backward-wald-aic"``,
        ``"backward-aic"``, ``"forward-aic"`` or ``"both-aic"``; the model is then what it finds.
    entry, removal : float or None
        P values below which a candidate enters, and above which it leaves, in forward selection; by default 0.05 and
        0.10.
    models : sequence of mapping or None
        In the place of predictors: two models or more, each with a name and one of predictors, formula and risk:
        ``[{"name": "old", "risk": "p"}, {"name": "new", "predictors": ["age", "sex"]}]``. Each is verified, on the
        patients who have the columns of all, and they are compared.

    Returns
    -------
    Study

    Raises
    ------
    InputError
        There is no such study, file or column, or the data cannot be used; with file, column and row.

    Examples
    --------
    >>> import parity
    >>> parity.study("asah").development.n
    113
    """
    told = {name: _as_names(name, value) for name, value in locals().items() if name != "data" and value is not None}
    refuse_other_types(told, _TYPES)
    if hasattr(data, "iloc"):
        if {"separator", "decimal", "encoding"} & set(told):
            raise InputError("a DataFrame has no separator, decimal mark or encoding", step="leave them out")
        return study_from_frame(data, **told)
    refuse_no_study(data)
    if str(data) in bundled_studies() or Path(data).suffix.lower() == ".toml":
        drawn = {name: told.pop(name) for name in ("seed", "resamples") if name in told}
        if told:
            rule = f"{', '.join(told)} cannot be said of a study that says it itself"
            raise InputError(rule, file=data, step="give a CSV file or a DataFrame, or edit the study file")
        return dataclasses.replace(find_study(data), **drawn)
    return study_from_csv(data, **told) if told else find_study(data)


def _as_names(what: str, given: Any) -> Any:
    """What names columns as texts, as those of a DataFrame may be numbers; anything else as it is."""
    if what not in _COLUMNS or isinstance(given, str):
        return given
    if what != "outcome" and not hasattr(given, "dtype") and isinstance(given, Iterable):
        return [_as_names(what, name) for name in given]
    if what != "outcome" and getattr(given, "ndim", 0) == 1:
        return [_as_names(what, name) for name in given.tolist()]
    if isinstance(given, numbers.Integral):
        return str(int(given))
    rule = f"{what} is of type {type(given).__name__}, and names no column"
    raise InputError(rule, step='name a column of the data, such as "died"')
