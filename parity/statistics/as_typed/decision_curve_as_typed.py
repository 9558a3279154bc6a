"""The decision curve of a prediction study, from its data on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from parity.data.cohort import Column
from parity.statistics.utility.decision_curve import DecisionCurve


def decision_curve_as_typed(
    outcome: np.ndarray,
    predictors: Mapping[str, Column],
    patients: Mapping[str, Column],
    observed: np.ndarray,
    risk: np.ndarray,
    thresholds: np.ndarray,
    curve: Callable[[], DecisionCurve],
    by_rmda: str,
    by_dcurves: str,
    folder: Path,
) -> DecisionCurve:
    """The decision curve of a prediction study in one cohort, from the CSV file to net benefit.

    Parameters
    ----------
    outcome : (m,) int array
        Of the cohort that the model is fitted on: 1 event, 0 no event.
    predictors : mapping of str to (m,) float array or Factor
        Of that cohort.
    patients : mapping of str to (n,) float array or Factor
        Of the cohort that is looked at.
    observed : (n,) int array
        The outcome of that cohort.
    risk : (n,) float array
        Of these patients, where iterated least squares end at their usual stopping rule.
    thresholds : (t,) float array
    curve : callable
        Gives the decision curve of these risks.
    by_rmda, by_dcurves, folder : str, str, path
        What a person types, and where it is run; for whoever else is asked.

    Returns
    -------
    DecisionCurve

    Notes
    -----
    Net benefit is that of `decision_curve`, :math:`TP/n - FP/n \\cdot t / (1 - t)` at a threshold :math:`t`. R reads
    the file itself and fits the model; in a validation cohort the predictions are those of the model that was fitted
    on the development cohort.

    Equals what ``parity script STUDY --part rmda`` and ``--part dcurves`` print, run in R.
    """
    return curve()
