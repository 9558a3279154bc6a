"""Checks x studies x source -> verification: the orchestration, and nothing else."""

from __future__ import annotations

import datetime
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from parity.check import Caution, Check, RCall, Scope
from parity.cohort import Study
from parity.compare import Comparison, Outcome, Verdict, compare, of_statistic, worst
from parity.fields import flatten
from parity.modes import Mode
from parity.predictions import samples
from parity.reference import Condition, Question, ReferenceSource
from parity.sample import Sample


@dataclass(frozen=True, slots=True)
class Statistic:
    """One statistic of one cohort, held against every reference.

    Attributes
    ----------
    study, cohort, role : str
        Names; `role` is ``"development"`` or ``"validation"``.
    check : Check
    outcome : Outcome
        Ours.
    result : object or None
        The typed result behind `outcome`.
    comparisons : tuple of Comparison
        One for each answer, in the order of the check's references.
    verdict : Verdict
    seconds : mapping of str to float
        Time for our computation (``"parity"``) and for each answer.
    """

    study: str
    cohort: str
    role: str
    check: Check
    outcome: Outcome
    result: Any
    comparisons: tuple[Comparison, ...]
    verdict: Verdict
    seconds: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Verification:
    """A whole run.

    Attributes
    ----------
    mode : Mode
    bridge : str or None
        ``"rpy2"`` or ``"rscript"``; None where R was not started.
    environment : mapping
    started, finished : str
        UTC.
    studies : tuple of Study
    statistics : tuple of Statistic
    without_r : str
        Why R was not asked, where it was wanted; else empty.
    """

    mode: Mode
    bridge: str | None
    environment: Mapping[str, Any]
    started: str
    finished: str
    studies: tuple[Study, ...]
    statistics: tuple[Statistic, ...]
    without_r: str = ""

    @property
    def verdict(self) -> Verdict:
        return worst([statistic.verdict for statistic in self.statistics])

    @property
    def counts(self) -> dict[Verdict, int]:
        """Number of statistics by verdict, every verdict named."""
        counted = Counter(statistic.verdict for statistic in self.statistics)
        return {verdict: counted[verdict] for verdict in Verdict}

    @property
    def numbers(self) -> int:
        """Numbers of ours that were held against at least one answer; the lines of drawn pages are none."""
        return sum(
            len({agreement.field for comparison in statistic.comparisons if not comparison.drawn for agreement in comparison.agreements})
            for statistic in self.statistics
        )

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
        return sum(len(comparison.agreements) for comparison in comparisons if comparison.drawn is drawn)

    @property
    def skipped(self) -> dict[str, str]:
        """Packages that did not answer because they are not here, with the reason."""
        return {
            comparison.call.package: comparison.note
            for statistic in self.statistics
            for comparison in statistic.comparisons
            if comparison.verdict is Verdict.SKIPPED
        }

    @property
    def exit_code(self) -> int:
        """0 all that was compared agrees, 1 a disagreement, 4 something that should have answered did not, 5 nothing was compared."""
        verdict = self.verdict
        if verdict is Verdict.DISAGREES:
            return 1
        if verdict is Verdict.SKIPPED:
            return 5
        return 0 if verdict.passes else 4


@dataclass(frozen=True, slots=True)
class Computed:
    """Our side of one statistic of one cohort.

    Attributes
    ----------
    study : Study
    check : Check
    sample : Sample
    arguments : mapping
        What both sides receive.
    result : object or None
        The typed result; None where the computation stopped.
    outcome : Outcome
        The same, flattened, with its cautions or its error.
    seconds : float
        That the computation took.
    """

    study: Study
    check: Check
    sample: Sample
    arguments: Mapping[str, Any]
    result: Any
    outcome: Outcome
    seconds: float


@dataclass(frozen=True, slots=True)
class Computation:
    """Our side of a whole run, finished before anybody else is asked.

    Attributes
    ----------
    started : str
        UTC.
    studies : tuple of Study
    statistics : tuple of Computed
    """

    started: str
    studies: tuple[Study, ...]
    statistics: tuple[Computed, ...]


