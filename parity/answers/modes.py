"""Who is asked: R now, what R said before, or both by turns."""

from __future__ import annotations

import enum
from collections.abc import Collection
from pathlib import Path
from typing import Union

from parity.answers.answer import Answer, Question, Source, Unanswered
from parity.answers.libraries import Libraries
from parity.answers.recorded import RecordedR, written
from parity.checks.vocabulary.verdict import Verdict
from parity.checks.vocabulary import Catalogue, LibraryCall
from parity.errors import Missing


class Mode(enum.StrEnum):
    """Where the answers of R come from."""

    AUTO = "auto"
    LIVE = "live"
    REPLAY = "replay"


class Auto:
    """R where it and the package are there, recorded answers otherwise.

    Beside a live answer stand the recorded ones of other versions of the package where they differ, so that the verdict
    does not depend on the machine: who reads the report sees what a colleague with the other version will see. A record
    that is stale stands there too; the live answer decides.
    """

    def __init__(self, live: Source | None, recorded: RecordedR) -> None:
        self.live = live
        self.recorded = recorded

    def ask(self, question: Question) -> list[Union[Answer, Unanswered]]:
        now = self.live.ask(question) if self.live is not None else [Unanswered(Verdict.NOT_VERIFIED, "R is not there")]
        before = self.recorded.ask(question)
        if isinstance(now[0], Answer):
            return now + [answer for answer in before if _belongs_beside(answer, now[0])]
        if now[0].verdict is Verdict.NOT_RUN:
            return now
        if isinstance(before[0], Unanswered) and before[0].verdict is Verdict.NOT_RECORDED:
            return [Unanswered(Verdict.NOT_VERIFIED, f"{now[0].reason}, nothing recorded")]
        return before


class Everybody:
    """Everybody who answers in one run: R's packages through `of_r`, Python libraries in this process; `without` are
    packages that are left out, by name."""

    def __init__(self, of_r: Source, libraries: Libraries, without: Collection[str] = ()) -> None:
        self.of_r = of_r
        self.libraries = libraries
        self.without = without

    def ask(self, question: Question) -> list[Union[Answer, Unanswered]]:
        """The answer of R or of the library, whichever the question is put to."""
        left_out = [package for package in (question.call.package, *question.call.needs) if package in self.without]
        if left_out:
            return [Unanswered(Verdict.NOT_VERIFIED, f"left out by --without {left_out[0]}")]
        return (self.libraries if isinstance(question.call, LibraryCall) else self.of_r).ask(question)


def source(
    mode: Mode, catalogue: Catalogue, live: Source | None, references: Path | None, without: Collection[str] = ()
) -> Everybody:
    """The source of a mode; `live` is None where R is not there or not wanted, `references` where nothing is
    recorded; the packages `without` are not asked."""
    recorded = RecordedR(references, catalogue.scripts)
    libraries = Libraries(catalogue.libraries)
    if mode is Mode.REPLAY:
        return Everybody(recorded, libraries, without)
    if mode is Mode.LIVE:
        if live is None:
            raise Missing("live answers were asked for, and R is not there; run `parity doctor`")
        return Everybody(live, libraries, without)
    return Everybody(Auto(live, recorded), libraries, without)


def _belongs_beside(recorded: Union[Answer, Unanswered], live: Answer) -> bool:
    """What a reader should see beside it: the answer of another version that says otherwise, and a stale record."""
    if isinstance(recorded, Unanswered):
        return recorded.verdict is Verdict.STALE
    if recorded.provenance.version == live.provenance.version:
        return False
    return recorded.conditions != live.conditions or written(recorded.value) != written(live.value)
