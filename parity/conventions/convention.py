"""One convention of a statistic: its name, who follows it, and the numbers that it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Options:
    """What holds for all conventions alike, unless a person says otherwise.

    Attributes
    ----------
    groups : int
        Groups of risk that are asked for.
    """

    groups: int = 10


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
        Of a sample and the options: the numbers by their names, such as ``{"χ²": 5.2, "p": 0.74}``; NaN where one is
        not defined.
    unconfirmed : str
        Why it is not known for certain that the program does so; empty where it is.
    """

    name: str
    followed_by: str
    numbers: Callable[[Any, Options], Mapping[str, float]]
    unconfirmed: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """What a convention gives on a sample.

    Attributes
    ----------
    convention : Convention
    numbers : mapping of str to float
        Empty where it gives none.
    why_not : str
        Why it gives none.
    """

    convention: Convention
    numbers: Mapping[str, float]
    why_not: str = ""
