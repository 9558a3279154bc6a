"""A number as it stands in print, and whether another rounds to it."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from parity.errors import InputError, quoted

_PRINTED = re.compile(r"\s*(<|>)?\s*([-+−]?(?:\d+[.,]?\d*|[.,]\d+)(?:[eE][-+]?\d+)?)\s*(%?)\s*")
_HALF = 0.5 * (1 + 1e-9)
"""Of the last place, and the rounding of a number that lies just between two; either may be printed then."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as it stands in print.

    Attributes
    ----------
    text : str
        As it was given.
    value : float
    unit : float
        Of its last place.
    below, above : bool
        Whether it says less than, or more than.
    """

    text: str
    value: float
    unit: float
    below: bool = False
    above: bool = False

    def is_of(self, number: float) -> bool:
        """Whether `number` rounds to it, or lies on its side."""
        if not math.isfinite(number):
            return False
        if self.below or self.above:
            return number < self.value if self.below else number > self.value
        return abs(number - self.value) <= _HALF * self.unit


def printed(text: str) -> Printed:
    """Read ``0.404``, ``.404``, ``0,404``, ``40.4%``, ``<0.001`` or ``1.2e-3``.

    Raises
    ------
    InputError
        If it is no such number.
    """
    found = _PRINTED.fullmatch(text)
    if found is None:
        raise InputError(f"{quoted(text)} is no number as it is printed", step='write 0.404, "<0.001" or 40.4%')
    sign, digits, percent = found.groups()
    digits = digits.replace("−", "-").replace(",", ".")
    mantissa, _, exponent = digits.lower().partition("e")
    places = len(mantissa.partition(".")[2])
    scale = 0.01 if percent else 1.0
    unit = 10.0 ** (int(exponent or 0) - places)
    return Printed(text.strip(), float(digits) * scale, unit * scale, below=sign == "<", above=sign == ">")
