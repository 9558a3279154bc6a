"""What became of the planted mistakes: for a terminal, as a page, as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from parity.errors import plural
from parity.selftest.asking import Ending, Run
from parity.selftest.fault import Kind, Way
from parity.selftest.run import Outcome, SelfTest

if TYPE_CHECKING:
    from rich.console import Console

SCHEMA = "parity.selftest/1"


def verdict_of(run: Run) -> str:
    """``"DISAGREES auc_delong: variance, pROC::ci.auc"``."""
    return f"{run.ending.value}: {run.where}" if run.where else run.ending.value


def said_of(outcome: Outcome) -> str:
    """What was said of a mistake, by the recorded answers and by R, or by a test."""
    if outcome.out_of_date:
        return f"out of date: {outcome.out_of_date}"
    if not outcome.asked:
        return f"not asked: only {'a test' if outcome.fault.tests else 'R'} shows it"
    if Way.RECORDS in outcome.by and Way.R in outcome.by:
        return f"with R {verdict_of(outcome.by[Way.R])}; without {outcome.by[Way.RECORDS].ending.value}"
    return verdict_of(next(iter(outcome.by.values())))


def summary(found: SelfTest) -> list[str]:
    """How many were caught, and what else a reader must know."""
    asked = [outcome for outcome in found.outcomes if outcome.asked]
    caught = sum(outcome.caught for outcome in asked)
    by_tests = sum(outcome.caught and Way.TESTS in outcome.by for outcome in asked)
    of_these = f", {by_tests} of them by a test of what no verification sees" if by_tests else ""
    lines = [f"{caught} of {plural(len(asked), 'mistake')} {'was' if caught == 1 else 'were'} noticed{of_these}"]
    lines += [f"missed: {outcome.fault.name}: {said_of(outcome)}" for outcome in found.missed]
    by_tests_only = [outcome for outcome in found.not_asked if outcome.fault.tests]
    by_r_only = [outcome for outcome in found.not_asked if not outcome.fault.tests]
    for why, left in ((found.why_no_r, by_r_only), ("the tests, or what they need, are not here", by_tests_only)):
        if left:
            shows = "a test" if left is by_tests_only else "R"
            names = ", ".join(outcome.fault.name for outcome in left)
            lines.append(f"{why}: {len(left)} that only {shows} shows were not planted: {names}")
    wrong = [run for run in found.unplanted if run.ending is not Ending.PASSED]
    lines += [f"without a mistake: {verdict_of(run)}" for run in wrong]
    if not wrong:
        lines.append("without a mistake nothing is reported")
    return lines


def show(found: SelfTest, console: Console) -> None:
    """The table, and below it the summary."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    table.add_column("")
    table.add_column("mistake", overflow="fold")
    table.add_column("noticed by", overflow="fold")
    table.add_column("s", justify="right", no_wrap=True)
    for outcome in found.outcomes:
        mark = "✓" if outcome.caught else "✗" if outcome.asked else "–"
        name = f"{outcome.fault.name}\n  {outcome.fault.mistake}"
        table.add_row(mark, name, said_of(outcome), f"{outcome.seconds:.1f}" if outcome.by else "")
    console.print(table)
    for line in summary(found):
        console.print(line, markup=False)


def data(found: SelfTest) -> dict[str, Any]:
    """All of it, as one object of JSON."""
    return {
        "schema": SCHEMA,
        "exit_code": found.exit_code,
        "error": None,
        "why_no_r": found.why_no_r,
        "caught": sum(outcome.caught for outcome in found.outcomes),
        "missed": [outcome.fault.name for outcome in found.missed],
        "not_asked": [outcome.fault.name for outcome in found.not_asked],
        "unplanted": [_run(run) for run in found.unplanted],
        "faults": [
            {
                "name": outcome.fault.name,
                "kind": outcome.fault.kind.name,
                "mistake": outcome.fault.mistake,
                "file": outcome.fault.file,
                "study": None if outcome.fault.tests else outcome.fault.study,
                "checks": [] if outcome.fault.tests else list(outcome.fault.checks),
                "caught": outcome.caught,
                "out_of_date": outcome.out_of_date or None,
                "by_records": _run(outcome.by.get(Way.RECORDS)),
                "by_r": _run(outcome.by.get(Way.R)),
                "by_tests": _run(outcome.by.get(Way.TESTS)),
            }
            for outcome in found.outcomes
        ],
    }


def _run(run: Run | None) -> dict[str, Any] | None:
    return None if run is None else {"ending": run.ending.name, "where": run.where, "seconds": round(run.seconds, 2)}


def page(found: SelfTest) -> str:
    """The table as it is kept with the documentation, by kind of mistake."""
    return "\n".join(_page(found)) + "\n"


def _page(found: SelfTest) -> Iterator[str]:
    yield "# Planted mistakes, and what notices them"
    yield ""
    yield "Written by `parity selftest --write docs/selftest.md`: each was planted in a copy of parity, and a bundled"
    yield "study verified there. Of a changed R script, recorded answers can only say that they are stale; R disagrees."
    yield "For what no verification sees, such as a painter of pictures, a file of tests was run there instead."
    yield ""
    yield from summary(found)[:1]
    for kind in Kind:
        of_kind = [outcome for outcome in found.outcomes if outcome.fault.kind is kind]
        if not of_kind:
            continue
        yield ""
        yield f"## {kind.value[0].upper()}{kind.value[1:]}"
        yield ""
        yield "| mistake | what it is | where | study | noticed by |"
        yield "|---|---|---|---|---|"
        for outcome in of_kind:
            fault = outcome.fault
            mark = "" if outcome.caught else "**missed**: "
            study = "–" if fault.tests else fault.study
            cells = (fault.name, fault.mistake, f"`{fault.file}`", study, mark + said_of(outcome))
            yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
