"""What a planted mistake is."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial


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
    unseen : str
        Where no bundled study shows it: which kind of data would, and the test that notices it.
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
    unseen: str = ""

    @property
    def by_records(self) -> bool:
        """Whether recorded answers can show it; the crossing is not used by them."""
        return self.kind is not Kind.CROSSING

    @property
    def by_r(self) -> bool:
        """Whether R itself must be asked: of a changed script a record only says that it is stale."""
        return self.kind in (Kind.SCRIPT, Kind.CROSSING)


def faults_in(kind: Kind, file: str, *checks: str) -> Callable[..., Fault]:
    """``Fault`` for several mistakes in one file that one set of statistics shows."""
    return partial(Fault, kind, file, checks)
