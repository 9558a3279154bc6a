"""Two fields held together, element by element: aligned, subtracted, judged."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from parity.checks.vocabulary import Tolerance
from parity.statistics.fields import Field, Kind, Scalar
from parity.checks.vocabulary.verdict import Verdict

ALL_DIGITS = 17.0
"""The LRE given to two identical doubles: 17 significant digits tell any two doubles apart."""
_MOST_DIGITS = ALL_DIGITS - 0.1
"""Of two values that are not identical, which beside an absolute scale may be as near as 1e-30."""

VERDICTS = tuple(Verdict)
CODE = {verdict: code for code, verdict in enumerate(VERDICTS)}
"""An element's verdict as a small integer."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """Two fields with the same elements in the same order.

    Attributes
    ----------
    ours, theirs : Field
        Where one side does not have an element, its place is filled with a missing one.
    have_we, have_they : (n,) bool arrays
        Whether each side has the element at all.
    """

    ours: Field
    theirs: Field
    have_we: np.ndarray
    have_they: np.ndarray

    @property
    def comparable(self) -> np.ndarray:
        """Where both have numbers, neither missing."""
        if not (self.ours.kind is self.theirs.kind is Kind.NUMBERS):
            return np.zeros(len(self.ours), dtype=bool)
        return self.have_we & self.have_they & ~self.ours.missing & ~self.theirs.missing


def aligned(ours: Field | None, theirs: Field | None) -> Aligned:
    """The elements of both; those that only one has come last.

    An answer without labels of its own takes ours, position by position, where it has as many elements; otherwise it is
    numbered from 1, so that a vanished or a surplus element cannot be overlooked. Its fifth is ``#5``: labels of ours
    may be numbers, too.
    """
    if ours is None or theirs is None:
        (there,) = (side for side in (ours, theirs) if side is not None)
        nobody = _nothing(there)
        have, lack = np.ones(len(there), dtype=bool), np.zeros(len(there), dtype=bool)
        return Aligned(there, nobody, have, lack) if ours is not None else Aligned(nobody, there, lack, have)
    if len(ours) == len(theirs) and (theirs.labels is None or theirs.labels == ours.labels):
        everywhere = np.ones(len(ours), dtype=bool)
        named = Field(theirs.kind, theirs.values, theirs.missing, ours.labels, ours.scalar)
        return Aligned(ours, named, everywhere, everywhere)
    mark = "" if ours.labels is theirs.labels is None else "#"
    mine, others = (_names(side, mark) for side in (ours, theirs))
    names = list(dict.fromkeys([*mine, *others]))
    one, have_we = _at(ours, mine, names)
    two, have_they = _at(theirs, others, names)
    return Aligned(one, two, have_we, have_they)


def _names(field: Field, mark: str) -> list[str]:
    return list(field.labels or (f"{mark}{position}" for position in range(1, len(field) + 1)))


def _nothing(like: Field) -> Field:
    values = np.full(len(like), np.nan)
    return Field(Kind.NUMBERS, values, np.ones(len(like), dtype=bool), like.labels, like.scalar)


def _at(field: Field, own: list[str], names: list[str]) -> tuple[Field, np.ndarray]:
    place = {name: position for position, name in enumerate(own)}
    where = np.array([place.get(name, -1) for name in names], dtype=int)
    have = where >= 0
    missing = np.ones(len(names), dtype=bool)
    missing[have] = field.missing[where[have]]
    empty = {Kind.NUMBERS: np.nan, Kind.TEXT: "", Kind.TRUTH: False}[field.kind]
    values = np.full(len(names), empty, dtype=field.values.dtype)
    values[have] = field.values[where[have]]
    return Field(field.kind, values, missing, tuple(names)), have


def without_value(pair: Aligned) -> np.ndarray:
    """Where neither side has a value: NaN against NaN, or NA against NA."""
    there = pair.have_we & pair.have_they
    both_missing = there & pair.ours.missing & pair.theirs.missing
    if not (pair.ours.kind is pair.theirs.kind is Kind.NUMBERS):
        return both_missing
    return both_missing | (pair.comparable & np.isnan(pair.ours.values) & np.isnan(pair.theirs.values))


def agree(pair: Aligned, allowed: np.ndarray) -> np.ndarray:
    """Where the two agree: numbers within `allowed`, NaN only with NaN, missing only with missing, text only with the
    same text."""
    there = pair.have_we == pair.have_they
    both_missing = there & pair.ours.missing & pair.theirs.missing
    if pair.ours.kind is not pair.theirs.kind:
        return both_missing
    known = there & ~pair.ours.missing & ~pair.theirs.missing
    one, other = pair.ours.values, pair.theirs.values
    same = np.asarray(one == other, dtype=bool)
    if pair.ours.kind is Kind.NUMBERS:
        same = same | (np.isnan(one) & np.isnan(other))
        with np.errstate(invalid="ignore"):
            same = same | (np.isfinite(one) & np.isfinite(other) & (np.abs(one - other) <= allowed))
    return both_missing | (known & same)


def declared(tolerance: Tolerance, pair: Aligned) -> np.ndarray:
    """The absolute difference that the declared parts of a tolerance allow for each element."""
    return np.asarray(tolerance.atol + tolerance.rtol * sizes(pair))


def sizes(pair: Aligned) -> np.ndarray:
    """How large the reference's numbers are; 0 for what is no finite number."""
    values = pair.theirs.values
    if pair.theirs.kind is not Kind.NUMBERS:
        return np.zeros(len(values))
    return np.where(np.isfinite(values), np.abs(values), 0.0)


