"""How many resamples of each bundled study were recorded, and from which seed."""

from __future__ import annotations

import dataclasses

from parity.data.study_file import find_study

RESAMPLES = {
    "asah": (1000, 7),
    "birthwt": (500, 2026),
    "brink": (200, 11),
    "curves": (200, 2147483647),
    "dca": (200, 1),
    "limits": (40, 9),
    "rait": (2000, 123),
    "rivals": (100, 3),
    "scores": (200, 20250101),
    "strata": (40, 0),
    "wards": (200, 42),
}
"""By study: resamples and seed. `parity record STUDY --resamples N --seed S` records them."""


def resampled(name, resamples=None, seed=None):
    """The bundled study, resampled as it was recorded or as is said."""
    count, start = RESAMPLES[name]
    return dataclasses.replace(
        find_study(name), resamples=count if resamples is None else resamples, seed=start if seed is None else seed
    )
