"""A whole run: our side computed while R loads its packages, then every reference asked and held against it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterable, Sequence

from parity import places
from parity.answers import libraries, modes
from parity.answers.connect import connection
from parity.answers.modes import Mode
from parity.checks.vocabulary import Catalogue, pinned
from parity.data.cohort import Study
from parity.errors import InputError, quoted, suggestion
from parity.r.supervisor import RSession
from parity.verification.ask import verify
from parity.verification.compute import Computation, Progress, compute, silent
from parity.verification.controls import bounds
from parity.verification.controls.hold import hold
from parity.verification.environment import environment
from parity.verification.verification import Statistic, Verification


def refuse_unknown(catalogue: Catalogue, packages: Iterable[str], option: str) -> None:
    """A package that is named, and that nobody asks, is a slip."""
    named = sorted({call.package for check in catalogue.checks for call in check.references})
    for package in packages:
        if package not in named:
            raise InputError(f"{option} {package}: no chosen check asks it", step=suggestion(package, named))


def refuse_one_name(studies: Iterable[Study]) -> None:
    """Results go by the name of their study: those of two studies with one name could not be told apart."""
    names = [study.name for study in studies]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        step = "rename a file, or run them one after the other"
        raise InputError(f"two studies are both called {quoted(twice)}, and results go by that name", step=step)


def run(
    studies: Sequence[Study],
    catalogue: Catalogue,
    session: RSession | None,
    *,
    mode: Mode,
    insist: bool = False,
    without: Collection[str] = (),
    progress: Progress = silent,
    computed: Callable[[Computation], None] = lambda computation: None,
    compared: Callable[[Statistic], None] = lambda statistic: None,
) -> Verification:
    """Verify studies with an R that `start_r` has started.

    With `insist`, an R that does not start is an error in every mode. `progress` is called with the number of
    statistics and with what is done, and gives a context whose value is called with a label before each; `computed`
    with our side, while R still loads; `compared` with each as soon as it is compared.

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
    computation = compute([_recorded_by(catalogue, study) for study in studies], catalogue, progress)
    computed(computation)
    asked = [package for package in catalogue.r_packages if package not in without]
    connected = connection(session, mode, asked, scripts=catalogue.scripts, insist=insist)
    with progress(len(computation.statistics), "verifying") as advance:
        return verify(
            computation,
            lambda study: modes.source(mode, catalogue, connected.live, study.references, without),
            mode=mode,
            bridge=connected.bridge,
            environment=environment(connected.environment),
            without_r=connected.why_not,
            traced=None if connected.live is None else connected.live.traced,
            progress=advance,
            compared=compared,
        )


def _recorded_by(catalogue: Catalogue, study: Study) -> Study:
    """The answers on a bundled study stand in the folder of the catalogue, those on a person's own beside its file."""
    bundled = study.references == places.references()
    return dataclasses.replace(study, references=catalogue.references) if bundled else study
