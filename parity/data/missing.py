"""What stands for a missing value: the codes that are declared, and what looks like one that was not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from numbers import Real

import numpy as np

from parity.data.numerals import is_number
from parity.errors import InputError, plural, quoted

_CODES = re.compile(
    r"[?*#_~-]+|n/?a|n\.a\.|na[nt]|#n/a|nil|null|none|unk(nown)?|missing|not (known|available|done|recorded|applicable)"
    r"|nd|n/?d|no data|blank|#(value|ref|div/0|null|num|name)[!?]",
    re.ASCII | re.IGNORECASE,
)
_USUAL = (-9.0, -99.0, -999.0, -9999.0, -1.0, 9.0, 99.0, 999.0, 9999.0, 99999.0, 88.0, 888.0, 8888.0)
_FEWEST = 3
"""Patients who share a value that stands apart; fewer may be slips, or extreme."""


def codes_of(texts: Iterable[str]) -> tuple[str, ...]:
    """The codes in every ``--na``, separated by commas."""
    return tuple(code.strip() for text in texts for code in text.split(",") if code.strip())


def declared(codes: Sequence[str], cells: Iterable[str]) -> set[str]:
    """Those cells that are one of the codes; a number in any of its spellings."""
    texts = set(codes)
    numbers = {float(code) for code in codes if is_number(code)}
    return {cell for cell in set(cells) if cell in texts or (is_number(cell) and float(cell) in numbers)}


def is_code(cell: str) -> bool:
    """Whether a text looks as if it stood for a missing value: ``?``, ``n/a``, ``unknown``."""
    return _CODES.fullmatch(cell) is not None


def strays(cells: Sequence[str | None]) -> list[str]:
    """The texts of a column that is numbers but for one or two texts: nobody can tell whether these are levels or
    codes of a missing value.

    A column is so where there are more different numbers than texts, or where each text looks like a code.
    """
    present = [cell for cell in cells if cell is not None]
    numbers = {float(cell) for cell in present if is_number(cell)}
    texts = list(dict.fromkeys(cell for cell in present if not is_number(cell)))
    if not numbers or not 1 <= len(texts) <= 2:
        return []
    return texts if len(numbers) > len(texts) or all(map(is_code, texts)) else []


def refusal(texts: Sequence[str]) -> tuple[str, str]:
    """What is said of such a column: the rule and the step."""
    first, *others = texts
    rule = f"{quoted(first)} is not a number" + (f", nor is {quoted(others[0])}; all other cells are" if others else "")
    step = (
        f"correct the cell; or, if a value is missing there, say so: --na {quoted(','.join(texts))}, missing = in a "
        "study file; or, if it is a level, declare levels"
    )
    return rule, step


def mentions(name: str, column: object, levels: Sequence[str] = ()) -> list[str]:
    """What of a predictor looks like an undeclared code: a level, or a spike of one value far from all others."""
    found = [
        f"the level {quoted(level)} of {quoted(name)} looks like a missing value; if it is, declare it: --na "
        f'{level}, missing = ["{level}"]'
        for level in levels
        if is_code(level)
    ]
    value = spike(column) if isinstance(column, np.ndarray) else None
    if value is not None:
        count = int(np.count_nonzero(column == value))
        who = plural(count, "patient has", "patients have")
        found.append(
            f"{who} {value:g} in {quoted(name)}, far from all other values; if it stands for a missing value, declare "
            f"it: --na={value:g}, missing = [{value:g}]"
        )
    return found


def spike(column: np.ndarray) -> float | None:
    """The lowest or highest value, where at least three have it and it is far outside the range of the others.

    Far is two standard deviations of the others beyond them; of a usual code, such as -9 or 999, any distance that is
    wider than each between the others, or a sign that no other value has: of that, one is enough.
    """
    values, counts = np.unique(column, return_counts=True)
    if len(values) < 5:
        return None
    for value, count, others in ((values[0], counts[0], values[1:]), (values[-1], counts[-1], values[:-1])):
        signed = value in _USUAL and value < 0 <= others.min()
        if count < _FEWEST and not signed:
            continue
        rest = column[column != value]
        gap = float(np.abs(others - value).min())
        usual = value in _USUAL and (signed or gap > np.diff(others).max())
        if usual or gap > 2 * float(rest.std()):
            return float(value)
    return None


def as_codes(value: object) -> tuple[str, ...]:
    """What ``missing =`` says in a study file and in Python: a text of codes with commas, a number, or a list."""
    if isinstance(value, str):
        return codes_of([value])
    several = value if isinstance(value, (list, tuple)) else [value]
    if not all(isinstance(code, (str, Real)) and not isinstance(code, bool) for code in several):
        raise InputError("missing must list texts or numbers", step='write missing = ["?", -9]')
    return tuple(str(code).strip() for code in several)
