"""`parity verify --mode live` against one plain R script that makes the same R calls, both from process start.

    .venv/bin/python benchmarks/verify_against_plain_r.py [RUNS] [PATIENTS ...]

By default with 122 patients, the bundled `rait` with its validation cohort, and with 20,000 invented ones. Where rmda
is not, its calls are left out on both sides, and the first line says so. The runs alternate, A B A B, after one of each
that is not counted. Time and memory are taken in separate runs, since looking at the memory takes time. Memory is the
largest resident set of any one process, as `/usr/bin/time` gives it, and the largest sum over the process and all its
descendants (here Python and R), in which pages that several share count in equal parts; looked at every 20 ms.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from cohorts import OUTCOME, PREDICTORS, write_cohort

from parity import places
from parity.answers.connect import connect
from parity.answers.answer import Question
from parity.answers.modes import Mode
from parity.checks.catalogue import CATALOGUE
from parity.checks.vocabulary import RCall
from parity.data.study import study_from_csv
from parity.data.study_file import find_study
from parity.verification.compute import questions

BUNDLED = 122
PLAIN = Path(__file__).with_name("plain.R")
MEBIBYTE = 2.0**20


@dataclass(frozen=True)
class Case:
    """A study of some size, and the files it is in; `rmda`: whether rmda is asked; `typed`: a folder to be written."""

    patients: int
    files: tuple[Path, ...]
    outcome: str
    predictors: tuple[str, ...]
    rmda: bool
    typed: Path

    def parity(self, out: Path) -> list[str]:
        command = [sys.executable, "-m", "parity", "verify", str(self.files[0]), "--outcome", self.outcome]
        command += ["--predictors", ",".join(self.predictors), "--out", str(out), "--timeout", "3600"]
        for file in self.files[1:]:
            command += ["--validation", str(file)]
        return command

    def plain(self) -> list[str]:
        rmda = "yes" if self.rmda else "no"
        words = [str(places.r_scripts()), self.outcome, ",".join(self.predictors), rmda, str(self.typed)]
        words += map(str, self.files)
        return ["Rscript", "--vanilla", str(PLAIN), *words]

    def asked(self) -> list[Question]:
        """Every question that the verification puts to an R package that is here, once."""
        study = study_from_csv(
            self.files[0], outcome=self.outcome, predictors=self.predictors, validation=self.files[1:]
        )
        asked = {question.key: question for _, _, question in questions(study, CATALOGUE)}
        of_r = [question for question in asked.values() if isinstance(question.call, RCall)]
        return [question for question in of_r if self.rmda or question.call.package != "rmda"]

    def calls(self) -> Counter[str]:
        return Counter(f"{question.call.package}/{question.call.name}" for question in self.asked())

    def type(self) -> None:
        """Write the scripts that read the study's files themselves, as `parity script` prints them."""
        self.typed.mkdir()
        for number, question in enumerate(self.asked()):
            if "folder" in question.arguments:
                (code,) = [value for name, value in question.arguments.items() if name != "folder"]
                file = self.typed / f"{question.call.package}-{question.call.name}-{number}.R"
                file.write_text(code, encoding="utf-8")


def case_of(patients: int, folder: Path, rmda: bool) -> Case:
    if patients == BUNDLED:
        study = find_study("rait")
        files = tuple(places.cohorts() / cohort.file for cohort in study.cohorts)
        return Case(patients, files, study.outcome, study.predictors, rmda, folder / f"typed-{patients}")
    file = folder / f"cohort-{patients}.csv"
    write_cohort(file, patients)
    return Case(patients, (file,), OUTCOME, PREDICTORS, rmda, folder / f"typed-{patients}")


def family(root: int) -> set[int]:
    """A process and all its descendants."""
    parents = {}
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int(Path(entry.path, "stat").read_text().rsplit(")", 1)[1].split()[1])
            except (FileNotFoundError, ProcessLookupError):
                continue
    found, children = set(), {root}
    while children:
        found |= children
        children = {process for process, parent in parents.items() if parent in children} - found
    return found


