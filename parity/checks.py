"""Everything that is verified: the statistics, then the figures."""

from __future__ import annotations

import fnmatch
from collections.abc import Sequence

from parity.check import Check
from parity.errors import InputError
from parity.figures import pages
from parity.statistics import CHECKS as STATISTICS

CHECKS = (*STATISTICS, *pages.CHECKS)


def matching(patterns: Sequence[str]) -> tuple[Check, ...]:
    """The checks whose stem matches any of `patterns`, such as ``"auc*"``; all of them without a pattern."""
    chosen = tuple(check for check in CHECKS if not patterns or any(fnmatch.fnmatch(check.stem, pattern.lower()) for pattern in patterns))
    if not chosen:
        raise InputError(f"no statistic is named {' or '.join(map(repr, patterns))}; `parity list` shows them")
    return chosen
