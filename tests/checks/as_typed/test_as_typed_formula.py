"""By which names a script has the columns of a file: no two coefficients have one name, and R finds every name."""

from __future__ import annotations

import csv

import pytest

import parity
from parity.checks.as_typed.formula import columns_of

ROWS = 24


def study(folder, columns):
    """One with these predictors: numbers, or a row of texts to repeat."""
    rows = range(ROWS)
    cells = {
        name: [texts[row // 2 % len(texts)] if texts else (row * 7 + 3 * at) % 11 for row in rows]
        for at, (name, texts) in enumerate(columns.items())
    }
    with open(folder / "x.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("died", *cells), *zip([row % 2 for row in rows], *cells.values())])
    return parity.study(folder / "x.csv", outcome="died", predictors=list(columns))


@pytest.mark.parametrize(
    ("columns", "names"),
    [
        ({"age": None, "stage": ["a", "b"]}, {"age": "age", "stage": "stage"}),
        ({"X2": ["1", "x"], "X21": None}, {"X2": "X2", "X21": "X21_"}),
        ({"X2": ["1", "x"], "X21": None, "X21_": None}, {"X2": "X2", "X21": "X21__", "X21_": "X21_"}),
        ({"X21": None, "X2": ["1", "x"]}, {"X21": "X21", "X2": "X2_"}),
        ({"a b": ["u", "v"], "if": ["u", "v"]}, {"a b": "column.a.b", "if": "column.if"}),
        ({"a b": ["u", "v"], "a-b": ["u", "v"]}, {"a b": "column.a.b", "a-b": "column.a.b."}),
        ({"a b": ["u", "v"], "column.a.b": None}, {"a b": "column.a.b.", "column.a.b": "column.a.b"}),
    ],
)
def test_names_are_words_and_no_two_coefficients_have_one(columns, names, tmp_path):
    assert columns_of(study(tmp_path, columns)) == {"died": "died", **names}
