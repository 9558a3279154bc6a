"""A study from pandas DataFrames: each is written to a CSV file, which is then read as any other, by both sides."""

from __future__ import annotations

import atexit
import csv
import dataclasses
import functools
import itertools
import math
import numbers
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Union

from parity.data.cohort import Cohort, Study
from parity.data.formula_text import right_hand_side
from parity.data.models import models_of
from parity.data.numerals import is_number
from parity.data.study import study_from_csv
from parity.data.reading import MISSING
from parity.errors import InputError, quoted

if TYPE_CHECKING:
    import pandas

_FIRST_ROW = 2
"""The row of the file in which the first patient stands, below the header."""
_POSITION = "position {}"
"""What a patient is called whose name tells nobody apart."""
TREATMENT_CONTRASTS = (
    "an ordered categorical is taken as an unordered factor, each level against the first (treatment contrasts); of an "
    "ordered factor R's glm would fit polynomial contrasts: other coefficients, the same risks"
)
"""What a person is told whose categories have an order."""


def study_from_frame(
    frame: pandas.DataFrame,
    *,
    name: str = "frame",
    validation: Union[pandas.DataFrame, Sequence[pandas.DataFrame], Mapping[str, pandas.DataFrame], None] = None,
    levels: Mapping[str, Sequence[str]] | None = None,
    **arguments: Any,
) -> Study:
    """A study from a DataFrame and, where there are any, DataFrames of validation cohorts.

    Parameters
    ----------
    frame : pandas.DataFrame
        A row a patient, whose name is the row's index. Numbers of any width, booleans, text, and categories in their
        order, the first being the reference level; nullable or not. Ordered categories (``ordered=True``) are taken as
        unordered ones, with a remark. A missing value is NaN, None, NA or NaT.
    name : str
        Of the study.
    validation : DataFrame, sequence of DataFrame, or mapping of str to DataFrame
        A validation cohort, which is called ``validation``; several, called ``validation-1``, ``validation-2`` and so
        on; or by their names.
    levels : mapping of str to sequence of str or None
        As in `study_from_csv`; those of a categorical column need not be given.
    **arguments
        As in `study_from_csv`: outcome, predictors, event, level, ...

    Returns
    -------
    Study
        Its cohorts are read from CSV files in a temporary folder, which is removed when Python ends; the evidence of a
        run holds copies of them. Every number is written so that it is read back bit for bit.

    Raises
    ------
    InputError
        As in `study_from_csv`; the row is named by its index. Columns of dates and of objects that are no text, and a
        text that in a CSV file is a missing value, such as ``"NA"``, are refused.
    """
    said: dict[str, Any] = {"name": name, "validation": validation, "levels": levels, **arguments}
    others = _by_name(validation)
    if name in others:
        rule = f"a validation cohort has the name of the study, {quoted(name)}"
        raise InputError(rule, step="give the study or the cohort another name")
    folder = Path(tempfile.mkdtemp(dir=_folder()))
    written = [_Written.of(one, cohort, folder) for cohort, one in {name: frame, **others}.items()]
    development, *validations = written
    try:
        study = study_from_csv(
            development.file,
            name=name,
            validation=[one.file for one in validations],
            levels={**_categories(frame, set(_predictors(arguments)) - set(development.refused)), **dict(levels or {})},
            **arguments,
        )
    except InputError as error:
        raise _of_a_frame(error, written) from None
    ordered = _ordered(frame, [name for one in study.by_model for name in one.predictors])
    contrasts = [f"column {quoted(name)}: {TREATMENT_CONTRASTS}" for name in ordered]

    def chosen(found: Sequence[str]) -> Study:
        again: dict[str, Any] = {**said, "selection": None, "predictors": found}
        return study_from_frame(frame, **again)

    def named(of: Study) -> Study:
        return dataclasses.replace(
            of,
            path=None,
            ordered=frozenset(ordered).intersection(of.predictors),
            development=development.named(of.development),
            validations=tuple(one.named(cohort) for one, cohort in zip(validations, of.validations)),
        )

    return dataclasses.replace(
        named(study),
        chosen=chosen if study.selection else None,
        models=tuple(map(named, study.models)),
        remarks=(*study.remarks, *contrasts, *(remark for one in written for remark in one.remarks())),
    )


