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

from parity.check import Check, RCall, Scope
from parity.cohort import Study
from parity.compare import Comparison, Outcome, Verdict, compare, worst
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
    """

    mode: Mode
    bridge: str | None
    environment: Mapping[str, Any]
    started: str
    finished: str
    studies: tuple[Study, ...]
    statistics: tuple[Statistic, ...]

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
        """Numbers of ours that were held against at least one answer."""
        return sum(
            len({agreement.field for comparison in statistic.comparisons for agreement in comparison.agreements})
            for statistic in self.statistics
        )

    @property
    def answers(self) -> int:
        """Numbers that the references gave to hold ours against."""
        return sum(len(comparison.agreements) for statistic in self.statistics for comparison in statistic.comparisons)

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


def verify(
    studies: Iterable[Study],
    checks: tuple[Check, ...],
    source_of: Callable[[Study], ReferenceSource],
    *,
    mode: Mode,
    bridge: str | None,
    environment: Mapping[str, Any],
    progress: Callable[[str], None] = lambda label: None,
) -> Verification:
    """Run `checks` on every cohort of `studies` and hold each result against every answer.

    Parameters
    ----------
    studies : iterable of Study
    checks : tuple of Check
    source_of : callable
        ``source_of(study)``: who is asked.
    mode, bridge, environment
        Kept with the verification; see `Verification`.
    progress : callable
        Called with a label before each statistic.
    """
    started = _now()
    studies = tuple(studies)
    asker = ThreadPoolExecutor(1)  # R answers in its own process: the next question is under way while we compute
    try:
        asked = [_Asked(study, *pair, source_of(study), asker) for study in studies for pair in _pairs(study, checks)]
        statistics = []
        for question in asked:
            progress(f"{question.sample.cohort.name}: {question.check.title}")
            statistics.append(question.statistic())
    finally:
        asker.shutdown(wait=False, cancel_futures=True)
    return Verification(mode, bridge, environment, started, _now(), studies, tuple(statistics))


def work(study: Study, checks: tuple[Check, ...]) -> int:
    """The number of statistics that `checks` make of a study."""
    cohorts = 1 if study.validation is None else 2
    return sum(1 if check.scope is Scope.MODEL else cohorts for check in checks)


def questions(study: Study, checks: tuple[Check, ...]) -> Iterable[tuple[Check, Sample, Question]]:
    """Every question that the checks put to every reference about a study."""
    for check, sample in _pairs(study, checks):
        arguments = check.inputs(sample)
        for call in check.references:
            yield check, sample, Question(check.stem, call, sample.cohort.name, sample.cohort.sha256, arguments)


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
    """One statistic of one cohort whose questions have been put to R; ours is computed while they are answered.

    Python libraries are asked in this thread: what warns in Python is caught by a state that all threads share.
    """

    def __init__(self, study: Study, check: Check, sample: Sample, source: ReferenceSource, asker: Executor) -> None:
        self.study, self.check, self.sample, self.source = study, check, sample, source
        self.arguments = check.inputs(sample)
        self.questions = [
            Question(check.stem, call, sample.cohort.name, sample.cohort.sha256, self.arguments) for call in check.references
        ]
        self.answers = {
            question.call.package: asker.submit(_timed, source.ask, question)
            for question in self.questions
            if isinstance(question.call, RCall)
        }

    def statistic(self) -> Statistic:
        (result, outcome), taken = _timed(outcome_of, self.check, self.arguments)
        seconds = {"parity": taken}
        comparisons: list[Comparison] = []
        for question in self.questions:
            call = question.call
            if isinstance(call, RCall):
                answers, seconds[call.package] = self.answers[call.package].result()
            else:
                answers, seconds[call.package] = _timed(self.source.ask, question)
            comparisons += [compare(self.check, call, outcome, answer) for answer in answers]
        cohort, role = self.sample.cohort.name, self.sample.role
        verdict = worst([comparison.verdict for comparison in comparisons])
        return Statistic(self.study.name, cohort, role, self.check, outcome, result, tuple(comparisons), verdict, seconds)


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
