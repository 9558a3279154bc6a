"""One slip tried: a child process imports parity with the slip in it, runs the file's own tests, then replays.

The libraries, and those modules of parity's that do not depend on the file, are loaded once, before the first child is
forked; each child imports the others anew. A process can so try the slips of one file only.
"""

from __future__ import annotations

import contextlib
import dataclasses
import enum
import functools
import importlib
import json
import os
import resource
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType
from typing import Any

LIBRARIES = ("numpy", "pandas", "scipy.linalg", "scipy.special", "scipy.stats", "pytest", "rich", "click")
PATIENCE = 300.0
BYTES = 6 << 30
DRAWN = ("wards", "strata")
"""Studies on which what is resampled is replayed, as it was recorded: it takes long."""


class Fate(enum.Enum):
    """What became of a slip; the value is the status that its process ends with."""

    SURVIVES = 0
    BY_TESTS = 11
    BY_REPLAY = 12
    TIMED_OUT = 13


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file is held by.

    Attributes
    ----------
    tests : tuple of str
        Its own tests, as paths within the tree.
    checks : tuple of str
        The stems of the checks that depend on it.
    untouched : tuple of str
        The modules that need not be imported anew.
    patience : float
        Seconds of the processor after which a slip counts as one that does not end.
    """

    tests: tuple[str, ...]
    checks: tuple[str, ...]
    untouched: tuple[str, ...] = ()
    patience: float = PATIENCE


def load_libraries() -> None:
    """What every child needs and no slip changes; one thread, so that it can be forked."""
    os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", PYTHONHASHSEED="0")
    for name in LIBRARIES:
        importlib.import_module(name)


def load(tree: Path, modules: Iterable[str]) -> None:
    """What a file does not touch, before the first child is forked; what lacks a library is left out."""
    sys.path[:0] = [str(tree), str(tree / "tests")]
    for name in modules:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)


def plan_of(tree: Path, path: Path) -> Plan:
    """The tests and checks of a file.

    Raises
    ------
    RuntimeError
        The tests do not pass without a slip, or they cannot be found.
    """
    found = _told(tree, lambda told: _find_holders(tree, path, told))
    if found is None:
        raise RuntimeError(f"{path}: what holds it cannot be found")
    plan, started = Plan(*map(tuple, found)), _children()
    load(tree, plan.untouched)
    if _name(tree, path) in sys.modules:
        raise RuntimeError(f"{path}: it is loaded already, so that no slip in it would be")
    source = path.read_text(encoding="utf-8")
    seconds = _told(tree, lambda told: _time(tree, path, source, plan, told))
    if seconds is None:
        raise RuntimeError(f"{path}: its tests fail without a slip: {', '.join(plan.tests)}")
    quickest = sorted(plan.tests, key=lambda test: seconds.get(test.partition("::")[0], 0.0))
    return dataclasses.replace(plan, tests=tuple(quickest), patience=20 + 10 * (_children() - started))


def fate_of(tree: Path, path: Path, source: str, plan: Plan) -> Fate:
    """What becomes of a source in the place of the file's."""
    status = _forked(tree, lambda: _by_tests(tree, path, source, plan), plan.patience)
    if status == Fate.SURVIVES.value and plan.checks:
        before = _without_a_slip(tree, path, plan.checks)
        status = _forked(tree, lambda: _by_replay(tree, path, source, plan.checks, before), PATIENCE)
    if status == -signal.SIGPROF:
        return Fate.TIMED_OUT
    return Fate(status) if status >= 0 else Fate.BY_TESTS


def _forked(tree: Path, what: Callable[[], Fate], patience: float) -> int:
    """The exit status of a child that does it in the tree, in silence; minus the signal that ended it."""
    child = os.fork()
    if child == 0:
        try:
            signal.signal(signal.SIGPROF, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_PROF, patience)
            resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            os.chdir(tree)
            sys.path[:0] = [str(tree), str(tree / "tests")]
            silence = os.open(os.devnull, os.O_RDWR)
            for stream in range(3):
                os.dup2(silence, stream)
            status = what().value
        except BaseException:
            status = Fate.BY_TESTS.value
        os._exit(status)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def _told(tree: Path, what: Callable[[Path], Fate]) -> Any:
    """What a child leaves in a file, as JSON; None where it does not end well."""
    with tempfile.NamedTemporaryFile(dir=tree) as file:
        told = Path(file.name)
        status = _forked(tree, lambda: what(told), PATIENCE)
        return json.loads(told.read_text(encoding="utf-8")) if status == 0 else None


