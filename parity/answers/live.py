"""R itself, asked now."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any, Union

from parity.checks.vocabulary.verdict import Verdict
from parity.checks.vocabulary import RDrawing
from parity.r.errors import RFailure
from parity.r.supervisor import RAnswer, RSession
from parity.answers.answer import Answer, Answered, Provenance, Question, Unanswered


class LiveR:
    """Answers of a running R.

    Parameters
    ----------
    session : RSession
        The supervised R process.
    scripts : Path
        Folder of the R scripts.
    environment : mapping
        What ``session.environment`` said of R and its packages.
    """

    def __init__(self, session: RSession, scripts: Path, environment: dict[str, Any]) -> None:
        self.session = session
        self.scripts = scripts
        self.environment = environment

    def has(self, package: str) -> bool:
        return package in self.environment["packages"]

    def ask(self, question: Question) -> list[Union[Answer, Unanswered]]:
        """R's answer, or why there is none: the package is not installed, R died, R did not come to an end."""
        package = question.call.package
        absent = [needed for needed in (package, *question.call.needs) if not self.has(needed)]
        if absent:
            return [Unanswered(Verdict.NOT_VERIFIED, f"{', '.join(absent)} is not installed")]
        try:
            answer = self.answer(question)
        except RFailure as error:
            return [Unanswered(Verdict.NOT_RUN, str(error))]
        return [Answer(answer.value, answer.conditions, self._provenance(package, question.call.needs))]

    def answer(self, question: Question) -> RAnswer:
        """R's reply as it came; raises `RFailure` where there is none."""
        return self._asked(question, traced=False)

    def traced(self, question: Question) -> RAnswer:
        """The same, with what R draws at random on the way in the place of the value (`RSession.call`)."""
        return self._asked(question, traced=True)

    def _asked(self, question: Question, *, traced: bool) -> RAnswer:
        call = question.call
        script = self.scripts / call.package / f"{call.name}.R"
        arguments = {name: str(v) if isinstance(v, Path) else v for name, v in question.arguments.items()}
        if isinstance(call, RDrawing):
            width, height = call.width, call.height
            return self.session.draw(script, call.name, arguments, width=width, height=height, traced=traced)
        return self.session.call(script, call.name, arguments, traced=traced)

    def _provenance(self, package: str, needs: tuple[str, ...]) -> Provenance:
        now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        packages = self.environment["packages"]
        environment = {**self.environment, "packages": {name: packages[name] for name in (package, *needs)}}
        return Provenance(Answered.LIVE, packages[package], environment, now)
