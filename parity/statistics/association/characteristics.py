"""A predictor in numbers, with the event and without: mean, standard deviation, median, quartiles."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from parity.statistics.association.groups import by_outcome, moments


@dataclass(frozen=True, slots=True)
class Summary:
    """Numbers of one group.

    Attributes
    ----------
    n : int
        Patients.
    mean, sd : float
        In the unit of the values; the standard deviation over n - 1, NaN of one patient.
    minimum, median, maximum : float
    quartiles_type_7, quartiles_type_6, quartiles_type_2 : (2,) float arrays
        The lower and the upper quartile by three definitions of Hyndman and Fan.
    """

    n: int
    mean: float
    sd: float
    minimum: float
    median: float
    maximum: float
    quartiles_type_7: np.ndarray
    quartiles_type_6: np.ndarray
    quartiles_type_2: np.ndarray


@dataclass(frozen=True, slots=True)
class Characteristics:
    """A predictor in patients with the event and without.

    Attributes
    ----------
    event : Summary
        Patients with the event.
    none : Summary
        Patients without it.
    """

    event: Summary
    none: Summary


def characteristics(outcome: np.ndarray, values: np.ndarray) -> Characteristics:
    """Mean and standard deviation, median and quartiles of a predictor in patients with and without the event.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 none; at least one of each.
    values : (n,) float array
        Of the predictor, in its unit.

    Returns
    -------
    Characteristics

    Notes
    -----
    The standard deviation is :math:`\\sqrt{\\sum (x_i - \\bar x)^2/(n - 1)}`. A quantile is not defined without its
    type (Hyndman and Fan): with the ordered values :math:`x_{(1)}, \\dots, x_{(n)}` the p quantile lies at :math:`1 +
    (n - 1)p` by type 7 (R, numpy) and at :math:`(n + 1)p` by type 6 (SPSS, Minitab), between the ends, interpolated;
    by type 2 (SAS) it is :math:`x_{(j)}` with j the least whole number from np on, and the mean of :math:`x_{(np)}`
    and the next where np is whole. The median is the same by all three.

    Equals ``mean(x)``, ``sd(x)``, ``quantile(x, c(.25, .75), type = 7)`` and the same with ``6`` and ``2``.

    References
    ----------
    Hyndman, Fan (1996), doi:10.2307/2684934.
    """
    with_event, without = by_outcome(outcome, values)
    return Characteristics(summary(with_event), summary(without))


def summary(values: np.ndarray) -> Summary:
    """The numbers of one group, of at least one patient."""
    found = moments(values)
    n, quarters = found.n, (0.25, 0.75)
    places = [1 + (n - 1) * p for p in quarters] + [min(max((n + 1) * p, 1.0), float(n)) for p in quarters]
    ranks = {1, n, (n + 1) // 2, n // 2 + 1}
    ranks |= {rank for place in places for rank in (math.floor(place), math.ceil(place))}
    steps = [(math.ceil(n * p), math.ceil(n * p) + (n * p == math.ceil(n * p))) for p in quarters]
    ranks |= {rank for step in steps for rank in step}
    ordered = np.partition(values, sorted(rank - 1 for rank in ranks))

    def at(rank: int) -> float:
        return float(ordered[rank - 1])

    def between(place: float) -> float:
        below = math.floor(place)
        low, high, share = at(below), at(math.ceil(place)), place - below
        return low if low == high else (1 - share) * low + share * high

    return Summary(
        n=n,
        mean=found.mean,
        sd=math.sqrt(found.variance),
        minimum=at(1),
        median=_middle(at((n + 1) // 2), at(n // 2 + 1)),
        maximum=at(n),
        quartiles_type_7=np.array([between(place) for place in places[:2]]),
        quartiles_type_6=np.array([between(place) for place in places[2:]]),
        quartiles_type_2=np.array([_middle(at(low), at(high)) for low, high in steps]),
    )


def _middle(low: float, high: float) -> float:
    return (low + high) / 2