def resident(process: int) -> tuple[int, int]:
    """Bytes of a process that are in memory, and its share of them."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return 0, 0
    kilobytes = {line.split(":")[0]: int(line.split()[1]) for line in lines if line.startswith(("Rss:", "Pss:"))}
    return 1024 * kilobytes.get("Rss", 0), 1024 * kilobytes.get("Pss", 0)


def peak_memory(process: subprocess.Popen) -> tuple[float, float]:
    """MiB of the largest process, and of all together, until it ends."""
    largest = together = 0
    while process.poll() is None:
        sizes = [resident(member) for member in family(process.pid)]
        largest = max([largest, *(whole for whole, _ in sizes)])
        together = max(together, sum(share for _, share in sizes))
        time.sleep(0.02)
    return largest / MEBIBYTE, together / MEBIBYTE


def start(command: list[str], output: Path) -> subprocess.Popen:
    with open(output, "wb") as file:
        return subprocess.Popen(command, stdout=file, stderr=subprocess.STDOUT)


def finish(process: subprocess.Popen, output: Path) -> None:
    if process.wait() != 0:
        sys.exit(f"{' '.join(process.args)}: exit {process.returncode}\n{output.read_text(errors='replace')}")


def same_calls(case: Case, output: Path) -> None:
    """Whether the plain script makes every call of the verification, as often and no other."""
    wanted = case.calls()
    made = Counter(line for line in output.read_text().splitlines() if line.count("/") == 1 and " " not in line)
    if wanted != made:
        sys.exit(f"plain.R lacks {dict(wanted - made)} and has too many of {dict(made - wanted)}")
    print(f"{case.patients:,} patients: {made.total()} calls of R's in each")


def weigh(evidence: Path, patients: int) -> None:
    sizes = {file.name: file.stat().st_size for file in evidence.iterdir()}
    elements = sum(size for name, size in sizes.items() if name.endswith(".gz"))
    a_patient = f"elements {elements / patients:.0f}, all {sum(sizes.values()) / patients:.0f} bytes a patient"
    print(f"{'evidence':24} results.json {sizes['results.json'] / 1e6:.2f} MB    {a_patient}")
    verdict = json.loads((evidence / "results.json").read_text(encoding="utf-8"))["verdict"]
    print(f"{'verdict':24} {verdict}")


def measure(case: Case, runs: int, folder: Path) -> None:
    seconds: dict[str, list[float]] = {"parity": [], "plain R": []}
    memory: dict[str, tuple[float, float]] = {}

    def commands(number: int) -> dict[str, list[str]]:
        return {"parity": case.parity(folder / f"evidence-{case.patients}-{number}"), "plain R": case.plain()}

    case.type()
    for name, command in commands(0).items():
        process = start(command, folder / name)
        memory[name] = peak_memory(process)
        finish(process, folder / name)
    same_calls(case, folder / "plain R")
    for number in range(1, runs + 1):
        for name, command in commands(number).items():
            begun = time.perf_counter()
            finish(start(command, folder / name), folder / name)
            seconds[name].append(time.perf_counter() - begun)
    ratio = statistics.median(ours / theirs for ours, theirs in zip(seconds["parity"], seconds["plain R"]))
    ours, theirs = (statistics.median(taken) for taken in seconds.values())
    pairs = f"(medians of {runs} pairs)"
    print(f"{'wall time':24} parity {ours:7.2f} s    plain R {theirs:7.2f} s    ratio {ratio:.2f}   {pairs}")
    for what, ours, theirs in zip(("largest process", "all processes"), *memory.values()):
        print(f"{'memory, ' + what:24} parity {ours:7.0f} MiB  plain R {theirs:7.0f} MiB  ratio {ours / theirs:.2f}")
    weigh(folder / f"evidence-{case.patients}-0", case.patients)


def main() -> None:
    runs, *sizes = [int(word) for word in sys.argv[1:]] or [5]
    libraries = [*map(str, places.r_library()), os.environ.get("R_LIBS", "")]
    os.environ |= {"R_LIBS": os.pathsep.join(filter(None, libraries)), "TZ": "UTC", "OPENBLAS_NUM_THREADS": "1"}
    with connect(Mode.LIVE, None, ["rms"], timeout=120) as connection:
        rmda = "rmda" in connection.live.session.environment(["rmda"])["packages"]
    print("rmda is asked too" if rmda else "rmda is not here: its calls are left out on both sides")
    with tempfile.TemporaryDirectory() as scratch:
        for patients in sizes or [BUNDLED, 20_000]:
            measure(case_of(patients, Path(scratch), rmda), runs, Path(scratch))


if __name__ == "__main__":
    main()
