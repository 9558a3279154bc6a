"""The ways of a stepwise selection: which change makes Akaike's information criterion smallest, and where it ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Optional

import numpy as np

from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.statistics.once import once
from parity.statistics.selection.candidate_models import Model, fitted


@once
def aic_paths(
    outcome: np.ndarray, candidates: Mapping[str, Column], formula: Optional[Formula] = None
) -> dict[str, tuple[tuple[Model, ...], tuple[str, ...]]]:
    """By path of `stepwise_aic`: its models, and what changed."""
    made: dict[tuple[str, ...], Model] = {}

    def model(names: Sequence[str]) -> Model:
        key = tuple(name for name in candidates if name in set(names))
        if key not in made:
            made[key] = fitted(outcome, candidates, key, formula)
        return made[key]

    def path(start: Sequence[str], *, drops: bool, adds: bool) -> tuple[tuple[Model, ...], tuple[str, ...]]:
        inside, models, changes = list(start), [model(start)], ["start"]
        while True:
            options = {f"- {name}": [other for other in inside if other != name] for name in inside if drops}
            options |= {f"+ {name}": [*inside, name] for name in candidates if adds and name not in inside}
            best = min(options, key=lambda change: aic(model(options[change])), default="")
            if not best or aic(model(options[best])) >= aic(models[-1]):
                return tuple(models), tuple(changes)
            inside = options[best]
            models.append(model(inside))
            changes.append(best)

    everything = tuple(candidates)
    return {
        "backward": path(everything, drops=True, adds=False),
        "both": path(everything, drops=True, adds=True),
        "forward": path((), drops=False, adds=True),
        "both_from_none": path((), drops=True, adds=True),
    }


def aic(model: Model) -> float:
    """Akaike's information criterion."""
    return 2 * len(model.terms) - 2 * model.log_likelihood