@dataclass(frozen=True, slots=True)
class _Written:
    """A DataFrame and the file it was written to.

    Attributes
    ----------
    cohort : str
    file : Path
    patients : tuple of str
        What each row is called.
    refused : mapping of str to InputError
        The columns that were not written, since a CSV file cannot hold them; an error as soon as one is asked for.
    index : tuple of str
        The names of the index, which is no column.
    """

    cohort: str
    file: Path
    patients: tuple[str, ...]
    refused: Mapping[str, InputError]
    index: tuple[str, ...] = ()

    @classmethod
    def of(cls, frame: pandas.DataFrame, cohort: str, folder: Path) -> _Written:
        """Write a DataFrame into a folder; its first column has no name and holds those of the patients."""
        if not _is_frame(frame):
            rule = f"{quoted(cohort)} is a {type(frame).__name__}, not a DataFrame"
            raise InputError(rule, step="give pandas DataFrames")
        if frame.columns.nlevels > 1:
            rule = f"the DataFrame {quoted(cohort)} has columns of {frame.columns.nlevels} levels"
            raise InputError(rule, step="give every column one name: frame.columns = [...]")
        if all(is_number(str(name)) for name in frame.columns):
            rule = f"the DataFrame {quoted(cohort)} has numbers in the place of names of columns"
            raise InputError(rule, step='name them: frame.columns = ["died", "age", ...]')
        patients = _patients(frame)
        columns: dict[int, list[str]] = {}
        refused: dict[str, InputError] = {}
        for place, name in enumerate(map(str, frame.columns)):
            try:
                columns[place] = _cells(frame.iloc[:, place], name, patients)
            except InputError as error:
                refused[name] = error.located(f"the DataFrame {quoted(cohort)}")
        file = folder / f"{_file_name(cohort, folder)}.csv"
        with file.open("w", encoding="utf-8", newline="") as text:
            writer = csv.writer(text, lineterminator="\n")
            writer.writerow(["", *(str(frame.columns[place]) for place in columns)])
            writer.writerows(zip(patients, *columns.values()))
        return cls(cohort, file, patients, refused, tuple(str(name) for name in frame.index.names if name is not None))

    def remarks(self) -> Iterator[str]:
        """What a person should know of the names of the patients."""
        if self.patients[:1] == (_POSITION.format(1),):
            yield (
                f"the index of {self.cohort} repeats a name, or has one of several lines: its patients are called by "
                "their position, from 1"
            )

    def named(self, cohort: Cohort) -> Cohort:
        """The cohort with its patients called as in the DataFrame."""
        rows = [] if cohort.rows is None else cohort.rows.tolist()
        return dataclasses.replace(cohort, name=self.cohort, patients=tuple(map(self._patient, rows)))

    def _patient(self, row: int) -> str:
        return self.patients[row - _FIRST_ROW]

    def located(self, error: InputError) -> InputError:
        """An error in the file as one in the DataFrame."""
        if error.column is not None and error.column in self.refused:
            return self.refused[error.column]
        if error.column in self.index:
            file, step = f"the DataFrame {quoted(self.cohort)}", "frame.reset_index() makes it a column"
            return InputError("is the index, no column", file=file, column=error.column, step=step)
        row = error.row
        if isinstance(row, int):
            row = "1, the names of the columns" if row < _FIRST_ROW else quoted(self._patient(row))
        return InputError(
            error.rule, file=f"the DataFrame {quoted(self.cohort)}", column=error.column, row=row, step=error.step
        )


def _by_name(validation: Any) -> dict[str, pandas.DataFrame]:
    """The validation cohorts by what they are called."""
    if validation is None or _is_frame(validation):
        return {} if validation is None else {"validation": validation}
    if isinstance(validation, Mapping):
        return {str(name): one for name, one in validation.items()}
    if isinstance(validation, (list, tuple)):
        return {f"validation-{number}": one for number, one in enumerate(validation, 1)}
    rule = f"validation is {quoted(str(validation))}, and the study is of a DataFrame"
    raise InputError(rule, step="give DataFrames: validation=pandas.read_csv(...), or several in a list")


def _of_a_frame(error: InputError, written: Iterable[_Written]) -> InputError:
    for one in written:
        if error.file == str(one.file):
            return one.located(error)
    return error


