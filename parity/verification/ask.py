"""Every reference asked, and our side held against each answer."""

from __future__ import annotations

import functools
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Any

from parity.answers.answer import Bridge, Question, Source
from parity.answers.modes import Mode
from parity.checks.vocabulary import Catalogue, RCall
from parity.data.cohort import Study
from parity.verification.compare import Comparison, compare, of_statistic
from parity.verification.compute import Computation, Computed, now, questions_of, timed
from parity.verification.draws import Traced, explained, unexplained
from parity.verification.verification import Statistic, Verification


def verify(
    computation: Computation,
    source_of: Callable[[Study], Source],
    *,
    mode: Mode,
    bridge: Bridge | None,
    environment: Mapping[str, Any],
    without_r: str = "",
    traced: Traced | None = None,
    progress: Callable[[str], None] = lambda label: None,
    compared: Callable[[Statistic], None] = lambda statistic: None,
) -> Verification:
    """Ask every reference and hold our side against each answer.

    Parameters
    ----------
    computation : Computation
    source_of : callable
        ``source_of(study)``: who is asked.
    mode, bridge, environment, without_r
        Kept with the verification; see `Verification`.
    traced : callable or None
        How R is asked what it draws at random, where a statistic that resamples disagrees; None where R is not live.
    progress : callable
        Called with a label before each statistic.
    compared : callable
        Called with each statistic as soon as it is compared, while R answers the next question; what is said of draws
        comes later.
    """
    asker = ThreadPoolExecutor(1)  # R answers in its own process: the next question is under way while we compare
    try:
        asked = _all_asked(computation, _Answers(source_of, asker))
        statistics: list[Statistic] = []
        unlike: dict[int, Computed] = {}
        while asked:  # what was compared is let go, and the answers with it
            question = asked.popleft()
            progress(f"{question.ours.sample.setting.label}: {question.ours.check.title}")
            statistics.append(question.statistic())
            compared(statistics[-1])
            if unexplained(statistics[-1]):
                unlike[len(statistics) - 1] = question.ours
        for place, ours in unlike.items():  # R has answered everything else
            progress(f"{ours.sample.setting.label}: {ours.check.title}, its draws")
            statistics[place] = explained(statistics[place], ours, traced)
    finally:
        asker.shutdown(wait=False, cancel_futures=True)
    return Verification(
        mode,
        bridge,
        environment,
        computation.started,
        now(),
        computation.studies,
        tuple(statistics),
        without_r,
        computation.left_out,
    )


def _all_asked(computation: Computation, answers: _Answers) -> deque[_Asked]:
    return deque(_Asked(ours, computation.catalogue, answers) for ours in computation.statistics)


class _Answers:
    """Who is asked for what; each question once, also where several checks have it.

    Python libraries are asked in the thread of the caller: what warns in Python is caught by a state that all threads
    share.
    """

    def __init__(self, source_of: Callable[[Study], Source], asker: Executor) -> None:
        self._source_of, self._asker = source_of, asker
        self._asked: dict[tuple[object, ...], Callable[[], tuple[Any, float]]] = {}

    def put(self, study: Study, question: Question) -> Callable[[], tuple[Any, float]]:
        """Ask, and give what waits for the answer: the answers, and the seconds that they took (0 where another check
        waited for them)."""
        key = (study.name, *question.key)
        if key in self._asked:
            asked = self._asked[key]
            return lambda: (asked()[0], 0.0)
        source = self._source_of(study)
        if isinstance(question.call, RCall):
            self._asked[key] = self._asker.submit(timed, source.ask, question).result
        else:
            self._asked[key] = functools.cache(lambda: timed(source.ask, question))
        return self._asked[key]


class _Asked:
    """One statistic of one setting whose questions have been put."""

    def __init__(self, ours: Computed, catalogue: Catalogue, answers: _Answers) -> None:
        self.ours, self.catalogue = ours, catalogue
        questions = questions_of(ours.check, ours.sample, ours.inputs.arguments)
        self.waiting = [(question, answers.put(ours.sample.study, question)) for question in questions]

    def statistic(self) -> Statistic:
        """The comparison with every answer."""
        ours, check = self.ours, self.ours.check
        seconds = {"parity": ours.seconds}
        comparisons: list[Comparison] = []
        for question, wait in self.waiting:
            call = question.call
            answers, seconds[f"{call.package}/{call.name}"] = wait()
            shared = self.catalogue.shared(call)
            comparisons += [compare(check, call, ours.outcome, answer, ours.inputs, shared) for answer in answers]
        verdict = of_statistic(comparisons)
        return Statistic(ours.sample.setting, check, ours.outcome, ours.result, tuple(comparisons), verdict, seconds)
