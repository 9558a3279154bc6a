"""Our side of a run: every check on every setting of every study, finished before anybody else is asked."""

from __future__ import annotations

import datetime
import itertools
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from typing import Any

from parity.answers.answer import Condition, Question, Said
from parity.checks.vocabulary import Catalogue, Check, Scope
from parity.data.cohort import Study
from parity.statistics.caution import Caution
from parity.statistics.fields import fields_of
from parity.verification.compare import Outcome
from parity.verification.groups import LeftOut, group_samples, left_out
from parity.verification.inputs import Inputs
from parity.verification.predictions import samples
from parity.verification.sample import Sample
from parity.verification.setting import Resamples


@dataclass(frozen=True, slots=True)
class Computed:
    """Our side of one statistic of one setting.

    Attributes
    ----------
    check : Check
    sample : Sample
    inputs : Inputs
        What both sides receive.
    result : object or None
        The typed result; None where the computation stopped.
    outcome : Outcome
        The same as fields, with its cautions or its error.
    seconds : float
        That the computation took.
    """

    check: Check
    sample: Sample
    inputs: Inputs
    result: Any
    outcome: Outcome
    seconds: float


@dataclass(frozen=True, slots=True)
class Computation:
    """Our side of a whole run.

    Attributes
    ----------
    started : str
        UTC.
    studies : tuple of Study
    catalogue : Catalogue
    statistics : tuple of Computed
    left_out : tuple of LeftOut
    """

    started: str
    studies: tuple[Study, ...]
    catalogue: Catalogue
    statistics: tuple[Computed, ...]
    left_out: tuple[LeftOut, ...] = ()


Progress = Callable[[int, str], AbstractContextManager[Callable[[str], None]]]
"""Of the number of steps and what is done in them: a context whose value is called with a label before each."""


def silent(total: int, doing: str) -> AbstractContextManager[Callable[[str], None]]:
    """Nothing is shown."""
    return nullcontext(lambda label: None)


def compute(studies: Iterable[Study], catalogue: Catalogue, progress: Progress = silent) -> Computation:
    """Our side of the checks of a catalogue on every setting of `studies`.

    It needs no R, and there is time for it while R loads its packages.
    """
    started, studies = now(), tuple(studies)
    asked = [one for study in studies for one in asked_of(study, catalogue)]
    made = []
    with progress(len(asked), "computing") as advance:
        for check, sample in asked:
            advance(f"{sample.setting.label}: {check.title}")
            made.append(computed(check, sample))
    not_made = [one for study in studies for one in (*left_out(study), *not_applying(study, catalogue))]
    return Computation(started, studies, catalogue, tuple(made), tuple(not_made))


def computed(check: Check, sample: Sample) -> Computed:
    """Our side of one check on one sample."""
    inputs = Inputs(arguments_of(check, sample))
    (result, outcome), seconds = timed(outcome_of, check, inputs.arguments)
    return Computed(check, sample, inputs, result, _with_patients(check, sample, outcome), seconds)


def _with_patients(check: Check, sample: Sample, outcome: Outcome) -> Outcome:
    """The same, with the numbers of patients under their names; a field that has not one for each stays without."""
    if outcome.fields is None or not check.of_patients:
        return outcome
    fields = dict(outcome.fields)
    for name, named in check.of_patients.items():
        patients = named(sample)
        if len(patients) == len(fields[name]):
            fields[name] = replace(fields[name], labels=patients, scalar=False)
    return replace(outcome, fields=fields)


def asked_of(study: Study, catalogue: Catalogue) -> Iterator[tuple[Check, Sample]]:
    """Every check with every sample that it is run on."""
    yield from ((check, sample) for check, sample in _in_scope(study, catalogue) if not check.unless(sample))


def not_applying(study: Study, catalogue: Catalogue) -> Iterator[LeftOut]:
    """The checks that are not run on a sample, and why."""
    for check, sample in _in_scope(study, catalogue):
        why = check.unless(sample)
        if why:
            setting, reason = sample.setting, f"does not apply: {why}"
            place = setting.study, setting.cohort, setting.subgroup
            about = (reason, check.stem, check.title)
            yield LeftOut(*place, *about, predictor=setting.predictor, model=setting.models)


