"""What a planted mistake is."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial


class Way(enum.Enum):
    """How a mistake is looked for."""

    RECORDS = "replay"
    """A study is verified by recorded answers."""
    R = "auto"
    """A study is verified by R."""
    TESTS = "tests"
    """A file of tests is run."""


class Kind(enum.Enum):
    """Where a mistake is made."""

    STATISTIC = "a statistic in Python"
    HANDED = "what is handed to both sides"
    READING = "reading the file"
    SCRIPT = "an R script"
    CROSSING = "the crossing to R and back"
    RECORDED = "a recorded answer"
    TOLERANCE = "a tolerance"
    COMPARISON = "the comparison and the run"
    COHORT = "a cohort"
    DRAWING = "a drawing"


@dataclass(frozen=True, slots=True)
class Drawn:
    """The resamples with which a study is verified, where it shows only there.

    Attributes
    ----------
    resamples, seed : int
    """

    resamples: int
    seed: int


@dataclass(frozen=True, slots=True)
class Fault:
    """One small change in one place.

    Attributes
    ----------
    kind : Kind
    file : str
        Where it is made, in a checkout: ``"parity/statistics/overall/brier_score.py"``.
    checks : tuple of str
        Stems of the statistics that are verified.
    name : str
        By which it is asked for and listed.
    mistake : str
        What a person would call it.
    was, planted : str
        The text that stands there, exactly once, and what is put in its place.
    study : str
        The smallest bundled study that shows it.
    renewed : bool
        Whether who changed the file also renewed its hash wherever it is kept, so that nothing is stale.
    tests : str
        Where no verification shows it: the file of tests that must notice it, ``"tests/figures/test_cairo.py"``. It is
        run in the place of a study.
    drawn : Drawn or None
        With which resamples the study is verified; None: without.
    live : bool
        Whether R is asked too, which names the first wrong draw.
    """

    kind: Kind
    file: str
    checks: tuple[str, ...]
    name: str
    mistake: str
    was: str
    planted: str
    study: str = "asah"
    renewed: bool = False
    tests: str = ""
    drawn: Drawn | None = None
    live: bool = False

    @property
    def needs_r(self) -> bool:
        """Whether R itself must be asked: of a changed script a record only says that it is stale."""
        return self.kind in (Kind.SCRIPT, Kind.CROSSING)

    @property
    def ways(self) -> tuple[Way, ...]:
        """How it is looked for; recorded answers do not use the crossing."""
        if self.tests:
            return (Way.TESTS,)
        by_r = (Way.R,) if self.needs_r or self.live else ()
        return (*((Way.RECORDS,) if self.kind is not Kind.CROSSING else ()), *by_r)


def faults_in(kind: Kind, file: str, *checks: str) -> Callable[..., Fault]:
    """``Fault`` for several mistakes in one file that one set of statistics shows."""
    return partial(Fault, kind, file, checks)
