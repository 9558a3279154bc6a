"""Slips planted in `parity/statistics` and `parity/checks`, one at a time: which of them does nobody notice?

``python tests/mutation`` tries 20 of each file; ``python tests/mutation parity/statistics/tally.py --mutants all``
every one of a file; ``--write`` puts what is found into docs/mutants.md. Slips that change nothing are in
`aside.csv`. It ends with 1
where another survives, or where one that is set aside is noticed or can no longer be made.
"""

from __future__ import annotations

import argparse
import multiprocessing
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from multiprocessing import connection
from pathlib import Path

from aside import set_aside
from mutants import SIZE
from outcome import FileOutcome, outcome_of, summary
from page import page
from trials import load_libraries

TREE = Path(__file__).resolve().parents[2]
ROOMS = ("parity/statistics", "parity/checks")
COPIED = ("parity", "r_scripts", "fixtures", "tests", "docs", "pyproject.toml")
SEED = 10
PAGE = TREE / "docs" / "mutants.md"


def main() -> int:
    """Try the slips that are asked for, and say what became of them."""
    asked = _asked()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))
    files = [_within(name) for name in asked.files] or _files()
    load_libraries()
    with tempfile.TemporaryDirectory(prefix="parity-mutants-") as folder:
        tree = Path(folder).resolve()
        _copy(tree)
        outcomes = _all(tree, files, asked)
    print(summary(outcomes))
    return int(any(outcome.surprises for outcome in outcomes))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python tests/mutation", description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="*", help="files of parity/statistics and parity/checks; all, if none is named")
    parser.add_argument("--mutants", type=_number, default=SIZE, help=f"slips a file, or 'all' (default {SIZE})")
    parser.add_argument("--seed", type=int, default=SEED, help=f"which ones (default {SEED})")
    parser.add_argument("--jobs", type=int, default=1, help="files at a time (default 1)")
    parser.add_argument("--write", action="store_true", help="put what is found into docs/mutants.md")
    asked = parser.parse_args()
    if asked.write and not (asked.mutants <= SIZE and asked.seed == SEED):
        parser.error(f"--write goes with the default seed and at most {SIZE} slips a file")
    return asked


def _number(text: str) -> int:
    return sys.maxsize if text == "all" else int(text)


def _within(name: str) -> str:
    path = Path(name).resolve()
    inside = path.relative_to(TREE).as_posix() if path.is_relative_to(TREE) else ""
    if not path.is_file() or not inside.startswith(tuple(f"{room}/" for room in ROOMS)):
        sys.exit(f"{name} is no file of {' or '.join(ROOMS)}")
    return inside


def _files() -> list[str]:
    return sorted(path.relative_to(TREE).as_posix() for room in ROOMS for path in (TREE / room).rglob("*.py"))


def _copy(tree: Path) -> None:
    """So that the checkout may change meanwhile, and nothing is written into it."""
    for name in COPIED:
        if (TREE / name).is_dir():
            shutil.copytree(TREE / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(TREE / name, tree / name)


def _all(tree: Path, files: list[str], asked: argparse.Namespace) -> list[FileOutcome]:
    """Every file, a process each; the order is that of the files."""
    aside, made = set_aside(), {}
    work = [(tree, file, asked.mutants, asked.seed, [one for one in aside if one.file == file]) for file in files]
    for outcome in _at_a_time(asked.jobs, work):
        made[outcome.file] = outcome
        if asked.write:
            _write(outcome)
        print(f"{len(made)} of {len(files)} {outcome.file}: {summary([outcome])}", file=sys.stderr)
        print(*outcome.surprises, sep="\n", end="\n" * bool(outcome.surprises), flush=True)
    return [made[file] for file in files]


def _at_a_time(jobs: int, work: list[tuple]) -> Iterator[FileOutcome]:
    """The outcomes as they come, forked by this thread alone: what another forks may wait for a lock forever."""
    forks, waiting, running = multiprocessing.get_context("fork"), work[::-1], {}
    while waiting or running:
        while waiting and len(running) < jobs:
            receiver, sender = forks.Pipe(duplex=False)
            running[receiver] = forks.Process(target=_send, args=(sender, waiting.pop()), daemon=True)
            running[receiver].start()
            sender.close()
        for receiver in connection.wait(list(running)):
            found = receiver.recv()
            running.pop(receiver).join()
            if isinstance(found, Exception):
                raise found
            yield found


def _send(sender: connection.Connection, work: tuple) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        sender.send(outcome_of(*work))
    except Exception as error:
        sender.send(error)


def _write(outcome: FileOutcome) -> None:
    before = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    PAGE.write_text(page([outcome], _files(), before, size=SIZE, seed=SEED), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
