"""Forward selection with removal: SPSS's FSTEP(LR)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Optional

import numpy as np
from scipy.special import chdtrc, ndtri

from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.statistics.fields import along, labels
from parity.statistics.once import once
from parity.statistics.selection.candidate_models import (
    Model,
    Test,
    block,
    columns_of,
    fitted,
    score_test,
    wald_test,
)


@dataclass(frozen=True, slots=True)
class Examined:
    """A model, with the tests by which its candidates leave and the others enter.

    Attributes
    ----------
    model : Model
    wald, removal : mapping of str to Test
        By candidate in the model: that its coefficients are 0, and the likelihood ratio without it.
    entry : mapping of str to Test
        By candidate outside: the score test.
    columns : mapping of str to Test
        By column of the sets outside, those of several columns: the score test of it alone.
    overall : Test or None
        Score test of all outside together; None where all are inside.
    """

    model: Model
    wald: Mapping[str, Test]
    removal: Mapping[str, Test]
    entry: Mapping[str, Test]
    columns: Mapping[str, Test]
    overall: Optional[Test]


@dataclass(frozen=True, slots=True)
class SelectionPath:
    """The models one after the other, the first with an intercept only, and why the last is the last.

    Attributes
    ----------
    examined : tuple of Examined
    changes : tuple of str
        ``"age enters"``, ``"age leaves"``; of the first ``"intercept only"``.
    stopped : str
    """

    examined: tuple[Examined, ...]
    changes: tuple[str, ...]
    stopped: str

    @property
    def selected(self) -> tuple[str, ...]:
        return self.examined[-1].model.names


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardSelection:
    """Every step of a forward selection, as SPSS's tables have it.

    Attributes
    ----------
    selected : tuple of str
        The candidates of the last model, in the order of all.
    stopped : str
        Why there is no further step.
    models : (m,) tuple of str
        ``"step 0"``, with an intercept only, ``"step 1"``, ...
    changes : (m,) tuple of str
        What enters or leaves.
    minus_two_log_likelihood : (m,) float array
    steps : (m - 1,) tuple of str
        Without step 0.
    step_chi_square, step_degrees_of_freedom, step_p : (m - 1,) arrays
        Against the step before; negative where a candidate leaves, its p that of the size.
    model_chi_square, model_degrees_of_freedom, model_p : (m - 1,) arrays
        Against the intercept only. With one block, as here, that of the block is the same.
    cox_snell, nagelkerke : (m - 1,) float arrays
    equation : tuple of str
        ``"step 1: age"``, with the intercepts: variables in the equation.
    coefficients, standard_errors, wald, p : arrays along `equation`
        Wald's chi-square with 1 degree of freedom.
    effects : tuple of str
        `equation` without the intercepts.
    odds_ratios, odds_ratios_low, odds_ratios_high : arrays along `effects`
    inside : tuple of str
        ``"step 1: sex"``: each candidate in the model, a set of several columns as one.
    set_wald, set_degrees_of_freedom, set_wald_p : arrays along `inside`
    log_likelihood_without, removal_chi_square, removal_p : arrays along `inside`
        Model if term removed.
    outside : tuple of str
        ``"step 1: age"``: variables not in the equation.
    score, score_degrees_of_freedom, score_p : arrays along `outside`
    columns : tuple of str
        ``"step 0: race=2"``: the columns of the sets outside.
    column_score, column_score_p : arrays along `columns`
        With 1 degree of freedom.
    remaining : tuple of str
        The steps with candidates outside.
    overall_score, overall_degrees_of_freedom, overall_p : arrays along `remaining`
    """

    selected: tuple[str, ...] = labels()
    models: tuple[str, ...] = labels()
    steps: tuple[str, ...] = labels()
    equation: tuple[str, ...] = labels()
    effects: tuple[str, ...] = labels()
    inside: tuple[str, ...] = labels()
    outside: tuple[str, ...] = labels()
    columns: tuple[str, ...] = labels()
    remaining: tuple[str, ...] = labels()
    stopped: str
    changes: tuple[str, ...] = along("models")
    minus_two_log_likelihood: np.ndarray = along("models")
    step_chi_square: np.ndarray = along("steps")
    step_degrees_of_freedom: np.ndarray = along("steps")
    step_p: np.ndarray = along("steps")
    model_chi_square: np.ndarray = along("steps")
    model_degrees_of_freedom: np.ndarray = along("steps")
    model_p: np.ndarray = along("steps")
    cox_snell: np.ndarray = along("steps")
    nagelkerke: np.ndarray = along("steps")
    coefficients: np.ndarray = along("equation")
    standard_errors: np.ndarray = along("equation")
    wald: np.ndarray = along("equation")
    p: np.ndarray = along("equation")
    odds_ratios: np.ndarray = along("effects")
    odds_ratios_low: np.ndarray = along("effects")
    odds_ratios_high: np.ndarray = along("effects")
    set_wald: np.ndarray = along("inside")
    set_degrees_of_freedom: np.ndarray = along("inside")
    set_wald_p: np.ndarray = along("inside")
    log_likelihood_without: np.ndarray = along("inside")
    removal_chi_square: np.ndarray = along("inside")
    removal_p: np.ndarray = along("inside")
    score: np.ndarray = along("outside")
    score_degrees_of_freedom: np.ndarray = along("outside")
    score_p: np.ndarray = along("outside")
    column_score: np.ndarray = along("columns")
    column_score_p: np.ndarray = along("columns")
    overall_score: np.ndarray = along("remaining")
    overall_degrees_of_freedom: np.ndarray = along("remaining")
    overall_p: np.ndarray = along("remaining")


ALL_INSIDE = "all candidates are in the model"
NONE_ENTERS = "no candidate enters"
EARLIER = "the next model would be an earlier one"


def forward_selection(
    outcome: np.ndarray,
    candidates: Mapping[str, Column],
    entry: float = 0.05,
    removal: float = 0.10,
    level: float = 0.95,
    formula: Optional[Formula] = None,
) -> ForwardSelection:
    """Forward selection by the score test, with removal by the likelihood ratio: SPSS's FSTEP(LR).

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event; both must occur.
    candidates : mapping of str to (n,) float array or Factor
        On the same patients, in order.
    entry, removal : float
        A candidate enters with a p below `entry`, and leaves with one above `removal`; 0 < entry < removal < 1. SPSS
        calls them PIN and POUT.
    level : float
        Confidence level of the odds ratios' intervals, in (0, 1).
    formula : Formula or None
        How each candidate enters; None: as it is. A factor, a spline, a polynomial is one set of columns, which enters
        and leaves together.

    Returns
    -------
    ForwardSelection

    Notes
    -----
    From the intercept only, the candidate outside whose score test has the smallest p enters, if that is below `entry`.
    Then, as long as the likelihood ratio test of a candidate in the model has a p above `removal`, the one with the
    largest leaves, and the model is fitted again. Then candidates are looked at for entry again. It ends when none
    enters, or when the next model would be an earlier one, which is then not made.

    Of p values that are equal to nine digits the larger chi-square counts (they may all be 0), and of equal ones the
    candidate that is named first. SPSS's manuals say nothing of ties, nor whether a model that comes again is made
    before it ends; that the chi-square of a step in which a candidate leaves is negative, with the p of its size, is
    how its output is remembered. These three are not confirmed. SPSS stops its iterations at a change of the estimates
    of 0.001; here all is at the maximum.

    P values and intervals of the last model are those of a model that was given: selection makes them too small.

    Equals a loop in R of ``glm``, ``anova(test = "Rao")`` and ``drop1(test = "LRT")``.

    Raises
    ------
    ValueError
        If the limits are none, or a model on the way has no maximum.

    References
    ----------
    IBM. SPSS Statistics Algorithms, "LOGISTIC REGRESSION Algorithms"; Command Syntax Reference, "METHOD Subcommand
    (LOGISTIC REGRESSION command)".  Hosmer, Lemeshow, Sturdivant (2013), doi:10.1002/9781118548387, section 4.3.
    """
    path = selection_path(outcome, candidates, entry, removal, formula)
    null = path.examined[0].model.log_likelihood
    n = len(outcome)
    models = [f"step {number}" for number in range(len(path.examined))]
    likelihoods = np.array([one.model.log_likelihood for one in path.examined])
    sizes = np.array([len(one.model.terms) - 1 for one in path.examined])
    step = [Test.of(2 * change, abs(int(more))) for change, more in zip(np.diff(likelihoods), np.diff(sizes))]
    whole = [Test.of(2 * (value - null), int(size)) for value, size in zip(likelihoods[1:], sizes[1:])]
    cox_snell = -np.expm1(-2 * (likelihoods[1:] - null) / n)
    coefficients = np.concatenate([one.model.coefficients for one in path.examined])
    errors = np.concatenate([np.sqrt(np.diag(one.model.covariance)) for one in path.examined])
    wald = (coefficients / errors) ** 2
    terms = [(place, term) for place, one in zip(models, path.examined) for term in one.model.terms]
    is_effect = np.array([position > 0 for one in path.examined for position in range(len(one.model.terms))])
    half_width = ndtri(1 - (1 - level) / 2) * errors[is_effect]
    effects = coefficients[is_effect]
    with np.errstate(over="ignore"):
        low, middle, high = np.exp([effects - half_width, effects, effects + half_width])
    equation = [f"{place}: {term}" for place, term in terms]
    sets = _collected([one.wald for one in path.examined], models)
    removals = _collected([one.removal for one in path.examined], models)
    entries = _collected([one.entry for one in path.examined], models)
    columns = _collected([one.columns for one in path.examined], models)
    overall = {place: one.overall for place, one in zip(models, path.examined) if one.overall is not None}
    return ForwardSelection(
        selected=path.selected,
        models=tuple(models),
        steps=tuple(models[1:]),
        equation=tuple(equation),
        effects=tuple(name for name, effect in zip(equation, is_effect) if effect),
        inside=tuple(sets),
        outside=tuple(entries),
        columns=tuple(columns),
        remaining=tuple(overall),
        stopped=path.stopped,
        changes=path.changes,
        minus_two_log_likelihood=-2 * likelihoods,
        step_chi_square=_chi_squares(step),
        step_degrees_of_freedom=_sizes(step),
        step_p=_tails(step),
        model_chi_square=_chi_squares(whole),
        model_degrees_of_freedom=_sizes(whole),
        model_p=_tails(whole),
        cox_snell=cox_snell,
        nagelkerke=cox_snell / -np.expm1(2 * null / n),
        coefficients=coefficients,
        standard_errors=errors,
        wald=wald,
        p=chdtrc(1, wald),
        odds_ratios=middle,
        odds_ratios_low=low,
        odds_ratios_high=high,
        set_wald=_chi_squares(sets.values()),
        set_degrees_of_freedom=_sizes(sets.values()),
        set_wald_p=_tails(sets.values()),
        log_likelihood_without=np.array(
            [one.model.log_likelihood - test.chi_square / 2 for one in path.examined for test in one.removal.values()]
        ),
        removal_chi_square=_chi_squares(removals.values()),
        removal_p=_tails(removals.values()),
        score=_chi_squares(entries.values()),
        score_degrees_of_freedom=_sizes(entries.values()),
        score_p=_tails(entries.values()),
        column_score=_chi_squares(columns.values()),
        column_score_p=_tails(columns.values()),
        overall_score=_chi_squares(overall.values()),
        overall_degrees_of_freedom=_sizes(overall.values()),
        overall_p=_tails(overall.values()),
    )


def check_limits(entry: float, removal: float) -> None:
    """Refuse limits between which nothing could come to rest.

    Raises
    ------
    ValueError
        Unless 0 < entry < removal < 1.
    """
    if not 0 < entry < removal < 1:
        rule = f"entry is {entry} and removal is {removal}"
        raise ValueError(f"{rule}; p limits lie between 0 and 1, and entry below removal, such as 0.05 and 0.10")


@once
def selection_path(
    outcome: np.ndarray,
    candidates: Mapping[str, Column],
    entry: float,
    removal: float,
    formula: Optional[Formula] = None,
) -> SelectionPath:
    """The models of `forward_selection`, one after the other."""
    check_limits(entry, removal)
    path = [examined(outcome, candidates, (), formula)]
    changes, stopped = ["intercept only"], ""
    while not stopped:
        here = path[-1]
        leaving = last_of(here.removal, removal)
        entering = None if leaving is not None else first_of(here.entry, entry)
        if leaving is None and entering is None:
            stopped = NONE_ENTERS if here.entry else ALL_INSIDE
            break
        names = set(here.model.names) ^ {leaving if leaving is not None else str(entering)}
        if any(set(before.model.names) == names for before in path):
            stopped = EARLIER
            break
        path.append(examined(outcome, candidates, [name for name in candidates if name in names], formula))
        changes.append(f"{entering} enters" if leaving is None else f"{leaving} leaves")
    return SelectionPath(tuple(path), tuple(changes), stopped)


def examined(
    outcome: np.ndarray, candidates: Mapping[str, Column], names: Sequence[str], formula: Optional[Formula]
) -> Examined:
    """The model of the candidates of these names, and its tests."""
    model = fitted(outcome, candidates, names, formula)
    others = [name for name in candidates if name not in model.names]
    columns = {name: columns_of(candidates, formula, name) for name in candidates}
    inside = block(candidates, formula, model.names)
    added = {name: block(candidates, formula, (name,))[:, 1:] for name in others}

    def scored(values: np.ndarray) -> Test:
        return score_test(inside, model.log_odds, outcome, values)

    def without(name: str) -> Test:
        rest = fitted(outcome, candidates, [other for other in model.names if other != name], formula)
        return Test.of(2 * (model.log_likelihood - rest.log_likelihood), len(columns[name]))

    return Examined(
        model=model,
        wald={name: wald_test(model, columns[name]) for name in model.names},
        removal={name: without(name) for name in model.names},
        entry={name: scored(added[name]) for name in others},
        columns={
            term: scored(added[name][:, [place]])
            for name in others
            if len(columns[name]) > 1
            for place, term in enumerate(columns[name])
        },
        overall=scored(np.column_stack(list(added.values()))) if others else None,
    )


def first_of(tests: Mapping[str, Test], entry: float) -> str | None:
    """The candidate that enters: with the smallest p, if that is below the limit."""
    smallest = min((test.p for test in tests.values()), default=1.0)
    if not smallest < entry:
        return None
    near = {name: test.chi_square for name, test in tests.items() if test.p <= smallest * (1 + _EQUAL)}
    largest = max(near.values())
    return next(name for name, chi_square in near.items() if chi_square >= largest * (1 - _EQUAL))


def last_of(tests: Mapping[str, Test], removal: float) -> str | None:
    """The candidate that leaves: with the largest p, if that is above the limit."""
    largest = max((test.p for test in tests.values()), default=0.0)
    if not largest > removal:
        return None
    return next(name for name, test in tests.items() if test.p >= largest * (1 - _EQUAL))


def _collected(tests: Sequence[Mapping[str, Test]], models: Sequence[str]) -> dict[str, Test]:
    return {f"{place}: {name}": test for place, of_model in zip(models, tests) for name, test in of_model.items()}


def _chi_squares(tests: Iterable[Test]) -> np.ndarray:
    return np.array([test.chi_square for test in tests], dtype=float)


def _sizes(tests: Iterable[Test]) -> np.ndarray:
    return np.array([test.degrees_of_freedom for test in tests], dtype=int)


def _tails(tests: Iterable[Test]) -> np.ndarray:
    return np.array([test.p for test in tests], dtype=float)


_EQUAL = 1e-9
"""Relative difference below which two p values are one: what rounding makes of ties."""
