"""A whole run: our side computed while R loads its packages, then every reference asked and held against it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Union

from parity import places
from parity.answers import libraries, modes
from parity.answers.answer import Bridge
from parity.answers.connect import connection, start_r
from parity.answers.modes import Mode
from parity.checks.catalogue import CATALOGUE
from parity.checks.vocabulary import Catalogue, pinned
from parity.data.cohort import Study
from parity.data.study_file import find_study
from parity.errors import InputError, ended, listed, quoted, suggestion
from parity.r.supervisor import RSession
from parity.verification.ask import verify
from parity.verification.compute import Computation, compute
from parity.verification.controls import bounds
from parity.verification.controls.hold import hold
from parity.verification.environment import environment
from parity.verification.estimable import check_estimable
from parity.verification.verification import Statistic, Verification

Progress = Callable[[int], AbstractContextManager[Callable[[str], None]]]


def verify_studies(
    studies: Union[Study, str, Path, Iterable[Union[Study, str, Path]]],
    checks: Union[str, Iterable[str]] = "*",
    *,
    mode: str = "auto",
    bridge: str | None = None,
    timeout: float = 120.0,
    without: Iterable[str] = (),
    catalogue: Catalogue = CATALOGUE,
) -> Verification:
    """Verify prediction studies in R and in Python, number by number: what ``parity verify`` does.

    Parameters
    ----------
    studies : Study, name, path, or several of them
        A study, the name of a bundled one, or the path of a study file; `parity.study_from_csv` makes one of a CSV
        file.
    checks : str or iterable of str
        Stems of statistics, with ``*`` for any letters: ``"auc*"``.
    mode : {"auto", "live", "replay"}
        R where it is and recorded answers otherwise; R required; R never started.
    bridge : {"rpy2", "rscript"} or None
        How R is reached; None: rpy2 where it fits this R.
    timeout : float
        Seconds that one question to R may take.
    without : iterable of str
        Packages that are not asked, though they may be required otherwise: ``["rmda"]``.
    catalogue : Catalogue
        What is verified; parity's own, or another library's.

    Returns
    -------
    Verification
        `verdict`, `counts`, and in `statistics` every number beside every answer. `parity.write_evidence` writes it
        down.

    Raises
    ------
    InputError
        There is no such study, statistic, mode or bridge, two studies have one name, or the model of a study cannot be
        estimated.
    Missing
        R or a package is not there, and the mode requires it.
    """
    asked = _mode(mode)
    through = _bridge(bridge)
    chosen = catalogue.matching([checks] if isinstance(checks, str) else tuple(checks))
    left_out = (without,) if isinstance(without, str) else tuple(without)
    refuse_unknown(chosen, left_out, "without")
    several = [studies] if isinstance(studies, (Study, str, Path)) else list(studies)
    loaded = [study if isinstance(study, Study) else find_study(study) for study in several]
    refuse_one_name(loaded)
    for study in loaded:
        check_estimable(study)
    with start_r(asked, through, timeout=timeout, packages=chosen.r_packages) as session:
        return run(loaded, chosen, session, mode=asked, insist=through is not None, without=left_out)


def refuse_unknown(catalogue: Catalogue, packages: Iterable[str], option: str) -> None:
    """A package that is named, and that nobody asks, is a slip."""
    named = sorted({call.package for check in catalogue.checks for call in check.references})
    for package in packages:
        if package not in named:
            step = f"{ended(suggestion(package, named))} They ask {', '.join(named)}"
            raise InputError(f"{option} {package}: no chosen check asks it", step=step)


def refuse_one_name(studies: Iterable[Study]) -> None:
    """Results go by the name of their study: those of two studies with one name could not be told apart."""
    names = [study.name for study in studies]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        step = "rename a file, or run them one after the other"
        raise InputError(f"two studies are both called {quoted(twice)}, and results go by that name", step=step)


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


def run(
    studies: Sequence[Study],
    catalogue: Catalogue,
    session: RSession | None,
    *,
    mode: Mode,
    insist: bool = False,
    without: Collection[str] = (),
    progress: Progress = lambda total: nullcontext(lambda label: None),
    computed: Callable[[Computation], None] = lambda computation: None,
    compared: Callable[[Statistic], None] = lambda statistic: None,
) -> Verification:
    """The same with an R that `start_r` has started; with `insist`, an R that does not start is an error in every mode.

    `progress` is called with the number of statistics and gives a context whose value is called with a label before
    each; `computed` with our side, while R still loads; `compared` with each as soon as it is compared.

    Raises
    ------
    Unsound
        A control does not end as it must, or a tolerance or a computed bound is not the one that is pinned: nothing is
        verified then.
    """
    if catalogue.tolerances is not None:
        pinned.hold(catalogue.checks, catalogue.tolerances)
    hold()
    bounds.hold(catalogue)
    libraries.load(catalogue)
    computation = compute([_recorded_by(catalogue, study) for study in studies], catalogue)
    computed(computation)
    asked = [package for package in catalogue.r_packages if package not in without]
    connected = connection(session, mode, asked, scripts=catalogue.scripts, insist=insist)
    with progress(len(computation.statistics)) as advance:
        return verify(
            computation,
            lambda study: modes.source(mode, catalogue, connected.live, study.references, without),
            mode=mode,
            bridge=connected.bridge,
            environment=environment(connected.environment),
            without_r=connected.why_not,
            progress=advance,
            compared=compared,
        )


def _recorded_by(catalogue: Catalogue, study: Study) -> Study:
    """The answers on a bundled study stand in the folder of the catalogue, those on a person's own beside its file."""
    bundled = study.references == places.references()
    return dataclasses.replace(study, references=catalogue.references) if bundled else study
