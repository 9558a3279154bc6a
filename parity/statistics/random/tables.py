"""Tables of counts with given margins: Patefield's algorithm, AS 159."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import accumulate

import numpy as np


def random_tables(
    uniform: Callable[[], float], rows: Sequence[int], columns: Sequence[int], count: int, logs: Sequence[float]
) -> np.ndarray:
    """Tables with these margins, as likely as independence makes them.

    Parameters
    ----------
    uniform : callable
        The next uniform number.
    rows, columns : sequence of int
        The margins; both add up to the same.
    count : int
    logs : sequence of float
        Logarithms of the factorials of 0 to the sum of a margin, added up or by the gamma function: of many patients
        that is another tenth digit of a probability.

    Returns
    -------
    (count, len(rows), len(columns)) int array

    Notes
    -----
    Row after row, and in a row column after column, a cell is hypergeometric given those before it: of the counts that
    are left in its column and in those behind it, so many go to what is left of its row. The counts that it may have
    are gone through from the one that is next to the mean, above and below by turns, until their probabilities add up
    to the uniform number; where rounding lets them never do so, another is drawn below their sum. The last row and
    column are what is left.

    Equals ``r2dtable(count, rows, columns)`` by `log_gammas`, and by `log_factorials` what ``chisq.test`` and
    ``fisher.test`` simulate. Written from the paper; nothing of R's C code was followed.

    References
    ----------
    Patefield (1981), doi:10.2307/2346669.
    """
    found = np.zeros((count, len(rows), len(columns)), dtype=np.int64)
    for table in found:
        in_columns, all_left = list(columns), sum(columns)
        for place, of_row in enumerate(rows[:-1]):
            table[place], in_columns = _row(uniform, of_row, in_columns, all_left, logs)
            all_left -= of_row
        table[-1] = in_columns
    return found


def _row(
    uniform: Callable[[], float], row: int, in_columns: list[int], all_left: int, log: Sequence[float]
) -> tuple[list[int], list[int]]:
    """A row of a table, and what it leaves in the columns."""
    cells, behind = [], all_left
    for column in in_columns[:-1]:
        cell = _cell(uniform, row, column, behind, log) if behind else 0
        cells.append(cell)
        row, behind = row - cell, behind - column
    cells.append(row)
    return cells, [column - cell for column, cell in zip(in_columns, cells)]


def _cell(uniform: Callable[[], float], row: int, column: int, left: int, log: Sequence[float]) -> int:
    """A cell of what is left of a row, of a column, and altogether."""
    mode, others = int(row * (column / left) + 0.5), left - row - column
    chance = math.exp(
        log[row] + log[left - row] + log[left - column] + log[column] - log[left]
        - log[mode] - log[column - mode] - log[row - mode] - log[others + mode]
    )  # fmt: skip
    number = uniform()
    while True:
        total = up = down = chance
        above = below = mode
        ways_up = ways_down = 1
        if total >= number:
            return mode
        while ways_up or ways_down:
            ways_up = (column - above) * (row - above)
            if ways_up:
                above += 1
                up = up * ways_up / (above * (others + above))
                total += up
                if total >= number:
                    return above
            ways_down = below * (others + below)
            if ways_down:
                below -= 1
                down = down * ways_down / ((column - below) * (row - below))
                total += down
                if total >= number:
                    return below
        number = total * uniform()


def log_gammas(n: int) -> list[float]:
    """Of 0 to n, by the gamma function."""
    return [math.lgamma(k + 1) for k in range(n + 1)]


def log_factorials(n: int) -> list[float]:
    """Of 0 to n at least, added up."""
    if n >= len(_LOG_FACTORIALS):
        _LOG_FACTORIALS[:] = [0.0, *accumulate(math.log(k) for k in range(1, 2 * n + 1))]
    return _LOG_FACTORIALS


_LOG_FACTORIALS = [0.0]
