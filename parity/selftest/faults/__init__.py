"""The mistakes, a file for those of one kind."""

from __future__ import annotations

import fnmatch
from collections.abc import Sequence

from parity.errors import InputError, quoted, suggestion
from parity.selftest.fault import Fault
from parity.selftest.faults import (
    benefit,
    bootstraps,
    calibration,
    discrimination,
    drawings,
    files,
    handing,
    judging,
    records,
    regression,
    scripts,
)

FAULTS: tuple[Fault, ...] = (
    *discrimination.FAULTS,
    *calibration.FAULTS,
    *benefit.FAULTS,
    *bootstraps.FAULTS,
    *regression.FAULTS,
    *handing.FAULTS,
    *files.FAULTS,
    *scripts.FAULTS,
    *records.FAULTS,
    *judging.FAULTS,
    *drawings.FAULTS,
)
"""All of them, in the order in which they are shown."""


def matching(patterns: Sequence[str]) -> tuple[Fault, ...]:
    """Those whose name matches any pattern, such as ``"auc-*"``; all without a pattern.

    Raises
    ------
    InputError
        A pattern matches none.
    """
    names = [fault.name for fault in FAULTS]
    for pattern in patterns:
        if not fnmatch.filter(names, pattern):
            raise InputError(f"no mistake is named {quoted(pattern)}", step=suggestion(pattern, names))
    return tuple(fault for fault in FAULTS if not patterns or any(fnmatch.fnmatch(fault.name, one) for one in patterns))
