"""Resamples that go out to another program, or come in: an array, or a file that ``parity resamples`` wrote."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np

from parity.data.cohort import Cohort
from parity.errors import InputError, plural
from parity.public.given import plain
from parity.statistics.bootstrap.orders import Order, rows_in

FROM_1 = "resample of patients from 1"
"""The first cell of a CSV file of resamples: its patients are counted from 1."""


def rows_given(indices: Any, count: int) -> np.ndarray:
    """The rows of resamples, from 0.

    Parameters
    ----------
    indices : array, str or path
        (B, n) whole numbers from 0, or such a file, .csv or .npy.
    count : int
        Rows of the data.

    Raises
    ------
    InputError
        They are no rows of the data.
    """
    rows = _read(Path(indices)) if isinstance(indices, (str, Path)) else np.asarray(plain(indices))
    if rows.ndim != 2 or rows.dtype.kind not in "iu" or len(rows) < 2:
        rule = f"indices are {rows.dtype.name} of the shape {rows.shape}"
        raise InputError(rule, step="give whole numbers, a row a resample, at least 2")
    if rows.shape[1] != count:
        raise InputError(f"a resample has {plural(rows.shape[1], 'row')}, the data have {count}", step="give as many")
    if rows.min() < 0 or rows.max() >= count:
        step = f"rows go from 0 to {count - 1}; subtract 1 from R's"
        raise InputError(f"indices go from {rows.min()} to {rows.max()}", step=step)
    return rows


def rows_drawn(cohort: Cohort, order: str, resamples: int, seed: int) -> np.ndarray:
    """The rows of resamples of a cohort, (resamples, n) from 0, in an `Order` of R's functions."""
    return rows_in(Order(order), cohort.outcome, resamples, seed)


def _read(file: Path) -> np.ndarray:
    try:
        if file.suffix.lower() == ".npy":
            return np.asarray(np.load(file))
        with open(file, encoding="utf-8", newline="") as text:
            header, *lines = csv.reader(text)
            if header[:1] != [FROM_1]:
                step = "give a file of `parity resamples`, without --named"
                raise InputError(f"its first cell is not {FROM_1!r}", file=file, step=step)
            return np.array(lines, dtype=np.int64)[:, 1:] - 1
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", file=file) from None
    except (ValueError, IndexError):
        raise InputError("holds no resamples", file=file, step="`parity resamples` writes such a file") from None
