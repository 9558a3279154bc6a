"""The formula of a study's model in the language of R, and what its columns are called there."""

from __future__ import annotations

import re

from parity.checks.as_typed.source import symbol
from parity.data.cohort import Factor, Study

_NOT_A_COLUMN = re.compile(r"\.{1,3}|\.\.\d+|\(weights\)|\(offset\)|All|None")
"""What R's formulas mean otherwise, whether or not it stands in backticks (``.``, ``...``, ``..1``), what a model frame
keeps weights and an offset under, and what rmda makes columns of itself."""


def formula(study: Study) -> str:
    """``"`died` ~ `age` + `sex`"``."""
    columns = columns_of(study)
    right = " + ".join(symbol(columns[name]) for name in study.predictors)
    return f"{symbol(columns[study.outcome])} ~ {right}"


def columns_of(study: Study) -> dict[str, str]:
    """For the outcome and each predictor the name of its column in the model: as in the file, but for those that a
    formula cannot have."""
    names = (study.outcome, *study.predictors)
    found: dict[str, str] = {}
    for name in names:
        renamed = name
        if _NOT_A_COLUMN.fullmatch(name):
            renamed = f"column {name}"
            while renamed in names:
                renamed += " "
        found[name] = renamed
    return _told_apart(study, found)


def _told_apart(study: Study, columns: dict[str, str]) -> dict[str, str]:
    """The same, without two coefficients of one name: of the level ``1`` of ``X2`` and of ``X21``, of which R's
    ``confint`` would give the limits of the first for both."""
    seen: set[str] = set()
    found = dict(columns)
    for name in study.predictors:
        column = study.development.columns[name]
        levels = column.levels if isinstance(column, Factor) else ("",)
        while seen & {f"{found[name]}{level}" for level in levels}:
            found[name] += "_"
            while list(found.values()).count(found[name]) > 1:
                found[name] += "_"
        seen |= {f"{found[name]}{level}" for level in levels}
    return found
