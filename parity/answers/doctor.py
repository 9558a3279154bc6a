"""What this machine has, what it lacks, and the command that mends it."""

from __future__ import annotations

import enum
import platform
import sys
from collections.abc import Iterable
from dataclasses import dataclass

from parity import places
from parity.answers.connect import connect
from parity.answers.installed import required, version
from parity.answers.modes import Mode
from parity.r.bridge import Bridge
from parity.r.environment import find_r, r_version, rpy2_problem

WELCOME = {"statsmodels": "the third voice is skipped", "matplotlib": "PNG files of figures are painted by cairo only"}
CURES = {
    "rmda": (
        'make setup RETRY=1, or Rscript -e \'remotes::install_version("rmda", "1.6")\', '
        "where the archive of CRAN is reached (rmda has left its index)"
    ),
}
"""What mends the absence of an R package, where `make setup` alone may not."""


class State(enum.StrEnum):
    """How a finding stands."""

    OK = "ok"
    WARN = "warn"
    """Something is skipped, or recorded answers serve."""
    FAIL = "fail"
    """parity cannot work."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the examination.

    Attributes
    ----------
    what : str
    state : State
    found : str
    cure : str
        The command that mends it, or what follows from it.
    """

    what: str
    state: State
    found: str
    cure: str = ""


def examine(packages: Iterable[str], *, timeout: float = 60.0) -> list[Finding]:
    """Python, R, the bridge between them, and every R package that a check asks."""
    findings = [_python()]
    findings += [_library(name) for name in required()]
    findings += [_welcome(name, without) for name, without in WELCOME.items()]
    r = find_r()
    if r is None:
        return findings + [
            Finding("R", State.WARN, "not found on PATH or by R_HOME", "make setup; until then recorded answers serve")
        ]
    findings.append(Finding("R", State.OK, f"{r_version(r)} at {r}"))
    problem = rpy2_problem()
    found = version("rpy2") or "not installed"
    if problem is None:
        findings.append(Finding("rpy2", State.OK, found))
    else:
        findings.append(Finding("rpy2", State.WARN, found, f"{problem}; Rscript serves meanwhile"))
    for bridge in (Bridge.RPY2, Bridge.RSCRIPT) if problem is None else (Bridge.RSCRIPT,):
        findings += _bridge(bridge, sorted(packages), timeout, with_packages=bridge is Bridge.RSCRIPT)
    return findings


def _python() -> Finding:
    found = f"{platform.python_version()} at {sys.executable}"
    serves = sys.version_info >= (3, 11)
    return Finding("Python", State.OK if serves else State.FAIL, found, "" if serves else "Python 3.11 or later")


def _library(name: str) -> Finding:
    found = version(name)
    return Finding(name, State.OK, found) if found else Finding(name, State.FAIL, "not installed", "make setup")


def _welcome(name: str, without: str) -> Finding:
    found = version(name)
    return (
        Finding(name, State.OK, found)
        if found
        else Finding(name, State.WARN, "not installed", f"make setup; without it {without}")
    )


def _bridge(bridge: Bridge, packages: list[str], timeout: float, *, with_packages: bool) -> list[Finding]:
    with connect(
        Mode.AUTO, None if bridge is Bridge.RSCRIPT and rpy2_problem() else bridge, packages, timeout=timeout
    ) as connection:
        said = connection.environment
        if said is None:
            return [Finding(f"bridge {bridge}", State.WARN, "does not start", connection.why_not)]
        findings = [
            Finding(
                f"bridge {bridge}", State.OK, f"R {said['r']}, BLAS {said.get('blas')}, collation {_collation(said)}"
            )
        ]
        if not with_packages:
            return findings
        for package in packages:
            have = said["packages"].get(package)
            if have:
                findings.append(Finding(package, State.OK, have))
            else:
                cure = CURES.get(package, "make setup")
                findings.append(
                    Finding(package, State.WARN, "not installed", f"{cure}; until then recorded answers serve")
                )
        libraries = ", ".join(str(path) for path in places.r_library()) or "none"
        return [*findings, Finding("project library", State.OK, libraries)]


def _collation(said: dict) -> str:
    locale = said.get("locale") or {}
    return locale.get("LC_COLLATE", "?") if isinstance(locale, dict) else str(locale)
