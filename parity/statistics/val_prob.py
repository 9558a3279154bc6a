"""What is known of ``rms::val.prob``, which several statistics are held against."""

from __future__ import annotations

from parity.check import Deviation

DELETED = r"deleted from logistic calibration due to probs"
"""Its warning of risks of exactly 0 or 1."""

NEARLY_EQUAL = Deviation(
    (),
    "rms < 7",
    "it stops as a whole where the log odds of the risks spread too little beside their mean for lrm.fit",
    where_it_stops="apparently singular matrix",
)

MISNAMED = "where all risks are equal, val.prob gives one value more than it has names, and from Emax on they are another's"
