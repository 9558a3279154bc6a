"""Every mistake planted and asked about, on as many cores as there are."""

from __future__ import annotations

import os
import queue
import tempfile
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from parity.selftest.asking import Ending, Run, ask
from parity.selftest.fault import Fault
from parity.selftest.planting import Copy, OutOfDate

RECORDS, R = "replay", "auto"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one mistake.

    Attributes
    ----------
    fault : Fault
    by_records : Run or None
        Against recorded answers; None where it was not asked so.
    by_r : Run or None
        Against R; None where it was not asked so.
    out_of_date : str
        Why it could not be planted; empty where it could.
    """

    fault: Fault
    by_records: Run | None = None
    by_r: Run | None = None
    out_of_date: str = ""

    @property
    def runs(self) -> tuple[Run, ...]:
        return tuple(run for run in (self.by_records, self.by_r) if run is not None)

    @property
    def asked(self) -> bool:
        """Whether it was planted at all; without R some are not."""
        return bool(self.runs) or bool(self.out_of_date)

    @property
    def caught(self) -> bool:
        """Whether every run that was made noticed it."""
        return bool(self.runs) and all(run.ending.notices for run in self.runs)

    @property
    def is_known_hole(self) -> bool:
        """Whether nothing noticed it, as it is known; of a changed script a record says all the same that it is
        stale."""
        return bool(self.fault.unseen) and bool(self.runs) and self.runs[-1].ending in (Ending.PASSED, Ending.STOPPED)

    @property
    def seconds(self) -> float:
        return sum(run.seconds for run in self.runs)


@dataclass(frozen=True, slots=True)
class SelfTest:
    """What became of all of them.

    Attributes
    ----------
    outcomes : tuple of Outcome
        In the order of the mistakes.
    unplanted : tuple of Run
        The same statistics of the same studies without any mistake.
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
        """Those that nothing noticed, and of which it is not known."""
        return tuple(one for one in self.outcomes if one.asked and not one.caught and not one.is_known_hole)

    @property
    def holes(self) -> tuple[Outcome, ...]:
        """Those of which it is known that no bundled study shows them."""
        return tuple(one for one in self.outcomes if one.is_known_hole)

    @property
    def closed(self) -> tuple[Outcome, ...]:
        """Those of which that was known, and which a study shows now, to R too where R is to show it."""
        caught = [one for one in self.outcomes if one.caught and one.fault.unseen]
        return tuple(one for one in caught if one.by_r is not None or not one.fault.by_r)

    @property
    def not_asked(self) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.outcomes if not outcome.asked)

    @property
    def exit_code(self) -> int:
        """0 where all that was asked was noticed but for the known holes, and nothing else reported; 3 where some need
        an R that is not there."""
        if self.missed or self.closed or not self.sound:
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
    modes = [RECORDS] if why_no_r else [RECORDS, R]
    with tempfile.TemporaryDirectory(prefix="parity-selftest-") as room:
        free: queue.SimpleQueue[Copy] = queue.SimpleQueue()
        for number in range(jobs):
            free.put(Copy(Path(room) / f"copy-{number + 1}"))

        def without(mode: str) -> Run:
            asked = [fault for fault in faults if (fault.by_records if mode == RECORDS else fault.by_r)]
            copy = free.get()
            try:
                return ask(copy.folder, _sorted(one.study for one in asked), _stems(asked), mode)
            finally:
                free.put(copy)
                advance("no mistake")

        def of(fault: Fault) -> Outcome:
            copy = free.get()
            try:
                with copy.planted(fault):
                    found = {
                        mode: ask(copy.folder, [fault.study], fault.checks, mode)
                        for mode in modes
                        if (fault.by_records if mode == RECORDS else fault.by_r)
                    }
                by_r = found.get(R)
                if by_r is not None and by_r.ending is Ending.STALE:
                    by_r = None  # R lacks the package, or its own answer would have decided
                return Outcome(fault, found.get(RECORDS), by_r)
            except OutOfDate as reason:
                return Outcome(fault, out_of_date=str(reason))
            finally:
                free.put(copy)
                advance(fault.name)

        with ThreadPoolExecutor(jobs) as pool:
            unplanted = [pool.submit(without, mode) for mode in modes_of(faults, modes)]
            outcomes = [pool.submit(of, fault) for fault in faults]
            return SelfTest(
                tuple(future.result() for future in outcomes), tuple(future.result() for future in unplanted), why_no_r
            )


def modes_of(faults: Sequence[Fault], modes: Sequence[str] = (RECORDS, R)) -> list[str]:
    """The modes in which some of the mistakes are asked about."""
    wanted = {RECORDS: any(fault.by_records for fault in faults), R: any(fault.by_r for fault in faults)}
    return [mode for mode in modes if wanted[mode]]


def _stems(faults: Iterable[Fault]) -> list[str]:
    return _sorted(check for fault in faults for check in fault.checks)


def _sorted(names: Iterable[str]) -> list[str]:
    return sorted(set(names))
