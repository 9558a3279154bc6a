"""The nomogram of a prediction study, from its data on."""

from __future__ import annotations

from collections.abc import Callable

from parity.statistics.nomogram.numbers import NomogramNumbers


def nomogram_as_typed(drawn: Callable[[], NomogramNumbers]) -> NomogramNumbers:
    """The nomogram of a prediction study, from the CSV file to its points.

    Parameters
    ----------
    drawn : callable
        Gives the nomogram that is verified and drawn elsewhere.

    Returns
    -------
    NomogramNumbers

    Notes
    -----
    With coefficients :math:`\\beta` the points are those of `nomogram`. It is the nomogram that is drawn, not another
    one of the same name.

    Equals what ``parity script STUDY --part nomogram`` prints, run in R.
    """
    return drawn()
