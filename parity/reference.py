"""What an answer of R is, wherever it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, Union

from parity.check import LibraryCall, RCall


@dataclass(frozen=True, slots=True)
class Condition:
    """Something said beside a value.

    Attributes
    ----------
    kind : str
        ``"warning"``, ``"message"``, ``"output"`` (printed text) or ``"error"``.
    text : str
    code : str or None
        Our own word for it, where there is one: what conditions are compared by.
    """

    kind: str
    text: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where and when an answer was made.

    Attributes
    ----------
    answered : str
        ``"live"`` or ``"recorded"``.
    version : str
        Of the package that answered.
    environment : mapping
        R, packages, BLAS, platform, locale; or Python and the library.
    recorded : str or None
        UTC time of recording.
    """

    answered: str
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
class Reference:
    """An answer: the values as the package gave them, what it said beside them, and where it came from.

    `value` is None where the package stopped with an error; the error is then among the conditions.
    """

    value: Mapping[str, Any] | None
    conditions: tuple[Condition, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Unanswered:
    """No answer, and why: ``verdict`` is one of NOT_RECORDED, STALE, NOT_RUN, SKIPPED by name."""

    verdict: str
    reason: str


@dataclass(frozen=True, slots=True)
class Question:
    """One reference of one check, asked about one cohort."""

    stem: str
    call: Union[RCall, LibraryCall]
    cohort: str
    cohort_sha256: str
    arguments: Mapping[str, Any]


class ReferenceSource(Protocol):
    """Somebody who can be asked: R itself, what R said before, a Python library."""

    def ask(self, question: Question) -> list[Union[Reference, Unanswered]]:
        """One entry for each environment that answers; recorded answers may come from several."""
        ...
