"""Our computation against R's answer, check by check, as the cohort grows: R is warm, its packages are loaded.

    .venv/bin/python benchmarks/python_against_r.py [ROWS ...] [PATTERN ...]

By default at 1,000, 10,000, 100,000 and 1,000,000 rows, and all checks; one of a predictor is shown for each. R's time
has the way there and back in it, some 2 ms a question; the fastest references that together give every field count.
"growth" is our time over that of the size before, for ten times the rows. The last line holds the AUC with DeLong's
interval against one `numpy.argsort` of the same scores.
"""

from __future__ import annotations

import itertools
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from cohorts import OUTCOME, PREDICTORS, write_cohort

from parity.answers.answer import Question
from parity.answers.connect import connect
from parity.answers.live import LiveR
from parity.answers.modes import Mode
from parity.checks.catalogue import CATALOGUE
from parity.checks.vocabulary import Check, RCall
from parity.data.study import study_from_csv
from parity.statistics.discrimination.auc_delong import auc_delong
from parity.verification.compute import arguments_of, asked_of, questions_of

LEAST = 0.001
"""Seconds below which nobody waits: a check that takes less may be slower than R."""


def median_seconds(function: Callable[[], object], most: float = 2.0) -> float:
    """Median of up to five runs, as many as fit in `most` seconds; at least one."""
    taken: list[float] = []
    while not taken or (len(taken) < 5 and sum(taken) + taken[0] < most):
        start = time.perf_counter()
        function()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def fixed(array: np.ndarray) -> np.ndarray:
    """A copy that is read-only, as a study's arrays are, and of which nothing is remembered."""
    made = array.copy()
    made.setflags(write=False)
    return made


def fresh(arguments: dict) -> dict:
    """The same arguments as new objects."""
    found = {}
    for name, value in arguments.items():
        if isinstance(value, np.ndarray):
            found[name] = fixed(value)
        elif isinstance(value, dict):
            found[name] = {key: fixed(part) if isinstance(part, np.ndarray) else part for key, part in value.items()}
        else:
            found[name] = value
    return found


def of_r(live: LiveR, question: Question) -> float | None:
    """Seconds of one reference, or None where it does not answer."""
    if not live.has(question.call.package):
        return None
    try:
        answer = live.answer(question)
    except Exception as error:
        print(f"    {question.call.source}: {error}")
        return None
    return answer.seconds if answer.value is not None else None


def fastest(check: Check, answered: list[tuple[float, RCall]]) -> tuple[float, str]:
    """The least time in which R gives all that it gives of a check, and by whom."""
    wanted = {name for _, call in answered for name in check.gives(call)}
    found = []
    for size in range(1, len(answered) + 1):
        for some in itertools.combinations(answered, size):
            if {name for _, call in some for name in check.gives(call)} == wanted:
                found.append((sum(seconds for seconds, _ in some), " + ".join(call.source for _, call in some)))
    return min(found)


def main() -> None:
    sizes = [int(word) for word in sys.argv[1:] if word.isdecimal()] or [1_000, 10_000, 100_000, 1_000_000]
    catalogue = CATALOGUE.matching([word for word in sys.argv[1:] if not word.isdecimal()])
    before: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as scratch, connect(
        Mode.LIVE, None, ["rms", "pROC"], timeout=3600
    ) as connection:
        live = connection.live
        live.environment["packages"] = live.session.environment(CATALOGUE.r_packages)["packages"]
        for rows in sizes:
            file = Path(scratch, f"{rows}.csv")
            write_cohort(file, rows)
            study = study_from_csv(file, outcome=OUTCOME, predictors=PREDICTORS)
            print(f"\n{rows:,} rows{'parity, ms':>36}{'growth':>9}{'R, ms':>12}{'parity/R':>10}")
            for check, sample in asked_of(study, catalogue):
                arguments = arguments_of(check, sample)
                ours = median_seconds(lambda: check.result_of(fresh(arguments)))
                asked = questions_of(check, sample, arguments)
                answered = [
                    (seconds, question.call)
                    for question in asked
                    if isinstance(question.call, RCall) and (seconds := of_r(live, question)) is not None
                ]
                name = " ".join(filter(None, [check.stem, sample.setting.predictor]))
                growth = f"{ours / before[name]:9.1f}" if name in before else f"{'':9}"
                before[name] = ours
                if not answered:
                    print(f"{name:34}{ours * 1e3:10.2f}{growth}{'-':>12}")
                    continue
                theirs, source = fastest(check, answered)
                slower = "  SLOWER" if ours > theirs and ours > LEAST else ""
                numbers = f"{ours * 1e3:10.2f}{growth}{theirs * 1e3:12.2f}{ours / theirs:10.2f}"
                print(f"{name:34}{numbers}  {source}{slower}")
    outcome, risk = np.asarray(sample.outcome), np.asarray(sample.risk)
    sort = median_seconds(lambda: np.argsort(risk))
    area = median_seconds(lambda: auc_delong(fixed(outcome), fixed(risk)))
    told = f"{area / sort:.2f} times numpy.argsort ({sort * 1e3:.0f} ms, numpy {np.__version__})"
    print(f"\nAUC with DeLong's interval at {len(risk):,} rows: {told}")


if __name__ == "__main__":
    main()
