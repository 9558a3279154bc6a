"""Whether the study's logistic model has a maximum likelihood estimate at all, and if not, why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.linalg import qr, solve_triangular
from scipy.optimize import linprog

from parity.data.cohort import Column, Factor, Study
from parity.data.formula import Formula, of_candidates, plain_or_backquoted
from parity.data.models import in_model
from parity.errors import InputError, listed, plural, quoted
from parity.models.design import INTERCEPT
from parity.models.model_matrix import all_terms, model_matrix
from parity.models.terms import interaction_names

COLLINEAR = 1e-7
"""What is left of a column of length 1 beside others, below which R's ``lm`` and ``lrm`` call it their combination."""
SEPARATED = 1e-4
FEASIBLE = 1e-7
"""How far a linear program may leave a patient on the wrong side."""
LARGEST = 1e100
HARDLY_VARIES = 1e-8
"""Standard deviation over the largest value, below which programs that do not centre a column cannot tell it from a
constant."""
_NO_ESTIMATE = "the maximum likelihood estimate does not exist: leave {} out, merge levels, or use a penalised model"


def check_estimable(study: Study) -> None:
    """Refuse a model without a unique, finite maximum likelihood estimate; given risks are no model.

    Raises
    ------
    InputError
        A predictor is constant, all but constant, or beyond 1e100; no patient has one of its levels; there are fewer
        events, or non-events, than parameters beside the intercept; two terms have the same name; a predictor is a
        linear combination of earlier ones, exactly or to seven digits; or a predictor or a combination of predictors
        separates the events from the non-events, completely or quasi-completely.

    Notes
    -----
    Software answers such data with large numbers and, often, without a warning: two programs then agree or
    disagree by accident.

    References
    ----------
    Albert, Anderson. Biometrika 71 (1984) 1-10, doi:10.1093/biomet/71.1.1.
    """
    for model in study.by_model:
        try:
            if not model.risk:
                _check_model(model)
        except InputError as error:
            raise in_model(model.model, error) from None


def _check_model(study: Study) -> None:
    cohort = study.development
    file = cohort.file or cohort.name
    columns = {name: cohort.columns[name] for name in study.predictors}
    for name, column in columns.items():
        _check_varies(file, name, column)
    terms, owners = _terms(file, study.formula, columns)
    _check_names(file, [INTERCEPT, *terms])
    _check_size(file, cohort.outcome, terms)
    matrix = _standardised(model_matrix(study.formula, columns).values[:, 1:])
    _check_collinear(file, matrix, terms, owners)
    for name, column in columns.items():
        _check_separation_by_one(file, cohort.outcome, name, column)
    _check_separation_by_several(file, cohort.outcome, matrix, owners)


def check_candidates(study: Study) -> None:
    """Refuse candidates of which no model can be told from another, or of which one alone has no estimate.

    Raises
    ------
    InputError
        A candidate is constant or beyond 1e100, separates the events from the non-events by itself, or is a linear
        combination of earlier ones; or two columns have the same name. What a model of several meets is said where it
        meets it.
    """
    if study.candidates is None:
        return
    file = study.development.file or study.development.name
    columns = study.candidates.columns
    for name, column in columns.items():
        _check_varies(file, name, column)
    terms, owners = _terms(file, of_candidates(study.formula, columns), columns)
    _check_names(file, [INTERCEPT, *terms])
    matrix = _standardised(model_matrix(of_candidates(study.formula, columns), columns).values[:, 1:])
    _check_collinear(file, matrix, terms, owners)
    for name, column in columns.items():
        _check_separation_by_one(file, study.candidates.outcome, name, column)


def _terms(file: str, formula: Formula, columns: Mapping[str, Column]) -> tuple[list[str], list[str]]:
    """The names of the model's columns beside the intercept, and to which predictor or interaction each belongs."""
    names: dict[str, tuple[str, ...]] = {}
    for name, entry in formula.entries.items():
        try:
            terms = all_terms(Formula({name: entry}), columns)
        except ValueError as error:
            several = len(np.unique(np.asarray(columns[name]))) >= 6
            step = f"take fewer knots, or give them: rcs({plain_or_backquoted(name)}, c(1, 5, 9))"
            step = step if several else f"enter it as it is: {plain_or_backquoted(name)}, or as a factor, by its levels"
            raise InputError(str(error), file=file, column=name, step=step) from None
        names[name] = terms[name].names(name)
    for together in formula.interactions:
        names[":".join(together)] = interaction_names([names[name] for name in together])
    found = [term for of_owner in names.values() for term in of_owner]
    return found, [owner for owner, of_owner in names.items() for _ in of_owner]


