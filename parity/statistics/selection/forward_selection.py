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
from parity.statistics.interval import check_level
from parity.statistics.selection.candidate_models import Test
from parity.statistics.selection.forward_path import selection_path


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
        If the limits or the level are none, or a model on the way has no maximum.

    References
    ----------
    IBM. SPSS Statistics Algorithms, "LOGISTIC REGRESSION Algorithms"; Command Syntax Reference, "METHOD Subcommand
    (LOGISTIC REGRESSION command)".  Hosmer, Lemeshow, Sturdivant (2013), doi:10.1002/9781118548387, section 4.3.
    """
    check_level(level)
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


def _collected(tests: Sequence[Mapping[str, Test]], models: Sequence[str]) -> dict[str, Test]:
    return {f"{place}: {name}": test for place, of_model in zip(models, tests) for name, test in of_model.items()}


def _chi_squares(tests: Iterable[Test]) -> np.ndarray:
    return np.array([test.chi_square for test in tests], dtype=float)


def _sizes(tests: Iterable[Test]) -> np.ndarray:
    return np.array([test.degrees_of_freedom for test in tests], dtype=int)


def _tails(tests: Iterable[Test]) -> np.ndarray:
    return np.array([test.p for test in tests], dtype=float)
