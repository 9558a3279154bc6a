"""What a column looks like to somebody who drafts a study: an identifier, codes of groups."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parity.data.numerals import is_number

_IDENTIFIERS = re.compile(
    r"(?:^|[^a-z])(?:id|ids|identifier|uid|pid|mrn|nr|no|number|key|index|record|rowid|rownames?|subject|patient|case)"
    r"(?:$|[^a-z])|^(?:patient|subject|person|case|record|study|sample|row)_?(?:id|no|nr|num(?:ber)?)$"
)
_MOST_CODES = 7


def is_identifier(name: str, cells: Sequence[str | None]) -> bool:
    """Whether a column has the name of an identifier, and another whole number or text in every row."""
    present = [cell for cell in cells if cell is not None]
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).casefold()
    distinct = len(set(present)) == len(cells)
    return distinct and bool(_IDENTIFIERS.search(words)) and not any("." in cell for cell in present)


def codes_of_groups(cells: Sequence[str | None]) -> list[str]:
    """The values of a column that may be codes of groups, in their order: three to seven whole numbers that follow one
    another; none of another column."""
    present = {cell for cell in cells if cell is not None}
    if not all(is_number(cell) and float(cell).is_integer() for cell in present):
        return []
    values = sorted({int(float(cell)) for cell in present})
    follow = 3 <= len(values) <= _MOST_CODES and values == list(range(values[0], values[0] + len(values)))
    return [str(value) for value in values] if follow else []
