"""Every coordinate of the corners of an ROC curve: who is asked, and how closely."""

from __future__ import annotations

from parity.checks.pROC.coords import corners_rounding
from parity.checks.vocabulary import Bound, Check, Citation, RCall, Tolerance, closed_form, exact
from parity.statistics.discrimination.roc_coordinates import RocCoordinates, roc_coordinates
from parity.statistics.fields import field_names

_FIELDS = field_names(RocCoordinates)
_COUNT = exact("a count of patients")
_PROPORTION = exact("a count over a count: one division, correctly rounded on both sides")
_MULTIPLIED_BACK = closed_form(
    "pROC multiplies sensitivity and specificity back to counts, which need not come out whole, and goes on from those"
)


def _less(field: str) -> Tolerance:
    return closed_form(
        "pROC has what is false as all less what is true, and rates of it as 1 less the other: where few of many are "
        "false, the rounding of the many shows in the few",
        bound=Bound(corners_rounding, field),
    )


_FROM_ONE = (
    "false_positives",
    "false_negatives",
    "ppv",
    "npv",
    "false_positive_rates",
    "false_negative_rates",
    "false_discovery_rates",
    "error_rates",
    "false_omission_rates",
    "positive_ratios",
    "negative_ratios",
    "squared_distances",
)

CHECK = Check(
    stem="roc_coordinates",
    group="discrimination",
    title="Coordinates of the ROC curve",
    compute=roc_coordinates,
    result=RocCoordinates,
    from_patients=_FIELDS,
    references=(
        RCall(
            "pROC",
            "coords",
            tolerances={
                **dict.fromkeys(("true_positives", "true_negatives", "accuracies"), _MULTIPLIED_BACK),
                **{field: _less(field) for field in _FROM_ONE},
            },
            note="x = 'local maximas', every ret, at finite thresholds; its likelihood "
            "ratios from 1.19 on, before that from its own rates; "
            "its 'youden' is J + 1, the script takes 1 away",
        ),
        RCall("base", "findInterval", note="counts of sorted risks below each midpoint, and what is formed of them"),
    ),
    tolerances={
        **dict.fromkeys(_FIELDS, _PROPORTION),
        "count": exact("a count of thresholds"),
        "thresholds": exact("half the sum of two doubles: one rounding, the same on both sides"),
        **dict.fromkeys(("true_positives", "false_positives", "false_negatives", "true_negatives"), _COUNT),
        "positive_ratios": exact("a quotient of two proportions: three divisions, each correctly rounded"),
        "negative_ratios": exact("a quotient of two proportions: three divisions, each correctly rounded"),
        "youden": exact("the sum of two proportions minus 1, in this order on both sides"),
        "squared_distances": exact("the sum of two squares of proportions, in this order on both sides"),
    },
    citations=(
        Citation("Robin et al. pROC. BMC Bioinformatics 12 (2011) 77.", "10.1186/1471-2105-12-77"),
        Citation(
            "Altman, Bland. Diagnostic tests 2: predictive values. BMJ 309 (1994) 102.", "10.1136/bmj.309.6947.102"
        ),
        Citation(
            "Deeks, Altman. Diagnostic tests 4: likelihood ratios. BMJ 329 (2004) 168.", "10.1136/bmj.329.7458.168"
        ),
    ),
)
