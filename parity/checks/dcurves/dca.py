"""What dcurves::dca does with a risk of exactly 0, and how it is asked."""

from __future__ import annotations

import numpy as np

from parity.checks.vocabulary import Deviation, RCall
from parity.statistics.utility.clinical_impact import clinical_impact
from parity.statistics.utility.decision_curve import decision_curve


def net_benefit_without_zeros(outcome: np.ndarray, risk: np.ndarray, thresholds: np.ndarray) -> dict[str, np.ndarray]:
    """Net benefit where a risk of exactly 0 is high at no threshold: at a threshold of 0, that of risks above it.

    Masked at other thresholds, and left out where no risk is 0: there dca does not deviate.
    """
    if (risk > 0).all():
        return {}
    above = decision_curve(outcome, risk, thresholds).net_benefit
    return {"net_benefit_at_or_above": np.ma.masked_where(thresholds > 0, above)}


def detected_without_zeros(outcome: np.ndarray, risk: np.ndarray, thresholds: np.ndarray) -> dict[str, np.ndarray]:
    """The share detected where a risk of exactly 0 is high at no threshold; masked and left out as above."""
    if (risk > 0).all():
        return {}
    above = clinical_impact(outcome, risk, thresholds).detected
    return {"detected_at_or_above": np.ma.masked_where(thresholds > 0, above)}


SAYS_WHAT_THE_EVENT_IS = {r"^Assuming .* is \[Event\]": "-"}
_ZERO = "dca moves risks of exactly 0 below 0, so that they are not treated at a threshold of 0"


def of_risks_read_by_r(observed: np.ndarray, risk: np.ndarray, thresholds: np.ndarray) -> dict[str, np.ndarray]:
    """As `net_benefit_without_zeros`, of the patients who are looked at where the model has patients of its own."""
    return net_benefit_without_zeros(observed, risk, thresholds)


AS_TYPED = Deviation(("net_benefit_at_or_above",), "dcurves", _ZERO, follows=of_risks_read_by_r)

_DEVIATIONS = (
    Deviation(("net_benefit_at_or_above",), "dcurves", _ZERO, follows=net_benefit_without_zeros),
    Deviation(("detected_at_or_above",), "dcurves", _ZERO, follows=detected_without_zeros),
)


def dca(*fields: str) -> RCall:
    """The question to dcurves, which is asked once for all that looks at these risks and thresholds."""
    return RCall(
        "dcurves",
        "dca",
        name="dca",
        fields=fields,
        conditions=SAYS_WHAT_THE_EVENT_IS,
        deviations=tuple(deviation for deviation in _DEVIATIONS if set(deviation.fields) <= set(fields)),
        note="high risk means risk >= threshold; its message names the level taken as the event",
    )
