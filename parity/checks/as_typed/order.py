"""What hangs on the order of the risks, where patients' risks are equal but for rounding: each side orders them as its
own rounding falls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

import numpy as np

from parity.checks.as_typed.rounding import of_patients
from parity.checks.vocabulary import Deviation
from parity.data.cohort import Column
from parity.data.formula import Formula
from parity.models.model_matrix import model_matrix
from parity.statistics.discrimination.auc_delong import auc_delong
from parity.statistics.discrimination.concordance import concordance
from parity.statistics.once import once

Predictors = Mapping[str, Column]
Area = Mapping[str, Optional[float]]
_CAUSE = "patients with different columns have equal risks but for rounding, which puts them in another order"


def area(
    outcome: np.ndarray,
    predictors: Predictors,
    patients: Predictors,
    observed: np.ndarray,
    risk: np.ndarray,
    level: float,
    formula: Optional[Formula] = None,
) -> Area:
    """The area under the curve and its limits with such patients in the other order; nothing where there are none."""
    turned = in_the_other_order(outcome, predictors, patients, risk, formula)
    return {} if turned is None else area_as_ordered(observed, turned, level)


def area_as_ordered(observed: np.ndarray, risk: np.ndarray, level: float) -> Area:
    """The area under the curve and its limits."""
    found = auc_delong(observed, risk, level)
    return {"auc": found.auc, "auc_low": found.interval.low, "auc_high": found.interval.high}


def pairs(
    developed: np.ndarray,
    predictors: Predictors,
    patients: Predictors,
    outcome: np.ndarray,
    risk: np.ndarray,
    formula: Optional[Formula] = None,
) -> Area:
    """C and Somers' Dxy with such patients in the other order; nothing where there are none."""
    turned = in_the_other_order(developed, predictors, patients, risk, formula)
    return {} if turned is None else pairs_as_ordered(outcome, turned)


def pairs_as_ordered(outcome: np.ndarray, risk: np.ndarray) -> Area:
    """C and Somers' Dxy."""
    found = concordance(outcome, risk)
    return {"c": found.c, "dxy": found.dxy}


AREA = Deviation(("auc", "auc_low", "auc_high"), "stats", _CAUSE, follows=area, definition=area_as_ordered)
PAIRS = Deviation(("c", "dxy"), "rms >= 6.9-0", _CAUSE, follows=pairs, definition=pairs_as_ordered)


@once
def in_the_other_order(
    developed: np.ndarray,
    predictors: Predictors,
    patients: Predictors,
    risk: np.ndarray,
    formula: Optional[Formula] = None,
) -> Optional[np.ndarray]:
    """The risks with those that are equal but for rounding in the other order; None where there are none.

    Notes
    -----
    Risks in ascending order fall into runs in which each is within the sum of both bounds of the one before. Of a run
    of several kinds of patients, told apart by their columns, the first kind takes the risk of the last, and so on;
    kinds whose risks are the same double, which R may tell apart, are put in the order of their columns.
    """
    if not predictors:
        return None
    moved = np.asarray(of_patients(developed, predictors, patients, risk, formula)["risk"])
    columns = model_matrix(formula, predictors, patients).values
    mark = columns @ np.sqrt(np.arange(2.0, columns.shape[1] + 2))
    order = np.lexsort((mark, risk))
    ascending, bound, mark = risk[order], moved[order], mark[order]
    apart = np.diff(ascending) > bound[1:] + bound[:-1]
    run = np.concatenate([[0], np.cumsum(apart)])
    kind = np.concatenate([[0], np.cumsum(apart | (np.diff(mark) != 0))])
    first, last = np.searchsorted(kind, [np.arange(kind[-1] + 1), np.arange(1, kind[-1] + 2)])
    starts = run[first]
    mixed = np.flatnonzero(np.bincount(starts) > 1)
    if not len(mixed):
        return None
    turned = ascending.copy()
    for number in mixed:
        kinds = np.flatnonzero(starts == number)
        place = ascending[first[kinds[0]]]
        for one in kinds[::-1]:
            turned[first[one] : last[one]] = place
            place = np.nextafter(place, 1)
    found = np.empty(len(risk))
    found[order] = turned
    return found
