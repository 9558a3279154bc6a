"""What a number looks like in a table."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"[+-]?((\d+\.?\d*|\.\d+)([eE][+-]?\d+)?|inf|infinity)", re.ASCII | re.IGNORECASE)


def is_number(cell: str) -> bool:
    """Whether a cell is a decimal number in ASCII digits, or an infinity."""
    return _NUMBER.fullmatch(cell) is not None
