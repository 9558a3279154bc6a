"""Whether the study's logistic model has a maximum likelihood estimate at all, and if not, why."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import linprog

from parity.cohort import Column, Factor, Study
from parity.errors import InputError, listed, quoted
from parity.statistics.regression.design_matrix import design_matrix

COLLINEAR = 1e-7
"""What is left of a column of length 1 beside others, below which R's ``lm`` and ``lrm`` call it their combination."""
SEPARATED = 1e-4
LARGEST = 1e100
HARDLY_VARIES = 1e-8
"""Standard deviation over the largest value, below which programs that do not centre a column cannot tell it from a constant."""


def check_estimable(study: Study) -> None:
    """Refuse a model without a unique, finite maximum likelihood estimate.

    Raises
    ------
    InputError
        A predictor is constant, all but constant, or beyond 1e100; there are fewer events, or non-events, than parameters beside the intercept; two terms have
        the same name; a predictor is a linear combination of earlier ones, exactly or to seven digits; or a predictor or a combination of predictors
        separates the events from the non-events, completely or quasi-completely.

    Notes
    -----
    Software answers such data with large numbers and, often, without a warning: two programs then agree or disagree by accident.

    References
    ----------
    Albert, Anderson. Biometrika 71 (1984) 1-10, doi:10.1093/biomet/71.1.1.
    """
    cohort = study.development
    file = cohort.file or cohort.name
    columns = {name: cohort.columns[name] for name in study.predictors}
    for name, column in columns.items():
        if not isinstance(column, Factor):
            _check_range(file, name, column)
        if len(np.unique(_numbers(column))) == 1:
            raise InputError("has the same value in every complete row", file=file, column=name, step="leave the predictor out")
    design = design_matrix(columns)
    terms, matrix = design.terms[1:], _standardised(design.values[:, 1:])
    _check_names(file, design.terms)
    _check_size(file, cohort.outcome, terms)
    owners = _owners(columns)
    _check_collinear(file, matrix, terms, owners)
    for name, column in columns.items():
        _check_separation_by_one(file, cohort.outcome, name, column)
    _check_separation_by_several(file, cohort.outcome, matrix, owners)


def _check_range(file: str, name: str, column: np.ndarray) -> None:
    largest, spread = np.abs(column).max(), column.max() / 2 - column.min() / 2
    step = "change its unit"
    if largest > LARGEST:
        raise InputError(f"has a value of {largest:.3g}, whose square is beyond every program's numbers", file=file, column=name, step=step)
    if 0 < spread < 1 / LARGEST:
        raise InputError(f"has values within {spread:.3g} of each other, the square of which is 0 to every program", file=file, column=name, step=step)
    if 0 < spread and column.std() < HARDLY_VARIES * largest:
        rule = f"varies by {column.std() / largest:.0e} of its size only, which few programs can tell from a constant"
        raise InputError(rule, file=file, column=name, step="subtract a constant from it")


def _numbers(column: Column) -> np.ndarray:
    return column.codes if isinstance(column, Factor) else column


def _standardised(matrix: np.ndarray) -> np.ndarray:
    """Columns of mean 0 and length 1: the scale of a unit, and a far origin such as a calendar year, must not decide."""
    scaled = matrix / np.abs(matrix).max(axis=0)
    centred = scaled - scaled.mean(axis=0)
    return centred / np.linalg.norm(centred, axis=0)


def _owners(columns: dict[str, Column]) -> list[str]:
    """The predictor of each term after the intercept."""
    return [name for name, column in columns.items() for _ in range(len(column.levels) - 1 if isinstance(column, Factor) else 1)]


def _check_names(file: str, terms: Sequence[str]) -> None:
    twice = sorted({term for term in terms if list(terms).count(term) > 1})
    if twice:
        rule = f"two terms of the model would both be named {listed(twice)}"
        raise InputError(rule, file=file, step="rename one of the columns")


