"""What an answer is, wherever it came from, and the question it answers."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, Union

from parity.checks.vocabulary import Reference, Verdict
from parity.r.bridge import Bridge
from parity.r.condition import Condition, Said

__all__ = ["Answer", "Answered", "Bridge", "Condition", "Provenance", "Question", "Said", "Source", "Unanswered"]


class Answered(enum.StrEnum):
    """When an answer was given."""

    LIVE = "live"
    RECORDED = "recorded"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where and when an answer was made.

    Attributes
    ----------
    answered : Answered
        Whether now, or before.
    version : str
        Of the package that answered.
    environment : mapping
        R, packages, BLAS, platform, locale; or Python and the library.
    recorded : str or None
        UTC time of recording.
    """

    answered: Answered
    version: str
    environment: Mapping[str, Any] = field(default_factory=dict)
    recorded: str | None = None

    @property
    def packages(self) -> dict[str, str]:
        """Package versions, R among them as ``"R"``."""
        packages = dict(self.environment.get("packages", {}))
        if "r" in self.environment:
            packages["R"] = self.environment["r"]
        return packages


@dataclass(frozen=True, slots=True)
class Answer:
    """The values as the package gave them, what it said beside them, and where it came from.

    `value` is None where the package stopped with an error; the error is then among the conditions.
    """

    value: Mapping[str, Any] | None
    conditions: tuple[Condition, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Unanswered:
    """No answer, and why.

    Attributes
    ----------
    verdict : Verdict
        NOT_RECORDED, STALE, NOT_RUN, or NOT_VERIFIED where the package is not here.
    reason : str
    """

    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True)
class Question:
    """One reference, asked about one setting.

    Attributes
    ----------
    call : RCall or LibraryCall
    place : str
        The folder of the setting's recorded answers, in that of the study: ``"rait-validation"``.
    cohort_sha256 : str
        Of the cohort's file.
    arguments : mapping
    """

    call: Reference
    place: str
    cohort_sha256: str
    arguments: Mapping[str, Any]

    @property
    def key(self) -> tuple[object, ...]:
        """Two questions with one key have one answer: the same reference, setting and arguments, these being the very
        same objects."""
        call = self.call
        given = tuple((name, _identity(value)) for name, value in sorted(self.arguments.items()))
        return type(call).__name__, call.package, call.name, self.place, given


def _identity(value: Any) -> object:
    if isinstance(value, float):
        return type(value).__name__, value.hex()  # -0.0 equals 0.0, and NaN not itself
    if isinstance(value, (int, str, bool)) or value is None:
        return type(value).__name__, value
    return id(value)


class Source(Protocol):
    """Somebody who can be asked: R itself, what R said before, a Python library."""

    def ask(self, question: Question) -> list[Union[Answer, Unanswered]]:
        """One entry for each environment that answers; recorded answers may come from several."""
        ...
