"""One value of every kind, sent to R and back before anything is asked: does each arrive as it left?"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import zip_longest
from typing import Any

import numpy as np

from parity.data.cohort import Factor
from parity.errors import Unsound
from parity.r.encoding import LONG

_THIRDS = np.arange(1, 2 * LONG) / 3
_CODES = np.arange(2 * LONG) % 3 - 1
_LEVELS = ("worse", "better")

SENT: Mapping[str, Any] = {
    "doubles": [1 / 3, 0.1 + 0.2, -1e-300, 5e-324, 1.7976931348623157e308],
    "a negative zero": -0.0,
    "no numbers": [float("nan"), float("inf"), float("-inf"), 1.5],
    "a missing double": [0.5, None],
    "whole numbers": [-(2**31) + 1, 2**31 - 1, 0],
    "a missing whole number": [7, None],
    "whole numbers beyond those of R": [2**31, -(2**31) - 1],
    "the largest whole numbers": [2**53, 2**53 - 1],
    "truth values": [True, False],
    "a missing truth value": [True, None],
    "texts": ["", "NA", "\\NA", "größe ≥ 5\n\t\\", "\U0001f642"],
    "a missing text": ["a", None],
    "nothing": None,
    "many doubles": _THIRDS,
    "many whole numbers": _CODES,
    "many truth values": _CODES == 0,
    "a factor": Factor(np.array([1, -1, 0]), _LEVELS),
    "a long factor": Factor(_CODES, _LEVELS),
    "a list": {"of lists": [{"x": 0.1}, {"y": "z"}]},
}
"""By what a person would call it. Sixteen digits do not tell the first doubles from their neighbours."""


def hold(returned: Mapping[str, Any]) -> None:
    """Refuse an R to which, or from which, something arrives as another value.

    Parameters
    ----------
    returned : mapping
        `SENT`, as it came back.

    Raises
    ------
    Unsound
        Naming the first kind of value that changed, with both.
    """
    for name, sent in SENT.items():
        left, arrived = _bits(sent), _bits(returned.get(name))
        if left != arrived:
            there, here = next(pair for pair in zip_longest(arrived, left, fillvalue="nothing") if pair[0] != pair[1])
            raise Unsound(
                f"of {name} that R was sent, {here} came back as {there}; nothing that crosses can be relied on"
            )


def _bits(value: Any) -> list[Any]:
    """A value as it must come back: a vector as its elements, doubles by their bits."""
    if isinstance(value, Factor):
        return [repr(None if code < 0 else value.levels[code]) for code in value.codes.tolist()]
    if isinstance(value, Mapping):
        return [(name, _bits(element)) for name, element in value.items()]
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        if any(isinstance(element, Mapping) for element in value):
            return [_bits(element) for element in value]
        numbers = [element for element in value if isinstance(element, int) and not isinstance(element, bool)]
        wide = any(isinstance(element, float) for element in value) or any(abs(number) >= 2**31 for number in numbers)
        return [_bit(element, wide) for element in value]
    return [_bit(value, isinstance(value, float))]


def _bit(element: Any, wide: bool) -> Any:
    """As text, which tells a truth value from a number, a double from a whole number, and one zero from the other."""
    return float(element).hex() if wide and element is not None else repr(element)
