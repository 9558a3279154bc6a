"""What DeLong's tests have in common."""

from __future__ import annotations

from collections.abc import Iterable

from parity.checks.vocabulary import Bound, Citation, Tolerance, closed_form, special_function
from parity.checks.vocabulary.tolerance import Function

DELONG = Citation("DeLong, DeLong, Clarke-Pearson. Biometrics 44 (1988) 837-845.", "10.2307/2531595")
SAME_LENGTH = {r"The ROC curves seem to be paired": "-"}
"""What pROC says of two groups with the same outcomes in the same order."""

AREA = closed_form(
    "a count of pairs over m·n, rounded once; R adds trapezoids or averages placements: few roundings of terms of at "
    "most 1",
    atol=1e-15,
)
_REASON = (
    "of placements as whole numbers, rounded once; R holds them as doubles and forms the joint covariance of the areas "
    "first: what that loses is the more the less the difference varies"
)


def areas(*names: str) -> dict[str, Tolerance]:
    """Of areas and their differences."""
    return dict.fromkeys(names, AREA)


def computed(rounding: Function, names: Iterable[str]) -> dict[str, Tolerance]:
    """Of what is made of a covariance: `rounding` gives the bounds."""
    found: dict[str, Tolerance] = {}
    for name in names:
        make = special_function if name == "p_value" or name.startswith("interval") else closed_form
        bound = "limit" if name.startswith("interval") else name
        found[name] = make(_REASON, bound=Bound(rounding, bound, scale=1.0))
    return found
