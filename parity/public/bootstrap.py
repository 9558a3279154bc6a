"""A bootstrap of any statistic of a person's own, in R's order of draws, held against R's boot."""

from __future__ import annotations

import dataclasses
import functools
import inspect
import numbers
import operator
import sys
import warnings
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Union

import numpy as np

from parity.errors import InputError, plural
from parity.public.given import plain
from parity.public.held import Held
from parity.public.indices import rows_given
from parity.report.progress import progress
from parity.statistics.bootstrap.resampled import Limits, Resampled, replicates_of, resampled, without_each
from parity.statistics.bootstrap.rows import boot_rows
from parity.statistics.caution import Caution
from parity.statistics.random.generator import RRandom


@dataclass(frozen=True)
class Bootstrap(Resampled):
    """What `parity.bootstrap` gives: a statistic, and what its resamples say of it.

    Attributes
    ----------
    original, bias, standard_error : float, or (k,) float arrays
        Of a statistic of k numbers.
    normal, basic, percentile, bca : Limits
        ``low`` and ``high``; NaN where there is none.
    replicates : (B,) or (B, k) float array
        The statistic of each resample.
    indices : (B, n) int array
        The rows of each, from 0.
    seed : int or None
        None where the indices were given.
    level : float
    strata : (n,) int array or None
    columns : mapping of str to array, or array
        The data as R receives them.
    """

    indices: np.ndarray
    seed: Union[int, None]
    level: float
    strata: Union[np.ndarray, None]
    columns: Any

    def __repr__(self) -> str:
        of = f"{plural(len(self.replicates), 'resample')} of {plural(self.indices.shape[1], 'row')}"
        lines = [f"<bootstrap: {of}{self._from}>"]
        for place, value in enumerate(np.atleast_1d(self.original)):
            bias, error = np.atleast_1d(self.bias)[place], np.atleast_1d(self.standard_error)[place]
            shown = "; ".join(f"{kind} {_shown(getattr(self, kind), place)}" for kind in KINDS)
            lines.append(f"{value:.7g}, bias {bias:.3g}, standard error {error:.4g}; {100 * self.level:g}% {shown}")
        return "\n".join(lines)

    @property
    def _from(self) -> str:
        return ", given" if self.seed is None else f", seed {self.seed}"

    def hold(self, r: Union[str, Path], *, decimals: Union[int, None] = None) -> Held:
        """Hold it against R's ``boot::boot`` and ``boot.ci``, with the same statistic written in R.

        Parameters
        ----------
        r : str or path
            An R function of data and row numbers, ``"function(d, i) median(d$age[i])"``, or the path of an R script
            whose last value it is. `d` is a data frame of the columns, or a vector where one array was resampled.
        decimals : int or None
            Each number was rounded to so many; None: twelve digits of R's own.

        Returns
        -------
        Held
            True where every replicate, bias, standard error and limit agrees.

        Raises
        ------
        InputError
            The resamples were given: R's boot draws its own.
        Missing
            R or its package boot is not here.
        """
        from parity.public.against_boot import hold_against_boot

        if self.seed is None:
            raise InputError("R's boot draws its resamples itself", step="give resamples= and seed=, not indices=")
        return hold_against_boot(self, r, decimals)


KINDS = ("normal", "basic", "percentile", "bca")


def bootstrap(
    statistic: Callable[..., Any],
    *data: Any,
    resamples: Union[int, None] = None,
    seed: Union[int, None] = None,
    level: float = 0.95,
    strata: Any = None,
    indices: Any = None,
) -> Bootstrap:
    """Resample any statistic with R's own draws: standard error, and normal, basic, percentile and BCa intervals.

    Parameters
    ----------
    statistic : callable
        Of the resampled data, in the shape in which they are given: one number, or several, always as many.
    *data
        A DataFrame, an array whose first axis is the rows, several arrays, or a mapping of columns. The columns of a
        mapping go to parameters of their names, where the function has them all.
    resamples : int
        From 2; of fewer than there are rows, a BCa interval takes the statistic without each row too, as boot does from
        1.3-32 on.
    seed : int
        Of R's generator at its defaults.
    level : float
        Confidence level in (0, 1).
    strata : (n,) array or None
        Whole numbers or text; rows of a stratum take each other's places only. The one that comes first in order is
        drawn first, as R draws a factor.
    indices : (B, n) int array, str or path, or None
        Rows from 0, in the place of `resamples` and `seed`: another program's, a file that ``parity resamples`` wrote,
        or ``parity.RRandom(123).resamples(n, 2000)``, drawn one resample after the other, as pROC and rms do.

    Returns
    -------
    Bootstrap
        ``.bca.low``, ``.replicates``; ``.hold("function(d, i) …")`` holds it against R.

    Notes
    -----
    Equals ``set.seed(seed); out <- boot::boot(data, statistic, R = resamples, strata = strata)`` and
    ``boot::boot.ci(out, conf = level)``. Where stderr is a terminal, a bar says how long it will take.

    Examples
    --------
    >>> import numpy as np, parity
    >>> age = np.array([23.0, 31, 45, 52, 38, 61, 29, 47])
    >>> found = parity.bootstrap(np.median, age, resamples=999, seed=1)
    >>> found.percentile.low, found.percentile.high      # boot.ci(boot(age, function(d, i) median(d[i]), 999))
    (30.0, 52.0)
    """
    count, of_rows, columns = _resampling(statistic, data)
    if isinstance(level, bool) or not isinstance(level, numbers.Real):
        raise InputError(f"level is {level!r}", step="it is a number between 0 and 1, such as level=0.95")
    if not 0 < level < 1:
        raise InputError(f"level is {level}", step="it lies between 0 and 1")
    codes = None if strata is None else _codes(strata, count)
    if indices is not None:
        if resamples is not None or seed is not None or strata is not None:
            step = "leave resamples, seed and strata out"
            raise InputError("the indices say which resamples there are", step=step)
        rows = rows_given(indices, count)
    else:
        if resamples is None or seed is None:
            raise InputError("a bootstrap needs resamples and a seed", step="such as resamples=2000, seed=123")
        resamples = _whole("resamples", resamples, "it is a whole number from 2 on, such as resamples=2000")
        if resamples < 2:
            raise InputError(f"resamples is {resamples}", step="a bootstrap needs at least 2")
        seed = _whole("seed", seed, "it is a whole number, such as seed=123")
        if abs(seed) >= 2**31:
            raise InputError(f"seed is {seed}", step="R's seeds go from -2147483647 to 2147483647")
        rows = boot_rows(RRandom(seed), count, resamples, codes)
    try:
        original = replicates_of(of_rows, np.arange(count)[np.newaxis])[0]
    except ValueError as error:
        rule = str(error).replace("resample 1", "the data")
        raise InputError(rule, step="it gives one number, or several") from error
    with progress(len(rows), "resampling") if sys.stderr.isatty() else nullcontext(lambda label: None) as advance:
        values = replicates_of(of_rows, rows, len(original), lambda number: advance(""))
    without = functools.cache(lambda: without_each(of_rows, count))
    found = resampled(original, values, rows, level, codes, without)
    parts = {field.name: getattr(found, field.name) for field in dataclasses.fields(found)}
    _caution(found, level)
    if np.ndim(of_rows(np.arange(count))) == 0:
        parts = {name: _only(part) for name, part in parts.items()}
    return Bootstrap(**parts, indices=rows, seed=seed, level=level, strata=codes, columns=columns)


