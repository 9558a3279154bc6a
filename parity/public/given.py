"""What a person gives to be held: data as arrays."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Mapping
from typing import Any, Union

import numpy as np

from parity.checks.vocabulary import Check
from parity.data.cohort import Column, Factor, Study
from parity.data.formula import Formula
from parity.data.formula_text import read_formula
from parity.errors import InputError, listed, plural, suggestion
from parity.statistics.nomogram.numbers import names_of_terms

_DEFAULTS = {field.name: field for field in dataclasses.fields(Study)}
_OTHERS = ("outcome_of_others", "risk_of_others")
_LONG = (("outcome", "risk", "linear_predictor", "values", "score"), _OTHERS)
"""Inputs with one entry a patient, of the same patients each."""
_OF_PATIENTS = (
    ("outcome", "risk", "linear_predictor", "predictors", "values", "categories", "column", "score", "scores"),
    _OTHERS,
)
_OF_THE_MODEL = ("coefficients", "predictors", "formula")


def arguments_of(check: Check, given: Mapping[str, Any]) -> dict[str, Any]:
    """The inputs of a check: those given, and for the others what a study has by default.

    Raises
    ------
    InputError
        One is not given and has no default, is no input of the check, is not as long as the outcome, has another index,
        or holds a missing value.
    """
    names = list(inspect.signature(check.compute).parameters)
    for name in given:
        if name not in names:
            rule = f"{name} is no input of {check.stem}"
            raise InputError(rule, step=suggestion(name, names))
    for same in _OF_PATIENTS:
        _refuse_other_index({name: value for name, value in given.items() if name in same})
    found = {}
    for name in names:
        if name in given:
            found[name] = _READERS.get(name, lambda value, name: value)(given[name], name)
        elif name in check.inputs and not callable(check.inputs[name]):
            found[name] = check.inputs[name]
        elif name == "formula" and "predictors" in found:
            found[name] = Formula.of_main_effects(tuple(found["predictors"]))
        elif name in ("level", "thresholds"):
            default = _DEFAULTS[name]
            made = default.default_factory
            found[name] = default.default if made is dataclasses.MISSING else made()
        else:
            rule = f"{check.stem} needs {name}"
            raise InputError(rule, step=f"its inputs are {listed(names)}")
    if isinstance(found.get("coefficients"), Mapping):
        found["coefficients"] = _in_order_of_the_model(**{name: found[name] for name in _OF_THE_MODEL})
    for same in _LONG:
        _refuse_other_length({name: len(value) for name, value in found.items() if name in same})
    scores = {f"scores[{name!r}]": len(score) for name, score in found.get("scores", {}).items()}
    _refuse_other_length({**({"outcome": len(found["outcome"])} if scores else {}), **scores})
    return found


def _refuse_other_length(lengths: Mapping[str, int]) -> None:
    if len(set(lengths.values())) > 1:
        said = ", ".join(f"{name} has {length}" for name, length in lengths.items())
        raise InputError(f"the inputs are of different patients: {said}", step="give one entry a patient")


def _refuse_other_index(given: Mapping[str, Any]) -> None:
    """Patients are matched by position: what pandas would match by its index has one index."""
    indexed = {}
    for name, value in given.items():
        if hasattr(value, "to_numpy") and hasattr(value, "index"):
            indexed[name] = value
        elif isinstance(value, Mapping):
            columns = {f"{name}[{key!r}]": column for key, column in value.items()}
            indexed.update((key, column) for key, column in columns.items() if hasattr(column, "to_numpy"))
    first = next(iter(indexed), "")
    for name, value in indexed.items():
        if not value.index.equals(indexed[first].index):
            step = f"align them, as by {name}.loc[{first}.index], or give to_numpy() of both if they are in one order"
            raise InputError(f"the indexes of {first} and {name} differ", step=step)


def _in_order_of_the_model(
    coefficients: Mapping[str, float], predictors: Mapping[str, Column], formula: Formula
) -> np.ndarray:
    """Coefficients by name in the order of the design matrix, one for each of its columns."""
    try:
        terms = names_of_terms(predictors, formula)
    except (KeyError, ValueError) as error:
        raise InputError(f"coefficients: these predictors make no model: {error}") from error
    for name in coefficients:
        if name not in terms:
            raise InputError(f"coefficients has no element {name!r}", step=suggestion(name, terms))
    absent = [term for term in terms if term not in coefficients]
    if absent:
        raise InputError(f"coefficients lacks {listed(absent)}", step="give one for each term of the model")
    return np.array([coefficients[term] for term in terms])


def result_of(function: Callable[..., Any], given: Mapping[str, Any]) -> Any:
    """What a function gives of the inputs that were given: by their names where it has all of these, otherwise in their
    order."""
    try:
        parameters = inspect.signature(function).parameters
    except (TypeError, ValueError):
        return function(*given.values())
    if set(given) <= set(parameters) or any(one.kind is one.VAR_KEYWORD for one in parameters.values()):
        return function(**given)
    return function(*given.values())


def plain(value: Any) -> Any:
    """A pandas Series or the like as an array; a 0-dimensional array as a number."""
    if hasattr(value, "to_numpy"):
        value = value.to_numpy()
    return value.item() if isinstance(value, np.ndarray) and value.ndim == 0 else value


def labels_of(value: Any) -> list[str] | None:
    """The names of the elements of a mapping or a pandas Series; an index that only counts from 0 names nothing."""
    if isinstance(value, Mapping):
        return [str(label) for label in value]
    if not hasattr(value, "to_numpy") or not hasattr(value, "index") or value.ndim != 1:
        return None
    index = list(value.index)
    return None if index == list(range(len(index))) else [str(label) for label in index]


def _numbers(value: Any, name: str) -> np.ndarray:
    try:
        array = np.array(plain(value), dtype=np.float64)
    except (TypeError, ValueError):
        raise InputError(f"{name} holds what is no number", step="give one number a patient") from None
    if array.ndim != 1 or not len(array):
        raise InputError(f"{name} has the shape {array.shape}", step="give one number a patient")
    wrong = np.flatnonzero(~np.isfinite(array))
    if len(wrong):
        others = plural(len(wrong), "number that is", "numbers that are")
        rule = f"{name}[{wrong[0]}] is {array[wrong[0]]}, one of {others} not finite"
        raise InputError(rule, step="leave these patients out of every input")
    return array


def _coefficients(value: Any, name: str) -> Union[np.ndarray, dict[str, float]]:
    """As they are, by name where they have names."""
    labels = labels_of(value)
    if labels is None:
        return _numbers(value, name)
    twice = next((label for label in labels if labels.count(label) > 1), None)
    if twice is not None:
        raise InputError(f"{name} names {twice!r} twice", step="give each element once")
    numbers = list(value.values()) if isinstance(value, Mapping) else value
    return dict(zip(labels, _numbers(numbers, name).tolist()))


def _outcome(value: Any, name: str) -> np.ndarray:
    array = _numbers(value, name)
    wrong = np.flatnonzero((array != 0) & (array != 1))
    if len(wrong):
        raise InputError(f"{name}[{wrong[0]}] is {array[wrong[0]]:g}", step="it is 1 of an event, 0 of none")
    return array.astype(int)


def _risk(value: Any, name: str) -> np.ndarray:
    array = _numbers(value, name)
    wrong = np.flatnonzero((array < 0) | (array > 1))
    if len(wrong):
        raise InputError(f"{name}[{wrong[0]}] is {array[wrong[0]]:g}", step="a risk lies between 0 and 1")
    return array


def _columns(value: Any, name: str) -> dict[str, Column]:
    if not isinstance(value, Mapping) and not hasattr(value, "columns"):
        raise InputError(f"{name} has no names", step="give a mapping of names to columns, or a DataFrame")
    columns = {str(key): value[key] for key in value}
    return {key: one_column(column, f"{name}[{key!r}]") for key, column in columns.items()}


def one_column(column: Any, name: str) -> Column:
    """A column of numbers or a factor: of texts, or with the categories of pandas."""
    if isinstance(column, Factor):
        return column
    if hasattr(column, "cat"):
        codes = column.cat.codes.to_numpy()
        if (codes < 0).any():
            raise InputError(f"{name} has a missing value", step="leave these patients out of every input")
        return Factor(codes.astype(int), tuple(map(str, column.cat.categories)))
    values = plain(column)
    array = np.asarray(values)
    if array.dtype.kind in "OUS" and all(isinstance(item, str) for item in array.tolist()):
        levels, codes = np.unique(array.astype(str), return_inverse=True)
        return Factor(codes, tuple(levels.tolist()))
    return _numbers(values, name)


def _scores(value: Any, name: str) -> dict[str, np.ndarray]:
    """By name: a mapping or a DataFrame."""
    if not hasattr(value, "items"):
        raise InputError(f"{name} has no names", step="give a mapping of names to scores, or a DataFrame")
    return {str(key): _numbers(score, f"{name}[{key!r}]") for key, score in value.items()}


def _categories(value: Any, name: str) -> Factor:
    column = one_column(value, name)
    if isinstance(column, Factor):
        return column
    distinct, codes = np.unique(column, return_inverse=True)
    return Factor(codes, tuple(f"{one:.15g}" for one in distinct.tolist()))


def _formula(value: Any, name: str) -> Formula:
    return value if isinstance(value, Formula) else read_formula(str(value))[1]


_READERS: Mapping[str, Callable[[Any, str], Any]] = {
    "outcome": _outcome,
    "outcome_of_others": _outcome,
    "risk": _risk,
    "risk_of_others": _risk,
    "score": _numbers,
    "scores": _scores,
    "linear_predictor": _numbers,
    "values": _numbers,
    "categories": _categories,
    "column": one_column,
    "coefficients": _coefficients,
    "thresholds": _numbers,
    "formula": _formula,
    "predictors": _columns,
    "patients": _columns,
}
