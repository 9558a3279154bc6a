"""Our side of a check on a bundled study, computed once for all tests that hold it against something."""

from __future__ import annotations

import functools

from resampled import resampled

from parity.answers import modes
from parity.answers.modes import Mode
from parity.checks.catalogue import CATALOGUE
from parity.verification.ask import verify
from parity.verification.compute import Computation, Computed, asked_of, computed, not_applying, now
from parity.verification.groups import left_out


def ours(study, check) -> tuple[Computed, ...]:
    """Of one check of the catalogue, in every setting of a bundled study, resampled as the study says."""
    drawn = (study.resamples, study.seed) if check.draws else (0, 0)
    return _ours(study.name, check.stem, *drawn)


@functools.cache
def _ours(name: str, stem: str, resamples: int, seed: int) -> tuple[Computed, ...]:
    asked = asked_of(resampled(name, resamples, seed), CATALOGUE.matching([stem]))
    return tuple(computed(check, sample) for check, sample in asked)


def ours_verified(study, check, live, mode=Mode.AUTO):
    """The same, verified by R, live or recorded."""
    catalogue = CATALOGUE.matching([check.stem])
    not_made = (*left_out(study), *not_applying(study, catalogue))
    computation = Computation(now(), (study,), catalogue, ours(study, check), not_made)
    source = modes.source(mode, catalogue, live, study.references)
    return verify(computation, lambda _: source, mode=mode, bridge=None, environment={})
