"""A study so small that its statistics are seen at a glance, and checks of it that are asked of nobody real."""

from __future__ import annotations

import dataclasses
import math
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Union

import numpy as np

from parity.answers.answer import Answer, Answered, Condition, Provenance, Question, Unanswered
from parity.checks.vocabulary import Bound, Check, RCall, closed_form, exact
from parity.data.cohort import Cohort, Study
from parity.statistics.caution import Caution
from parity.statistics.fields import along, labels

Said = Union[Answer, Unanswered]
PACKAGE, VERSION = "control", "2.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """A field of each shape, in each of the states that a number may be in."""

    places: tuple[str, ...] = labels()
    count: int
    small: float
    curve: np.ndarray = along("places")
    word: str
    truth: bool
    endless: float


@dataclass(frozen=True, slots=True)
class Nothing:
    """What there is no number for."""

    absent: float | None
    undefined: float


OURS = Numbers(
    places=("low", "middle", "high"),
    count=3,
    small=1e-3,
    curve=np.array([0.25, 0.5, 0.75]),
    word="one",
    truth=True,
    endless=math.inf,
)
RIGHT: Mapping[str, Any] = {
    field.name: getattr(OURS, field.name) for field in dataclasses.fields(OURS) if field.name != "places"
}
"""The answer that agrees with it."""
NO_NUMBERS: Mapping[str, Any] = {"absent": None, "undefined": math.nan}
"""The answer that has no number either."""


def numbers(outcome: np.ndarray, risk: np.ndarray) -> Numbers:
    """The same of any patients."""
    return OURS


def nothing(outcome: np.ndarray, risk: np.ndarray) -> Nothing:
    """No number of any patients."""
    return Nothing(None, math.nan)


def with_a_caution(outcome: np.ndarray, risk: np.ndarray) -> Numbers:
    """The same, with a word about it."""
    warnings.warn(Caution("of_control", "a caution"))
    return OURS


def stopping(outcome: np.ndarray, risk: np.ndarray) -> Numbers:
    """No numbers."""
    raise ValueError("ours stops here")


@dataclass(frozen=True, slots=True)
class Risks:
    """What the model gave."""

    risk: np.ndarray


def risks(outcome: np.ndarray, risk: np.ndarray) -> Risks:
    """The predicted risks, as they are handed to every check."""
    return Risks(risk)


def boundless(outcome: np.ndarray) -> Mapping[str, float]:
    """A bound that allows everything, but for its cap."""
    return {"small": math.inf}


_ANY = "of control"
CHECK = Check(
    stem="control",
    group="controls",
    title="Control",
    compute=numbers,
    result=Numbers,
    references=(RCall(PACKAGE, "one", name="one"),),
    tolerances={
        "count": exact(_ANY),
        "small": closed_form(_ANY),
        "curve": closed_form(_ANY),
        "word": exact(_ANY),
        "truth": exact(_ANY),
        "endless": closed_form(_ANY),
    },
    citations=(),
)
OF_RISKS = dataclasses.replace(
    CHECK, compute=risks, result=Risks, tolerances={"risk": closed_form(_ANY, atol=1e-9)}, stem="control_of_risks"
)
OF_NOTHING = dataclasses.replace(
    CHECK,
    compute=nothing,
    result=Nothing,
    tolerances=dict.fromkeys(NO_NUMBERS, closed_form(_ANY)),
    stem="control_of_nothing",
)
BOUNDED = dataclasses.replace(
    CHECK, tolerances={**CHECK.tolerances, "small": closed_form(_ANY, bound=Bound(boundless, "small"))}
)


def asked_of(compute: Callable[..., Any] = numbers, **call: Any) -> Check:
    """The check with another computation, and with something said of its reference."""
    (reference,) = CHECK.references
    return dataclasses.replace(CHECK, compute=compute, references=(dataclasses.replace(reference, **call),))


def study() -> Study:
    """Eight patients and six to validate the model on, of whom no predictor tells the events for sure."""
    return Study(
        name="control",
        title="control",
        outcome="event",
        event="1",
        predictors=("x",),
        development=_cohort("development", [0, 0, 1, 0, 1, 0, 1, 1]),
        validations=(_cohort("validation", [0, 1, 0, 1, 0, 1]),),
    )


def _cohort(name: str, outcome: list[int]) -> Cohort:
    return Cohort(name=name, sha256=name, outcome=np.array(outcome), columns={"x": np.arange(len(outcome)) * 1.0})


def answer(value: Mapping[str, Any] | None = RIGHT, *said: Condition, version: str = VERSION) -> Answer:
    """An answer of the package that does not exist."""
    environment = {"r": version, "packages": {PACKAGE: version}}
    return Answer(value, said, Provenance(Answered.LIVE, version, environment))


class Says:
    """Somebody who answers as he was told.

    Parameters
    ----------
    *answers : Answer or Unanswered
        To every question.
    where : callable
        ``where(question)`` is true of the questions that are answered so; others are answered rightly.
    """

    def __init__(self, *answers: Said, where: Callable[[Question], bool] = lambda question: True) -> None:
        self._answers, self._where = list(answers), where

    def ask(self, question: Question) -> list[Said]:
        return self._answers if self._where(question) else [answer()]
