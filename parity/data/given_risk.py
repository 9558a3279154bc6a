"""Risks that a person brings: a column of predicted probabilities, of any model, fitted anywhere."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import numpy as np

from parity.data.numerals import is_number
from parity.data.table import Table
from parity.errors import InputError, quoted

_PERCENTAGE = re.compile(r"[+-]?(\d+[.,]?\d*|[.,]\d+)\s*%", re.ASCII)
_NAMED_SO = re.compile(
    r"(?:^|[^a-z])(?:risks?|prob\w*|p\d*|pr|phat|yhat|fitted|xgb\w*|l?gbm|rf|pred(?:s|icted|ictions?)?)(?:$|[^a-z])"
)


def check_given(table: Table, outcome: str, risk: str, predictors: Sequence[str]) -> None:
    """Refuse what contradicts itself: risks beside predictors, and the outcome as its own risk."""
    table.column(outcome, "outcome")
    table.column(risk, "risk")
    if predictors:
        step = "give the risks to verify them as they are, or the predictors to fit a model"
        raise InputError("both a column of risks and predictors are named", file=table.path, step=step)
    if risk == outcome:
        raise table.error("is both the outcome and the risk", column=risk, step="name the column of the risks")


def read_risk(table: Table, name: str) -> tuple[np.ndarray, np.ndarray]:
    """The predicted risks of a column, and the mask of the missing ones (NaN).

    Raises
    ------
    InputError
        A cell is no number, a percentage, or not in [0, 1].
    """
    cells = table.column(name, "risk")
    values = np.full(len(cells), math.nan)
    for index, cell in enumerate(cells):
        if cell is None:
            continue
        if _PERCENTAGE.fullmatch(cell):
            step = "write it as a number from 0 to 1: 0.12 for 12%"
            raise table.error(f"{quoted(cell)} is a percentage, not a risk", column=name, index=index, step=step)
        if not is_number(cell):
            step = "correct the cell, or leave it empty if the risk is not known"
            raise table.error(f"{quoted(cell)} is not a number", column=name, index=index, step=step)
        values[index] = float(cell)
    outside = np.flatnonzero((values < 0) | (values > 1))
    if len(outside):
        index = int(outside[0])
        rule = f"{quoted(str(cells[index]))} is no risk: it is not in [0, 1]"
        raise table.error(rule, column=name, index=index, step=_what_it_may_be(values))
    if np.isnan(values).all():
        raise table.error("has no value at all", column=name, step="name the column of the risks")
    return values, np.isnan(values)


def _what_it_may_be(values: np.ndarray) -> str:
    finite = values[np.isfinite(values)]
    if finite.min() >= 0 and 1 < finite.max() <= 100 and np.median(finite) > 1:
        return "if the column holds percentages, divide it by 100"
    if finite.min() < 0:
        return "if the column holds log odds, its risks are 1 / (1 + exp(-x))"
    return "correct the cell, or leave it empty if the risk is not known"


def looks_like_risk(name: str, column: object) -> bool:
    """Whether a predictor has the name and the values of a risk: all in [0, 1], and others than 0 and 1."""
    if not isinstance(column, np.ndarray) or not _NAMED_SO.search(_words(name)):
        return False
    return bool(column.min() >= 0 and column.max() <= 1 and ((column > 0) & (column < 1)).any())


def _words(name: str) -> str:
    """A name in small letters, words of ``camelCase`` apart."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).casefold()
