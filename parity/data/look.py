"""What a column looks like to a person: an identifier, codes of groups, one level in two spellings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from parity.data.numerals import is_number
from parity.errors import listed, quoted

_IDENTIFIERS = re.compile(
    r"(?:^|[^a-z])(?:id|ids|identifier|uid|pid|mrn|nr|no|number|key|index|record|rowid|rownames?|subject|patient|case)"
    r"(?:$|[^a-z])|^(?:patient|subject|person|case|record|study|sample|row)_?(?:id|no|nr|num(?:ber)?)$"
)
_OF_A_PERSON = re.compile(r"(?:^|[^a-z])(?:ids?|uid|pid|mrn|identifier)(?:$|[^a-z])|^(?:patient|subject|person)_?id$")
"""Those that several rows of one person share."""
_FEWEST = 20
"""Rows of which most have another identifier, for it to be one."""
_MOST_CODES = 7
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")


def is_identifier(name: str, cells: Sequence[str | None]) -> bool:
    """Whether a column has the name of an identifier, and another whole number or text in every row; or in most rows,
    where the name is that of a person's, who may come twice."""
    present = [cell for cell in cells if cell is not None]
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).casefold()
    several = len(set(present))
    distinct = several == len(cells) or (2 * several > len(cells) >= _FEWEST and bool(_OF_A_PERSON.search(words)))
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


def look_alikes(name: str, levels: Iterable[str]) -> list[str]:
    """What is said of levels that may be one: they differ in capitals, in the blanks or dashes within, or in how a
    letter is encoded."""
    found: dict[str, list[str]] = {}
    for level in levels:
        found.setdefault(one_spelling(level), []).append(level)
    return [
        f"the levels {listed(alike)} of {quoted(name)} look alike; if they are one, spell it in one way in the data"
        for alike in found.values()
        if len(alike) > 1
    ]


def one_spelling(level: str) -> str:
    """A level without capitals, with single blanks and plain dashes."""
    return " ".join(unicodedata.normalize("NFKC", level).translate(_DASHES).casefold().split())