def differences(pair: Aligned) -> np.ndarray:
    """Ours minus theirs; 0 for identical values (two NaN among them), NaN where a difference has no meaning."""
    found = np.full(len(pair.ours), np.nan)
    comparable = pair.comparable
    if not comparable.any():
        return found
    one, other = pair.ours.values[comparable], pair.theirs.values[comparable]
    with np.errstate(invalid="ignore"):
        difference = one - other
    difference[(one == other) | (np.isnan(one) & np.isnan(other))] = 0.0
    found[comparable] = difference
    return found


def log_relative_errors(pair: Aligned, negligible: np.ndarray | float = 0.0) -> np.ndarray:
    """Significant digits in which each number agrees with its reference: McCullough's LRE; NaN where digits have no
    meaning.

    Parameters
    ----------
    pair : Aligned
    negligible : (n,) float array or float
        A reference not above this counts as 0: what rounding leaves of a zero has no significant digits.

    Notes
    -----
    :math:`-\\log_{10}(|v - r| / |r|)`, or :math:`-\\log_{10}|v - r|` where r is 0; `ALL_DIGITS` for
    identical values (two NaN among them), 0 where nothing agrees or only one is finite.

    References
    ----------
    McCullough (1998), Assessing the reliability of statistical software: Part I, doi:10.1080/00031305.1998.10480585.
    """
    found = np.full(len(pair.ours), np.nan)
    comparable = pair.comparable
    if not comparable.any():
        return found
    one, other = pair.ours.values[comparable], pair.theirs.values[comparable]
    small = np.broadcast_to(np.asarray(negligible, dtype=float), found.shape)[comparable]
    with np.errstate(all="ignore"):
        size = np.where(np.abs(other) > small, np.abs(other), 1.0)
        digits = np.clip(-np.log10(np.abs(one - other) / size), 0.0, _MOST_DIGITS)
    digits[~(np.isfinite(one) & np.isfinite(other))] = 0.0
    digits[(one == other) | (np.isnan(one) & np.isnan(other))] = ALL_DIGITS
    found[comparable] = digits
    return found


@dataclass(frozen=True, slots=True)
class Element:
    """One number, text or truth value of ours beside the reference's, as a person sees it.

    Attributes
    ----------
    field : str
        With its label: ``"net_benefit[0.10]"``.
    value, reference : float, str, bool or None
        Ours and theirs; None where it is not available.
    difference, digits : float or None
        None where they have no meaning.
    allowed : float
        The absolute difference that is allowed here.
    tolerance : Tolerance
    verdict : Verdict
    note : str
        The cause of a documented deviation; what is missing on which side; why it is not verified.
    """

    field: str
    value: Scalar
    reference: Scalar
    difference: float | None
    digits: float | None
    allowed: float
    tolerance: Tolerance
    verdict: Verdict
    note: str = ""

    @property
    def used(self) -> float:
        """The part of its tolerance that a difference uses up: 0 for identical values, above 1 for a failure."""
        if self.verdict in (Verdict.AGREES, Verdict.UNDEFINED) and not self.difference:
            return 0.0
        if self.difference is None or not math.isfinite(self.difference):
            return math.inf
        return abs(self.difference) / self.allowed if self.allowed else math.inf
