"""One setting with its data: what the inputs of every check are taken from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from parity.data.cohort import Cohort, Column, Study
from parity.data.formula import Formula
from parity.statistics.nomogram.interactions import shown_at
from parity.verification.setting import Setting


@dataclass(frozen=True, slots=True)
class Sample:
    """The patients of a setting, with the study's model applied to them.

    The predictions are fixed: both sides of a check receive these very numbers, so that an AUC is not blamed for the
    last digit of an optimiser. They are those of the check `linear_predictor`, on the same path.

    Attributes
    ----------
    setting : Setting
    study : Study
    cohort : Cohort
        Complete cases only.
    outcome : (n,) int array
        1 event, 0 no event.
    predictors : mapping of str to Column
        In the order of the model.
    terms : tuple of str
        Names of the coefficients: ``"Intercept"``, ``"age"``, ``"sex=male"``.
    coefficients : (p,) float array
        Maximum likelihood estimates on the development cohort.
    linear_predictor, risk : (n,) float arrays
        Of these patients under these coefficients. Where risks are given there is no model: `predictors`, `terms`,
        `coefficients` and `linear_predictor` are empty.
    development : Sample or None
        The development sample; None where this is it.
    of_group : (n,) int array or None
        The places in the cohort of the patients of a group; None: they are all of it.
    others : mapping of str to (n,) float array
        Risks of the same patients by other models of the study, by their names, where models are compared.
    """

    setting: Setting
    study: Study
    cohort: Cohort
    outcome: np.ndarray
    predictors: Mapping[str, Column]
    terms: tuple[str, ...]
    coefficients: np.ndarray
    linear_predictor: np.ndarray
    risk: np.ndarray
    development: Sample | None = None
    of_group: np.ndarray | None = None
    others: Mapping[str, np.ndarray] = field(default_factory=dict)

    @property
    def fitted_on(self) -> Sample:
        """The sample the model was fitted on."""
        return self if self.development is None else self.development

    @property
    def places(self) -> np.ndarray:
        """The places of the patients in the cohort, (n,)."""
        return np.arange(self.cohort.n) if self.of_group is None else self.of_group

    @property
    def formula(self) -> Formula:
        """How the predictors enter the study's model."""
        return self.study.formula

    @property
    def candidates(self) -> Mapping[str, Column]:
        """Of a selection: those that the study names, or the predictors of its model."""
        return self.predictors if self.study.candidates is None else self.study.candidates.columns

    @property
    def candidate_outcome(self) -> np.ndarray:
        """Of the patients who have all candidates, (n,)."""
        return self.outcome if self.study.candidates is None else self.study.candidates.outcome

    @property
    def shown_at(self) -> dict[str, list[float]]:
        """Values at which predictors are shown on a nomogram while others that they interact with vary."""
        return shown_at(self.formula.predictors, self.formula.interactions, self.fitted_on.predictors)

    @property
    def level(self) -> float:
        """Confidence level of the study."""
        return self.study.level

    @property
    def thresholds(self) -> np.ndarray:
        """Threshold probabilities of the study, (k,)."""
        return self.study.thresholds

    @property
    def resamples(self) -> int:
        """How many resamples a check draws; 0 of one that draws none."""
        return self.setting.resamples.count if self.setting.resamples is not None else 0

    @property
    def seed(self) -> int:
        """Of the resamples."""
        return self.setting.resamples.seed if self.setting.resamples is not None else self.study.seed

    @property
    def outcome_name(self) -> str:
        """What the outcome is called."""
        return self.study.outcome

    @property
    def event(self) -> str:
        """The level of the outcome that is the event, as R writes it."""
        return "TRUE" if self.study.event == "true" else self.study.event

    @property
    def labels(self) -> tuple[str, ...]:
        """What the axes of the predictors are called: ``"Age (years)"``."""
        return self.study.axis_labels