def _check_varies(file: str, name: str, column: Column) -> None:
    step = "leave the predictor out"
    if not isinstance(column, Factor):
        _check_range(file, name, column)
        if (column == column[0]).all():
            raise InputError("has the same value in every complete row", file=file, column=name, step=step)
        return
    counts = np.bincount(column.codes, minlength=len(column.levels))
    if np.count_nonzero(counts) == 1:
        raise InputError("has the same value in every complete row", file=file, column=name, step=step)
    absent = [level for level, count in zip(column.levels, counts) if not count]
    if absent:
        step = "leave it out of levels: its effect cannot be estimated"
        raise InputError(f"no complete row has the level {listed(absent)}", file=file, column=name, step=step)


def _check_range(file: str, name: str, column: np.ndarray) -> None:
    largest, spread = np.abs(column).max(), column.max() / 2 - column.min() / 2
    step = "change its unit"
    if largest > LARGEST:
        rule = f"has a value of {largest:.3g}, whose square is beyond every program's numbers"
        raise InputError(rule, file=file, column=name, step=step)
    if 0 < spread < 1 / LARGEST:
        rule = f"has values within {spread:.3g} of each other, the square of which is 0 to every program"
        raise InputError(rule, file=file, column=name, step=step)
    if 0 < spread and column.std() < HARDLY_VARIES * largest:
        rule = f"varies by {column.std() / largest:.0e} of its size only, which few programs can tell from a constant"
        raise InputError(rule, file=file, column=name, step="subtract a constant from it")


def _standardised(matrix: np.ndarray) -> np.ndarray:
    """Columns of mean 0 and length 1: the scale of a unit, and a far origin such as a calendar year, must not
    decide."""
    scaled = matrix / np.abs(matrix).max(axis=0)
    centred = scaled - scaled.mean(axis=0)
    return centred / np.linalg.norm(centred, axis=0)


def _check_names(file: str, terms: Sequence[str]) -> None:
    twice = sorted({term for term in terms if list(terms).count(term) > 1})
    if twice:
        rule = f"two terms of the model would both be named {listed(twice)}"
        raise InputError(rule, file=file, step="rename one of the columns")


def _check_size(file: str, outcome: np.ndarray, terms: Sequence[str]) -> None:
    events = int(outcome.sum())
    for count, what in ((events, "event"), (len(outcome) - events, "non-event")):
        if count < len(terms):
            few = plural(count, f"{what} is", f"{what}s are")
            rule = f"{few} fewer than the {len(terms)} parameters of the model beside its intercept"
            raise InputError(rule, file=file, step="take fewer predictors, or merge levels")


def _check_collinear(file: str, matrix: np.ndarray, terms: Sequence[str], owners: Sequence[str]) -> None:
    """By the triangle of the QR decomposition: of columns of length 1, its diagonal is what each leaves beside those
    before it."""
    triangle = qr(matrix, mode="r", check_finite=False)[0][: matrix.shape[1]]
    left = np.abs(np.diag(triangle))
    if left.min() >= COLLINEAR:
        return
    later = int(np.argmax(left < COLLINEAR))
    weights = solve_triangular(triangle[:later, :later], triangle[:later, later])
    used = list(dict.fromkeys(owner for owner, weight in zip(owners, weights) if abs(weight) > 1e-6))
    which = "" if terms[later] == owners[later] else f"its term {quoted(terms[later])} "
    how_far = "is an exact" if left[later] < 1e-9 else f"is, but for {left[later]:.0e} of it, a"
    rule = f"{which}{how_far} linear combination of {listed(used)} and a constant"
    raise InputError(rule, file=file, column=owners[later], step="leave one of them out")


