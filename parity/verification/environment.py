"""What this run runs on: the Python side of the evidence."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from typing import Any

from parity.answers.installed import version
from parity.verification.origin import origin

LIBRARIES = ("numpy", "scipy", "pandas", "statsmodels", "matplotlib", "rpy2")


def environment(of_r: Mapping[str, Any] | None) -> dict[str, Any]:
    """Who made the run, versions and platform, with those of R where it was started (``r`` is None otherwise)."""
    from parity import __version__

    said = of_r or {}
    return {
        "parity": __version__,
        **origin(),
        "python": platform.python_version(),
        **{library: version(library) for library in LIBRARIES},
        "platform": platform.platform(),
        "r": said.get("r"),
        "r_packages": dict(said.get("packages", {})),
        "r_platform": said.get("platform"),
        "blas": said.get("blas"),
        "lapack": said.get("lapack"),
        "locale": said.get("locale"),
        "bridge": said.get("bridge"),
    }
