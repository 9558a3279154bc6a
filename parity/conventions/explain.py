"""The conventions of a statistic on a study, and those that reproduce a number in print."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from parity.conventions.convention import Convention, Family, Options, Value
from parity.conventions.families import BY_STEM
from parity.conventions.printed import Printed
from parity.errors import InputError, listed
from parity.statistics.caution import Caution


def family_of(stem: str) -> Family:
    """The conventions of a statistic, and what they are asked about.

    Raises
    ------
    InputError
        If it has none.
    """
    if stem not in BY_STEM:
        raise InputError(f"no conventions are known of {stem}", step=f"there are those of {listed(BY_STEM, most=30)}")
    return BY_STEM[stem]


def values(stem: str, subject: Any, options: Options = Options()) -> list[Value]:
    """What each convention of a statistic gives of one of its subjects, but for those that are of other things."""
    found = (_value(convention, subject, options) for convention in family_of(stem).conventions)
    return [value for value in found if value.numbers or value.why_not]


def _value(convention: Convention, subject: Any, options: Options) -> Value:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Caution)
        try:
            return Value(convention, convention.numbers(subject, options))
        except ValueError as error:
            return Value(convention, {}, str(error))


def that_give(reported: Printed, found: list[Value], turned: Mapping[str, Any] | None = None) -> list[Value]:
    """The conventions of which a number rounds to the one in print, as it is or with the two groups in the other
    order."""
    given = []
    for value in found:
        if any(map(reported.is_of, value.numbers.values())):
            given.append(value)
        elif any(reported.is_of(turn(value.numbers[of])) for of, turn in (turned or {}).items() if of in value.numbers):
            given.append(replace(value, turned=True))
    return given
