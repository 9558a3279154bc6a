"""Everything that is verified: the statistics, then the figures."""

from __future__ import annotations

from parity.figures import pages
from parity.statistics import CHECKS as STATISTICS

CHECKS = (*STATISTICS, *pages.CHECKS)