def _whole(name: str, value: Any, step: str) -> int:
    try:
        if isinstance(value, (bool, np.bool_)):
            raise TypeError
        return operator.index(value)
    except TypeError:
        raise InputError(f"{name} is {value!r}", step=step) from None


def _resampling(
    statistic: Callable[..., Any], data: tuple[Any, ...]
) -> tuple[int, Callable[[np.ndarray], Any], Union[dict[str, Any], Any]]:
    """The number of rows, the statistic of some of them, and the data as R receives them."""
    if not data:
        raise InputError("there are no data to resample", step="give them after the statistic")
    first = data[0]
    if len(data) == 1 and hasattr(first, "iloc") and first.ndim == 2:
        return len(first), lambda rows: statistic(first.iloc[rows]), {str(name): first[name] for name in first}
    if len(data) == 1 and isinstance(first, Mapping):
        columns = {str(name): np.asarray(plain(value)) for name, value in first.items()}
        if set(columns) <= set(_parameters(statistic)):
            return _rows_of(columns), lambda rows: statistic(**{name: c[rows] for name, c in columns.items()}), first
        return _rows_of(columns), lambda rows: statistic({name: c[rows] for name, c in columns.items()}), first
    arrays = [np.asarray(plain(value)) for value in data]
    names = _parameters(statistic)
    named = names if len(names) >= len(arrays) else [f"x{place}" for place in range(1, len(arrays) + 1)]
    columns = dict(zip(named, arrays))
    count = _rows_of(columns)
    if len(arrays) > 1:
        return count, lambda rows: statistic(*(array[rows] for array in arrays)), columns
    if arrays[0].ndim == 2:
        columns = {f"V{place + 1}": arrays[0][:, place] for place in range(arrays[0].shape[1])}
        return count, lambda rows: statistic(arrays[0][rows]), columns
    return count, lambda rows: statistic(arrays[0][rows]), arrays[0]


def _parameters(function: Callable[..., Any]) -> list[str]:
    try:
        return list(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        return []


def _rows_of(columns: Mapping[str, np.ndarray]) -> int:
    lengths = {name: len(array) for name, array in columns.items()}
    if not lengths or len(set(lengths.values())) > 1 or not min(lengths.values()):
        said = ", ".join(f"{name} has {length}" for name, length in lengths.items()) or "there are none"
        raise InputError(f"the data are of different rows: {said}", step="give one entry a row")
    return next(iter(lengths.values()))


def _codes(strata: Any, count: int) -> np.ndarray:
    given = np.asarray(plain(strata))
    if given.shape != (count,):
        raise InputError(f"strata has the shape {given.shape}, of {plural(count, 'row')}", step="give one a row")
    return np.unique(given, return_inverse=True)[1].astype(int) + 1


def _caution(found: Resampled, level: float) -> None:
    """What the intervals do not say themselves."""
    count = len(found.replicates)
    lost = int((~np.isfinite(found.replicates)).any(axis=1).sum())
    if lost:
        text = f"{lost} of {count} resamples give no finite value, and are left out"
        warnings.warn(Caution("not_finite_resamples", text), stacklevel=3)
    if (count + 1) * (1 - level) < 2:
        text = f"the limits are the first and the last of {count} values: more resamples are needed for this level"
        warnings.warn(Caution("extreme_order_statistics", text), stacklevel=3)
    if np.isnan(found.bca.low).any():
        text = "no BCa interval: no value is below that of the data, or all are, or what a row does cannot be told"
        warnings.warn(Caution("no_interval", text), stacklevel=3)


def _only(part: Any) -> Any:
    """Of a statistic of one number, that number."""
    if isinstance(part, Limits):
        return Limits(_only(part.low), _only(part.high))
    return part[:, 0] if part.ndim == 2 else float(part[0])


def _shown(limits: Limits, place: int) -> str:
    low, high = (float(np.atleast_1d(end)[place]) for end in (limits.low, limits.high))
    return "none" if np.isnan(low) else f"{low:.5g} to {high:.5g}"
