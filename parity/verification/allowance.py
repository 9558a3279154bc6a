"""What a tolerance allows two fields to differ by: its declared parts, and a bound computed from the inputs up to its
cap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Union

import numpy as np

from parity.checks.vocabulary import LARGEST_SHARE, Bound, Tolerance
from parity.statistics.fields import Field, Kind
from parity.verification.elements import Aligned, agree, declared, differences, sizes
from parity.verification.inputs import Inputs, part

CAPPED = "rounding may move it by more than a millionth of its size or scale: not verified"

Fields = Mapping[str, Union[Field, None]]


@dataclass(frozen=True, slots=True)
class Judged:
    """Two fields, by a tolerance.

    Attributes
    ----------
    allowed : (n,) float array
        The absolute difference that is allowed.
    good : (n,) bool array
        Where they differ by no more.
    capped : (n,) bool array
        Those of them that would need more than the cap of a bound, had they differed by all they may: not verified.
    problem : str
        Why a bound that was needed could not be computed.
    """

    allowed: np.ndarray
    good: np.ndarray
    capped: np.ndarray
    problem: str = ""


def judge(tolerance: Tolerance, pair: Aligned, theirs: Fields, inputs: Inputs) -> Judged:
    """Where two fields differ by no more than a tolerance allows.

    Parameters
    ----------
    tolerance : Tolerance
    pair : Aligned
    theirs : mapping of str to Field or None
        Everything that the reference answers to the check: the scale of a bound may be one of it.
    inputs : Inputs
        Of the check; a bound is asked for only where the declared parts do not suffice.
    """
    allowed = declared(tolerance, pair)
    good = agree(pair, allowed)
    capped = np.zeros(len(good), dtype=bool)
    if tolerance.bound is None or not np.isfinite(differences(pair)[~good]).any():
        return Judged(allowed, good, capped)
    try:
        bound, cap = _bound(tolerance.bound, pair, theirs, inputs)
    except Exception as error:
        return Judged(allowed, good, capped, f"what rounding may do to it cannot be computed: {error}")
    allowed = allowed + np.minimum(bound, cap)
    better = agree(pair, allowed)
    return Judged(allowed, better, better & ~good & (bound > cap))


def _bound(made: Bound, pair: Aligned, theirs: Fields, inputs: Inputs) -> tuple[np.ndarray, np.ndarray]:
    """The computed bound of each element, and its cap; a bound that is no number allows nothing, a scale that is none
    counts as 0."""
    bound = _along(part(inputs.of(made.function), made.name), pair)
    if made.scale_fields:
        with np.errstate(invalid="ignore", over="ignore"):
            scale = np.prod([_scale_of_answer(theirs.get(name), pair) for name in made.scale_fields], axis=0)
    else:
        scale = _along(inputs.of(made.scale) if callable(made.scale) else made.scale, pair)
    cap = LARGEST_SHARE * np.maximum(sizes(pair), np.where(np.isfinite(scale), np.abs(scale), 0.0))
    return np.where(np.isnan(bound), 0.0, np.abs(bound)), cap


def _along(value: Any, pair: Aligned) -> np.ndarray:
    """A number, or an array as long as our own field, for each element of a pair; 0 for elements that we do not
    have."""
    array = np.asarray(value, dtype=float)
    if array.ndim == 0:
        return np.full(len(pair.ours), float(array))
    found = np.zeros(len(pair.ours))
    if len(array) != int(pair.have_we.sum()):
        raise ValueError(f"a bound has {len(array)} elements, its field {int(pair.have_we.sum())}")
    found[pair.have_we] = array
    return found


def _scale_of_answer(field: Field | None, pair: Aligned) -> np.ndarray:
    """The reference's own field as a scale: by label, or by position where it has as many elements; 0 where it has
    none."""
    nothing = np.zeros(len(pair.ours))
    if field is None or field.kind is not Kind.NUMBERS:
        return nothing
    if len(field) == 1:
        return np.full(len(pair.ours), field.values[0])
    if field.labels is not None and pair.ours.labels is not None:
        place = dict(zip(field.labels, field.values))
        return np.array([place.get(label, 0.0) for label in pair.ours.labels])
    return field.values if len(field) == len(pair.ours) else nothing