def _check_separation_by_one(file: str, outcome: np.ndarray, name: str, column: Column) -> None:
    step = _NO_ESTIMATE.format("it")
    if isinstance(column, Factor):
        patients = np.bincount(column.codes, minlength=len(column.levels))
        events = np.bincount(column.codes, weights=outcome, minlength=len(column.levels))
        separating = np.flatnonzero((events == 0) | (events == patients)).tolist()
        if separating:
            raise _separating_levels(file, name, column.levels, patients.tolist(), events.tolist(), separating)
        return
    events, others = column[outcome == 1], column[outcome == 0]
    for low, high, below, above in (
        (others, events, "non-events", "events"),
        (events, others, "events", "non-events"),
    ):
        if low.max() <= high.min():
            quasi = "" if low.max() < high.min() else " (quasi-complete, one shared value)"
            sides = f"all {below} have values up to {low.max():g}, all {above} from {high.min():g}"
            raise InputError(f"perfect separation{quasi}: {sides}", file=file, column=name, step=step)


def _separating_levels(
    file: str,
    name: str,
    levels: Sequence[str],
    patients: Sequence[int],
    events: Sequence[float],
    separating: Sequence[int],
) -> InputError:
    """What is said of levels whose patients all have the same outcome, and what a person can do."""
    first, *others = separating
    rows = plural(patients[first], "row")
    also = f"; so are those of {listed(levels[code] for code in others)}" if others else ""
    what = "an event" if events[first] else "a non-event"
    rule = f"perfect separation: every row with the level {quoted(levels[first])} is {what} ({rows}{also})"
    them, their = ("it", "its rows") if not others else ("them", "their rows")
    step = (
        f"merge {them} with another level, leave {their} out, or leave the predictor out: the maximum likelihood "
        "estimate does not exist. Risks from elsewhere are verified without one: --risk COLUMN"
    )
    return InputError(rule, file=file, column=name, step=step)


def _check_separation_by_several(file: str, outcome: np.ndarray, matrix: np.ndarray, owners: Sequence[str]) -> None:
    if not _separates(outcome, matrix):
        return
    needed = list(dict.fromkeys(owners))
    for name in list(needed):
        fewer = [owner for owner in needed if owner != name]
        if fewer and _separates(outcome, matrix[:, [owner in fewer for owner in owners]]):
            needed = fewer
    rule = f"perfect separation: a combination of {listed(needed)} separates events from non-events"
    raise InputError(rule, file=file, step=_NO_ESTIMATE.format("one of them"))


def _separates(outcome: np.ndarray, matrix: np.ndarray) -> bool:
    """Whether some direction has all events on one side of a plane and all non-events on the other, not all of them on
    it.

    The direction is bounded to the unit box and the sum of the signed distances maximised, in an orthonormal basis of
    the model's column space: separation does not depend on the basis, the solver's accuracy does. Where nothing
    separates, the only admissible direction is zero, and the solver's feasibility tolerance of 1e-7 keeps it far
    shorter than `SEPARATED`.

    The linear program is asked of some patients first, then with those whom its answer has most on the wrong side,
    until there are none. A direction that separates all separates some of them as well: where none does, which a few
    hundred patients show as a rule, the others need not be looked at; where the answer has nobody on the wrong side, it
    is that of the whole program."""
    n, p = matrix.shape
    basis = np.column_stack([np.ones(n), qr(matrix, mode="economic", check_finite=False)[0] * n**0.5])
    signed = np.where(outcome == 1, 1.0, -1.0)[:, np.newaxis] * basis
    towards = -signed.mean(axis=0)
    at_once = 100 * (p + 1)
    asked = np.zeros(n, dtype=bool)
    asked[:: max(1, n // at_once)] = True
    while True:
        sides = -signed[asked]
        answer = linprog(towards, A_ub=sides, b_ub=np.zeros(len(sides)), bounds=(-1, 1), method="highs")
        if answer.status != 0:
            raise InputError(f"the linear program that looks for separation was not solved ({answer.message})")
        distances = signed @ answer.x
        wrong = np.flatnonzero((distances < -FEASIBLE) & ~asked)
        if not len(wrong):
            return bool(distances.max() > SEPARATED)
        asked[wrong[np.argsort(distances[wrong])[:at_once]]] = True
        at_once *= 2
