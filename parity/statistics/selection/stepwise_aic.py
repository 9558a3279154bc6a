"""Stepwise selection by Akaike's information criterion: ``stats::step``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Optional

import numpy as np

from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.statistics.fields import along, labels
from parity.statistics.selection.aic_paths import aic, aic_paths
from parity.statistics.selection.candidate_models import Model


@dataclass(frozen=True, slots=True, kw_only=True)
class AicPath:
    """The models one after the other, each of a smaller AIC.

    Attributes
    ----------
    models : (m,) tuple of str
        ``"start"``, ``"step 1"``, ...
    steps : (m - 1,) tuple of str
        Without the start.
    selected : tuple of str
        The candidates of the last model, in the order of all.
    changes : (m,) tuple of str
        ``"- age"``, ``"+ age"``; of the start ``"start"``.
    degrees_of_freedom : (m - 1,) int array
        Columns that go; negative where some come.
    deviance : (m - 1,) float array
        The size of the change of the deviance.
    residual_degrees_of_freedom : (m,) int array
        Patients less columns, the intercept's included.
    residual_deviance, aic : (m,) float arrays
    """

    models: tuple[str, ...] = labels()
    steps: tuple[str, ...] = labels()
    selected: tuple[str, ...] = labels()
    changes: tuple[str, ...] = along("models")
    degrees_of_freedom: np.ndarray = along("steps")
    deviance: np.ndarray = along("steps")
    residual_degrees_of_freedom: np.ndarray = along("models")
    residual_deviance: np.ndarray = along("models")
    aic: np.ndarray = along("models")


@dataclass(frozen=True, slots=True, kw_only=True)
class StepwiseAic:
    """Stepwise selection by AIC, in the directions of ``step``.

    Attributes
    ----------
    backward, both : AicPath
        From all candidates; `both` also takes back what was left out.
    forward, both_from_none : AicPath
        From the intercept only; `both_from_none` also leaves out what was taken.
    """

    backward: AicPath
    both: AicPath
    forward: AicPath
    both_from_none: AicPath


def stepwise_aic(
    outcome: np.ndarray, candidates: Mapping[str, Column], formula: Optional[Formula] = None
) -> StepwiseAic:
    """Stepwise selection by Akaike's information criterion, backward, forward and in both directions.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event; both must occur.
    candidates : mapping of str to (n,) float array or Factor
        On the same patients, in order.
    formula : Formula or None
        How each candidate enters; None: as it is. A factor, a spline, a polynomial is one set of columns.

    Returns
    -------
    StepwiseAic

    Notes
    -----
    :math:`\\mathrm{AIC} = -2 \\log L + 2 p` with p columns, the intercept's included. Each step makes the one change,
    of leaving a candidate out or of taking one in, that makes the AIC smallest, as long as it becomes smaller; every
    model is fitted to its maximum. For a candidate of one column this is a p value of 0.157 of the likelihood ratio.

    Equals ``step(fit, scope, direction)`` on fits at the optimum.

    Raises
    ------
    ValueError
        If a model on the way has no maximum.

    References
    ----------
    Akaike (1974), doi:10.1109/TAC.1974.1100705.  Venables, Ripley (2002), doi:10.1007/978-0-387-21706-2, section 6.8.
    """
    paths = aic_paths(outcome, candidates, formula)
    return StepwiseAic(**{name: _path(len(outcome), *path) for name, path in paths.items()})


def _path(n: int, models: Sequence[Model], changes: Sequence[str]) -> AicPath:
    deviance = np.array([-2 * model.log_likelihood for model in models])
    left = n - np.array([len(model.terms) for model in models])
    names = ["start", *(f"step {number}" for number in range(1, len(models)))]
    return AicPath(
        models=tuple(names),
        steps=tuple(names[1:]),
        selected=models[-1].names,
        changes=tuple(changes),
        degrees_of_freedom=np.diff(left),
        deviance=np.abs(np.diff(deviance)),
        residual_degrees_of_freedom=left,
        residual_deviance=deviance,
        aic=np.array([aic(model) for model in models]),
    )
