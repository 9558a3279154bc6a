"""Counts and percentages of categories: what is asked of R, and how closely."""

from __future__ import annotations

from parity.checks.association.predictor import categories, is_categorical
from parity.checks.vocabulary import Check, Citation, Quantity, RCall, Scope, closed_form, exact
from parity.statistics.association.frequencies import Frequencies, frequencies

_COUNT = exact("a count of patients")
_SHARE = closed_form("a hundred times a count over a count")

CHECK = Check(
    stem="frequencies",
    group="association",
    title="Frequencies",
    compute=frequencies,
    result=Frequencies,
    scope=Scope.PREDICTOR,
    inputs={"categories": categories},
    applies=is_categorical,
    references=(RCall("base", "table", note="percentages of the column: of all with the event, and of all without"),),
    quantities=(
        Quantity("n with the event", "event", decimals=0),
        Quantity("% with the event", "event_percent", decimals=1),
        Quantity("n without", "none", decimals=0),
        Quantity("% without", "none_percent", decimals=1),
    ),
    tolerances={"event": _COUNT, "none": _COUNT, "event_percent": _SHARE, "none_percent": _SHARE},
    citations=(
        Citation(
            "Moons et al. TRIPOD: explanation and elaboration. Annals of Internal Medicine 162 (2015) W1-W73.",
            "10.7326/M14-0698",
        ),
    ),
)
