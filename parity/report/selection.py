"""The steps of a selection on a terminal, in the tables that SPSS, or R, prints of them."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from rich.console import Console

from parity.report.lines import Entry, Table, say
from parity.statistics.fields import fields_of
from parity.statistics.selection.backward_elimination import Elimination
from parity.statistics.selection.forward_selection import ForwardSelection
from parity.statistics.selection.stepwise_aic import AicPath

_NOT_CONFIRMED = (
    "Not confirmed by a manual of SPSS: of equal p values the candidate named first is taken; a step in which a "
    "variable leaves has a negative chi-square, and the p of its size; the step that would lead to an earlier model is "
    "not made; the order of variables is that of the candidates. The reference of a factor is its first level; SPSS's "
    "default is the last, with other coefficients of its indicators and the same tests."
)
_SMALLEST = 0.001


def print_forward(console: Console, result: ForwardSelection, *, level: float) -> None:
    """Block 0, then the tables of block 1, each with all steps, as SPSS has them."""
    say(console, "Block 0: Beginning Block", below=1)
    _equation(console, result, result.models[:1], level)
    _outside(console, result, result.models[:1])
    say(console, "Block 1: Method = Forward Stepwise (Likelihood Ratio)", below=1)
    _omnibus(console, result)
    _summary(console, result)
    _equation(console, result, result.steps, level)
    _if_removed(console, result)
    _outside(console, result, result.steps)
    say(console, f"The selection ends: {result.stopped}.")
    say(console, f"selected: {', '.join(result.selected) or 'none'}", below=1)
    say(console, _NOT_CONFIRMED)


def print_elimination(console: Console, result: Elimination) -> None:
    """What goes, step by step, and what is left, as ``fastbw`` prints it."""
    head = ("Deleted", "Chi-Sq", "d.f.", "P", "Residual", "d.f.", "P", "AIC")
    rows = zip(
        result.deleted,
        result.chi_square,
        result.degrees_of_freedom,
        result.p,
        result.residual,
        result.residual_degrees_of_freedom,
        result.residual_p,
        result.aic,
    )
    _table(console, "Factors deleted", head, [(name, *map(_plain, numbers)) for name, *numbers in rows])
    z = result.coefficients / result.standard_errors
    estimates = zip(result.terms, result.coefficients, result.standard_errors, z)
    lines = [(name, *map(_number, numbers)) for name, *numbers in estimates]
    _table(console, "Approximate estimates after deleting", ("", "Coef", "S.E.", "Wald Z"), lines)
    say(console, f"selected: {', '.join(result.kept) or 'none'}")


def print_aic(console: Console, result: AicPath) -> None:
    """The path, as ``step(...)$anova`` has it."""
    df = ["", *map(str, result.degrees_of_freedom.tolist())]
    deviance = ["", *map(_number, result.deviance)]
    left = map(str, result.residual_degrees_of_freedom.tolist())
    rows = zip(result.changes, df, deviance, left, map(_number, result.residual_deviance), map(_number, result.aic))
    head = ("Step", "Df", "Deviance", "Resid. Df", "Resid. Dev", "AIC")
    _table(console, "Stepwise model path", head, list(rows))
    say(console, f"selected: {', '.join(result.selected) or 'none'}")


def fields(result: ForwardSelection | Elimination | AicPath) -> dict[str, dict[str, list[object]]]:
    """Every field of a result, with its labels, for JSON."""
    return {
        name: {"labels": list(field.labels or ()), "values": [field.element(place) for place in range(len(field))]}
        for name, field in fields_of(result).items()
    }


def _omnibus(console: Console, result: ForwardSelection) -> None:
    rows: list[tuple[str, ...]] = []
    for place, name in enumerate(result.steps):
        step = (result.step_chi_square, result.step_degrees_of_freedom, result.step_p)
        model = (result.model_chi_square, result.model_degrees_of_freedom, result.model_p)
        for what, (chi_square, size, p) in (("Step", step), ("Block", model), ("Model", model)):
            first = _of_step(name) if what == "Step" else ""
            rows.append((first, what, _number(chi_square[place]), str(size[place]), _p(p[place])))
    _table(console, "Omnibus Tests of Model Coefficients", ("Step", "", "Chi-square", "df", "Sig."), rows)


def _summary(console: Console, result: ForwardSelection) -> None:
    numbers = zip(result.minus_two_log_likelihood[1:], result.cox_snell, result.nagelkerke)
    rows = [(_of_step(name), *map(_number, of_step)) for name, of_step in zip(result.steps, numbers)]
    head = ("Step", "-2 Log likelihood", "Cox & Snell R Square", "Nagelkerke R Square")
    _table(console, "Model Summary", head, rows, names=())


def _equation(console: Console, result: ForwardSelection, steps: Sequence[str], level: float) -> None:
    estimates = zip(result.coefficients, result.standard_errors, result.wald, result.p)
    by_term = dict(zip(result.equation, estimates))
    ratios = dict(zip(result.effects, zip(result.odds_ratios, result.odds_ratios_low, result.odds_ratios_high)))
    of_sets = zip(result.set_wald, result.set_degrees_of_freedom, result.set_wald_p)
    by_set = dict(zip(result.inside, of_sets))
    rows: list[tuple[str, ...]] = []
    for step in steps:
        constant, *terms = [name for name in result.equation if _is_of(step, name)]
        lines: list[tuple[str, ...]] = []
        for name in (one for one in result.inside if _is_of(step, one)):
            wald, size, p = by_set[name]
            own, terms = terms[:size], terms[size:]
            if size > 1:
                lines.append((_short(name), "", "", _number(wald), str(size), _p(p)))
            lines += [(_short(term), *_estimate(*by_term[term]), *map(_number, ratios[term])) for term in own]
        lines.append(("Constant", *_estimate(*by_term[constant]), _number(math.exp(by_term[constant][0]))))
        rows += [(_of_step(step) if not place else "", *line) for place, line in enumerate(lines)]
    head = ("Step", "Variable", "B", "S.E.", "Wald", "df", "Sig.", "Exp(B)", "Lower", "Upper")
    changes = [(step, change.rpartition(" ")) for step, change in zip(result.models, result.changes) if step in steps]
    notes = [
        f"Variable {'entered' if how == 'enters' else 'removed'} on {step}: {name}."
        for step, (name, _, how) in changes
        if how in ("enters", "leaves")
    ]
    limits = "" if steps == result.models[:1] else f" (Lower, Upper: {100 * level:.10g}% C.I. for EXP(B))"
    _table(console, f"Variables in the Equation{limits}", head, rows, notes=notes)


def _estimate(effect: float, error: float, wald: float, p: float) -> tuple[str, ...]:
    return _number(effect), _number(error), _number(wald), "1", _p(p)


def _if_removed(console: Console, result: ForwardSelection) -> None:
    numbers = zip(
        result.inside,
        result.log_likelihood_without,
        result.removal_chi_square,
        result.set_degrees_of_freedom,
        result.removal_p,
    )
    rows = [
        (*_placed(name), _number(without), _number(chi_square), str(size), _p(p))
        for name, without, chi_square, size, p in numbers
    ]
    head = ("Step", "Variable", "Model Log Likelihood", "Change in -2LL", "df", "Sig. of the Change")
    _table(console, "Model if Term Removed", head, _once_a_step(rows))


def _outside(console: Console, result: ForwardSelection, steps: Sequence[str]) -> None:
    columns = dict(zip(result.columns, zip(result.column_score, result.column_score_p)))
    overall = zip(result.overall_score, result.overall_degrees_of_freedom, result.overall_p)
    by_step = dict(zip(result.remaining, overall))
    scores = list(zip(result.outside, result.score, result.score_degrees_of_freedom, result.score_p))
    rows: list[tuple[str, ...]] = []
    for step in steps:
        left = [name for name in result.columns if _is_of(step, name)]
        for name, score, size, p in scores:
            if not _is_of(step, name):
                continue
            rows.append((*_placed(name), _number(score), str(size), _p(p)))
            if size > 1:
                rows += [(*_placed(one), _number(columns[one][0]), "1", _p(columns[one][1])) for one in left[:size]]
                left = left[size:]
        if step in by_step:
            score, size, p = by_step[step]
            rows.append((_of_step(step), "Overall Statistics", _number(score), str(size), _p(p)))
    head = ("Step", "Variable", "Score", "df", "Sig.")
    _table(console, "Variables not in the Equation", head, _once_a_step(rows))


def _is_of(step: str, name: str) -> bool:
    return name.startswith(f"{step}: ")


def _short(name: str) -> str:
    return name.partition(": ")[2]


def _placed(name: str) -> tuple[str, str]:
    """``("2", "age")`` of ``"step 2: age"``."""
    step, _, rest = name.partition(": ")
    return _of_step(step), rest


def _once_a_step(rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The number of a step in its first row only."""
    before = [""] + [row[0] for row in rows]
    return [("" if row[0] == last else row[0], *row[1:]) for row, last in zip(rows, before)]


def _table(
    console: Console,
    title: str,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    names: tuple[int, ...] | None = None,
    notes: Sequence[str] = (),
) -> None:
    if not rows:
        return
    width = len(head)
    entries = [Entry(tuple(row) + ("",) * (width - len(row))) for row in rows]
    texts = sum(1 for name in head if name in ("Step", "Variable", "", "Deleted")) if names is None else 0
    say(console, title)
    table = Table(tuple(head), names=tuple(range(texts)) if names is None else names, right=tuple(range(texts, width)))
    table.print(console, entries, indent=2)
    for note in notes:
        say(console, note, indent=2, hanging=2)
    console.print()


def _of_step(name: str) -> str:
    return name.removeprefix("step ")


def _number(value: float) -> str:
    return f"{value:.3f}" if abs(value) < 1e6 else f"{value:.4g}"


def _plain(value: float) -> str:
    return str(int(value)) if isinstance(value, (int, np.integer)) else _number(float(value))


def _p(value: float) -> str:
    return f"<{_SMALLEST}" if value < _SMALLEST else f"{value:.3f}"
