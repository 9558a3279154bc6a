"""Who is asked: R now, what R said before, or both by turns."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import Union

from parity import libraries
from parity.check import Check, LibraryCall, RCall
from parity.errors import Missing
from parity.recorded import RecordedR
from parity.reference import Question, Reference, ReferenceSource, Unanswered


class Mode(str, enum.Enum):
    """Where the answers of R come from."""

    AUTO = "auto"
    LIVE = "live"
    REPLAY = "replay"


class Auto:
    """R where it and the package are there, recorded answers otherwise.

    Beside a live answer stand the recorded ones of other versions of the package where they differ, so that the verdict does not
    depend on the machine: who reads the report sees what a colleague with the other version will see.
    """

    def __init__(self, live: ReferenceSource | None, recorded: RecordedR) -> None:
        self.live = live
        self.recorded = recorded

    def ask(self, question: Question) -> list[Union[Reference, Unanswered]]:
        now = self.live.ask(question) if self.live is not None else [Unanswered("SKIPPED", "R is not there")]
        before = self.recorded.ask(question)
        if isinstance(now[0], Reference):
            return now + [answer for answer in before if isinstance(answer, Reference) and _says_otherwise(answer, now[0])]
        if now[0].verdict == "NOT_RUN":
            return now
        if isinstance(before[0], Unanswered) and before[0].verdict == "NOT_RECORDED":
            return [Unanswered("SKIPPED", f"{now[0].reason}, nothing recorded")]
        return before


class Source:
    """Everybody who answers in one run: R's packages through `of_r`, Python libraries in this process."""

    def __init__(self, of_r: ReferenceSource) -> None:
        self.of_r = of_r

    def ask(self, question: Question) -> list[Union[Reference, Unanswered]]:
        return libraries.ask(question) if isinstance(question.call, LibraryCall) else self.of_r.ask(question)


def source(mode: Mode, live: ReferenceSource | None, references: Path | None, scripts: Path) -> Source:
    """The source of a mode; `live` is None where R is not there or not wanted."""
    recorded = RecordedR(references, scripts)
    if mode is Mode.REPLAY:
        return Source(recorded)
    if mode is Mode.LIVE:
        if live is None:
            raise Missing("live answers were asked for, and R is not there; run `parity doctor`")
        return Source(live)
    return Source(Auto(live, recorded))


def r_packages(checks: tuple[Check, ...]) -> list[str]:
    """The R packages that these checks ask, in alphabetical order."""
    return sorted({call.package for check in checks for call in check.references if isinstance(call, RCall)})


def _says_otherwise(recorded: Reference, live: Reference) -> bool:
    """Another version of the package, and another answer."""
    other_version = recorded.provenance.version != live.provenance.version
    return other_version and (recorded.value != live.value or recorded.conditions != live.conditions)
