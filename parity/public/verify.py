"""A verification from Python."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Union

from parity.answers.answer import Bridge
from parity.answers.connect import start_r
from parity.answers.modes import Mode
from parity.checks.catalogue import CATALOGUE
from parity.checks.vocabulary import Catalogue
from parity.data.cohort import Study
from parity.data.study_file import find_study
from parity.errors import InputError, listed
from parity.public.run import Run
from parity.verification.estimable import check_estimable
from parity.verification.selected import selected
from parity.verification.run import refuse_one_name, refuse_unknown, run


def verify(
    study: Union[Study, str, Path, Iterable[Union[Study, str, Path]]],
    checks: Union[str, Iterable[str]] = "*",
    *,
    mode: str = "auto",
    require: Union[str, Iterable[str]] = (),
    without: Union[str, Iterable[str]] = (),
    strict: bool = False,
    bridge: Union[str, None] = None,
    timeout: float = 120.0,
    catalogue: Union[Catalogue, None] = None,
) -> Run:
    """Verify prediction studies in R and in Python, number by number: what ``parity verify`` does.

    Parameters
    ----------
    study : Study, name, path, or several of them
        What `parity.study` gives, the name of a bundled study, or the path of a study file. Seed, confidence level,
        thresholds and subgroups are the study's.
    checks : str or iterable of str
        Stems of statistics, with ``*`` for any letters: ``"auc*"``.
    mode : {"auto", "live", "replay"}
        R where it is and recorded answers otherwise; R required; R never started.
    require : str or iterable of str
        Packages that must answer, otherwise ``run.exit_code`` is 3 and ``run.lacking`` says why.
    without : str or iterable of str
        Packages that are not asked, though they may be required otherwise: ``["rmda"]``.
    strict : bool
        Whether ``run.exit_code`` is 3 too where any package does not answer, or a number is not verified or undefined.
    bridge : {"rpy2", "rscript"} or None
        How R is reached; None: rpy2 where it fits this R.
    timeout : float
        Seconds that one question to R may take.
    catalogue : Catalogue or None
        What is verified, of another library; None: parity's own.

    Returns
    -------
    Run
        True where all agrees or deviates as documented; ``run.results``, ``run["auc_delong"]``, ``run.to_frame()``.
        `parity.write_evidence` writes it down.

    Raises
    ------
    InputError
        There is no such study, statistic, package, mode or bridge, two studies have one name, or the model of a study
        cannot be estimated.
    Missing
        R or a package is not there, and the mode requires it.

    Examples
    --------
    >>> import parity
    >>> run = parity.verify("asah", "auc_delong", mode="replay")
    >>> run["auc_delong"].verdict.name
    'AGREES'
    """
    asked, through = _mode(mode), _bridge(bridge)
    patterns = _several("checks", checks, _STATISTICS)
    if not patterns:
        raise InputError("no statistic is named", step=_STATISTICS)
    chosen = (CATALOGUE if catalogue is None else catalogue).matching(patterns)
    required, left_out = _several("require", require, _PACKAGES), _several("without", without, _PACKAGES)
    refuse_unknown(chosen, required, "require")
    refuse_unknown(chosen, left_out, "without")
    alone = isinstance(study, (Study, str, Path)) or hasattr(study, "iloc") or not isinstance(study, Iterable)
    given: list[Any] = [study] if alone else list(study)  # type: ignore[arg-type]
    studies = [selected(one if isinstance(one, Study) else find_study(one)) for one in given]
    refuse_one_name(studies)
    for one in studies:
        check_estimable(one)
    with start_r(asked, through, timeout=timeout, packages=chosen.r_packages) as session:
        found = run(studies, chosen, session, mode=asked, insist=through is not None, without=left_out)
    return Run.of(dataclasses.replace(found, strict=strict, required=required))


_STATISTICS = 'leave checks out for all, or name some: "auc*"; `parity list` shows them'
_PACKAGES = 'name packages of R, such as "rmda"; `parity doctor` shows which there are'


def _several(option: str, names: Union[str, Iterable[str]], step: str) -> tuple[str, ...]:
    """One name, or several."""
    given = (names,) if isinstance(names, str) or not isinstance(names, Iterable) else tuple(names)
    for name in given:
        if not isinstance(name, str):
            raise InputError(f"{option} has {name!r}, of type {type(name).__name__}, where a name is", step=step)
    return given


def _mode(mode: str) -> Mode:
    try:
        return Mode(mode)
    except ValueError:
        raise InputError(
            f"there is no mode {mode!r}", step=f"it is one of {listed(choice.value for choice in Mode)}"
        ) from None


def _bridge(bridge: str | None) -> Bridge | None:
    try:
        return None if bridge is None else Bridge(bridge)
    except ValueError:
        raise InputError(f"there is no bridge {bridge!r}", step="it is 'rpy2', 'rscript' or None") from None
