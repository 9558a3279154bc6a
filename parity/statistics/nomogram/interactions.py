"""Which axes a nomogram has where predictors interact."""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from parity.data.cohort import Column, Factor
from parity.models.terms import Value
from parity.statistics.nomogram.axes import FEW_VALUES


@dataclass(frozen=True, slots=True)
class PlannedAxis:
    """An axis to be drawn: of which predictor, at which values of those that interact with it.

    Attributes
    ----------
    name : str
    settings : mapping of str to float, int or str
    continuation : bool
        Whether it continues the axis before it.
    """

    name: str
    settings: Mapping[str, Value]
    continuation: bool


def related_predictors(names: Sequence[str], interactions: Sequence[Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """For each predictor those that it interacts with, directly or through others, in the order of the model."""
    groups: list[set[str]] = [{name} for name in names]
    for together in interactions:
        joined = [group for group in groups if group & set(together)]
        groups = [group for group in groups if not group & set(together)] + [set().union(*joined)]
    group_of = {name: group for group in groups for name in group}
    return {name: tuple(other for other in names if other in group_of[name] and other != name) for name in names}


def shown_at(
    names: Sequence[str], interactions: Sequence[Sequence[str]], predictors: Mapping[str, Column]
) -> dict[str, list[float]]:
    """Values at which predictors are shown while others vary, where nobody chose any.

    Parameters
    ----------
    names : sequence of str
        The predictors in the order of the model.
    interactions : sequence of sequence of str
    predictors : mapping of str to (n,) float array or Factor

    Returns
    -------
    dict of str to list of float
        Of each predictor with many values that interacts with an earlier one that has many: three patients' values, the
        smallest that a quarter, a half and three quarters of the patients do not exceed.
    """
    numbers = {name: predictors[name] for name in names}
    many = {
        name: column
        for name, column in numbers.items()
        if not isinstance(column, Factor) and len(np.unique(column)) > FEW_VALUES
    }
    related = related_predictors(names, interactions)
    found: dict[str, list[float]] = {}
    for place, (name, column) in enumerate(many.items()):
        if any(other in list(many)[:place] for other in related[name]):
            ordered = np.sort(column)
            places = [math.ceil(share * len(ordered)) - 1 for share in (0.25, 0.5, 0.75)]
            found[name] = np.unique(ordered[places]).tolist()
    return found


def plan_axes(
    names: Sequence[str],
    interactions: Sequence[Sequence[str]],
    discrete: Mapping[str, Sequence[Value]],
    interact: Mapping[str, Sequence[Value]],
    omit: Collection[str] = (),
) -> tuple[PlannedAxis, ...]:
    """The axes of a nomogram from top to bottom.

    Parameters
    ----------
    names : sequence of str
        The predictors in the order of the model.
    interactions : sequence of sequence of str
    discrete : mapping of str to sequence
        The values of each predictor that has few of them.
    interact : mapping of str to sequence
        Values chosen for predictors that others are shown at.
    omit : collection of str
        Predictors without an axis.

    Notes
    -----
    A predictor without interactions has one axis. Of those that interact, directly or through others, one has axes: one
    for each combination of values of the others, the values of the first changing fastest. The others' values are those
    of `interact` or, of a predictor with few values, all. Where the model has interactions, predictors with few values
    come last, and among equals those of `interact`, so that the first of its group, which has the axes, is continuous
    and not chosen for `interact`.

    Equals the axes of ``rms::nomogram``.

    Raises
    ------
    ValueError
        A predictor with many values would have to be set and `interact` has none for it.
    """
    related = related_predictors(names, interactions)
    ordered = sorted(names, key=lambda name: (name in discrete, name in interact)) if interactions else names
    axes: list[PlannedAxis] = []
    done: set[str] = set(omit)
    for name in ordered:
        if name in done:
            continue
        others = related[name]
        done.update(others)
        missing = [other for other in others if other not in interact and other not in discrete]
        if missing:
            raise ValueError(
                f"{name!r} interacts with {', '.join(missing)}: say at which values to show it, "
                f"interact={{{', '.join(f'{other!r}: (...)' for other in missing)}}}"
            )
        grids = [interact[other] if other in interact else discrete[other] for other in others]
        for number, combination in enumerate(itertools.product(*reversed(grids))):
            axes.append(PlannedAxis(name, dict(zip(others, reversed(combination))), number > 0))
    if not axes:
        raise ValueError("all predictors are omitted: there is nothing to draw")
    return tuple(axes)
