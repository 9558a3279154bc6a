"""A nomogram from the fit to the PNG file: parity against R, with its packages loaded and from its start, in one run.

    .venv/bin/python benchmarks/nomogram_against_r.py [STUDY] [RUNS]

All draw the same model in the same size. Parity fits the model and computes its axes anew in every run, and paints
twice: through matplotlib, and through cairo where it is there. R is asked through the same worker as in `parity
verify`, and as a fresh ``Rscript``, which loads rms and reads the cohort first, as a user's script does.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np

from parity import figures
from parity.answers.connect import connect
from parity.errors import Missing
from parity.checks.figures.nomogram_page import CHECK
from parity.answers.modes import Mode
from parity.verification.predictions import samples
from parity.r.environment import find_r
from parity.verification.sample import Sample
from parity.data.study_file import find_study

WIDTH, HEIGHT, DPI = 8.0, 6.0, 150.0

SCRIPT = """
suppressMessages(library(rms))
data <- read.csv("cohort.csv", stringsAsFactors = TRUE)
bounds <- datadist(data)
options(datadist = "bounds")
fit <- lrm(outcome ~ ., data = data)
png("nomogram.png", {width}, {height}, units = "in", res = {dpi}, type = "cairo")
plot(nomogram(fit, fun = plogis, funlabel = "Risk"))
invisible(dev.off())
"""


def seconds(function: Callable[[], object]) -> float:
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def write_script(sample: Sample, folder: Path) -> Path:
    """What a user of R would write, and its data."""
    columns = {
        name: column.tolist() if isinstance(column, np.ndarray) else [column.levels[code] for code in column.codes]
        for name, column in sample.predictors.items()
    }
    rows = zip(sample.outcome.tolist(), *columns.values())
    lines = [",".join(["outcome", *columns]), *(",".join(map(str, row)) for row in rows)]
    (folder / "cohort.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    script = folder / "nomogram.R"
    script.write_text(SCRIPT.format(width=WIDTH, height=HEIGHT, dpi=DPI), encoding="utf-8")
    return script


def main() -> None:
    study = find_study(sys.argv[1] if len(sys.argv) > 1 else "rait")
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 11
    sample = samples(study)[0]
    with tempfile.TemporaryDirectory() as place, connect(Mode.LIVE, None, ["rms"], timeout=300) as connection:
        folder, live = Path(place), connection.live
        arguments = CHECK.arguments(sample)
        fresh = [str(find_r().with_name("Rscript")), "--vanilla", str(write_script(sample, folder))]

        def through(painter: str) -> None:
            figures.nomogram(study, width=WIDTH, height=HEIGHT).save(
                folder / f"{painter}.png", dpi=DPI, painter=painter
            )

        def worker() -> None:
            script, file = live.scripts / "rms" / f"{CHECK.stem}.R", folder / "worker.png"
            answer = live.session.draw(
                script, CHECK.stem, arguments, width=WIDTH, height=HEIGHT, resolution=DPI, file=file
            )
            if answer.value is None:
                raise SystemExit(f"R does not draw the nomogram: {answer.conditions}")

        tasks: dict[str, Callable[[], object]] = {"parity, matplotlib": lambda: through("matplotlib")}
        with suppress(Missing):
            through("cairo")
            tasks["parity, cairo"] = lambda: through("cairo")
        tasks["R, packages loaded"] = worker
        tasks["R, fresh Rscript"] = lambda: subprocess.run(fresh, cwd=folder, check=True, capture_output=True)

        for task in tasks.values():
            task()
        taken: dict[str, list[float]] = {name: [] for name in tasks}
        for _ in range(runs):
            for name, task in tasks.items():  # by turns, so that what else the machine does falls on all
                taken[name].append(seconds(task))

    medians = {name: statistics.median(times) for name, times in taken.items()}
    warm, cold = medians["R, packages loaded"], medians["R, fresh Rscript"]
    print(f"{study.name}: nomogram, {WIDTH:g} x {HEIGHT:g} inches at {DPI:g} an inch; median of {runs}")
    print(f"{'':22}{'ms':>8}{'R loaded / it':>16}{'Rscript / it':>16}")
    for name, median in medians.items():
        print(f"{name:22}{median * 1e3:8.1f}{warm / median:16.2f}{cold / median:16.2f}")


if __name__ == "__main__":
    main()
