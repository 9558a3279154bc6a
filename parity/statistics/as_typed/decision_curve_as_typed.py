"""The decision curve of a prediction study, from its data on."""

from __future__ import annotations

from collections.abc import Callable

from parity.statistics.utility.decision_curve import DecisionCurve


def decision_curve_as_typed(curve: Callable[[], DecisionCurve]) -> DecisionCurve:
    """The decision curve of a prediction study in one cohort, from the CSV file to net benefit.

    Parameters
    ----------
    curve : callable
        Gives the decision curve of the cohort's risks, by the model that is fitted on the development cohort.

    Returns
    -------
    DecisionCurve

    Notes
    -----
    Net benefit is that of `decision_curve`, :math:`TP/n - FP/n \\cdot t / (1 - t)` at a threshold :math:`t`.

    Equals what ``parity script STUDY --part rmda`` and ``--part dcurves`` print, run in R.
    """
    return curve()