def _find_holders(tree: Path, path: Path, told: Path) -> Fate:
    from holders import checks_of, tests_of, untouched_by

    found = [tests_of(tree, path), checks_of(path), untouched_by(path)]
    told.write_text(json.dumps(found), encoding="utf-8")
    return Fate.SURVIVES


def _time(tree: Path, path: Path, source: str, plan: Plan, told: Path) -> Fate:
    """The tests without a slip, and how many seconds each file of them takes: the quickest are to come first."""
    _put(tree, path, source)
    times = _Times()
    passed = not plan.tests or _tests_pass(tree, plan.tests, times)
    told.write_text(json.dumps(times.seconds), encoding="utf-8")
    return Fate.SURVIVES if passed else Fate.BY_TESTS


@functools.cache
def _without_a_slip(tree: Path, path: Path, checks: tuple[str, ...]) -> Any:
    """What a replay says of the file as it is; asked for where a slip is first left to it."""

    def said(told: Path) -> Fate:
        told.write_text(json.dumps([list(one) for one in _replays(checks)]), encoding="utf-8")
        return Fate.SURVIVES

    found = _told(tree, said)
    if found is None:
        raise RuntimeError(f"{path}: a replay stops without a slip")
    return found


def _by_replay(tree: Path, path: Path, source: str, checks: tuple[str, ...], before: Sequence[Any]) -> Fate:
    try:
        _put(tree, path, source)
        same = all(list(now) == said for now, said in zip(_replays(checks), before, strict=True))
    except Exception:
        same = False
    return Fate.SURVIVES if same else Fate.BY_REPLAY


def _by_tests(tree: Path, path: Path, source: str, plan: Plan) -> Fate:
    _put(tree, path, source)
    return Fate.SURVIVES if not plan.tests or _tests_pass(tree, plan.tests) else Fate.BY_TESTS


def _put(tree: Path, path: Path, source: str) -> None:
    """A source in the place of the file's, before pytest brings its own way of loading modules."""
    name = _name(tree, path)
    sys.meta_path.insert(0, _Instead(name, path, compile(source, str(path), "exec")))
    importlib.import_module(name)


def _children() -> float:
    """Seconds of the processor that children took so far."""
    return sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


def _name(tree: Path, path: Path) -> str:
    return ".".join(path.relative_to(tree).with_suffix("").parts).removesuffix(".__init__")


def _tests_pass(tree: Path, tests: tuple[str, ...], *plugins: Any) -> bool:
    import pytest

    scratch = tempfile.mkdtemp(dir=tree)
    options = ["-x", "-q", "-m", "not r and not rpy2", "-p", "no:cacheprovider", f"--basetemp={scratch}/tests"]
    try:
        return pytest.main([*options, *tests], plugins=plugins) == pytest.ExitCode.OK
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _replays(checks: tuple[str, ...]) -> Iterator[tuple[int, list[str], list[str]]]:
    """What ``parity verify --mode replay`` says of each bundled study, of what is resampled on `DRAWN`: the exit code,
    the verdict of every statistic, and what it does not verify."""
    if not checks:
        return
    from resampled import resampled
    from verified import capped

    import parity
    from parity.checks.catalogue import CATALOGUE
    from parity.data.study_file import bundled_studies, find_study

    drawing = [check.stem for check in CATALOGUE.checks if check.stem in checks and check.draws]
    others = [stem for stem in checks if stem not in drawing]
    asked = [(find_study(name), others) for name in bundled_studies() if others]
    for study, stems in asked + [(resampled(name), drawing) for name in DRAWN if drawing]:
        verification = parity.verify(study, stems, mode="replay")
        verdicts = [f"{one.setting.label} {one.check.stem}: {one.verdict.value}" for one in verification.statistics]
        yield verification.exit_code, verdicts, capped(verification)


class _Times:
    """Seconds of each file of tests."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def pytest_runtest_logreport(self, report: Any) -> None:
        """What pytest calls after the set-up, the call and the end of every test."""
        file = report.nodeid.partition("::")[0]
        self.seconds[file] = self.seconds.get(file, 0.0) + report.duration


class _Instead(SourceFileLoader):
    """Finds one module, and loads other code in its place."""

    def __init__(self, name: str, path: Path, code: CodeType) -> None:
        super().__init__(name, str(path))
        self.instead = code

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        return spec_from_file_location(name, self.path, loader=self) if name == self.name else None

    def get_code(self, fullname: str) -> CodeType:
        return self.instead