def _check_size(file: str, outcome: np.ndarray, terms: Sequence[str]) -> None:
    events = int(outcome.sum())
    for count, what in ((events, "events"), (len(outcome) - events, "non-events")):
        if count < len(terms):
            rule = f"{count} {what} are fewer than the {len(terms)} parameters of the model beside its intercept"
            raise InputError(rule, file=file, step="take fewer predictors, or merge levels")


def _check_collinear(file: str, matrix: np.ndarray, terms: Sequence[str], owners: Sequence[str]) -> None:
    for later in range(1, matrix.shape[1]):
        earlier = matrix[:, :later]
        weights = np.linalg.lstsq(earlier, matrix[:, later], rcond=None)[0]
        left = np.linalg.norm(matrix[:, later] - earlier @ weights)
        if left < COLLINEAR:
            used = list(dict.fromkeys(owners[k] for k in range(later) if abs(weights[k]) > 1e-6))
            which = "" if terms[later] == owners[later] else f"its term {quoted(terms[later])} "
            how_far = "is an exact" if left < 1e-9 else f"is, but for {left:.0e} of it, a"
            rule = f"{which}{how_far} linear combination of {listed(used)} and a constant"
            raise InputError(rule, file=file, column=owners[later], step="leave one of them out")


def _check_separation_by_one(file: str, outcome: np.ndarray, name: str, column: Column) -> None:
    step = "the maximum likelihood estimate does not exist: leave it out, merge levels, or use a penalised model"
    if isinstance(column, Factor):
        for code, level in enumerate(column.levels):
            classes = np.unique(outcome[column.codes == code])
            if len(classes) == 1:
                what = "an event" if classes[0] else "a non-event"
                rule = f"perfect separation: every row with the level {quoted(level)} is {what}"
                raise InputError(rule, file=file, column=name, step=step)
        return
    events, others = column[outcome == 1], column[outcome == 0]
    for low, high, below, above in ((others, events, "non-events", "events"), (events, others, "events", "non-events")):
        if low.max() <= high.min():
            extent = "perfect separation" if low.max() < high.min() else "perfect separation (quasi-complete, one shared value)"
            rule = f"{extent}: all {below} have values up to {low.max():g}, all {above} from {high.min():g}"
            raise InputError(rule, file=file, column=name, step=step)


def _check_separation_by_several(file: str, outcome: np.ndarray, matrix: np.ndarray, owners: Sequence[str]) -> None:
    if not _separates(outcome, matrix):
        return
    needed = list(dict.fromkeys(owners))
    for name in list(needed):
        fewer = [owner for owner in needed if owner != name]
        if fewer and _separates(outcome, matrix[:, [owner in fewer for owner in owners]]):
            needed = fewer
    step = "the maximum likelihood estimate does not exist: leave one of them out, merge levels, or use a penalised model"
    rule = f"perfect separation: a combination of {listed(needed)} separates events from non-events"
    raise InputError(rule, file=file, step=step)


def _separates(outcome: np.ndarray, matrix: np.ndarray) -> bool:
    """Whether some direction has all events on one side of a plane and all non-events on the other, not all of them on it.

    The direction is bounded to the unit box and the sum of the signed distances maximised, in an orthonormal basis of
    the model's column space: separation does not depend on the basis, the solver's accuracy does. Where nothing separates, the
    only admissible direction is zero, and the solver's feasibility tolerance of 1e-7 keeps it far shorter than `SEPARATED`.
    """
    n = len(outcome)
    basis = np.linalg.qr(np.column_stack([np.ones(n), matrix]))[0] * n**0.5
    signed = np.where(outcome == 1, 1.0, -1.0)[:, np.newaxis] * basis
    answer = linprog(-signed.mean(axis=0), A_ub=-signed, b_ub=np.zeros(n), bounds=(-1, 1), method="highs")
    if answer.status != 0:
        raise InputError(f"the linear program that looks for separation was not solved ({answer.message})")
    return bool(np.max(signed @ answer.x) > SEPARATED)
