"""The formula of a study's model in the language of R, and what its columns are called there."""

from __future__ import annotations

import re

from parity.checks.as_typed.source import symbol
from parity.data.cohort import Factor, Study
from parity.data.formula_text import columns_in, respelt

_NOT_A_COLUMN = re.compile(r"\.{1,3}|\.\.\d+|\(weights\)|\(offset\)|All|None")
"""What R's formulas mean otherwise, whether or not it stands in backticks (``.``, ``...``, ``..1``), what a model frame
keeps weights and an offset under, and what rmda makes columns of itself."""
_A_WORD = re.compile(r"(?:[^\W\d_]|\.(?!\d))[\w.]*")
_RESERVED = re.compile(
    r"if|else|repeat|while|function|for|next|break|in|TRUE|FALSE|NULL|Inf|NaN|NA|NA_(integer|real|complex|character)_"
)

RMS_SAYS = {r"(number of knots in rcs|polynomial degree for pol) defaulting to \d": "-"}
"""What rms from 7 on says of a term whose knots or degree a formula leaves out."""


def formula(study: Study) -> str:
    """``"`died` ~ `age` + `sex`"``; where a person wrote a formula, theirs: ``"`died` ~ rms::rcs(`age`, 4) * `sex`"``.

    ``lrm`` finds the columns of a term only where predictors are first named in the order of their main effects; then
    these come first.
    """
    model, columns = study.formula, columns_of(study)

    def name(predictor: str) -> str:
        return symbol(columns[predictor])

    if model.text and columns_in(model.text) == model.predictors:
        right = respelt(model.text, name, "rms::")
    else:
        right = model.written(name, "rms::")
    return f"{symbol(columns[study.outcome])} ~ {right}"


def columns_of(study: Study) -> dict[str, str]:
    """For the outcome and each predictor, or the risk that is given, the name of its column in the script: as in the
    file, but for those that a formula cannot have, and factors whose name is no word, of which ``lrm`` does not find
    the columns."""
    names = (study.outcome, *study.predictors, *([study.risk] if study.risk else []))
    found: dict[str, str] = {}
    for name in names:
        renamed = name
        if isinstance(study.development.columns.get(name), Factor):
            renamed = _word(name, {*names, *found.values()})
        elif _NOT_A_COLUMN.fullmatch(name):
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


def _word(name: str, taken: set[str]) -> str:
    """A name, or where it is no word of R's one that is, and that no other column has."""
    if _A_WORD.fullmatch(name) and not (_RESERVED.fullmatch(name) or _NOT_A_COLUMN.fullmatch(name)):
        return name
    word = re.sub(r"[^0-9A-Za-z]", ".", f"column.{name}")
    while word in taken:
        word += "."
    return word
