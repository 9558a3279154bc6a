"""docs/mutants.md: what became of the slips of each file, when it was last asked."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from outcome import FileOutcome
from trials import Fate

COLUMNS = ("file", "slips", "by tests", "by replay", "by time", "set aside", "survive", "asked on")
HEAD = """# Slips that nobody would notice

One operator, constant, comparison, bound or condition of a file in `parity/statistics` or `parity/checks` is changed,
in a copy, one at a time; of each file at most {size} are drawn (seed {seed}), and its row says how many. A slip is
noticed by the file's own tests, or else where `parity verify --mode replay` of a bundled study ends otherwise (of two
studies, what is resampled), or where it does not end. What needs no notice is set aside, by name and with the reason,
in `tests/mutation/aside.csv`. `python tests/mutation --write` asks anew; `python tests/mutation --write FILE` that file
only.

**{noticed} of {asked} are noticed, {share:.1f} %: {tests} by tests, {replay} by a replay, {time} by time. {survive}
survive; {aside} more are set aside.** What survives is listed below the table.
"""
_ROW = re.compile(r"\| `([^`]+)` \| ([\d |]+) \| (\d{4}-\d\d-\d\d) \|")
_SURVIVOR = re.compile(r"- `([^:`]+):.*")


def page(outcomes: Sequence[FileOutcome], files: Sequence[str], before: str, *, size: int, seed: int) -> str:
    """The page with these outcomes in it; those of other files are taken from the page as it was.

    Parameters
    ----------
    outcomes : sequence of FileOutcome
    files : sequence of str
        All that there are; a row of any other is dropped.
    before : str
        The page as it was, or nothing.
    size, seed : int
        By which slips were drawn.
    """
    today, asked = datetime.date.today().isoformat(), {outcome.file for outcome in outcomes}
    rows = {file: (tuple(map(int, counts.split("|"))), date) for file, counts, date in _ROW.findall(before)}
    rows |= {outcome.file: (_counts(outcome), today) for outcome in outcomes}
    survivors = [line for line in before.splitlines() if (met := _SURVIVOR.match(line)) and met[1] not in asked]
    survivors += [f"- `{text}`" for outcome in outcomes for text in outcome.surprises]
    kept = {file: rows[file] for file in files if file in rows and any(rows[file][0])}
    lines = [_line([f"`{file}`", *map(str, counts), date]) for file, (counts, date) in kept.items()]
    totals = [sum(column) for column in zip([0] * 6, *(counts for counts, _ in kept.values()))]
    table = [_line(COLUMNS), "|---|" + "---:|" * (len(COLUMNS) - 1), *lines]
    return "\n".join([_head(totals, size, seed), *table, *([""] if survivors else []), *survivors, ""])


def _head(totals: Sequence[int], size: int, seed: int) -> str:
    drawn, tests, replay, time, aside, survive = totals
    asked = drawn - aside
    noticed = asked - survive
    said = {
        "asked": asked,
        "noticed": noticed,
        "share": 100 * noticed / max(asked, 1),
        "aside": aside,
        "survive": survive,
    }
    return HEAD.format(size=size, seed=seed, tests=tests, replay=replay, time=time, **said)


def _counts(outcome: FileOutcome) -> tuple[int, ...]:
    noticed = [outcome.count(fate) for fate in (Fate.BY_TESTS, Fate.BY_REPLAY, Fate.TIMED_OUT)]
    return outcome.tried, *noticed, outcome.aside, len(outcome.survivors)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
