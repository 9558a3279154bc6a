"""Percentages of a table of counts: of the group, of the category, of all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from parity.conventions.convention import Convention, Options
from parity.statistics.association.counts import counted

Numbers = Callable[[Any, Options], Mapping[str, float]]


def _shares(of: Callable[[np.ndarray], Any]) -> Numbers:
    def numbers(subject: Any, options: Options) -> Mapping[str, float]:
        table = counted(subject.group, subject.column)
        shares = (table / of(table)).tolist()
        return {
            f"{level} {which}": row[place]
            for level, row in zip(subject.column.levels, shares)
            for place, which in enumerate(("first", "second"))
        }

    return numbers


def _of_group(table: np.ndarray) -> np.ndarray:
    return np.asarray(table.sum(axis=0))


def _of_category(table: np.ndarray) -> np.ndarray:
    return np.maximum(table.sum(axis=1, keepdims=True), 1)


CONVENTIONS = (
    Convention(
        "shares of the group",
        "the first table of most papers; SPSS: column percent, where the groups are the columns",
        _shares(_of_group),
        formula="n of the category in the group / n of the group",
    ),
    Convention(
        "shares of the category",
        "SPSS: row percent; the risk in each category",
        _shares(_of_category),
        formula="n of the category in the group / n of the category",
    ),
    Convention(
        "shares of all patients",
        "SPSS: total percent; SAS PROC FREQ, Percent",
        _shares(lambda table: int(table.sum())),
        formula="n of the category in the group / n",
    ),
)
