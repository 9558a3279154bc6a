"""Where the files beside the code are: R scripts, cohorts, recorded answers, the project's R library.

In a checkout they lie at its top; an installed package carries the scripts and fixtures within itself.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent


def _beside_or_within(name: str) -> Path:
    in_checkout = (_CHECKOUT / "pyproject.toml").is_file() and (_CHECKOUT / name).is_dir()
    return _CHECKOUT / name if in_checkout else _PACKAGE / f"_{name}"


def r_scripts() -> Path:
    """Folder of what R is asked: ``<package>/<name>.R``."""
    return _beside_or_within("r_scripts")


def fixtures() -> Path:
    """Folder of what comes with parity: cohorts, recorded answers, figures."""
    return _beside_or_within("fixtures")


def cohorts() -> Path:
    """Folder of the bundled studies: ``<name>.toml`` and ``<name>.csv``."""
    return fixtures() / "cohorts"


def references() -> Path:
    """Folder of the recorded answers: ``<cohort>/<package>/<name>.json``."""
    return fixtures() / "references"


def r_library(version: str | None = None) -> list[Path]:
    """The libraries that ``make setup`` filled in this checkout, one for each R it met: ``.r-library/R-4.2``.

    Parameters
    ----------
    version : str or None
        Of the R that is to use them, ``"4.2.2"``; None gives the libraries of every R.
    """
    wanted = "R-" + (".".join(version.split(".")[:2]) if version else "*")
    return sorted(folder for folder in (_CHECKOUT / ".r-library").glob(wanted) if folder.is_dir())
