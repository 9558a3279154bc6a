"""Every mistake planted and asked about, on as many cores as there are."""

from __future__ import annotations

import dataclasses
import os
import queue
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from parity.selftest.asking import Ending, Run, ask, run_tests
from parity.selftest.fault import Fault, Way
from parity.selftest.planting import Copy, OutOfDate, tests_are_here


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one mistake.

    Attributes
    ----------
    fault : Fault
    by : mapping of Way to Run
        By recorded answers, by R, by tests; those that were not asked are not in it.
    out_of_date : str
        Why it could not be planted; empty where it could.
    """

    fault: Fault
    by: Mapping[Way, Run] = field(default_factory=dict)
    out_of_date: str = ""

    @property
    def asked(self) -> bool:
        """Whether it was planted at all; without R, or without the tests, some are not."""
        return bool(self.by) or bool(self.out_of_date)

    @property
    def caught(self) -> bool:
        """Whether every run that was made noticed it."""
        return bool(self.by) and all(run.ending.notices for run in self.by.values())

    @property
    def seconds(self) -> float:
        return sum(run.seconds for run in self.by.values())


@dataclass(frozen=True, slots=True)
class SelfTest:
    """What became of all of them.

    Attributes
    ----------
    outcomes : tuple of Outcome
        In the order of the mistakes.
    unplanted : tuple of Run
        The same statistics of the same studies, and the same tests, without any mistake.
    why_no_r : str
        Why R was not asked; empty where it was.
    """

    outcomes: tuple[Outcome, ...]
    unplanted: tuple[Run, ...]
    why_no_r: str = ""

    @property
    def sound(self) -> bool:
        """Whether nothing is reported where nothing is wrong."""
        return all(run.ending is Ending.PASSED for run in self.unplanted)

    @property
    def missed(self) -> tuple[Outcome, ...]:
        """Those that nothing noticed."""
        return tuple(one for one in self.outcomes if one.asked and not one.caught)

    @property
    def not_asked(self) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.outcomes if not outcome.asked)

    @property
    def exit_code(self) -> int:
        """0 where all were noticed and nothing else reported; 3 where some need an R or tests that are not there."""
        if self.missed or not self.sound:
            return 1
        return 3 if self.not_asked else 0


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(
    faults: Sequence[Fault],
    *,
    jobs: int,
    why_no_r: str = "",
    advance: Callable[[str], None] = lambda label: None,
) -> SelfTest:
    """Plant each mistake in a copy, verify, and look at what was said.

    Parameters
    ----------
    faults : sequence of Fault
    jobs : int
        How many copies are at work at a time.
    why_no_r : str
        Why R is not to be asked.
    advance : callable
        Called with a label after each step; there is one for each mistake, and one for each run without any.
    """
    with tempfile.TemporaryDirectory(prefix="parity-selftest-") as room:
        free: queue.SimpleQueue[Copy] = queue.SimpleQueue()
        for number in range(jobs):
            free.put(Copy(Path(room) / f"copy-{number + 1}"))

        def without(way: Way) -> Run:
            copy = free.get()
            try:
                return _look(way, copy, [fault for fault in faults if way in _ways(fault, why_no_r)])
            finally:
                free.put(copy)
                advance("no mistake")

        def of(fault: Fault) -> Outcome:
            copy = free.get()
            try:
                with copy.planted(fault):
                    found = {way: _look(way, copy, [fault]) for way in _ways(fault, why_no_r)}
                return Outcome(fault, {way: one for way, one in found.items() if not _says_nothing(way, one)})
            except OutOfDate as reason:
                return Outcome(fault, out_of_date=str(reason))
            finally:
                free.put(copy)
                advance(fault.name)

        with ThreadPoolExecutor(jobs) as pool:
            unplanted = [pool.submit(without, way) for way in ways_of(faults, why_no_r)]
            outcomes = [pool.submit(of, fault) for fault in faults]
            return SelfTest(
                tuple(future.result() for future in outcomes), tuple(future.result() for future in unplanted), why_no_r
            )


def ways_of(faults: Iterable[Fault], why_no_r: str) -> list[Way]:
    """The ways in which some of the mistakes are looked for here."""
    wanted = {way for fault in faults for way in _ways(fault, why_no_r)}
    return [way for way in Way if way in wanted]


def _ways(fault: Fault, why_no_r: str) -> list[Way]:
    """How a mistake can be looked for on this machine."""
    r_is_missing = bool(why_no_r) and fault.needs_r
    lacking = {Way.R: bool(why_no_r), Way.TESTS: r_is_missing or not tests_are_here()}
    return [way for way in fault.ways if not lacking.get(way, False)]


def _look(way: Way, copy: Copy, faults: Sequence[Fault]) -> Run:
    if way is Way.TESTS:
        return run_tests(copy.folder, _sorted(fault.tests for fault in faults))
    runs = []
    for drawn in dict.fromkeys(fault.drawn for fault in faults):
        alike = [fault for fault in faults if fault.drawn == drawn]
        stems = _sorted(check for fault in alike for check in fault.checks)
        runs.append(ask(copy.folder, _sorted(fault.study for fault in alike), stems, way.value, drawn))
    worst = next((run for run in runs if run.ending is not Ending.PASSED), runs[0])
    return dataclasses.replace(worst, seconds=sum(run.seconds for run in runs))


def _says_nothing(way: Way, found: Run) -> bool:
    """R lacks the package, or its own answer would have decided; what the tests need is not here."""
    return (way, found.ending) in ((Way.R, Ending.STALE), (Way.TESTS, Ending.NOT_VERIFIED))


def _sorted(names: Iterable[str]) -> list[str]:
    return sorted(set(names))
