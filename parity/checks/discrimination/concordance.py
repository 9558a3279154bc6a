"""C index and Somers' Dxy: what is asked of val.prob and somers2, and how closely."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from parity.checks.rms import val_prob
from parity.checks.rms.val_prob import Generation
from parity.checks.summation import UNIT
from parity.checks.vocabulary import Bound, Check, Citation, RCall, closed_form
from parity.statistics.discrimination.concordance import Concordance, concordance


def rounding_of_ranks(outcome: np.ndarray) -> Mapping[str, float]:
    """Bounds for Hmisc, which divides the mean rank of the events, some half of n, by the number of the others."""
    c = 2 * UNIT * len(outcome) / max(1, int((outcome == 0).sum()))
    return {"c": c, "dxy": 2 * c}


_RANKS = "Hmisc divides a mean rank: a rounding error of half of n, over the number of non-events"

CHECK = Check(
    stem="concordance",
    group="discrimination",
    title="C index and Somers' Dxy",
    compute=concordance,
    result=Concordance,
    references=(
        val_prob.asked(
            ("c", "dxy"),
            conditions={val_prob.DELETED: "-"},
            deviations=(
                *val_prob.STOPS,
                *val_prob.deviations(val_prob.BINS, "c", "dxy", only=(Generation.BEFORE_6_9,)),
                *val_prob.deviations(val_prob.LOGITS, "c", "dxy", only=(Generation.BEFORE_7, Generation.FROM_7)),
            ),
        ),
        RCall(
            "Hmisc",
            "somers2",
            tolerances={
                "c": closed_form(_RANKS, bound=Bound(rounding_of_ranks, "c", scale=1.0)),
                "dxy": closed_form(f"{_RANKS}, twice", atol=1e-14, bound=Bound(rounding_of_ranks, "dxy", scale=1.0)),
            },
            note="from the mean rank of the events",
        ),
    ),
    tolerances={
        "c": closed_form("a count of pairs over their number, whose division rounds once"),
        "dxy": closed_form(
            "twice the distance of c from 1/2, whose absolute error it inherits doubled: some rounding errors of 1",
            atol=1e-14,
        ),
    },
    citations=(
        Citation(
            "Harrell, Lee, Mark. Statistics in Medicine 15 (1996) 361-387.",
            "10.1002/(SICI)1097-0258(19960229)15:4<361::AID-SIM168>3.0.CO;2-4",
        ),
        Citation("Somers. American Sociological Review 27 (1962) 799-811.", "10.2307/2090408"),
    ),
)
