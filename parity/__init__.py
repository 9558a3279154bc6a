"""parity: show that a Python number equals R's, digit by digit, in writing.

The public names are imported when they are first used: ``import parity`` costs nothing.
"""

from __future__ import annotations

import importlib
from typing import Any

__version__ = "0.1.0.dev0"

_PLACES = {
    "CATALOGUE": "checks.catalogue:CATALOGUE",
    "Cohort": "data.cohort:Cohort",
    "InputError": "errors:InputError",
    "Missing": "errors:Missing",
    "RRandom": "statistics.random.generator:RRandom",
    "Study": "data.cohort:Study",
    "Verification": "verification.verification:Verification",
    "bundled_studies": "data.study_file:bundled_studies",
    "find_study": "data.study_file:find_study",
    "read_study": "data.study_file:read_study",
    "study_from_csv": "data.study:study_from_csv",
    "hold": "public.hold:hold",
    "study": "public.study:study",
    "study_from_frame": "data.frame:study_from_frame",
    "verify_studies": "public.verify:verify_studies",
    "write_evidence": "report.evidence:write",
}

__all__ = ["__version__", "figures", *_PLACES]


def __getattr__(name: str) -> Any:
    if name == "figures":
        return importlib.import_module("parity.figures")
    if name not in _PLACES:
        raise AttributeError(f"module 'parity' has no attribute {name!r}")
    module, _, attribute = _PLACES[name].partition(":")
    return getattr(importlib.import_module(f"parity.{module}"), attribute)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
