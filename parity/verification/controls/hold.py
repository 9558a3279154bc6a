"""Every control made, and a refusal where one does not end as it must."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Iterable
from pathlib import Path

from parity.answers.answer import Source
from parity.answers.modes import Mode
from parity.checks.vocabulary import Catalogue, Check, Verdict
from parity.data.cohort import Study
from parity.errors import Unsound
from parity.verification.ask import verify
from parity.verification.compute import Computation, compute
from parity.verification.controls import comparing, recording
from parity.verification.controls.comparing import EXIT, Control
from parity.verification.controls.study import study
from parity.verification.verification import Verification


@functools.cache
def hold() -> int:
    """Make every control, once a process; the number of them.

    Raises
    ------
    Unsound
        Naming the control that did not end as it must.
    """
    with tempfile.TemporaryDirectory(prefix="parity-controls-") as room:
        folder = Path(room)
        of_predictions, kept = recording.predicted(folder / "predictions")
        made = _make(study(), [*comparing.controls(), *recording.controls(folder)])
        return made + _make(of_predictions, [kept])


def _make(study: Study, controls: Iterable[Control]) -> int:
    computed: dict[int, tuple[Check, Computation]] = {}
    made = 0
    for control in controls:
        check = control.check
        if id(check) not in computed:
            computed[id(check)] = check, compute([study], Catalogue(checks=(check,), scripts=Path()))
        found = _verified(computed[id(check)][1], control.source)
        settings = [statistic.setting.cohort for statistic in found.statistics]
        if settings != [cohort.name for cohort in study.cohorts]:
            raise Unsound(f"a control of the cohorts {_names(study)} was made on {', '.join(settings)} only; {_SO}")
        must, did = (control.ends, EXIT[control.ends]), (found.verdict, found.exit_code)
        if did != must:
            raise Unsound(
                f"the control {control.what!r} must end with {_said(*must)}, and ended with {_said(*did)}; {_SO}"
            )
        made += 1
    return made


_SO = "parity does not notice what it must, and nothing it says can be relied on"


def _verified(computation: Computation, source: Source) -> Verification:
    return verify(computation, lambda study: source, mode=Mode.REPLAY, bridge=None, environment={})


def _said(verdict: Verdict, status: int) -> str:
    return f"{verdict.value!r} and exit status {status}"


def _names(study: Study) -> str:
    return " and ".join(cohort.name for cohort in study.cohorts)
