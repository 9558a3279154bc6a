"""One convention of a statistic: its name, who follows it, and the numbers that it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Union


@dataclass(frozen=True, slots=True)
class Options:
    """What holds for all conventions alike, unless a person says otherwise.

    Attributes
    ----------
    groups : int
        Groups of risk that are asked for.
    cutoff : float or None
        Risk from which on a patient is classified as an event; None: Youden's of the development cohort.
    by : str or None
        The column whose two categories are compared, or ``"cohort"``: development against validation; None: the
        outcome.
    resamples, seed : int
        Of a bootstrap, and of R's generator; 0 resamples: none is drawn.
    """

    groups: int = 10
    cutoff: Union[float, None] = None
    by: Union[str, None] = None
    resamples: int = 0
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Convention:
    """One convention.

    Attributes
    ----------
    name : str
        In the field's words: ``"quantiles of type 7, df = groups - 2"``.
    followed_by : str
        Programs and functions that have it, with their versions where these differ.
    numbers : callable
        Of what is looked at and the options: the numbers by their names, such as ``{"χ²": 5.2, "p": 0.74}``; NaN where
        one is not defined. A ValueError says why there are none; none where it is of something else, such as a table
        of two categories.
    unconfirmed : str
        Why it is not known for certain that the program does so; empty where it is.
    formula : str
        In one line.
    source : str
        The paper with its DOI, or the manual, that defines it.
    """

    name: str
    followed_by: str
    numbers: Callable[[Any, Options], Mapping[str, float]]
    unconfirmed: str = ""
    formula: str = ""
    source: str = ""


def whole(sample: Any, options: Options) -> Sequence[Any]:
    """A cohort as it is."""
    return (sample,)


@dataclass(frozen=True, slots=True)
class Family:
    """The conventions of a statistic.

    Attributes
    ----------
    conventions : tuple of Convention
    subjects : callable
        Of a sample and the options: what each convention is asked about, such as every variable.
    takes : frozenset of str
        The options, by their names in `Options` and ``"variable"``, that say something here.
    turned : mapping of str to callable
        Numbers that are others where the two groups change places, and what they then are: ``-t``, ``1/OR``.
    """

    conventions: tuple[Convention, ...]
    subjects: Callable[[Any, Options], Sequence[Any]] = whole
    takes: frozenset[str] = frozenset()
    turned: Mapping[str, Callable[[float], float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Value:
    """What a convention gives.

    Attributes
    ----------
    convention : Convention
    numbers : mapping of str to float
        Empty where it gives none.
    why_not : str
        Why it gives none.
    turned : bool
        Whether it is the number in print only where the two groups change places.
    """

    convention: Convention
    numbers: Mapping[str, float]
    why_not: str = ""
    turned: bool = False
