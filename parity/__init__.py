"""Show that a Python number equals R's, digit by digit, in writing.

    >>> import parity
    >>> study = parity.study("asah")  # or a CSV file, or a DataFrame, with outcome="died", predictors=["age", "sex"]
    >>> run = parity.verify(study, "auc*", mode="replay")
    >>> run["auc_delong"].verdict.name
    'AGREES'

========================= ==============================================================================================
`study`                   a study from a bundled name, a study file, a CSV file or a pandas DataFrame
`verify`                  verifies studies in R and in Python, number by number; gives a `Run`
`table`                   who the patients are: development against validation, with the event against without
`write_evidence`          writes a run down: report, results, every number, hashes
`hold`                    holds somebody else's number or function against R and against parity
`bootstrap`               resamples any statistic with R's own draws; gives intervals, and holds them against R's boot
`RRandom`                 R's random numbers, bit for bit: the same seed gives the numbers that R draws
`figures`                 R's nomogram, ROC curve, calibration and decision curve, drawn without R
`bundled_studies`         the names of the studies that come with parity
`Study`, `Cohort`, `Run`  what the functions above take and give
`InputError`, `Missing`   what they raise: a mistake in the input; R or a package that is not here
========================= ==============================================================================================
"""

# the names are imported when they are first used: `import parity` costs nothing

from __future__ import annotations

import importlib
from typing import Any

__version__ = "0.1.0.dev0"

_PLACES = {
    "Cohort": "data.cohort:Cohort",
    "InputError": "errors:InputError",
    "Missing": "errors:Missing",
    "RRandom": "statistics.random.generator:RRandom",
    "Run": "public.run:Run",
    "Study": "data.cohort:Study",
    "bootstrap": "public.bootstrap:bootstrap",
    "bundled_studies": "data.study_file:bundled_studies",
    "figures": "figures:",
    "hold": "public.hold:hold",
    "study": "public.study:study",
    "table": "public.table:table",
    "verify": "public.verify:verify",
    "write_evidence": "report.evidence:write",
}

__all__ = list(_PLACES)


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module 'parity' has no attribute {name!r}")
    module, _, attribute = _PLACES[name].partition(":")
    found = importlib.import_module(f"parity.{module}")
    return getattr(found, attribute) if attribute else found


def __dir__() -> list[str]:
    return sorted(__all__)
