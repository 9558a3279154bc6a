"""What the checks of selections have in common: inputs, where they do not apply, reasons."""

from __future__ import annotations

from typing import Any

import numpy as np

from parity.checks.regression.logistic_regression import AT_THE_OPTIMUM as _AT_THE_OPTIMUM
from parity.checks.stats.glm import BY_WEIGHTS, WITHIN_THIRTY
from parity.data.formula import Formula
from parity.data.formula import of_candidates as _of_candidates
from parity.statistics.selection.candidate_models import fitted
from parity.statistics.selection.forward_path import SelectionPath, selection_path

AT_THE_OPTIMUM = f"on the columns as they are; {WITHIN_THIRTY}; {BY_WEIGHTS}; {_AT_THE_OPTIMUM}"
WALD = (
    "the largest squared z of any combination of the set's coefficients: the error of that combination, in its "
    f"standard errors; {AT_THE_OPTIMUM}"
)
RATIO = (
    "twice a difference of two log-likelihoods, flat at the maximum: what is left is the rounding of a sum over the "
    "patients and of their linear predictors, whose terms cancel where columns are nearly collinear"
)
SCORE = (
    "in R a difference of two sums of squares, of which the larger, Pearson's chi-square, gives the rounding; what is "
    "left of the added columns beside those of the model loses the more digits the less it is; and the linear "
    "predictors have the rounding of the model's fit"
)
TAIL = "upper tail of chi-square, or two tails of the normal: what the rounding of the statistic does to it"
R_SQUARED = "a function of the model's chi-square, whose rounding is left, over the number of patients"
PATH = "which candidate enters or leaves: p values equal to nine digits count as equal, and the first named is taken"


def outcome_of(sample: Any) -> np.ndarray:
    """The outcome of the patients who have all candidates."""
    return np.asarray(sample.candidate_outcome)


def of_candidates(sample: Any) -> Formula:
    """How the candidates enter: those of the study's formula as there, others as they are."""
    return _of_candidates(sample.formula, sample.candidates)


def without_candidates(sample: Any) -> str:
    """That there are none, where risks are given; empty where there are."""
    return "" if sample.candidates else "the risks are given, and no candidates are named"


def with_interactions(sample: Any) -> str:
    """That a model has interactions, while a candidate is one predictor; empty where candidates can be chosen."""
    if sample.formula.interactions and sample.study.candidates is None:
        return "the model has interactions, and a candidate is one predictor: name the candidates"
    return without_candidates(sample)


def no_path(sample: Any) -> str:
    """Why forward selection comes to no end; empty where it does."""
    try:
        reason = with_interactions(sample)
        if not reason:
            _path(sample)
    except ValueError as error:
        return str(error)
    return reason


def no_whole_model(sample: Any) -> str:
    """Why there is no model of all candidates, to begin from; empty where there is one."""
    try:
        reason = with_interactions(sample)
        if not reason:
            fitted(sample.candidate_outcome, sample.candidates, tuple(sample.candidates), of_candidates(sample))
    except ValueError as error:
        return str(error)
    return reason


def path_of(sample: Any) -> list[np.ndarray]:
    """The models of forward selection, by the positions of their candidates, from 1."""
    place = {name: position for position, name in enumerate(sample.candidates, start=1)}
    return [np.array([place[name] for name in one.model.names], dtype=int) for one in _path(sample).examined]


def _path(sample: Any) -> SelectionPath:
    study = sample.study
    return selection_path(
        sample.candidate_outcome, sample.candidates, study.entry, study.removal, of_candidates(sample)
    )
