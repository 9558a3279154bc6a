"""The model of a prediction study, from its data on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from parity.statistics.fields import along, labels


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelAsTyped:
    """A logistic model and what is quoted of its fit.

    Attributes
    ----------
    rows, events : int
        Complete cases of the development cohort, and those with the event.
    coefficients, standard_errors : (p,) float arrays
    log_odds : (n,) float array
        Of each patient.
    likelihood_ratio, likelihood_ratio_p : float
        Of the model against the intercept alone: the chi-square and its upper tail.
    degrees_of_freedom : int
    nagelkerke : float
        R squared, in [0, 1].
    c, dxy : float
        C index and Somers' Dxy of the risks.
    brier : float
    """

    terms: tuple[str, ...] = labels()
    rows: int
    events: int
    coefficients: np.ndarray = along("terms")
    standard_errors: np.ndarray = along("terms")
    log_odds: np.ndarray
    likelihood_ratio: float
    degrees_of_freedom: int
    likelihood_ratio_p: float
    nagelkerke: float
    c: float
    dxy: float
    brier: float


def model_as_typed(
    outcome: np.ndarray,
    terms: tuple[str, ...],
    coefficients: np.ndarray,
    log_odds: np.ndarray,
    parts: Mapping[str, Callable[[], Any]],
) -> ModelAsTyped:
    """The model of a prediction study, from the CSV file to its fit.

    Parameters
    ----------
    outcome : (n,) int array
        Of the development cohort: 1 event, 0 no event.
    terms : (p,) tuple of str
    coefficients : (p,) float array
        That every other statistic is computed from.
    log_odds : (n,) float array
        Of each patient at these coefficients.
    parts : mapping of str to callable
        Gives the result of each statistic, by its stem.

    Returns
    -------
    ModelAsTyped

    Notes
    -----
    The numbers of `logistic_regression`, `r_squared`, `concordance` and `brier_score` at the coefficients
    :math:`\\hat\\beta` and the risks in use.

    Equals what ``parity script STUDY --part lrm`` prints, run in R.
    """
    fit, ranks = parts["logistic_regression"](), parts["concordance"]()
    return ModelAsTyped(
        terms=terms,
        rows=len(outcome),
        events=int(np.sum(outcome)),
        coefficients=coefficients,
        standard_errors=fit.standard_errors,
        log_odds=log_odds,
        likelihood_ratio=fit.likelihood_ratio,
        degrees_of_freedom=fit.degrees_of_freedom,
        likelihood_ratio_p=fit.likelihood_ratio_p,
        nagelkerke=parts["r_squared"]().nagelkerke,
        c=ranks.c,
        dxy=ranks.dxy,
        brier=parts["brier_score"]().brier,
    )
