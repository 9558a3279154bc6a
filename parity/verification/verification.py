"""A whole run: every statistic of every setting, held against every reference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from parity.answers.answer import Bridge
from parity.answers.modes import Mode
from parity.checks.vocabulary import Check
from parity.data.cohort import Study
from parity.errors import plural
from parity.statistics.fields import fields_of
from parity.verification.compare import Comparison, Outcome
from parity.verification.groups import LeftOut
from parity.verification.setting import Setting
from parity.checks.vocabulary.verdict import Verdict, worst


@dataclass(frozen=True, slots=True)
class Statistic:
    """One statistic of one setting, held against every reference.

    Attributes
    ----------
    setting : Setting
    check : Check
    outcome : Outcome
        Ours.
    result : object or None
        The typed result behind `outcome`.
    comparisons : tuple of Comparison
        One for each answer, in the order of the check's references.
    verdict : Verdict
    seconds : mapping of str to float
        Time for our computation (``"parity"``) and for each reference (``"rms/val_prob"``); an answer that serves
        several checks counts at the first.
    """

    setting: Setting
    check: Check
    outcome: Outcome
    result: Any
    comparisons: tuple[Comparison, ...]
    verdict: Verdict
    seconds: Mapping[str, float]

    def __repr__(self) -> str:
        answers = ", ".join(f"{one.call.source}: {one.verdict.value}" for one in self.comparisons)
        unlike = [one for one in self.comparisons if one.verdict is Verdict.DISAGREES and one.note]
        return "\n".join(
            [
                f"<{self.check.stem} of {self.setting.label}: {self.verdict.value}; {answers}>",
                _shortened(self.result),
                *(f"  {one.call.source}: {one.note}" for one in unlike),
            ]
        )

    @property
    def verifies(self) -> bool:
        """Whether anything was held against an answer."""
        return any(comparison.verifies for comparison in self.comparisons)

    @property
    def whole(self) -> bool:
        """Whether every number of it is defined, was held against an answer, and is not above the cap of its bound."""
        in_part = any(comparison.not_verified or comparison.undefined for comparison in self.comparisons)
        return self.verifies and not self.unanswered and not in_part

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The fields that no reference answered, where some reference answered others."""
        if not self.verifies or self.outcome.fields is None:
            return ()
        answered = {field.name for comparison in self.comparisons for field in comparison.fields}
        stopped = any(comparison.provenance is not None and not comparison.fields for comparison in self.comparisons)
        return () if stopped else tuple(name for name in self.check.fields if name not in answered)


_MOST_SHOWN = 6
"""Elements of a field up to which they are shown one by one: longer ones may be patients."""


def _shortened(result: Any) -> str:
    """A result a line a field, long arrays by their length alone."""
    if result is None:
        return "no result"
    lines = []
    for name, field in fields_of(result).items():
        short = len(field) <= _MOST_SHOWN
        shown = ", ".join(f"{field.element(place)}" for place in range(len(field))) if short else f"{len(field)} values"
        lines.append(f"  {name} = {shown}")
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Verification:
    """A whole run.

    Attributes
    ----------
    mode : Mode
    bridge : Bridge or None
        None where R was not started.
    environment : mapping
    started, finished : str
        UTC.
    studies : tuple of Study
    statistics : tuple of Statistic
    without_r : str
        Why R was not asked, where it was wanted; else empty.
    left_out : tuple of LeftOut
        The groups, patients and statistics of which nothing was computed, and why.
    strict : bool
        Whether what was not verified, by any package or in any number, fails the run.
    required : tuple of str
        Packages that must answer.
    withheld : bool
        Whether the numbers of single patients are withheld.
    """

    mode: Mode
    bridge: Bridge | None
    environment: Mapping[str, Any]
    started: str
    finished: str
    studies: tuple[Study, ...]
    statistics: tuple[Statistic, ...]
    without_r: str = ""
    left_out: tuple[LeftOut, ...] = ()
    strict: bool = False
    required: tuple[str, ...] = ()
    withheld: bool = False

    def __repr__(self) -> str:
        names = ", ".join(study.name for study in self.studies)
        return f"<verification of {names}: {self.verdict.value}, {plural(len(self.statistics), 'statistic')}>"

    @property
    def verdict(self) -> Verdict:
        """The worst of all statistics."""
        return worst(statistic.verdict for statistic in self.statistics)

    @property
    def counts(self) -> dict[Verdict, int]:
        """Number of statistics by verdict, every verdict named."""
        counted = Counter(statistic.verdict for statistic in self.statistics)
        return {verdict: counted[verdict] for verdict in Verdict}

    @property
    def numbers(self) -> int:
        """Numbers of ours that were held against at least one answer; the lines of drawn pages are none."""
        found = 0
        for statistic in self.statistics:
            sizes: dict[str, int] = {}
            for comparison in statistic.comparisons:
                if not comparison.drawn:
                    for field in comparison.fields:
                        sizes[field.name] = max(sizes.get(field.name, 0), len(field))
            found += sum(sizes.values())
        return found

    @property
    def answers(self) -> int:
        """Numbers that the references gave to hold ours against."""
        return self._compared(drawn=False)

    @property
    def lines(self) -> int:
        """Lines of pages that R drew, to hold ours against."""
        return self._compared(drawn=True)

    def _compared(self, *, drawn: bool) -> int:
        comparisons = (comparison for statistic in self.statistics for comparison in statistic.comparisons)
        return sum(comparison.size for comparison in comparisons if comparison.drawn is drawn)

    @property
    def skipped(self) -> dict[str, str]:
        """Packages that did not answer because they are not here, with the reason."""
        return {
            comparison.call.package: comparison.note
            for statistic in self.statistics
            for comparison in statistic.comparisons
            if comparison.verdict is Verdict.NOT_VERIFIED and comparison.provenance is None
        }

    @property
    def lacking(self) -> dict[str, str]:
        """Packages that had to answer and did not, with the reason: those required, or any where the run is strict."""
        return {name: why for name, why in self.skipped.items() if self.strict or name in self.required}

    @property
    def verifies(self) -> bool:
        """Whether anything was compared."""
        return any(statistic.verifies for statistic in self.statistics)

    @property
    def exit_code(self) -> int:
        """0 all that was compared agrees, 1 a disagreement, 3 a package or a number that was required is not verified,
        4 something that should have answered did not, 5 nothing was compared."""
        if self.verdict is Verdict.DISAGREES:
            return 1
        if self.verdict in (Verdict.NOT_RECORDED, Verdict.STALE, Verdict.NOT_RUN):
            return 4
        if self.lacking or (self.strict and not all(statistic.whole for statistic in self.statistics)):
            return 3
        return 0 if self.verifies else 5
