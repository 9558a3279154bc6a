"""One cohort of a study as the checks see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from parity.cohort import Cohort, Column, Study


@dataclass(frozen=True, slots=True)
class Sample:
    """A cohort with the study's model applied to it: what the inputs of every check are taken from.

    The predictions are fixed: both sides of a check receive these very numbers, so that an AUC is not blamed for
    the last digit of an optimiser. That the predictions are right is itself a check (`linear_predictor`).

    Attributes
    ----------
    study : Study
    cohort : Cohort
        The development or the validation cohort, complete cases only.
    role : str
        ``"development"`` or ``"validation"``.
    outcome : (n,) int array
        1 event, 0 no event.
    predictors : mapping of str to Column
        In the order of the model.
    terms : tuple of str
        Names of the coefficients: ``"Intercept"``, ``"age"``, ``"sex=male"``.
    coefficients : (p,) float array
        Maximum likelihood estimates on the development cohort.
    linear_predictor, risk : (n,) float arrays
        Of this cohort's patients under these coefficients.
    development : Sample or None
        The development sample; None where this is it.
    """

    study: Study
    cohort: Cohort
    role: str
    outcome: np.ndarray
    predictors: Mapping[str, Column]
    terms: tuple[str, ...]
    coefficients: np.ndarray
    linear_predictor: np.ndarray
    risk: np.ndarray
    development: Sample | None = None

    @property
    def fitted_on(self) -> Sample:
        """The sample the model was fitted on."""
        return self if self.development is None else self.development