def _in_scope(study: Study, catalogue: Catalogue) -> Iterator[tuple[Check, Sample]]:
    models = [samples(model) for model in study.by_model]
    of_scopes = [*map(_of_scope, models), _of_several(models)]
    resamples = Resamples(study.resamples, study.seed) if study.resamples else None
    for of_scope in of_scopes:
        for check in catalogue.checks:
            if check.draws and resamples is None:
                continue
            of_check = of_scope.get(check.scope, ())
            looked_at = (_looking_at(one, resamples=resamples) if check.draws else one for one in of_check)
            yield from ((check, one) for one in looked_at if check.applies(one))


def _of_scope(every: Sequence[Sample]) -> dict[Scope, Sequence[Sample]]:
    """What checks look at of one model, by their scope."""
    settings = _with_groups(every)
    each = [_looking_at(every[0], predictor=predictor) for predictor in every[0].predictors]
    of_scope = {Scope.MODEL: every[:1], Scope.COHORT: every, Scope.SETTING: settings}
    return {**of_scope, Scope.PREDICTOR: each, Scope.PAIR: each, Scope.CONTRAST: every[:1]}


def _of_several(models: Sequence[Sequence[Sample]]) -> dict[Scope, Sequence[Sample]]:
    """What checks look at that compare models, in each cohort and group: each two of them, and where there are more
    all."""
    settings = list(zip(*map(_with_groups, models)))
    pairs = [compared(*two) for of_setting in settings for two in itertools.combinations(of_setting, 2)]
    return {Scope.PAIR: pairs, Scope.CONTRAST: [compared(*every) for every in settings if len(every) > 2]}


def _with_groups(every: Sequence[Sample]) -> list[Sample]:
    """The sample of each cohort, and after it those of its groups."""
    return [one for sample in every for one in (sample, *group_samples(sample))]


def compared(first: Sample, *others: Sample) -> Sample:
    """A model's sample beside those of the same patients by other models."""
    by_name = {other.setting.model: other.risk for other in others}
    return replace(_looking_at(first, against=tuple(by_name)), others=by_name)


def _looking_at(sample: Sample, **what: Any) -> Sample:
    """The sample in a setting that says more."""
    return replace(sample, setting=replace(sample.setting, **what))


def questions(study: Study, catalogue: Catalogue) -> Iterator[tuple[Check, Sample, Question]]:
    """Every question that the checks put to every reference about a study."""
    for check, sample in asked_of(study, catalogue):
        yield from ((check, sample, question) for question in questions_of(check, sample, arguments_of(check, sample)))


def questions_of(check: Check, sample: Sample, arguments: Mapping[str, Any]) -> list[Question]:
    """The questions of one check about one sample, one for each reference."""
    place, sha256 = sample.setting.place, sample.cohort.sha256
    return [Question(call, place, sha256, check.sent(call, arguments)) for call in check.references]


def arguments_of(check: Check, sample: Sample) -> dict[str, Any]:
    """What both sides receive; the cautions of a statistic that an input is taken from are its own check's business."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Caution)
        return check.arguments(sample)


def outcome_of(check: Check, arguments: Mapping[str, Any]) -> tuple[Any, Outcome]:
    """Our own result of a check, typed and as fields, with its cautions; an error becomes a condition."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            result = check.result_of(arguments)
        except Exception as error:
            return None, Outcome(None, (Condition(Said.ERROR, str(error) or type(error).__name__),))
    conditions = tuple(
        Condition(Said.WARNING, str(item.message), getattr(item.message, "code", None)) for item in caught
    )
    return result, Outcome(fields_of(result), conditions)


def timed(function: Callable[..., Any], *arguments: Any) -> tuple[Any, float]:
    """The value of a function, and the seconds it took."""
    start = time.perf_counter()
    return function(*arguments), time.perf_counter() - start


def now() -> str:
    """The time, UTC."""
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
