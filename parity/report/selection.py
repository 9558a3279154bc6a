"""The steps of a selection on a terminal, in the tables that SPSS, or R, prints of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rich.console import Console

from parity.report.lines import Entry, Table, say
from parity.statistics.selection.backward_elimination import Elimination
from parity.statistics.selection.forward_selection import Examined, ForwardSelection, SelectionPath
from parity.statistics.selection.stepwise_aic import AicPath

_NOT_CONFIRMED = (
    "Not confirmed by a manual of SPSS: of equal p values the candidate named first is taken; a step in which a "
    "variable leaves has a negative chi-square, and the p of its size; the step that would lead to an earlier model is "
    "not made; the order of variables is that of the candidates. The reference of a factor is its first level; SPSS's "
    "default is the last, with other coefficients of its indicators and the same tests."
)
_SMALLEST = 0.001


def print_forward(console: Console, path: SelectionPath, result: ForwardSelection, *, level: float) -> None:
    """Block 0, then the tables of block 1, each with all steps, as SPSS has them."""
    steps = list(enumerate(path.examined))
    say(console, "Block 0: Beginning Block", below=1)
    _equation(console, steps[:1], level)
    _outside(console, steps[:1])
    say(console, "Block 1: Method = Forward Stepwise (Likelihood Ratio)", below=1)
    if len(steps) > 1:
        _omnibus(console, result)
        _summary(console, result)
        _equation(console, steps[1:], level, path.changes)
        _if_removed(console, steps[1:])
        _outside(console, steps[1:])
    say(console, f"The selection ends: {path.stopped}.")
    say(console, f"selected: {', '.join(path.selected) or 'none'}", below=1)
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


def _equation(
    console: Console, steps: Sequence[tuple[int, Examined]], level: float, changes: Sequence[str] = ()
) -> None:
    from scipy.special import chdtrc, ndtri

    rows: list[tuple[str, ...]] = []
    for number, one in steps:
        errors = np.sqrt(np.diag(one.model.covariance))
        numbers = dict(zip(one.model.terms, zip(one.model.coefficients, errors)))
        lines: list[tuple[str, ...]] = []
        for name, test in one.wald.items():
            terms = _terms_of(one, name)
            if len(terms) > 1:
                lines.append((name, "", "", _number(test.chi_square), str(test.degrees_of_freedom), _p(test.p)))
            lines += [(term, *_estimate(*numbers[term], ndtri(1 - (1 - level) / 2))) for term in terms]
        constant, error = numbers[one.model.terms[0]]
        wald = (constant / error) ** 2
        lines.append(
            ("Constant", _number(constant), _number(error), _number(wald), "1", _p(chdtrc(1, wald)), _exp(constant))
        )
        rows += [(str(number) if not place else "", *line) for place, line in enumerate(lines)]
    head = ("Step", "Variable", "B", "S.E.", "Wald", "df", "Sig.", "Exp(B)", "Lower", "Upper")
    notes = [
        f"Variable {'entered on' if change.endswith(' enters') else 'removed on'} step {number}: "
        f"{change.removesuffix(' enters').removesuffix(' leaves')}."
        for number, change in enumerate(changes)
        if number
    ]
    limits = f" (Lower, Upper: {100 * level:.10g}% C.I. for EXP(B))" if steps[0][1].model.names else ""
    _table(console, f"Variables in the Equation{limits}", head, rows, notes=notes)


def _terms_of(one: Examined, name: str) -> list[str]:
    """The columns of a candidate in the model; those of all candidates follow each other."""
    first = 1 + sum(one.wald[other].degrees_of_freedom for other in list(one.wald)[: list(one.wald).index(name)])
    return list(one.model.terms[first : first + one.wald[name].degrees_of_freedom])


def _estimate(effect: float, error: float, quantile: float) -> tuple[str, ...]:
    from scipy.special import chdtrc

    wald = (effect / error) ** 2
    limits = (_exp(effect - quantile * error), _exp(effect + quantile * error))
    return _number(effect), _number(error), _number(wald), "1", _p(float(chdtrc(1, wald))), _exp(effect), *limits


def _if_removed(console: Console, steps: Sequence[tuple[int, Examined]]) -> None:
    rows: list[tuple[str, ...]] = []
    for number, one in steps:
        for place, (name, test) in enumerate(one.removal.items()):
            without = one.model.log_likelihood - test.chi_square / 2
            step = str(number) if not place else ""
            size = str(test.degrees_of_freedom)
            rows.append((step, name, _number(without), _number(test.chi_square), size, _p(test.p)))
    head = ("Step", "Variable", "Model Log Likelihood", "Change in -2LL", "df", "Sig. of the Change")
    _table(console, "Model if Term Removed", head, rows)


def _outside(console: Console, steps: Sequence[tuple[int, Examined]]) -> None:
    rows: list[tuple[str, ...]] = []
    for number, one in steps:
        lines = []
        columns = list(one.columns.items())
        for name, test in one.entry.items():
            lines.append((name, test))
            if test.degrees_of_freedom > 1:
                lines += columns[: test.degrees_of_freedom]
                columns = columns[test.degrees_of_freedom :]
        if one.overall is not None:
            lines.append(("Overall Statistics", one.overall))
        for place, (name, test) in enumerate(lines):
            step = str(number) if not place else ""
            rows.append((step, name, _number(test.chi_square), str(test.degrees_of_freedom), _p(test.p)))
    _table(console, "Variables not in the Equation", ("Step", "Variable", "Score", "df", "Sig."), rows)


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


def _exp(value: float) -> str:
    with np.errstate(over="ignore"):
        return _number(float(np.exp(value)))


def _p(value: float) -> str:
    return f"<{_SMALLEST}" if value < _SMALLEST else f"{value:.3f}"
