"""R's random numbers in Python: a seed, and R's functions under their names."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace as with_other
from typing import Any

import numpy as np

from parity.statistics.random import sampling
from parity.statistics.random.arguments import counted, recycled, refuse_too_many, weights
from parity.statistics.random.binomial import one_binomial
from parity.statistics.random.exponential import one_exponential
from parity.statistics.random.gamma import one_gamma
from parity.statistics.random.kinds import Kind, NormalKind, code, kinds_of, named
from parity.statistics.random.normal import inversion
from parity.statistics.random.normals import one_normal
from parity.statistics.random.poisson import one_poisson
from parity.statistics.random.resampling import positions, resamples, stratified_resamples
from parity.statistics.random.sampling import SampleKind
from parity.statistics.random.stream import Reader, Stream
from parity.statistics.random.streams import GENERATORS
from parity.statistics.random.tables import log_factorials, log_gammas, random_tables
from parity.statistics.random.trace import Draw, Telling, draw_of, heard_from_here
from parity.statistics.random.weighted import weighted


class RRandom:
    """R's random numbers, bit for bit: the same seed gives the numbers that R draws.

    Parameters
    ----------
    seed : int
        That of ``set.seed``, from -2147483647 to 2147483647.
    kind, normal_kind, sample_kind : str
        As in ``RNGkind``: "Wichmann-Hill", "Marsaglia-Multicarry", "Super-Duper", "Mersenne-Twister", "Knuth-TAOCP",
        "Knuth-TAOCP-2002", "L'Ecuyer-CMRG"; "Inversion", "Ahrens-Dieter", "Box-Muller", "Kinderman-Ramage", "Buggy
        Kinderman-Ramage"; "Rejection", and "Rounding", that of R before 3.6.
    trace : bool
        Whether `trace` keeps what is drawn; it does so too where somebody listens
        (`parity.statistics.random.trace.listening`).

    Attributes
    ----------
    trace : list of Draw
        The calls so far, if they are kept; where somebody listens, those since the seed.
    traces : bool
        Whether they are.

    Notes
    -----
    Equals ``set.seed(seed)`` followed by R's functions of the same names: the values, and where the stream stands after
    each call. Written from the published algorithms; each function says which. Arithmetic is that of IEEE doubles
    without fused operations, as on x86-64.

    References
    ----------
    Matsumoto, Nishimura (1998), doi:10.1145/272991.272995.  Wichura (1988), doi:10.2307/2347330.  R, ``?RNGkind``.

    Examples
    --------
    >>> import parity
    >>> parity.RRandom(seed=123).sample_int(10, 3, replace=True).tolist()     # set.seed(123); sample.int(10, 3, TRUE)
    [3, 3, 10]
    >>> parity.RRandom(seed=123).rnorm(2).round(7).tolist()                   # set.seed(123); rnorm(2)
    [-0.5604756, -0.2301775]
    """

    def __init__(
        self,
        seed: int,
        *,
        kind: str = "Mersenne-Twister",
        normal_kind: str = "Inversion",
        sample_kind: str = "Rejection",
        trace: bool = False,
    ) -> None:
        self._kind = named(kind, Kind)
        self._normal_kind = named(normal_kind, NormalKind)
        self._sample_kind = named(sample_kind, SampleKind)
        self.trace: list[Draw] = []
        self.traces = trace
        self._telling: Telling | None = None
        self.set_seed(seed)

    def __repr__(self) -> str:
        kinds = f"{self._kind}, {self._normal_kind}, {self._sample_kind}"
        numbers = "1 number" if self.position == 1 else f"{self.position} numbers"
        return f"<RRandom {kinds}: {numbers} taken>"

    def set_seed(self, seed: int) -> None:
        """Start again, as ``set.seed(seed)``; the kinds stay."""
        try:
            whole = operator.index(seed)
        except TypeError:
            given = f"the seed is {seed!r} of type {type(seed).__name__}"
            raise TypeError(f"{given}; it is a whole number from -2147483647 to 2147483647, 123 say") from None
        if abs(whole) >= 2**31:
            raise ValueError(f"the seed is {whole}; R's integers go from -2147483647 to 2147483647")
        self._stream: Stream = GENERATORS[self._kind].seeded(whole)
        self._one_normal = one_normal(self._normal_kind)
        heard = heard_from_here()
        if heard is not None:
            self.trace, self.traces = heard, True

    @classmethod
    def from_random_seed(cls, numbers: Sequence[int] | np.ndarray, *, trace: bool = False) -> RRandom:
        """Go on where R stands.

        Parameters
        ----------
        numbers : sequence of int
            R's ``.Random.seed``.
        trace : bool
        """
        state = np.asarray(numbers, dtype=np.int64)
        kind, normal_kind, sample_kind = kinds_of(int(state[0]))
        found = cls(0, kind=kind, normal_kind=normal_kind, sample_kind=sample_kind, trace=trace)
        found._stream = GENERATORS[kind](state[1:])
        return found

    @property
    def random_seed(self) -> np.ndarray:
        """What R's ``.Random.seed`` is now, an int32 array: assign it in R's workspace, and R goes on from here."""
        first = code(self._kind, self._normal_kind, self._sample_kind)
        return np.array([first, *self._stream.state()], dtype=np.int32)

    @property
    def position(self) -> int:
        """Uniform numbers taken from the stream since the seed."""
        return self._stream.position

    def runif(self, n: int, min: Any = 0.0, max: Any = 1.0) -> np.ndarray:
        """Uniform numbers between limits, as ``runif(n, min, max)``.

        Parameters
        ----------
        n : int
        min, max : float or sequence of float
            Recycled. Where they are equal nothing is drawn.
        """
        low, high = recycled(n, min=min, max=max)
        if not (np.isfinite(low).all() and np.isfinite(high).all() and (low <= high).all()):
            raise ValueError("runif needs finite limits, min not above max")
        found, drawn = low.copy(), low < high
        found[drawn] = low[drawn] + (high - low)[drawn] * self._stream.uniforms(int(drawn.sum()))
        return self._drawn("runif", found)

    def rnorm(self, n: int, mean: Any = 0.0, sd: Any = 1.0) -> np.ndarray:
        """Normal numbers, as ``rnorm(n, mean, sd)``: by default by inversion, Wichura's AS 241.

        Parameters
        ----------
        n : int
        mean, sd : float or sequence of float
            Recycled. Where sd is 0 nothing is drawn.
        """
        centre, spread = recycled(n, mean=mean, sd=sd)
        if not (np.isfinite(centre).all() and np.isfinite(spread).all() and (spread >= 0).all()):
            raise ValueError("rnorm needs finite means, and finite standard deviations that are not negative")
        found, drawn = centre.copy(), spread > 0
        found[drawn] = centre[drawn] + spread[drawn] * self._normals(int(drawn.sum()))
        return self._drawn("rnorm", found)

    def rexp(self, n: int, rate: Any = 1.0) -> np.ndarray:
        """Exponential numbers, as ``rexp(n, rate)``: Ahrens and Dieter 1972.

        Parameters
        ----------
        n : int
        rate : float or sequence of float
            Above 0; recycled.
        """
        rates = recycled(n, rate=rate)[0]
        if not (np.isfinite(rates).all() and (rates > 0).all()):
            raise ValueError("rexp needs finite rates above 0")
        with Reader(self._stream) as uniform:
            found = 1.0 / rates * np.array([one_exponential(uniform) for _ in range(n)])
        return self._drawn("rexp", found)

    def rbinom(self, n: int, size: Any, prob: Any) -> np.ndarray:
        """Binomial numbers, as ``rbinom(n, size, prob)``: inversion, or BTPE where the mean is 30 or more.

        Parameters
        ----------
        n : int
        size : int or sequence of int
            Trials, below 2^31 - 1; recycled.
        prob : float or sequence of float
            In [0, 1]; recycled.
        """
        trials, chance = recycled(n, size=size, prob=prob)
        if not ((trials >= 0) & (trials < 2**31 - 1) & (trials == np.floor(trials))).all():
            raise ValueError("rbinom needs whole numbers of trials, from 0 to 2147483646")
        if not ((chance >= 0) & (chance <= 1)).all():
            raise ValueError("rbinom needs probabilities in [0, 1]")
        with Reader(self._stream) as uniform:
            found = [one_binomial(uniform, int(one), p) for one, p in zip(trials.tolist(), chance.tolist())]
        return self._drawn("rbinom", np.array(found, np.int64))

    def rpois(self, n: int, mean: Any) -> np.ndarray:
        """Poisson numbers, as ``rpois(n, lambda = mean)``: Ahrens and Dieter 1982.

        Parameters
        ----------
        n : int
        mean : float or sequence of float
            From 0; recycled.
        """
        means = recycled(n, mean=mean)[0]
        if not (np.isfinite(means).all() and (means >= 0).all()):
            raise ValueError("rpois needs finite means that are not negative")
        with Reader(self._stream) as uniform:
            normal = self._normal(uniform)
            found = [one_poisson(uniform, normal, one) for one in means.tolist()]
        return self._drawn("rpois", np.array(found, np.int64))

    def rgamma(self, n: int, shape: Any, scale: Any = 1.0) -> np.ndarray:
        """Gamma numbers, as ``rgamma(n, shape, scale = scale)``: Ahrens and Dieter 1982, and 1974 for a shape below 1.

        Parameters
        ----------
        n : int
        shape, scale : float or sequence of float
            Above 0; recycled.
        """
        shapes, scales = recycled(n, shape=shape, scale=scale)
        if not all(np.isfinite(one).all() and (one > 0).all() for one in (shapes, scales)):
            raise ValueError("rgamma needs finite shapes and scales above 0")
        with Reader(self._stream) as uniform:
            normal = self._normal(uniform)
            found = [one_gamma(uniform, normal, *one) for one in zip(shapes.tolist(), scales.tolist())]
        return self._drawn("rgamma", np.array(found))

    def sample_int(self, n: int, size: int | None = None, replace: bool = False, prob: Any = None) -> np.ndarray:
        """Numbers from 1 to n, as ``sample.int(n, size, replace, prob)``.

        Parameters
        ----------
        n : int
        size : int or None
            How many; n where it is not said.
        replace : bool
        prob : sequence of float or None
            A weight for each number; equal where it is not said.

        Returns
        -------
        (size,) int array
            From 1; subtract 1 for places in a numpy array.
        """
        n, size = counted(n, "n", sampling.MOST, least=1), counted(n if size is None else size, "size")
        if prob is not None:
            found = weighted(self._stream, weights(prob, n, size, replace), size, replace, self._sample_kind)
        elif replace or size < 2:
            found = sampling.with_replacement(self._stream, n, size, self._sample_kind)
        else:
            refuse_too_many(n, size)
            found = sampling.without_replacement(self._stream, n, size, self._sample_kind)
        return self._drawn("sample.int", found + 1, n)

    def sample(self, x: Any, size: int | None = None, replace: bool = False, prob: Any = None) -> np.ndarray:
        """Elements of x, as ``sample(x, size, replace, prob)``.

        Parameters
        ----------
        x : sequence, or int
            A whole number n stands for 1, …, n. A sequence of one number is that number: R would take it for 1, …, n.
        size, replace, prob
            As in `sample_int`.
        """
        if isinstance(x, (int, np.integer)):
            return self.sample_int(int(x), size, replace, prob)
        elements = np.asarray(x)
        return elements[self.sample_int(len(elements), size, replace, prob) - 1]

    def r2dtable(self, n: int, r: Sequence[int], c: Sequence[int]) -> np.ndarray:
        """Tables of counts with given margins, as ``r2dtable(n, r, c)``: Patefield 1981.

        Parameters
        ----------
        n : int
        r, c : sequence of int
            Counts of the rows and of the columns, at least two of each, which add up to the same.

        Returns
        -------
        (n, len(r), len(c)) int array
        """
        return self._drawn("r2dtable", self._tables(n, r, c, log_gammas))

    def simulated_tables(self, n: int, r: Sequence[int], c: Sequence[int]) -> np.ndarray:
        """Those that ``chisq.test`` and ``fisher.test`` simulate: `r2dtable` but for a tenth digit of a probability."""
        return self._drawn("simulated tables", self._tables(n, r, c, log_factorials))

    def _tables(self, n: int, r: Sequence[int], c: Sequence[int], logs: Callable[[int], list[float]]) -> np.ndarray:
        rows, columns = ([counted(one, "a margin") for one in margin] for margin in (r, c))
        if min(len(rows), len(columns)) < 2 or sum(rows) != sum(columns):
            raise ValueError("a table has two margins or more each way, which add up to the same")
        with Reader(self._stream) as uniform:
            return random_tables(uniform, rows, columns, counted(n, "n"), logs(sum(columns)))

    def resamples(self, n: int, count: int, size: int | None = None, replace: bool = True) -> np.ndarray:
        """The rows of `count` resamples of n rows, drawn one after the other.

        Parameters
        ----------
        n, count : int
        size : int or None
            Rows in a resample; n where it is not said.
        replace : bool

        Returns
        -------
        (count, size) int array
            Places from 0, to be used as ``data[rows]``; those of ``replicate(count, sample.int(n, size, replace))``
            less 1.
        """
        n, count = counted(n, "n", sampling.SMALL, least=1), counted(count, "count")
        size = counted(n if size is None else size, "size")
        if not replace:
            refuse_too_many(n, size)
        before = self._told_from()
        found = resamples(self._stream, n, count, size, replace, self._sample_kind)
        self._tell(before, [(n, found)], replace)
        return found

    def stratified_resamples(self, sizes: Sequence[int], count: int) -> list[np.ndarray]:
        """The rows of `count` resamples within strata: in each, first of the first stratum, then of the next.

        Parameters
        ----------
        sizes : sequence of int
            Rows of each stratum.
        count : int

        Returns
        -------
        list of (count, size) int arrays
            One a stratum; places from 0 in the stratum.
        """
        counts = [counted(n, "a stratum", sampling.SMALL, least=1) for n in sizes]
        count = counted(count, "count")
        before = self._told_from()
        found = stratified_resamples(self._stream, counts, count, self._sample_kind)
        self._tell(before, list(zip(counts, found)))
        return found

    @contextmanager
    def one_sample_of(self, n: int) -> Iterator[None]:
        """Samples of n that R draws by one call, and that are drawn here in parts: in a trace they are one."""
        self._telling = Telling("sample.int", n)
        try:
            yield
        finally:
            told, self._telling = self._telling, None
        if self.traces:
            self.trace.append(told.draw(self.position))

    def _normal(self, uniform: Callable[[], float]) -> Callable[[], float]:
        return lambda: self._one_normal(uniform)

    def _normals(self, count: int) -> np.ndarray:
        if self._normal_kind is NormalKind.INVERSION:
            return inversion(self._stream, count)
        with Reader(self._stream) as uniform:
            return np.array([self._one_normal(uniform) for _ in range(count)])

    def _drawn(self, call: str, values: np.ndarray, n: int | None = None) -> np.ndarray:
        if self.traces and self._telling is not None:
            self._telling.add(values)
        elif self.traces:
            self.trace.append(draw_of(call, n, values, self.position))
        return values

    def _told_from(self) -> tuple[int, list[int]] | None:
        """Where the stream stands, and its state, if what is drawn is kept."""
        return (self.position, self._stream.state()) if self.traces else None

    def _tell(
        self, before: tuple[int, list[int]] | None, drawn: Sequence[tuple[int, np.ndarray]], replace: bool = True
    ) -> None:
        """Keep the samples of resamples, each by itself: the values as they were drawn, and where one by one the stream
        would stand; after the last, where it does."""
        if before is None:
            return
        start, state = before
        samples, count = [(n, rows.shape[1]) for n, rows in drawn], len(drawn[0][1]) if drawn else 0
        stood = positions(GENERATORS[self._kind](state), samples, count, replace, self._sample_kind)
        for replicate in range(count):
            for n, rows in drawn:
                self.trace.append(draw_of("sample.int", n, rows[replicate] + 1, start + next(stood)))
        if count:
            self.trace[-1] = with_other(self.trace[-1], position=self.position)