def compute(studies: Iterable[Study], checks: tuple[Check, ...]) -> Computation:
    """Our side of `checks` on every cohort of `studies`. It needs no R, and there is time for it while R loads its packages."""
    started, studies = _now(), tuple(studies)
    made = []
    for study in studies:
        for check, sample in _pairs(study, checks):
            arguments = _arguments(check, sample)
            (result, outcome), seconds = _timed(outcome_of, check, arguments)
            made.append(Computed(study, check, sample, arguments, result, outcome, seconds))
    return Computation(started, studies, tuple(made))


def verify(
    computation: Computation,
    source_of: Callable[[Study], ReferenceSource],
    *,
    mode: Mode,
    bridge: str | None,
    environment: Mapping[str, Any],
    without_r: str = "",
    progress: Callable[[str], None] = lambda label: None,
) -> Verification:
    """Ask every reference and hold our side against each answer.

    Parameters
    ----------
    computation : Computation
    source_of : callable
        ``source_of(study)``: who is asked.
    mode, bridge, environment, without_r
        Kept with the verification; see `Verification`.
    progress : callable
        Called with a label before each statistic.
    """
    asker = ThreadPoolExecutor(1)  # R answers in its own process: the next question is under way while we compare
    try:
        asked = [_Asked(ours, source_of(ours.study), asker) for ours in computation.statistics]
        statistics = []
        for question in asked:
            progress(f"{question.ours.sample.cohort.name}: {question.ours.check.title}")
            statistics.append(question.statistic())
    finally:
        asker.shutdown(wait=False, cancel_futures=True)
    return Verification(mode, bridge, environment, computation.started, _now(), computation.studies, tuple(statistics), without_r)


def questions(study: Study, checks: tuple[Check, ...]) -> Iterable[tuple[Check, Sample, Question]]:
    """Every question that the checks put to every reference about a study."""
    for check, sample in _pairs(study, checks):
        yield from ((check, sample, question) for question in _questions(check, sample, _arguments(check, sample)))


def outcome_of(check: Check, arguments: Mapping[str, Any]) -> tuple[Any, Outcome]:
    """Our own result of a check, typed and flattened, with its cautions; an error becomes a condition."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            result = check.compute(**arguments)
        except Exception as error:
            return None, Outcome(None, (Condition("error", str(error) or type(error).__name__),))
    conditions = tuple(Condition("warning", str(item.message), getattr(item.message, "code", None)) for item in caught)
    return result, Outcome(flatten(result), conditions)


class _Asked:
    """One statistic of one cohort whose questions have been put to R.

    Python libraries are asked in this thread: what warns in Python is caught by a state that all threads share.
    """

    def __init__(self, ours: Computed, source: ReferenceSource, asker: Executor) -> None:
        self.ours, self.source = ours, source
        self.questions = _questions(ours.check, ours.sample, ours.arguments)
        self.answers = {
            question.call.package: asker.submit(_timed, source.ask, question)
            for question in self.questions
            if isinstance(question.call, RCall)
        }

    def statistic(self) -> Statistic:
        ours, check = self.ours, self.ours.check
        seconds = {"parity": ours.seconds}
        comparisons: list[Comparison] = []
        for question in self.questions:
            call = question.call
            asked = self.answers[call.package].result() if isinstance(call, RCall) else _timed(self.source.ask, question)
            answers, seconds[call.package] = asked
            comparisons += [compare(check, call, ours.outcome, answer) for answer in answers]
        cohort, role = ours.sample.cohort.name, ours.sample.role
        verdict = of_statistic(comparisons)
        return Statistic(ours.study.name, cohort, role, check, ours.outcome, ours.result, tuple(comparisons), verdict, seconds)


def _arguments(check: Check, sample: Sample) -> dict[str, Any]:
    """What both sides receive; the cautions of a statistic that an input is taken from are its own check's business."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Caution)
        return check.inputs(sample)


def _questions(check: Check, sample: Sample, arguments: Mapping[str, Any]) -> list[Question]:
    cohort = sample.cohort
    return [Question(check.stem, call, cohort.name, cohort.sha256, arguments) for call in check.references]


def _timed(function: Callable[..., Any], *arguments: Any) -> tuple[Any, float]:
    start = time.perf_counter()
    return function(*arguments), time.perf_counter() - start


def _pairs(study: Study, checks: tuple[Check, ...]) -> Iterable[tuple[Check, Sample]]:
    both = samples(study)
    for check in checks:
        for sample in both if check.scope is Scope.COHORT else both[:1]:
            yield check, sample


def _now() -> str:
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
