"""The predictors that a study's selection finds among its candidates."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from parity.data.candidates import SELECTIONS
from parity.data.cohort import Column, Study
from parity.data.formula import Formula, of_candidates
from parity.errors import InputError
from parity.statistics.selection.backward_elimination import backward_elimination
from parity.statistics.selection.forward_selection import forward_selection
from parity.statistics.selection.stepwise_aic import stepwise_aic
from parity.verification.estimable import check_candidates


def selected(study: Study) -> Study:
    """The study with the model that its selection finds; itself, where its predictors are given.

    Raises
    ------
    InputError
        Nothing is selected, a candidate cannot be used, or a model on the way has no maximum.
    """
    check_candidates(study)
    if not study.selection or study.chosen is None:
        return study
    try:
        found = followed(study, study.selection).selected
    except ValueError as error:
        step = "leave one of them out of the candidates, or merge levels"
        raise InputError(f"the selection {study.selection} stops: {error}", file=study.path, step=step) from None
    if not found:
        rule = f"the selection {study.selection} ({SELECTIONS[study.selection]}) finds no predictor: there is no model"
        raise InputError(rule, file=study.path, step="`parity select` shows its steps; or name predictors yourself")
    kept = {name: getattr(study, name) for name in ("path", "selection", "references", "seed", "resamples")}
    model = dataclasses.replace(study.chosen(found), **kept)
    asked, fitted = len(candidates_of(study)[0]), model.development.n
    if asked == fitted:
        return model
    remark = (
        f"{study.selection} looked at the {asked:,} patients who have all candidates; the model is fitted to the "
        f"{fitted:,} who have its predictors, where SPSS's last step is of the former"
    )
    return dataclasses.replace(model, remarks=(*model.remarks, remark))


def candidates_of(study: Study) -> tuple[np.ndarray, Mapping[str, Column], Formula]:
    """The outcome, the candidates and how they enter: those that the study names, or the predictors of its model.

    Raises
    ------
    InputError
        There are none, one cannot be used, or the model has interactions.
    """
    if study.models:
        step = "name candidates in a study of their own"
        raise InputError("the study has several models, and a selection finds one", file=study.path, step=step)
    check_candidates(study)
    if study.candidates is not None:
        columns = study.candidates.columns
        return study.candidates.outcome, columns, of_candidates(study.formula, columns)
    step = 'name them: --candidates age,sex, or candidates = ["age", "sex"] in the study file'
    if study.risk:
        raise InputError("the risks are given, and no candidates are named", file=study.path, step=step)
    if study.formula.interactions:
        rule = "the model has interactions, and a candidate is one predictor"
        raise InputError(rule, file=study.path, step=step)
    return study.development.outcome, study.development.columns, study.formula


@dataclass(frozen=True, slots=True)
class Followed:
    """A selection on the candidates of a study.

    Attributes
    ----------
    outcome : (n,) int array
    result : ForwardSelection, Elimination or AicPath
    selected : tuple of str
    """

    outcome: np.ndarray
    result: Any
    selected: tuple[str, ...]


def followed(study: Study, selection: str) -> Followed:
    """The steps of a selection; `ValueError` where a model on the way has no maximum."""
    outcome, columns, formula = candidates_of(study)
    if selection == "forward-lr":
        result = forward_selection(outcome, columns, study.entry, study.removal, study.level, formula)
        return Followed(outcome, result, result.selected)
    if selection in ("backward-wald", "backward-wald-aic"):
        by = backward_elimination(outcome, columns, formula=formula)
        rule = by.p_residual if selection == "backward-wald" else by.aic_residual
        return Followed(outcome, rule, rule.kept)
    direction = getattr(stepwise_aic(outcome, columns, formula), selection.removesuffix("-aic"))
    return Followed(outcome, direction, direction.selected)
