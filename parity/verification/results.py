"""What a paper prints of a run, number by number, and how well each is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Union

import numpy as np

from parity.checks.vocabulary import Quantity
from parity.checks.vocabulary.verdict import Verdict, worst
from parity.statistics.fields import Field, Kind
from parity.verification.compare import Comparison, FieldComparison, decides
from parity.verification.elements import VERDICTS
from parity.verification.setting import Setting
from parity.verification.verification import Statistic, Verification

COLUMNS = (
    "study", "cohort", "role", "subgroup", "model", "predictor", "statistic", "quantity", "element",
    "value", "low", "high", "digits", "verdict", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Result:
    """A number as a paper's table has it, with its interval where it has one.

    Attributes
    ----------
    setting : Setting
    stem : str
        Of the statistic.
    quantity : Quantity
    element : str
        ``"age"``, ``"0.2"``; empty where the statistic has one such number.
    value : float or None
        None where it is not available.
    low, high : float or None
        Limits of its interval.
    digits : float or None
        Significant digits in which it, and its limits, agree with the reference that is furthest away among those that
        agree; `parity.verification.elements.ALL_DIGITS` where all bits are the same, None where none agrees or one of
        these numbers was answered by nobody.
    verdict : Verdict
        The worst of it and its limits over all references.
    note : str
        The cause of a deviation, or why there is no number.
    cautions : tuple of str
        What its statistic says of the patients that it is of: that some with a risk of exactly 0 or 1 are left out.
    """

    setting: Setting
    stem: str
    quantity: Quantity
    element: str
    value: Union[float, None]
    low: Union[float, None]
    high: Union[float, None]
    digits: Union[float, None]
    verdict: Verdict
    note: str = ""
    cautions: tuple[str, ...] = ()


def results_of(verification: Verification) -> tuple[Result, ...]:
    """The numbers that a paper prints, in the order of the statistics."""
    return tuple(found for statistic in verification.statistics for found in _of(statistic))


def rows(verification: Verification) -> list[dict[str, Union[str, float, None]]]:
    """The same as rows of `COLUMNS`; a number that is not there is None."""
    return [
        {
            "study": result.setting.study,
            "cohort": result.setting.cohort,
            "role": result.setting.role.value,
            "subgroup": result.setting.subgroup,
            "model": result.setting.models,
            "predictor": result.setting.predictor,
            "statistic": result.stem,
            "quantity": result.quantity.label,
            "element": result.element,
            "value": result.value,
            "low": result.low,
            "high": result.high,
            "digits": result.digits,
            "verdict": result.verdict.name,
            "note": result.note,
        }
        for result in results_of(verification)
    ]


def _of(statistic: Statistic) -> Iterator[Result]:
    fields = statistic.outcome.fields
    check = statistic.check
    for quantity in check.of_models if statistic.setting.against else check.quantities:
        if fields is None:
            said = "; ".join(condition.text for condition in statistic.outcome.conditions)
            yield Result(
                statistic.setting, statistic.check.stem, quantity, "", None, None, None, None, statistic.verdict, said
            )
            continue
        main = fields[quantity.field]
        for position in _positions(main, quantity.at_most):
            yield _result(statistic, quantity, main, position)


def _positions(field: Field, at_most: int | None) -> list[int]:
    if at_most is None or len(field) <= at_most:
        return list(range(len(field)))
    return [int(place) for place in np.linspace(0, len(field), at_most + 2)[1:-1]]


def _result(statistic: Statistic, quantity: Quantity, main: Field, position: int) -> Result:
    assert statistic.outcome.fields is not None
    fields = statistic.outcome.fields
    value, low, high = (
        _number(fields[name], position) if name else None for name in (quantity.field, quantity.low, quantity.high)
    )
    digits, said = [], []
    answered = {field.name for _, field in _comparisons(statistic, quantity)}
    for _, field in _comparisons(statistic, quantity):
        verdict = VERDICTS[field.verdicts[position]]
        said.append((verdict, field.element(position).note))
        if verdict is Verdict.AGREES and np.isfinite(field.digits[position]):
            digits.append(float(field.digits[position]))
    for one in statistic.comparisons:
        gives = set(statistic.check.gives(one.call))
        if not one.fields and not gives.isdisjoint(quantity.fields) and decides(one, statistic.comparisons):
            said.append((one.verdict, one.note))
    verdict = worst(one for one, _ in said)
    return Result(
        setting=statistic.setting,
        stem=statistic.check.stem,
        quantity=quantity,
        element=main.label(position)[1:-1],
        value=value,
        low=low,
        high=high,
        digits=min(digits, default=None) if answered == set(quantity.fields) else None,
        verdict=verdict,
        note=next((note for one, note in said if one is verdict and note), ""),
        cautions=tuple(one.text for one in statistic.outcome.conditions),
    )


def _comparisons(statistic: Statistic, quantity: Quantity) -> Iterator[tuple[Comparison, FieldComparison]]:
    for comparison in statistic.comparisons:
        if decides(comparison, statistic.comparisons):
            for field in comparison.fields:
                if field.name in quantity.fields:
                    yield comparison, field


def _number(field: Field, position: int) -> float | None:
    return float(field.values[position]) if field.kind is Kind.NUMBERS and not field.missing[position] else None
