"""The conventions of a statistic on a study, and those that reproduce a number in print."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

from parity.conventions import auc_delong, brier_score, calibration_line, hosmer_lemeshow, r_squared, youden_cutoff
from parity.conventions.convention import Convention, Options, Value
from parity.conventions.printed import Printed
from parity.errors import InputError, listed
from parity.statistics.caution import Caution

BY_STEM: Mapping[str, tuple[Convention, ...]] = {
    "auc_delong": auc_delong.CONVENTIONS,
    "youden_cutoff": youden_cutoff.CONVENTIONS,
    "hosmer_lemeshow": hosmer_lemeshow.CONVENTIONS,
    "calibration_line": calibration_line.CONVENTIONS,
    "brier_score": brier_score.CONVENTIONS,
    "r_squared": r_squared.CONVENTIONS,
}
"""The statistics of which programs have more than one convention, by stem."""


def conventions_of(stem: str) -> tuple[Convention, ...]:
    """Those of a statistic.

    Raises
    ------
    InputError
        If it has none.
    """
    if stem not in BY_STEM:
        raise InputError(f"no conventions are known of {stem}", step=f"there are those of {listed(BY_STEM, most=20)}")
    return BY_STEM[stem]


def values(stem: str, sample: Any, options: Options = Options()) -> list[Value]:
    """What each convention of a statistic gives on a sample."""
    return [_value(convention, sample, options) for convention in conventions_of(stem)]


def _value(convention: Convention, sample: Any, options: Options) -> Value:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Caution)
        try:
            return Value(convention, convention.numbers(sample, options))
        except ValueError as error:
            return Value(convention, {}, str(error))


def that_give(reported: Printed, found: list[Value]) -> list[Value]:
    """The conventions of which a number rounds to the one in print."""
    return [value for value in found if any(map(reported.is_of, value.numbers.values()))]