@functools.cache
def _folder() -> str:
    """Where the files stand until Python ends."""
    folder = tempfile.mkdtemp(prefix="parity-frames-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _is_frame(value: object) -> bool:
    return hasattr(value, "iloc") and hasattr(value, "columns")


def _file_name(cohort: str, folder: Path) -> str:
    """The name of a cohort in letters that any system takes, told apart from those that are there."""
    letters = "".join(letter if letter.isalnum() or letter in "-_ ." else "_" for letter in cohort)
    plain = letters[:80].strip(" .") or "_"
    names = itertools.chain([plain], (f"{plain}-{number}" for number in itertools.count(2)))
    return next(name for name in names if not (folder / f"{name}.csv").exists())


def _patients(frame: pandas.DataFrame) -> tuple[str, ...]:
    """The index as text; where two rows have the same, or it holds line breaks, the position, from 1."""
    names = tuple(str(label) for label in frame.index)
    plain = len(set(names)) == len(names) and all(name.isprintable() for name in names)
    return names if plain else tuple(_POSITION.format(place) for place in range(1, len(names) + 1))


def _predictors(arguments: Mapping[str, Any]) -> tuple[str, ...]:
    """Those that are named, or that a formula has, of each model, and the candidates."""
    if arguments.get("models"):
        return tuple(name for one in models_of(arguments["models"], None, {}) for name in one.columns)
    if arguments.get("formula") is not None:
        try:
            named = right_hand_side(arguments["formula"], arguments.get("outcome"))[1].predictors
        except InputError:  # it is read once more, with the names of the columns at hand
            named = ()
    else:
        named = tuple(arguments.get("predictors", ()))
    return *named, *arguments.get("candidates", ())


def _categories(frame: pandas.DataFrame, predictors: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The levels of the predictors that are categories, those that some row has."""
    found, named = {}, set(predictors)
    for place, name in enumerate(map(str, frame.columns)):
        column = frame.iloc[:, place]
        if name in named and hasattr(column, "cat"):
            present = column.cat.remove_unused_categories().cat.categories
            found[name] = tuple(_text(value, name, "") for value in present)
    return found


def _ordered(frame: pandas.DataFrame, predictors: Iterable[str]) -> list[str]:
    """The predictors that are categories with an order."""
    columns = zip(map(str, frame.columns), (frame.iloc[:, place] for place in range(frame.shape[1])))
    return [name for name, column in columns if name in set(predictors) and getattr(column.dtype, "ordered", False)]


def _cells(column: pandas.Series, name: str, patients: Sequence[str]) -> list[str]:
    """The cells of a column as a CSV file has them; a missing value is empty."""
    missing = column.isna().to_numpy()
    if column.dtype.kind in "mMc":
        what = {"M": "dates", "m": "lengths of time", "c": "complex numbers"}[column.dtype.kind]
        step = "give numbers, such as days from a date, or leave the column out of the DataFrame"
        raise InputError(f"holds {what}", column=name, step=step)
    return [
        "" if absent else _text(value, name, patient)
        for value, absent, patient in zip(column.tolist(), missing, patients)
    ]


def _text(value: Any, column: str, patient: str) -> str:
    if isinstance(value, bool) or type(value).__name__ in ("bool_", "bool"):
        return "true" if value else "false"
    if isinstance(value, numbers.Integral):
        return str(int(value))
    if isinstance(value, numbers.Real):
        return repr(float(value)) if math.isfinite(value) else str(float(value))
    row = quoted(patient)
    if type(value).__name__ == "Interval":  # as pandas.cut makes them
        value = str(value)
    if not isinstance(value, str):
        rule = f"holds a {type(value).__name__}, which is neither a number nor a text"
        raise InputError(rule, column=column, row=row, step="give numbers, texts or categories")
    text = value.strip()
    if text in MISSING:
        rule = f"{quoted(value)} is a missing value where it is written in a CSV file"
        raise InputError(rule, column=column, row=row, step="give None where it is missing, or the level another name")
    if any(mark in text for mark in "\r\n"):
        raise InputError(f"{quoted(value)} holds a line break", column=column, row=row, step="write it on one line")
    return text
