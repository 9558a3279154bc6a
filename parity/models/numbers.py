"""R's arithmetic of round numbers: `pretty`, the ticks of an axis, and how numbers are written.

A Python int stands for R's integer storage, a float for a double: R writes 200000 in full, but 2e5 as ``2e+05``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Union

Number = Union[int, float]

_EPSILON = 2.0**-52
_SMALLEST = 2.2250738585072014e-308
_SLACK = 1e-10
DIGITS = 7
"""R's ``options(digits)``."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """How `pretty` and `axis` choose a step: bias towards larger units, and what is done for a range that is too small.

    With `h` and `h5` large, the unit tends to be larger, and for `h5` above ``1.5 h + 0.5`` a 5 is favoured over a 2.
    """

    h: float
    h5: float
    fewest: int
    shrink: float
    floor: float
    widen: bool


@dataclass(frozen=True, slots=True)
class _Steps:
    """The multiples `first` to `last` of `unit`, `count` steps."""

    first: int
    last: int
    unit: float
    count: int


def _steps(low: float, high: float, wanted: int, rule: _Rule) -> _Steps:
    """The first and the last multiple of a round unit that enclose a range, in about `wanted` steps."""
    width = high - low
    largest = max(abs(low), abs(high))
    bound = 1 + (1 / (1 + rule.h) if rule.h5 >= 1.5 * rule.h + 0.5 else 1.5 / (1 + rule.h5))
    bound *= max(1, wanted) * _EPSILON
    if largest == 0 or width < largest * bound * 3:
        cell = (9 + largest / 10 if largest > 10 else largest) if largest else 1.0
        cell *= rule.shrink
        if rule.fewest > 1:
            cell /= rule.fewest
    else:
        cell = width / wanted if wanted > 1 else width
    unit = _round_unit(max(cell, rule.floor * _SMALLEST), rule)
    first, last = math.floor(low / unit + _SLACK), math.ceil(high / unit - _SLACK)
    reach_low, reach_high = low, high
    if rule.widen:
        reach_low = low * (1 - _EPSILON) if low else -_SMALLEST
        reach_high = high * (1 + _EPSILON) if high else _SMALLEST
    while first * unit > reach_low + _SLACK * unit:
        first -= 1
    while last * unit < reach_high - _SLACK * unit:
        last += 1
    missing = rule.fewest - (last - first)
    if missing > 0:
        if low == 0 and first == 0 and high != 0:
            last += missing
        elif high == 0 and last == 0 and low != 0:
            first -= missing
        elif first >= 0:
            last, first = last + missing // 2, first - (missing - missing // 2)
        else:
            last, first = last + (missing - missing // 2), first - missing // 2
    return _Steps(first, last, unit, max(last - first, rule.fewest))


def _round_unit(cell: float, rule: _Rule) -> float:
    """1, 2, 5 or 10 times a power of ten, near `cell`."""
    unit = base = math.pow(10.0, math.floor(math.log10(cell)))
    for multiple, bias in ((2, rule.h), (5, rule.h5), (10, rule.h)):
        if multiple * base - cell >= bias * (cell - unit):
            break
        unit = multiple * base
    return unit


def pretty(low: float, high: float, n: int = 5) -> tuple[Number, ...]:
    """About ``n + 1`` equally spaced round values that cover a range.

    Parameters
    ----------
    low, high : float
        Finite, ``low <= high``.
    n : int
        The wanted number of intervals.

    Returns
    -------
    tuple of int or of float
        Ints where R stores integers: first value, last value and step are whole, and the exact 0 is not among the
        values.

    Notes
    -----
    Equals ``pretty(c(low, high), n = n)``.
    """
    if not (math.isfinite(low) and math.isfinite(high) and low <= high):
        raise ValueError(f"round values need a finite range, not {low} to {high}")
    low, high = float(low), float(high)
    rule = _Rule(h=1.5, h5=2.75, fewest=n // 3, shrink=0.75, floor=2.0**-20, widen=False)
    steps = _steps(low, high, n, rule)
    start, end = min(low, steps.first * steps.unit), max(high, steps.last * steps.unit)
    if steps.count == 0:
        return (int(start),) if _is_storable_integer(start) else (start,)
    by = (end - start) / steps.count
    values = [start, end] if steps.count == 1 else [*(start + i * by for i in range(steps.count)), end]
    zeros = [abs(value) < 1e-14 * by for value in values]
    whole = _is_storable_integer(start) and _is_storable_integer(end) and (steps.count == 1 or by == int(by))
    if whole and not any(zeros):
        return tuple(int(value) for value in values)
    return tuple(0.0 if zero else value for value, zero in zip(values, zeros))


def _is_storable_integer(value: float) -> bool:
    return abs(value) < 2**31 and value == int(value)


def sequence(start: float, end: float, by: float) -> tuple[float, ...]:
    """``seq(start, end, by)`` of doubles, for a positive step."""
    start, end = float(start), float(end)
    count = int((end - start) / by + 1e-10)
    return tuple(min(start + i * by, end) for i in range(count + 1))


@dataclass(frozen=True, slots=True)
class AxisTicks:
    """The outermost ticks of an axis and the number of intervals between them, as ``par("xaxp")``."""

    first: float
    last: float
    intervals: int

    @property
    def values(self) -> tuple[float, ...]:
        width = self.last - self.first
        negligible = abs(width) / 100.0 / max(1, self.intervals)
        ticks = [self.first + (i / max(1, self.intervals)) * width for i in range(self.intervals + 1)]
        return tuple(0.0 if abs(tick) < negligible else tick for tick in ticks)


def axis_ticks(start: float, end: float, n: int = 5) -> AxisTicks:
    """The ticks that ``axis()`` chooses inside a range, from `start` to `end` in this direction."""
    low, high = float(min(start, end)), float(max(start, end))
    steps = _steps(low, high, n, _Rule(h=0.8, h5=1.7, fewest=1, shrink=0.25, floor=1.125, widen=True))
    first, last, count = steps.first, steps.last, steps.count
    if last >= first + 1:
        slack = _SLACK * steps.unit
        if first * steps.unit < low - slack:
            first += 1
        if last > first + 1 and last * steps.unit > high + slack:
            last -= 1
        if (first, last) != (steps.first, steps.last):
            count = last - first
    ends = first * steps.unit, last * steps.unit
    return AxisTicks(*(ends if start <= end else ends[::-1]), count)


@dataclass(frozen=True, slots=True)
class _Significant:
    """A number rounded to the significant digits that it needs.

    Attributes
    ----------
    negative : bool
    power : int
        Decimal exponent of the first digit.
    digits : int
        Without trailing zeros.
    rounds_up_a_power : bool
        Whether rounding to so many digits gives a longer number than fixed notation shows.
    """

    negative: bool
    power: int
    digits: int
    rounds_up_a_power: bool


def _significant(value: float, digits: int) -> _Significant:
    if value == 0:
        return _Significant(False, 0, 1, False)
    magnitude = abs(value)
    mantissa, exponent = f"{magnitude:.{digits - 1}e}".split("e")
    power = int(exponent)
    needed = max(1, len(mantissa.replace(".", "").rstrip("0")))
    decimals = min(max(digits - power, 0), 22)
    return _Significant(
        value < 0, power, needed, 0 < power <= 22 and magnitude < 10.0**power - 0.5 / 10.0**decimals
    )


def format_common(values: Sequence[Number], digits: int = DIGITS) -> tuple[str, ...]:
    """Numbers with the same number of decimals, or all in scientific notation where that is shorter.

    Notes
    -----
    Enough digits that the one that needs most shows `digits` significant ones.
    Equals ``format(values, trim = TRUE)``.
    """
    if all(isinstance(value, int) for value in values):
        return tuple(str(value) for value in values)
    parts = [_significant(value, digits) for value in values if math.isfinite(value)]
    if not parts:
        return tuple(_not_finite(value) for value in values)
    integer_digits = [part.power + 1 - part.rounds_up_a_power for part in parts]
    decimals = max(0, *(part.digits - left for part, left in zip(parts, integer_digits)))
    whole = max(part.negative + max(1, left) for part, left in zip(parts, integer_digits))
    if max(integer_digits) < 0:
        whole = 1 + any(part.negative for part in parts)
    fixed_width = whole + decimals + (decimals > 0)
    mantissa = max(part.digits for part in parts) - 1
    exponent_digits = 3 if max(integer_digits) > 100 or min(integer_digits) <= -99 else 2
    scientific_width = any(part.negative for part in parts) + (mantissa > 0) + mantissa + 3 + exponent_digits
    if fixed_width <= scientific_width:
        return tuple(f"{value or 0.0:.{decimals}f}" if math.isfinite(value) else _not_finite(value) for value in values)
    return tuple(_scientific(value, mantissa, exponent_digits) for value in values)


def format_number(value: Number, digits: int = DIGITS) -> str:
    """One number with up to `digits` significant digits, as ``format(value)``."""
    return format_common([value], digits)[0]


def _scientific(value: float, decimals: int, exponent_digits: int) -> str:
    if not math.isfinite(value):
        return _not_finite(value)
    mantissa, exponent = f"{value or 0.0:.{decimals}e}".split("e")
    return f"{mantissa}e{exponent[0]}{abs(int(exponent)):0{exponent_digits}d}"


def _not_finite(value: float) -> str:
    return "NaN" if math.isnan(value) else "Inf" if value > 0 else "-Inf"
