"""Mean, standard deviation, median and quartiles: what is asked of R, and how closely."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from parity.checks.association.predictor import is_number, values
from parity.checks.summation import UNIT
from parity.checks.vocabulary import (
    Bound,
    Check,
    Citation,
    Quantity,
    RCall,
    Scope,
    Tolerance,
    Undefined,
    closed_form,
    exact,
)
from parity.statistics.association.characteristics import Characteristics, characteristics
from parity.statistics.association.groups import by_outcome
from parity.statistics.once import once


@once
def rounding(outcome: np.ndarray, values: np.ndarray) -> Mapping[str, Mapping[str, float]]:
    """Bounds of numbers that may be near 0 beside the values that they are made of."""
    sizes = (float(np.abs(group).max()) for group in by_outcome(outcome, values))
    return {name: {"number": 8 * UNIT * size} for name, size in zip(("event", "none"), sizes)}


def spread(outcome: np.ndarray, values: np.ndarray) -> float:
    """What a mean or a quartile is a number of: the range of the values."""
    return float(np.ptp(values))


_COUNT = exact("a count of patients")
_VALUE = exact("one of the values")


def _group(name: str) -> dict[str, Tolerance]:
    bound = Bound(rounding, f"{name}.number", scale=spread)
    interpolated = closed_form(
        "one interpolation between two of the values, which may lie on either side of 0", bound=bound
    )
    return {
        f"{name}.n": _COUNT,
        f"{name}.mean": closed_form("a sum over n, rounded on both sides beside the size of the values", bound=bound),
        f"{name}.sd": closed_form("the root of a sum of squares, all positive"),
        f"{name}.minimum": _VALUE,
        f"{name}.median": closed_form("one of the values, or the mean of two", bound=bound),
        f"{name}.maximum": _VALUE,
        **{f"{name}.quartiles_type_{number}": interpolated for number in (7, 6, 2)},
    }


CHECK = Check(
    stem="characteristics",
    group="association",
    title="Characteristics",
    compute=characteristics,
    result=Characteristics,
    scope=Scope.PREDICTOR,
    inputs={"values": values},
    applies=is_number,
    from_patients=("event.minimum", "event.maximum", "none.minimum", "none.maximum"),
    references=(RCall("stats", "quantile", note="with mean and stats::sd; types 7, 6 and 2 of Hyndman and Fan"),),
    quantities=(
        Quantity("Mean with the event", "event.mean"),
        Quantity("SD with the event", "event.sd"),
        Quantity("Median with the event", "event.median"),
        Quantity("Mean without", "none.mean"),
        Quantity("SD without", "none.sd"),
        Quantity("Median without", "none.median"),
    ),
    tolerances={**_group("event"), **_group("none")},
    undefined=(Undefined(("event.sd", "none.sd"), "of one patient there is no standard deviation"),),
    citations=(
        Citation(
            "Hyndman, Fan. Sample quantiles in statistical packages. American Statistician 50 (1996) 361-365.",
            "10.2307/2684934",
        ),
    ),
)
