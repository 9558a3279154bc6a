"""How far rounding may move the deviances of a stepwise selection: first-order bounds, along a path of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

import numpy as np

from parity.checks.regression.maximum import ROUNDING, log_likelihood_of_prevalence
from parity.checks.regression.rounding import as_given
from parity.checks.stats.glm_fit import deviance_as_glm, glm_fit, risk_as_glm
from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.models.model_matrix import model_matrix
from parity.statistics.once import once

_LEVEL = 0.95
"""Of intervals, which a deviance has none of."""


@once
def of_stepwise(
    outcome: np.ndarray, candidates: Mapping[str, Column], formula: Optional[Formula] = None
) -> Mapping[str, Mapping[str, np.ndarray]]:
    """By field of `stepwise_aic`: of each deviance, and of the difference of two.

    Notes
    -----
    What is judged has no part in it. The path is walked anew, by deviances of `glm_fit` on the columns as they are. One
    that goes elsewhere, or further, has as many bounds as it has models, and they fit no other path.
    """
    walk = _Walk(outcome, candidates, formula)
    everything: frozenset[str] = frozenset(candidates)
    paths = {
        "backward": walk.path(everything, drops=True, adds=False),
        "both": walk.path(everything, drops=True, adds=True),
        "forward": walk.path(frozenset(), drops=False, adds=True),
        "both_from_none": walk.path(frozenset(), drops=True, adds=True),
    }
    found = {}
    for name, models in paths.items():
        of_each = np.array([walk.rounding(names) for names in models])
        found[name] = {"residual_deviance": of_each, "aic": of_each, "deviance": of_each[1:] + of_each[:-1]}
    return found


class _Walk:
    """Models of some of the candidates, each fitted once."""

    def __init__(self, outcome: np.ndarray, candidates: Mapping[str, Column], formula: Optional[Formula]) -> None:
        self._outcome, self._candidates = outcome, candidates
        self._whole = formula or Formula.of_main_effects(tuple(candidates))
        self._criteria: dict[frozenset[str], float] = {}

    def path(self, start: frozenset[str], *, drops: bool, adds: bool) -> list[frozenset[str]]:
        """The models from the first to one of which no neighbour has a smaller criterion."""
        models = [start]
        while True:
            here = models[-1]
            beside = [name for name in self._candidates if (drops if name in here else adds)]
            best = min([here ^ {name} for name in beside], key=self._criterion, default=here)
            if best == here or self._criterion(best) >= self._criterion(here):
                return models
            models.append(best)

    def rounding(self, names: frozenset[str]) -> float:
        """Of the deviance of a model, at the maximum of its likelihood."""
        if not names:
            return 4 * ROUNDING * abs(log_likelihood_of_prevalence(self._outcome))
        formula = self._formula(names)
        columns = {name: self._candidates[name] for name in formula.predictors}
        return 2 * float(as_given(self._outcome, columns, _LEVEL, formula)["log_likelihood"])

    def _criterion(self, names: frozenset[str]) -> float:
        if names not in self._criteria:
            columns = np.ones((len(self._outcome), 1))
            if names:
                columns = model_matrix(self._formula(names), self._candidates).values
            log_odds = columns @ glm_fit(self._outcome, columns).coefficients
            deviance = deviance_as_glm(self._outcome, risk_as_glm(log_odds))
            self._criteria[names] = deviance + 2 * columns.shape[1]
        return self._criteria[names]

    def _formula(self, names: frozenset[str]) -> Formula:
        return Formula({name: self._whole.entries[name] for name in self._candidates if name in names})
